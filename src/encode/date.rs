//! What dates say.

use std::sync::Arc;

use super::encoder::{Encoder, Ends, reading};
use super::rungs::Alternatives;
use super::{Origin, Trust};
use crate::calendar::{Tick, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Edtf, Endpoint, EventBounds, Shape, SpanSet, TickSpan};
use crate::model::{Chronology, Dating, EventIndex, Given, Stated, TimelineId, misread_duration};
use crate::search::{self, Conjunction, Disjunction, Ladder, Term};
use crate::stn::{DifferenceConstraint, Tag, TimePoint, Weight};

/// The date that is stated of an event, the zone in which it is read, and the bounds that it gives
/// by itself; `None` where none is stated, or none that can be placed in time.
#[must_use]
pub fn stated_date<'c>(
    event: EventIndex,
    chronology: &'c Chronology<'_>,
    tick: Tick,
) -> Option<(&'c Stated<Edtf>, Zone, EventBounds)> {
    let (id, declared) = chronology.declaration(event);
    let when = declared.dating.when.as_ref()?;
    let reading = reading(chronology.timeline(id), declared.zone, tick)?;
    let shape = when.value.compile(&reading).ok()?;
    Some((when, reading.zone, shape.bounds()))
}

impl Encoder<'_> {
    /// What the fields of one event say of its date.
    pub(super) fn event(&mut self, index: EventIndex) {
        self.when(index);
        self.relative_of(index);
        self.lasts_of(index);
        self.claims(index);
        self.publication_bounds(index);
    }

    fn when(&mut self, index: EventIndex) {
        let (id, event) = self.chronology.declaration(index);
        let Some(when) = &event.dating.when else {
            return;
        };
        let uncertain = when.value.is_uncertain();
        let trust = Trust::new(event.certainty, uncertain, &event.evidence, self.chronology);
        let tag = self.state(Origin::When(index), trust, when.text.span());
        if let Some(shape) = self.shape(when, id, event.zone) {
            self.enter(placed(Self::ends(index), shape, self.told(id), tag));
        }
    }

    /// The instant up to which a timeline tells.
    pub(super) fn told(&self, id: TimelineId) -> Option<i64> {
        self.told_until.get(&id).copied()
    }

    /// Checks the dates of an event that did not occur; they are entered nowhere.
    pub(super) fn check(&mut self, index: EventIndex) {
        let event = self.chronology.event(index);
        let claimed = event.claims.iter().map(|claim| &claim.dating);
        for dating in std::iter::once(&event.dating).chain(claimed) {
            self.check_dating(index, dating);
        }
    }

    /// Checks what is stated of an event's date and entered nowhere.
    pub(super) fn check_dating(&mut self, index: EventIndex, dating: &Dating) {
        let (id, event) = self.chronology.declaration(index);
        if let Some(when) = &dating.when {
            self.shape(when, id, event.zone);
        }
        if let (Some(lasts), Some(zone)) = (&dating.lasts, self.zone(index))
            && let Err(error) = lasts.value.bounds(self.tick, zone, None)
        {
            self.found.push(misread_duration(&lasts.text, error));
        }
    }

    /// Checks the dates of a timeline that no event has.
    pub(super) fn check_other_dates(&mut self, id: TimelineId) {
        let timeline = self.chronology.timeline(id);
        let sources = timeline.sources.iter();
        let of_sources = sources.flat_map(|source| [&source.published, &source.retrieved]);
        let silences = timeline.quiet.iter().map(|silence| &silence.when);
        for date in of_sources.flatten().chain(silences) {
            self.shape(date, id, Given::Default);
        }
    }

    /// The end of the day up to which a timeline tells; reports one that means no single span.
    pub(super) fn told_until(&mut self, id: TimelineId) -> Option<i64> {
        let as_of = self.chronology.timeline(id).as_of.as_ref()?;
        let (until, message) = match self.shape(as_of, id, Given::Default)? {
            Shape::Within(spans) => (
                spans.single().and_then(|span| span.hi),
                "a timeline tells up to one date, and this leaves a choice",
            ),
            Shape::Interval { .. } => (
                None,
                "a timeline tells up to one date, not over an interval",
            ),
        };
        if until.is_none() {
            let finding = Diagnostic::new(Rule::InvalidDate, as_of.text.span(), message)
                .with_help("write the last day that it tells of");
            self.found.push(finding);
        }
        until
    }

    /// The span in which an event's own date puts it.
    pub(super) fn stated_span(&self, event: EventIndex) -> Option<TickSpan> {
        let (id, declared) = self.chronology.declaration(event);
        let when = declared.dating.when.as_ref()?;
        self.span_of(when, id, declared.zone)
    }

    /// The span from the earliest start to the latest end that a date allows.
    pub(super) fn span_of(
        &self,
        date: &Stated<Edtf>,
        id: TimelineId,
        zone: Given<Zone>,
    ) -> Option<TickSpan> {
        let shape = self.placed_in_time(&date.value, id, zone)?;
        Some(shape.hull())
    }
}

