//! Claims as the program tells of them: which of them count, and what they count from.

mod program;

use std::path::Path;

use program::run_with_input;
use serde_json::Value;

/// What the program answers to a timeline with these fields: its exit code and what it writes.
fn annals(fields: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let text = format!(
        r#"(annals: 1, title: "T", sources: [
            (id: "g", title: "G", published: "1931-06-20", grade: "B2"), (id: "h", title: "H")],
            {fields})"#
    );
    let run = run_with_input(Path::new("."), arguments, &text);
    (run.code, run.out)
}

/// The findings of a rule.
fn found(fields: &str, options: &[&str], rule: &str) -> Vec<Value> {
    let arguments = [&["check", "-", "--format", "json"], options].concat();
    let (_, answer) = annals(fields, &arguments);
    let answer: Value = serde_json::from_str(&answer).expect("it writes JSON");
    let all = answer["files"][0]["diagnostics"].as_array();
    let all = all.expect("there is a list of findings").iter();
    all.filter(|finding| finding["rule"] == rule)
        .cloned()
        .collect()
}

fn labels(finding: &Value) -> Vec<&str> {
    let labels = finding["labels"].as_array().into_iter().flatten();
    labels
        .filter_map(|label| label["message"].as_str())
        .collect()
}

/// Rivals, the second of which is preferred, beside a date that fits neither.
const PREFERRED: &str = r#"events: [(id: "a", title: "A", when: "1940", claims: [
    (when: "1931", evidence: [(source: "g")]),
    (when: "1932", prefer: true, evidence: [(source: "h")]),
])]"#;

#[test]
fn a_statement_is_the_claims_that_count() {
    for (options, text, sources, line) in [
        (&[][..], "a claimed 1932 (h)", vec!["h"], 5),
        (
            &["--claims", "all"][..],
            "a claimed 1931 (g) and 1932 (h)",
            vec!["g", "h"],
            4,
        ),
    ] {
        let found = found(PREFERRED, options, "contradiction");
        let claims: Vec<&Value> = found
            .iter()
            .flat_map(|finding| finding["statements"].as_array().into_iter().flatten())
            .filter(|statement| statement["kind"] == "claim")
            .collect();
        let [claims] = claims.as_slice() else {
            panic!("the claims are one statement: {found:?}");
        };
        assert_eq!(claims["text"], text);
        assert_eq!(claims["sources"], Value::from(sources));
        assert_eq!(
            claims["span"]["start"]["line"], line,
            "the first that counts"
        );
    }
}

#[test]
fn claims_that_all_have_to_hold_contradict_each_other_where_they_stand() {
    let rivals = |prefer: &str| {
        format!(
            r#"events: [(id: "a", title: "A", claims: [
                (when: "1931-06-18"{prefer}, evidence: [(source: "g")]),
                (when: "1931-06", evidence: [(source: "h")]),
                (when: "1931-06-21"{prefer}, evidence: [(source: "h")]),
            ])]"#
        )
    };
    for (prefer, options, help) in [
        ("", &["--claims", "all"][..], "leave `--claims all` out"),
        (", prefer: true", &[], "leave `prefer: true` only at"),
    ] {
        let found = found(&rivals(prefer), options, "contradiction");
        let [finding] = found.as_slice() else {
            panic!("one contradiction: {found:?}");
        };
        assert_eq!(
            finding["message"],
            "the claims about `a` contradict each other"
        );
        let (first, second) = (&finding["span"], &finding["labels"][1]["span"]);
        assert_eq!(first["start"]["line"], 4);
        assert_eq!(second["start"]["line"], 6, "the second fits both");
        assert_eq!(labels(finding), ["1931-06-18 (g)", "1931-06-21 (h)"]);
        let said = finding["help"][0].as_str().expect("there is help");
        assert!(said.contains(help), "{said}");
    }
    let itself = r#"events: [(id: "a", title: "A", claims: [
        (when: "1931-06-18", lasts: "P3D"), (when: "1931-06-19", lasts: "P2D")])]"#;
    let found = found(itself, &[], "contradiction");
    assert_eq!(
        found[0]["message"],
        "each of the claims about `a` contradicts itself"
    );
    assert_eq!(labels(&found[0]).len(), 2);
}

#[test]
fn rival_claims_conflict_as_what_they_count_from_is_dated() {
    let event = |x: &str, relative: &str, rival: &str| {
        format!(
            r#"events: [(id: "x", title: "X", {x}), (id: "y", title: "Y", when: "1920"),
            (id: "z", title: "Z", precedes: ["x"]), (id: "a", title: "A", claims: [
                (relative: (to: {relative})), (when: "{rival}")])]"#
        )
    };
    let year = r#""x", unit: year"#;
    let july = r#""g", unit: year, offset: -1, part: "07""#;
    let counted = r#"relative: (to: "y", unit: year, offset: 5)"#;
    for (x, relative, rival, conflict, dates) in [
        (r#"when: "1920""#, year, "1935", true, &["x: 1920"][..]),
        (r#"when: "1920""#, year, "1920", false, &[]),
        (
            r#"when: "1920""#,
            july,
            "1935",
            true,
            &["g published 1931-06-20"],
        ),
        (r#"when: "1920""#, july, "1930", false, &[]),
        // What x is counted from dates it as well; its links do not.
        (
            counted,
            year,
            "1935",
            true,
            &["x: the year 5 years after y", "y: 1920"],
        ),
        (counted, year, "1925", false, &[]),
        (r#"precedes: ["y"]"#, year, "1935", false, &[]),
        // What contradicts itself conflicts with no claim.
        (r#"when: "1920", lasts: "P9Y""#, year, "1935", false, &[]),
    ] {
        let fields = event(x, relative, rival);
        let found = found(&fields, &[], "conflicting-claims");
        assert_eq!(found.len(), usize::from(conflict), "{fields}");
        let told: Vec<&str> = found.iter().flat_map(labels).collect();
        if conflict {
            assert_eq!(told[1], rival, "behind the claim at which it stands");
            let mut told = told[2..].to_vec();
            told.sort_unstable();
            assert_eq!(told, dates);
        }
    }
}

#[test]
fn a_date_that_counts_from_a_source_survives_a_fault_elsewhere() {
    let fields = |fault: &str| {
        format!(
            r#"events: [(id: "a", title: "A", relative: (to: "g", unit: year, part: "07")),
            (id: "b", title: "B"{fault})]"#
        )
    };
    let (code, whole) = annals(&fields(""), &["bounds", "-", "a", "--format", "json"]);
    assert_eq!(code, Some(0));
    let (_, faulty) = annals(
        &fields(", tags: 5"),
        &["bounds", "-", "a", "--format", "json"],
    );
    let events = |answer: &str| -> Value {
        let answer: Value = serde_json::from_str(answer).expect("it writes JSON");
        answer["events"].clone()
    };
    assert_eq!(events(&whole)[0]["concluded"], "1931-07");
    assert_eq!(events(&whole), events(&faulty));
    // An event of that id may stand in what could not be read: then it cannot be told.
    let lost = fields("").replace("(id: \"b\"", "{\"id\": \"g\"}, (id: \"b\"");
    let (_, why) = annals(&lost, &["why", "-", "a"]);
    assert!(
        why.contains("no statement that could be read ties it to a date"),
        "{why}"
    );
}
