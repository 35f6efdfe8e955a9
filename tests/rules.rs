//! Each rule's examples are what they say, and the documentation is that of the rules.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test writes files and fails where it cannot"
)]

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use annals::rules::{self, Entry};
use program::run;

/// Writes the files of an example and gives the name of the first.
fn write_example(folder: &Path, example: &str) -> String {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.lines() {
        if let Some(name) = line.strip_prefix("// file: ") {
            files.push((name.to_owned(), String::new()));
            continue;
        }
        if files.is_empty() {
            files.push(("timeline.ron".to_owned(), String::new()));
        }
        let (_, text) = files.last_mut().unwrap();
        text.push_str(line);
        text.push('\n');
    }
    for (name, text) in &files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    files.swap_remove(0).0
}

/// The rules that fire on the first file of an example.
fn fired(entry: &Entry, example: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let first = write_example(folder.path(), example);
    // A rule that is off by default fires where it is asked for.
    let flags: &[&str] = if entry.rule.is_off_by_default() {
        &["--select", entry.rule.name()]
    } else {
        &[]
    };
    let given = example.lines().next().unwrap().strip_prefix("// flags: ");
    let given: Vec<&str> = given.unwrap_or_default().split_whitespace().collect();
    let arguments = [&["check", &first, "--format", "json"], flags, &given].concat();
    let run = run(folder.path(), &arguments);
    let report: serde_json::Value = serde_json::from_str(&run.out)
        .unwrap_or_else(|_| panic!("{}: {}", entry.rule.name(), run.err));
    let found = report["files"][0]["diagnostics"].as_array().unwrap();
    found
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn wrong_examples_have_the_fault_and_no_other() {
    for entry in rules::entries() {
        let expected: BTreeSet<String> = [entry.rule.name().to_owned()].into();
        assert_eq!(fired(entry, entry.wrong), expected, "{}", entry.wrong);
    }
}

#[test]
fn right_examples_have_no_fault() {
    for entry in rules::entries() {
        let found = fired(entry, entry.right);
        assert!(
            found.is_empty(),
            "{}: {found:?}\n{}",
            entry.rule.name(),
            entry.right
        );
    }
}

#[test]
fn the_documentation_of_rules_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let text = rules::markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/rules.md is stale: UPDATE_DOCS=1 cargo test --test rules"
    );
}
