//! How far a relative date can be from its anchor.

use std::collections::BTreeSet;

use crate::calendar::{SECONDS_PER_DAY, first_of_month};
use crate::edtf::RelativeDate;
use crate::model::{Part, Unit};

/// From the end of the anchor's unit to the part where the event is, at least, and from the
/// beginning of that unit to the end of the part, at most; in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Distance {
    pub(super) least: i128,
    pub(super) greatest: i128,
    /// How long the part is at most.
    pub(super) longest: i128,
}

/// Months after which the calendar repeats.
const CYCLE: i128 = 4_800;

/// How many days a season has at most, whichever the hemisphere.
const SEASON: i128 = 92;

impl Distance {
    /// The distance over all units; `None` where none has the part.
    pub(super) fn of(date: &RelativeDate) -> Option<Self> {
        let offset = i128::from(date.offset);
        let civil = match date.unit {
            Unit::Day => vec![Days::of((offset, offset + 1), (0, 1))],
            Unit::Week => vec![Days::of(in_week(date.part, offset * 7), (0, 7))],
            Unit::Month => Days::of_months(date, 1),
            Unit::Quarter => Days::of_months(date, 3),
            Unit::Year => Days::of_months(date, 12),
            Unit::Decade => Days::of_months(date, 120),
        };
        let seconds = |days: BTreeSet<i128>| {
            days.into_iter().map(|days| {
                let (fall, rise) = date.zone.rises(days);
                let seconds = days * SECONDS_PER_DAY;
                (seconds - rise, seconds - fall)
            })
        };
        let least = seconds(civil.iter().map(|days| days.least).collect());
        let greatest = seconds(civil.iter().map(|days| days.greatest).collect());
        let longest = seconds(civil.iter().map(|days| days.length).collect());
        Some(Self {
            least: least.map(|(least, _)| least).min()?,
            greatest: greatest.map(|(_, greatest)| greatest).max()?,
            longest: longest.map(|(_, longest)| longest).max()?,
        })
    }
}

/// The same of one unit, in days of the calendar.
struct Days {
    least: i128,
    greatest: i128,
    length: i128,
}

impl Days {
    /// The distances from a unit to a part; of both the first day and the one behind the last.
    const fn of(part: (i128, i128), unit: (i128, i128)) -> Self {
        Self {
            least: part.0 - unit.1,
            greatest: part.1 - unit.0,
            length: part.1 - part.0,
        }
    }

    fn of_months(date: &RelativeDate, count: i128) -> Vec<Self> {
        let moved = i128::from(date.offset) * count;
        let days = (0..CYCLE / count).filter_map(|unit| {
            let first = unit * count;
            let unit = (first_of_month(first), first_of_month(first + count));
            let days = Self::of(part(date.part, first + moved, count)?, unit);
            Some(match date.part {
                Some(Part::Season(21..=24)) => Self {
                    length: SEASON,
                    ..days
                },
                _ => days,
            })
        });
        days.collect()
    }
}

/// The days of a part of the week that begins with this day.
fn in_week(part: Option<Part>, monday: i128) -> (i128, i128) {
    match part {
        Some(Part::Weekday(weekday)) => {
            let day = monday + i128::from(weekday.days_from_monday());
            (day, day + 1)
        }
        _ => (monday, monday + 7),
    }
}

/// The days of a part of the unit of so many months, from the first to the one behind the last; more
/// for seasons that depend on the hemisphere.
fn part(part: Option<Part>, first: i128, count: i128) -> Option<(i128, i128)> {
    let whole = (first_of_month(first), first_of_month(first + count));
    let (month, day) = match part {
        None => return Some(whole),
        Some(Part::Season(code)) => {
            let (from, length) = season(code);
            let month = first + from;
            return Some((first_of_month(month), first_of_month(month + length)));
        }
        Some(Part::Month(month)) => {
            let month = first + i128::from(month) - 1;
            return Some((first_of_month(month), first_of_month(month + 1)));
        }
        Some(Part::MonthDay(month, day)) => (first + i128::from(month) - 1, day),
        Some(Part::Day(day)) => (first, day),
        Some(Part::Weekday(_)) => return None,
    };
    let at = first_of_month(month) + i128::from(day) - 1;
    (at < first_of_month(month + 1)).then_some((at, at + 1))
}

