//! Time zones: between clocks on a wall and instants.

use std::fmt;

use chrono::{LocalResult, NaiveDateTime, Offset as _, TimeZone as _};
use chrono_tz::Tz;

/// Seconds since 1970-01-01T00:00:00, between which chrono's date-times live with room to spare:
/// about ±250,000 years.
const CHRONO_RANGE: i64 = 7_889_400_000_000;

/// Further than any zone's clock ever was from UTC (Manila was 15:56 behind).
const FURTHEST_OFFSET: i128 = 17 * 3_600;

/// An IANA time zone, compiled in.
///
/// Before the zone's first recorded change its local mean time holds, after the last known one its
/// last offset; the database knows the yearly changes of today's rules up to about 2100.
///
/// ```
/// use annals::calendar::{LocalTime, Zone};
///
/// let zone = Zone::from_name("europe/berlin").expect("a known zone");
/// assert_eq!(zone.name(), "Europe/Berlin");
/// // 1970-06-01T12:00:00 there.
/// assert_eq!(zone.instants(151 * 86_400 + 43_200), LocalTime::Once(151 * 86_400 + 39_600));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// When a clock in a zone shows a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalTime {
    /// At one instant.
    Once(i128),
    /// At two instants, since the clock was turned back over it; the earlier first.
    Twice(i128, i128),
    /// Never, since the clock was turned forward over it, at this instant.
    Skipped(i128),
}

