//! What dates and durations say, as constraints.

use super::system::{Encoder, System};
use super::{Origin, Statement, Trust};
use crate::calendar::{CivilDate, DurationRange, SECONDS_PER_DAY, TickRange, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Edtf, EdtfError, EdtfErrorKind, Endpoint, Reading, Shape, SpanSet, TickSpan};
use crate::model::{EventIndex, Side, Stated, Timeline};
use crate::source::{Span, Text};
use crate::stn::{DifferenceConstraint, Tag, TimePoint, Weight};

impl Encoder<'_> {
    /// The `when` and `lasts` of one event.
    pub(super) fn event(&mut self, index: EventIndex) {
        let (id, event) = self.chronology.declaration(index);
        let timeline = self.chronology.timeline(id);
        let zone = event.zone.unwrap_or(timeline.zone);
        if let Some(when) = &event.dating.when {
            let trust = Trust::new(
                event.certainty,
                when.value.is_uncertain(),
                &event.evidence,
                self.chronology,
            );
            let tag = self.state(Origin::When(index), trust, when.text.span());
            self.when(index, when, timeline, zone, tag);
        }
        if let Some(lasts) = &event.dating.lasts {
            let trust = Trust::new(event.certainty, false, &event.evidence, self.chronology);
            let tag = self.state(Origin::Lasts(index), trust, lasts.text.span());
            let years = self.stated_span(index).and_then(|span| self.years(span));
            let points = (
                System::point(index, Side::Start),
                System::point(index, Side::End),
            );
            self.duration(points, lasts, zone, years, tag);
        }
    }

    /// Enters a statement and gives its tag.
    pub(super) fn state(&mut self, origin: Origin, trust: Trust, span: Span) -> Tag {
        let tag = u32::try_from(self.statements.len()).expect("a file of 2 GiB states less");
        self.statements.push(Statement {
            origin,
            trust,
            span,
        });
        Tag::new(tag)
    }

    fn compile(&self, date: &Edtf, timeline: &Timeline, zone: Zone) -> Result<Shape, EdtfError> {
        date.compile(&Reading {
            tick: self.tick,
            zone,
            hemisphere: timeline.settings.hemisphere,
            approximate: timeline.settings.approximate,
        })
    }

    fn when(
        &mut self,
        event: EventIndex,
        when: &Stated<Edtf>,
        timeline: &Timeline,
        zone: Zone,
        tag: Tag,
    ) {
        let start = System::point(event, Side::Start);
        let end = System::point(event, Side::End);
        match self.compile(&when.value, timeline, zone) {
            Err(error) => self.faulty_date(&when.text, error),
            Ok(Shape::Within(spans)) => {
                if let Some(span) = self.conjunctive(&spans, &when.text) {
                    self.starts_within(start, span, tag);
                    self.no_later(end, span.hi, tag);
                }
            }
            Ok(Shape::Interval {
                start: first,
                end: last,
            }) => {
                if let Endpoint::Within(spans) = &first
                    && let Some(span) = self.conjunctive(spans, &when.text)
                {
                    self.starts_within(start, span, tag);
                }
                match &last {
                    Endpoint::Within(spans) => {
                        if let Some(span) = self.conjunctive(spans, &when.text) {
                            self.no_earlier(end, span.lo, tag);
                            self.no_later(end, span.hi, tag);
                        }
                    }
                    Endpoint::Open => {
                        let told = self.told_until(timeline);
                        self.no_earlier(end, told, tag);
                    }
                    Endpoint::Unknown => {}
                }
            }
        }
    }

    /// Reports a day up to which a timeline tells that cannot be placed in time.
    pub(super) fn as_of(&mut self, timeline: &Timeline) {
        if let Some(as_of) = &timeline.as_of
            && let Err(error) = self.compile(&as_of.value, timeline, timeline.zone)
        {
            self.faulty_date(&as_of.text, error);
        }
    }

    /// The end of the day up to which a timeline tells.
    fn told_until(&self, timeline: &Timeline) -> Option<i64> {
        let as_of = timeline.as_of.as_ref()?;
        let shape = self.compile(&as_of.value, timeline, timeline.zone).ok()?;
        hull(&shape).hi
    }

    /// The one span that a date means; reports dates that leave a choice.
    fn conjunctive(&mut self, spans: &SpanSet, text: &Text) -> Option<TickSpan> {
        let single = spans.single();
        if single.is_none() {
            let finding = Diagnostic::new(
                Rule::NotYetSupported,
                text.span(),
                "a date that leaves a choice between separate spans is not reasoned with yet",
            )
            .with_note("nothing is concluded from this date")
            .with_help(
                "state one span, such as a month, a year or an interval, for the time being",
            );
            self.found.push(finding);
        }
        single
    }

    fn faulty_date(&mut self, text: &Text, error: EdtfError) {
        let rule = match error.kind {
            EdtfErrorKind::OutOfRange(_) => Rule::TimeOutOfRange,
            _ => Rule::InvalidDate,
        };
        let mut finding = Diagnostic::new(rule, text.span_of(error.range), error.message);
        finding.help.extend(error.help);
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
            Err(error) => {
                let span = stated.text.span_of(error.range);
                let mut finding = Diagnostic::new(Rule::ImpossibleDuration, span, error.message);
                finding.help.extend(error.help);
                self.found.push(finding);
            }
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
        let timeline = self.chronology.timeline(id);
        let zone = declared.zone.unwrap_or(timeline.zone);
        let when = declared.dating.when.as_ref()?;
        let shape = self.compile(&when.value, timeline, zone).ok()?;
        Some(hull(&shape))
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
