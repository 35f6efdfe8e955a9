//! Small timelines at the edges of what dates, durations and zones mean.

mod reasoning_support;

use annals::analysis::Modality;
use annals::calendar::Tick;
use annals::diagnostic::Rule;
use annals::stn::{Bound, Distance};
use reasoning_support::{analyse, assert_consistent, assert_spans, event, explanations, read};

#[test]
fn a_day_that_lasts_a_day_is_exact() {
    assert_spans(
        r#"events: [(id: "a", title: "A", when: "1931-06-19", lasts: "P1D")]"#,
        "a",
        "[1931-06-19, 1931-06-19]",
        "[1931-06-20, 1931-06-20]",
    );
    let longer = r#"events: [(id: "a", title: "A", when: "1931-06-19", lasts: "P1DT1S")]"#;
    assert_consistent(longer, false);
}

#[test]
fn what_goes_on_ends_behind_the_day_up_to_which_is_told() {
    let told = |zone: &str, when: &str| {
        format!(
            r#"zone: "{zone}", as_of: "1931-06-19",
            events: [(id: "a", title: "A", when: "{when}")]"#
        )
    };
    assert_spans(
        &told("UTC", "1931-05/.."),
        "a",
        "[1931-05-01, 1931-06-01)",
        "[1931-06-20, -)",
    );
    assert_spans(
        &told("Etc/GMT-3", "1931-05/.."),
        "a",
        "[1931-04-30T21:00Z, 1931-05-31T21:00Z)",
        "[1931-06-19T21:00Z, -)",
    );
    // An end that is unknown may have come.
    assert_spans(
        &told("UTC", "1931-05/"),
        "a",
        "[1931-05-01, 1931-06-01)",
        "[1931-05-01, -)",
    );
    let over = told("UTC", "1931-05/..").replace(
        "events: [",
        r#"events: [(id: "b", title: "B", when: "1931-06-19", follows: ["a"]), "#,
    );
    assert_consistent(&over, false);
    assert_consistent(&over.replace("06-19\", follows", "06-20\", follows"), true);
}

#[test]
fn one_local_time_in_two_zones_is_two_instants() {
    let collection = read(
        r#"zone: "Europe/Berlin", events: [
            (id: "here", title: "H", when: "1961-01-15T12:00"),
            (id: "there", title: "T", when: "1961-01-15T12:00", zone: "America/New_York"),
        ]"#,
    );
    let analysis = analyse(&collection);
    let pair = analysis.pair(event(&analysis, "here"), event(&analysis, "there"));
    assert_eq!(pair.precedes, Modality::Necessary);
    let (least, greatest) = (pair.negated_least_lag, pair.greatest_lag);
    let told = |lag: Option<Distance>| lag.map(|lag| (lag.ticks(), lag.is_strict()));
    assert_eq!(told(least), Some((-(6 * 3_600 - 60), false)));
    assert_eq!(told(greatest), Some((6 * 3_600 + 60, true)));
}

#[test]
fn a_day_on_which_the_clock_changes_lasts_a_day() {
    let day = |date: &str, lasts: &str| {
        format!(
            r#"zone: "Europe/Berlin",
            events: [(id: "a", title: "A", when: "{date}", lasts: "{lasts}")]"#
        )
    };
    // The day of 23 hours leaves the shortest of all days that a zone can have.
    let spring = (
        "[2021-03-27T23:00Z, 2021-03-27T23:00Z]",
        "[2021-03-28T22:00Z, 2021-03-28T22:00Z]",
    );
    assert_spans(&day("2021-03-28", "P1D"), "a", spring.0, spring.1);
    assert_spans(&day("2021-03-28", "PT23H"), "a", spring.0, spring.1);
    assert_consistent(&day("2021-03-28", "PT24H"), false);
    // The day of 25 hours leaves room for 23 to 25.
    assert_spans(
        &day("2021-10-31", "P1D"),
        "a",
        "[2021-10-30T22:00Z, 2021-10-31]",
        "[2021-10-31T21:00Z, 2021-10-31T23:00Z]",
    );
    assert_consistent(&day("2021-10-31", "PT25H"), true);
    assert_consistent(&day("2021-10-31", "PT25H1S"), false);
    // Where no clock changes, a day has 24 hours.
    assert_spans(
        &day("1961-03-26", "P1D"),
        "a",
        "[1961-03-25T23:00Z, 1961-03-25T23:00Z]",
        "[1961-03-26T23:00Z, 1961-03-26T23:00Z]",
    );
}

