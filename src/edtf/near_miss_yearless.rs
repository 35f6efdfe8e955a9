//! Dates without a year: `September`, `3 September`, `--09`, `XX-09`, `15.09.`, and `12` alone.

use super::near_miss::{Readings, checked};
use super::near_miss_date::number;
use super::near_miss_words::parts_in_words;

/// What a date in lower case that has no year may mean.
///
/// Only whole texts are read here: the end of an interval takes its year from the other end.
pub(super) fn readings(text: &str) -> Option<Readings> {
    let found = lone_number(text)
        .or_else(|| in_words(text))
        .or_else(|| of_xml_schema(text))
        .or_else(|| of_parts(text))?;
    checked(found)
}

/// The readings in backticks, and what each is where one is a month or a day of any year.
pub(super) fn labelled(readings: &[String]) -> Vec<String> {
    let label = |reading: &str| match reading.len() {
        4 => "the year ",
        7 => "the month ",
        10 if reading.starts_with("XXXX-XX-") => "the day ",
        _ => "",
    };
    let needed = readings.iter().any(|reading| reading.starts_with("XXXX-"))
        && readings.iter().all(|reading| !label(reading).is_empty());
    let show = |reading: &String| {
        let label = if needed { label(reading) } else { "" };
        format!("{label}`{reading}`")
    };
    readings.iter().map(show).collect()
}

/// `12`: a year, a month or a day.
fn lone_number(text: &str) -> Option<Readings> {
    let value = number(text)?;
    if text.len() > 2 {
        return None;
    }
    let mut found = vec![format!("{value:04}")];
    found.extend(month(value));
    found.extend(day(value));
    if value > 31 {
        found.push(format!("19{value:02}"));
    }
    Some(found)
}

fn month(value: i64) -> Option<String> {
    (1..=12)
        .contains(&value)
        .then(|| format!("XXXX-{value:02}"))
}

fn day(value: i64) -> Option<String> {
    (1..=31)
        .contains(&value)
        .then(|| format!("XXXX-XX-{value:02}"))
}

fn month_day(month: i64, day: i64) -> Option<String> {
    checked(vec![format!("XXXX-{month:02}-{day:02}")])?.pop()
}

/// `september`, `3 september`, `september 3`.
fn in_words(text: &str) -> Option<Readings> {
    let parts = parts_in_words(text)?;
    match (parts.day, parts.year) {
        (None, None) => Some(vec![month(parts.month)?]),
        (Some(day), None) => {
            let mut found = vec![month_day(parts.month, day)?];
            if parts.day_may_be_year {
                found.push(format!("19{day:02}-{:02}", parts.month));
            }
            Some(found)
        }
        _ => None,
    }
}

/// `--09`, `--09-15`, `--0915` and `---15`, as XML Schema and older editions of ISO 8601 have it.
fn of_xml_schema(text: &str) -> Option<Readings> {
    let rest = text.strip_prefix("--")?;
    let two = |digits: &str| number(digits).filter(|_| digits.len() == 2);
    if let Some(digits) = rest.strip_prefix('-') {
        return Some(vec![day(two(digits)?)?]);
    }
    let (first, last) = rest.split_at_checked(2)?;
    let last = last.strip_prefix('-').unwrap_or(last);
    Some(vec![if last.is_empty() {
        month(two(first)?)?
    } else {
        month_day(two(first)?, two(last)?)?
    }])
}

/// A part of a date in digits: a number, or as many places as are not known.
#[derive(Debug, Clone, Copy)]
enum Part {
    Known(i64),
    Unknown(usize),
}

/// `xx-09`, `09-xx`, `xx-09-15`, `15.09.xxxx`, `15.09.`, `09-15`.
fn of_parts(text: &str) -> Option<Readings> {
    use Part::{Known, Unknown};
    let mark = ['-', '.', '/']
        .into_iter()
        .find(|&mark| text.contains(mark))?;
    let part = |part: &str| {
        let unknown = |place: char| matches!(place, 'x' | '?' | 'u' | '*' | '_');
        match part.len() {
            1..=4 if part.chars().all(unknown) => Some(Unknown(part.len())),
            1..=2 => number(part).map(Known),
            _ => None,
        }
    };
    let parts: Option<Vec<Part>> = text.trim_end_matches('.').split(mark).map(part).collect();
    let found: Vec<Option<String>> = match *parts?.as_slice() {
        [Unknown(3..), Known(value)] | [Known(value), Unknown(3..)] => vec![month(value)],
        [Unknown(_), Known(value)] | [Known(value), Unknown(_)] => vec![month(value), day(value)],
        [Unknown(_), Unknown(_), Known(value)] | [Known(value), Unknown(_), Unknown(_)] => {
            vec![day(value)]
        }
        [Unknown(_), Known(value), Unknown(_)] => vec![month(value)],
        [Unknown(_), Known(first), Known(last)] => vec![month_day(first, last)],
        // With points, the day stands first wherever they are in use.
        [Known(first), Known(last)] | [Known(first), Known(last), Unknown(_)] if mark == '.' => {
            vec![month_day(last, first)]
        }
        [Known(first), Known(last)] | [Known(first), Known(last), Unknown(_)] => {
            let (one, other) = (month_day(first, last), month_day(last, first));
            if one == other {
                vec![one]
            } else {
                vec![one, other]
            }
        }
        _ => return None,
    };
    Some(found.into_iter().flatten().collect())
}
