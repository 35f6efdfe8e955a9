//! Small timelines at the edges of what links mean.

mod reasoning_support;

use annals::analysis::Modality;
use annals::diagnostic::Rule;
use reasoning_support::{
    analyse, assert_consistent, assert_spans, event, explanations, read, relations,
};

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
    for (from, kind, to, lag, day) in [
        ("a", "causes", "b", "P2D", "1931-06-21"),
        ("b", "responds_to", "a", "P2D", "1931-06-21"),
        ("a", "starts_before", "b", "P2D", "1931-06-21"),
        ("a", "precedes", "b", "P2D", "1931-06-22"),
        ("a", "before", "b", "P2D", "1931-06-22"),
        ("b", "follows", "a", "P2D", "1931-06-22"),
        ("b", "after", "a", "P2D", "1931-06-22"),
        ("a", "ends_before", "b", "P2DT1H", "1931-06-22"),
    ] {
        let link = format!(r#"(from: "{from}", to: "{to}", kind: "{kind}", lag: "{lag}")"#);
        let point = format!("[{day}, {day}]");
        let end = format!("[{day}T01:00Z, {day}T01:00Z]");
        assert_spans(&linked(&link), "b", &point, &end);
    }
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
