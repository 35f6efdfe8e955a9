//! Dates whose month is a word, and days that their month does not have.

use super::near_miss::{Readings, checked};
use super::near_miss_date::{day_text, number, without_ordinal};
use super::near_miss_month::{is_filler, month_number};
use super::parse::parse_strictly;
use crate::calendar::Weekday;

/// A date whose month is a word.
pub(super) struct InWords {
    pub(super) month: i64,
    pub(super) day: Option<i64>,
    pub(super) year: Option<i64>,
    /// Whether the year has two digits only.
    short: bool,
    /// Whether the day stands behind its month as a bare number, as in `june 12`.
    pub(super) day_may_be_year: bool,
}

/// The parts of `june 1931`, `19 juni 1931`, `friday, june 19th, 1931`, `1931-jun-19`.
pub(super) fn parts_in_words(text: &str) -> Option<InWords> {
    let (mut month, mut day, mut year) = (None, None, None);
    let (mut short, mut day_may_be_year) = (false, false);
    for word in text
        .split([' ', ',', '-', '.', '/'])
        .filter(|word| !word.is_empty())
    {
        let is_weekday =
            word.len() >= 3 && Weekday::ALL.iter().any(|day| day.name().starts_with(word));
        if is_filler(word) || is_weekday {
            continue;
        }
        if let Some(named) = month_number(word) {
            if month.is_some() {
                return None;
            }
            month = Some(named);
            continue;
        }
        let count = without_ordinal(word);
        let value = number(count)?;
        if count.len() <= 2
            && day.is_none()
            && (1..=31).contains(&value)
            && (year.is_none() || month.is_some())
        {
            day = Some(value);
            day_may_be_year = month.is_some() && word.len() == 2 && count == word;
        } else if year.is_none() && count.len() <= 4 {
            year = Some(value);
            short = count.len() <= 2;
        } else {
            return None;
        }
    }
    Some(InWords {
        month: month?,
        day,
        year,
        short,
        day_may_be_year,
    })
}

/// A date whose month is a word, with its year.
pub(super) fn month_name(text: &str) -> Option<Readings> {
    let parts = parts_in_words(text)?;
    let year = parts.year?;
    // The century of a year in two digits is a guess.
    let years = if parts.short {
        vec![1900 + year, 2000 + year]
    } else {
        vec![year]
    };
    let month = parts.month;
    let show = |year| match parts.day {
        Some(day) => day_text(year, month, day),
        None => format!("{year:04}-{month:02}"),
    };
    checked(years.into_iter().map(show).collect())
}

/// The day that is meant by a date in other words and that its month does not have, in the order
/// of EDTF: `31-06-1931`, `31 june 1931`.
pub(super) fn impossible_day(text: &str) -> Option<String> {
    let mut forms = Vec::new();
    if let Some(InWords {
        month,
        day: Some(day),
        year,
        short: false,
        ..
    }) = parts_in_words(text)
    {
        forms.push((year, month, day));
    }
    let known = |year, month, day| (Some(year), month, day);
    let parts: Vec<&str> = text.split(['-', '.', '/']).map(str::trim).collect();
    if let [first, second, third] = *parts.as_slice()
        && let (Some(one), Some(two), Some(three)) = (number(first), number(second), number(third))
    {
        match (first.len(), second.len(), third.len()) {
            (4, 1 | 2, 1 | 2) => forms.push(known(one, two, three)),
            (1 | 2, 1 | 2, 4) => forms.extend([known(three, two, one), known(three, one, two)]),
            _ => {}
        }
    }
    forms
        .into_iter()
        .filter(|(_, month, day)| (1..=12).contains(month) && *day > 0)
        .map(|(year, month, day)| match year {
            Some(year) => day_text(year, month, day),
            None => format!("XXXX-{month:02}-{day:02}"),
        })
        .find(|form| form != text && parse_strictly(form).is_err())
}
