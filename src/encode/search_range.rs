//! Where the anchors of relative dates are searched.
//!
//! An anchor that nothing bounds could be in any year that can be counted; it is searched in the
//! years 0000 to 9999 only. An anchor that anything bounds, on either side, also if only in some
//! alternative of a choice, is not limited: it may be known to lie before these years. Its calendar
//! units are told apart wherever what is dated could lead; what is farther away counts as one.

use std::collections::HashSet;

use super::encoder::Encoder;
use crate::calendar::{CivilDate, SECONDS_PER_DAY, Tick};
use crate::edtf::TickSpan;
use crate::search::{Conjunction, Disjunction};
use crate::stn::{DifferenceConstraint, TimePoint};

/// Where anchors are searched.
#[derive(Debug, Default)]
pub(super) struct SearchRange {
    /// The anchors that nothing bounds.
    pub(super) unbounded: HashSet<TimePoint>,
    /// Where all is that is bounded on both sides.
    pub(super) around: Option<TickSpan>,
}

/// Years to spare around what is dated.
const SPARE: i64 = 500;

impl SearchRange {
    /// The range for what was encoded with the default one; `None` if that was wide enough.
    pub(super) fn beyond_default(encoder: &Encoder<'_>, point_count: u32) -> Option<Self> {
        if encoder.anchors.is_empty() {
            return None;
        }
        let unbounded = unbounded_anchors(encoder, point_count);
        let around = Dated::of(&encoder.whole).around(encoder.tick);
        let narrow = around.is_none_or(|around| is_usual(around, encoder.tick));
        (!unbounded.is_empty() || !narrow).then_some(Self { unbounded, around })
    }
}

/// Whether a span is within the years that are searched in any case.
fn is_usual(around: TickSpan, tick: Tick) -> bool {
    let january = |year| {
        let day = CivilDate::new(year, 1, 1)?.day_number();
        tick.from_seconds(day * SECONDS_PER_DAY).ok()
    };
    // Of what cannot be counted nothing is searched.
    let from = january(1).is_none_or(|first| around.lo.is_some_and(|lo| first <= lo));
    let to = january(9_999).is_none_or(|last| around.hi.is_some_and(|hi| hi <= last));
    from && to
}

/// The dates of a system, and how far what they bound can be from them.
#[derive(Default)]
struct Dated {
    hull: Option<(i64, i64)>,
    lengths: i64,
}

impl Dated {
    fn of(whole: &Conjunction) -> Self {
        let mut dated = Self::default();
        dated.add(whole);
        dated
    }

    fn add(&mut self, said: &Conjunction) {
        said.constraints
            .iter()
            .for_each(|said| self.constraint(said));
        for disjunction in &said.disjunctions {
            // The outer bounds of a ladder are among the constraints.
            if let Disjunction::AnyOf { alternatives, .. } = disjunction {
                alternatives.iter().for_each(|said| self.add(said));
            }
        }
    }

    fn constraint(&mut self, said: &DifferenceConstraint) {
        let ticks = said.weight.ticks;
        let instant = match (said.from, said.to) {
            (TimePoint::ORIGIN, _) => ticks,
            (_, TimePoint::ORIGIN) => ticks.saturating_neg(),
            _ => {
                self.lengths = self.lengths.saturating_add(ticks.saturating_abs());
                return;
            }
        };
        let (lo, hi) = self.hull.unwrap_or((instant, instant));
        self.hull = Some((lo.min(instant), hi.max(instant)));
    }

    /// Where everything is that is a sum of lengths away from a date at most.
    fn around(&self, tick: Tick) -> Option<TickSpan> {
        let spare = tick.from_seconds(i128::from(SPARE) * 366 * SECONDS_PER_DAY);
        let margin = self.lengths.saturating_add(spare.unwrap_or(i64::MAX));
        self.hull.map(|(lo, hi)| TickSpan {
            lo: Some(lo.saturating_sub(margin)),
            hi: Some(hi.saturating_add(margin)),
        })
    }
}

/// The anchors that nothing bounds.
fn unbounded_anchors(encoder: &Encoder<'_>, point_count: u32) -> HashSet<TimePoint> {
    let mut unbounded = HashSet::new();
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
            return unbounded;
        }
        for anchor in first {
            unbounded.insert(anchor);
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
