//! Dates by the calendar of something else: "in July last year".

use super::extent::season_months;
use super::spans::TickSpan;
use crate::calendar::{
    CivilDate, DAYS_PER_CYCLE, Tick, Weekday, Zone, first_of_month, month_index, month_length,
};

/// A calendar unit of a relative date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

impl Unit {
    /// All of them, the shortest first.
    pub const ALL: [Self; 6] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
    ];

    /// The word for it in a file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }
}

/// Which part of a calendar unit a relative date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `"07"` in a year: a month, 1 to 12.
    Month(u8),
    /// `"07-25"` in a year: a month and a day.
    MonthDay(u8, u8),
    /// `"21"` in a year: a season, quarter, quadrimester or half by its EDTF code, 21 to 41.
    Season(u8),
    /// `"25"` in a month: a day, 1 to 31.
    Day(u8),
    /// `"monday"` in a week.
    Weekday(Weekday),
}

/// A relative date: a part of the calendar unit that is so many units from the one that contains
/// the start of an anchor, both read in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RelativeDate {
    /// The calendar unit that contains the anchor's start.
    pub unit: Unit,
    /// How many units to move from there.
    pub offset: i64,
    /// What to pick within the moved unit; all of it unless given.
    pub part: Option<Part>,
    /// The zone that decides the units.
    pub zone: Zone,
    /// The unit of the time line.
    pub tick: Tick,
    /// Whether seasons 21 to 24 are those of the southern hemisphere.
    pub southern: bool,
}

/// One unit in which the anchor can start, and where the event is then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RelativeUnit {
    /// The unit that contains the anchor's start.
    pub unit: TickSpan,
    /// The part of the moved unit, within which the event lies.
    pub part: TickSpan,
}

/// Which span of a [`RelativeUnit`] is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelativeSide {
    /// The unit that contains the anchor's start.
    Unit,
    /// The part of the moved unit.
    Part,
}

/// All units in which the anchor of a relative date can start, each with the part that follows.
///
/// There may be millions, so each is made when it is asked for. From one to the next both spans
/// rise strictly, `lo` and `hi`. A unit is left out where the moved one lacks the part (there is
/// no 31st of June), where the zone skipped the unit or the part, and where the tick cannot count
/// them. A decade is ten years that begin with one divisible by ten, before year 0 too.
///
/// ```
/// use annals::calendar::{CivilDate, Tick, Zone};
/// use annals::edtf::{Part, RelativeDate, RelativeSide, RelativeUnits, Unit};
///
/// let in_july_last_year = RelativeDate {
///     unit: Unit::Year,
///     offset: -1,
///     part: Some(Part::Month(7)),
///     zone: Zone::UTC,
///     tick: Tick::Second,
///     southern: false,
/// };
/// let units = RelativeUnits::new(in_july_last_year, None);
/// // Said in 1970.
/// let found = units.first_ending_after(RelativeSide::Unit, 0).expect("a unit");
/// assert_eq!(found.unit.lo, Some(0));
/// let july = CivilDate::new(1969, 7, 1).expect("a date").day_number();
/// assert_eq!(found.part.lo.map(i128::from), Some(july * 86_400));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelativeUnits {
    date: RelativeDate,
    /// The first and the last unit, as [`index`] counts them; none where the first is behind.
    first: i128,
    last: i128,
}

/// The units that are searched for an anchor that nothing bounds: those of the years 0000 to 9999.
const YEARS: (i64, i64) = (0, 9_999);

