//! Units of the calendar by number, in days since 1970.

use crate::calendar::{day_of, first_of_month};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

pub(crate) const UNITS: [Unit; 6] = [
    Unit::Day,
    Unit::Week,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
    Unit::Decade,
];

/// The days of a week by name.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl Unit {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }

    /// How many months it has; none where it is counted in days.
    fn months(self) -> Option<i64> {
        match self {
            Self::Day | Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::Decade => Some(120),
        }
    }

    /// The number of the unit that contains a day.
    pub(crate) fn number_at(self, day: i64) -> i64 {
        let civil = day_of(day);
        match (self, self.months()) {
            (_, Some(months)) => (civil.year * 12 + civil.month - 1).div_euclid(months),
            // The first day of 1970 was a Thursday, so its week began three days before.
            (Self::Week, None) => (day + 3).div_euclid(7),
            (_, None) => day,
        }
    }

    /// Its first day.
    pub(crate) fn first_day(self, number: i64) -> i64 {
        match (self, self.months()) {
            (_, Some(months)) => first_of_month(0, number * months + 1),
            (Self::Week, None) => number * 7 - 3,
            (_, None) => number,
        }
    }
}
