//! Where the anchors of relative dates are searched.
//!
//! An anchor that nothing bounds could be in any year that can be counted; it is searched in the
//! years 0000 to 9999 only. An anchor that anything bounds, on either side, also if only in some
//! alternative of a choice, is not limited: it may be known to lie before these years, or have no
//! end. It is searched so far around all that is dated that nothing is missed:
//!
//! The calendar repeats every 400 years, and clocks no longer change. Take a solution, with its
//! instants in their order, and a gap between two of them, behind all that is dated, that is wider
//! than the greatest length that is stated and 400 years. All that is behind the gap can be moved
//! 400 years nearer: no length between the two sides is missed, as the gap stays wider than all, and
//! nothing behind it is held by a date. So there is a solution in which no gap is wider, and all of
//! it is within as many such gaps of what is dated as there are instants. What can be beyond that
//! *horizon* at all can be moved on and on. Before all that is dated, it is the same.

use std::collections::HashSet;

use super::encoder::Encoder;
use crate::calendar::{CivilDate, DAYS_PER_CYCLE, SECONDS_PER_DAY, Tick};
use crate::edtf::TickSpan;
use crate::search::{Conjunction, Disjunction, RungSpan};
use crate::stn::{DifferenceConstraint, TimePoint};

/// Where anchors are searched.
#[derive(Debug, Default)]
pub(super) struct SearchRange {
    /// The anchors that nothing bounds.
    pub(super) unbounded: HashSet<TimePoint>,
    /// Those that are bounded on one side only.
    pub(super) endless: HashSet<TimePoint>,
    /// Where the others are; `None` where ticks cannot count so far.
    pub(super) around: Option<Around>,
}

/// Where anchors are searched that something bounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// What is beyond these instants can be arbitrarily far away.
    pub(super) horizon: RungSpan,
    /// Where units are looked for: some way beyond the horizon.
    pub(super) searched: TickSpan,
}

/// The years in which all clocks are changed that the zones' tables know of, and more; among them
/// those in which an anchor is searched that nothing bounds.
const YEARS: (i64, i64) = (0, 9_999);

impl SearchRange {
    /// The range for what was encoded with the default one; `None` if there are no anchors.
    pub(super) fn of(encoder: &Encoder<'_>, point_count: u32) -> Option<Self> {
        if encoder.anchors.is_empty() {
            return None;
        }
        let mut reach = Reach::new(&encoder.whole, point_count);
        let unbounded = unbounded_anchors(encoder, &mut reach);
        let anchors = encoder.anchors.iter().map(|&(anchor, _)| anchor);
        Some(Self {
            unbounded,
            endless: anchors.filter(|&anchor| reach.is_endless(anchor)).collect(),
            around: Dated::of(&encoder.whole).around(encoder.tick, point_count),
        })
    }
}

/// The dates of a system, and the greatest length that it knows.
#[derive(Default)]
struct Dated {
    hull: Option<(i64, i64)>,
    longest: i64,
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
                self.longest = self.longest.max(ticks.saturating_abs());
                return;
            }
        };
        let (lo, hi) = self.hull.unwrap_or((instant, instant));
        self.hull = Some((lo.min(instant), hi.max(instant)));
    }

    /// Where everything is that need be looked at.
    fn around(&self, tick: Tick, point_count: u32) -> Option<Around> {
        let days = |days: i128| tick.from_seconds(days * SECONDS_PER_DAY).ok();
        let january = |year| days(CivilDate::new(year, 1, 1)?.day_number());
        let (from, to) = (january(YEARS.0)?, january(YEARS.1 + 1)?);
        let (lo, hi) = self.hull.unwrap_or((from, to));
        let gap = self.longest.checked_add(days(DAYS_PER_CYCLE)?)?;
        // One more for the origin, and one for the gap in which the horizon is.
        let gaps = gap.checked_mul(i64::from(point_count) + 2)?;
        let around = |margin: i64| {
            let lo = lo.min(from).checked_sub(margin)?;
            Some((lo, hi.max(to).checked_add(margin)?))
        };
        let horizon = around(gaps)?;
        // So that also a difference can be wider than all that is within the horizon.
        let width = horizon.1.checked_sub(horizon.0)?;
        let searched = around(gaps.checked_mul(2)?.checked_add(width)?)?;
        Some(Around {
            horizon: RungSpan {
                lo: Some(horizon.0),
                hi: Some(horizon.1),
            },
            searched: TickSpan {
                lo: Some(searched.0),
                hi: Some(searched.1),
            },
        })
    }
}

/// The anchors that nothing bounds; from now on they count as bounded.
fn unbounded_anchors(encoder: &Encoder<'_>, reach: &mut Reach) -> HashSet<TimePoint> {
    let mut unbounded = HashSet::new();
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

    fn is_endless(&self, point: TimePoint) -> bool {
        let at = point.index() as usize;
        !(self.bounded[0][at] && self.bounded[1][at])
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
