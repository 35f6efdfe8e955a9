//! How far a relative date can be from its anchor.

use crate::calendar::{Zone, first_of_month};
use crate::edtf::RelativeDate;
use crate::model::{Part, Unit};

/// From the end of the anchor's unit to the part where the event is, at least, and from the
/// beginning of that unit to the end of the part, at most; in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Distance {
    pub(super) least: i128,
    pub(super) greatest: i128,
}

/// Months after which the calendar repeats.
const CYCLE: i128 = 4_800;

impl Distance {
    /// The distance over all units; `None` where none has the part.
    pub(super) fn of(date: &RelativeDate) -> Option<Self> {
        let offset = i128::from(date.offset);
        let civil = match date.unit {
            Unit::Day => Some(Self::of_days(offset, 1)),
            Unit::Week => Some(Self::of_days(offset * 7, 7)),
            Unit::Month => Self::of_months(date, 1),
            Unit::Quarter => Self::of_months(date, 3),
            Unit::Year => Self::of_months(date, 12),
            Unit::Decade => Self::of_months(date, 120),
        };
        civil.map(|civil| {
            if date.zone == Zone::UTC {
                civil
            } else {
                civil.by_any_clock()
            }
        })
    }

    const fn of_days(moved: i128, length: i128) -> Self {
        Self {
            least: moved - length,
            greatest: moved + length,
        }
    }

    fn of_months(date: &RelativeDate, count: i128) -> Option<Self> {
        let moved = i128::from(date.offset) * count;
        let distances = (0..CYCLE / count).filter_map(|unit| {
            let first = unit * count;
            let (from, to) = part(date.part, first + moved, count)?;
            Some(Self {
                least: from - first_of_month(first + count),
                greatest: to - first_of_month(first),
            })
        });
        distances.reduce(|one, other| Self {
            least: one.least.min(other.least),
            greatest: one.greatest.max(other.greatest),
        })
    }

    /// The same where clocks are changed: what is no earlier by the calendar still is not.
    const fn by_any_clock(self) -> Self {
        let Self { least, greatest } = self;
        Self {
            least: if least >= 0 && least < 2 {
                0
            } else {
                least - 2
            },
            greatest: if greatest <= 0 && greatest > -2 {
                0
            } else {
                greatest + 2
            },
        }
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
    use crate::calendar::Tick;
    use crate::edtf::{RelativeSide, RelativeUnits};

    #[test]
    fn the_distance_is_exactly_that_of_the_units() {
        let parts = |unit| match unit {
            Unit::Year => vec![
                None,
                Some(Part::Month(7)),
                Some(Part::MonthDay(2, 29)),
                Some(Part::Season(24)),
            ],
            Unit::Month => vec![None, Some(Part::Day(31))],
            _ => vec![None],
        };
        for unit in Unit::ALL {
            for offset in [-13, -1, 0, 1, 100] {
                for part in parts(unit) {
                    let date = RelativeDate {
                        unit,
                        offset,
                        part,
                        zone: Zone::UTC,
                        tick: Tick::Second,
                        southern: false,
                    };
                    let units = RelativeUnits::new(date, None);
                    let mut found: Option<Distance> = None;
                    let mut next = units.first_ending_after(RelativeSide::Unit, i64::MIN);
                    let mut count = 0;
                    while let Some(at) = next.filter(|_| count < 4_900) {
                        let days = |ticks: Option<i64>| i128::from(ticks.unwrap() / 86_400);
                        let least = days(at.part.lo) - days(at.unit.hi);
                        let greatest = days(at.part.hi) - days(at.unit.lo);
                        found =
                            Some(
                                found.map_or(Distance { least, greatest }, |found| Distance {
                                    least: found.least.min(least),
                                    greatest: found.greatest.max(greatest),
                                }),
                            );
                        count += 1;
                        next = units.first_ending_after(RelativeSide::Unit, at.unit.hi.unwrap());
                    }
                    let (told, found) = (Distance::of(&date).unwrap(), found.unwrap());
                    if matches!(part, Some(Part::Season(_))) {
                        assert!(told.least <= found.least && found.greatest <= told.greatest);
                    } else {
                        assert_eq!(told, found, "{unit:?} {offset} {part:?}");
                    }
                }
            }
        }
    }
}
