//! Days counted year by year: slow, and too simple to be wrong.

use std::sync::LazyLock;

/// Seconds in a day of UTC.
pub(crate) const DAY: i64 = 86_400;

/// A day of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
}

fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

pub(crate) fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The years of the table, and days from 1970-01-01 to the first of each.
static YEARS: LazyLock<(i64, Vec<i64>)> = LazyLock::new(|| {
    let (first, last) = (-1_000, 11_000);
    let length = |year| if is_leap(year) { 366 } else { 365 };
    let before: i64 = (first..1970).map(length).sum();
    let mut starts = vec![-before];
    for year in first..last {
        starts.push(starts[starts.len() - 1] + length(year));
    }
    (first, starts)
});

/// Days from 1970-01-01 to the first of a month; months beyond the year's run on.
pub(crate) fn first_of_month(year: i64, month: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let (first, starts) = &*YEARS;
    let place = usize::try_from(year - first).expect("stories are near");
    starts[place]
        + (1..month)
            .map(|month| month_length(year, month))
            .sum::<i64>()
}

/// Days from 1970-01-01 to the last Sunday of a month.
pub(crate) fn last_sunday(year: i64, month: i64) -> i64 {
    let last = first_of_month(year, month + 1) - 1;
    // The first day of 1970 was a Thursday.
    last - (last + 4).rem_euclid(7)
}

/// Days from 1970-01-01.
pub(crate) fn number(day: Civil) -> i64 {
    first_of_month(day.year, day.month) + day.day - 1
}

/// The day that is so many days behind 1970-01-01.
pub(crate) fn day_of(number: i64) -> Civil {
    let (first, starts) = &*YEARS;
    let passed = starts.partition_point(|&start| start <= number);
    let year = first + i64::try_from(passed).expect("years are few") - 1;
    let months = (1..=12).rev();
    let month = months
        .into_iter()
        .find(|&month| first_of_month(year, month) <= number);
    let month = month.expect("the year has begun");
    let day = number - first_of_month(year, month) + 1;
    Civil { year, month, day }
}
