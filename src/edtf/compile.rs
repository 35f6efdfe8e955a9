//! From EDTF to spans on the tick line.

use super::{Edtf, EdtfError, SpanSet};
use crate::calendar::{Tick, Zone};

/// How dates are read: the unit of the time line, the zone of times without an offset, and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The unit of the time line.
    pub tick: Tick,
    /// The zone of dates, and of times without an offset.
    pub zone: Zone,
    /// Where seasons 21 to 24 are.
    pub hemisphere: Hemisphere,
    /// By how many units `~` widens.
    pub approximate: u32,
}

impl Reading {
    /// Northern seasons, and `~` widens by one unit.
    #[must_use]
    pub const fn new(tick: Tick, zone: Zone) -> Self {
        Self {
            tick,
            zone,
            hemisphere: Hemisphere::North,
            approximate: 1,
        }
    }
}

/// Where seasons 21 to 24 are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hemisphere {
    /// Spring is March to May.
    #[default]
    North,
    /// Spring is September to November.
    South,
    /// One of the two: a season is two alternatives.
    Either,
}

/// What a date says about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// The event lies within one of the spans: `lo ≤ start < hi` and `end ≤ hi`.
    Within(SpanSet),
    /// The event's start and end each have their own: `lo ≤ point`, and `start < hi`, `end ≤ hi`.
    Interval {
        /// Where the start is.
        start: Endpoint,
        /// Where the end is.
        end: Endpoint,
    },
}

/// Where one end of an event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// Within one of the spans.
    Within(SpanSet),
    /// None is stated: unbounded.
    Open,
    /// There is one, and it is unknown: unbounded too.
    Unknown,
}

impl Edtf {
    /// What the date says about an event, in ticks.
    ///
    /// # Errors
    ///
    /// [`EdtfError`] where a time does not exist in the zone, where an interval ends before it
    /// starts, and where the tick cannot count it.
    pub fn compile(&self, _reading: &Reading) -> Result<Shape, EdtfError> {
        Err(EdtfError::syntax(0..0, "not yet"))
    }

    /// The coarsest tick that counts every time in it exactly.
    #[must_use]
    pub fn finest_fraction(&self) -> Tick {
        self.values()
            .map(|value| match value {
                super::Value::DateTime(time) => time.fraction.map_or(Tick::Second, |fraction| {
                    Tick::for_fraction_digits(fraction.digits)
                }),
                super::Value::Date(_) => Tick::Second,
            })
            .max()
            .unwrap_or_default()
    }
}
