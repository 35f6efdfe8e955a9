//! What is referred to.

use std::collections::HashSet;

use crate::model::{Collection, Dating, Evidence, SourceRef, TimelineId};

/// The sources and actors that anything in a collection refers to.
///
/// A file that others use is often a shared list of sources; what counts is whether anything in
/// the run refers to them.
#[derive(Debug, Default)]
pub struct Usage {
    sources: HashSet<SourceRef>,
    actors: HashSet<(TimelineId, String)>,
    /// Timelines that refer to sources that are not known.
    unknown_sources: HashSet<TimelineId>,
}

impl Usage {
    /// What the timelines of the collection refer to. Linear in their size.
    #[must_use]
    pub fn new(collection: &Collection) -> Self {
        let mut usage = Self::default();
        for (number, timeline) in (0..).zip(&collection.timelines) {
            let id = TimelineId(number);
            for event in &timeline.events {
                usage.evidence(id, &event.evidence);
                usage.dating(&event.dating);
                for claim in &event.claims {
                    usage.evidence(id, &claim.evidence);
                    usage.dating(&claim.dating);
                }
                for actor in &event.actors {
                    usage.actor(collection, id, actor);
                }
            }
            let choices = timeline.choices.iter().flat_map(|choice| &choice.any_of);
            for link in timeline.links.iter().chain(choices.flatten()) {
                usage.evidence(id, &link.evidence);
            }
            for source in &timeline.sources {
                let parents = source.derived_from.iter();
                usage
                    .sources
                    .extend(parents.filter_map(|parent| parent.target));
            }
            for actor in timeline.actors.iter().flatten() {
                if let Some(whole) = &actor.part_of {
                    usage.actor(collection, id, whole);
                }
            }
        }
        usage
    }

    fn evidence(&mut self, from: TimelineId, evidence: &[Evidence]) {
        if evidence.iter().any(|piece| piece.source.target.is_none()) {
            self.unknown_sources.insert(from);
        }
        let sources = evidence.iter().filter_map(|piece| piece.source.target);
        self.sources.extend(sources);
    }

    fn dating(&mut self, dating: &Dating) {
        let relative = dating.relative.as_ref();
        self.sources
            .extend(relative.and_then(|relative| relative.source));
    }

    fn actor(&mut self, collection: &Collection, from: TimelineId, name: &str) {
        let Some((prefix, id)) = name.split_once('/') else {
            self.actors.insert((from, name.to_owned()));
            return;
        };
        let uses = &collection.timeline(from).uses;
        let used = uses.iter().find(|used| used.prefix == *prefix);
        if let Some(target) = used.and_then(|used| used.target) {
            self.actors.insert((target, id.to_owned()));
        }
    }

    /// Whether a timeline refers to a source that is not known.
    #[must_use]
    pub fn has_unknown_source(&self, timeline: TimelineId) -> bool {
        self.unknown_sources.contains(&timeline)
    }

    /// Whether anything refers to a source.
    #[must_use]
    pub fn has_source(&self, source: SourceRef) -> bool {
        self.sources.contains(&source)
    }

    /// Whether anything refers to an actor of a timeline.
    #[must_use]
    pub fn has_actor(&self, timeline: TimelineId, id: &str) -> bool {
        self.actors.contains(&(timeline, id.to_owned()))
    }
}
