//! What is concluded about the date of each event.

use super::Analysis;
use super::chain::{Chain, Chains};
use super::pieces::Pieces;
use super::wording::Wording;
use crate::edtf::{self, Concluded};
use crate::encode::System;
use crate::model::{EventIndex, Side, Status};
use crate::stn::Bound;

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
        let of_all = || edtf::conclude(&bounds, zone, tick);
        // The bounds of several pieces say less than what is known.
        let inexact = || {
            of_all().map(|concluded| Concluded {
                exact: false,
                ..concluded
            })
        };
        let concluded = match self.pieces(event, start, end) {
            Pieces::One => of_all(),
            Pieces::Several(pieces) => edtf::conclude_set(&pieces, zone, tick).or_else(inexact),
            Pieces::Many => inexact(),
        };
        Conclusion {
            start,
            end,
            concluded,
        }
    }

    /// Why the bounds of an event are what they are: a chain for each bound that there is, those
    /// of the start first.
    #[must_use]
    pub fn why_bounds(&self, event: EventIndex) -> Vec<Chain> {
        let chains = self.chains();
        let mut told: Vec<Chain> = Vec::new();
        for side in [Side::Start, Side::End] {
            let point = System::point(event, side);
            told.extend(chains.earliest(&self.reasoned.base.path_to_earliest(point)));
            told.extend(chains.latest(&self.reasoned.base.path_to_latest(point)));
        }
        told
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