/// No zone has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone {
    /// The name as written.
    pub name: String,
    /// Known names, the nearest first; at most three.
    pub nearest: Vec<&'static str>,
}

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone with an IANA name, in any case.
    ///
    /// # Errors
    ///
    /// [`UnknownZone`], which tells the nearest known names.
    pub fn from_name(name: &str) -> Result<Self, UnknownZone> {
        Tz::from_str_insensitive(name)
            .map(Self)
            .map_err(|_| UnknownZone {
                name: name.to_owned(),
                nearest: nearest_names(name),
            })
    }

    /// The zone's IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Every known name, in alphabetical order.
    pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// The zone's place among [all names](Self::names).
    pub(super) fn index(self) -> Option<usize> {
        chrono_tz::TZ_VARIANTS
            .iter()
            .position(|&zone| zone == self.0)
    }

    /// How many seconds the zone's clock is ahead of UTC at an instant, in seconds since
    /// 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn offset_at(self, instant: i128) -> i32 {
        if self.0 == Tz::UTC {
            return 0;
        }
        let utc = to_chrono(instant);
        self.0
            .offset_from_utc_datetime(&utc)
            .fix()
            .local_minus_utc()
    }

    /// The local time at an instant; both in seconds since 1970-01-01T00:00:00 there and in UTC.
    #[must_use]
    pub fn local_at(self, instant: i128) -> i128 {
        instant + i128::from(self.offset_at(instant))
    }

    /// When the zone's clock shows a local time, in seconds since 1970-01-01T00:00:00 local time.
    #[must_use]
    pub fn instants(self, local: i128) -> LocalTime {
        if self.0 == Tz::UTC {
            return LocalTime::Once(local);
        }
        let clock = to_chrono(local);
        let instant = |offset: &<Tz as chrono::TimeZone>::Offset| {
            local - i128::from(offset.fix().local_minus_utc())
        };
        match self.0.offset_from_local_datetime(&clock) {
            LocalResult::Single(offset) => LocalTime::Once(instant(&offset)),
            LocalResult::Ambiguous(one, other) => {
                let (one, other) = (instant(&one), instant(&other));
                LocalTime::Twice(one.min(other), one.max(other))
            }
            LocalResult::None => LocalTime::Skipped(self.first_at_or_after(local)),
        }
    }

    /// The instants at which the clock first and last passes a local time, in seconds; both are
    /// that of the change where the clock skips it.
    #[must_use]
    pub fn passes(self, local: i128) -> (i128, i128) {
        match self.instants(local) {
            LocalTime::Once(instant) | LocalTime::Skipped(instant) => (instant, instant),
            LocalTime::Twice(first, last) => (first, last),
        }
    }

    /// The span of whole local days from `first` up to, not including, `end` (day numbers): from
    /// the first instant to the last one that has such a date, in seconds. `None` where no instant
    /// has one.
    ///
    /// A day whose midnight is skipped begins where the clock goes on. Where the clock goes back
    /// over midnight, the days on both sides of it overlap.
    ///
    /// ```
    /// use annals::calendar::{CivilDate, Zone};
    ///
    /// let apia = Zone::from_name("Pacific/Apia").expect("a known zone");
    /// let skipped = CivilDate::new(2011, 12, 30).expect("a date").day_number();
    /// assert_eq!(apia.days(skipped, skipped + 1), None);
    /// assert!(apia.days(skipped - 1, skipped + 1).is_some());
    /// ```
    #[must_use]
    pub fn days(self, first: i128, end: i128) -> Option<(i128, i128)> {
        self.local_span(first * 86_400, end * 86_400)
    }

    /// The span from the first to the last instant whose local time is within `from..to`, in
    /// seconds; `None` where there is none.
    #[must_use]
    pub fn local_span(self, from: i128, to: i128) -> Option<(i128, i128)> {
        if self.0 == Tz::UTC {
            return (from < to).then_some((from, to));
        }
        // A clock that goes back to `to` does not go back before it.
        let last = match self.instants(to - 1) {
            LocalTime::Once(last) | LocalTime::Twice(_, last) => last + 1,
            LocalTime::Skipped(change) => change,
        };
        let first = self.passes(from).0;
        (from < to && first < last).then_some((first, last))
    }

    /// The instants whose local time is within `from..to`, in seconds, as spans in the order of
    /// time: two where the clock shows all of it twice, none where it skips all of it.
    ///
    /// Within a stretch of an hour or less the clock changes at most once.
    #[must_use]
    pub fn clock_spans(self, from: i128, to: i128) -> Vec<(i128, i128)> {
        let (first, last) = (self.instants(from), self.instants(to - 1));
        if let (LocalTime::Once(start), LocalTime::Once(end)) = (first, last)
            && end - start == to - 1 - from
        {
            return vec![(start, end + 1)];
        }
        let behind = |local: i128, time: LocalTime| match time {
            LocalTime::Once(instant) => [Some(local - instant), None],
            LocalTime::Twice(one, other) => [Some(local - one), Some(local - other)],
            LocalTime::Skipped(_) => [None, None],
        };
        let mut offsets: Vec<i128> = behind(from, first)
            .into_iter()
            .chain(behind(to - 1, last))
            .flatten()
            .collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut spans: Vec<(i128, i128)> = offsets
            .into_iter()
            .filter_map(|offset| self.span_at_offset(from - offset, to - offset, offset))
            .collect();
        spans.sort_unstable();
        let twice = matches!((first, last), (LocalTime::Twice(..), LocalTime::Twice(..)));
        if !twice {
            spans.dedup_by(|later, earlier| {
                let touch = later.0 <= earlier.1;
                if touch {
                    earlier.1 = earlier.1.max(later.1);
                }
                touch
            });
        }
        spans
    }

    /// The instants within `from..to` at which the zone has an offset that it has at one of the two
    /// ends.
    fn span_at_offset(self, from: i128, to: i128, offset: i128) -> Option<(i128, i128)> {
        let holds = |instant: i128| i128::from(self.offset_at(instant)) == offset;
        let change = |mut before: i128, mut after: i128| {
            let begins = holds(before);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if holds(middle) == begins {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            after
        };
        match (holds(from), holds(to - 1)) {
            (true, true) => Some((from, to)),
            (true, false) => Some((from, change(from, to - 1))),
            (false, true) => Some((change(from, to - 1), to)),
            (false, false) => None,
        }
    }

    /// The first instant at which the local time is `local` or later, if it is before all earlier
    /// and after all later ones, as around a skipped time.
    fn first_at_or_after(self, local: i128) -> i128 {
        let (mut before, mut after) = (local - FURTHEST_OFFSET, local + FURTHEST_OFFSET);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.local_at(middle) < local {
                before = middle;
            } else {
                after = middle;
            }
        }
        after
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no IANA time zone is called `{}`", self.name)
    }
}

impl std::error::Error for UnknownZone {}

/// Beyond chrono's range the first and last offsets hold, which the ends of the range have too.
fn to_chrono(seconds: i128) -> NaiveDateTime {
    let seconds = seconds.clamp(-i128::from(CHRONO_RANGE), i128::from(CHRONO_RANGE));
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0))
        .map(|instant| instant.naive_utc())
        .unwrap_or_default()
}

