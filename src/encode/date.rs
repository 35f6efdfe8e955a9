//! What dates and durations say, as constraints.

use super::system::{Encoder, System};
use super::{Origin, Statement, Trust};
use crate::calendar::{CivilDate, DurationRange, SECONDS_PER_DAY, TickRange, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Edtf, Endpoint, Hemisphere, Reading, Shape, SpanSet, TickSpan};
use crate::model::{EventIndex, Given, Side, Stated, TimelineId, misread_date, misread_duration};
use crate::source::{Span, Text};
use crate::stn::{DifferenceConstraint, Tag, TimePoint, Weight};

impl Encoder<'_> {
    /// The `when` and `lasts` of one event.
    pub(super) fn event(&mut self, index: EventIndex) {
        let (id, event) = self.chronology.declaration(index);
        if let Some(when) = &event.dating.when {
            let trust = Trust::new(
                event.certainty,
                when.value.is_uncertain(),
                &event.evidence,
                self.chronology,
            );
            let tag = self.state(Origin::When(index), trust, when.text.span());
            if let Some(shape) = self.shape(when, id, event.zone) {
                self.when(index, &shape, when, id, tag);
            }
        }
        if let Some(lasts) = &event.dating.lasts {
            let trust = Trust::new(event.certainty, false, &event.evidence, self.chronology);
            let tag = self.state(Origin::Lasts(index), trust, lasts.text.span());
            let years = self.stated_span(index).and_then(|span| self.years(span));
            let points = (
                System::point(index, Side::Start),
                System::point(index, Side::End),
            );
            if let Some(zone) = self.zone(index) {
                self.duration(points, lasts, zone, years, tag);
            }
        }
    }

    /// Checks the dates of an event that did not occur; they are entered nowhere.
    pub(super) fn check(&mut self, index: EventIndex) {
        let (id, event) = self.chronology.declaration(index);
        if let Some(when) = &event.dating.when {
            self.shape(when, id, event.zone);
        }
        if let (Some(lasts), Some(zone)) = (&event.dating.lasts, self.zone(index))
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
        let claims = timeline.events.iter().flat_map(|event| {
            let claimed = event.claims.iter();
            claimed.filter_map(|claim| Some((claim.dating.when.as_ref()?, event.zone)))
        });
        let dates: Vec<_> = of_sources
            .flatten()
            .chain(silences)
            .map(|date| (date, Given::Default))
            .chain(claims)
            .collect();
        for (date, zone) in dates {
            self.shape(date, id, zone);
        }
    }

    /// Enters a statement and gives its tag.
    pub(super) fn state(&mut self, origin: Origin, trust: Trust, span: Span) -> Tag {
        let tag = u32::try_from(self.statements.len())
            .expect("a chronology has fewer than 2³² statements");
        self.statements.push(Statement {
            origin,
            trust,
            span,
        });
        Tag::new(tag)
    }

    /// How a date of a timeline is read; `None` where that cannot be told.
    fn reading(&self, id: TimelineId, zone: Given<Zone>) -> Option<Reading> {
        let timeline = self.chronology.timeline(id);
        Some(Reading {
            tick: self.tick,
            zone: zone.or(timeline.zone.or(Some(Zone::UTC)))?,
            hemisphere: timeline.settings.hemisphere.or(Some(Hemisphere::North))?,
            approximate: timeline.settings.approximate.or(Some(1))?,
        })
    }

    /// The zone of an event's dates and durations; `None` where that cannot be told.
    pub(super) fn zone(&self, event: EventIndex) -> Option<Zone> {
        let (id, declared) = self.chronology.declaration(event);
        self.reading(id, declared.zone).map(|reading| reading.zone)
    }

    /// What a date says; reports one that cannot be placed in time.
    fn shape(&mut self, date: &Stated<Edtf>, id: TimelineId, zone: Given<Zone>) -> Option<Shape> {
        let compiled = date.value.compile(&self.reading(id, zone)?);
        match compiled {
            Ok(shape) => Some(shape),
            Err(error) => {
                self.found.push(misread_date(&date.text, error));
                None
            }
        }
    }

    fn when(
        &mut self,
        event: EventIndex,
        shape: &Shape,
        stated: &Stated<Edtf>,
        id: TimelineId,
        tag: Tag,
    ) {
        let start = System::point(event, Side::Start);
        let end = System::point(event, Side::End);
        let (first, last) = match shape {
            Shape::Within(spans) => {
                if let Some(span) = self.conjunctive(spans, &stated.text) {
                    self.starts_within(start, span, tag);
                    self.no_later(end, span.hi, tag);
                }
                return;
            }
            Shape::Interval { start, end } => (start, end),
        };
        let mut leaves_a_choice = false;
        if let Endpoint::Within(spans) = first {
            match spans.single() {
                Some(span) => self.starts_within(start, span, tag),
                None => leaves_a_choice = true,
            }
        }
        match last {
            Endpoint::Within(spans) => match spans.single() {
                Some(span) => {
                    self.no_earlier(end, span.lo, tag);
                    self.no_later(end, span.hi, tag);
                }
                None => leaves_a_choice = true,
            },
            Endpoint::Open => {
                // What goes on ends behind the whole day up to which is told.
                let told = self.told_until.get(&id).copied();
                self.no_earlier(end, told, tag);
            }
            Endpoint::Unknown => {}
        }
        if leaves_a_choice {
            self.leaves_a_choice(&stated.text);
        }
    }

    /// The end of the day up to which a timeline tells; reports one that means no single span.
    pub(super) fn told_until(&mut self, id: TimelineId) -> Option<i64> {
        let as_of = self.chronology.timeline(id).as_of.as_ref()?;
        let until = match self.shape(as_of, id, Given::Default)? {
            Shape::Within(spans) => self.conjunctive(&spans, &as_of.text)?.hi,
            Shape::Interval { .. } => None,
        };
        if until.is_none() {
            let message = "a timeline tells up to one date, not over an interval";
            let finding = Diagnostic::new(Rule::InvalidDate, as_of.text.span(), message)
                .with_help("write the last day that it tells of");
            self.found.push(finding);
        }
        until
    }

    /// The one span that a date means; reports dates that leave a choice.
    fn conjunctive(&mut self, spans: &SpanSet, text: &Text) -> Option<TickSpan> {
        let single = spans.single();
        if single.is_none() {
            self.leaves_a_choice(text);
        }
        single
    }

    fn leaves_a_choice(&mut self, text: &Text) {
        let message = "a date that leaves a choice between separate spans is not reasoned with yet";
        let finding = Diagnostic::new(Rule::NotYetSupported, text.span(), message)
            .with_note("nothing is concluded from what it leaves open")
            .with_help(
                "state one span, such as a month, a year or an interval, for the time being",
            );
        self.found.push(finding);
    }

    fn starts_within(&mut self, start: TimePoint, span: TickSpan, tag: Tag) {
        self.no_earlier(start, span.lo, tag);
        if let Some(hi) = span.hi {
            self.constraints
                .push(DifferenceConstraint::latest(start, Weight::below(hi), tag));
        }
    }

    fn no_earlier(&mut self, point: TimePoint, ticks: Option<i64>, tag: Tag) {
        // The least `i64` has no opposite; as a bound it excludes nothing that can be counted.
        let bound = ticks
            .and_then(|ticks| DifferenceConstraint::earliest(point, Weight::at_most(ticks), tag));
        self.constraints.extend(bound);
    }

    fn no_later(&mut self, point: TimePoint, ticks: Option<i64>, tag: Tag) {
        let bound = ticks.map(|hi| DifferenceConstraint::latest(point, Weight::at_most(hi), tag));
        self.constraints.extend(bound);
    }

    /// `least ≤ later − earlier ≤ greatest`.
    pub(super) fn duration(
        &mut self,
        (earlier, later): (TimePoint, TimePoint),
        stated: &Stated<DurationRange>,
        zone: Zone,
        years: Option<(i64, i64)>,
        tag: Tag,
    ) {
        match stated.value.bounds(self.tick, zone, years) {
            Ok(TickRange { least, greatest }) => {
                // A duration is never negative, so its opposite is an `i64`.
                let least = Weight::at_most(-least.max(0));
                self.constraints
                    .push(DifferenceConstraint::new(later, earlier, least, tag));
                self.constraints.extend(greatest.map(|greatest| {
                    DifferenceConstraint::new(earlier, later, Weight::at_most(greatest), tag)
                }));
            }
            Err(error) => self.found.push(misread_duration(&stated.text, error)),
        }
    }

    /// The civil years that a span touches, with a year to spare on each side.
    fn years(&self, span: TickSpan) -> Option<(i64, i64)> {
        let year = |ticks: i64| {
            let (seconds, _) = self.tick.to_seconds(ticks);
            let days = i128::from(seconds).div_euclid(SECONDS_PER_DAY);
            CivilDate::from_day_number(days).map(CivilDate::year)
        };
        let (first, last) = (year(span.lo?)?, year(span.hi?)?);
        Some((first.saturating_sub(1), last.saturating_add(1)))
    }

    /// The years in which a lag can begin, by the date of the event that it runs from in time or,
    /// where that has none, by the date of the other and the lag itself.
    pub(super) fn years_of_lag(
        &self,
        earlier: EventIndex,
        later: EventIndex,
        lag: &DurationRange,
        zone: Zone,
    ) -> Option<(i64, i64)> {
        let own = self.stated_span(earlier).and_then(|span| self.years(span));
        own.or_else(|| {
            let behind = self.stated_span(later)?;
            let TickRange { least, greatest } = lag.bounds(self.tick, zone, None).ok()?;
            self.years(TickSpan {
                lo: behind.lo?.checked_sub(greatest?),
                hi: behind.hi?.checked_sub(least),
            })
        })
    }

    /// The span in which an event's own date puts it.
    fn stated_span(&self, event: EventIndex) -> Option<TickSpan> {
        let (id, declared) = self.chronology.declaration(event);
        let when = declared.dating.when.as_ref()?;
        let reading = self.reading(id, declared.zone)?;
        Some(hull(&when.value.compile(&reading).ok()?))
    }
}

/// The span from the earliest start to the latest end that a date allows.
fn hull(shape: &Shape) -> TickSpan {
    match shape {
        Shape::Within(spans) => spans.hull(),
        Shape::Interval { start, end } => {
            let of = |endpoint: &Endpoint| match endpoint {
                Endpoint::Within(spans) => spans.hull(),
                Endpoint::Open | Endpoint::Unknown => TickSpan { lo: None, hi: None },
            };
            TickSpan {
                lo: of(start).lo,
                hi: of(end).hi,
            }
        }
    }
}
