//! Every file under `tests/broken/` gives exactly the findings that are written beside it.
//!
//! `// expect: error[rule] "text"` at the end of a line expects a finding of that rule on the
//! line, whose message contains the text; `// expect-above:` on a line of its own expects it on
//! the line above. What is not expected must not be found.

use std::fs;
use std::path::{Path, PathBuf};

use annals::diagnostic::{Diagnostic, Rule, Severity};
use annals::source::SourceMap;
use annals::workspace::{CheckOptions, Checked, check};

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    file: String,
    line: u32,
    /// `error[contradiction]`
    what: String,
    text: Option<String>,
}

fn with_support() -> CheckOptions {
    CheckOptions {
        with_support: true,
        ..CheckOptions::default()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

fn parse(file: &str, text: &str) -> Vec<Expected> {
    let mut found = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        for (mark, line_of) in [("// expect: ", number), ("// expect-above: ", number - 1)] {
            for rest in line.split(mark).skip(1) {
                let (what, rest) = rest.split_once(']').expect("`// expect: level[rule]`");
                let text = rest
                    .trim()
                    .strip_prefix('"')
                    .and_then(|rest| rest.split('"').next());
                found.push(Expected {
                    file: file.to_owned(),
                    line: line_of,
                    what: format!("{what}]"),
                    text: text.map(str::to_owned),
                });
            }
        }
    }
    found
}

fn place(sources: &SourceMap, finding: &Diagnostic) -> (String, u32) {
    let file = sources.file(finding.span.file);
    (file.name().to_owned(), file.place(finding.span.start).line)
}

/// What is wrong with the findings of a check, if anything.
fn differences(checked: &Checked) -> Vec<String> {
    let mut expected: Vec<Expected> = checked
        .sources
        .files()
        .flat_map(|file| parse(file.name(), file.text()))
        .collect();
    let mut wrong = Vec::new();
    for finding in checked.files.iter().flat_map(|file| &file.diagnostics) {
        let (file, line) = place(&checked.sources, finding);
        let what = format!("{}[{}]", finding.severity.name(), finding.rule.name());
        let position = expected.iter().position(|expected| {
            expected.file == file
                && expected.line == line
                && expected.what == what
                && expected
                    .text
                    .as_ref()
                    .is_none_or(|text| finding.message.contains(text))
        });
        match position {
            Some(position) => drop(expected.remove(position)),
            None => wrong.push(format!(
                "not expected: {file}:{line}: {what} {}",
                finding.message
            )),
        }
    }
    wrong.extend(
        expected
            .iter()
            .map(|missing| format!("missing: {missing:?}")),
    );
    wrong
}

#[test]
fn broken_files_give_exactly_the_expected_findings() {
    let checked = check(&[folder()], None, &CheckOptions::default()).unwrap();
    assert!(checked.files.len() > 40, "the corpus is read");
    let wrong = differences(&checked);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_that_only_look_broken_are_silent() {
    let checked = check(&[folder().join("silent")], None, &CheckOptions::default()).unwrap();
    for file in &checked.files {
        assert_eq!(file.diagnostics, [], "{}", file.path);
        assert_eq!(file.consistent, Some(true), "{}", file.path);
    }
}

#[test]
fn each_finding_is_the_same_when_its_file_is_checked_alone() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "ron") {
            let checked = check(&[path], None, &with_support()).unwrap();
            let wrong = differences(&checked);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }
}

#[test]
fn the_shipped_timelines_are_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checked = check(&[root.join("timelines")], None, &with_support()).unwrap();
    assert_eq!(checked.files.len(), 4);
    for file in &checked.files {
        // That much rests on one source is so, and links are not archived.
        let noted = [Rule::SingleSource, Rule::MissingArchive];
        for finding in &file.diagnostics {
            assert!(noted.contains(&finding.rule), "{finding:?}");
            assert_eq!(finding.severity, Severity::Note, "{finding:?}");
        }
        assert_eq!(
            (file.consistent, file.exact),
            (Some(true), true),
            "{}",
            file.path
        );
    }
}

#[test]
fn each_beginners_mistake_is_one_finding_of_a_whole_check() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let checked = check(&[root], None, &CheckOptions::default()).unwrap();
    assert!(checked.files.len() > 60);
    for file in &checked.files {
        let count = usize::from(!file.path.ends_with("/none.ron"));
        assert_eq!(
            file.diagnostics.len(),
            count,
            "{}: {:?}",
            file.path,
            file.diagnostics
        );
    }
}
