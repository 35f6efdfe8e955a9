//! The order of events.

use serde::{Serialize, Serializer};

use super::{Head, SCHEMA};

pub use crate::analysis::Modality as Verdict;

/// How two events relate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// Whether the timeline is free of contradictions.
    pub consistent: Option<bool>,
    /// Whether the lag is tight and *possible* is proven.
    pub exact: bool,
    /// The first event.
    pub a: String,
    /// The second event.
    pub b: String,
    /// Whether `a` ends before `b` starts, or just then.
    pub precedes: Verdict,
    /// Whether `b` ends before `a` starts, or just then.
    pub follows: Verdict,
    /// The relations of Allen's thirteen that some reading has, by name.
    pub allen: Vec<String>,
    /// The time from the end of `a` to the start of `b`.
    pub lag: LagReport,
    /// Remarks, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl PairReport {
    /// A report on `a` and `b`, with no relation and an unbounded lag yet.
    #[must_use]
    pub fn new(head: Head, a: impl Into<String>, b: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA,
            consistent: head.consistent,
            exact: head.exact,
            a: a.into(),
            b: b.into(),
            precedes: Verdict::Possible,
            follows: Verdict::Possible,
            allen: Vec::new(),
            lag: LagReport::default(),
            notes: head.notes,
        }
    }
}

/// The least and the greatest time between two time points.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LagReport {
    /// The infimum as ISO 8601 duration, with a leading `-` where negative; `None` where unbounded.
    pub least: Option<String>,
    /// Whether that lag itself is not taken.
    pub least_open: bool,
    /// The supremum; `None` where unbounded.
    pub greatest: Option<String>,
    /// Whether that lag itself is not taken.
    pub greatest_open: bool,
}

/// An event where only its place among others matters.
///
/// In JSON it is its id; the rest is for readers of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SequenceEntry {
    /// The event's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its concluded date in EDTF.
    pub concluded: Option<String>,
    /// Whether it may still go on when the next event or group begins.
    pub goes_on: bool,
    /// Whether it may begin earlier and later than most of those in its group.
    pub loose: bool,
}

impl SequenceEntry {
    /// The event with this id, of which nothing else is known.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Self::default()
        }
    }
}

impl Serialize for SequenceEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id)
    }
}

/// The sequence of all events by their starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SequenceReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// Whether the timeline is free of contradictions.
    pub consistent: Option<bool>,
    /// Whether the groups are the finest.
    pub exact: bool,
    /// Groups of events, each wholly before the next.
    pub sequence: Vec<Vec<SequenceEntry>>,
    /// Remarks, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl SequenceReport {
    /// The groups in their order.
    #[must_use]
    pub fn new(head: Head, sequence: Vec<Vec<SequenceEntry>>) -> Self {
        Self {
            schema: SCHEMA,
            consistent: head.consistent,
            exact: head.exact,
            sequence,
            notes: head.notes,
        }
    }
}

/// Where one event stands among all others, by their starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PositionReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// Whether the timeline is free of contradictions.
    pub consistent: Option<bool>,
    /// Whether *undetermined* is proven.
    pub exact: bool,
    /// The event asked about.
    pub id: String,
    /// Events that necessarily stand before it.
    pub before: Vec<SequenceEntry>,
    /// Events that necessarily begin with it.
    pub simultaneous: Vec<SequenceEntry>,
    /// Events that necessarily stand after it.
    pub after: Vec<SequenceEntry>,
    /// Events whose order to it is not determined.
    pub undetermined: Vec<SequenceEntry>,
    /// Remarks, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl PositionReport {
    /// The position of `id`, among no other events yet.
    #[must_use]
    pub fn new(head: Head, id: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA,
            consistent: head.consistent,
            exact: head.exact,
            id: id.into(),
            before: Vec::new(),
            simultaneous: Vec::new(),
            after: Vec::new(),
            undetermined: Vec::new(),
            notes: head.notes,
        }
    }
}
