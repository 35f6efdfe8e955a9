//! Which tick counts exactly what a chronology states.

use std::collections::BTreeSet;

use super::encoder::in_force;
use super::publication::{bounds_by_publication, declaration, reports};
use crate::calendar::Tick;
use crate::model::{Chronology, Dating, Event, Given, Link, SourceRef, Status, Timeline};

/// The coarsest tick that is exact for all that the chronology states of what occurred.
pub(super) fn tick(chronology: &Chronology<'_>) -> Tick {
    let timelines = chronology
        .timelines()
        .filter_map(|(_, timeline)| of_timeline(timeline, chronology));
    let sources = sources(chronology).into_iter().filter_map(|source| {
        let published = declaration(source, chronology).published.as_ref()?;
        Some(published.value.finest_fraction())
    });
    timelines.chain(sources).max().unwrap_or(Tick::Second)
}

fn of_timeline(timeline: &Timeline, chronology: &Chronology<'_>) -> Option<Tick> {
    let as_of = timeline
        .as_of
        .iter()
        .map(|as_of| as_of.value.finest_fraction());
    let dates = datings(timeline).map(of_dating);
    let chosen = timeline.choices.iter().flat_map(|choice| &choice.any_of);
    let links = timeline.links.iter().chain(chosen.flatten());
    let links = links.filter(|link: &&Link| in_force(link, chronology).is_some());
    let lags = links.filter_map(|link| link.lag.as_ref());
    let lags = lags.map(|lag| lag.value.finest_fraction());
    let slack = match &timeline.settings.report_slack {
        Given::Is(slack) if bounds_by_publication(timeline) => Some(slack.value.finest_fraction()),
        _ => None,
    };
    dates.chain(lags).chain(as_of).chain(slack).max()
}

fn of_dating(dating: &Dating) -> Tick {
    let when = dating.when.iter().map(|when| when.value.finest_fraction());
    let lasts = dating
        .lasts
        .iter()
        .map(|lasts| lasts.value.finest_fraction());
    when.chain(lasts).max().unwrap_or_default()
}

fn occurred(timeline: &Timeline) -> impl Iterator<Item = &Event> {
    let events = timeline.events.iter();
    events.filter(|event| event.status == Status::Occurred)
}

fn datings(timeline: &Timeline) -> impl Iterator<Item = &Dating> {
    occurred(timeline).flat_map(|event| {
        let claimed = event.claims.iter().map(|claim| &claim.dating);
        std::iter::once(&event.dating).chain(claimed)
    })
}

/// The sources on whose publication something may rest.
fn sources(chronology: &Chronology<'_>) -> BTreeSet<SourceRef> {
    let mut sources = BTreeSet::new();
    for (_, timeline) in chronology.timelines() {
        let relatives = datings(timeline).filter_map(|dating| dating.relative.as_ref());
        sources.extend(relatives.filter_map(|relative| relative.source));
        if bounds_by_publication(timeline) {
            for event in occurred(timeline) {
                let claimed = event.claims.iter().map(|claim| &claim.evidence);
                for evidence in std::iter::once(&event.evidence).chain(claimed) {
                    let reports = reports(evidence, chronology).into_iter();
                    sources.extend(reports.map(|(source, _)| source));
                }
            }
        }
    }
    sources
}
