//! Stretches of the calendar and their widening, in days and months, before any zone is known.

use super::ast::{Component, Date, Digits, LongYear, Year, YearDigits};
use crate::calendar::{CivilDate, first_of_month};

/// A stretch of whole months, or one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// From the first up to, not including, the last month, counted from January of year 0.
    Months(i128, i128),
    /// A day.
    Day(CivilDate),
}

/// By how much `~` widens on each side: one of the two is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Margin {
    pub(super) months: i128,
    pub(super) days: i128,
}

impl Extent {
    /// Whole years, from the first up to, not including, the last.
    pub(super) fn years(first: i128, end: i128) -> Self {
        Self::Months(first * 12, end * 12)
    }

    /// The day numbers that it covers once widened: the first, and the one behind the last.
    ///
    /// Days are clamped to the month's end. `None` where a day's year leaves `i64`.
    pub(super) fn widened(self, margin: Margin) -> Option<(i128, i128)> {
        let (first, end) = match self {
            Self::Months(first, end) => (
                first_of_month(first - margin.months),
                first_of_month(end + margin.months),
            ),
            Self::Day(date) if margin.months == 0 => {
                let day = date.day_number();
                (day, day + 1)
            }
            Self::Day(date) => (
                date.plus_months(-margin.months)?.day_number(),
                date.plus_months(margin.months)?.day_number() + 1,
            ),
        };
        Some((first - margin.days, end + margin.days))
    }
}

/// By how much a date is widened: `times` calendar units of the finest component that is
/// approximate.
pub(super) fn margin(date: &Date, times: u32) -> Margin {
    let times = i128::from(times);
    match date.finest_approximate() {
        None => Margin::default(),
        Some(Component::Day) => Margin {
            months: 0,
            days: times,
        },
        Some(Component::Month) => Margin {
            months: times * date.season().map_or(1, season_length),
            days: 0,
        },
        Some(Component::Year) => Margin {
            months: times * 12 * year_unit(&date.year),
            days: 0,
        },
    }
}

/// How many years the unit of a year is: a decade for `193X`, a century for `19XX` and `1950S2`.
fn year_unit(year: &Year) -> i128 {
    match year {
        Year::Digits(digits) => match digits.significant {
            Some(count) => 10_i128.pow(4 - u32::from(count.min(4))),
            None => 10_i128.pow(trailing_unspecified(*digits)),
        },
        // A single year as well where the unit is beyond counting: such years do not compile.
        Year::Long(long) => long_unit(long).unwrap_or(1),
    }
}

/// How many of the last digits of a year are unspecified.
pub(super) fn trailing_unspecified(year: YearDigits) -> u32 {
    let specified = year.digits.iter().rev().position(|&digit| digit != b'X');
    u32::try_from(specified.unwrap_or(4)).unwrap_or(4)
}

fn long_unit(long: &LongYear) -> Option<i128> {
    match long.significant {
        None => Some(1),
        Some(count) => {
            let zeros = long.length().checked_sub(u64::from(count))?;
            10_i128.checked_pow(u32::try_from(zeros).ok()?)
        }
    }
}

/// The years of a year without `X`: the first, and the one behind the last; `None` where they are
/// beyond `i64`.
pub(super) fn whole_years(year: &Year) -> Option<(i128, i128)> {
    let (size, unit, negative) = match year {
        Year::Digits(digits) => (
            i128::from(digits.value()?.unsigned_abs()),
            year_unit(year),
            digits.negative,
        ),
        Year::Long(long) => (
            i128::from(long.value()?.unsigned_abs()),
            long_unit(long)?,
            long.negative,
        ),
    };
    let low = size - size % unit;
    let high = low + unit;
    Some(if negative {
        (1 - high, 1 - low)
    } else {
        (low, high)
    })
}

/// The months of a season, quarter, quadrimester or half, counted from January of its year: the
/// first one, and how many.
pub(super) fn season_months(code: u8, southern: bool) -> (i128, i128) {
    let index = i128::from(code);
    let first = match code {
        21..=24 if southern => (index - 21) * 3 + 8,
        21..=24 => (index - 21) * 3 + 2,
        25..=28 => (index - 25) * 3 + 2,
        29..=32 => (index - 29) * 3 + 8,
        33..=36 => (index - 33) * 3,
        37..=39 => (index - 37) * 4,
        _ => (index - 40) * 6,
    };
    // Autumn and winter of the southern year come before its spring.
    let first = if first > 11 { first - 12 } else { first };
    (first, season_length(code))
}

fn season_length(code: u8) -> i128 {
    match code {
        37..=39 => 4,
        40..=41 => 6,
        _ => 3,
    }
}

/// The months from 1 to 12 that have these digits.
pub(super) fn matching(digits: Digits, most: u8) -> impl Iterator<Item = u8> {
    (1..=most).filter(move |&number| digits.matches(number))
}
