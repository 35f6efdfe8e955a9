//! The system while it is made: what every part of it is entered into.

use std::collections::HashMap;
use std::sync::Arc;

use super::circle::Circles;
use super::distance::Distance;
use super::search_range::SearchRange;
use super::system::{Options, System};
use super::{Cause, Origin, Statement, Trust};
use crate::calendar::{CivilDate, SECONDS_PER_DAY, Tick, Zone};
use crate::diagnostic::Diagnostic;
use crate::edtf::{Edtf, Hemisphere, Reading, RelativeDate, Shape, TickSpan};
use crate::model::{
    Chronology, EventIndex, EventRef, Given, Link, Side, SourceRef, Stated, Status, Timeline,
    TimelineId, misread_date,
};
use crate::search::Conjunction;
use crate::source::Span;
use crate::stn::{DifferenceConstraint, Tag, TimePoint};

/// The system while it is made.
pub(super) struct Encoder<'c> {
    pub(super) chronology: &'c Chronology<'c>,
    pub(super) tick: Tick,
    pub(super) options: Options,
    pub(super) searched: Arc<SearchRange>,
    /// Whether ticks cannot count as far as some anchor has to be searched.
    pub(super) relaxed: bool,
    pub(super) circles: Arc<Circles>,
    pub(super) statements: Vec<Statement>,
    /// What all statements say together.
    pub(super) whole: Conjunction,
    pub(super) causes: Vec<Cause>,
    pub(super) found: Vec<Diagnostic>,
    /// For each timeline that says so, the instant up to which it tells.
    pub(super) told_until: Arc<HashMap<TimelineId, i64>>,
    /// The sources on whose publication something rests, in the order of their points.
    pub(super) sources: Vec<SourceRef>,
    pub(super) numbers: Arc<HashMap<SourceRef, usize>>,
    /// How far what is dated so can be from its anchor.
    pub(super) distances: HashMap<RelativeDate, Option<Distance>>,
    /// The start of what each relative date counts from, and of what it dates.
    pub(super) anchors: Vec<(TimePoint, TimePoint)>,
}

/// The start and the end of something.
pub(super) type Ends = (TimePoint, TimePoint);

impl<'c> Encoder<'c> {
    pub(super) fn new(
        chronology: &'c Chronology<'c>,
        tick: Tick,
        options: Options,
        circles: Arc<Circles>,
        searched: Arc<SearchRange>,
    ) -> Self {
        Self {
            chronology,
            tick,
            options,
            searched,
            relaxed: false,
            circles,
            statements: Vec::new(),
            whole: Conjunction::default(),
            causes: Vec::new(),
            found: Vec::new(),
            told_until: Arc::default(),
            sources: Vec::new(),
            numbers: Arc::default(),
            distances: HashMap::new(),
            anchors: Vec::new(),
        }
    }

    /// The tag of the next statement.
    pub(super) fn next_tag(&self) -> Tag {
        let tag = u32::try_from(self.statements.len());
        Tag::new(tag.expect("a chronology has fewer than 2³² statements"))
    }

    /// Enters a statement and gives its tag.
    pub(super) fn state(&mut self, origin: Origin, trust: Trust, span: Span) -> Tag {
        let tag = self.next_tag();
        self.statements.push(Statement {
            origin,
            trust,
            span,
        });
        tag
    }

    /// Enters what a statement says.
    pub(super) fn enter(&mut self, said: Conjunction) {
        join(&mut self.whole, said);
    }

    /// The start and the end of an event.
    pub(super) const fn ends(event: EventIndex) -> Ends {
        (
            System::point(event, Side::Start),
            System::point(event, Side::End),
        )
    }

    /// The start and the end of a source's publication, which from now on are part of the system.
    pub(super) fn publication(&mut self, source: SourceRef) -> Ends {
        let events = self.chronology.event_count();
        if let Some(&number) = self.numbers.get(&source) {
            return publication_points(events, number);
        }
        let number = self.sources.len();
        self.sources.push(source);
        Arc::make_mut(&mut self.numbers).insert(source, number);
        let (start, end) = publication_points(events, number);
        let order = DifferenceConstraint::order(start, end, Tag::NONE);
        self.whole.constraints.push(order);
        (start, end)
    }

