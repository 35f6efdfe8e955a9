//! What is wrong with an EDTF string, and where.

use std::fmt;
use std::ops::Range;

use crate::calendar::OutOfRange;

/// What kind of fault an [`EdtfError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdtfErrorKind {
    /// The string is no EDTF.
    Syntax,
    /// It names a date that the calendar does not have.
    Calendar,
    /// It names a time that the zone's clock skipped, or a day.
    NoSuchTime,
    /// An interval's end is before its start.
    Inverted,
    /// It names a time that the timeline's tick cannot count.
    OutOfRange(OutOfRange),
}

/// A date that cannot be read.
///
/// The range is of bytes of the string that was parsed, on character boundaries.
///
/// ```
/// use annals::edtf::Edtf;
///
/// let mistake = Edtf::parse("1931-02-30").expect_err("no such day");
/// assert_eq!(mistake.range, 8..10);
/// assert_eq!(mistake.message, "February 1931 has 28 days");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdtfError {
    /// What kind of fault it is.
    pub kind: EdtfErrorKind,
    /// The bytes of the string at fault.
    pub range: Range<usize>,
    /// The fact, in one line.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl EdtfError {
    pub(super) fn new(
        kind: EdtfErrorKind,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            range,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn syntax(range: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(EdtfErrorKind::Syntax, range, message)
    }

    pub(super) fn out_of_range(range: Range<usize>, error: OutOfRange) -> Self {
        Self::new(EdtfErrorKind::OutOfRange(error), range, error.to_string())
    }

    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EdtfError {}
