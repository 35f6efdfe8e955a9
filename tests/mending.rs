//! Beginners' mistakes in values: each is one error, whose help shows a form that is then read.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may write its files, and stops where that fails"
)]

use std::fs;
use std::path::Path;

use annals::diagnostic::{Diagnostic, Severity};
use annals::workspace::{CheckOptions, check};

/// What is written in an event, and what the help says to write.
const EVENTS: &[(&str, &str)] = &[
    (r#"when: ["1931","1932"]"#, r#"when: "[1931,1932]""#),
    (r#"when: ["1931","1932"]"#, r#"when: "{1931,1932}""#),
    (r#"when: [1931, 1932]"#, r#"when: "[1931,1932]""#),
    (
        r#"when: ["June 1931", "July 1931"]"#,
        r#"when: "[1931-06,1931-07]""#,
    ),
    (r#"when: ["1931"]"#, r#"when: "1931""#),
    (r#"when: ("1931", "1932")"#, r#"when: "1931/1932""#),
    (r#"when: 1931"#, r#"when: "1931""#),
    (r#"when: 476"#, r#"when: "0476""#),
    (r#"when: 12"#, r#"when: "XXXX-12""#),
    (r#"when: "12""#, r#"when: "XXXX-XX-12""#),
    (r#"when: "September""#, r#"when: "XXXX-09""#),
    (r#"when: September"#, r#"when: "XXXX-09""#),
    (r#"when: "--09""#, r#"when: "XXXX-09""#),
    (r#"when: "XX-09""#, r#"when: "XXXX-09""#),
    (r#"when: "31-06-1931""#, r#"when: "1931-06-30""#),
    (r#"when: "1931-06-19T25:00""#, r#"when: "1931-06-19""#),
    (r#"when: "XXXX-02-30""#, r#"when: "XXXX-02""#),
    (r#"when: "Christmas 1931""#, r#"when: "1931-12-25""#),
    (r#"when: "Easter 1931""#, r#"when: "1931""#),
    (r#"start: "1931", end: "1932""#, r#"when: "1931/1932""#),
    (
        r#"when: "1931-05-01", lasts: "P3D""#,
        r#"when: "1931-05-01/", lasts: "P3D""#,
    ),
    (
        r#"from: "June 1931", to: "July 1931""#,
        r#"when: "1931-06/1931-07""#,
    ),
    (r#"when: "1931", when_end: "1932""#, r#"when: "1931/1932""#),
    (r#"start: "1931""#, r#"when: "1931/..""#),
    (r#"start_date: 1931"#, r#"when: "1931""#),
    (r#"end: "1932""#, r#"when: "../1932""#),
    (
        r#"start: "some day", end: "later""#,
        r#"when: "1931-05/1931-06""#,
    ),
    (
        r#"evidence: "gazette""#,
        r#"evidence: [(source: "gazette")]"#,
    ),
    (
        r#"evidence: ["gazette"]"#,
        r#"evidence: [(source: "gazette")]"#,
    ),
    (
        r#"evidence: [("gazette")]"#,
        r#"evidence: [(source: "gazette")]"#,
    ),
    (
        r#"evidence: (source: "gazette")"#,
        r#"evidence: [(source: "gazette")]"#,
    ),
    (
        r#"evidence: [(source: "gazette", foretells: yes)]"#,
        r#"evidence: [(source: "gazette", foretells: true)]"#,
    ),
    (
        r#"evidence: [(source: "gazette", foretells: True)]"#,
        r#"evidence: [(source: "gazette", foretells: true)]"#,
    ),
    (
        r#"evidence: [(source: "gazette", foretells: off)]"#,
        r#"evidence: [(source: "gazette", foretells: false)]"#,
    ),
    (
        r#"evidence: [(source: "gazette", foretells: "no")]"#,
        r#"evidence: [(source: "gazette", foretells: false)]"#,
    ),
    (r#"claims: [("1931")]"#, r#"claims: [(when: "1931")]"#),
    (r#"claims: ["June 1931"]"#, r#"claims: [(when: "1931-06")]"#),
    (r#"claims: "1931""#, r#"claims: [(when: "1931")]"#),
    (r#"claims: (when: "1931")"#, r#"claims: [(when: "1931")]"#),
    (
        r#"claims: [(start: "1931", end: "1932")]"#,
        r#"claims: [(when: "1931/1932")]"#,
    ),
    (r#"follows: "a, vote""#, r#"follows: ["a", "vote"]"#),
    (r#"follows: ["a, vote"]"#, r#"follows: ["a", "vote"]"#),
    (r#"follows: "a""#, r#"follows: ["a"]"#),
    (
        r#"relative: "two days after a""#,
        r#"relative: (to: "vote", unit: day, offset: 2)"#,
    ),
    (
        r#"relative: (to: "a", unit: week, part: "Friday")"#,
        r#"relative: (to: "a", unit: week, part: "friday")"#,
    ),
    (
        r#"relative: (to: "a", unit: week, part: fri)"#,
        r#"relative: (to: "a", unit: week, part: "friday")"#,
    ),
    (
        r#"relative: (to: "a", unit: year, part: "july")"#,
        r#"relative: (to: "a", unit: year, part: "07")"#,
    ),
    (
        r#"relative: (to: "a", unit: year, part: "7")"#,
        r#"relative: (to: "a", unit: year, part: "07")"#,
    ),
    (
        r#"relative: (to: "a", unit: year, part: 7)"#,
        r#"relative: (to: "a", unit: year, part: "07")"#,
    ),
    (
        r#"relative: (to: "a", unit: year, part: "25 July")"#,
        r#"relative: (to: "a", unit: year, part: "07-25")"#,
    ),
    (
        r#"relative: (to: "a", unit: year, part: "summer")"#,
        r#"relative: (to: "a", unit: year, part: "22")"#,
    ),
    (
        r#"relative: (to: "a", unit: month, part: "3rd")"#,
        r#"relative: (to: "a", unit: month, part: "03")"#,
    ),
    (
        r#"relative: (to: "a", unit: month, part: "Friday")"#,
        r#"relative: (to: "a", unit: week, part: "friday")"#,
    ),
    (
        r#"relative: (to: "a", unit: month, part: "july")"#,
        r#"relative: (to: "a", unit: year, part: "07")"#,
    ),
];

/// The same for fields of the timeline.
const TIMELINES: &[(&str, &str)] = &[
    (
        "settings: (publication_bounds: yes)",
        "settings: (publication_bounds: true)",
    ),
    (
        "settings: (publication_bounds: Off)",
        "settings: (publication_bounds: false)",
    ),
    (
        r#"choices: [(id: "x", any_of: [(from: "a", to: "vote", kind: "precedes")])]"#,
        r#"choices: [(id: "x", any_of: [[(from: "a", to: "vote", kind: "precedes")]])]"#,
    ),
    (
        r#"actors: ["Ida Berg"]"#,
        r#"actors: [(id: "ida-berg", name: "Ida Berg")]"#,
    ),
    (
        r#"kinds: (events: ["decision"])"#,
        r#"kinds: (events: [(id: "decision")])"#,
    ),
    (
        r#"kinds: (events: "decision")"#,
        r#"kinds: (events: [(id: "decision")])"#,
    ),
];

fn errors(folder: &Path, text: &str) -> Vec<Diagnostic> {
    let path = folder.join("a.ron");
    fs::write(&path, text).unwrap();
    let checked = check(&[path], None, &CheckOptions::default()).unwrap();
    let files = checked.files.into_iter().flat_map(|file| file.diagnostics);
    files
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}

fn timeline(fields: &str, event: &str) -> String {
    format!(
        r#"Timeline(annals: 1, title: "T",
  sources: [(id: "gazette", title: "The gazette", published: "1931-06-20")],
  events: [
    (id: "a", title: "A", when: "1931"),
    (id: "vote", title: "The vote", when: "1931"),
    (id: "e", title: "E", {event}),
  ],
  {fields}
)"#
    )
}

/// What is wrong with one row, if anything.
fn fault(folder: &Path, wrong: &str, right: &str, show: &dyn Fn(&str) -> String) -> Option<String> {
    let found = errors(folder, &show(wrong));
    let [finding] = found.as_slice() else {
        return Some(format!("{wrong}: {} errors: {found:?}", found.len()));
    };
    let help = finding.help.join("\n");
    let mut shown = help.split('`').skip(1).step_by(2);
    if !shown.any(|form| form.split('…').all(|piece| right.contains(piece))) {
        return Some(format!("{wrong}: {help} does not show {right}"));
    }
    let left = errors(folder, &show(right));
    (!left.is_empty()).then(|| format!("{right}: still {left:?}"))
}

#[test]
fn a_help_for_a_value_mends_it() {
    let folder = tempfile::tempdir().unwrap();
    let event = |event: &str| timeline("", event);
    let fields = |fields: &str| timeline(fields, "");
    let events = EVENTS
        .iter()
        .filter_map(|(wrong, right)| fault(folder.path(), wrong, right, &event));
    let timelines = TIMELINES
        .iter()
        .filter_map(|(wrong, right)| fault(folder.path(), wrong, right, &fields));
    let faults: Vec<String> = events.chain(timelines).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_id_of_a_used_file_is_proposed_with_its_prefix() {
    let folder = tempfile::tempdir().unwrap();
    let used = r#"(annals: 1, title: "Background", events: [(id: "war", title: "War", when: "1914/1918")])"#;
    fs::write(folder.path().join("bg.ron"), used).unwrap();
    let uses = r#"uses: [(file: "bg.ron", as: "bg")]"#;
    let found = errors(folder.path(), &timeline(uses, r#"follows: ["war"]"#));
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(finding.help, ["did you mean `bg/war`?"]);
    let left = errors(folder.path(), &timeline(uses, r#"follows: ["bg/war"]"#));
    assert_eq!(left, []);
}

#[test]
fn pasted_json_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"Timeline(annals: 1, title: "T", events: [
  { "id": "a", "title": "A" },
  { "id": "b", "title": "B", "when": "1931" },
])"#;
    let found = errors(folder.path(), text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].help[0].contains("RON, not JSON"), "{found:?}");
}
