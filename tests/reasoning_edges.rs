//! Small timelines at the edges of what statements mean.

use annals::analysis::{Analysis, Modality, PointBounds};
use annals::calendar::{Tick, format_instant};
use annals::diagnostic::Rule;
use annals::model::{Chronology, Collection, EventIndex, TimelineId, decode, resolve};
use annals::source::SourceMap;
use annals::stn::{Bound, Distance};

/// Reads the fields of a timeline in which nothing is wrong with the form.
fn read(fields: &str) -> Collection {
    let mut sources = SourceMap::new();
    let file = sources.add(
        "edge.ron",
        format!("(annals: 1, title: \"An edge\", {fields})"),
    );
    let (timeline, found) = decode(&file);
    assert!(found.is_empty(), "{found:#?}");
    let mut collection = Collection {
        timelines: vec![timeline],
    };
    let found = resolve(&mut collection).concat();
    assert!(found.is_empty(), "{found:#?}");
    collection
}

fn analyse(collection: &Collection) -> Analysis<'_> {
    Analysis::new(Chronology::new(collection, TimelineId(0)))
}

fn event(analysis: &Analysis<'_>, id: &str) -> EventIndex {
    analysis
        .chronology()
        .find(id)
        .expect("the event is declared")
}

/// Each explanation as the texts of its statements, the first to doubt first.
fn explanations(analysis: &Analysis<'_>) -> Vec<(Rule, Vec<String>)> {
    let findings = analysis.findings().into_iter();
    findings
        .map(|finding| {
            let statements = finding.statements.into_iter();
            (
                finding.rule,
                statements.map(|statement| statement.text).collect(),
            )
        })
        .collect()
}

#[test]
fn answers_do_without_no_more_than_the_first_to_doubt_if_that_suffices() {
    // `b responds_to a` and `a leads_to b` go round in a circle; the former, the first to doubt,
    // also contradicts the dates, and `a starts_before b`.
    let collection = read(
        r#"sources: [(id: "s", title: "S")],
        events: [(id: "b", title: "B", follows: ["a"]), (id: "a", title: "A", lasts: "PT1S")],
        links: [
            (from: "a", to: "b", kind: "responds_to", evidence: [(source: "s")]),
            (from: "a", to: "b", kind: "starts_before"),
            (from: "a", to: "b", kind: "leads_to", evidence: [(source: "s")]),
        ]"#,
    );
    let analysis = analyse(&collection);
    let of = |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.into()).collect() };
    assert_eq!(
        explanations(&analysis),
        [
            (Rule::CausalCycle, of(&["a responds_to b", "a leads_to b"])),
            (
                Rule::Contradiction,
                of(&["a starts_before b", "a responds_to b"])
            ),
        ]
    );
    let left_out: Vec<String> = analysis
        .retracted()
        .map(|statement| statement.text(analysis.chronology()))
        .collect();
    assert_eq!(left_out, ["a responds_to b", "a starts_before b"]);
    let pair = analysis.pair(event(&analysis, "a"), event(&analysis, "b"));
    assert_eq!(
        pair.precedes,
        Modality::Necessary,
        "`b follows a` still holds"
    );
}

#[test]
fn days_of_a_lag_are_those_of_the_years_in_which_it_begins() {
    // Berlin was two hours ahead in July 1941 and one in July 1961, so from noon to noon there are
    // 7305 days and an hour.
    let long = r#"zone: "Europe/Berlin",
        events: [
            (id: "noon", title: "N", when: "1941-07-01T10:00:00Z", lasts: "PT0S"),
            (id: "first", title: "F"),
            (id: "second", title: "S", when: "1961-07-01T12:00:00", lasts: "PT0S"),
        ],
        links: [
            (from: "noon", to: "first", kind: "same_time"),
            (from: "first", to: "second", kind: "precedes", lag: "P7305D"),
        ]"#;
    assert_eq!(analyse(&read(long)).consistent(), Some(true));
    // The same told from the other side, where `from` is the later one.
    let back = long.replace(
        r#"from: "first", to: "second", kind: "precedes""#,
        r#"from: "second", to: "first", kind: "follows""#,
    );
    assert_eq!(analyse(&read(&back)).consistent(), Some(true));
}

