//! How doubtful the statements of a story are.

use std::cmp::Reverse;

use crate::piece::Piece;
use crate::story::{Backing, Key, Story};

/// Certainty, `?`, grade, independent sources, place: the greatest is the first to doubt.
pub(crate) type Doubt = (usize, bool, (char, u8), Reverse<usize>, Reverse<usize>);

const REPORTED: usize = 1;

impl Story {
    pub(crate) fn doubt(&self, key: Key, written: &Piece) -> Doubt {
        let plain = Backing {
            certainty: None,
            sources: Vec::new(),
        };
        let (backing, uncertain) = match key {
            Key::When(event) => {
                let event = &self.events[event];
                let uncertain = event.when.is_some_and(crate::dates::When::is_uncertain);
                (&event.backing, uncertain)
            }
            Key::Lasts(event) => (&self.events[event].backing, false),
            Key::Link(link) => match self.links[link].shorthand {
                Some(_) => (&plain, false),
                None => (&self.links[link].backing, false),
            },
        };
        let grades = backing.sources.iter().map(|&at| self.sources[at].grade);
        let best = grades.map(|grade| grade.unwrap_or(('F', 6))).min();
        let mut roots: Vec<usize> = backing.sources.iter().map(|&at| self.root(at)).collect();
        roots.sort_unstable();
        roots.dedup();
        (
            backing.certainty.unwrap_or(REPORTED),
            uncertain,
            best.unwrap_or(('F', 6)),
            Reverse(roots.len()),
            Reverse(written.place_of(key)),
        )
    }

    /// The source that a source goes back to.
    fn root(&self, source: usize) -> usize {
        match self.sources[source].derived_from {
            Some(from) => self.root(from),
            None => source,
        }
    }
}
