//! Beginners' mistakes: each gives one error, at the mistake, and everything else is still read.
//!
//! Every file in `tests/mistakes/` holds one mistake, most of them in a copy of `none.ron`. The
//! snapshots show the errors with their help, and what was read all the same.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may read its fixtures, and stops where they are missing"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use annals::diagnostic::Diagnostic;
use annals::source::{FileId, SourceFile};
use annals::syntax::{Kind, Part, Reader, Value};

/// Mistakes that are well-formed RON: they pass through, and whoever knows the format reports them.
const WELL_FORMED: [&str; 6] = [
    "none",
    "smart_dash_in_date",
    "some",
    "capital_true",
    "null",
    "none_value",
];

/// Mistakes after which the one event that has them cannot be told by its id.
const LOSES_AN_EVENT: [&str; 1] = ["unclosed_comment"];

fn read(path: &Path) -> (Arc<SourceFile>, Vec<Diagnostic>, String) {
    let text = std::fs::read_to_string(path).unwrap();
    let file = Arc::new(SourceFile::new(FileId::new(0), "a.ron", text));
    let (mut reader, mut found) = (Reader::new(&file), Vec::new());
    let mut shown = String::new();
    while let Some(part) = reader.next_part(&mut found) {
        match part {
            Part::Name { name, .. } => writeln!(shown, "{name}"),
            Part::Field { key, value } => writeln!(shown, "{}: {}", key.name, show(value)),
            Part::List { key, .. } => writeln!(shown, "{}:", key.name),
            Part::Item { value } => writeln!(shown, "  {}", show(value)),
            Part::End { span } => {
                let (start, end) = (file.place(span.start), file.place(span.end));
                writeln!(
                    shown,
                    "end {}:{}..{}:{}",
                    start.line, start.column, end.line, end.column
                )
            }
        }
        .unwrap();
    }
    (file, found, shown)
}

fn show(value: Value<'_>) -> String {
    let name = |name: Option<annals::syntax::Key<'_>>| {
        name.map_or_else(String::new, |key| key.name.to_owned())
    };
    match value.kind() {
        Kind::Str(text) => format!("{text:?}"),
        Kind::Identifier(word) => word.to_owned(),
        Kind::Integer(number) => number.to_string(),
        Kind::Struct {
            name: before,
            fields,
        } => {
            let fields: Vec<_> = fields
                .map(|(key, value)| format!("{}: {}", key.name, show(value)))
                .collect();
            format!("{}({})", name(before), fields.join(", "))
        }
        Kind::Tuple {
            name: before,
            items,
        } => {
            format!(
                "{}({})",
                name(before),
                items.map(show).collect::<Vec<_>>().join(", ")
            )
        }
        Kind::List(items) => format!("[{}]", items.map(show).collect::<Vec<_>>().join(", ")),
        Kind::Map(entries) => {
            let entries: Vec<_> = entries
                .map(|(key, value)| format!("{}: {}", show(key), show(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => format!("{other:?}"),
    }
}

fn rendered(file: &SourceFile, found: &[Diagnostic]) -> String {
    let mut text = String::new();
    for finding in found {
        let place = file.place(finding.span.start);
        let (level, rule) = (finding.severity.name(), finding.rule.name());
        writeln!(
            text,
            "{}:{}: {level}[{rule}] {}",
            place.line, place.column, finding.message
        )
        .unwrap();
        let line = file.slice(file.line_span(place.line));
        let marks = file
            .slice(finding.span)
            .lines()
            .next()
            .map_or(0, |marked| marked.chars().count())
            .max(1);
        writeln!(text, "  | {}", line.replace('\t', " ")).unwrap();
        writeln!(
            text,
            "  | {}{}",
            " ".repeat(place.column as usize - 1),
            "^".repeat(marks)
        )
        .unwrap();
        for label in &finding.labels {
            let place = file.place(label.span.start);
            writeln!(
                text,
                "  label {}:{}: {}",
                place.line, place.column, label.message
            )
            .unwrap();
        }
        for note in &finding.notes {
            writeln!(text, "  note: {note}").unwrap();
        }
        for help in &finding.help {
            writeln!(text, "  help: {help}").unwrap();
        }
    }
    text
}

fn mistakes() -> Vec<(String, std::path::PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    paths.sort();
    paths
}

#[test]
fn each_mistake_gives_one_error_with_help() {
    let mistakes = mistakes();
    assert!(mistakes.len() > 60);
    let mut wrong = Vec::new();
    for (name, path) in mistakes {
        let (file, found, _) = read(&path);
        let expected = usize::from(!WELL_FORMED.contains(&name.as_str()));
        let helped = found.iter().all(|finding| !finding.help.is_empty());
        if found.len() != expected || !helped {
            wrong.push(format!("{name}:\n{}", rendered(&file, &found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_event_is_still_read() {
    let mut lost = Vec::new();
    for (name, path) in mistakes() {
        let (file, _, shown) = read(&path);
        if !file.text().contains("gazette") || LOSES_AN_EVENT.contains(&name.as_str()) {
            continue;
        }
        for id in ["gazette", "pay-cut", "vote", "strike"] {
            if !shown.contains(&format!("\n  (id: {id:?}"))
                && !shown.contains(&format!("Event(id: {id:?}"))
            {
                lost.push(format!("{name} loses {id}:\n{shown}"));
            }
        }
        if !shown.contains("(from: \"vote\", to: \"strike\"") {
            lost.push(format!("{name} loses the link:\n{shown}"));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn mistakes_are_shown_as_people_see_them() {
    let mut all = String::new();
    for (name, path) in mistakes() {
        let (file, found, shown) = read(&path);
        writeln!(
            all,
            "=== {name}\n{}--- read\n{shown}",
            rendered(&file, &found)
        )
        .unwrap();
    }
    insta::assert_snapshot!("mistakes", all);
}
