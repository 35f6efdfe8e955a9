//! The units of relative dates, against telling all of them by another calendar.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use annals::calendar::{Tick, Weekday, Zone};
use annals::edtf::{Part, RelativeDate, RelativeSide, RelativeUnit, RelativeUnits, TickSpan, Unit};
use chrono::{Datelike, Days, Months, NaiveDate};
use proptest::prelude::*;

const ZONES: [&str; 5] = [
    "UTC",
    "Europe/Berlin",
    "Pacific/Apia",
    "America/Juneau",
    "America/Sao_Paulo",
];

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The first day of the unit that has a day.
fn beginning(unit: Unit, day: NaiveDate) -> NaiveDate {
    let (year, month) = (day.year(), day.month());
    match unit {
        Unit::Day => day,
        Unit::Week => day - Days::new(day.weekday().num_days_from_monday().into()),
        Unit::Month => date(year, month, 1).unwrap(),
        Unit::Quarter => date(year, (month - 1) / 3 * 3 + 1, 1).unwrap(),
        Unit::Year => date(year, 1, 1).unwrap(),
        Unit::Decade => date(year.div_euclid(10) * 10, 1, 1).unwrap(),
    }
}

fn moved(unit: Unit, first: NaiveDate, count: i64) -> Option<NaiveDate> {
    let months = |each: i64| {
        let months = u32::try_from((count * each).abs()).ok()?;
        if count < 0 {
            first.checked_sub_months(Months::new(months))
        } else {
            first.checked_add_months(Months::new(months))
        }
    };
    match unit {
        Unit::Day => first.checked_add_signed(chrono::Duration::days(count)),
        Unit::Week => first.checked_add_signed(chrono::Duration::weeks(count)),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
    }
}

/// The part of the unit that begins with a day: its first day and the one behind the last.
fn part_of(
    unit: Unit,
    part: Option<Part>,
    southern: bool,
    first: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    let months = |month: u32, count: u32| {
        let from = date(first.year(), month, 1)?;
        Some((from, from + Months::new(count)))
    };
    let one = |day: NaiveDate| Some((day, day + Days::new(1)));
    match part {
        None => Some((first, moved(unit, first, 1)?)),
        Some(Part::Month(month)) => months(month.into(), 1),
        Some(Part::MonthDay(month, day)) => one(date(first.year(), month.into(), day.into())?),
        Some(Part::Day(day)) => one(first.with_day(day.into())?),
        Some(Part::Weekday(weekday)) => one(first + Days::new(weekday.days_from_monday().into())),
        Some(Part::Season(code)) => match code {
            21..=24 if southern => months([9, 12, 3, 6][usize::from(code - 21)], 3),
            21..=28 => months([3, 6, 9, 12][usize::from(code - 21) % 4], 3),
            29..=32 => months([9, 12, 3, 6][usize::from(code - 29)], 3),
            33..=36 => months(u32::from(code - 33) * 3 + 1, 3),
            37..=39 => months(u32::from(code - 37) * 4 + 1, 4),
            _ => months(u32::from(code - 40) * 6 + 1, 6),
        },
    }
}

fn span(zone: Zone, tick: Tick, days: (NaiveDate, NaiveDate)) -> Option<TickSpan> {
    let epoch = date(1970, 1, 1).unwrap();
    let number = |day: NaiveDate| i128::from((day - epoch).num_days());
    let (lo, hi) = zone.days(number(days.0), number(days.1))?;
    Some(TickSpan {
        lo: Some(tick.from_seconds(lo).ok()?),
        hi: Some(tick.from_seconds(hi).ok()?),
    })
}

/// All units from a day to another.
fn all(relative: &RelativeDate, from: NaiveDate, to: NaiveDate) -> Vec<RelativeUnit> {
    let mut found = Vec::new();
    let mut first = beginning(relative.unit, from);
    while first <= to {
        let end = moved(relative.unit, first, 1).unwrap();
        let unit = span(relative.zone, relative.tick, (first, end));
        let part = moved(relative.unit, first, relative.offset)
            .and_then(|first| part_of(relative.unit, relative.part, relative.southern, first))
            .and_then(|days| span(relative.zone, relative.tick, days));
        if let (Some(unit), Some(part)) = (unit, part) {
            found.push(RelativeUnit { unit, part });
        }
        first = end;
    }
    found
}

