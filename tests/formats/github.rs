//! GitHub's commands, read by a parser after the rules of its runner.

use std::collections::BTreeMap;

use annals::emit::{Human, concise, github, json, safe};
use proptest::prelude::*;

use super::subject::{Subject, nasty_text, subject};

/// The commands that a runner knows.
const KNOWN: [&str; 12] = [
    "error",
    "warning",
    "notice",
    "debug",
    "stop-commands",
    "add-mask",
    "add-matcher",
    "set-output",
    "save-state",
    "add-path",
    "group",
    "x",
];

#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    pub name: String,
    pub properties: BTreeMap<String, String>,
    pub data: String,
}

fn unescaped(text: &str, tokens: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (written, meant) in tokens {
        text = text.replace(written, meant);
    }
    text.replace("%25", "%")
}

const DATA: [(&str, &str); 2] = [("%0D", "\r"), ("%0A", "\n")];
const PROPERTY: [(&str, &str); 4] = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")];

/// A line as the runner reads it: `::name a=b,c=d::data` behind white space.
pub fn parse(line: &str) -> Option<Command> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (info, data) = rest.split_once("::")?;
    let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
    if !KNOWN.contains(&name) {
        return None;
    }
    let properties = properties.trim().split(',').filter_map(|property| {
        let (name, value) = property.split_once('=')?;
        Some((name.to_owned(), unescaped(value, &PROPERTY)))
    });
    Some(Command {
        name: name.to_owned(),
        properties: properties.collect(),
        data: unescaped(data, &DATA),
    })
}

/// Whether the runner takes a line for a command, in the older form too, `##[name]data`, which may
/// stand anywhere in the line.
pub fn is_command(line: &str) -> bool {
    parse(line).is_some() || line.contains("##[")
}

fn commands(subject: &Subject) -> (Vec<Command>, String) {
    let log = subject.written(|out, findings| github::write(out, findings));
    // The runner ends lines at CR as well.
    assert!(!log.contains('\r'), "{log:?}");
    let mut lines: Vec<&str> = log.lines().collect();
    let last = lines.pop().expect("there is a summary").to_owned();
    let commands = lines
        .iter()
        .map(|line| parse(line).unwrap_or_else(|| panic!("{line:?}")));
    (commands.collect(), last)
}

proptest! {
    #[test]
    fn each_finding_is_one_command_and_nothing_else_is(subject in subject()) {
        let (commands, last) = commands(&subject);
        prop_assert!(!is_command(&last), "{}", last);
        prop_assert!(last.starts_with("Checked 2 files"));
        let expected: Vec<Command> = subject.with(|findings| {
            let found = findings.most_severe_first();
            found
                .iter()
                .map(|found| {
                    let span = &found.report.span;
                    let mut properties = BTreeMap::from([
                        ("file".to_owned(), safe::one_line(findings.path(&span.file)).into_owned()),
                        ("line".to_owned(), span.start.line.to_string()),
                        ("endLine".to_owned(), span.end.line.to_string()),
                    ]);
                    if span.start.line == span.end.line {
                        properties.insert("col".to_owned(), span.start.column.to_string());
                        properties.insert("endColumn".to_owned(), span.end.column.to_string());
                    }
                    let possible = if found.report.certainty == "possible" { " (possible)" } else { "" };
                    properties.insert("title".to_owned(), format!("annals: {}{possible}", found.report.rule));
                    let name = match found.report.level { "note" => "notice", level => level };
                    Command { name: name.to_owned(), properties, data: found.lines().join("\n") }
                })
                .collect()
        });
        prop_assert_eq!(&commands, &expected);
        let rank = |command: &Command| ["error", "warning", "notice"].iter().position(|name| *name == command.name);
        prop_assert!(commands.is_sorted_by_key(rank));
    }

    #[test]
    fn the_forms_for_people_and_programs_hold_no_command(subject in subject(), text in nasty_text()) {
        let human = Human::plain();
        let log = subject.written(|out, findings| {
            for found in findings.all() {
                out.extend(human.render(found.finding, findings.places()).into_bytes());
                concise::write(out, found.finding, findings.places())?;
            }
            json::write(&mut *out, findings.report())?;
            json::write(out, &text)
        });
        for line in log.lines() {
            prop_assert!(!is_command(line), "{:?}", line);
        }
    }
}

#[test]
fn the_parser_of_this_test_reads_what_a_runner_reads() {
    let command = parse(" ::error file=a%2Cb,line=1,title=x%3A y::100%25%0A::warning::z");
    let command = command.expect("it is a command");
    assert_eq!(command.name, "error");
    assert_eq!(command.properties["file"], "a,b");
    assert_eq!(command.properties["title"], "x: y");
    assert_eq!(command.data, "100%\n::warning::z");
    for line in [
        "x ::error::a",
        "::error",
        "::unknown::a",
        "a.ron:1:1: error[x] ::error::y",
    ] {
        assert!(!is_command(line), "{line}");
    }
    for line in ["\t::stop-commands::x", "a ##[error]x"] {
        assert!(is_command(line), "{line}");
    }
}
