//! How far statements are to be trusted, relative to each other.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::{Certainty, Chronology, Evidence, Grade, Source, SourceRef};

/// How doubtful a statement is; the greater, the sooner it is to be doubted.
///
/// Compares the certainty that the timeline gives it, then whether its date is marked uncertain
/// (`?`), then the best grade among its sources, then how many independent sources it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trust {
    certainty: Certainty,
    uncertain: bool,
    grade: Grade,
    sources: Reverse<u32>,
}

impl Trust {
    /// The trust in a statement with this evidence.
    #[must_use]
    pub fn new(
        certainty: Certainty,
        uncertain: bool,
        evidence: &[Evidence],
        chronology: &Chronology<'_>,
    ) -> Self {
        let sources: BTreeSet<SourceRef> = evidence
            .iter()
            .filter_map(|piece| piece.source.target)
            .collect();
        let grade = |source: &SourceRef| {
            chronology.timeline(source.timeline).sources[source.index as usize].grade
        };
        Self {
            certainty,
            uncertain,
            grade: sources.iter().map(grade).min().unwrap_or(Grade::UNGRADED),
            sources: Reverse(independent_sources(&sources, chronology)),
        }
    }

    /// The trust in what the publication of a source says.
    #[must_use]
    pub const fn of_source(source: &Source, uncertain: bool) -> Self {
        Self {
            certainty: Certainty::Reported,
            uncertain,
            grade: source.grade,
            sources: Reverse(1),
        }
    }

    /// The certainty that the timeline gives the statement.
    #[must_use]
    pub const fn certainty(self) -> Certainty {
        self.certainty
    }
}

/// How many of the sources are independent: no more than there are sources, nor than there are
/// origins that they derive from, so that sources which all derive from one count as one.
#[must_use]
pub fn independent_sources(sources: &BTreeSet<SourceRef>, chronology: &Chronology<'_>) -> u32 {
    let origins: BTreeSet<SourceRef> = sources
        .iter()
        .flat_map(|&source| origins(source, chronology))
        .collect();
    u32::try_from(origins.len().min(sources.len())).unwrap_or(u32::MAX)
}

/// How many sources are followed back from one; a longer descent counts as far as it was followed.
const DESCENT: usize = 64;

/// What a source derives from in the end: those on the way back that derive from nothing; of
/// sources that derive from each other the first.
#[must_use]
pub fn origins(source: SourceRef, chronology: &Chronology<'_>) -> Vec<SourceRef> {
    let mut reached = vec![source];
    let mut origins = Vec::new();
    let mut next = 0;
    while next < reached.len() && reached.len() < DESCENT {
        let SourceRef { timeline, index } = reached[next];
        let parents = &chronology.timeline(timeline).sources[index as usize].derived_from;
        let mut derives = false;
        for parent in parents.iter().filter_map(|parent| parent.target) {
            derives = true;
            if !reached.contains(&parent) {
                reached.push(parent);
            }
        }
        if !derives {
            origins.push(reached[next]);
        }
        next += 1;
    }
    if origins.is_empty() {
        origins.extend(reached.into_iter().min());
    }
    origins
}