#[test]
fn a_finer_tick_changes_no_answer() {
    let story = |more: &str| {
        format!(
            r#"events: [
                (id: "a", title: "A", when: "1931-06-19", lasts: "PT12H/P1D"),
                (id: "b", title: "B", when: "1931-06~/1931-07", because: ["a"]),
                (id: "c", title: "C", follows: ["a"], lasts: "P1M"),
                {more}
            ],
            links: [
                (from: "a", to: "c", kind: "starts_before", lag: "../P1Y"),
                (from: "b", to: "c", kind: "overlaps"),
            ]"#
        )
    };
    let plain = read(&story(""));
    let plain = analyse(&plain);
    assert_eq!(plain.system().tick, Tick::Second);
    for (fraction, tick) in [
        ("5", Tick::Millisecond),
        ("250", Tick::Millisecond),
        ("000250", Tick::Microsecond),
        ("000000001", Tick::Nanosecond),
    ] {
        let more = format!(r#"(id: "z", title: "Z", when: "1931-06-19T10:00:00.{fraction}"),"#);
        let fine = read(&story(&more));
        let fine = analyse(&fine);
        assert_eq!(fine.system().tick, tick);
        let scale = i128::from(tick.per_second());
        let same = |one: Option<Bound>, other: Option<Bound>| {
            one.map(|bound| (bound.ticks * scale, bound.open))
                == other.map(|bound| (bound.ticks, bound.open))
        };
        for id in ["a", "b", "c"] {
            let one = plain.bounds(event(&plain, id));
            let other = fine.bounds(event(&fine, id));
            assert_eq!(one.concluded, other.concluded, "{id}");
            for (one, other) in [(one.start, other.start), (one.end, other.end)] {
                assert!(same(one.earliest, other.earliest) && same(one.latest, other.latest));
            }
            for to in ["a", "b", "c"] {
                let one = plain.pair(event(&plain, id), event(&plain, to));
                let other = fine.pair(event(&fine, id), event(&fine, to));
                assert_eq!((one.precedes, one.follows), (other.precedes, other.follows));
                assert_eq!(one.allen, other.allen);
            }
        }
    }
}

#[test]
fn fractions_of_a_second_are_spans_of_their_last_digit() {
    let at = |when: &str| format!(r#"events: [(id: "a", title: "A", when: "{when}")]"#);
    assert_spans(
        &at("1931-06-19T10:00:00.250"),
        "a",
        "[1931-06-19T10:00:00.25Z, 1931-06-19T10:00:00.251Z)",
        "[1931-06-19T10:00:00.25Z, 1931-06-19T10:00:00.251Z]",
    );
    assert_spans(
        &at("1931-06-19T10:00:00.000250"),
        "a",
        "[1931-06-19T10:00:00.00025Z, 1931-06-19T10:00:00.000251Z)",
        "[1931-06-19T10:00:00.00025Z, 1931-06-19T10:00:00.000251Z]",
    );
}

#[test]
fn a_date_that_the_tick_cannot_count_is_an_error_of_its_own() {
    let collection = read(
        r#"events: [
            (id: "a", title: "A", when: "2001-01-01T00:00:00.000000001"),
            (id: "b", title: "B", when: "1066", follows: ["a"]),
        ]"#,
    );
    let analysis = analyse(&collection);
    assert_eq!(analysis.consistent(), None);
    assert!(!analysis.exact());
    assert_eq!(
        explanations(&analysis),
        [(Rule::TimeOutOfRange, Vec::new())]
    );
}

