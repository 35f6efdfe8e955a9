//! The dates of events, as stated and as concluded.

use serde::Serialize;

use super::{Head, SCHEMA};

/// Bounds of events.
///
/// ```
/// use annals::report::{BoundsReport, Head};
///
/// let report = BoundsReport::new(Head::consistent(), Vec::new());
/// assert_eq!(
///     serde_json::to_string(&report).unwrap(),
///     r#"{"schema":1,"consistent":true,"exact":true,"events":[]}"#,
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoundsReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// Whether the timeline is free of contradictions.
    pub consistent: Option<bool>,
    /// Whether all bounds are tight.
    pub exact: bool,
    /// The events, in the order asked for, else in that of the file.
    pub events: Vec<EventBounds>,
    /// Remarks, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl BoundsReport {
    /// The bounds of `events`.
    #[must_use]
    pub fn new(head: Head, events: Vec<EventBounds>) -> Self {
        Self {
            schema: SCHEMA,
            consistent: head.consistent,
            exact: head.exact,
            events,
            notes: head.notes,
        }
    }
}

/// One event's date, as stated and as concluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventBounds {
    /// The event's id.
    pub id: String,
    /// Its `when` as written; `None` where it has none.
    pub stated: Option<String>,
    /// The tightest EDTF that contains what is concluded; `None` where nothing is.
    pub concluded: Option<String>,
    /// Whether the concluded EDTF says exactly what is concluded.
    pub concluded_exact: bool,
    /// Bounds of its start.
    pub start: PointBounds,
    /// Bounds of its end.
    pub end: PointBounds,
    /// The bounds of its start in words, in the timeline's zone; not in the JSON.
    #[serde(skip)]
    pub starts: String,
    /// The same of its end.
    #[serde(skip)]
    pub ends: String,
}

/// Bounds of one time point.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PointBounds {
    /// The infimum of its instants in RFC 3339, UTC; `None` where unbounded.
    pub earliest: Option<String>,
    /// Whether that instant itself is not taken.
    pub earliest_open: bool,
    /// The supremum of its instants; `None` where unbounded.
    pub latest: Option<String>,
    /// Whether that instant itself is not taken.
    pub latest_open: bool,
}
