//! Events, how they are dated, and where that is stated.

use super::{EventRef, Given, Name, SourceRef};
use crate::calendar::{DurationRange, Zone};
use crate::edtf::{Edtf, Part, Unit};
use crate::source::{Span, Text};

/// How far a statement is to be trusted; the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Certainty {
    /// Confirmed independently.
    Confirmed,
    /// Reported by a source.
    #[default]
    Reported,
    /// Estimated by the author of the timeline or by a source.
    Estimated,
    /// Alleged by somebody.
    Alleged,
    /// Disputed by somebody.
    Disputed,
}

impl Certainty {
    /// All of them, the most trusted first.
    pub const ALL: [Self; 5] = [
        Self::Confirmed,
        Self::Reported,
        Self::Estimated,
        Self::Alleged,
        Self::Disputed,
    ];

    /// The word for it in a file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Reported => "reported",
            Self::Estimated => "estimated",
            Self::Alleged => "alleged",
            Self::Disputed => "disputed",
        }
    }
}

/// Whether an event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// It took place.
    #[default]
    Occurred,
    /// It is planned.
    Planned,
    /// It was planned and called off.
    Cancelled,
    /// It is supposed only.
    Hypothetical,
    /// The file says something else; that was reported, and nothing is concluded from the event.
    Unreadable,
}

impl Status {
    /// All that a file can say.
    pub const ALL: [Self; 4] = [
        Self::Occurred,
        Self::Planned,
        Self::Cancelled,
        Self::Hypothetical,
    ];

    /// The word for it in a file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::Hypothetical => "hypothetical",
            Self::Unreadable => "of unreadable status",
        }
    }
}

/// Something that a file states as a string in a notation of its own: what was written, and what
/// it was read as.
#[derive(Debug, Clone)]
pub struct Stated<T> {
    /// The string as written.
    pub text: Text,
    /// What it means.
    pub value: T,
}

/// A date by the calendar of something else: "in July last year".
#[derive(Debug, Clone)]
pub struct Relative {
    /// The anchor's id: an event's, else a source's.
    pub to: Text,
    /// The anchor, where it is an event.
    pub event: Option<EventRef>,
    /// The anchor, where it is a source.
    pub source: Option<SourceRef>,
    /// The calendar unit that contains the anchor's start.
    pub unit: Unit,
    /// How many units to move from there.
    pub offset: i64,
    /// What to pick within the unit.
    pub part: Option<Part>,
    /// The whole statement.
    pub span: Span,
}

/// The three ways in which a date is stated.
#[derive(Debug, Clone, Default)]
pub struct Dating {
    /// An EDTF date.
    pub when: Option<Stated<Edtf>>,
    /// A date by the calendar of something else.
    pub relative: Option<Box<Relative>>,
    /// How long it lasts.
    pub lasts: Option<Stated<DurationRange>>,
}

/// Where something is stated.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The source.
    pub source: Name<SourceRef>,
    /// A locator within it.
    pub at: Option<Text>,
    /// Verbatim text of the source.
    pub quote: Option<Text>,
    /// A short paraphrase.
    pub says: Option<Text>,
    /// Whether the source tells of it beforehand; also where that cannot be read, as nothing may be
    /// concluded then.
    pub foretells: bool,
}

/// One of several rival statements of an event's date.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The claim's id.
    pub id: Option<Text>,
    /// The date it claims.
    pub dating: Dating,
    /// How far it is trusted.
    pub certainty: Certainty,
    /// Where it is stated.
    pub evidence: Vec<Evidence>,
    /// Whether the author of the timeline holds with it.
    pub prefer: bool,
    /// The whole claim.
    pub span: Span,
}

/// An expectation of the sequence of events; read for its form.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The whole expectation.
    pub span: Span,
}

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub title: Text,
    /// Its date.
    pub dating: Dating,
    /// What kind of event it is.
    pub kind: Option<Text>,
    /// Ids of its actors.
    pub actors: Vec<Text>,
    /// Its tags.
    pub tags: Vec<Text>,
    /// The name of the place where it happened.
    pub place: Option<Text>,
    /// The zone of its dates; the timeline's unless set.
    pub zone: Given<Zone>,
    /// Whether it took place.
    pub status: Status,
    /// How far its date is trusted.
    pub certainty: Certainty,
    /// Where it is stated.
    pub evidence: Vec<Evidence>,
    /// Rival statements of its date.
    pub claims: Vec<Claim>,
    /// Whether a claim of the file is not among them because it could not be read; that was
    /// reported. It may be the one that holds.
    pub lost_claims: bool,
    /// The whole event.
    pub span: Span,
}