#[test]
fn years_before_the_first_and_far_away_ones_count() {
    let years = |first: &str, second: &str| {
        format!(
            r#"events: [
                (id: "a", title: "A", when: "{first}"),
                (id: "b", title: "B", when: "{second}", follows: ["a"]),
            ]"#
        )
    };
    assert_spans(
        &years("-0001", "0000"),
        "b",
        "[0000-01-01, 0001-01-01)",
        "[0000-01-01, 0001-01-01]",
    );
    assert_spans(
        &years("-0001", "0000"),
        "a",
        "[-0001-01-01, 0000-01-01)",
        "[-0001-01-01, 0000-01-01]",
    );
    assert_consistent(&years("0000", "-0001"), false);
    assert_consistent(&years("-0044-03-15", "0014"), true);
    // The year 0 is a leap year.
    assert_spans(
        &years("0000-02-29", "0000-03-01"),
        "a",
        "[0000-02-29, 0000-03-01)",
        "[0000-02-29, 0000-03-01]",
    );
    assert_consistent(&years("Y-17E7", "Y170000002"), true);
    assert_consistent(&years("Y170000003", "Y170000002"), false);
    assert_spans(
        &years("Y170000001", "Y170000002"),
        "b",
        "[+170000002-01-01, +170000003-01-01)",
        "[+170000002-01-01, +170000003-01-01]",
    );
}

#[test]
fn a_day_of_telling_that_cannot_be_counted_is_an_error() {
    let told = |as_of: &str| {
        format!(
            r#"zone: "Europe/Berlin", as_of: "{as_of}", events: [
                (id: "a", title: "A", when: "2001-01-01T00:00:00.000000001"),
                (id: "b", title: "B", when: "2000/.."),
            ]"#
        )
    };
    for (as_of, rule) in [
        ("2500-01-01", Rule::TimeOutOfRange),
        ("2021-03-28T02:30", Rule::InvalidDate),
    ] {
        let collection = read(&told(as_of));
        let analysis = analyse(&collection);
        assert_eq!(explanations(&analysis), [(rule, Vec::new())], "{as_of}");
        assert_eq!(analysis.consistent(), None);
    }
    assert_consistent(&told("2021-03-28"), true);
}

#[test]
fn the_tick_is_that_of_what_occurred() {
    let told = |status: &str| {
        format!(
            r#"events: [
                (id: "a", title: "A", when: "1066"),
                (id: "b", title: "B", when: "2100-01-01T00:00:00.000000001", status: {status}),
            ],
            links: [(from: "a", to: "b", kind: "precedes", lag: "PT0.000000001S")]"#
        )
    };
    assert_spans(
        &told("planned"),
        "a",
        "[1066-01-01, 1067-01-01)",
        "[1066-01-01, 1067-01-01]",
    );
    let collection = read(&told("occurred"));
    assert_eq!(analyse(&collection).consistent(), None);
}

#[test]
fn a_time_that_exists_twice_is_two_alternatives_and_one_that_does_not_is_an_error() {
    let at = |when: &str| {
        format!(r#"zone: "Europe/Berlin", events: [(id: "a", title: "A", when: "{when}")]"#)
    };
    assert_spans(
        &at("2021-10-31T02:30"),
        "a",
        "[2021-10-31T00:30Z, 2021-10-31T01:31Z)",
        "[2021-10-31T00:30Z, 2021-10-31T01:31Z]",
    );
    assert_spans(
        &at("2021-10-31T02:30:00/2021-11"),
        "a",
        "[2021-10-31T00:30Z, 2021-10-31T01:30:01Z)",
        "[2021-10-31T23:00Z, 2021-11-30T23:00Z]",
    );
    // What stands beside it tells which one it was, and that it was not between the two.
    let beside = |link: &str| {
        at("2021-10-31T02:30").replace(
            "events: [",
            &format!(
                r#"links: [(from: "a", to: "b", kind: "{link}")],
                events: [(id: "b", title: "B", when: "2021-10-31T00:45Z/2021-10-31T01:15Z"), "#
            ),
        )
    };
    assert_spans(
        &beside("before"),
        "a",
        "[2021-10-31T00:30Z, 2021-10-31T00:31Z)",
        "[2021-10-31T00:30Z, 2021-10-31T00:31Z]",
    );
    assert_spans(
        &beside("after"),
        "a",
        "[2021-10-31T01:30Z, 2021-10-31T01:31Z)",
        "[2021-10-31T01:30Z, 2021-10-31T01:31Z]",
    );
    assert_consistent(&beside("during"), false);
    let collection = read(&at("2021-03-28T02:30"));
    let analysis = analyse(&collection);
    assert_eq!(explanations(&analysis), [(Rule::InvalidDate, Vec::new())]);
    assert_eq!((analysis.consistent(), analysis.exact()), (None, false));
    // Its offset tells which one is meant.
    assert_spans(
        &at("2021-10-31T02:30+01:00"),
        "a",
        "[2021-10-31T01:30Z, 2021-10-31T01:31Z)",
        "[2021-10-31T01:30Z, 2021-10-31T01:31Z]",
    );
}

#[test]
fn times_beyond_all_counting_do_not_overflow() {
    let collection = read(
        r#"events: [
            (id: "a", title: "A", when: "Y292000000000"),
            (id: "b", title: "B"), (id: "c", title: "C"), (id: "d", title: "D"),
            (id: "z", title: "Z", when: "Y-292000000000"),
        ],
        links: [
            (from: "a", to: "b", kind: "precedes", lag: "P290000000000Y/.."),
            (from: "b", to: "c", kind: "precedes", lag: "P290000000000Y/.."),
            (from: "c", to: "d", kind: "precedes", lag: "P290000000000Y/.."),
        ]"#,
    );
    let analysis = analyse(&collection);
    // What cannot be told as an instant is an error, and lags are told all the same.
    assert_eq!(analysis.consistent(), None);
    let found = analysis.findings();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule.name(), "time-out-of-range");
    let pair = analysis.pair(event(&analysis, "z"), event(&analysis, "d"));
    assert_eq!(pair.precedes, Modality::Necessary);
    let years = pair
        .negated_least_lag
        .map(|lag| -lag.ticks() / (365 * 86_400));
    assert!(years > Some(1_400_000_000_000), "{years:?}");
    assert_eq!(analysis.bounds(event(&analysis, "d")).concluded, None);
    assert_eq!(analysis.sequence().len(), 5);
}

