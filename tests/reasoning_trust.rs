//! What is left out, doubted and passed over.

mod reasoning_support;

use annals::analysis::Modality;
use annals::diagnostic::Rule;
use annals::model::TimelineId;
use reasoning_support::{analyse, event, explanations, read, spans};

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

/// `b` is caused by `a`, of June, and over when `c`, of July, starts.
fn june_and_july(more: &str, rest: &str) -> String {
    format!(
        r#"events: [
            (id: "a", title: "A", when: "1931-06"),
            (id: "b", title: "B", because: ["a"], precedes: ["c"] {more}),
            (id: "c", title: "C", when: "1931-07"),
        ],
        {rest}"#
    )
}

#[test]
fn what_leaves_a_choice_narrows_what_the_rest_leaves_open() {
    for (more, rest, start, end) in [
        (
            "",
            "",
            "[1931-06-01, 1931-08-01)",
            "[1931-06-01, 1931-08-01)",
        ),
        (
            r#", when: "1931-XX-07""#,
            "",
            "[1931-06-07, 1931-07-08)",
            "[1931-06-07, 1931-07-08]",
        ),
        (
            r#", relative: (to: "a", unit: month, offset: 1)"#,
            "",
            "[1931-07-01, 1931-08-01)",
            "[1931-07-01, 1931-08-01)",
        ),
        (
            r#", claims: [(when: "1931-06-07"), (when: "1931-06-17")]"#,
            "",
            "[1931-06-07, 1931-06-18)",
            "[1931-06-07, 1931-06-18]",
        ),
        (
            "",
            r#"links: [(from: "a", to: "b", one_of: ["before", "meets"])]"#,
            "(1931-06-01, 1931-08-01)",
            "(1931-06-01, 1931-08-01)",
        ),
        (
            "",
            r#"choices: [(id: "x", any_of: [[(from: "a", to: "b", kind: "meets")]])]"#,
            "(1931-06-01, 1931-07-01]",
            "(1931-06-01, 1931-08-01)",
        ),
        (
            r#", evidence: [(source: "s")]"#,
            r#"sources: [(id: "s", title: "S", published: "1931-06-20")],
            settings: (publication_bounds: true)"#,
            "[1931-06-01, 1931-06-22]",
            "[1931-06-01, 1931-08-01)",
        ),
    ] {
        let told = read(&june_and_july(more, rest));
        let told = analyse(&told);
        assert_eq!(
            (told.consistent(), told.exact()),
            (Some(true), true),
            "{more}{rest}"
        );
        let expected = (start.to_owned(), end.to_owned());
        assert_eq!(spans(&told, "b"), expected, "{more}{rest}");
    }
}

#[test]
fn what_is_not_reasoned_with_leaves_what_is_proven() {
    let plain = read(&june_and_july("", ""));
    let plain = analyse(&plain);
    let expects = r#"expect: [(existence: (kind: "strike"))],"#;
    let told = read(&june_and_july("", expects));
    let told = analyse(&told);
    assert_eq!((told.consistent(), told.exact()), (None, false));
    assert_eq!(explanations(&told), [(Rule::NotYetSupported, Vec::new())]);
    for id in ["a", "b", "c"] {
        assert_eq!(spans(&told, id), spans(&plain, id));
    }
    // What contradicts without it contradicts with it.
    let links = r#"links: [(from: "c", to: "a", kind: "precedes")]"#;
    let told = read(&june_and_july("", &format!("{expects} {links}")));
    assert_eq!(analyse(&told).consistent(), Some(false));
}