/// The bounds of an event's start and end, as intervals.
fn spans(analysis: &Analysis<'_>, id: &str) -> (String, String) {
    let bounds = analysis.bounds(event(analysis, id));
    let tick = analysis.system().tick;
    let instant = |bound: Bound| {
        let ticks = i64::try_from(bound.ticks).expect("edges are within reach");
        format_instant(ticks, tick)
            .replace(":00Z", "Z")
            .replace("T00:00Z", "")
    };
    let text = |point: PointBounds| {
        let lower = match point.earliest {
            Some(bound) if bound.open => format!("({}", instant(bound)),
            Some(bound) => format!("[{}", instant(bound)),
            None => "(-".to_owned(),
        };
        let upper = match point.latest {
            Some(bound) if bound.open => format!("{})", instant(bound)),
            Some(bound) => format!("{}]", instant(bound)),
            None => "-)".to_owned(),
        };
        format!("{lower}, {upper}")
    };
    (text(bounds.start), text(bounds.end))
}

#[track_caller]
fn assert_spans(fields: &str, id: &str, start: &str, end: &str) {
    let collection = read(fields);
    let analysis = analyse(&collection);
    assert_eq!(
        analysis.consistent(),
        Some(true),
        "{:?}",
        explanations(&analysis)
    );
    assert_eq!(spans(&analysis, id), (start.to_owned(), end.to_owned()));
}

#[track_caller]
fn assert_consistent(fields: &str, consistent: bool) {
    let collection = read(fields);
    let analysis = analyse(&collection);
    assert_eq!(
        analysis.consistent(),
        Some(consistent),
        "{:?}",
        explanations(&analysis)
    );
}

fn relations(analysis: &Analysis<'_>, a: &str, b: &str) -> Vec<&'static str> {
    let pair = analysis.pair(event(analysis, a), event(analysis, b));
    pair.allen.iter().map(|relation| relation.name()).collect()
}

/// Two events within the second of noon, and links.
fn at_noon(lasts: &str, links: &str) -> String {
    format!(
        r#"events: [
            (id: "a", title: "A", when: "1931-06-19T12:00:00" {lasts}),
            (id: "b", title: "B", when: "1931-06-19T12:00:00" {lasts}),
        ],
        links: [{links}]"#
    )
}

