//! Intervals that end before they start, whatever the zone and the settings.

use super::ast::{Date, Edtf, End, LongYear, Member, Value, Year};
use super::compile::{clock, inverted};
use super::error::EdtfError;
use super::extent::{Extent, Margin, matching, season_months, whole_years};
use crate::calendar::{SECONDS_PER_DAY, month_index};

/// Further apart than clocks of two zones, or of one zone at two times, ever were.
const CLOCKS_APART: i128 = 48 * 3_600;

/// Refuses intervals and ranges that are inverted in any reading.
///
/// What depends on the zone or the settings is found when the date is compiled.
pub(super) fn check(edtf: &Edtf) -> Result<(), EdtfError> {
    match edtf {
        Edtf::Value(_) => Ok(()),
        Edtf::Interval(interval) => match (&interval.start, &interval.end) {
            (End::Value(first), End::Value(last)) => check_pair(first, last),
            _ => Ok(()),
        },
        Edtf::Set(set) => set.members.iter().try_for_each(|member| match member {
            Member::Between(first, last) => check_pair(first, last),
            Member::Value(_) | Member::From(_) | Member::Until(_) => Ok(()),
        }),
    }
}

fn check_pair(first: &Value, last: &Value) -> Result<(), EdtfError> {
    if first.is_approximate() || last.is_approximate() {
        return Ok(());
    }
    let wrong = match (long_year(first), long_year(last)) {
        (Some(from), Some(to)) => {
            from.significant.is_none() && to.significant.is_none() && from.cmp_value(to).is_gt()
        }
        (Some(beyond), None) => !beyond.negative,
        (None, Some(beyond)) => beyond.negative,
        (None, None) => match (local_hull(first), local_hull(last)) {
            (Some((from, _)), Some((_, to))) => from >= to + slack(first, last),
            _ => false,
        },
    };
    if wrong {
        Err(inverted(first, last))
    } else {
        Ok(())
    }
}

/// The year, if it is beyond `i64`.
fn long_year(value: &Value) -> Option<&LongYear> {
    match value {
        Value::Date(Date {
            year: Year::Long(long),
            ..
        }) if long.value().is_none() => Some(long),
        _ => None,
    }
}

/// How far local times may be inverted and yet not the instants.
fn slack(first: &Value, last: &Value) -> i128 {
    match (first, last) {
        (Value::Date(_), Value::Date(_)) => 0,
        (Value::DateTime(one), Value::DateTime(other))
            if one.offset.is_some() && other.offset.is_some() =>
        {
            0
        }
        _ => CLOCKS_APART,
    }
}

/// The local seconds that a value covers in any reading; UTC for times with an offset.
fn local_hull(value: &Value) -> Option<(i128, i128)> {
    match value {
        Value::Date(date) => {
            let (first, end) = date_hull(date)?;
            Some((first * SECONDS_PER_DAY, end * SECONDS_PER_DAY))
        }
        Value::DateTime(time) => {
            let (from, width) = clock(time);
            let ahead = time
                .offset
                .map_or(0, |offset| i128::from(offset.minutes()) * 60);
            Some((from - ahead, from + width - ahead))
        }
    }
}

/// The first day of a date, and the day behind its last one.
fn date_hull(date: &Date) -> Option<(i128, i128)> {
    let (first_year, last_year) = match &date.year {
        Year::Digits(digits) if digits.is_masked() => {
            let number = |unspecified: u8| {
                digits.digits.iter().fold(0, |number, &digit| {
                    let digit = if digit == b'X' { unspecified } else { digit };
                    number * 10 + i64::from(digit - b'0')
                })
            };
            if digits.negative {
                (-number(b'9'), -number(b'0'))
            } else {
                (number(b'0'), number(b'9'))
            }
        }
        year => {
            let (first, end) = whole_years(year)?;
            (i64::try_from(first).ok()?, i64::try_from(end - 1).ok()?)
        }
    };
    let (Some(month), season) = (date.month, date.season()) else {
        let years = Extent::years(first_year.into(), i128::from(last_year) + 1);
        return years.widened(Margin::default());
    };
    let months = if let Some(code) = season {
        let northern = season_months(code, false);
        let southern = season_months(code, true);
        let first = i128::from(first_year) * 12 + northern.0.min(southern.0);
        let end =
            i128::from(last_year) * 12 + (northern.0 + northern.1).max(southern.0 + southern.1);
        Extent::Months(first, end)
    } else {
        let first = month_index(first_year, matching(month, 12).next()?);
        Extent::Months(
            first,
            month_index(last_year, matching(month, 12).last()?) + 1,
        )
    };
    let (mut first, mut end) = months.widened(Margin::default())?;
    if let Some(day) = date.day {
        first += i128::from(matching(day, 31).next()?) - 1;
        if let (Some(day), Some(_)) = (day.value(), month.value()) {
            let last_month = Extent::Months(
                month_index(last_year, month.value()?),
                month_index(last_year, month.value()?) + 1,
            );
            end = last_month.widened(Margin::default())?.0 + i128::from(day);
        }
    }
    Some((first, end))
}
