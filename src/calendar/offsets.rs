//! When a zone's offset from UTC changes, and by how much over a stretch of calendar days.

use std::sync::{LazyLock, OnceLock};

use super::civil::day_number;
use super::{SECONDS_PER_DAY, Zone};

/// Before this year no zone in the database changes; the first did in 1844.
const FIRST_YEAR: i64 = 1800;

/// After this year no zone in the database changes; the last do in 2099.
const LAST_YEAR: i64 = 2110;

/// How far apart the offsets are looked up, so that at most one change is within a step. The
/// shortest stretch in the database has 165 hours (America/Boa_Vista, October 2000).
const STEP: i128 = 3 * SECONDS_PER_DAY;

/// A stretch of time with one offset; the first and the last have no end.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    start: Option<i128>,
    end: Option<i128>,
    offset: i128,
}

impl Zone {
    /// By how many seconds the offset can rise, at least and at most, from the beginning or the end
    /// of a local day to that of one `days` later; earlier where that is negative.
    ///
    /// The time that passes is that of the days, less the rise.
    ///
    /// ```
    /// use annals::calendar::Zone;
    ///
    /// let rises = |name, days| Zone::from_name(name).expect("a known zone").rises(days);
    /// assert_eq!(rises("Etc/GMT+5", 31), (0, 0));
    /// assert_eq!(rises("Europe/Berlin", 1).0, -3_600);
    /// // Of two days one was left out.
    /// assert_eq!(rises("Pacific/Apia", 2).1, 86_400);
    /// // Where a day ends the next one begins, but where the clock goes back over midnight.
    /// assert_eq!(rises("Europe/Berlin", 0), (0, 0));
    /// assert_eq!(rises("America/Havana", 0), (0, 0));
    /// assert_ne!(rises("America/St_Johns", 0), (0, 0));
    /// ```
    #[must_use]
    pub fn rises(self, days: i128) -> (i128, i128) {
        if days == 0 && !repeats_midnight(stretches(self)) {
            return (0, 0);
        }
        let (least, greatest) = extremes(self, (days, days), None);
        // Around a change the earlier date can be the later instant.
        let (fall, rise) = extremes(self, (-days, -days), None);
        (least.min(-rise), greatest.max(-fall))
    }

    /// The stretch of time around an instant in which the offset does not change: when it begins and
    /// when it ends, where it does; in seconds.
    ///
    /// ```
    /// use annals::calendar::{CivilDate, Zone};
    ///
    /// let berlin = Zone::from_name("Europe/Berlin").expect("a known zone");
    /// let day = |year, month, day| CivilDate::new(year, month, day).expect("a date").day_number();
    /// let (start, end) = berlin.steady(day(2024, 7, 1) * 86_400);
    /// assert_eq!(start, Some(day(2024, 3, 31) * 86_400 + 3_600));
    /// assert_eq!(end, Some(day(2024, 10, 27) * 86_400 + 3_600));
    /// assert_eq!(Zone::UTC.steady(0), (None, None));
    /// ```
    #[must_use]
    pub fn steady(self, instant: i128) -> (Option<i128>, Option<i128>) {
        let stretches = stretches(self);
        let behind =
            stretches.partition_point(|stretch| stretch.start.is_none_or(|start| start <= instant));
        let found = behind.checked_sub(1).and_then(|at| stretches.get(at));
        found.map_or((None, None), |stretch| (stretch.start, stretch.end))
    }
}

/// Whether the clock was ever turned back from behind a midnight to before it.
fn repeats_midnight(stretches: &[Stretch]) -> bool {
    stretches.windows(2).any(|pair| {
        let Some(change) = pair[1].start else {
            return false;
        };
        let (shown, next) = (change + pair[0].offset - 1, change + pair[1].offset);
        next < shown && next.div_euclid(SECONDS_PER_DAY) < shown.div_euclid(SECONDS_PER_DAY)
    })
}

