//! When the rules about sources fire, and when they stay silent.

use annals::diagnostic::Diagnostic;
use annals::workspace::{CheckOptions, Stdin, check};

/// What a check of one timeline finds of a rule.
fn found(rule: &str, body: &str) -> Vec<Diagnostic> {
    let stdin = Stdin {
        name: "t.ron".to_owned(),
        bytes: format!("(annals: 1, title: \"T\", {body})").into_bytes(),
    };
    let checked =
        check(&[], Some(stdin), &CheckOptions::default()).expect("standard input is read");
    let findings = checked.files[0].diagnostics.iter();
    findings
        .filter(|finding| finding.rule.name() == rule)
        .cloned()
        .collect()
}

fn messages(rule: &str, body: &str) -> Vec<String> {
    let found = found(rule, body).into_iter();
    found.map(|finding| finding.message).collect()
}

const TWO: &str = r#"sources: [(id: "a", title: "A"), (id: "b", title: "B", derived_from: ["a"]), (id: "c", title: "C")],"#;

#[test]
fn an_event_without_evidence_is_unsourced_where_there_are_sources() {
    let event = r#"(id: "e", title: "E", when: "1931")"#;
    let body = |events: &str| format!(r#"sources: [(id: "a", title: "A")], events: [{events}]"#);
    assert_eq!(
        messages("unsourced", &body(event)),
        ["no source is given for `e`"]
    );
    for silent in [
        r#"(id: "e", title: "E", evidence: [(source: "a")])"#,
        r#"(id: "e", title: "E", claims: [(when: "1931", evidence: [(source: "a")])])"#,
        r#"(id: "e", title: "E", relative: (to: "a", unit: month, offset: -1))"#,
        r#"(id: "e", title: "E", status: planned)"#,
        // A name that is not known is a fault of its own.
        r#"(id: "e", title: "E", evidence: [(source: "nobody")])"#,
    ] {
        assert_eq!(messages("unsourced", &body(silent)), [""; 0], "{silent}");
    }
    assert_eq!(
        messages("unsourced", &format!("events: [{event}]")),
        [""; 0]
    );
}

#[test]
fn sources_that_derive_from_one_are_a_single_source() {
    let body = |evidence: &str| {
        format!(
            r#"{TWO} events: [(id: "e", title: "E", {evidence}), (id: "f", title: "F", evidence: [(source: "a"), (source: "c")])]"#
        )
    };
    assert_eq!(
        messages(
            "single-source",
            &body(r#"evidence: [(source: "c"), (source: "c")]"#)
        ),
        ["`e` rests on one source, `c`"]
    );
    let derived = found(
        "single-source",
        &body(r#"evidence: [(source: "a")], claims: [(when: "1931", evidence: [(source: "b")])]"#),
    );
    assert_eq!(
        derived[0].message,
        "`e` rests on one source, however many are named: `a`, `b` all go back to `a`"
    );
    assert_eq!(derived[0].labels[0].message, "`b` derives from `a`");
    for silent in [
        r#"evidence: [(source: "b"), (source: "c")]"#,
        r#"evidence: [(source: "b")], claims: [(when: "1931", evidence: [(source: "c")])]"#,
        r#"evidence: [(source: "a")], status: hypothetical"#,
        "",
    ] {
        assert_eq!(
            messages("single-source", &body(silent)),
            [""; 0],
            "{silent}"
        );
    }
    // Nobody can name a second source where there is none.
    for sources in [
        r#"(id: "a", title: "A")"#,
        r#"(id: "a", title: "A"), (id: "b", title: "B", derived_from: ["a"])"#,
        r#"(id: "a", title: "A"), (id: "b", title: "B", role: background)"#,
    ] {
        let body = format!(
            r#"sources: [{sources}], events: [(id: "e", title: "E", evidence: [(source: "a")])]"#
        );
        assert_eq!(messages("single-source", &body), [""; 0], "{sources}");
    }
}

#[test]
fn each_group_of_sources_in_circles_is_shown_one() {
    let sources = |sources: &[(&str, &[&str])]| {
        let sources = sources
            .iter()
            .map(|(id, parents)| format!("(id: {id:?}, title: \"S\", derived_from: {parents:?})"));
        format!("sources: [{}]", sources.collect::<Vec<_>>().join(", "))
    };
    let circles = |given: &[(&str, &[&str])]| messages("circular-sourcing", &sources(given));
    assert_eq!(
        circles(&[("a", &["a"])]),
        ["the source `a` derives from itself"]
    );
    assert_eq!(
        circles(&[("a", &["d", "b"]), ("b", &["c"]), ("c", &["a"]), ("d", &[])]),
        ["sources derive from each other in a circle: `a` → `b` → `c` → `a`"]
    );
    // The first circle leads into the second, whichever is met first.
    assert_eq!(
        circles(&[
            ("a", &["c", "b"]),
            ("b", &["a"]),
            ("c", &["d"]),
            ("d", &["c"])
        ]),
        [
            "sources derive from each other in a circle: `a` → `b` → `a`",
            "sources derive from each other in a circle: `c` → `d` → `c`",
        ]
    );
    assert_eq!(
        circles(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]),
        [""; 0]
    );
    let ids: Vec<String> = (0..20_000).map(|number| format!("s{number}")).collect();
    let long: Vec<(&str, [&str; 1])> = (0..ids.len())
        .map(|at| (&*ids[at], [&*ids[(at + 1) % ids.len()]]))
        .collect();
    let long: Vec<(&str, &[&str])> = long.iter().map(|(id, next)| (*id, &next[..])).collect();
    let found = circles(&long);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("`s7` → 19992 more → `s0`"),
        "{}",
        found[0]
    );
}

#[test]
fn a_source_may_be_a_day_older_than_what_it_reports() {
    let body = |published: &str, more: &str, event: &str| {
        format!(
            r#"sources: [(id: "s", title: "S", published: "{published}" {more})], events: [(id: "e", title: "E", {event})]"#
        )
    };
    let cites = r#"evidence: [(source: "s")]"#;
    let dated = format!(r#"when: "1931-05-03", {cites}"#);
    let found = found("source-before-event", &body("1931-05-01", "", &dated));
    assert_eq!(found[0].message, "`s` was published before `e` started");
    assert_eq!(
        found[0].labels[0].message,
        "this started later, not before 1931-05-03"
    );
    assert_eq!(
        found[0].labels[1].message,
        "`s` was published by 1931-05-01"
    );
    for (published, more, event) in [
        ("1931-05-02", "", &*dated),
        ("1931-05", "", &dated),
        ("1931-05-01/..", "", &dated),
        ("[1931-04,1931-06]", "", &dated),
        ("1931-05-01", ", role: background", &dated),
        (
            "1931-05-01",
            "",
            r#"when: "1931-05-03", evidence: [(source: "s", foretells: true)]"#,
        ),
        (
            "1931-05-01",
            "",
            r#"when: "1931", evidence: [(source: "s")]"#,
        ),
        (
            "1931-05-01",
            "",
            r#"when: "[1931-04-01,1931-05-03]", evidence: [(source: "s")]"#,
        ),
        (
            "1931-05-01",
            "",
            r#"when: "1931-05-03", status: planned, evidence: [(source: "s")]"#,
        ),
        (
            "1931-05-01",
            "",
            r#"claims: [(when: "1931-05-03", evidence: [(source: "s")])]"#,
        ),
    ] {
        let body = body(published, more, event);
        assert_eq!(messages("source-before-event", &body), [""; 0], "{body}");
    }
}

#[test]
fn what_is_concluded_counts_and_not_what_is_stated() {
    let body = |order: &str| {
        format!(
            r#"sources: [(id: "s", title: "S", published: "1930")],
            events: [(id: "e", title: "E", {order} evidence: [(source: "s")]), (id: "f", title: "F", when: "1931-05")]"#
        )
    };
    assert_eq!(messages("source-before-event", &body("")), [""; 0]);
    assert_eq!(
        messages("source-before-event", &body(r#"follows: ["f"],"#)).len(),
        1
    );
    // Nothing is concluded where statements contradict each other.
    let contradictory = body(r#"follows: ["f"], when: "1929","#);
    assert_eq!(messages("source-before-event", &contradictory), [""; 0]);
}

#[test]
fn sources_that_nobody_can_check_are_noted() {
    let body = |source: &str, quote: &str| {
        format!(
            r#"sources: [(id: "s", title: "S" {source})], events: [(id: "e", title: "E", evidence: [(source: "s" {quote})])]"#
        )
    };
    let cases = [
        ("", "", &[][..]),
        (
            ", url: \"https://x\"",
            "",
            &["no copy of `s` is kept, should its link die"],
        ),
        (", url: \"https://x\", archived_url: \"https://y\"", "", &[]),
        (
            ", url: \"https://x\", archived_url: \"https://y\"",
            ", quote: \"q\"",
            &["`s` is quoted for `e`, and no archived text of it is kept to check that by"],
        ),
    ];
    for (source, quote, expected) in cases {
        let found = found("missing-archive", &body(source, quote));
        let messages: Vec<&str> = found.iter().map(|finding| &*finding.message).collect();
        assert_eq!(messages, expected);
        assert!(
            found
                .iter()
                .all(|finding| finding.severity.name() == "note")
        );
    }
}