/// What a date says of something that begins and ends at these points; what goes on ends later
/// than what was told.
///
/// Where the date leaves a choice of spans, all of them together bound the points as well: that is
/// implied, and lets what knows no choices see the outer bounds.
pub(super) fn placed((start, end): Ends, shape: Shape, told: Option<i64>, tag: Tag) -> Conjunction {
    let first = Term {
        point: start,
        side: search::Side::Event,
        lower: true,
        upper: search::Limit::Below,
    };
    let last = Term {
        point: end,
        lower: false,
        upper: search::Limit::AtMost,
        ..first
    };
    let mut said = Conjunction::default();
    match shape {
        Shape::Within(spans) => within(&mut said, vec![first, last], spans, tag),
        Shape::Interval { start, end } => {
            if let Endpoint::Within(spans) = start {
                within(&mut said, vec![first], spans, tag);
            }
            let last = Term {
                lower: true,
                ..last
            };
            match end {
                Endpoint::Within(spans) => within(&mut said, vec![last], spans, tag),
                // What goes on ends behind the whole day up to which is told.
                Endpoint::Open => said.constraints.extend(no_earlier(last.point, told, tag)),
                Endpoint::Unknown => {}
            }
        }
    }
    said
}

/// The points of the terms lie in one of the spans, all in the same.
fn within(said: &mut Conjunction, terms: Vec<Term>, spans: SpanSet, tag: Tag) {
    let hull = spans.hull();
    for term in &terms {
        let span = search::RungSpan {
            lo: hull.lo,
            hi: hull.hi,
        };
        said.constraints.extend(bounded(*term, span, tag));
    }
    if spans.single().is_none() {
        said.disjunctions.push(Disjunction::Ladder(Ladder {
            tag,
            terms,
            rungs: Arc::new(Alternatives(spans)),
        }));
    }
}

/// A term's point lies in a span.
pub(super) fn bounded(
    term: Term,
    span: search::RungSpan,
    tag: Tag,
) -> impl Iterator<Item = DifferenceConstraint> {
    let lower = no_earlier(term.point, span.lo.filter(|_| term.lower), tag);
    let weight = |hi| match term.upper {
        search::Limit::Below => Weight::below(hi),
        search::Limit::AtMost => Weight::at_most(hi),
    };
    let upper = span
        .hi
        .map(|hi| DifferenceConstraint::latest(term.point, weight(hi), tag));
    lower.into_iter().chain(upper)
}

fn no_earlier(point: TimePoint, ticks: Option<i64>, tag: Tag) -> Option<DifferenceConstraint> {
    // The least `i64` has no opposite; as a bound it excludes nothing that can be counted.
    DifferenceConstraint::earliest(point, Weight::at_most(ticks?), tag)
}
