//! Lags in words.

use super::LagReport;
use crate::calendar::{duration_in_words, durations_in_words};

/// When `b` starts, seen from the end of `a`, with the bounds in ISO 8601 behind:
/// `b starts 0 to 11 days after a ends (P0D to P11D)`.
///
/// Where not `exact`, that nothing bounds it was not found out.
pub(super) fn lag(a: &str, b: &str, lag: &LagReport, exact: bool) -> String {
    let more = if lag.least_open { "more than " } else { "" };
    let less = if lag.greatest_open { "less than " } else { "" };
    match (&lag.least, &lag.greatest) {
        (None, None) => {
            let bound = if exact {
                "nothing bounds"
            } else {
                "no bound was found for"
            };
            format!("{bound} the time from the end of {a} to the start of {b}")
        }
        (Some(least), None) => match Sign::of(least) {
            Sign::Zero if lag.least_open => format!("{b} starts later than {a} ends"),
            Sign::Zero => format!("{b} starts no earlier than {a} ends"),
            Sign::Positive => {
                let how = if lag.least_open {
                    "more than"
                } else {
                    "at least"
                };
                let words = duration_in_words(least);
                format!("{b} starts {how} {words} after {a} ends ({how} {least})")
            }
            Sign::Negative(size) => {
                let how = if lag.least_open {
                    "less than"
                } else {
                    "at most"
                };
                let short = if lag.least_open {
                    "more than"
                } else {
                    "at least"
                };
                let words = duration_in_words(size);
                format!("{b} starts {how} {words} before {a} ends, or later ({short} {least})")
            }
        },
        (None, Some(greatest)) => match Sign::of(greatest) {
            Sign::Zero if lag.greatest_open => format!("{b} starts earlier than {a} ends"),
            Sign::Zero => format!("{b} starts no later than {a} ends"),
            Sign::Positive => {
                let how = if lag.greatest_open {
                    "less than"
                } else {
                    "at most"
                };
                let words = duration_in_words(greatest);
                format!("{b} starts {how} {words} after {a} ends, or earlier ({how} {greatest})")
            }
            Sign::Negative(size) => {
                let how = if lag.greatest_open {
                    "more than"
                } else {
                    "at least"
                };
                let short = if lag.greatest_open {
                    "less than "
                } else {
                    "at most "
                };
                let words = duration_in_words(size);
                format!("{b} starts {how} {words} before {a} ends ({short}{greatest})")
            }
        },
        (Some(least), Some(greatest)) if least == greatest => match Sign::of(least) {
            Sign::Zero => format!("{b} starts at the instant when {a} ends"),
            Sign::Positive => {
                let words = duration_in_words(least);
                format!("{b} starts exactly {words} after {a} ends ({least})")
            }
            Sign::Negative(size) => {
                let words = duration_in_words(size);
                format!("{b} starts exactly {words} before {a} ends ({least})")
            }
        },
        (Some(least), Some(greatest)) => {
            let when = match (Sign::of(least), Sign::of(greatest)) {
                (Sign::Negative(from), Sign::Positive) => format!(
                    "{less_before}{} before to {less}{} after {a} ends",
                    duration_in_words(from),
                    duration_in_words(greatest),
                    less_before = if lag.least_open { "less than " } else { "" },
                ),
                (Sign::Negative(from), Sign::Zero) => {
                    let less = if lag.least_open {
                        "less than"
                    } else {
                        "at most"
                    };
                    let then = if lag.greatest_open {
                        ""
                    } else {
                        ", or at that instant"
                    };
                    format!("{less} {} before {a} ends{then}", duration_in_words(from))
                }
                (Sign::Negative(from), Sign::Negative(to)) => {
                    let beyond = if lag.greatest_open { "more than " } else { "" };
                    let within = if lag.least_open { "less than " } else { "" };
                    // Of sizes alone the smaller one comes first: the words tell which way.
                    let words = durations_in_words((beyond, to), (within, from));
                    format!("{words} before {a} ends")
                }
                _ => format!(
                    "{} after {a} ends",
                    durations_in_words((more, least), (less, greatest))
                ),
            };
            format!("{b} starts {when} ({more}{least} to {less}{greatest})")
        }
    }
}

/// Which way a lag runs.
enum Sign<'a> {
    /// Backwards, with its size.
    Negative(&'a str),
    Zero,
    Positive,
}

impl<'a> Sign<'a> {
    fn of(iso: &'a str) -> Self {
        match iso.strip_prefix('-') {
            Some(size) => Self::Negative(size),
            None if iso == "P0D" => Self::Zero,
            None => Self::Positive,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lags_say_which_way_they_run_and_what_is_open() {
        let text = |least: Option<&str>, least_open, greatest: Option<&str>, greatest_open| {
            let report = LagReport {
                least: least.map(Into::into),
                least_open,
                greatest: greatest.map(Into::into),
                greatest_open,
            };
            lag("a", "b", &report, true)
        };
        let table = [
            (
                Some("P0D"),
                false,
                Some("P11D"),
                false,
                "b starts 0 to 11 days after a ends (P0D to P11D)",
            ),
            (
                Some("P0D"),
                true,
                Some("P1DT1H"),
                true,
                "b starts more than 0 days to less than 1 day 1 hour after a ends (more than P0D to less than P1DT1H)",
            ),
            (
                Some("-P9D"),
                true,
                Some("-P2D"),
                false,
                "b starts 2 to less than 9 days before a ends (more than -P9D to -P2D)",
            ),
            (
                Some("-P2D"),
                false,
                Some("P5D"),
                true,
                "b starts 2 days before to less than 5 days after a ends (-P2D to less than P5D)",
            ),
            (
                Some("-P2D"),
                false,
                Some("P0D"),
                false,
                "b starts at most 2 days before a ends, or at that instant (-P2D to P0D)",
            ),
            (
                Some("-P2D"),
                false,
                None,
                false,
                "b starts at most 2 days before a ends, or later (at least -P2D)",
            ),
            (
                Some("P0D"),
                false,
                None,
                false,
                "b starts no earlier than a ends",
            ),
            (
                Some("P2D"),
                true,
                None,
                false,
                "b starts more than 2 days after a ends (more than P2D)",
            ),
            (
                None,
                false,
                Some("P0D"),
                true,
                "b starts earlier than a ends",
            ),
            (
                None,
                false,
                Some("P3D"),
                true,
                "b starts less than 3 days after a ends, or earlier (less than P3D)",
            ),
            (
                None,
                false,
                Some("-P17D"),
                true,
                "b starts more than 17 days before a ends (less than -P17D)",
            ),
            (
                Some("P3D"),
                false,
                Some("P3D"),
                false,
                "b starts exactly 3 days after a ends (P3D)",
            ),
            (
                Some("P0D"),
                false,
                Some("P0D"),
                false,
                "b starts at the instant when a ends",
            ),
            (
                None,
                false,
                None,
                false,
                "nothing bounds the time from the end of a to the start of b",
            ),
        ];
        for (least, least_open, greatest, greatest_open, expected) in table {
            assert_eq!(text(least, least_open, greatest, greatest_open), expected);
        }
        assert_eq!(
            lag("a", "b", &LagReport::default(), false),
            "no bound was found for the time from the end of a to the start of b"
        );
    }
}