#[test]
fn parts_of_a_second_may_last() {
    let lasts = |lasts: &str| {
        format!(r#"events: [(id: "a", title: "A", when: "1931-06-19T10:00:00", lasts: "{lasts}")]"#)
    };
    assert_spans(
        &lasts("PT0.5S"),
        "a",
        "[1931-06-19T10:00Z, 1931-06-19T10:00:00.5Z]",
        "[1931-06-19T10:00:00.5Z, 1931-06-19T10:00:01Z]",
    );
    assert_consistent(&lasts("PT1.000001S"), false);
    assert_consistent(&lasts("PT0.999999S"), true);
}

#[test]
fn settings_and_zones_of_a_timeline_reach_its_dates() {
    let told = |fields: &str, when: &str| {
        format!(r#"{fields} events: [(id: "a", title: "A", when: "{when}")]"#)
    };
    let south = "settings: (hemisphere: south, approximate: 2),";
    assert_spans(
        &told(south, "1931-21"),
        "a",
        "[1931-09-01, 1931-12-01)",
        "[1931-09-01, 1931-12-01]",
    );
    assert_spans(
        &told(south, "1931-05~"),
        "a",
        "[1931-03-01, 1931-08-01)",
        "[1931-03-01, 1931-08-01]",
    );
    assert_spans(
        &told("settings: (approximate: 0),", "1931-05~"),
        "a",
        "[1931-05-01, 1931-06-01)",
        "[1931-05-01, 1931-06-01]",
    );
    // Either hemisphere: two alternatives, with nothing between them.
    let either = told("settings: (hemisphere: either),", "1931-21");
    assert_spans(
        &either,
        "a",
        "[1931-03-01, 1931-12-01)",
        "[1931-03-01, 1931-12-01]",
    );
    let after_july = |more: &str| {
        let july = format!(r#"events: [(id: "b", title: "B", when: "1931-07", {more}), "#);
        either.replace("events: [", &july)
    };
    assert_spans(
        &after_july(r#"precedes: ["a"]"#),
        "a",
        "[1931-09-01, 1931-12-01)",
        "[1931-09-01, 1931-12-01]",
    );
    assert_consistent(&after_july(r#"part_of: "a""#), false);
    assert_spans(
        &told(r#"zone: "Asia/Kolkata","#, "2021-06-19"),
        "a",
        "[2021-06-18T18:30Z, 2021-06-19T18:30Z)",
        "[2021-06-18T18:30Z, 2021-06-19T18:30Z]",
    );
}