#[test]
fn twelve_o_clock_may_cause_twelve_o_clock() {
    let causes = r#"(from: "a", to: "b", kind: "causes")"#;
    assert_consistent(&at_noon("", causes), true);
    assert_consistent(&at_noon(r#", lasts: "PT0S""#, causes), true);
    assert_consistent(
        &at_noon("", r#"(from: "a", to: "b", kind: "precedes")"#),
        true,
    );
    // An event that fills the second can neither precede nor follow another that does.
    let precedes = r#"(from: "a", to: "b", kind: "precedes")"#;
    assert_consistent(&at_noon(r#", lasts: "PT1S""#, precedes), false);
    assert_consistent(&at_noon(r#", lasts: "PT1S""#, causes), true);
}

#[test]
fn strict_orders_fit_into_one_second_but_not_into_one_instant() {
    let strictly = r#"(from: "a", to: "b", kind: "starts_before")"#;
    assert_consistent(&at_noon("", strictly), true);
    assert_spans(
        &at_noon("", strictly),
        "b",
        "(1931-06-19T12:00Z, 1931-06-19T12:00:01Z)",
        "(1931-06-19T12:00Z, 1931-06-19T12:00:01Z]",
    );
    // Both fill the second, so both start at its first instant.
    assert_consistent(&at_noon(r#", lasts: "PT1S""#, strictly), false);
    let equal = format!(r#"{strictly}, (from: "b", to: "a", kind: "same_time")"#);
    assert_consistent(&at_noon("", &equal), false);
    let round = format!(r#"{strictly}, (from: "b", to: "a", kind: "starts_before")"#);
    assert_consistent(&at_noon("", &round), false);
    let no_lag = r#"(from: "a", to: "b", kind: "starts_before", lag: "PT0S")"#;
    assert_consistent(&at_noon("", no_lag), false);
    let no_lag = r#"(from: "a", to: "b", kind: "after", lag: "../PT0S")"#;
    assert_consistent(&at_noon("", no_lag), false);
}

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
fn what_ends_at_midnight_precedes_the_next_day() {
    let collection = read(
        r#"events: [
            (id: "a", title: "A", when: "1931-06-19"),
            (id: "b", title: "B", when: "1931-06-20"),
        ]"#,
    );
    let analysis = analyse(&collection);
    let pair = analysis.pair(event(&analysis, "a"), event(&analysis, "b"));
    assert_eq!(pair.precedes, Modality::Necessary);
    assert_eq!(pair.follows, Modality::Impossible);
    // Where `b` is the instant of midnight, `a` that ends then is finished by it.
    assert_eq!(
        relations(&analysis, "a", "b"),
        ["before", "meets", "finished_by"]
    );
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
fn lags_run_between_the_points_that_their_kind_orders() {
    // `a` fills the day of 1931-06-19.
    let linked = |link: &str| {
        format!(
            r#"events: [
                (id: "a", title: "A", when: "1931-06-19", lasts: "P1D"),
                (id: "b", title: "B", lasts: "PT1H"),
            ],
            links: [{link}]"#
        )
    };
    let start = |link: &str, day: &str| {
        let point = format!("[{day}, {day}]");
        let end = format!("[{day}T01:00Z, {day}T01:00Z]");
        assert_spans(&linked(link), "b", &point, &end);
    };
    start(
        r#"(from: "a", to: "b", kind: "causes", lag: "P2D")"#,
        "1931-06-21",
    );
    start(
        r#"(from: "b", to: "a", kind: "responds_to", lag: "P2D")"#,
        "1931-06-21",
    );
    start(
        r#"(from: "a", to: "b", kind: "starts_before", lag: "P2D")"#,
        "1931-06-21",
    );
    start(
        r#"(from: "a", to: "b", kind: "precedes", lag: "P2D")"#,
        "1931-06-22",
    );
    start(
        r#"(from: "a", to: "b", kind: "before", lag: "P2D")"#,
        "1931-06-22",
    );
    start(
        r#"(from: "b", to: "a", kind: "follows", lag: "P2D")"#,
        "1931-06-22",
    );
    start(
        r#"(from: "b", to: "a", kind: "after", lag: "P2D")"#,
        "1931-06-22",
    );
    let ends = r#"(from: "a", to: "b", kind: "ends_before", lag: "P2DT1H")"#;
    start(ends, "1931-06-22");
    assert_consistent(
        &linked(r#"(from: "a", to: "b", kind: "before", lag: "P0D")"#),
        false,
    );
    assert_consistent(
        &linked(r#"(from: "a", to: "b", kind: "precedes", lag: "P0D")"#),
        true,
    );
}

#[test]
fn kinds_of_links_mean_what_they_imply() {
    let own = |links: &str| {
        format!(
            r#"kinds: (links: [
                (id: "provokes", title: "provokes", implies: "precedes", causal: true),
                (id: "answers", title: "answers", implies: "responds_to"),
                (id: "mentions", title: "mentions", implies: "precedes"),
            ]),
            events: [
                (id: "a", title: "A", when: "1931"),
                (id: "b", title: "B"),
            ],
            links: [{links}]"#
        )
    };
    let provokes = r#"(from: "a", to: "b", kind: "provokes", lag: "P1D/..")"#;
    assert_spans(&own(provokes), "b", "[1931-01-02, -)", "[1931-01-02, -)");
    let answers = r#"(from: "b", to: "a", kind: "answers")"#;
    assert_spans(&own(answers), "b", "[1931-01-01, -)", "[1931-01-01, -)");
    // Instants may precede each other in a circle; causes may not.
    let round = |kind: &str| {
        format!(r#"(from: "a", to: "b", kind: "{kind}"), (from: "b", to: "a", kind: "{kind}")"#)
    };
    assert_consistent(&own(&round("mentions")), true);
    assert_consistent(&own(&round("provokes")), false);
    assert_consistent(&own(&round("answers")), false);
    let both = format!(r#"{provokes}, {answers}"#);
    assert_consistent(&own(&both), true);
    let collection = read(&own(&round("provokes")));
    let rules: Vec<Rule> = explanations(&analyse(&collection))
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    assert_eq!(rules, [Rule::CausalCycle]);
}

#[test]
fn what_did_not_occur_changes_nothing() {
    let story = |more: &str, links: &str| {
        format!(
            r#"events: [
                (id: "a", title: "A", when: "1931-06"),
                (id: "b", title: "B", because: ["a"], precedes: ["c"]),
                (id: "c", title: "C", when: "1931-07"),
                {more}
            ],
            links: [{links}]"#
        )
    };
    let plain = read(&story("", ""));
    let plain = analyse(&plain);
    for status in ["planned", "cancelled", "hypothetical"] {
        let more = format!(
            r#"(id: "x", title: "X", when: "1931-07-20", lasts: "P1Y", status: {status}, precedes: ["a"], part_of: "c"),"#
        );
        let links = r#"(from: "c", to: "x", kind: "causes"), (from: "x", to: "a", kind: "causes"),
            (from: "x", to: "x", kind: "before")"#;
        let told = read(&story(&more, links));
        let told = analyse(&told);
        assert_eq!((told.consistent(), told.exact()), (Some(true), true));
        for id in ["a", "b", "c"] {
            assert_eq!(spans(&told, id), spans(&plain, id));
        }
        assert_eq!(told.sequence(), plain.sequence());
        assert_eq!(told.support(TimelineId(0)).len(), 2);
        let nothing = "(-, -)".to_owned();
        assert_eq!(spans(&told, "x"), (nothing.clone(), nothing));
    }
}

#[test]
fn what_is_not_reasoned_with_leaves_what_is_proven() {
    let story = |more: &str, links: &str| {
        format!(
            r#"events: [
                (id: "a", title: "A", when: "1931-06"),
                (id: "b", title: "B", because: ["a"], precedes: ["c"] {more}),
                (id: "c", title: "C", when: "1931-07"),
            ],
            {links}"#
        )
    };
    let plain = read(&story("", ""));
    let plain = analyse(&plain);
    for (more, rest) in [
        (r#", when: "1931-XX-07""#, ""),
        (r#", relative: (to: "a", unit: month, offset: 1)"#, ""),
        (
            r#", claims: [(when: "1931-06-07"), (when: "1931-06-17")]"#,
            "",
        ),
        (
            "",
            r#"links: [(from: "a", to: "b", one_of: ["before", "meets"])]"#,
        ),
        (
            "",
            r#"choices: [(id: "x", any_of: [[(from: "a", to: "b", kind: "meets")]])]"#,
        ),
        ("", "settings: (publication_bounds: true)"),
    ] {
        let told = read(&story(more, rest));
        let told = analyse(&told);
        assert_eq!(
            (told.consistent(), told.exact()),
            (None, false),
            "{more}{rest}"
        );
        assert_eq!(explanations(&told), [(Rule::NotYetSupported, Vec::new())]);
        for id in ["a", "b", "c"] {
            assert_eq!(spans(&told, id), spans(&plain, id), "{more}{rest}");
        }
    }
    // What contradicts without it contradicts with it.
    let told = read(&story(
        r#", when: "1931-XX-07""#,
        r#"links: [(from: "c", to: "a", kind: "precedes")]"#,
    ));
    assert_eq!(analyse(&told).consistent(), Some(false));
}

#[test]
fn an_event_is_not_its_own_cause_nor_before_itself() {
    let with = |link: &str| {
        format!(
            r#"events: [(id: "a", title: "A", when: "1931")], links: [(from: "a", to: "a", {link})]"#
        )
    };
    assert_consistent(&with(r#"kind: "causes""#), false);
    assert_consistent(&with(r#"kind: "before""#), false);
    assert_consistent(&with(r#"kind: "equals""#), true);
    // An instant ends when it starts, so it precedes itself.
    assert_consistent(&with(r#"kind: "precedes""#), true);
    assert_spans(
        &with(r#"kind: "same_time""#),
        "a",
        "[1931-01-01, 1932-01-01)",
        "[1931-01-01, 1932-01-01]",
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
    for (when, rule) in [
        ("2021-10-31T02:30", Rule::NotYetSupported),
        ("2021-10-31T02:30:00/2021-11", Rule::NotYetSupported),
        ("2021-03-28T02:30", Rule::InvalidDate),
    ] {
        let collection = read(&at(when));
        let analysis = analyse(&collection);
        assert_eq!(explanations(&analysis), [(rule, Vec::new())], "{when}");
        assert_eq!((analysis.consistent(), analysis.exact()), (None, false));
    }
    // Its offset tells which one is meant.
    assert_spans(
        &at("2021-10-31T02:30+01:00"),
        "a",
        "[2021-10-31T01:30Z, 2021-10-31T01:31Z)",
        "[2021-10-31T01:30Z, 2021-10-31T01:31Z]",
    );
}

#[test]
fn built_in_kinds_keep_their_meaning_beside_others() {
    let told = |kind: &str| {
        format!(
            r#"kinds: (links: [(id: "provokes", title: "provokes", implies: "precedes")]),
            events: [(id: "a", title: "A", when: "1931"), (id: "b", title: "B", when: "1930")],
            links: [(from: "a", to: "b", kind: "{kind}")]"#
        )
    };
    assert_consistent(&told("provokes"), false);
    assert_consistent(&told("starts_before"), false);
    assert_consistent(&told("starts_before").replace("1930", "1932"), true);
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
    assert_eq!(analysis.consistent(), Some(true));
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
fn an_event_equals_itself() {
    for (lasts, precedes) in [
        ("", Modality::Possible),
        (r#", lasts: "PT0S""#, Modality::Necessary),
        (r#", lasts: "PT1H""#, Modality::Impossible),
    ] {
        let fields = format!(r#"events: [(id: "a", title: "A", when: "1931-06-19" {lasts})]"#);
        let collection = read(&fields);
        let analysis = analyse(&collection);
        assert_eq!(relations(&analysis, "a", "a"), ["equals"], "{lasts}");
        let a = event(&analysis, "a");
        let pair = analysis.pair(a, a);
        assert_eq!(
            (pair.precedes, pair.follows),
            (precedes, precedes),
            "{lasts}"
        );
        assert_eq!(analysis.sequence(), [[a]]);
    }
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
    let collection = read(&told("settings: (hemisphere: either),", "1931-21"));
    let found = explanations(&analyse(&collection));
    assert_eq!(found, [(Rule::NotYetSupported, Vec::new())]);
    assert_spans(
        &told(r#"zone: "Asia/Kolkata","#, "2021-06-19"),
        "a",
        "[2021-06-18T18:30Z, 2021-06-19T18:30Z)",
        "[2021-06-18T18:30Z, 2021-06-19T18:30Z]",
    );
}

#[test]
fn the_least_trusted_is_the_first_to_doubt() {
    // Three statements contradict; each time another is the least trusted.
    let told = |a: &str, b: &str, link: &str| {
        format!(
            r#"sources: [
                (id: "good", title: "G", grade: "A1"),
                (id: "fair", title: "F", grade: "C3"),
                (id: "copy", title: "C", grade: "A1", derived_from: ["good"]),
                (id: "other", title: "O", grade: "A1"),
            ],
            events: [
                (id: "a", title: "A", {a}),
                (id: "b", title: "B", {b}),
            ],
            links: [(from: "a", to: "b", kind: "precedes", {link})]"#
        )
    };
    let first = |a: &str, b: &str, link: &str| {
        let collection = read(&told(a, b, link));
        let found = explanations(&analyse(&collection));
        assert_eq!(found.len(), 1);
        found[0].1[0].clone()
    };
    let (a, b, link) = ("a: 1932", "b: 1931", "a precedes b");
    let good = r#"evidence: [(source: "good")]"#;
    let dated = |year: &str, more: &str| format!(r#"when: "{year}", {more}"#);
    // By certainty, whatever the sources.
    let alleged = format!("certainty: alleged, {good}");
    assert_eq!(first(&dated("1932", ""), &dated("1931", &alleged), ""), b);
    let confirmed = "certainty: confirmed,";
    assert_eq!(
        first(&dated("1932", confirmed), &dated("1931", confirmed), good),
        link
    );
    // By `?`, whatever the sources.
    assert_eq!(
        first(&dated("1932", ""), &dated("1931?", good), ""),
        "b: 1931?"
    );
    assert_eq!(
        first(&dated("1932%", good), &dated("1930", ""), ""),
        "a: 1932%"
    );
    // By the best grade among the sources; none is the worst.
    let fair = r#"evidence: [(source: "fair")]"#;
    let both = r#"evidence: [(source: "fair"), (source: "good")]"#;
    assert_eq!(first(&dated("1932", both), &dated("1931", fair), good), b);
    assert_eq!(first(&dated("1932", fair), &dated("1931", fair), ""), link);
    // By how many sources are independent: a copy adds nothing.
    let two = r#"evidence: [(source: "good"), (source: "other")]"#;
    let copied = r#"evidence: [(source: "good"), (source: "copy")]"#;
    assert_eq!(first(&dated("1932", two), &dated("1931", copied), two), b);
    assert_eq!(
        first(&dated("1932", two), &dated("1931", two), copied),
        link
    );
    // By place.
    assert_eq!(first(&dated("1932", ""), &dated("1931", ""), ""), a);
}
