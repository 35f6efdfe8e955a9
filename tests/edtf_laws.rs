//! Laws of dates, on generated input.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use annals::calendar::{CivilDate, Tick, Zone};
use annals::edtf::{
    Bound, Edtf, Endpoint, EventBounds, PointBounds, Reading, Shape, SpanSet, TickSpan, conclude,
};
use chrono::{Offset, TimeZone};
use proptest::prelude::*;

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Beirut",
    "Pacific/Apia",
    "Australia/Lord_Howe",
];

fn rows() -> Vec<String> {
    let tables = [
        include_str!("edtf/valid.txt"),
        include_str!("edtf/invalid.txt"),
    ];
    tables
        .iter()
        .flat_map(|table| table.lines())
        .filter_map(|line| line.split_once(" => "))
        .map(|(text, _)| text.trim_end().replace(['⟦', '⟧'], ""))
        .collect()
}

/// A row of the tables, some characters of it replaced, added or left out.
fn mutated() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        8 => prop::sample::select("0123456789XYEST-/.,?~%[]{}:+Z uWQxs–é".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    (
        prop::sample::select(rows()),
        prop::collection::vec((any::<prop::sample::Index>(), 0..3, character), 0..4),
    )
        .prop_map(|(text, changes)| {
            let mut characters: Vec<char> = text.chars().collect();
            for (index, change, character) in changes {
                let at = index.index(characters.len() + 1);
                match change {
                    0 => characters.insert(at, character),
                    _ if at == characters.len() => characters.push(character),
                    1 => characters[at] = character,
                    _ => {
                        characters.remove(at);
                    }
                }
            }
            characters.into_iter().collect()
        })
}

