//! The system of constraints that a chronology makes.

use std::collections::HashMap;

use super::link::occurred;
use super::{Statement, pending};
use crate::calendar::Tick;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Chronology, Dating, EventIndex, Link, Side, Status, Timeline, TimelineId};
use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint};

/// One cause and its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// The cause.
    pub cause: EventIndex,
    /// Its effect.
    pub effect: EventIndex,
    /// The link that says so.
    pub statement: Tag,
}

/// A chronology as constraints over time points.
///
/// Point 0 is the origin, 1970-01-01T00:00:00Z; event number `k` has the points `2k + 1` (its
/// start) and `2k + 2` (its end). Weights count ticks. The tag of a constraint is the place of its
/// statement in [`statements`](Self::statements).
#[derive(Debug)]
pub struct System {
    /// The unit in which times are counted: the coarsest that is exact.
    pub tick: Tick,
    /// What the timelines state, by tag.
    pub statements: Vec<Statement>,
    /// The constraints.
    pub stn: Stn,
    /// The causal links.
    pub causes: Vec<Cause>,
    /// What could not be said as constraints, and why.
    pub found: Vec<Diagnostic>,
    /// Whether every statement of the chronology is in the system as a whole.
    pub complete: bool,
}

impl System {
    /// The start or the end of an event.
    #[must_use]
    pub const fn point(event: EventIndex, side: Side) -> TimePoint {
        TimePoint::new(match side {
            Side::Start => 2 * event.0 + 1,
            Side::End => 2 * event.0 + 2,
        })
    }

    /// Which end of which event a point is; `None` for the origin.
    #[must_use]
    pub const fn event_of(point: TimePoint) -> Option<(EventIndex, Side)> {
        match point.index() {
            0 => None,
            index if index % 2 == 1 => Some((EventIndex(index / 2), Side::Start)),
            index => Some((EventIndex(index / 2 - 1), Side::End)),
        }
    }

    /// The statement with this tag.
    #[must_use]
    pub fn statement(&self, tag: Tag) -> Option<&Statement> {
        if tag.is_none() {
            None
        } else {
            self.statements.get(tag.index() as usize)
        }
    }
}

/// Puts all that occurred in a chronology, and all that is said of it, into one system.
///
/// Events with another status than `occurred`, and links that touch them, stay outside.
#[must_use]
pub fn encode(chronology: &Chronology<'_>) -> System {
    let mut encoder = Encoder {
        chronology,
        tick: tick(chronology),
        statements: Vec::new(),
        constraints: Vec::new(),
        causes: Vec::new(),
        found: Vec::new(),
        told_until: HashMap::new(),
    };
    for (id, _) in chronology.timelines() {
        if let Some(until) = encoder.told_until(id) {
            encoder.told_until.insert(id, until);
        }
        encoder.check_other_dates(id);
    }
    for (event, declared) in chronology.events() {
        if declared.status == Status::Occurred {
            encoder.constraints.push(DifferenceConstraint::order(
                System::point(event, Side::Start),
                System::point(event, Side::End),
                Tag::NONE,
            ));
            encoder.event(event);
        } else {
            encoder.check(event);
        }
    }
    let mut complete = true;
    for (id, timeline) in chronology.timelines() {
        complete &= timeline.complete;
        pending::report(timeline, chronology, &mut encoder.found);
        for (link, index) in timeline.links.iter().zip(0..) {
            encoder.link(id, link, index);
        }
    }
    complete &= encoder
        .found
        .iter()
        .all(|finding| finding.severity != Severity::Error);
    System {
        tick: encoder.tick,
        statements: encoder.statements,
        stn: Stn::new(2 * chronology.event_count() + 1, encoder.constraints),
        causes: encoder.causes,
        found: encoder.found,
        complete,
    }
}

/// The coarsest tick that is exact for all that the chronology states of what occurred.
fn tick(chronology: &Chronology<'_>) -> Tick {
    let of_dating = |dating: &Dating| {
        let when = dating
            .when
            .as_ref()
            .map(|when| when.value.finest_fraction());
        let lasts = dating
            .lasts
            .as_ref()
            .map(|lasts| lasts.value.finest_fraction());
        when.into_iter().chain(lasts)
    };
    let of_timeline = |timeline: &Timeline| {
        let as_of = timeline
            .as_of
            .as_ref()
            .map(|as_of| as_of.value.finest_fraction());
        let events = timeline
            .events
            .iter()
            .filter(|event| event.status == Status::Occurred)
            .flat_map(|event| of_dating(&event.dating));
        let in_force = |link: &&Link| occurred(link, chronology).is_some();
        let links = timeline.links.iter().filter(in_force);
        let lags = links.filter_map(|link| link.lag.as_ref());
        let lags = lags.map(|lag| lag.value.finest_fraction());
        events.chain(lags).chain(as_of).max()
    };
    let ticks = chronology
        .timelines()
        .filter_map(|(_, timeline)| of_timeline(timeline));
    ticks.max().unwrap_or(Tick::Second)
}

/// The system while it is made.
pub(super) struct Encoder<'c> {
    pub(super) chronology: &'c Chronology<'c>,
    pub(super) tick: Tick,
    pub(super) statements: Vec<Statement>,
    pub(super) constraints: Vec<DifferenceConstraint>,
    pub(super) causes: Vec<Cause>,
    pub(super) found: Vec<Diagnostic>,
    /// For each timeline that says so, the instant up to which it tells.
    pub(super) told_until: HashMap<TimelineId, i64>,
}
