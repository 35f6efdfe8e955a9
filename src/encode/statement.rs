//! Statements: what a timeline says, one thing at a time.

use std::collections::HashSet;

use super::Trust;
use crate::diagnostic::{StatementKind, StatementNote};
use crate::model::{Chronology, EventIndex, Evidence, Link, TimelineId};
use crate::source::Span;

/// Where in the model a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// An event's `when`.
    When(EventIndex),
    /// An event's `lasts`.
    Lasts(EventIndex),
    /// A link, by its place among the links of its timeline.
    Link {
        /// The timeline that states it.
        timeline: TimelineId,
        /// Its place there.
        index: u32,
        /// The event it runs from.
        from: EventIndex,
        /// The event it runs to.
        to: EventIndex,
    },
}

/// One statement of the system: the unit of explanation and of doubt.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Where it stands in the model.
    pub origin: Origin,
    /// How far it is trusted.
    pub trust: Trust,
    /// Where it stands in the file.
    pub span: Span,
}

impl Statement {
    /// Which kind of statement it is.
    #[must_use]
    pub const fn kind(&self) -> StatementKind {
        match self.origin {
            Origin::When(_) => StatementKind::Date,
            Origin::Lasts(_) => StatementKind::Duration,
            Origin::Link { .. } => StatementKind::Link,
        }
    }

    /// The events it concerns; from, then to, for a link.
    #[must_use]
    pub fn events(&self) -> Vec<EventIndex> {
        match self.origin {
            Origin::When(event) | Origin::Lasts(event) => vec![event],
            Origin::Link { from, to, .. } => vec![from, to],
        }
    }

    /// The link, where the statement is one.
    #[must_use]
    pub fn link<'c>(&self, chronology: &Chronology<'c>) -> Option<&'c Link> {
        match self.origin {
            Origin::Link {
                timeline, index, ..
            } => chronology.timeline(timeline).links.get(index as usize),
            _ => None,
        }
    }

    /// The statement in a few words: `vote: 1931-XX-15`, `vote leads_to strike`.
    #[must_use]
    pub fn text(&self, chronology: &Chronology<'_>) -> String {
        match self.origin {
            Origin::When(event) => {
                let dating = &chronology.event(event).dating;
                let when = dating.when.as_ref().map_or("", |when| &when.text);
                format!("{}: {when}", chronology.name(event))
            }
            Origin::Lasts(event) => {
                let dating = &chronology.event(event).dating;
                let lasts = dating.lasts.as_ref().map_or("", |lasts| &lasts.text);
                format!("{} lasts {lasts}", chronology.name(event))
            }
            Origin::Link { from, to, .. } => {
                let link = self.link(chronology);
                let kind = link.map(Link::kind_name).unwrap_or_default();
                let lag = link.and_then(|link| link.lag.as_ref());
                let lag = lag
                    .map(|lag| format!(", lag {}", lag.text))
                    .unwrap_or_default();
                format!(
                    "{} {kind} {}{lag}",
                    chronology.name(from),
                    chronology.name(to)
                )
            }
        }
    }

    /// Where it is stated.
    #[must_use]
    pub fn evidence<'c>(&self, chronology: &Chronology<'c>) -> &'c [Evidence] {
        match self.origin {
            Origin::When(event) | Origin::Lasts(event) => &chronology.event(event).evidence,
            Origin::Link { .. } => self.link(chronology).map_or(&[], |link| &link.evidence),
        }
    }

    /// The statement as a finding shows it.
    #[must_use]
    pub fn note(&self, chronology: &Chronology<'_>) -> StatementNote {
        let mut seen = HashSet::new();
        let mut sources: Vec<String> = Vec::new();
        for source in self
            .evidence(chronology)
            .iter()
            .filter_map(|piece| piece.source.target)
        {
            if seen.insert(source) {
                sources.push(chronology.source_name(source));
            }
        }
        StatementNote {
            kind: self.kind(),
            events: self
                .events()
                .into_iter()
                .map(|event| chronology.name(event))
                .collect(),
            sources,
            text: self.text(chronology),
            trust: self.trust.certainty().name().to_owned(),
            span: self.span,
        }
    }
}