/// The first month of a season, counted from January, and how many it has. Seasons whose
/// hemisphere is not part of their code are as wide as those of both.
const fn season(code: u8) -> (i128, i128) {
    match code {
        25 | 31 => (2, 3),
        26 | 32 => (5, 3),
        27 | 29 => (8, 3),
        // A winter ends in February of the next year.
        28 | 30 => (11, 3),
        33 => (0, 3),
        34 => (3, 3),
        35 => (6, 3),
        36 => (9, 3),
        37 => (0, 4),
        38 => (4, 4),
        39 => (8, 4),
        40 => (0, 6),
        41 => (6, 6),
        _ => (0, 14),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{CivilDate, Tick, Weekday, Zone};
    use crate::edtf::{RelativeSide, RelativeUnits};

    fn dates(zone: Zone, unit: Unit, part: Option<Part>) -> impl Iterator<Item = RelativeDate> {
        [-13, -1, 0, 1, 100]
            .into_iter()
            .map(move |offset| RelativeDate {
                unit,
                offset,
                part,
                zone,
                tick: Tick::Second,
                southern: false,
            })
    }

    /// The distance over the units from some day on, so many of them.
    fn found(date: RelativeDate, from: i64, count: usize) -> Option<Distance> {
        let units = RelativeUnits::new(date, None);
        let first = units.first_ending_after(RelativeSide::Unit, from);
        let next = |at: &crate::edtf::RelativeUnit| {
            units.first_ending_after(RelativeSide::Unit, at.unit.hi.unwrap())
        };
        let all = std::iter::successors(first, next).take(count);
        let seconds = |ticks: Option<i64>| i128::from(ticks.unwrap());
        let distances = all.map(|at| Distance {
            least: seconds(at.part.lo) - seconds(at.unit.hi),
            greatest: seconds(at.part.hi) - seconds(at.unit.lo),
            longest: seconds(at.part.hi) - seconds(at.part.lo),
        });
        distances.reduce(|one, other| Distance {
            least: one.least.min(other.least),
            greatest: one.greatest.max(other.greatest),
            longest: one.longest.max(other.longest),
        })
    }

    fn parts(unit: Unit) -> Vec<Option<Part>> {
        match unit {
            Unit::Year => vec![
                None,
                Some(Part::Month(7)),
                Some(Part::MonthDay(2, 29)),
                Some(Part::Season(24)),
            ],
            Unit::Month => vec![None, Some(Part::Day(31))],
            Unit::Week => vec![None, Some(Part::Weekday(Weekday::Thursday))],
            _ => vec![None],
        }
    }

    #[test]
    fn the_distance_is_exactly_that_of_the_units() {
        for zone in ["UTC", "Etc/GMT+5"].map(|name| Zone::from_name(name).unwrap()) {
            for unit in Unit::ALL {
                for part in parts(unit) {
                    for date in dates(zone, unit, part) {
                        let (told, found) = (
                            Distance::of(&date).unwrap(),
                            found(date, i64::MIN, 4_900).unwrap(),
                        );
                        if matches!(part, Some(Part::Season(_))) {
                            assert!(told.least <= found.least && found.greatest <= told.greatest);
                            assert!(
                                (found.longest..=SEASON * SECONDS_PER_DAY).contains(&told.longest)
                            );
                        } else {
                            assert_eq!(told, found, "{date:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_unit_is_beyond_the_distance_wherever_clocks_are_changed() {
        let zones = [
            ("Europe/Berlin", 1892),
            // A day was skipped, or had twice; the clock went back over midnight.
            ("Asia/Manila", 1844),
            ("Pacific/Apia", 1892),
            ("Pacific/Apia", 2010),
            ("Pacific/Kiritimati", 1994),
            ("America/Juneau", 1867),
            ("America/St_Johns", 1987),
            ("Atlantic/Azores", 1910),
        ];
        for (name, year) in zones {
            let zone = Zone::from_name(name).unwrap();
            let from = CivilDate::new(year, 1, 1).unwrap().day_number() * 86_400;
            for unit in Unit::ALL {
                for part in parts(unit) {
                    for date in dates(zone, unit, part) {
                        let told = Distance::of(&date).unwrap();
                        let from = i64::try_from(from).unwrap();
                        let Some(found) = found(date, from, 1_500) else {
                            continue;
                        };
                        assert!(
                            told.least <= found.least
                                && found.greatest <= told.greatest
                                && found.longest <= told.longest,
                            "{date:?}: told {told:?}, found {found:?}"
                        );
                        if matches!(part, Some(Part::Season(_))) {
                            continue;
                        }
                        let slack = (found.least - told.least).max(told.greatest - found.greatest);
                        assert!(slack <= 4 * SECONDS_PER_DAY, "{date:?}: {slack} too wide");
                    }
                }
            }
        }
    }
}
