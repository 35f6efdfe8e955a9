//! What a check found.

use serde::Serialize;

pub use crate::analysis::Support;

use super::{Places, SCHEMA, SpanReport};
use crate::diagnostic::{Diagnostic, Rule, Severity, StatementNote};

/// Everything that one run of `check` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// The program that made the report.
    pub tool: ToolReport,
    /// The day that counts as today, as `YYYY-MM-DD`.
    pub as_of: String,
    /// The files, in the order in which they were checked.
    pub files: Vec<FileReport>,
    /// Totals.
    pub summary: Summary,
}

impl CheckReport {
    /// The report on `files`, with its totals.
    #[must_use]
    pub fn new(as_of: impl Into<String>, files: Vec<FileReport>) -> Self {
        let summary = Summary::of(&files);
        Self {
            schema: SCHEMA,
            tool: ToolReport::default(),
            as_of: as_of.into(),
            files,
            summary,
        }
    }
}

/// The program that made a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToolReport {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Default for ToolReport {
    fn default() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// How many files were checked and what was found in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Number of files.
    pub files: usize,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of notes.
    pub notes: usize,
    /// Number of findings that the files accept.
    #[serde(skip_serializing_if = "is_zero")]
    pub accepted: usize,
    /// Number of findings that are known, from a baseline or another revision.
    #[serde(skip_serializing_if = "is_zero")]
    pub known: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands references over"
)]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Summary {
    fn of(files: &[FileReport]) -> Self {
        let mut summary = Self {
            files: files.len(),
            accepted: files.iter().map(|file| file.accepted).sum(),
            known: files.iter().map(|file| file.known).sum(),
            ..Self::default()
        };
        for finding in files.iter().flat_map(|file| &file.diagnostics) {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Note => summary.notes += 1,
            }
        }
        summary
    }
}

/// What was found in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file's name.
    pub path: String,
    /// Number of events.
    pub events: usize,
    /// Number of links as written, shorthands included.
    pub links: usize,
    /// Whether the file is free of contradictions; `None` where that could not be told.
    pub consistent: Option<bool>,
    /// Whether the search was completed.
    pub exact: bool,
    /// What the other statements say of each link.
    pub support: Vec<LinkSupport>,
    /// The findings, by place.
    pub diagnostics: Vec<FindingReport>,
    /// How many more findings the file accepts.
    #[serde(skip)]
    pub accepted: usize,
    /// How many more findings are known.
    #[serde(skip)]
    pub known: usize,
}

impl FileReport {
    /// The report on a file of which only the name is known yet.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            events: 0,
            links: 0,
            consistent: None,
            exact: true,
            support: Vec::new(),
            diagnostics: Vec::new(),
            accepted: 0,
            known: 0,
        }
    }

    /// The same with these findings.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Diagnostic], places: &Places<'_>) -> Self {
        self.diagnostics = findings
            .iter()
            .map(|finding| FindingReport::new(finding, places))
            .collect();
        self
    }
}

/// A link with its support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkSupport {
    /// Id of the event that the link starts from.
    pub from: String,
    /// Id of the event that it leads to.
    pub to: String,
    /// Its kind as written.
    pub kind: String,
    /// What the other statements say of its order.
    pub support: Support,
}

/// One finding in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingReport {
    /// The rule's name.
    pub rule: &'static str,
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// `certain` or `possible`.
    pub certainty: &'static str,
    /// The fact, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// A hash of the rule and of what is concerned, never of lines.
    pub fingerprint: String,
    /// The place to mend.
    pub span: SpanReport,
    /// What to say at the places involved, the place to mend first.
    pub labels: Vec<LabelReport>,
    /// The irreducible explanation of a contradiction or a causal cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements: Option<Vec<StatementReport>>,
    /// `false` where the explanation is not known to be irreducible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimal: Option<bool>,
    #[serde(skip)]
    pub(super) severity: Severity,
}

impl FindingReport {
    fn new(finding: &Diagnostic, places: &Places<'_>) -> Self {
        let here = Some((finding.span, &finding.here)).filter(|(_, text)| !text.is_empty());
        let labels = finding
            .labels
            .iter()
            .map(|label| (label.span, &label.message));
        let explained = matches!(finding.rule, Rule::Contradiction | Rule::CausalCycle)
            || !finding.statements.is_empty();
        Self {
            rule: finding.rule.name(),
            level: finding.severity.name(),
            certainty: finding.certainty.name(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            fingerprint: finding.fingerprint.clone(),
            span: places.span(finding.span),
            labels: here
                .into_iter()
                .chain(labels)
                .map(|(span, message)| LabelReport {
                    span: places.span(span),
                    message: message.clone(),
                })
                .collect(),
            statements: explained.then(|| {
                let statements = finding.statements.iter();
                statements
                    .map(|statement| StatementReport::new(statement, places))
                    .collect()
            }),
            minimal: (!finding.minimal).then_some(false),
            severity: finding.severity,
        }
    }
}

/// A place and what to say about it, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelReport {
    /// The place.
    pub span: SpanReport,
    /// What to say about it.
    pub message: String,
}

/// One statement of an explanation or a chain, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementReport {
    /// Which kind of statement it is.
    pub kind: &'static str,
    /// Ids of the events it concerns.
    pub events: Vec<String>,
    /// Ids of the sources that state it.
    pub sources: Vec<String>,
    /// The statement in a few words.
    pub text: String,
    /// Its certainty by name.
    pub trust: String,
    /// Where it stands.
    pub span: SpanReport,
}

impl StatementReport {
    /// The statement with its place in lines and columns.
    #[must_use]
    pub fn new(statement: &StatementNote, places: &Places<'_>) -> Self {
        Self {
            kind: statement.kind.name(),
            events: statement.events.clone(),
            sources: statement.sources.clone(),
            text: statement.text.clone(),
            trust: statement.trust.clone(),
            span: places.span(statement.span),
        }
    }
}
