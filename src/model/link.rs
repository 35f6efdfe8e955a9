//! Links between events, and choices between links.

use super::{Certainty, Direction, EventRef, Evidence, LinkKind, Name, Stated};
use crate::calendar::DurationRange;
use crate::source::{Span, Text};

/// What a link says of its two events.
#[derive(Debug, Clone)]
pub enum Relation {
    /// A built-in kind, or one of the timeline's own that implies it.
    Kind {
        /// The kind as written.
        name: Text,
        /// The built-in kind whose meaning it has.
        means: LinkKind,
        /// Which way a cause runs, for a causal kind.
        cause: Option<Direction>,
    },
    /// `one_of`: at least one of these kinds holds. Of the timeline's own kinds these are the
    /// built-in ones whose meanings they have.
    OneOf(Vec<LinkKind>),
    /// A kind that the timeline's own list does not have: it says nothing of time.
    Unlisted(Text),
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkOrigin {
    /// As an entry of `links` or `choices`.
    Written,
    /// As an id in an event's `because`.
    Because,
    /// As an id in an event's `follows`.
    Follows,
    /// As an id in an event's `precedes`.
    Precedes,
    /// As an event's `part_of`.
    PartOf,
}

/// One link.
#[derive(Debug, Clone)]
pub struct Link {
    /// The event it runs from.
    pub from: Name<EventRef>,
    /// The event it runs to.
    pub to: Name<EventRef>,
    /// What it says of the two.
    pub relation: Relation,
    /// The kinds of `one_of` as written, in the order of their meanings; none for a single kind.
    pub one_of: Vec<Text>,
    /// How much time lies between them.
    pub lag: Option<Stated<DurationRange>>,
    /// How far it is trusted.
    pub certainty: Certainty,
    /// Where it is stated.
    pub evidence: Vec<Evidence>,
    /// How it was written.
    pub origin: LinkOrigin,
    /// The whole link; for a shorthand the id that makes it.
    pub span: Span,
}

impl Link {
    /// The kind as a reader knows it: as written, or `one of before, after`.
    #[must_use]
    pub fn kind_name(&self) -> String {
        match &self.relation {
            Relation::Kind { means, name, .. } => match self.origin {
                LinkOrigin::Written => name.to_string(),
                _ => means.name().to_owned(),
            },
            Relation::OneOf(_) => {
                let names: Vec<&str> = self.one_of.iter().map(Text::as_str).collect();
                format!("one of {}", names.join(", "))
            }
            Relation::Unlisted(name) => name.to_string(),
        }
    }
}

/// A choice: at least one of its groups of links holds whole.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The choice's id.
    pub id: Option<Text>,
    /// The groups.
    pub any_of: Vec<Vec<Link>>,
    /// Whether a group of the file is not among them because it could not be read; that was
    /// reported. It may be the one that holds.
    pub lost_groups: bool,
    /// The whole choice.
    pub span: Span,
}