fn nearest_names(name: &str) -> Vec<&'static str> {
    let wanted = name.to_ascii_lowercase().replace(' ', "_");
    let distance = |known: &str| {
        let known = known.to_ascii_lowercase();
        // Who writes `Berlin` means `Europe/Berlin`.
        let city = known.rsplit('/').next().unwrap_or_default();
        strsim::osa_distance(&wanted, &known).min(strsim::osa_distance(&wanted, city))
    };
    let allowed = wanted.len() / 3 + 1;
    let mut near: Vec<_> = Zone::names()
        .map(|known| (distance(known), known))
        .filter(|&(distance, _)| distance <= allowed)
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, known)| known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CivilDate;
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        Zone::from_name(name).unwrap()
    }

    fn day(year: i64, month: u8, day: u8) -> i128 {
        CivilDate::new(year, month, day).unwrap().day_number()
    }

    #[test]
    fn names_are_found_in_any_case_and_near_ones_suggested() {
        assert_eq!(zone("AMERICA/sao_paulo").name(), "America/Sao_Paulo");
        assert_eq!(
            Zone::from_name("Berlin").unwrap_err().nearest[0],
            "Europe/Berlin"
        );
        assert_eq!(
            Zone::from_name("Europe/Pariss").unwrap_err().nearest[0],
            "Europe/Paris"
        );
        assert_eq!(
            Zone::from_name("America/New York").unwrap_err().nearest[0],
            "America/New_York"
        );
        assert!(
            Zone::from_name("\u{202e}??????????????")
                .unwrap_err()
                .nearest
                .is_empty()
        );
    }

    #[test]
    fn clock_changes_skip_and_repeat_times() {
        let berlin = zone("Europe/Berlin");
        let spring = day(2024, 3, 31) * 86_400;
        assert_eq!(
            berlin.instants(spring + 9_000),
            LocalTime::Skipped(spring + 3_600)
        );
        let autumn = day(2024, 10, 27) * 86_400;
        assert_eq!(
            berlin.instants(autumn + 9_000),
            LocalTime::Twice(autumn + 1_800, autumn + 5_400)
        );
    }

    #[test]
    fn days_end_where_the_clock_goes_back_to_midnight() {
        // At 01:00 the clock went back to 00:00.
        let first = day(1916, 10, 1);
        let berlin = zone("Europe/Berlin");
        let (before, after) = (berlin.days(first - 1, first), berlin.days(first, first + 1));
        assert_eq!(before.unwrap().1, first * 86_400 - 7_200);
        assert_eq!(after.unwrap().0, first * 86_400 - 7_200);
        assert_eq!(after.unwrap().1 - after.unwrap().0, 25 * 3_600);
    }

    #[test]
    fn days_begin_at_their_first_instant() {
        // The clock went from 23:59:59 to 01:00.
        let first = day(2018, 11, 4);
        let (start, end) = zone("America/Sao_Paulo").days(first, first + 1).unwrap();
        assert_eq!(start, first * 86_400 + 3 * 3_600);
        assert_eq!(end - start, 23 * 3_600);
        // The clock went back at midnight, so the day before has 25 hours.
        let before = day(2024, 10, 26);
        let (start, end) = zone("Asia/Beirut").days(before, before + 1).unwrap();
        assert_eq!(end - start, 25 * 3_600);
        assert_eq!(
            zone("Asia/Beirut").days(before + 1, before + 2).unwrap().0,
            end
        );
    }

    #[test]
    fn days_and_months_around_a_skipped_day_touch() {
        let apia = zone("Pacific/Apia");
        let skipped = day(2011, 12, 30);
        assert_eq!(apia.days(skipped, skipped + 1), None);
        let before = apia.days(skipped - 1, skipped).unwrap();
        let after = apia.days(skipped + 1, skipped + 2).unwrap();
        assert_eq!(before.1, after.0);
        assert_eq!(before.1 - before.0, 86_400);
    }

    #[test]
    fn the_first_and_last_offsets_hold_for_ever() {
        let amsterdam = zone("America/New_York");
        assert_eq!(amsterdam.offset_at(-(1 << 90)), -17_762);
        assert_eq!(amsterdam.offset_at(1 << 90), -18_000);
    }

    proptest! {
        #[test]
        fn local_times_lead_back_to_themselves(
            index in 0..chrono_tz::TZ_VARIANTS.len(),
            local in -5_000_000_000_i64..5_000_000_000,
        ) {
            let zone = Zone(chrono_tz::TZ_VARIANTS[index]);
            let local = i128::from(local);
            match zone.instants(local) {
                LocalTime::Once(instant) => prop_assert_eq!(zone.local_at(instant), local),
                LocalTime::Twice(first, last) => {
                    prop_assert!(first < last);
                    prop_assert_eq!(zone.local_at(first), local);
                    prop_assert_eq!(zone.local_at(last), local);
                }
                LocalTime::Skipped(change) => {
                    prop_assert!(zone.local_at(change - 1) < local);
                    prop_assert!(zone.local_at(change) > local);
                }
            }
        }
    }
}
