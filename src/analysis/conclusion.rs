//! What is concluded about the date of each event.

use super::Analysis;
use super::chain::{Chain, Chains};
use super::deduction::{Deduction, Goal, Words};
use super::wording::{Limit, Wording};
use crate::edtf::{self, Concluded};
use crate::encode::System;
use crate::model::{EventIndex, Side, Status};
use crate::stn::{Bound, TimePoint};

/// The earliest and the latest instant that a point takes in any assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointBounds {
    /// Its infimum; `None` where it is unbounded.
    pub earliest: Option<Bound>,
    /// Its supremum; `None` where it is unbounded.
    pub latest: Option<Bound>,
}

/// What is concluded about one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The bounds of its start.
    pub start: PointBounds,
    /// The bounds of its end.
    pub end: PointBounds,
    /// The tightest EDTF that contains what is concluded.
    pub concluded: Option<Concluded>,
}

/// Why something is concluded.
#[derive(Debug, Clone, Default)]
pub struct Why {
    /// What plain statements say, chain by chain.
    pub chains: Vec<Chain>,
    /// What follows from statements that leave a choice.
    pub deduction: Deduction,
    /// Bounds that may be wider than they need be, because a search was given up.
    pub loose: Vec<String>,
}

impl Analysis<'_> {
    /// The bounds of an event, over every assignment.
    #[must_use]
    pub fn bounds(&self, event: EventIndex) -> Conclusion {
        let start = self.point_bounds(event, Side::Start);
        let end = self.point_bounds(event, Side::End);
        let wording = self.wording();
        let bounds = edtf::EventBounds {
            start: narrow(start),
            end: narrow(end),
        };
        let concluded = edtf::conclude(&bounds, wording.zone(), wording.tick());
        Conclusion {
            start,
            end,
            concluded,
        }
    }

    /// Why the bounds of an event are what they are: a chain for each bound that plain statements
    /// give, those of the start first, and the steps that lead to the others.
    #[must_use]
    pub fn why_bounds(&self, event: EventIndex) -> Why {
        let mut why = Why::default();
        let mut goals = Vec::new();
        for side in [Side::Start, Side::End] {
            let point = System::point(event, side);
            for limit in [Limit::Lower, Limit::Upper] {
                goals.extend(self.why_bound(point, limit, &mut why));
            }
        }
        why.deduction = self.deduce(&goals);
        why
    }

    /// Why a point is bounded as it is: a chain where plain statements give the bound, else what is
    /// to be shown.
    fn why_bound(&self, point: TimePoint, limit: Limit, why: &mut Why) -> Option<Goal> {
        let base = &self.reasoned.base;
        let possibilities = &self.reasoned.possibilities;
        let (bound, plain) = match limit {
            Limit::Lower => (possibilities.earliest(point), base.earliest(point)),
            Limit::Upper => (possibilities.latest(point), base.latest(point)),
        };
        let Bound { ticks, open } = bound.value?;
        let says = self.wording().limit(point, limit, ticks, open);
        if !bound.exact {
            why.loose.push(says);
        }
        if plain == bound.value {
            let chains = self.chains();
            why.chains.extend(match limit {
                Limit::Lower => chains.earliest(&base.path_to_earliest(point)),
                Limit::Upper => chains.latest(&base.path_to_latest(point)),
            });
            return None;
        }
        Goal::bound(&Words::new(self), point, limit, bound.value?)
    }

    /// Whether an event occurred, so that something is concluded about it.
    #[must_use]
    pub fn occurred(&self, event: EventIndex) -> bool {
        self.chronology.event(event).status == Status::Occurred
    }

    /// Words for what is concluded.
    #[must_use]
    pub fn wording(&self) -> Wording<'_> {
        Wording::new(&self.chronology, &self.system)
    }

    pub(super) fn chains(&self) -> Chains<'_> {
        Chains {
            stn: self.reasoned.base.stn(),
            wording: self.wording(),
        }
    }

    fn point_bounds(&self, event: EventIndex, side: Side) -> PointBounds {
        let point = System::point(event, side);
        let earliest = self.reasoned.possibilities.earliest(point);
        let latest = self.reasoned.possibilities.latest(point);
        self.note(earliest.exact && latest.exact);
        PointBounds {
            earliest: earliest.value,
            latest: latest.value,
        }
    }
}

/// Bounds beyond what a tick can count say nothing that can be printed.
fn narrow(bounds: PointBounds) -> edtf::PointBounds {
    let narrow = |bound: Option<Bound>| {
        bound.and_then(|bound| {
            let ticks = i64::try_from(bound.ticks).ok()?;
            Some(edtf::Bound {
                ticks,
                open: bound.open,
            })
        })
    };
    edtf::PointBounds {
        earliest: narrow(bounds.earliest),
        latest: narrow(bounds.latest),
    }
}
