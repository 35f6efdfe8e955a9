//! How long a duration can be at its widest, in ticks.
//!
//! A duration is added to a start as ISO 8601 has it: first its years and months on the calendar,
//! the day clamped to the month's end; then its weeks and days; then its time of day, on the line of
//! instants. So, over all starts,
//!
//! - the months shift the date by as many days as the months behind some first of a month have:
//!   clamping never leaves that range, since a start on the 31st that is clamped to the 28th goes as
//!   many days as the first of the next month does. The calendar repeats after 4,800 months;
//! - the shift in days takes as long as that many days of 24 hours, less the rise of the zone's
//!   offset between its two ends. The extremes of that rise are taken over all pairs of offsets
//!   that are so many days apart, and separately from the extremes of the months, so that the
//!   bounds can only be too wide;
//! - the time of day is exact.

use std::sync::LazyLock;

use super::civil::{DAYS_PER_CYCLE, first_of_month};
use super::duration::{Duration, DurationError, DurationRange};
use super::offsets::extremes;
use super::{NANOS_PER_SECOND, SECONDS_PER_DAY, Tick, Zone};

/// The least and the greatest number of ticks that a duration can mean, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TickRange {
    /// The least length.
    pub least: i64,
    /// The greatest length; `None` where there is no limit.
    pub greatest: Option<i64>,
}

impl DurationRange {
    /// The least and greatest length in ticks; a range without a least one begins at zero.
    ///
    /// `years` are those in which the duration can begin, where that is known (first and last); it
    /// bounds the clock changes to reckon with. A tick that is too coarse rounds outwards.
    ///
    /// # Errors
    ///
    /// [`DurationError`] where the least length is above the greatest, or too long to count.
    ///
    /// # Examples
    ///
    /// ```
    /// use annals::calendar::{DurationRange, Tick, TickRange, Zone};
    ///
    /// let month = DurationRange::parse("P1M")?.bounds(Tick::Second, Zone::UTC, None)?;
    /// assert_eq!(month, TickRange { least: 28 * 86_400, greatest: Some(31 * 86_400) });
    /// # Ok::<(), annals::calendar::DurationError>(())
    /// ```
    pub fn bounds(
        &self,
        tick: Tick,
        zone: Zone,
        years: Option<(i64, i64)>,
    ) -> Result<TickRange, DurationError> {
        let too_long = || {
            DurationError::new(
                0..self.text_len,
                format!("this is too long to count in {}s", tick.name()),
            )
        };
        let widest = |duration: &Duration| nanos(duration, zone, years).ok_or_else(too_long);
        let least = self
            .least
            .as_ref()
            .map_or(Ok(0), |least| widest(least).map(|(low, _)| low))?;
        let greatest = match &self.greatest {
            Some(greatest) => Some(widest(greatest)?.1),
            None => None,
        };
        if greatest.is_some_and(|greatest| greatest < least) {
            return Err(self.inverted());
        }
        let least = tick.from_nanos_floor(least).map_err(|_| too_long())?;
        let greatest = match greatest {
            Some(greatest) => Some(tick.from_nanos_ceil(greatest).map_err(|_| too_long())?),
            None => None,
        };
        Ok(TickRange { least, greatest })
    }

    /// The error of a range whose least duration is above its greatest.
    pub(super) fn inverted(&self) -> DurationError {
        DurationError::new(
            0..self.text_len,
            "the least duration is longer than the greatest",
        )
        .with_help(match (self.greatest, self.least) {
            (Some(least), Some(greatest)) => format!("write `{least}/{greatest}`"),
            _ => "write the shorter duration first".to_owned(),
        })
    }
}

/// Least and greatest length in nanoseconds; `None` where it is beyond counting.
pub(super) fn nanos(
    duration: &Duration,
    zone: Zone,
    years: Option<(i64, i64)>,
) -> Option<(i128, i128)> {
    let time = i128::try_from(duration.nanos).ok()?;
    let (least, greatest) = calendar_days(duration)?;
    let (fall, rise) = if duration.has_calendar_units() {
        extremes(zone, (least, greatest), years)
    } else {
        (0, 0)
    };
    let total = |days: i128, offset: i128| {
        let seconds = days.checked_mul(SECONDS_PER_DAY)?.checked_sub(offset)?;
        seconds.checked_mul(NANOS_PER_SECOND)?.checked_add(time)
    };
    Some((total(least, rise)?.max(0), total(greatest, fall)?))
}

/// Months after which the calendar repeats.
const CYCLE: i128 = 4_800;

/// The day numbers of the firsts of the months of two cycles.
static MONTHS: LazyLock<Vec<i32>> = LazyLock::new(|| {
    (0..2 * CYCLE)
        .filter_map(|month| i32::try_from(first_of_month(month)).ok())
        .collect()
});

