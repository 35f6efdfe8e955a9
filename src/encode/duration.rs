//! What durations say.

use super::encoder::Encoder;
use super::{Origin, Trust};
use crate::calendar::{DurationRange, TickRange, Zone};
use crate::edtf::TickSpan;
use crate::model::{EventIndex, Stated, misread_duration};
use crate::search::Conjunction;
use crate::stn::{DifferenceConstraint, Tag, TimePoint, Weight};

impl Encoder<'_> {
    /// The `lasts` of one event.
    pub(super) fn lasts_of(&mut self, index: EventIndex) {
        let event = self.chronology.event(index);
        let Some(lasts) = &event.dating.lasts else {
            return;
        };
        let trust = Trust::new(event.certainty, false, &event.evidence, self.chronology);
        let tag = self.state(Origin::Lasts(index), trust, lasts.text.span());
        let span = self.stated_span(index);
        let said = self.lasts(index, lasts, span, tag);
        self.enter(said);
    }

    /// How long an event lasts that lies in `span`, as far as that is known.
    pub(super) fn lasts(
        &mut self,
        index: EventIndex,
        lasts: &Stated<DurationRange>,
        span: Option<TickSpan>,
        tag: Tag,
    ) -> Conjunction {
        let years = span.and_then(|span| self.years(span));
        match self.zone(index) {
            Some(zone) => self.duration(Self::ends(index), lasts, zone, years, tag),
            None => Conjunction::default(),
        }
    }

    /// `least ≤ later − earlier ≤ greatest`.
    pub(super) fn duration(
        &mut self,
        (earlier, later): (TimePoint, TimePoint),
        stated: &Stated<DurationRange>,
        zone: Zone,
        years: Option<(i64, i64)>,
        tag: Tag,
    ) -> Conjunction {
        let mut said = Conjunction::default();
        match stated.value.bounds(self.tick, zone, years) {
            Ok(TickRange { least, greatest }) => {
                // A duration is never negative, so its opposite is an `i64`.
                let least = Weight::at_most(-least.max(0));
                let greatest = greatest.map(|greatest| {
                    DifferenceConstraint::new(earlier, later, Weight::at_most(greatest), tag)
                });
                said.constraints
                    .push(DifferenceConstraint::new(later, earlier, least, tag));
                said.constraints.extend(greatest);
            }
            Err(error) => self.found.push(misread_duration(&stated.text, error)),
        }
        said
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
}
