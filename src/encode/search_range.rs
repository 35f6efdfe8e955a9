//! Which anchors of relative dates nothing bounds.
//!
//! Such an anchor could be in any year that can be counted; it is searched in the years 0000 to
//! 9999 only. An anchor that anything bounds, on either side, also if only in some alternative of
//! a choice, is not limited: it may be known to lie before these years.

use std::collections::HashSet;

use super::encoder::Encoder;
use crate::search::{Conjunction, Disjunction};
use crate::stn::TimePoint;

/// The anchors that nothing bounds.
pub(super) fn unbounded_anchors(encoder: &Encoder<'_>, point_count: u32) -> HashSet<TimePoint> {
    let mut searched = HashSet::new();
    if encoder.anchors.is_empty() {
        return searched;
    }
    let mut reach = Reach::new(&encoder.whole, point_count);
    loop {
        let open: Vec<(TimePoint, TimePoint)> = encoder
            .anchors
            .iter()
            .copied()
            .filter(|(anchor, _)| !reach.is_bounded(*anchor))
            .collect();
        // What is dated by such an anchor is bounded once that is; as there are no circles, some
        // anchor is dated by none.
        let dated: HashSet<TimePoint> = open.iter().map(|&(_, event)| event).collect();
        let first: Vec<TimePoint> = open
            .iter()
            .map(|&(anchor, _)| anchor)
            .filter(|anchor| !dated.contains(anchor))
            .collect();
        if first.is_empty() {
            debug_assert!(open.is_empty(), "relative dates have no circles");
            return searched;
        }
        for anchor in first {
            searched.insert(anchor);
            reach.bound(anchor);
        }
    }
}

/// Which points have a bound above or below.
struct Reach {
    /// For each point the points that it bounds from above, and those that it bounds from below.
    edges: [Vec<Vec<u32>>; 2],
    bounded: [Vec<bool>; 2],
}

impl Reach {
    fn new(whole: &Conjunction, point_count: u32) -> Self {
        let points = point_count as usize;
        let mut reach = Self {
            edges: [vec![Vec::new(); points], vec![Vec::new(); points]],
            bounded: [vec![false; points], vec![false; points]],
        };
        reach.add(whole);
        reach.bound(TimePoint::ORIGIN);
        reach
    }

    fn add(&mut self, said: &Conjunction) {
        for constraint in &said.constraints {
            let (from, to) = (constraint.from.index(), constraint.to.index());
            self.edges[0][from as usize].push(to);
            self.edges[1][to as usize].push(from);
        }
        for disjunction in &said.disjunctions {
            // What a ladder bounds is bounded by its hull as well, among the constraints.
            if let Disjunction::AnyOf { alternatives, .. } = disjunction {
                alternatives.iter().for_each(|said| self.add(said));
            }
        }
    }

    fn is_bounded(&self, point: TimePoint) -> bool {
        let at = point.index() as usize;
        self.bounded[0][at] || self.bounded[1][at]
    }

    /// Bounds a point on both sides, and all that it bounds.
    fn bound(&mut self, point: TimePoint) {
        for side in 0..2 {
            let mut stack = vec![point.index()];
            while let Some(at) = stack.pop() {
                if !std::mem::replace(&mut self.bounded[side][at as usize], true) {
                    stack.extend(&self.edges[side][at as usize]);
                }
            }
        }
    }
}