/// By how many days the calendar units move a date, at least and at most.
fn calendar_days(duration: &Duration) -> Option<(i128, i128)> {
    let months = i128::from(duration.years) * 12 + i128::from(duration.months);
    let days = i128::from(duration.weeks) * 7 + i128::from(duration.days);
    let (mut least, mut greatest) = (0, 0);
    if months != 0 {
        let whole = months / CYCLE * DAYS_PER_CYCLE;
        let rest = usize::try_from(months % CYCLE).ok()?;
        let shifts = MONTHS.iter().zip(MONTHS.iter().skip(rest));
        let (short, long) = shifts.fold((i32::MAX, 0), |(short, long), (start, end)| {
            (short.min(end - start), long.max(end - start))
        });
        (least, greatest) = (whole + i128::from(short), whole + i128::from(long));
    }
    Some((least.checked_add(days)?, greatest.checked_add(days)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{CivilDate, month_length};
    use proptest::prelude::*;

    fn days(text: &str) -> (i64, Option<i64>) {
        let bounds = DurationRange::parse(text)
            .unwrap()
            .bounds(Tick::Second, Zone::UTC, None);
        let bounds = bounds.unwrap();
        assert_eq!(bounds.least % 86_400, 0);
        (
            bounds.least / 86_400,
            bounds.greatest.map(|greatest| greatest / 86_400),
        )
    }

    #[test]
    fn calendar_units_are_read_at_their_widest() {
        assert_eq!(days("P1M"), (28, Some(31)));
        assert_eq!(days("P2M"), (59, Some(62)));
        assert_eq!(days("P1Y"), (365, Some(366)));
        assert_eq!(days("P12M"), (365, Some(366)));
        assert_eq!(days("P2Y"), (730, Some(731)));
        assert_eq!(days("P8Y"), (2_921, Some(2_922)));
        assert_eq!(days("P100Y"), (36_524, Some(36_525)));
        assert_eq!(days("P400Y"), (146_097, Some(146_097)));
        assert_eq!(days("P2W"), (14, Some(14)));
        assert_eq!(days("P1M1D"), (29, Some(32)));
        assert_eq!(days("P1D/P3D"), (1, Some(3)));
        assert_eq!(days("P1D/.."), (1, None));
        assert_eq!(days("../P1Y"), (0, Some(366)));
    }

    #[test]
    fn days_of_a_zone_are_as_long_as_its_clock_changes_make_them() {
        let berlin = Zone::from_name("Europe/Berlin").unwrap();
        let hours = |text: &str, years| {
            let bounds = DurationRange::parse(text)
                .unwrap()
                .bounds(Tick::Second, berlin, years);
            let bounds = bounds.unwrap();
            (
                bounds.least / 3_600,
                bounds.greatest.map(|greatest| greatest / 3_600),
            )
        };
        assert_eq!(hours("P1D", Some((2000, 2001))), (23, Some(25)));
        assert_eq!(hours("P1D", Some((1955, 1965))), (24, Some(24)));
        assert_eq!(hours("PT24H", Some((2000, 2001))), (24, Some(24)));
        assert_eq!(hours("P1DT1H", Some((2000, 2001))), (24, Some(26)));
        // Mixed units can only be compared once the zone is known.
        assert_eq!(hours("PT25H/P1D", Some((2000, 2001))), (25, Some(25)));
        let range = DurationRange::parse("PT25H/P1D").unwrap();
        assert!(
            range
                .bounds(Tick::Second, berlin, Some((1955, 1965)))
                .is_err()
        );
    }

    #[test]
    fn what_is_too_long_to_count_is_an_error() {
        let bounds = |text: &str, tick| {
            DurationRange::parse(text)
                .unwrap()
                .bounds(tick, Zone::UTC, None)
        };
        assert!(bounds("P200000000000Y", Tick::Second).is_ok());
        assert!(bounds("P300000000000Y", Tick::Second).is_err());
        assert!(bounds("P300Y", Tick::Nanosecond).is_err());
        assert!(bounds("P18446744073709551615Y", Tick::Second).is_err());
        assert!(bounds("PT18446744073709551615H", Tick::Nanosecond).is_err());
    }

    proptest! {
        #[test]
        fn every_start_is_within_the_bounds(
            zone in 0..Zone::names().len(),
            year in 1900_i64..2040, month in 1_u8..=12, day in 1_u8..=31, second in 0_i128..86_400,
            years in 0_u64..3, months in 0_u64..20, extra in 0_u64..60,
        ) {
            let name = Zone::names().nth(zone).unwrap();
            let zone = Zone::from_name(name).unwrap();
            let date = CivilDate::new(year, month, day.min(month_length(year, month))).unwrap();
            let duration = Duration { years, months, days: extra, ..Duration::default() };
            let later = date.plus_months(i128::from(years * 12 + months)).unwrap().day_number() + i128::from(extra);
            let (start, _) = zone.passes(date.day_number() * 86_400 + second);
            let ends = zone.passes(later * 86_400 + second);
            let (least, greatest) = nanos(&duration, zone, Some((year, year))).unwrap();
            for end in [ends.0, ends.1] {
                let elapsed = (end - start) * NANOS_PER_SECOND;
                // A time that is skipped, or shown twice, may be reached a little before or behind.
                prop_assert!(elapsed < 0 || least <= elapsed && elapsed <= greatest,
                    "{} {} {:?}: {} not in {}..{}", name, date, duration, elapsed, least, greatest);
            }
        }
    }
}
