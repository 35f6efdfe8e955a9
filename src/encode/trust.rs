//! How far statements are to be trusted, relative to each other.

use std::cmp::Reverse;

use crate::model::{Certainty, Chronology, Evidence, Grade, SourceRef};

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
        let sources: Vec<SourceRef> = evidence
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
            sources: Reverse(independent(&sources, chronology)),
        }
    }

    /// The certainty that the timeline gives the statement.
    #[must_use]
    pub const fn certainty(self) -> Certainty {
        self.certainty
    }
}

/// How many of the sources are independent: those that derive from one source count as one.
fn independent(sources: &[SourceRef], chronology: &Chronology<'_>) -> u32 {
    let mut seen: Vec<SourceRef> = Vec::new();
    let mut count = 0;
    for &source in sources {
        let origins = origins(source, chronology);
        if origins.iter().all(|origin| !seen.contains(origin)) {
            count += 1;
        }
        seen.extend(origins);
    }
    count
}

/// How many sources are followed back from one; a longer descent counts as far as it was followed.
const DESCENT: usize = 64;

/// A source and all that it derives from.
fn origins(source: SourceRef, chronology: &Chronology<'_>) -> Vec<SourceRef> {
    let mut origins = vec![source];
    let mut next = 0;
    while next < origins.len() && origins.len() < DESCENT {
        let SourceRef { timeline, index } = origins[next];
        let parents = &chronology.timeline(timeline).sources[index as usize].derived_from;
        for parent in parents.iter().filter_map(|parent| parent.target) {
            if !origins.contains(&parent) {
                origins.push(parent);
            }
        }
        next += 1;
    }
    origins
}