fn on(unit: &RelativeUnit, side: RelativeSide) -> (i64, i64) {
    let span = match side {
        RelativeSide::Unit => unit.unit,
        RelativeSide::Part => unit.part,
    };
    (span.lo.unwrap(), span.hi.unwrap())
}

const SIDES: [RelativeSide; 2] = [RelativeSide::Unit, RelativeSide::Part];

fn agrees(units: &RelativeUnits, all: &[RelativeUnit], ticks: i64) -> Result<(), TestCaseError> {
    for side in SIDES {
        // That both rise was seen before.
        let ending = all.get(all.partition_point(|unit| on(unit, side).1 <= ticks));
        prop_assert_eq!(
            units.first_ending_after(side, ticks),
            ending.copied(),
            "{}",
            ticks
        );
        let behind = all.partition_point(|unit| on(unit, side).0 <= ticks);
        let starting = all[..behind].last();
        prop_assert_eq!(
            units.last_starting_by(side, ticks),
            starting.copied(),
            "{}",
            ticks
        );
    }
    Ok(())
}

fn unit_and_part() -> impl Strategy<Value = (Unit, Option<Part>)> {
    prop_oneof![
        prop::sample::select(Unit::ALL.to_vec()).prop_map(|unit| (unit, None)),
        (1_u8..13).prop_map(|month| (Unit::Year, Some(Part::Month(month)))),
        (1_u8..13, 1_u8..32)
            .prop_map(|(month, day)| (Unit::Year, Some(Part::MonthDay(month, day)))),
        Just((Unit::Year, Some(Part::MonthDay(2, 29)))),
        Just((Unit::Year, Some(Part::MonthDay(12, 30)))),
        (21_u8..42).prop_map(|code| (Unit::Year, Some(Part::Season(code)))),
        (1_u8..32).prop_map(|day| (Unit::Month, Some(Part::Day(day)))),
        (28_u8..32).prop_map(|day| (Unit::Month, Some(Part::Day(day)))),
        prop::sample::select(Weekday::ALL.to_vec())
            .prop_map(|day| (Unit::Week, Some(Part::Weekday(day)))),
    ]
}

/// Within these years all units of a test are told.
fn years_of(unit: Unit) -> (i32, i32) {
    match unit {
        Unit::Day | Unit::Week => (1_990, 2_030),
        Unit::Month => (1_800, 2_100),
        _ => (0, 9_999),
    }
}

/// A few, unless the environment says how many.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").map_or(120, |cases| cases.parse().unwrap_or(120))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn units_are_found_from_any_instant(
        (unit, part) in unit_and_part(), offset in prop_oneof![-3_i64..4, -500_i64..500],
        zone in 0..ZONES.len(), millis: bool, southern: bool,
        chosen in prop::collection::vec((any::<prop::sample::Index>(), -2_i64..3), 20),
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let tick = if millis { Tick::Millisecond } else { Tick::Second };
        let relative = RelativeDate { unit, offset, part, zone, tick, southern };
        let units = RelativeUnits::new(relative, None);
        let (first, last) = years_of(unit);
        let all = all(&relative, date(first, 1, 1).unwrap(), date(last, 12, 31).unwrap());
        if all.is_empty() {
            let found = units.first_ending_after(RelativeSide::Unit, i64::MIN);
            prop_assert_eq!(found, None);
            return Ok(());
        }
        for pair in all.windows(2) {
            for side in SIDES {
                let (before, behind) = (on(&pair[0], side), on(&pair[1], side));
                prop_assert!(before.0 < behind.0 && before.1 < behind.1);
            }
        }
        // Where only some are told, the others must not be reached.
        let inside = if (first, last) == (0, 9_999) { 0 } else { 40.min(all.len() / 4) };
        for (index, beside) in chosen {
            let unit = all[inside + index.index(all.len() - 2 * inside)];
            for side in SIDES {
                let (lo, hi) = on(&unit, side);
                for ticks in [lo, hi, lo + (hi - lo) / 2] {
                    let reached = |side| {
                        let (least, greatest) = (on(&all[0], side), on(&all[all.len() - 1], side));
                        least.1 <= ticks && ticks < greatest.0
                    };
                    if inside == 0 || reached(RelativeSide::Unit) && reached(RelativeSide::Part) {
                        agrees(&units, &all, ticks + beside)?;
                    }
                }
            }
        }
        if inside == 0 {
            agrees(&units, &all, i64::MIN)?;
            agrees(&units, &all, i64::MAX)?;
        }
    }

    #[test]
    fn no_offset_is_too_great(
        (unit, part) in unit_and_part(), southern: bool, zone in 0..ZONES.len(),
        offset in prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), -300_000_000_000_i64..300_000_000_000],
        tick in prop::sample::select(vec![Tick::Second, Tick::Nanosecond]),
        around in prop::option::of((prop::option::of(any::<i64>()), prop::option::of(any::<i64>()))),
        instants in prop::collection::vec(prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)], 8),
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let relative = RelativeDate { unit, offset, part, zone, tick, southern };
        let units = RelativeUnits::new(relative, around.map(|(lo, hi)| TickSpan { lo, hi }));
        for ticks in instants {
            for side in SIDES {
                if let Some(found) = units.first_ending_after(side, ticks) {
                    prop_assert!(ticks < on(&found, side).1);
                    // Nothing lies between it and the one before.
                    let last = units.last_starting_by(side, on(&found, side).0);
                    prop_assert_eq!(last, Some(found));
                }
                if let Some(found) = units.last_starting_by(side, ticks) {
                    prop_assert!(on(&found, side).0 <= ticks);
                    let first = units.first_ending_after(side, on(&found, side).1 - 1);
                    prop_assert_eq!(first, Some(found));
                }
            }
        }
    }
}

