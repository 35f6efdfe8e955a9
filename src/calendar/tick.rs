//! The unit in which a timeline counts time.

use std::fmt;

use super::civil::CivilDate;

/// Nanoseconds in a second.
pub const NANOS_PER_SECOND: i128 = 1_000_000_000;

/// Seconds in a day of 24 hours.
pub const SECONDS_PER_DAY: i128 = 86_400;

/// The unit of a timeline's time line, from coarse to fine.
///
/// A time is an `i64` count of ticks since 1970-01-01T00:00:00Z. Coarser ticks reach further:
/// seconds some 292 billion years, nanoseconds from 1677 to 2262. The order is by fineness, so the
/// tick that suits several dates is the greatest of theirs.
///
/// ```
/// use annals::calendar::Tick;
///
/// assert_eq!(Tick::Second.max(Tick::Millisecond), Tick::Millisecond);
/// assert_eq!(Tick::Microsecond.per_second(), 1_000_000);
/// assert_eq!(Tick::Nanosecond.years(), (1678, 2261));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tick {
    /// A second.
    #[default]
    Second,
    /// A thousandth of a second.
    Millisecond,
    /// A millionth of a second.
    Microsecond,
    /// A billionth of a second.
    Nanosecond,
}

impl Tick {
    /// Ticks in a second.
    #[must_use]
    pub const fn per_second(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Millisecond => 1_000,
            Self::Microsecond => 1_000_000,
            Self::Nanosecond => 1_000_000_000,
        }
    }

    /// Nanoseconds in a tick.
    #[must_use]
    pub const fn nanos(self) -> i64 {
        1_000_000_000 / self.per_second()
    }

    /// The coarsest tick that counts fractions of `digits` decimal places.
    #[must_use]
    pub const fn for_fraction_digits(digits: u8) -> Self {
        match digits {
            0 => Self::Second,
            1..=3 => Self::Millisecond,
            4..=6 => Self::Microsecond,
            _ => Self::Nanosecond,
        }
    }

    /// The coarsest tick of which `nanos` is a whole number.
    #[must_use]
    pub const fn for_nanos(nanos: i128) -> Self {
        if nanos % 1_000_000_000 == 0 {
            Self::Second
        } else if nanos % 1_000_000 == 0 {
            Self::Millisecond
        } else if nanos % 1_000 == 0 {
            Self::Microsecond
        } else {
            Self::Nanosecond
        }
    }

    /// `second`, `millisecond`, `microsecond` or `nanosecond`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Millisecond => "millisecond",
            Self::Microsecond => "microsecond",
            Self::Nanosecond => "nanosecond",
        }
    }

    /// Whole seconds since 1970 as ticks.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] where they do not fit.
    pub fn from_seconds(self, seconds: i128) -> Result<i64, OutOfRange> {
        seconds
            .checked_mul(i128::from(self.per_second()))
            .and_then(|ticks| i64::try_from(ticks).ok())
            .ok_or(OutOfRange { tick: self })
    }

    /// Nanoseconds since 1970 as ticks, rounded down.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] where they do not fit.
    pub fn from_nanos_floor(self, nanos: i128) -> Result<i64, OutOfRange> {
        i64::try_from(nanos.div_euclid(i128::from(self.nanos())))
            .map_err(|_| OutOfRange { tick: self })
    }

    /// Nanoseconds since 1970 as ticks, rounded up.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] where they do not fit.
    pub fn from_nanos_ceil(self, nanos: i128) -> Result<i64, OutOfRange> {
        let unit = i128::from(self.nanos());
        let up = nanos.div_euclid(unit) + i128::from(nanos.rem_euclid(unit) != 0);
        i64::try_from(up).map_err(|_| OutOfRange { tick: self })
    }

    /// The whole second that contains `ticks`, and the nanoseconds behind it.
    #[must_use]
    pub fn to_seconds(self, ticks: i64) -> (i64, u32) {
        let seconds = ticks.div_euclid(self.per_second());
        let nanos = ticks.rem_euclid(self.per_second()) * self.nanos();
        (seconds, u32::try_from(nanos).unwrap_or(0))
    }

    /// The first and the last year that the tick counts whole.
    #[must_use]
    pub fn years(self) -> (i64, i64) {
        let year_of = |ticks: i64| {
            let seconds = i128::from(self.to_seconds(ticks).0);
            CivilDate::from_day_number(seconds.div_euclid(SECONDS_PER_DAY))
                .map_or(0, CivilDate::year)
        };
        (year_of(i64::MIN) + 1, year_of(i64::MAX) - 1)
    }
}

/// A time beyond what the timeline's tick can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange {
    /// The tick.
    pub tick: Tick,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.tick.years();
        let tick = self.tick.name();
        write!(
            f,
            "a timeline counted in {tick}s reaches from year {first} to {last}"
        )
    }
}

impl std::error::Error for OutOfRange {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_tell_their_range_in_years() {
        assert_eq!(Tick::Nanosecond.years(), (1678, 2261));
        assert_eq!(Tick::Second.years(), (-292_277_022_656, 292_277_026_595));
        assert!(Tick::Second.from_seconds(i128::from(i64::MAX)).is_ok());
        let beyond = Tick::Second
            .from_seconds(i128::from(i64::MAX) + 1)
            .unwrap_err();
        assert_eq!(
            beyond.to_string(),
            "a timeline counted in seconds reaches from year -292277022656 to 292277026595"
        );
    }

    #[test]
    fn fractions_round_outwards() {
        assert_eq!(Tick::Second.from_nanos_floor(-1), Ok(-1));
        assert_eq!(Tick::Second.from_nanos_ceil(1), Ok(1));
        assert_eq!(Tick::Millisecond.from_nanos_ceil(2_000_000), Ok(2));
        assert_eq!(Tick::Millisecond.to_seconds(-1), (-1, 999_000_000));
    }
}