impl RelativeUnits {
    /// The units that touch the years 0000 to 9999, and those around a span, where one is given, as
    /// far as it is bounded.
    #[must_use]
    pub fn new(date: RelativeDate, around: Option<TickSpan>) -> Self {
        let january = |year: i64| first_of_month(month_index(year, 1));
        let (mut least, mut greatest) = (january(YEARS.0), january(YEARS.1 + 1) - 1);
        if let Some(around) = around {
            // One more day, since the zone's day may be another than that of UTC.
            least = around
                .lo
                .map_or(least, |lo| least.min(day(date.tick, lo) - 1));
            greatest = around
                .hi
                .map_or(greatest, |hi| greatest.max(day(date.tick, hi) + 1));
        }
        let units = |first, last| Some((index(date.unit, first)?, index(date.unit, last)?));
        let counted = units(day(date.tick, i64::MIN), day(date.tick, i64::MAX));
        let searched = units(least, greatest);
        let (first, last) = match (counted, searched) {
            (Some(counted), Some(searched)) if date.part_exists() => {
                let offset = i128::from(date.offset);
                let moved = (counted.0 - offset, counted.1 - offset);
                (
                    searched.0.max(counted.0).max(moved.0),
                    searched.1.min(counted.1).min(moved.1),
                )
            }
            _ => (1, 0),
        };
        Self { date, first, last }
    }

    /// What they are the units of.
    #[must_use]
    pub const fn date(&self) -> &RelativeDate {
        &self.date
    }

    /// The first one whose span on this side has `hi > ticks`.
    #[must_use]
    pub fn first_ending_after(&self, side: RelativeSide, ticks: i64) -> Option<RelativeUnit> {
        let day = day(self.date.tick, ticks);
        // A winter ends in February of the next year.
        let beyond = match (side, self.date.part) {
            (RelativeSide::Part, Some(Part::Season(_))) => 62,
            _ => 0,
        };
        let nearest = self.near(side, day - 1 - beyond)?.max(self.first);
        (nearest..=self.last).find_map(|index| {
            let (_, end) = self.date.days_on(side, index)?;
            if end < day {
                return None;
            }
            let found = self.date.at(index)?;
            found
                .on(side)
                .hi
                .is_some_and(|hi| ticks < hi)
                .then_some(found)
        })
    }

    /// The last one whose span on this side has `lo <= ticks`.
    #[must_use]
    pub fn last_starting_by(&self, side: RelativeSide, ticks: i64) -> Option<RelativeUnit> {
        let day = day(self.date.tick, ticks);
        let nearest = self.near(side, day + 1)?.min(self.last);
        (self.first..=nearest).rev().find_map(|index| {
            let (first, _) = self.date.days_on(side, index)?;
            if day + 1 < first {
                return None;
            }
            let found = self.date.at(index)?;
            found
                .on(side)
                .lo
                .is_some_and(|lo| lo <= ticks)
                .then_some(found)
        })
    }

    /// The anchor's unit of which this side has the day, but for parts beyond their unit.
    fn near(&self, side: RelativeSide, day: i128) -> Option<i128> {
        let index = index(self.date.unit, day)?;
        Some(match side {
            RelativeSide::Unit => index,
            RelativeSide::Part => index - i128::from(self.date.offset),
        })
    }
}

impl RelativeUnit {
    const fn on(&self, side: RelativeSide) -> TickSpan {
        match side {
            RelativeSide::Unit => self.unit,
            RelativeSide::Part => self.part,
        }
    }
}

impl RelativeDate {
    /// After how many days the units and their parts repeat, but for changes of the clock.
    #[must_use]
    pub const fn period(&self) -> i128 {
        match self.unit {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade => DAYS_PER_CYCLE,
        }
    }

    /// The unit with this index, and its part.
    fn at(&self, index: i128) -> Option<RelativeUnit> {
        Some(RelativeUnit {
            unit: self.span(self.days_on(RelativeSide::Unit, index)?)?,
            part: self.span(self.days_on(RelativeSide::Part, index)?)?,
        })
    }

    /// The days of one side, the first and the one behind the last.
    fn days_on(&self, side: RelativeSide, index: i128) -> Option<(i128, i128)> {
        match side {
            RelativeSide::Unit => Some(days(self.unit, index)),
            RelativeSide::Part => self.part_days(index + i128::from(self.offset)),
        }
    }