/// By how many seconds the clock can go back (least, zero or negative) and forward (greatest) between
/// a start in the given years and the same time of day `days.0` to `days.1` days later.
///
/// The elapsed time is that of the days on the clock, less the difference of the offsets. So
/// `least` is the greatest fall of the offset and `greatest` its greatest rise, over the pairs of
/// stretches that are that many days apart. Local times that a change skips are taken with the
/// offset before it and the one after it.
pub(super) fn extremes(zone: Zone, days: (i128, i128), years: Option<(i64, i64)>) -> (i128, i128) {
    let stretches = stretches(zone);
    if stretches.len() < 2 {
        return (0, 0);
    }
    // A year's local begin is within a day of its begin in UTC.
    let from = years.map(|(first, _)| (day_number(first, 1, 1) - 2) * SECONDS_PER_DAY);
    let until = years.map(|(_, last)| (day_number(last, 12, 31) + 3) * SECONDS_PER_DAY);
    let (mut least, mut greatest) = (0, 0);
    for (index, start) in stretches.iter().enumerate() {
        let begin = later(start.start, from);
        let end = earlier(start.end, until);
        if begin.zip(end).is_some_and(|(begin, end)| begin >= end) {
            continue;
        }
        for (other, stop) in stretches.iter().enumerate().skip(index) {
            let rise = stop.offset - start.offset;
            // A skipped local time before or behind the stretch counts as in it.
            let reach = |at: Option<usize>| {
                at.and_then(|at| stretches.get(at))
                    .map_or(0, |near| (near.offset - stop.offset).abs())
            };
            let first = begin.map(|at| at + days.0 * SECONDS_PER_DAY - rise);
            let last = end.map(|at| at + days.1 * SECONDS_PER_DAY - rise);
            let opens = stop.start.map(|at| at - reach(other.checked_sub(1)));
            let closes = stop.end.map(|at| at + reach(other.checked_add(1)));
            if last.zip(opens).is_some_and(|(last, opens)| last <= opens) {
                break;
            }
            if first
                .zip(closes)
                .is_none_or(|(first, closes)| first < closes)
            {
                least = least.min(rise);
                greatest = greatest.max(rise);
            }
        }
    }
    (least, greatest)
}

fn later(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    one.max(other)
}

fn earlier(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The stretches of a zone in the order of time, found once.
fn stretches(zone: Zone) -> &'static [Stretch] {
    static FOUND: LazyLock<Vec<OnceLock<Box<[Stretch]>>>> =
        LazyLock::new(|| Zone::names().map(|_| OnceLock::new()).collect());
    let known = zone.index().and_then(|index| FOUND.get(index));
    known.map_or(&[], |known| known.get_or_init(|| find_stretches(zone)))
}

fn find_stretches(zone: Zone) -> Box<[Stretch]> {
    let offset = |instant: i128| i128::from(zone.offset_at(instant));
    let end = day_number(LAST_YEAR, 1, 1) * SECONDS_PER_DAY;
    let mut at = day_number(FIRST_YEAR, 1, 1) * SECONDS_PER_DAY;
    let mut current = Stretch {
        start: None,
        end: None,
        offset: offset(at),
    };
    let mut found = Vec::new();
    while at < end {
        let next = at + STEP;
        // Several changes may be within one step.
        while offset(next) != current.offset {
            let (mut before, mut after) = (current.start.unwrap_or(at).max(at), next);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if offset(middle) == current.offset {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            current.end = Some(after);
            found.push(current);
            current = Stretch {
                start: Some(after),
                end: None,
                offset: offset(after),
            };
        }
        at = next;
    }
    found.push(current);
    found.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::from_name(name).unwrap()
    }

    #[test]
    fn zones_without_changes_have_no_extremes() {
        assert_eq!(extremes(Zone::UTC, (1, 1), None), (0, 0));
        assert_eq!(extremes(zone("Etc/GMT+5"), (1, 40), None), (0, 0));
    }

    #[test]
    fn a_day_is_an_hour_off_at_most_where_summer_time_is() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(
            extremes(berlin, (1, 1), Some((2000, 2020))),
            (-3_600, 3_600)
        );
        assert_eq!(extremes(berlin, (1, 1), Some((1960, 1970))), (0, 0));
        assert_eq!(extremes(berlin, (400, 400), Some((1979, 1979))), (0, 3_600));
        // After the last change the last offset holds.
        assert_eq!(extremes(berlin, (1, 1), Some((3000, 4000))), (0, 0));
    }

    #[test]
    fn a_skipped_day_counts() {
        let apia = zone("Pacific/Apia");
        assert_eq!(extremes(apia, (1, 1), Some((2011, 2011))).1, 86_400);
    }

    #[test]
    fn stretches_tell_every_offset() {
        for name in [
            "America/St_Johns",
            "Africa/Casablanca",
            "Asia/Manila",
            "Asia/Gaza",
        ] {
            let zone = zone(name);
            let stretches = stretches(zone);
            let mut at = day_number(1840, 1, 1) * SECONDS_PER_DAY;
            while at < day_number(2100, 1, 1) * SECONDS_PER_DAY {
                let index = stretches
                    .partition_point(|stretch| stretch.start.is_none_or(|start| start <= at));
                assert_eq!(
                    stretches[index - 1].offset,
                    i128::from(zone.offset_at(at)),
                    "{name} {at}"
                );
                at += 7 * 3_600;
            }
        }
    }
}
