//! Civil dates of the proleptic Gregorian calendar and their day numbers.

use std::fmt;

/// Days in 400 years: the calendar repeats after them, weekdays included.
pub const DAYS_PER_CYCLE: i128 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i128 = 719_468;

/// A day of the proleptic Gregorian calendar; year 0 is 1 BCE.
///
/// Day numbers count from 1970-01-01, which is day 0. They are `i128`, so that every `i64` year has
/// one. The computation counts years from March, so that the leap day is a year's last, and cycles
/// of 400 years, so that only the rest within a cycle is divided: see Neri & Schneider, "Euclidean
/// affine functions and their application to calendar algorithms" (2022).
///
/// ```
/// use annals::calendar::{CivilDate, Weekday};
///
/// let strike = CivilDate::new(1931, 6, 19).expect("June has a 19th");
/// assert_eq!(strike.day_number(), -14_076);
/// assert_eq!(strike.weekday(), Weekday::Friday);
/// assert_eq!(CivilDate::from_day_number(-14_076), Some(strike));
/// assert_eq!(CivilDate::new(1931, 2, 29), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    year: i64,
    month: u8,
    day: u8,
}

impl CivilDate {
    /// The date, if the month has that day.
    #[must_use]
    pub const fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        if month >= 1 && month <= 12 && day >= 1 && day <= month_length(year, month) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// The date of a day number; `None` where its year is beyond `i64`.
    #[must_use]
    pub fn from_day_number(day_number: i128) -> Option<Self> {
        let shifted = day_number.checked_add(EPOCH)?;
        let (cycle, rest) = match i64::try_from(shifted) {
            Ok(small) => (
                i128::from(small.div_euclid(146_097)),
                small.rem_euclid(146_097),
            ),
            Err(_) => (
                shifted.div_euclid(DAYS_PER_CYCLE),
                i64::try_from(shifted.rem_euclid(DAYS_PER_CYCLE)).ok()?,
            ),
        };
        // `rest` is a day of the cycle, from 0 to 146,096; a century has 36,524 days, four years
        // 1,461, and the leap day ends the longer ones.
        let year_of_cycle = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
        let day_of_year = rest - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let (month, carry) = if month_from_march < 10 {
            (month_from_march + 3, 0)
        } else {
            (month_from_march - 9, 1)
        };
        let year = cycle
            .checked_mul(400)?
            .checked_add(i128::from(year_of_cycle + carry))?;
        Some(Self {
            year: i64::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn day_number(self) -> i128 {
        day_number(self.year, self.month, self.day)
    }

    /// The year; 0 is 1 BCE.
    #[must_use]
    pub const fn year(self) -> i64 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        Weekday::of_day_number(self.day_number())
    }

    /// This date moved by calendar months, the day clamped to the month's end; `None` where the
    /// year leaves `i64`.
    ///
    /// ```
    /// use annals::calendar::CivilDate;
    ///
    /// let date = CivilDate::new(1931, 1, 31).expect("January has 31 days");
    /// assert_eq!(date.plus_months(1), CivilDate::new(1931, 2, 28));
    /// assert_eq!(date.plus_months(-13), CivilDate::new(1929, 12, 31));
    /// ```
    #[must_use]
    pub fn plus_months(self, months: i128) -> Option<Self> {
        let (year, month) =
            month_from_index(month_index(self.year, self.month).checked_add(months)?)?;
        let day = self.day.min(month_length(year, month));
        Some(Self { year, month, day })
    }
}

impl fmt::Display for CivilDate {
    /// As ISO 8601, expanded with a sign beyond the years 0000 to 9999.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_year(f, self.year)?;
        write!(f, "-{:02}-{:02}", self.month, self.day)
    }
}

/// Writes a year with at least four digits, and a sign beyond 0000 to 9999.
pub(super) fn write_year(f: &mut impl fmt::Write, year: i64) -> fmt::Result {
    match year {
        0..=9999 => write!(f, "{year:04}"),
        _ => {
            let sign = if year < 0 { '-' } else { '+' };
            write!(f, "{sign}{:04}", year.unsigned_abs())
        }
    }
}

/// Whether the year has a 29th of February.
#[must_use]
pub const fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days in a month, from 28 to 31; 0 where `month` is not 1 to 12.
#[must_use]
pub const fn month_length(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The day number of the `day`-th day, counted from the first of a month from 1 to 12.
pub(super) const fn day_number(year: i64, month: u8, day: u8) -> i128 {
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    // January and February belong to the year before; -1 stands for the cycle before, which ends
    // with a leap day.
    let (year_of_cycle, month_from_march) = if month > 2 {
        (year_of_cycle, month as i64 - 3)
    } else {
        (year_of_cycle - 1, month as i64 + 9)
    };
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let leap_days =
        year_of_cycle.div_euclid(4) - year_of_cycle.div_euclid(100) + year_of_cycle.div_euclid(400);
    cycle as i128 * DAYS_PER_CYCLE + (365 * year_of_cycle + leap_days + day_of_year) as i128 - EPOCH
}

/// Months since January of year 0.
#[must_use]
pub fn month_index(year: i64, month: u8) -> i128 {
    i128::from(year) * 12 + i128::from(month) - 1
}

/// The year and month that [`month_index`] counts; `None` where the year is beyond `i64`.
#[must_use]
pub fn month_from_index(index: i128) -> Option<(i64, u8)> {
    let year = i64::try_from(index.div_euclid(12)).ok()?;
    let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
    Some((year, month))
}

/// The day number of the first of the month that [`month_index`] counts; any index within
/// 12 × 2^66 has one.
#[must_use]
pub fn first_of_month(index: i128) -> i128 {
    let cycle = index.div_euclid(4_800);
    let rest = i64::try_from(index.rem_euclid(4_800)).unwrap_or(0);
    let month = u8::try_from(rest % 12 + 1).unwrap_or(1);
    cycle * DAYS_PER_CYCLE + day_number(rest / 12, month, 1)
}

/// A day of the week; weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// The first day of the week.
    Monday,
    /// The second day.
    Tuesday,
    /// The third day.
    Wednesday,
    /// The fourth day, which decides to which year an ISO week belongs.
    Thursday,
    /// The fifth day.
    Friday,
    /// The sixth day.
    Saturday,
    /// The last day of the week.
    Sunday,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The weekday of a day number.
    #[must_use]
    pub fn of_day_number(day_number: i128) -> Self {
        // 1970-01-01 was a Thursday.
        let index = (day_number.rem_euclid(7) + 3) % 7;
        Self::ALL[usize::try_from(index).unwrap_or(0)]
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub const fn days_from_monday(self) -> u8 {
        self as u8
    }

    /// The day with this [name](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.name() == name)
    }

    /// `monday` to `sunday`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

/// The Monday and the Sunday of an ISO week, as day numbers; `None` where the year has no such week.
///
/// Week 1 is the one with the year's first Thursday.
#[must_use]
pub fn iso_week(year: i64, week: u8) -> Option<(i128, i128)> {
    let fourth = day_number(year, 1, 4);
    let first = fourth - i128::from(Weekday::of_day_number(fourth).days_from_monday());
    let monday = first + 7 * (i128::from(week) - 1);
    let thursday = CivilDate::from_day_number(monday + 3)?;
    (week >= 1 && thursday.year() == year).then_some((monday, monday + 6))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    #[test]
    fn the_epoch_is_day_zero_and_years_count_through_zero() {
        assert_eq!(CivilDate::new(1970, 1, 1).unwrap().day_number(), 0);
        assert_eq!(CivilDate::new(0, 3, 1).unwrap().day_number(), -719_468);
        assert_eq!(CivilDate::new(0, 2, 29).unwrap().day_number(), -719_469);
        assert_eq!(
            CivilDate::new(-1, 12, 31).unwrap().to_string(),
            "-0001-12-31"
        );
        assert_eq!(
            CivilDate::new(10_000, 1, 1).unwrap().to_string(),
            "+10000-01-01"
        );
    }

    #[test]
    fn the_ends_of_i64_have_day_numbers() {
        for year in [i64::MIN, i64::MAX] {
            let date = CivilDate::new(year, 12, 31).unwrap();
            assert_eq!(CivilDate::from_day_number(date.day_number()), Some(date));
        }
        let last = CivilDate::new(i64::MAX, 12, 31).unwrap();
        assert_eq!(CivilDate::from_day_number(last.day_number() + 1), None);
        assert_eq!(CivilDate::from_day_number(i128::MAX), None);
    }

    #[test]
    fn weeks_follow_the_first_thursday() {
        let (monday, sunday) = iso_week(1931, 25).unwrap();
        assert_eq!(
            CivilDate::from_day_number(monday),
            CivilDate::new(1931, 6, 15)
        );
        assert_eq!(
            CivilDate::from_day_number(sunday),
            CivilDate::new(1931, 6, 21)
        );
        assert!(iso_week(2020, 53).is_some());
        assert!(iso_week(2021, 53).is_none());
        assert!(iso_week(2021, 0).is_none());
    }

    proptest! {
        #[test]
        fn day_numbers_agree_with_chrono(day in -95_000_000_i64..95_000_000) {
            let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
            let peer = epoch + chrono::Duration::days(day);
            let date = CivilDate::from_day_number(i128::from(day)).unwrap();
            prop_assert_eq!(date.year(), i64::from(peer.year()));
            prop_assert_eq!(u32::from(date.month()), peer.month());
            prop_assert_eq!(u32::from(date.day()), peer.day());
            prop_assert_eq!(date.day_number(), i128::from(day));
            prop_assert_eq!(u32::from(date.weekday().days_from_monday()), peer.weekday().num_days_from_monday());
        }

        #[test]
        fn days_follow_one_another_in_any_year(year: i64, month in 1_u8..=12) {
            let first = day_number(year, month, 1);
            prop_assert_eq!(first_of_month(month_index(year, month)), first);
            prop_assert_eq!(
                first_of_month(month_index(year, month) + 1) - first,
                i128::from(month_length(year, month))
            );
        }
    }
}
