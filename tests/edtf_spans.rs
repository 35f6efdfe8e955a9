//! Spans of dates looked up from an instant, against telling all of them.

use annals::calendar::{Tick, Zone};
use annals::edtf::{Edtf, Endpoint, Hemisphere, Reading, Shape, SpanSet, TickSpan};
use proptest::prelude::*;

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Juneau",
    "Asia/Manila",
    "Asia/Beirut",
    "Pacific/Apia",
    "Australia/Lord_Howe",
];

/// The spans that are no part of another, in the order of time.
fn staircase(set: &SpanSet) -> Vec<TickSpan> {
    let mut steps: Vec<TickSpan> = Vec::new();
    for piece in set.pieces_within(None, None) {
        while steps.last().is_some_and(|&last| piece.covers(last)) {
            steps.pop();
        }
        if !steps.last().is_some_and(|last| last.covers(piece)) {
            steps.push(piece);
        }
    }
    for pair in steps.windows(2) {
        assert!(pair[0].lo < pair[1].lo, "{pair:?}");
        assert!(
            pair[0]
                .hi
                .is_some_and(|hi| pair[1].hi.is_none_or(|next| hi < next))
        );
    }
    steps
}

fn agrees(set: &SpanSet, steps: &[TickSpan], ticks: i64) -> Result<(), TestCaseError> {
    let ending = steps
        .iter()
        .find(|step| step.hi.is_none_or(|hi| ticks < hi));
    prop_assert_eq!(set.first_ending_after(ticks), ending.copied(), "{}", ticks);
    let mut starting = steps.iter().rev();
    let starting = starting.find(|step| step.lo.is_none_or(|lo| lo <= ticks));
    prop_assert_eq!(set.last_starting_by(ticks), starting.copied(), "{}", ticks);
    Ok(())
}

fn year() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-2X][0-9X][0-9X][0-9X]",
        2 => "19[0-9X][0-9X]",
        2 => "-[0-2X][0-9X][0-9X][0-9X]",
        1 => Just("XXXX".to_owned()),
        1 => "20[0-2X][0-9X]",
    ]
}

fn date() -> impl Strategy<Value = String> {
    let month = prop_oneof!["0[1-9X]", "1[0-2X]", "X[0-9X]", "2[1-9]", "3[0-9]", "4[01]"];
    let day = prop_oneof!["0[1-9X]", "[12][0-9X]", "3[01X]", "X[0-9X]"];
    let mark = prop_oneof![3 => Just(String::new()), 1 => Just("~".to_owned())];
    (
        year(),
        prop::option::weighted(0.8, month),
        prop::option::of(day),
        mark,
        0..4,
    )
        .prop_map(|(year, month, day, mark, place)| {
            let marked = |index: i32| if index == place { mark.as_str() } else { "" };
            let mut text = format!("{year}{}", marked(0));
            if let Some(month) = month {
                text = format!("{text}-{month}{}", marked(1));
                if let Some(day) = day {
                    text = format!("{text}-{day}{}", marked(2));
                }
            }
            if place == 3 {
                format!("{text}{mark}")
            } else {
                text
            }
        })
}

fn text() -> impl Strategy<Value = String> {
    let member = prop_oneof![
        4 => date(),
        1 => (1_900..1_990, 0..30).prop_map(|(year, more)| format!("{year}..{}", year + more)),
        1 => (1_900..1_990, 1..13).prop_map(|(year, month)| format!("{year}-{month:02}")),
        1 => (1_900..1_990).prop_map(|year: i32| year.to_string()),
        1 => Just("1990-10-28T01:30".to_owned()),
    ];
    let first = prop_oneof![3 => Just(None), 1 => (1_850..1_950).prop_map(|year| Some(format!("..{year}")))];
    let last = prop_oneof![3 => Just(None), 1 => (1_850..1_990).prop_map(|year| Some(format!("{year}..")))];
    let set =
        (first, prop::collection::vec(member, 1..4), last).prop_map(|(first, members, last)| {
            let all: Vec<String> = first.into_iter().chain(members).chain(last).collect();
            format!("[{}]", all.join(","))
        });
    prop_oneof![date(), set]
}

fn within(text: &str, reading: &Reading) -> Option<SpanSet> {
    match Edtf::parse(text).ok()?.compile(reading).ok()? {
        Shape::Within(set) => Some(set),
        Shape::Interval {
            start: Endpoint::Within(set),
            ..
        } => Some(set),
        Shape::Interval { .. } => None,
    }
}

