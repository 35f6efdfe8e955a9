//! What is concluded about the date of each event.

use itertools::Itertools as _;

use super::Analysis;
use super::chain::{Chain, Chains};
use super::deduction::{Deduction, Goal, Words};
use super::pieces::Pieces;
use super::wording::{Limit, Wording};
use crate::edtf::{self, Concluded, Edtf, Value};
use crate::encode::{self, System};
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
        let (zone, tick) = (wording.zone(), wording.tick());
        // Bounds that hide holes, or may be wider than need be, say less than is known.
        let by_bounds = |holes| self.by_bounds(event, &bounds, holes);
        let concluded = match self.pieces(event, start, end) {
            _ if !self.is_tight(event) => by_bounds(true),
            Pieces::One => by_bounds(false),
            Pieces::Several(pieces) => {
                edtf::conclude_set(&pieces, zone, tick).or_else(|| by_bounds(true))
            }
            Pieces::Many => by_bounds(true),
        };
        Conclusion {
            start,
            end,
            concluded,
        }
    }

    /// What the bounds of an event say as a date, or the date that was stated where that says it
    /// better.
    fn by_bounds(
        &self,
        event: EventIndex,
        bounds: &edtf::EventBounds,
        holes: bool,
    ) -> Option<Concluded> {
        let (zone, tick) = (self.wording().zone(), self.wording().tick());
        let stated = encode::stated_date(event, &self.chronology, tick);
        // What is read in another zone says something else.
        let stated = stated.filter(|(date, read_in, _)| *read_in == zone && is_plain(&date.value));
        match stated {
            Some((date, _, implied)) => {
                let stated = (&*date.text, implied);
                edtf::conclude_stated(bounds, stated, holes, zone, tick)
            }
            None => edtf::conclude(bounds, zone, tick).map(|concluded| Concluded {
                exact: concluded.exact && !holes,
                ..concluded
            }),
        }
    }

    /// Why the bounds of an event are what they are.
    ///
    /// Where plain statements give all of them, a chain for each, those of the start first; else
    /// steps that lead to all of them.
    #[must_use]
    pub fn why_bounds(&self, event: EventIndex) -> Why {
        let mut why = Why::default();
        let ends = [Side::Start, Side::End].map(|side| System::point(event, side));
        let limits = [Limit::Lower, Limit::Upper];
        let bounds = ends.into_iter().cartesian_product(limits);
        let bounds: Vec<(TimePoint, Limit, Bound)> = bounds
            .filter_map(|(point, limit)| self.bound_of(point, limit, &mut why))
            .collect();
        let holes = self.holes(event);
        let plain = |&(point, limit, bound): &(_, _, _)| self.plainly(point, limit) == Some(bound);
        if holes.is_empty() && bounds.iter().all(plain) {
            let chains = bounds.iter();
            why.chains = chains
                .filter_map(|&(point, limit, _)| self.plain_chain(point, limit))
                .collect();
        } else {
            let words = Words::new(self);
            let goals = bounds.into_iter();
            let goals =
                goals.filter_map(|(point, limit, bound)| Goal::bound(&words, point, limit, bound));
            why.deduction = self.deduce(&goals.chain(holes).collect::<Vec<_>>());
        }
        why
    }

    /// A bound over all choices; one that may be wider than it need be is noted.
    fn bound_of(
        &self,
        point: TimePoint,
        limit: Limit,
        why: &mut Why,
    ) -> Option<(TimePoint, Limit, Bound)> {
        let possibilities = &self.reasoned.possibilities;
        let found = match limit {
            Limit::Lower => possibilities.earliest(point),
            Limit::Upper => possibilities.latest(point),
        };
        let bound = found.value?;
        if !found.exact {
            let wording = self.wording();
            why.loose
                .push(wording.limit(point, limit, bound.ticks, bound.open));
        }
        Some((point, limit, bound))
    }

    /// The bound that plain statements give.
    fn plainly(&self, point: TimePoint, limit: Limit) -> Option<Bound> {
        match limit {
            Limit::Lower => self.reasoned.base.earliest(point),
            Limit::Upper => self.reasoned.base.latest(point),
        }
    }

    fn plain_chain(&self, point: TimePoint, limit: Limit) -> Option<Chain> {
        let base = &self.reasoned.base;
        match limit {
            Limit::Lower => self.chains().earliest(&base.path_to_earliest(point)),
            Limit::Upper => self.chains().latest(&base.path_to_latest(point)),
        }
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

    /// The bounds of one end of an event as far as they follow without a search over choices: at
    /// once, and never tighter than [`bounds`](Self::bounds).
    #[must_use]
    pub fn outer_bounds(&self, event: EventIndex, side: Side) -> PointBounds {
        let point = System::point(event, side);
        let settled = self.reasoned.possibilities.settled();
        PointBounds {
            earliest: settled.earliest(point),
            latest: settled.latest(point),
        }
    }

    /// Whether the bounds of an event are known to be as tight as the statements allow.
    #[must_use]
    pub fn is_tight(&self, event: EventIndex) -> bool {
        [Side::Start, Side::End].into_iter().all(|side| {
            let point = System::point(event, side);
            let possibilities = &self.reasoned.possibilities;
            possibilities.earliest(point).exact && possibilities.latest(point).exact
        })
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

/// Whether a date says the same wherever it stands: what `~` widens by, and when it is summer,
/// depends on settings, and what is uncertain is no conclusion.
fn is_plain(date: &Edtf) -> bool {
    let depends = |value: &Value| match value {
        Value::Date(date) => date.season().is_some_and(|code| code <= 24),
        Value::DateTime(_) => false,
    };
    !date.is_uncertain() && !date.is_approximate() && !date.values().any(depends)
}

/// Bounds beyond what a tick can count say nothing that can be printed.
pub(super) fn narrow(bounds: PointBounds) -> edtf::PointBounds {
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