    /// The number of an event that is known and occurred.
    pub(super) fn occurred(&self, event: EventRef) -> Option<EventIndex> {
        occurred(event, self.chronology)
    }

    /// The zone of an event's dates and durations; `None` where that cannot be told.
    pub(super) fn zone(&self, event: EventIndex) -> Option<Zone> {
        let (id, declared) = self.chronology.declaration(event);
        let timeline = self.chronology.timeline(id);
        declared.zone.or(timeline.zone.or(Some(Zone::UTC)))
    }

    fn reading(&self, id: TimelineId, zone: Given<Zone>) -> Option<Reading> {
        reading(self.chronology.timeline(id), zone, self.tick)
    }

    /// What a date says; reports one that cannot be placed in time.
    pub(super) fn shape(
        &mut self,
        date: &Stated<Edtf>,
        id: TimelineId,
        zone: Given<Zone>,
    ) -> Option<Shape> {
        match date.value.compile(&self.reading(id, zone)?) {
            Ok(shape) => Some(shape),
            Err(error) => {
                self.found.push(misread_date(&date.text, error));
                None
            }
        }
    }

    /// What a date says, in silence.
    pub(super) fn placed_in_time(
        &self,
        date: &Edtf,
        id: TimelineId,
        zone: Given<Zone>,
    ) -> Option<Shape> {
        date.compile(&self.reading(id, zone)?).ok()
    }

    /// The civil years that a span touches, with a year to spare on each side.
    pub(super) fn years(&self, span: TickSpan) -> Option<(i64, i64)> {
        let year = |ticks: i64| {
            let (seconds, _) = self.tick.to_seconds(ticks);
            let days = i128::from(seconds).div_euclid(SECONDS_PER_DAY);
            CivilDate::from_day_number(days).map(CivilDate::year)
        };
        let (first, last) = (year(span.lo?)?, year(span.hi?)?);
        Some((first.saturating_sub(1), last.saturating_add(1)))
    }
}

/// How a date of a timeline is read; `None` where that cannot be told.
pub(super) fn reading(timeline: &Timeline, zone: Given<Zone>, tick: Tick) -> Option<Reading> {
    Some(Reading {
        tick,
        zone: zone.or(timeline.zone.or(Some(Zone::UTC)))?,
        hemisphere: timeline.settings.hemisphere.or(Some(Hemisphere::North))?,
        approximate: timeline.settings.approximate.or(Some(1))?,
    })
}

/// Adds what another conjunction says.
pub(super) fn join(whole: &mut Conjunction, said: Conjunction) {
    whole.constraints.extend(said.constraints);
    whole.disjunctions.extend(said.disjunctions);
}

/// Whether it says nothing, and so holds always.
pub(super) fn is_trivial(said: &Conjunction) -> bool {
    said.constraints.is_empty() && said.disjunctions.is_empty()
}

/// The points of the publication with this number: they follow those of the events.
pub(super) fn publication_points(event_count: u32, number: usize) -> Ends {
    let number = u32::try_from(number).expect("texts of at most 2 GiB hold fewer sources");
    let start = 2 * event_count + 1 + 2 * number;
    (TimePoint::new(start), TimePoint::new(start + 1))
}

/// The number of an event that is known and occurred.
fn occurred(event: EventRef, chronology: &Chronology<'_>) -> Option<EventIndex> {
    chronology
        .number(event)
        .filter(|&event| chronology.event(event).status == Status::Occurred)
}

/// The events of a link, if both are known and occurred.
pub(super) fn in_force(
    link: &Link,
    chronology: &Chronology<'_>,
) -> Option<(EventIndex, EventIndex)> {
    Some((
        occurred(link.from.target?, chronology)?,
        occurred(link.to.target?, chronology)?,
    ))
}
