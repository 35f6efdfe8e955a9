//! ISO 8601 durations and ranges of them, as written.

use std::fmt::{self, Write as _};
use std::ops::Range;

use super::{Tick, duration_text};

/// One ISO 8601 duration: `P1Y2M3DT4H5M6.5S`, `P2W`.
///
/// Years, months, weeks and days are calendar units, whose length depends on where they begin; the
/// time of day is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Calendar years.
    pub years: u64,
    /// Calendar months.
    pub months: u64,
    /// Calendar weeks.
    pub weeks: u64,
    /// Calendar days.
    pub days: u64,
    /// The exact rest: hours, minutes and seconds, in nanoseconds.
    pub nanos: u128,
}

impl Duration {
    /// Whether the duration has calendar units.
    #[must_use]
    pub const fn has_calendar_units(&self) -> bool {
        self.years != 0 || self.months != 0 || self.weeks != 0 || self.days != 0
    }
}

/// What `lasts` or `lag` says: a duration, or a range of them with an end that may be open.
///
/// ```
/// use annals::calendar::DurationRange;
///
/// let range = DurationRange::parse("P1D/..")?;
/// assert_eq!(range.to_string(), "P1D/..");
///
/// let mistake = DurationRange::parse("2 days").expect_err("not ISO 8601");
/// assert_eq!(mistake.help.as_deref(), Some("write `P2D`"));
/// # Ok::<(), annals::calendar::DurationError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DurationRange {
    pub(super) least: Option<Duration>,
    pub(super) greatest: Option<Duration>,
    pub(super) text_len: usize,
}

/// A duration that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationError {
    /// The bytes of the string at fault.
    pub range: Range<usize>,
    /// The fact, in one line.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl DurationError {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanos) = (self.nanos / 1_000_000_000, self.nanos % 1_000_000_000);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if *self == Self::default() {
            return f.write_str("P0D");
        }
        f.write_char('P')?;
        for (count, letter) in [
            (self.years, 'Y'),
            (self.months, 'M'),
            (self.weeks, 'W'),
            (self.days, 'D'),
        ] {
            if count != 0 {
                write!(f, "{count}{letter}")?;
            }
        }
        if self.nanos == 0 {
            return Ok(());
        }
        f.write_char('T')?;
        for (count, letter) in [(hours, 'H'), (minutes, 'M')] {
            if count != 0 {
                write!(f, "{count}{letter}")?;
            }
        }
        match (seconds, nanos) {
            (0, 0) => Ok(()),
            (_, 0) => write!(f, "{seconds}S"),
            _ => {
                let digits = format!("{nanos:09}");
                write!(f, "{seconds}.{}S", digits.trim_end_matches('0'))
            }
        }
    }
}

impl fmt::Display for DurationRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.least, &self.greatest) {
            (Some(least), Some(greatest)) if least == greatest => write!(f, "{least}"),
            (Some(least), Some(greatest)) => write!(f, "{least}/{greatest}"),
            (Some(least), None) => write!(f, "{least}/.."),
            (None, Some(greatest)) => write!(f, "../{greatest}"),
            (None, None) => f.write_str("../.."),
        }
    }
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DurationError {}

impl DurationRange {
    /// Reads a duration or a range: `P2D`, `P1D/P3D`, `P1D/..`, `../PT2H`.
    ///
    /// # Errors
    ///
    /// [`DurationError`] with the place in `text`, and with what to write where that can be guessed.
    pub fn parse(text: &str) -> Result<Self, DurationError> {
        duration_text::range(text)
    }

    /// The least duration; `None` where the range is open below.
    #[must_use]
    pub const fn least(&self) -> Option<&Duration> {
        self.least.as_ref()
    }

    /// The greatest duration; `None` where the range is open above.
    #[must_use]
    pub const fn greatest(&self) -> Option<&Duration> {
        self.greatest.as_ref()
    }

    /// The coarsest tick that counts the durations exactly.
    #[must_use]
    pub fn finest_fraction(&self) -> Tick {
        [self.least, self.greatest]
            .iter()
            .flatten()
            .map(|duration| {
                Tick::for_nanos(i128::try_from(duration.nanos % 1_000_000_000).unwrap_or(0))
            })
            .max()
            .unwrap_or_default()
    }
}