/// Whatever it says, it is answered, printed back the same, and compiled without a panic.
fn is_answered(text: &str) -> Result<(), TestCaseError> {
    let range_fits = |range: std::ops::Range<usize>| text.get(range).is_some();
    match Edtf::parse(text) {
        Err(error) => {
            prop_assert!(range_fits(error.range), "{text:?}");
            prop_assert!(!error.message.is_empty());
        }
        Ok(edtf) => {
            let printed = edtf.to_string();
            prop_assert_eq!(Edtf::parse(&printed), Ok(edtf.clone()), "{}", printed);
            let zone = Zone::from_name("America/Sao_Paulo").unwrap();
            for tick in [Tick::Second, Tick::Nanosecond] {
                match edtf.compile(&Reading::new(tick, zone)) {
                    Err(error) => prop_assert!(range_fits(error.range), "{text:?}"),
                    Ok(Shape::Within(set)) => check_set(&set)?,
                    Ok(Shape::Interval { start, end }) => {
                        for end in [start, end] {
                            if let Endpoint::Within(set) = end {
                                check_set(&set)?;
                            }
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

fn check_set(set: &SpanSet) -> Result<(), TestCaseError> {
    let hull = set.hull();
    let pieces: Vec<TickSpan> = set.pieces_within(None, None).take(50).collect();
    prop_assert!(!pieces.is_empty());
    prop_assert!(set.count_bound() >= pieces.len() as u64);
    for piece in &pieces {
        prop_assert!(hull.covers(*piece));
        prop_assert!(piece.lo.is_none() || piece.hi.is_none() || piece.lo < piece.hi);
    }
    if let Some(single) = set.single() {
        prop_assert_eq!(pieces, vec![single]);
    }
    Ok(())
}

fn within(text: &str, reading: &Reading) -> SpanSet {
    match Edtf::parse(text).unwrap().compile(reading).unwrap() {
        Shape::Within(set) => set,
        Shape::Interval { .. } => panic!("{text} is no date"),
    }
}

/// A mask of four, two and two digits as `(year, month, day)`.
fn mask() -> impl Strategy<Value = (String, Option<String>, Option<String>)> {
    let year = prop_oneof![
        "19[0-9X][0-9X]",
        "1[0-9X]3[0-9X]",
        "20[0-9X]4",
        "-00[0-2X][0-9X]"
    ];
    let month = prop_oneof!["0[1-9X]", "1[0-2X]", "X[0-9X]"];
    let day = prop_oneof!["0[1-9X]", "[12][0-9X]", "3[01X]", "X[0-9X]"];
    (year, prop::option::of(month), prop::option::of(day)).prop_map(|(year, month, day)| {
        let day = day.filter(|_| month.is_some());
        (year, month, day)
    })
}

/// The days that a mask has, as spans of days that follow one another; by trying every day.
fn brute_force(year: &str, month: Option<&str>, day: Option<&str>) -> Vec<(i64, i64)> {
    let fits = |pattern: &str, number: String| {
        pattern.len() == number.len()
            && pattern
                .bytes()
                .zip(number.bytes())
                .all(|(one, other)| one == b'X' || one == other)
    };
    let first = i64::try_from(CivilDate::new(-130, 1, 1).unwrap().day_number()).unwrap();
    let last = i64::try_from(CivilDate::new(2100, 1, 1).unwrap().day_number()).unwrap();
    let mut spans: Vec<(i64, i64)> = Vec::new();
    let mut year_fits = (i64::MIN, false);
    for number in first..last {
        let date = CivilDate::from_day_number(number.into()).unwrap();
        if year_fits.0 != date.year() {
            let size = date.year().abs();
            let shown = if date.year() < 0 {
                format!("-{size:04}")
            } else {
                format!("{size:04}")
            };
            year_fits = (date.year(), fits(year, shown));
        }
        let all = year_fits.1
            && month.is_none_or(|month| fits(month, format!("{:02}", date.month())))
            && day.is_none_or(|day| fits(day, format!("{:02}", date.day())));
        match spans.last_mut() {
            Some(span) if all && span.1 == number => span.1 += 1,
            _ if all => spans.push((number, number + 1)),
            _ => {}
        }
    }
    spans
}

/// What a date implies of an event's bounds.
fn implied(shape: &Shape) -> EventBounds {
    let span = |end: &Endpoint| match end {
        Endpoint::Within(set) => set.single().unwrap(),
        Endpoint::Open | Endpoint::Unknown => TickSpan { lo: None, hi: None },
    };
    let (start, end) = match shape {
        Shape::Within(set) => {
            let span = set.single().unwrap();
            (
                span,
                TickSpan {
                    lo: None,
                    hi: span.hi,
                },
            )
        }
        Shape::Interval { start, end: stop } => (span(start), span(stop)),
    };
    let bounds = EventBounds {
        start: PointBounds {
            earliest: start.lo.map(Bound::closed),
            latest: start.hi.map(Bound::open),
        },
        end: PointBounds {
            earliest: end.lo.map(Bound::closed),
            latest: end.hi.map(Bound::closed),
        },
    };
    bounds.settled()
}

fn concludes(bounds: &EventBounds, zone: Zone, tick: Tick) -> Result<String, TestCaseError> {
    let Some(found) = conclude(bounds, zone, tick) else {
        let settled = bounds.settled();
        prop_assert!(settled.start.earliest.is_none() && settled.end.latest.is_none());
        return Ok(String::new());
    };
    let shape = Edtf::parse(&found.edtf)
        .and_then(|edtf| edtf.compile(&Reading::new(tick, zone)))
        .map_err(|error| TestCaseError::fail(format!("{}: {error}", found.edtf)))?;
    let said = implied(&shape);
    prop_assert!(
        said.contains(&bounds.settled()),
        "{} says {:?} of {:?}",
        found.edtf,
        said,
        bounds
    );
    prop_assert_eq!(said == bounds.settled(), found.exact, "{}", found.edtf);
    Ok(found.edtf)
}

fn bound(step: i64) -> impl Strategy<Value = Option<(i64, bool)>> {
    prop::option::weighted(0.9, (-40_i64..40, any::<bool>()))
        .prop_map(move |bound| bound.map(|(count, open)| (count * step, open)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn mutated_strings_are_answered(text in mutated()) {
        is_answered(&text)?;
    }

    #[test]
    fn any_string_is_answered(text in "\\PC{0,20}") {
        is_answered(&text)?;
    }

    #[test]
    fn widening_only_widens(text in prop::sample::select(rows()), times in 0_u32..4, zone in 0..ZONES.len()) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let narrow = Reading { approximate: times, ..Reading::new(Tick::Second, zone) };
        let wide = Reading { approximate: times + 1, ..narrow };
        let shapes = Edtf::parse(&text).and_then(|edtf| Ok((edtf.compile(&narrow)?, edtf.compile(&wide)?)));
        if let Ok((Shape::Within(narrow), Shape::Within(wide))) = shapes {
            prop_assert!(wide.hull().covers(narrow.hull()));
            for piece in narrow.pieces_within(None, None).take(20) {
                let covered = wide.pieces_within(piece.lo, piece.hi).any(|wide| wide.covers(piece));
                prop_assert!(covered, "{} {:?}", text, piece);
            }
        }
    }

    #[test]
    fn four_hundred_years_later_all_is_the_same(
        year in 0_i64..9_600, month in 1_u8..=12, day in 1_u8..=31, season in 21_u8..=41,
        form in 0..7, mark in prop::sample::select(vec!["", "?", "~", "%"]),
    ) {
        let text = |year: i64| match form {
            0 => format!("{year:04}{mark}"),
            1 => format!("{year:04}-{month:02}{mark}"),
            2 => format!("{year:04}-{month:02}-{day:02}{mark}"),
            3 => format!("{year:04}-{season}{mark}"),
            4 => format!("{year:04}-{month:02}-{:02}T10:02Z", day.min(28)),
            5 => format!("{year:04}-XX-{day:02}{mark}"),
            _ => format!("{year:04}-{month:02}-X{}{mark}", day % 9),
        };
        let reading = Reading::new(Tick::Second, Zone::UTC);
        if Edtf::parse(&text(year)).is_ok() {
            let (now, later) = (within(&text(year), &reading), within(&text(year + 400), &reading));
            let cycle = 146_097 * 86_400;
            let shifted: Vec<TickSpan> = now
                .pieces_within(None, None)
                .map(|piece| TickSpan {
                    lo: piece.lo.map(|lo| lo + cycle),
                    hi: piece.hi.map(|hi| hi + cycle),
                })
                .collect();
            prop_assert_eq!(shifted, later.pieces_within(None, None).collect::<Vec<_>>());
        }
    }

    #[test]
    fn windows_show_the_pieces_that_meet_them(
        text in prop::sample::select(vec![
            "XXXX-09", "~19X9-06", "156X-12-25", "1X99", "-00XX-03-15", "X9XX", "[156X-12,1570,1640..1650]",
            "193X-24", "1931-XX-31~", "~X9XX-05",
        ]),
        zone in 0..ZONES.len(), from in -2_000_i64..4_000, length in 0_i64..300, days in 0_i64..400,
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let set = within(text, &Reading::new(Tick::Second, zone));
        let lo = from * 31_556_952 - 62_167_219_200 + days * 86_400;
        let hi = lo + length * 8_000_000;
        let expected: Vec<TickSpan> = set
            .pieces_within(None, None)
            .filter(|piece| piece.lo.unwrap() <= hi && lo < piece.hi.unwrap())
            .collect();
        let found: Vec<TickSpan> = set.pieces_within(Some(lo), Some(hi)).collect();
        prop_assert_eq!(found, expected);
        let inside = set.pieces_within(None, None).any(|piece| piece.contains(lo));
        prop_assert_eq!(set.contains(lo), inside);
    }

    #[test]
    fn conclusions_contain_what_is_concluded_and_say_whether_exactly(
        bounds in (bound(1), bound(1), bound(1), bound(1)),
        step in prop::sample::select(vec![1_i64, 60, 1_800, 3_600, 86_400, 2_678_400, 31_536_000, 3_155_760_000]),
        base in -70_000_000_000_i64..250_000_000_000, zone in 0..ZONES.len(), fine in any::<bool>(),
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let tick = if fine { Tick::Millisecond } else { Tick::Second };
        let at = |bound: Option<(i64, bool)>| {
            bound.map(|(offset, open)| Bound { ticks: base + offset * step, open })
        };
        let (one, two, three, four) = (at(bounds.0), at(bounds.1), at(bounds.2), at(bounds.3));
        let ordered = |low: Option<Bound>, high: Option<Bound>| {
            low.zip(high).is_none_or(|(low, high)| low.ticks <= high.ticks)
        };
        let bounds = EventBounds {
            start: PointBounds { earliest: one, latest: two },
            end: PointBounds { earliest: three, latest: four },
        }
        .settled();
        if ordered(bounds.start.earliest, bounds.start.latest) && ordered(bounds.end.earliest, bounds.end.latest) {
            concludes(&bounds, zone, tick)?;
        }
    }

    #[test]
    fn what_a_date_says_is_concluded_as_it(
        year in -300_i64..3_000, month in 1_u8..=12, day in 1_u8..=28, form in 0..6, zone in 0..ZONES.len(),
    ) {
        let sign = if year < 0 { "-" } else { "" };
        let year = format!("{sign}{:04}", year.abs());
        let text = match form {
            0 => year.clone(),
            1 => format!("{year}-{month:02}"),
            2 => format!("{year}-{month:02}-{day:02}"),
            3 => format!("{}X", &year[..year.len() - 1]),
            4 => format!("{}XX", &year[..year.len() - 2]),
            _ => format!("{year}-{month:02}-{day:02}T10:02Z"),
        };
        let zone = if form == 5 { Zone::UTC } else { Zone::from_name(ZONES[zone]).unwrap() };
        let shape = Edtf::parse(&text).unwrap().compile(&Reading::new(Tick::Second, zone)).unwrap();
        prop_assert_eq!(concludes(&implied(&shape), zone, Tick::Second)?, text);
    }

    #[test]
    fn days_in_a_zone_agree_with_chrono(
        index in 0..chrono_tz::TZ_VARIANTS.len(), number in -36_500_i64..24_000,
    ) {
        let peer = chrono_tz::TZ_VARIANTS[index];
        let zone = Zone::from_name(peer.name()).unwrap();
        let date = |number: i64| {
            chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::Duration::days(number)
        };
        let midnight = |number: i64| date(number).and_hms_opt(0, 0, 0).unwrap();
        // The day is looked for second by second around the midnights that are skipped.
        let border = |number: i64, last: bool| {
            let local = peer.from_local_datetime(&midnight(number));
            let found = if last { local.latest() } else { local.earliest() };
            found.map_or_else(
                || {
                    let mut at = midnight(number).and_utc().timestamp() - 30 * 3_600;
                    let wall = |at: i64| {
                        let utc = chrono::DateTime::from_timestamp(at, 0).unwrap().naive_utc();
                        at + i64::from(peer.offset_from_utc_datetime(&utc).fix().local_minus_utc())
                    };
                    while wall(at) < midnight(number).and_utc().timestamp() {
                        at += 1;
                    }
                    at
                },
                |instant| instant.timestamp(),
            )
        };
        let (lo, hi) = (border(number, false), border(number + 1, true));
        let expected = (lo < hi).then_some((i128::from(lo), i128::from(hi)));
        prop_assert_eq!(zone.days(number.into(), i128::from(number) + 1), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn masks_tell_the_days_that_have_their_digits((year, month, day) in mask()) {
        let mut text = year.clone();
        for part in [&month, &day].into_iter().flatten() {
            text += &format!("-{part}");
        }
        let expected = brute_force(&year, month.as_deref(), day.as_deref());
        if Edtf::parse(&text).is_ok() {
            let set = within(&text, &Reading::new(Tick::Second, Zone::UTC));
            let found: Vec<(i64, i64)> = set
                .pieces_within(None, Some(2_000 * 86_400 * 23))
                .map(|piece| (piece.lo.unwrap() / 86_400, piece.hi.unwrap() / 86_400))
                .collect();
            prop_assert_eq!(found, expected, "{}", text);
        } else {
            prop_assert!(expected.is_empty() || text.starts_with("-0000"), "{}", text);
        }
    }
}

#[test]
fn conclusions_are_as_coarse_as_is_exact() {
    let ticks = |text: &str| {
        let set = within(text, &Reading::new(Tick::Second, Zone::UTC));
        set.single().unwrap().lo.unwrap()
    };
    let spans = |start: (&str, &str), end: (&str, &str)| EventBounds {
        start: PointBounds {
            earliest: Some(Bound::closed(ticks(start.0))),
            latest: Some(Bound::open(ticks(start.1))),
        },
        end: PointBounds {
            earliest: Some(Bound::closed(ticks(end.0))),
            latest: Some(Bound::closed(ticks(end.1))),
        },
    };
    let shown = |bounds: EventBounds| {
        let found = conclude(&bounds, Zone::UTC, Tick::Second).unwrap();
        format!(
            "{} {}",
            found.edtf,
            if found.exact { "exactly" } else { "about" }
        )
    };
    let whole = |lo, hi| spans((lo, hi), (lo, hi));
    assert_eq!(shown(whole("2023-09-01", "2023-10-01")), "2023-09 exactly");
    assert_eq!(shown(whole("2023-01-01", "2024-01-01")), "2023 exactly");
    assert_eq!(shown(whole("2020-01-01", "2030-01-01")), "202X exactly");
    assert_eq!(
        shown(whole("1931-04-15", "1931-05-16")),
        "[1931-04-15..1931-05-15] exactly"
    );
    assert_eq!(
        shown(whole("1931-04-01", "1931-06-01")),
        "[1931-04..1931-05] exactly"
    );
    assert_eq!(
        shown(whole("1931-01-01", "1933-01-01")),
        "[1931..1932] exactly"
    );
    assert_eq!(
        shown(whole("-0044-03-15", "-0044-03-16")),
        "-0044-03-15 exactly"
    );
    assert_eq!(
        shown(spans(
            ("1931-05-01", "1931-06-01"),
            ("1931-06-19", "1931-06-20")
        )),
        "1931-05/1931-06-19 exactly"
    );
    assert_eq!(
        shown(whole("1931-06-19T10:02Z", "1931-06-19T10:03Z")),
        "1931-06-19T10:02Z exactly"
    );
    let mut open = whole("1931-06-01", "1931-07-01");
    open.end.latest = None;
    assert_eq!(shown(open), "1931-06/.. exactly");
    open.start.latest = None;
    assert_eq!(shown(open), "[1931-06..] exactly");
    let mut until = whole("1931-06-01", "1931-07-01");
    until.start.earliest = None;
    until.end.earliest = None;
    assert_eq!(shown(until), "[..1931-06] exactly");
    assert_eq!(
        conclude(&EventBounds::default(), Zone::UTC, Tick::Second),
        None
    );
}

#[test]
fn times_are_concluded_with_the_zones_offset() {
    let zone = Zone::from_name("Europe/Berlin").unwrap();
    // 2024-07-01T10:02 in Berlin
    let start = 1_719_820_920;
    let bounds = EventBounds {
        start: PointBounds {
            earliest: Some(Bound::closed(start)),
            latest: Some(Bound::open(start + 60)),
        },
        end: PointBounds {
            earliest: Some(Bound::closed(start)),
            latest: Some(Bound::closed(start + 60)),
        },
    };
    let found = conclude(&bounds, zone, Tick::Second).unwrap();
    assert_eq!(
        (found.edtf.as_str(), found.exact),
        ("2024-07-01T10:02+02:00", true)
    );
}

#[test]
fn clock_changes_make_alternatives_or_errors() {
    let berlin = Zone::from_name("Europe/Berlin").unwrap();
    let reading = Reading::new(Tick::Second, berlin);
    let pieces = |text: &str| within(text, &reading).pieces_within(None, None).count();
    assert_eq!(pieces("2024-10-27T02:30"), 2);
    assert_eq!(pieces("2024-10-27T02"), 2);
    assert_eq!(pieces("2024-10-27T02:30+02:00"), 1);
    assert_eq!(pieces("2024-10-27T03:30"), 1);
    let compile = |text: &str, zone: &str| {
        let reading = Reading::new(Tick::Second, Zone::from_name(zone).unwrap());
        Edtf::parse(text).unwrap().compile(&reading)
    };
    let error = compile("2024-01-01/2024-03-31T02:30", "Europe/Berlin").unwrap_err();
    assert_eq!(error.range, 11..27);
    assert!(error.message.contains("turned forward"), "{error}");
    let error = compile("2011-12-30", "Pacific/Apia").unwrap_err();
    assert!(error.message.contains("skipped"), "{error}");
    assert!(compile("2011-12-30~", "Pacific/Apia").is_ok());
    // The skipped day is no completion.
    let Ok(Shape::Within(days)) = compile("2011-12-3X", "Pacific/Apia") else {
        panic!()
    };
    assert_eq!(
        days.single()
            .map(|span| span.hi.unwrap() - span.lo.unwrap()),
        Some(86_400)
    );
    // Half an hour of this one is skipped.
    let Ok(Shape::Within(hour)) = compile("2024-10-06T02", "Australia/Lord_Howe") else {
        panic!()
    };
    assert_eq!(
        hour.single()
            .map(|span| span.hi.unwrap() - span.lo.unwrap()),
        Some(1_800)
    );
}

#[test]
fn hemispheres_decide_seasons() {
    use annals::edtf::Hemisphere;
    let months = |text: &str, hemisphere| {
        let reading = Reading {
            hemisphere,
            ..Reading::new(Tick::Second, Zone::UTC)
        };
        let set = within(text, &reading);
        let month = |ticks: Option<i64>| {
            let day = i128::from(ticks.unwrap() / 86_400);
            CivilDate::from_day_number(day).unwrap().to_string()[..7].to_owned()
        };
        set.pieces_within(None, None)
            .map(|piece| (month(piece.lo), month(piece.hi)))
            .collect::<Vec<_>>()
    };
    let span = |lo: &str, hi: &str| (lo.to_owned(), hi.to_owned());
    assert_eq!(
        months("2001-21", Hemisphere::South),
        vec![span("2001-09", "2001-12")]
    );
    assert_eq!(
        months("2001-22", Hemisphere::South),
        vec![span("2001-12", "2002-03")]
    );
    assert_eq!(
        months("2001-23", Hemisphere::South),
        vec![span("2001-03", "2001-06")]
    );
    assert_eq!(
        months("2001-24", Hemisphere::South),
        vec![span("2001-06", "2001-09")]
    );
    assert_eq!(
        months("2001-24", Hemisphere::Either),
        vec![span("2001-06", "2001-09"), span("2001-12", "2002-03")]
    );
    assert_eq!(
        months("2001-26", Hemisphere::South),
        vec![span("2001-06", "2001-09")]
    );
}

#[test]
fn words_around_words_are_not_followed_for_ever() {
    let text = format!("{}1{}", "c ".repeat(60), " bc".repeat(60));
    assert!(Edtf::parse(&text).is_err());
    let text = format!("[{}", "june 1931 or ".repeat(28));
    assert!(Edtf::parse(&text).is_err());
}
