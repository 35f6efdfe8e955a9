//! From bounds back to EDTF.

use crate::calendar::{Tick, Zone};

/// What is known of one time point, in ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PointBounds {
    /// The earliest instant, if there is one.
    pub earliest: Option<Bound>,
    /// The latest instant, if there is one.
    pub latest: Option<Bound>,
}

/// A bound of a time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The instant.
    pub ticks: i64,
    /// Whether the instant itself is not taken.
    pub open: bool,
}

/// What is known of an event's time points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventBounds {
    /// Of its start.
    pub start: PointBounds,
    /// Of its end.
    pub end: PointBounds,
}

/// A conclusion as a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concluded {
    /// The date, as EDTF.
    pub edtf: String,
    /// Whether it says exactly what the bounds say; else it says less.
    pub exact: bool,
}

/// The tightest EDTF that contains what the bounds say, as coarse as is exact, in `zone`; `None`
/// where nothing bounds the event.
#[must_use]
pub fn conclude(_bounds: &EventBounds, _zone: Zone, _tick: Tick) -> Option<Concluded> {
    None
}
