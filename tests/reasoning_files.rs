//! Timelines that use each other, as one chronology.

mod scratch;

use std::path::{Path, PathBuf};

use annals::diagnostic::Rule;
use annals::report::Verdict;
use annals::workspace::{self, CheckOptions, Checked, Opened};

/// A folder with these files, each a timeline with these fields.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = scratch::empty();
    for (name, fields) in files {
        let text = format!("(annals: 1, title: \"{name}\", {fields})");
        scratch::write(&folder.path().join(name), &text);
    }
    folder
}

fn open(folder: &Path, name: &str) -> Opened {
    workspace::open(folder.join(name), None).expect("the file can be read")
}

fn check(folder: &Path, names: &[&str]) -> Checked {
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let options = CheckOptions {
        with_support: true,
        ..CheckOptions::default()
    };
    workspace::check(&paths, None, &options).expect("the files can be read")
}

/// The rules that fire in each file, by its name.
fn rules(checked: &Checked) -> Vec<(String, Vec<Rule>)> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    checked
        .files
        .iter()
        .map(|file| {
            let rules = file.diagnostics.iter().map(|finding| finding.rule);
            (name(&file.path), rules.collect())
        })
        .collect()
}

/// `top` uses `left` and `right`, both of which use `base`.
const DIAMOND: [(&str, &str); 4] = [
    (
        "top.ron",
        r#"uses: [(file: "left.ron", as: "l"), (file: "right.ron", as: "r")],
        events: [(id: "t", title: "T", follows: ["l/x"], precedes: ["r/y"])]"#,
    ),
    (
        "left.ron",
        r#"uses: [(file: "base.ron", as: "base")],
        events: [(id: "x", title: "X", follows: ["base/z"])]"#,
    ),
    (
        "right.ron",
        r#"uses: [(file: "base.ron", as: "b")], zone: "Etc/GMT-3",
        events: [(id: "y", title: "Y", when: "1931-06-21", part_of: "b/whole")]"#,
    ),
    (
        "base.ron",
        r#"zone: "Etc/GMT+5", as_of: "1931-07-01",
        events: [
            (id: "z", title: "Z", when: "1931-06-19", lasts: "P1D"),
            (id: "whole", title: "W", when: "1931-06/.."),
        ]"#,
    ),
];

#[test]
fn a_file_used_twice_is_one_set_of_events() {
    let folder = folder(&DIAMOND);
    let opened = open(folder.path(), "top.ron");
    let answers = opened.answers();
    assert!(answers.diagnostics().is_empty());
    let report = answers.bounds(&[]).expect("all events");
    assert_eq!((report.consistent, report.exact), (Some(true), true));
    let ids: Vec<&str> = report.events.iter().map(|event| &*event.id).collect();
    assert_eq!(ids, ["t", "l/x", "r/y", "l/base/z", "l/base/whole"]);
    let earliest = |at: usize| report.events[at].start.earliest.as_deref();
    let latest = |at: usize| report.events[at].start.latest.as_deref();
    // `z` fills its day, which ends at 05:00 of UTC; `y` is a day of a zone three hours ahead.
    assert_eq!(earliest(0), Some("1931-06-20T05:00:00Z"));
    assert_eq!(latest(0), Some("1931-06-21T21:00:00Z"));
    assert!(report.events[0].start.latest_open);
    let whole = &report.events[4].end;
    assert_eq!(
        whole.earliest.as_deref(),
        Some("1931-07-02T05:00:00Z"),
        "its own `as_of`"
    );
    let pair = answers.pair("l/base/z", "r/y").expect("both occurred");
    assert_eq!(pair.precedes, Verdict::Necessary);
}

#[test]
fn each_file_of_a_diamond_is_checked_once() {
    let folder = folder(&DIAMOND);
    let checked = check(folder.path(), &["top.ron"]);
    let counts: Vec<(usize, usize, usize, Option<bool>)> = checked
        .files
        .iter()
        .map(|file| (file.events, file.links, file.support.len(), file.consistent))
        .collect();
    let some = Some(true);
    assert_eq!(
        counts,
        [
            (1, 2, 2, some),
            (1, 1, 1, some),
            (1, 1, 1, some),
            (2, 0, 0, some)
        ]
    );
}

#[test]
fn a_contradiction_is_reported_where_it_comes_about() {
    let mut files = DIAMOND;
    // Only together do the two sides contradict: `x` is behind `z`, `y` before it.
    files[2].1 = r#"uses: [(file: "base.ron", as: "b")],
        events: [(id: "y", title: "Y", precedes: ["b/z"])]"#;
    let both = folder(&files);
    let none = Vec::new;
    let file = |name: &str, rules: Vec<Rule>| (name.to_owned(), rules);
    assert_eq!(
        rules(&check(both.path(), &["top.ron"])),
        [
            file("top.ron", vec![Rule::Contradiction]),
            file("left.ron", none()),
            file("right.ron", none()),
            file("base.ron", none()),
        ]
    );
    // What is wrong in the base alone is the base's, but all that use it are inconsistent.
    files[2] = DIAMOND[2];
    files[3].1 = r#"events: [
        (id: "z", title: "Z", when: "1931-06-19", lasts: "P2D"),
        (id: "whole", title: "W", when: "1931-06/.."),
    ]"#;
    let base = folder(&files);
    let checked = check(base.path(), &["top.ron"]);
    assert_eq!(
        rules(&checked),
        [
            file("top.ron", none()),
            file("left.ron", none()),
            file("right.ron", none()),
            file("base.ron", vec![Rule::Contradiction]),
        ]
    );
    assert!(
        checked
            .files
            .iter()
            .all(|file| file.consistent == Some(false))
    );
    // A question about any of them tells of it.
    assert_eq!(
        open(base.path(), "top.ron").answers().diagnostics().len(),
        1
    );
}