    /// The days of the part of a unit; `None` where the unit lacks it.
    fn part_days(&self, index: i128) -> Option<(i128, i128)> {
        let months = |first: i128, count: i128| {
            let first = index * 12 + first;
            Some((first_of_month(first), first_of_month(first + count)))
        };
        let one = |day: i128| Some((day, day + 1));
        match (self.unit, self.part) {
            (unit, None) => Some(days(unit, index)),
            (Unit::Year, Some(Part::Month(month))) => months(i128::from(month) - 1, 1),
            (Unit::Year, Some(Part::Season(code))) => {
                let (first, count) = season_months(code, self.southern);
                months(first, count)
            }
            (Unit::Year, Some(Part::MonthDay(month, day))) => {
                let year = i64::try_from(index).ok()?;
                one(CivilDate::new(year, month, day)?.day_number())
            }
            (Unit::Month, Some(Part::Day(day))) => {
                let (first, end) = days(Unit::Month, index);
                let day = first + i128::from(day) - 1;
                if day < end { one(day) } else { None }
            }
            (Unit::Week, Some(Part::Weekday(weekday))) => {
                one(days(Unit::Week, index).0 + i128::from(weekday.days_from_monday()))
            }
            _ => None,
        }
    }

    /// Whether some unit has the part.
    fn part_exists(&self) -> bool {
        match (self.unit, self.part) {
            (_, None) | (Unit::Week, Some(Part::Weekday(_))) => true,
            (Unit::Year, Some(Part::Month(month))) => (1..=12).contains(&month),
            (Unit::Year, Some(Part::Season(code))) => (21..=41).contains(&code),
            // A leap year has all days that any year has.
            (Unit::Year, Some(Part::MonthDay(month, day))) => {
                (1..=month_length(2_000, month)).contains(&day)
            }
            (Unit::Month, Some(Part::Day(day))) => (1..=31).contains(&day),
            _ => false,
        }
    }

    /// The span of whole days; `None` where the zone skipped them or the tick cannot count them.
    fn span(&self, (first, end): (i128, i128)) -> Option<TickSpan> {
        let (lo, hi) = self.zone.days(first, end)?;
        Some(TickSpan {
            lo: Some(self.tick.from_seconds(lo).ok()?),
            hi: Some(self.tick.from_seconds(hi).ok()?),
        })
    }
}

/// The day of an instant in UTC. No zone's clock is a day or more away from it.
fn day(tick: Tick, ticks: i64) -> i128 {
    i128::from(tick.to_seconds(ticks).0.div_euclid(86_400))
}

/// Which unit has the day, counted through from that of 1970-01-01 (days and weeks) or of
/// 0000-01-01; `None` where the year is beyond `i64`.
fn index(unit: Unit, day: i128) -> Option<i128> {
    let months = |count: i128| {
        let date = CivilDate::from_day_number(day)?;
        Some(month_index(date.year(), date.month()).div_euclid(count))
    };
    match unit {
        Unit::Day => Some(day),
        Unit::Week => Some((day + MONDAY).div_euclid(7)),
        _ => months(months_in(unit)),
    }
}

/// The days of a unit, the first and the one behind the last.
fn days(unit: Unit, index: i128) -> (i128, i128) {
    match unit {
        Unit::Day => (index, index + 1),
        Unit::Week => (index * 7 - MONDAY, index * 7 - MONDAY + 7),
        _ => {
            let count = months_in(unit);
            (
                first_of_month(index * count),
                first_of_month((index + 1) * count),
            )
        }
    }
}

/// Days from the Monday before 1970-01-01 to that day.
const MONDAY: i128 = 3;

const fn months_in(unit: Unit) -> i128 {
    match unit {
        Unit::Day | Unit::Week => 0,
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Year => 12,
        Unit::Decade => 120,
    }
}