/// So many, unless the environment says how many.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").map_or(usual, |cases| cases.parse().unwrap_or(usual))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(300), max_global_rejects: 100_000, ..ProptestConfig::default()
    })]

    #[test]
    fn spans_are_found_from_any_instant(
        text in text(), zone in 0..ZONES.len(), millis: bool, approximate in 0_u32..3,
        hemisphere in prop::sample::select(vec![Hemisphere::North, Hemisphere::South, Hemisphere::Either]),
        instants in prop::collection::vec(-70_000_000_000_i64..260_000_000_000, 20),
        chosen in prop::collection::vec((any::<prop::sample::Index>(), -2_i64..3), 20),
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let tick = if millis { Tick::Millisecond } else { Tick::Second };
        let reading = Reading { tick, zone, hemisphere, approximate };
        let Some(set) = within(&text, &reading) else { return Err(TestCaseError::reject("no date")) };
        let steps = staircase(&set);
        for ticks in [i64::MIN, i64::MAX, 0].into_iter().chain(instants) {
            agrees(&set, &steps, ticks)?;
        }
        for (index, beside) in chosen {
            let step = steps[index.index(steps.len())];
            for end in [step.lo, step.hi].into_iter().flatten() {
                agrees(&set, &steps, end + beside)?;
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(100), max_global_rejects: 100_000, ..ProptestConfig::default()
    })]

    #[test]
    fn masks_are_the_spans_of_their_completions(
        year in prop_oneof!["19[0-9X][0-9X]", "20[01X][0-9X]", "1[89]X[0-9X]", "-00[0-2X][0-9X]"],
        month in prop_oneof!["0[1-9X]", "1[0-2X]", "X[0-9X]", "2[1-9]", "3[0-9]", "4[01]"],
        day in prop::option::of(prop_oneof!["0[1-9X]", "[12][0-9X]", "3[01X]", "X[0-9X]"]),
        mark in prop_oneof![2 => Just(""), 1 => Just("~")], of_month: bool,
        zone in 0..ZONES.len(), approximate in 0_u32..20,
    ) {
        let zone = Zone::from_name(ZONES[zone]).unwrap();
        let reading = Reading { approximate, ..Reading::new(Tick::Second, zone) };
        // All days of a month are the month, so it is the month that is widened by months.
        let day = day.filter(|day| day != "XX");
        let written = |year: &str, month: &str, day: Option<&String>| match day {
            None => format!("{year}-{month}{mark}"),
            Some(day) if of_month => format!("{year}-{month}{mark}-{day}"),
            Some(day) => format!("{year}-{month}-{mark}{day}"),
        };
        let Some(set) = within(&written(&year, &month, day.as_ref()), &reading) else {
            return Err(TestCaseError::reject("no date"));
        };
        let least = u32::from(year.starts_with('-'));
        let texts = completions(&year, least, 9_999).into_iter().flat_map(|year| {
            let day = &day;
            let months: Vec<String> = match month.parse::<u32>() {
                Ok(number) => vec![format!("{number:02}")],
                Err(_) => completions(&month, 1, 12),
            };
            months.into_iter().flat_map(move |month| {
                let days = day.as_ref().map(|day| completions(day, 1, 31));
                match days {
                    None => vec![written(&year, &month, None)],
                    Some(days) => days.iter().map(|day| written(&year, &month, Some(day))).collect(),
                }
            })
        });
        let expected = joined(texts, &reading);
        prop_assert_eq!(set.pieces_within(None, None).collect::<Vec<_>>(), expected);
    }
}

/// The numbers up to the greatest that have a mask's digits, as they are written.
fn completions(mask: &str, least: u32, greatest: u32) -> Vec<String> {
    let (sign, digits) = mask
        .strip_prefix('-')
        .map_or(("", mask), |digits| ("-", digits));
    let width = digits.len();
    let fits = |number: &String| {
        let pairs = number.bytes().zip(digits.bytes());
        pairs
            .into_iter()
            .all(|(number, digit)| digit == b'X' || digit == number)
    };
    let numbers = (least..=greatest)
        .map(|number| format!("{number:0width$}"))
        .filter(fits);
    let mut numbers: Vec<String> = numbers.map(|number| format!("{sign}{number}")).collect();
    if sign == "-" {
        numbers.reverse();
    }
    numbers
}

/// What dates without a mask say, those that touch as one; dates that there are not are left out.
fn joined(texts: impl Iterator<Item = String>, reading: &Reading) -> Vec<TickSpan> {
    let mut spans: Vec<TickSpan> = Vec::new();
    for span in texts.filter_map(|text| within(&text, reading)?.single()) {
        match spans.last_mut() {
            Some(last) if span.lo <= last.hi => last.hi = last.hi.max(span.hi),
            _ => spans.push(span),
        }
    }
    spans
}

#[test]
fn parts_of_other_spans_are_no_steps() {
    let reading = Reading::new(Tick::Second, Zone::UTC);
    let set = within("[1931-XX-15,1931,1932-XX-15,..1850,1848]", &reading).unwrap();
    let steps = staircase(&set);
    assert_eq!(steps.len(), 14);
    for step in &steps {
        for end in [step.lo, step.hi].into_iter().flatten() {
            for ticks in end - 1..=end + 1 {
                agrees(&set, &steps, ticks).unwrap();
            }
        }
    }
}

#[test]
fn sparse_masks_are_searched_far() {
    for text in [
        "XXXX-02-29",
        "X9XX-XX-15",
        "XX00-02-29",
        "-XXXX-02-29",
        "X0X0-12-31",
        "-X999-XX-X1",
        "9XXX-09",
        "XX5X",
        "-XX5X",
    ] {
        let set = within(text, &Reading::new(Tick::Second, Zone::UTC)).unwrap();
        let steps = staircase(&set);
        for ticks in (-320_000_000_000_i64..260_000_000_000).step_by(1_234_567_891) {
            agrees(&set, &steps, ticks).unwrap();
        }
    }
}
