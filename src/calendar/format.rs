//! Instants and lags as text.

use super::Tick;

/// An instant as RFC 3339 in UTC; years beyond 0000 to 9999 have a sign, as ISO 8601 expands them.
///
/// ```
/// use annals::calendar::{Tick, format_instant};
///
/// assert_eq!(format_instant(-1_216_166_400, Tick::Second), "1931-06-19T00:00:00Z");
/// assert_eq!(format_instant(1_500, Tick::Millisecond), "1970-01-01T00:00:01.5Z");
/// ```
#[must_use]
pub fn format_instant(ticks: i64, tick: Tick) -> String {
    let (seconds, nanos) = tick.to_seconds(ticks);
    let days = i128::from(seconds.div_euclid(86_400));
    let mut text = String::with_capacity(24);
    // Every count of ticks has a year, since ticks are `i64`.
    if let Some(date) = super::CivilDate::from_day_number(days) {
        text.push_str(&date.to_string());
    }
    text.push_str(&time_of_day(seconds.rem_euclid(86_400)));
    push_fraction(&mut text, nanos);
    text.push('Z');
    text
}

/// A difference of instants as an ISO 8601 duration, in days of 24 hours and time of day.
///
/// ```
/// use annals::calendar::{Tick, format_difference};
///
/// assert_eq!(format_difference(11 * 86_400, Tick::Second), "P11D");
/// assert_eq!(format_difference(-93_600, Tick::Second), "-P1DT2H");
/// assert_eq!(format_difference(500, Tick::Millisecond), "PT0.5S");
/// assert_eq!(format_difference(0, Tick::Second), "P0D");
/// ```
#[must_use]
pub fn format_difference(ticks: i64, tick: Tick) -> String {
    format_wide_difference(i128::from(ticks), tick)
}

/// As [`format_difference`], for differences of instants that are too far apart for `i64`.
#[must_use]
pub fn format_wide_difference(ticks: i128, tick: Tick) -> String {
    if ticks == 0 {
        return "P0D".to_owned();
    }
    let size = ticks.unsigned_abs();
    let per_second = u128::from(tick.per_second().unsigned_abs());
    let (seconds, rest) = (size / per_second, size % per_second);
    let nanos = u32::try_from(rest * u128::from(tick.nanos().unsigned_abs())).unwrap_or(0);
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let mut text = String::from(if ticks < 0 { "-P" } else { "P" });
    let mut push = |count: u128, unit: &str| {
        if count != 0 {
            text.push_str(&count.to_string());
            text.push_str(unit);
        }
    };
    push(days, "D");
    if hours != 0 || minutes != 0 || seconds != 0 || nanos != 0 {
        text.push('T');
        let mut push = |count: u128, unit: &str| {
            if count != 0 {
                text.push_str(&count.to_string());
                text.push_str(unit);
            }
        };
        push(hours, "H");
        push(minutes, "M");
        if seconds != 0 || nanos != 0 {
            text.push_str(&seconds.to_string());
            push_fraction(&mut text, nanos);
            text.push('S');
        }
    }
    text
}

/// `T10:02:00` for a second of the day.
pub(super) fn time_of_day(second: i64) -> String {
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("T{hour:02}:{minute:02}:{second:02}")
}

/// A point and the digits of a fraction of a second without trailing zeros; nothing for zero.
fn push_fraction(text: &mut String, nanos: u32) {
    if nanos != 0 {
        let digits = format!("{nanos:09}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
}