#[test]
fn causes_may_not_go_round_through_files() {
    let folder = folder(&[
        (
            "top.ron",
            r#"uses: [(file: "left.ron", as: "l"), (file: "base.ron", as: "b")],
            events: [(id: "t", title: "T", because: ["l/x"])],
            links: [(from: "t", to: "b/z", kind: "causes")]"#,
        ),
        (
            "left.ron",
            r#"uses: [(file: "base.ron", as: "base")],
            events: [(id: "x", title: "X", because: ["base/z"])]"#,
        ),
        ("base.ron", r#"events: [(id: "z", title: "Z")]"#),
    ]);
    let checked = check(folder.path(), &["top.ron"]);
    let found: Vec<Vec<Rule>> = rules(&checked)
        .into_iter()
        .map(|(_, rules)| rules)
        .collect();
    assert_eq!(found, [vec![Rule::CausalCycle], vec![], vec![]]);
    let finding = &checked.files[0].diagnostics[0];
    let texts: Vec<&str> = finding
        .statements
        .iter()
        .map(|statement| &*statement.text)
        .collect();
    assert_eq!(texts.len(), 3);
    for text in ["l/x causes t", "t causes b/z", "b/z causes l/x"] {
        assert!(texts.contains(&text), "{texts:?}");
    }
}

#[test]
fn prefixes_do_not_chain() {
    let mut files = DIAMOND;
    files[0].1 = r#"uses: [(file: "left.ron", as: "l")],
        events: [(id: "t", title: "T", follows: ["l/base/z"])]"#;
    let folder = folder(
        &files[..2]
            .iter()
            .chain(&files[3..])
            .copied()
            .collect::<Vec<_>>(),
    );
    let checked = check(folder.path(), &["top.ron"]);
    assert_eq!(rules(&checked)[0].1, [Rule::UnknownEvent]);
    assert_eq!(checked.files[0].consistent, None);
}

#[test]
fn diamonds_upon_diamonds_are_still_one_set_of_events() {
    let mut files: Vec<(String, String)> = vec![(
        "n0.ron".to_owned(),
        r#"events: [(id: "e", title: "E", when: "1931-01-01")]"#.to_owned(),
    )];
    for level in 1..=501 {
        let below = level - 1;
        let side = |side: &str| {
            let uses = format!(r#"uses: [(file: "n{below}.ron", as: "b")]"#);
            let event = r#"events: [(id: "e", title: "E", because: ["b/e"])]"#;
            (format!("{side}{level}.ron"), format!("{uses}, {event}"))
        };
        files.extend([side("l"), side("r")]);
        let uses =
            format!(r#"uses: [(file: "l{level}.ron", as: "l"), (file: "r{level}.ron", as: "r")]"#);
        let event = r#"events: [(id: "e", title: "E", because: ["l/e", "r/e"])]"#;
        files.push((format!("n{level}.ron"), format!("{uses}, {event}")));
    }
    let borrowed: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let folder = folder(&borrowed);
    let opened = open(folder.path(), "n45.ron");
    let answers = opened.answers();
    assert!(answers.diagnostics().is_empty());
    let report = answers.bounds(&[]).expect("all events");
    assert_eq!(report.events.len(), 3 * 45 + 1);
    let starts = report
        .events
        .iter()
        .map(|event| event.start.earliest.as_deref());
    let earliest: Vec<Option<&str>> = starts.collect();
    assert!(
        earliest
            .iter()
            .all(|start| *start == Some("1931-01-01T00:00:00Z"))
    );
    // Deeper than files may use each other: two for a level.
    let deep = open(folder.path(), "n501.ron");
    let answers = deep.answers();
    let found = answers.diagnostics();
    let rules: Vec<Rule> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, [Rule::UnreachableFile; 2]);
    let report = answers.bounds(&["e".to_owned()]).expect("it is there");
    assert_eq!((report.consistent, report.exact), (None, false));
}

#[test]
fn an_event_is_found_by_every_prefix_that_leads_to_its_file() {
    let twice = folder(&[
        (
            "top.ron",
            r#"uses: [(file: "base.ron", as: "one"), (file: "base.ron", as: "two")],
            events: [(id: "t", title: "T", follows: ["one/z"], precedes: ["two/y"])]"#,
        ),
        (
            "base.ron",
            r#"events: [(id: "z", title: "Z", when: "1931"), (id: "y", title: "Y", when: "1932")]"#,
        ),
    ]);
    let opened = open(twice.path(), "top.ron");
    let answers = opened.answers();
    assert!(answers.diagnostics().is_empty());
    assert_eq!(answers.bounds(&[]).expect("all events").events.len(), 3);
    for (z, y) in [("one/z", "one/y"), ("two/z", "two/y"), ("one/z", "two/y")] {
        let pair = answers.pair(z, y).expect("both occurred");
        assert_eq!(pair.precedes, Verdict::Necessary, "{z} {y}");
    }
    for unknown in ["three/z", "one/x", "one/two/z", "/z", "z"] {
        assert!(answers.position(unknown).is_err(), "{unknown}");
    }
    let diamond = folder(&DIAMOND);
    let opened = open(diamond.path(), "top.ron");
    let answers = opened.answers();
    for (z, whole) in [("l/base/z", "r/b/whole"), ("r/b/z", "l/base/whole")] {
        let pair = answers.pair(z, whole).expect("both occurred");
        assert_eq!(pair.follows, Verdict::Impossible);
    }
}
