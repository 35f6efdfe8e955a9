//! The engine, from text to answers.

use std::path::PathBuf;

use annals::diagnostic::Diagnostic;
use annals::rules::{self, Check};
use annals::workspace::{self, CheckOptions, CheckedFile, Opened, Options, Selection, Stdin};
use serde_json::Value;

use crate::piece::Piece;
use crate::story::Key;

/// What the engine makes of a text.
pub(crate) struct Subject {
    pub(crate) file: CheckedFile,
    pub(crate) opened: Opened,
}

/// What the stages find; what rules suspect beyond that is none of the oracle's matters.
fn reasoning() -> Selection {
    let others = rules::entries().filter(|entry| !matches!(entry.check, Check::Stage));
    Selection {
        ignore: others.map(|entry| entry.rule).collect(),
        ..Selection::default()
    }
}

impl Subject {
    pub(crate) fn new(text: &str, options: Options) -> Self {
        let stdin = || {
            Some(Stdin {
                name: "story.ron".to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
        };
        let options = CheckOptions {
            reasoning: options,
            with_support: true,
            levels: reasoning(),
            ..CheckOptions::default()
        };
        let mut checked =
            workspace::check(&[], stdin(), &options).expect("standard input can be read");
        Self {
            file: checked.files.remove(0),
            opened: workspace::open(PathBuf::new(), stdin()).expect("standard input can be read"),
        }
    }

    /// The findings of a rule.
    pub(crate) fn found<'s>(&'s self, rule: &'s str) -> impl Iterator<Item = &'s Diagnostic> {
        let all = self.file.diagnostics.iter();
        all.filter(move |finding| finding.rule.name() == rule)
    }

    /// Where the findings of a rule stand: statements, or parts of statements.
    pub(crate) fn places(&self, rule: &str, written: &Piece) -> Vec<Option<Key>> {
        let found = self.found(rule);
        let mut places: Vec<Option<Key>> = found
            .map(|finding| written.key_at(finding.span.start))
            .collect();
        places.sort();
        places
    }
}

/// The statements of an explanation, the first to doubt first.
pub(crate) fn explained(finding: &Diagnostic, written: &Piece) -> Vec<Option<Key>> {
    let statements = finding.statements.iter();
    statements
        .map(|statement| written.key_at(statement.span.start).map(Key::statement))
        .collect()
}

/// A report as JSON, without what is said to people.
pub(crate) fn json(report: impl serde::Serialize) -> Value {
    let mut value = serde_json::to_value(&report).expect("reports are JSON");
    if let Some(fields) = value.as_object_mut() {
        fields.remove("notes");
    }
    value
}
