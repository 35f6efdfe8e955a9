//! Sources and actors.

use super::{Name, SourceRef, Stated};
use crate::edtf::Edtf;
use crate::source::{Span, Text};

/// How reliable a source is, by the Admiralty code; the most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

/// How credible what it says is, by the Admiralty code: 1 (confirmed) to 5 (improbable); 6 cannot
/// be judged.
pub type Credibility = u8;

/// The Admiralty code of a source, as far as it is given. Orders by trust, the best first; what
/// cannot be judged or is not given comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    reliability: Reliability,
    credibility: Credibility,
}

impl Grade {
    /// What is said of a source of which nothing is said.
    pub const UNGRADED: Self = Self {
        reliability: Reliability::F,
        credibility: 6,
    };

    /// The grade with these two parts; one that is not given counts as not judged.
    #[must_use]
    pub fn new(reliability: Option<Reliability>, credibility: Option<Credibility>) -> Self {
        Self {
            reliability: reliability.unwrap_or(Reliability::F),
            credibility: credibility.unwrap_or(6),
        }
    }
}

/// What a source is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// It reports events.
    #[default]
    Evidence,
    /// It gives background, and may be older than the events.
    Background,
}

/// One source.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: Text,
    /// Its title.
    pub title: Text,
    /// When it was published.
    pub published: Option<Stated<Edtf>>,
    /// When it was retrieved.
    pub retrieved: Option<Stated<Edtf>>,
    /// Where it can be found.
    pub url: Option<Text>,
    /// Where a copy of it is kept.
    pub archived_url: Option<Text>,
    /// Its archived text, as a path relative to the timeline.
    pub file: Option<Text>,
    /// The digest that its archived text must have.
    pub sha256: Option<Text>,
    /// Its Admiralty code.
    pub grade: Grade,
    /// What it is there for.
    pub role: Role,
    /// The sources that it derives from.
    pub derived_from: Vec<Name<SourceRef>>,
    /// The whole source.
    pub span: Span,
}

/// One actor.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// The actor that it is part of.
    pub part_of: Option<Text>,
    /// The whole actor.
    pub span: Span,
}
