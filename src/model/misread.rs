//! Findings for dates and durations that cannot be read, with their place inside the string.

use std::ops::Range;

use crate::calendar::DurationError;
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{EdtfError, EdtfErrorKind};
use crate::source::Text;

/// The finding for a date that is no EDTF, that no calendar has, or that cannot be counted.
#[must_use]
pub fn misread_date(text: &Text, error: EdtfError) -> Diagnostic {
    let rule = match error.kind {
        EdtfErrorKind::OutOfRange(_) => Rule::TimeOutOfRange,
        _ => Rule::InvalidDate,
    };
    misread(rule, text, error.range, error.message, error.help)
}

/// The finding for a duration that is not ISO 8601, or that nothing can last.
#[must_use]
pub fn misread_duration(text: &Text, error: DurationError) -> Diagnostic {
    misread(
        Rule::ImpossibleDuration,
        text,
        error.range,
        error.message,
        error.help,
    )
}

fn misread(
    rule: Rule,
    text: &Text,
    range: Range<usize>,
    message: String,
    help: Option<String>,
) -> Diagnostic {
    let mut finding = Diagnostic::new(rule, text.span_of(range), message);
    finding.help.extend(help);
    finding
}
