//! Instants and lengths of time as JSON tells them.

use crate::calendar::{DAY, day_of};

/// RFC 3339 in UTC.
pub(crate) fn instant(seconds: i64) -> String {
    let day = day_of(seconds.div_euclid(DAY));
    let time = seconds.rem_euclid(DAY);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        day.year,
        day.month,
        day.day,
        time / 3_600,
        time / 60 % 60,
        time % 60
    )
}

/// ISO 8601 in days of 24 hours and time of day.
pub(crate) fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let length = seconds.abs();
    let part = |count: i64, unit: char| match count {
        0 => String::new(),
        _ => format!("{count}{unit}"),
    };
    let days = part(length / DAY, 'D');
    let time = [
        part(length % DAY / 3_600, 'H'),
        part(length / 60 % 60, 'M'),
        part(length % 60, 'S'),
    ]
    .concat();
    match (days.as_str(), time.as_str()) {
        ("", "") => "P0D".to_owned(),
        (_, "") => format!("{sign}P{days}"),
        _ => format!("{sign}P{days}T{time}"),
    }
}
