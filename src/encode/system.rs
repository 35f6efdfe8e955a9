//! The system of constraints that a chronology makes.

use std::collections::HashMap;
use std::sync::Arc;

use super::circle::Circles;
use super::encoder::Encoder;
use super::search_range::SearchRange;
use super::tick::tick;
use super::{Statement, pending};
use crate::calendar::Tick;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Chronology, EventIndex, Side, SourceRef, Status, Timeline, TimelineId};
use crate::search::Disjunction;
use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint};

/// Which of rival claims hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Claims {
    /// Those that are preferred or, where none is, at least one.
    #[default]
    Any,
    /// All.
    All,
}

/// How a chronology is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Which of rival claims hold.
    pub claims: Claims,
}

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

/// What a time point is a point of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The origin of time.
    Origin,
    /// One end of an event.
    Event(EventIndex, Side),
    /// One end of a source's publication.
    Publication(SourceRef, Side),
}

/// A chronology as constraints over time points.
///
/// Point 0 is the origin, 1970-01-01T00:00:00Z; event number `k` has the points `2k + 1` (its
/// start) and `2k + 2` (its end). Behind them come the publications on which something rests, two
/// points for each of [`sources`](Self::sources): they are no events. Weights count ticks. The tag
/// of a constraint is the place of its statement in [`statements`](Self::statements).
#[derive(Debug)]
pub struct System {
    /// The unit in which times are counted: the coarsest that is exact.
    pub tick: Tick,
    /// What the timelines state, by tag.
    pub statements: Vec<Statement>,
    /// The constraints.
    pub stn: Stn,
    /// What holds beside the constraints. The outer bounds of dates that leave a choice are among
    /// the constraints, too.
    pub disjunctions: Vec<Disjunction>,
    /// The causal links.
    pub causes: Vec<Cause>,
    /// The sources whose publication has points.
    pub sources: Vec<SourceRef>,
    /// What could not be said as constraints, and why.
    pub found: Vec<Diagnostic>,
    /// Whether every statement of the chronology is in the system as a whole.
    pub complete: bool,
    /// Whether some relative date is not told apart from others far away, because the tick cannot
    /// count so far: what is left possible there need not be.
    pub relaxed: bool,
    event_count: u32,
    options: Options,
    // What more of the chronology is encoded by.
    searched: Arc<SearchRange>,
    circles: Arc<Circles>,
    told_until: Arc<HashMap<TimelineId, i64>>,
    numbers: Arc<HashMap<SourceRef, usize>>,
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

    /// What a point is a point of.
    #[must_use]
    pub fn subject(&self, point: TimePoint) -> Subject {
        let Some(index) = point.index().checked_sub(1) else {
            return Subject::Origin;
        };
        let side = if index % 2 == 0 {
            Side::Start
        } else {
            Side::End
        };
        match (index / 2).checked_sub(self.event_count) {
            None => Subject::Event(EventIndex(index / 2), side),
            Some(number) => match self.sources.get(number as usize) {
                Some(&source) => Subject::Publication(source, side),
                None => Subject::Origin,
            },
        }
    }

    /// Which end of which event a point is; `None` for the origin and for publications.
    #[must_use]
    pub fn event_of(&self, point: TimePoint) -> Option<(EventIndex, Side)> {
        match self.subject(point) {
            Subject::Event(event, side) => Some((event, side)),
            Subject::Origin | Subject::Publication(..) => None,
        }
    }

    /// The instant up to which a timeline tells, by its `as_of`: the end of that date.
    #[must_use]
    pub fn told_until(&self, timeline: TimelineId) -> Option<i64> {
        self.told_until.get(&timeline).copied()
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
/// Events with another status than `occurred`, and links and relative dates that touch them, stay
/// outside.
#[must_use]
pub fn encode(chronology: &Chronology<'_>, options: Options) -> System {
    let circles = Arc::new(Circles::of(chronology));
    let tick = tick(chronology);
    let encoder = |searched| {
        let circles = Arc::clone(&circles);
        let mut encoder = Encoder::new(chronology, tick, options, circles, Arc::new(searched));
        encoder.everything();
        encoder
    };
    let mut encoded = encoder(SearchRange::default());
    // Where anchors are searched depends on all that bounds them.
    if let Some(range) = SearchRange::of(&encoded, point_count(&encoded)) {
        encoded = encoder(range);
    }
    encoded.system()
}

fn point_count(encoder: &Encoder<'_>) -> u32 {
    let sources = u32::try_from(encoder.sources.len());
    let sources = sources.expect("texts of at most 2 GiB hold fewer sources");
    2 * (encoder.chronology.event_count() + sources) + 1
}

impl<'c> Encoder<'c> {
    /// The encoder of a system, to encode more of its chronology as it was encoded.
    pub(super) fn again(system: &System, chronology: &'c Chronology<'c>) -> Self {
        let (circles, searched) = (Arc::clone(&system.circles), Arc::clone(&system.searched));
        let mut encoder = Self::new(chronology, system.tick, system.options, circles, searched);
        encoder.told_until = Arc::clone(&system.told_until);
        encoder.numbers = Arc::clone(&system.numbers);
        encoder
    }

    /// Enters all that the chronology states.
    fn everything(&mut self) {
        self.found.extend(self.circles.findings(self.chronology));
        for (id, _) in self.chronology.timelines() {
            if let Some(until) = self.told_until(id) {
                Arc::make_mut(&mut self.told_until).insert(id, until);
            }
            self.check_other_dates(id);
        }
        for (event, declared) in self.chronology.events() {
            if declared.status == Status::Occurred {
                let (start, end) = Self::ends(event);
                let order = DifferenceConstraint::order(start, end, Tag::NONE);
                self.whole.constraints.push(order);
                self.event(event);
            } else {
                self.check(event);
            }
        }
        for (id, timeline) in self.chronology.timelines() {
            pending::report(timeline, &mut self.found);
            for (link, index) in timeline.links.iter().zip(0..) {
                self.link(id, link, index);
            }
            for (choice, index) in timeline.choices.iter().zip(0..) {
                self.choice(id, choice, index);
            }
        }
        self.publications();
    }

    fn system(self) -> System {
        let read = |(_, timeline): (_, &Timeline)| timeline.complete;
        let entered = |finding: &Diagnostic| finding.severity != Severity::Error;
        let complete = self.chronology.timelines().all(read) && self.found.iter().all(entered);
        let points = point_count(&self);
        System {
            tick: self.tick,
            statements: self.statements,
            stn: Stn::new(points, self.whole.constraints),
            disjunctions: self.whole.disjunctions,
            causes: self.causes,
            sources: self.sources,
            found: self.found,
            complete,
            relaxed: self.relaxed,
            event_count: self.chronology.event_count(),
            options: self.options,
            searched: self.searched,
            circles: self.circles,
            told_until: self.told_until,
            numbers: self.numbers,
        }
    }
}
