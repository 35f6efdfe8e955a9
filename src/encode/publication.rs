//! What the publication of a source says: when it was, and that what it reports began before.

use super::date::placed;
use super::encoder::{Encoder, publication_points, reading};
use super::{Origin, Trust};
use crate::calendar::{DurationRange, Tick};
use crate::edtf::{Shape, TickSpan};
use crate::model::{
    Chronology, EventIndex, Evidence, Given, Role, Source, SourceRef, Timeline, TimelineId,
    misread_duration,
};
use crate::search::Conjunction;
use crate::source::Span;
use crate::stn::{DifferenceConstraint, Tag, Weight};

/// What may lie between a publication and the end of its day, unless the timeline says otherwise.
const SLACK: &str = "P1D";

impl Encoder<'_> {
    /// Enters when the sources were published on whose publication something rests.
    pub(super) fn publications(&mut self) {
        for number in 0..self.sources.len() {
            let source = self.sources[number];
            let declared = declaration(source, self.chronology);
            // A date that cannot be placed was reported with the other dates of its timeline.
            let shape = self.published(source);
            if let (Some(published), Some(shape)) = (&declared.published, shape) {
                let trust = Trust::of_source(declared, published.value.is_uncertain());
                let tag = self.state(Origin::Source(source), trust, published.text.span());
                let ends = publication_points(self.chronology.event_count(), number);
                self.enter(placed(ends, shape, None, tag));
            }
        }
    }

    /// What a source's `published` says, read in the zone of its timeline.
    fn published(&self, source: SourceRef) -> Option<Shape> {
        let declared = declaration(source, self.chronology);
        let published = declared.published.as_ref()?;
        self.placed_in_time(&published.value, source.timeline, Given::Default)
    }

    /// The bounds of one event by the sources that report it.
    pub(super) fn publication_bounds(&mut self, event: EventIndex) {
        let (id, declared) = self.chronology.declaration(event);
        if !bounds_by_publication(self.chronology.timeline(id)) {
            return;
        }
        for (source, span) in reports(&declared.evidence, self.chronology) {
            let Some(slack) = self.slack(event, id, source) else {
                continue;
            };
            let trust = Trust::of_source(declaration(source, self.chronology), false);
            let tag = self.state(Origin::PublicationBound { event, source }, trust, span);
            let bound = self.no_later_than_published(event, source, slack, tag);
            self.whole.constraints.push(bound);
        }
    }

    /// The bounds of an event by the evidence of a claim.
    pub(super) fn publication_bounds_of_claim(
        &mut self,
        event: EventIndex,
        evidence: &[Evidence],
        tag: Tag,
    ) -> Conjunction {
        let (id, _) = self.chronology.declaration(event);
        let mut said = Conjunction::default();
        if !bounds_by_publication(self.chronology.timeline(id)) {
            return said;
        }
        for (source, _) in reports(evidence, self.chronology) {
            if let Some(slack) = self.slack(event, id, source) {
                let bound = self.no_later_than_published(event, source, slack, tag);
                said.constraints.push(bound);
            }
        }
        said
    }

    /// The event starts no later than so many ticks behind the end of the publication.
    fn no_later_than_published(
        &mut self,
        event: EventIndex,
        source: SourceRef,
        slack: i64,
        tag: Tag,
    ) -> DifferenceConstraint {
        let (_, published) = self.publication(source);
        let (start, _) = Self::ends(event);
        DifferenceConstraint::new(published, start, Weight::at_most(slack), tag)
    }

    /// By how many ticks an event may start behind the end of a publication, read at its widest;
    /// `None` where the publication bounds nothing.
    fn slack(&mut self, event: EventIndex, id: TimelineId, source: SourceRef) -> Option<i64> {
        let end = match self.published(source)? {
            Shape::Within(spans) => spans.hull(),
            Shape::Interval { end, .. } => end.hull(),
        };
        let until = end.hi?;
        let years = self.years(TickSpan {
            lo: end.lo.or(Some(until)),
            hi: Some(until),
        });
        let settings = &self.chronology.timeline(id).settings;
        let zone = self.zone(event)?;
        let stated = match &settings.report_slack {
            Given::Is(stated) => stated,
            Given::Default => {
                let slack = DurationRange::parse(SLACK).ok()?;
                return slack.bounds(self.tick, zone, years).ok()?.greatest;
            }
            Given::Unreadable => return None,
        };
        match stated.value.bounds(self.tick, zone, years) {
            Ok(range) => range.greatest,
            Err(error) => {
                let finding = misread_duration(&stated.text, error);
                // It is one fault, however many events it concerns.
                if !self.found.contains(&finding) {
                    self.found.push(finding);
                }
                None
            }
        }
    }
}

/// The latest instant before which a source was published, by its date alone: the tick behind it;
/// `None` where it gives none, or none that can be placed in time.
#[must_use]
pub fn published_before(source: SourceRef, chronology: &Chronology<'_>, tick: Tick) -> Option<i64> {
    let published = declaration(source, chronology).published.as_ref()?;
    let reading = reading(chronology.timeline(source.timeline), Given::Default, tick)?;
    published.value.compile(&reading).ok()?.hull().hi
}

/// Whether events of a timeline start no later than what reports them.
pub(super) fn bounds_by_publication(timeline: &Timeline) -> bool {
    matches!(timeline.settings.publication_bounds, Some((true, _)))
}

/// The sources that report what this is evidence of, each once, with its place: those that are
/// evidence and do not only foretell it.
#[must_use]
pub fn reports(evidence: &[Evidence], chronology: &Chronology<'_>) -> Vec<(SourceRef, Span)> {
    let mut reports: Vec<(SourceRef, Span)> = Vec::new();
    for piece in evidence.iter().filter(|piece| !piece.foretells) {
        let Some(source) = piece.source.target else {
            continue;
        };
        let known = reports.iter().any(|&(known, _)| known == source);
        if !known && declaration(source, chronology).role == Role::Evidence {
            reports.push((source, piece.source.span()));
        }
    }
    reports
}

/// The source.
pub(super) fn declaration<'c>(source: SourceRef, chronology: &Chronology<'c>) -> &'c Source {
    &chronology.timeline(source.timeline).sources[source.index as usize]
}