fn in_utc(unit: Unit, offset: i64, part: Option<Part>) -> RelativeDate {
    RelativeDate {
        unit,
        offset,
        part,
        zone: Zone::UTC,
        tick: Tick::Second,
        southern: false,
    }
}

#[test]
fn the_years_searched_are_0000_to_9999_unless_the_anchor_is_beyond() {
    let year = |units: &RelativeUnits, ticks| {
        let found = units.first_ending_after(RelativeSide::Unit, ticks)?;
        let day = found.unit.lo.unwrap() / 86_400;
        annals::calendar::CivilDate::from_day_number(day.into()).map(|date| date.year())
    };
    let last_year = in_utc(Unit::Year, -1, None);
    let units = RelativeUnits::new(last_year, None);
    assert_eq!(year(&units, i64::MIN), Some(0));
    let last = units
        .last_starting_by(RelativeSide::Unit, i64::MAX)
        .unwrap();
    assert_eq!(year(&units, last.unit.lo.unwrap()), Some(9_999));
    let early = TickSpan {
        lo: Some(-100_000_000_000),
        hi: None,
    };
    let units = RelativeUnits::new(last_year, Some(early));
    assert_eq!(year(&units, i64::MIN), Some(-1_199));
    let decades = RelativeUnits::new(in_utc(Unit::Decade, 0, None), None);
    assert_eq!(year(&decades, 0), Some(1_970));
}

#[test]
fn a_week_touches_the_first_year_though_it_begins_before() {
    let units = RelativeUnits::new(in_utc(Unit::Week, 0, None), None);
    let first = units
        .first_ending_after(RelativeSide::Unit, i64::MIN)
        .unwrap();
    let january = -62_167_219_200;
    // 0000-01-01 was a Saturday.
    assert_eq!(first.unit.lo, Some(january - 5 * 86_400));
}

#[test]
fn what_no_unit_has_is_never_found() {
    for (unit, part) in [
        (Unit::Year, Part::MonthDay(2, 30)),
        (Unit::Year, Part::Month(13)),
        (Unit::Year, Part::Season(20)),
        (Unit::Month, Part::Day(32)),
        (Unit::Month, Part::Day(0)),
        (Unit::Week, Part::Day(1)),
        (Unit::Decade, Part::Month(1)),
    ] {
        let units = RelativeUnits::new(in_utc(unit, 0, Some(part)), None);
        for side in SIDES {
            assert_eq!(units.first_ending_after(side, 0), None);
            assert_eq!(units.last_starting_by(side, 0), None);
        }
    }
}
