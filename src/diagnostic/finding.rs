//! One finding.

use super::Rule;
use crate::source::Span;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake.
    Warning,
    /// The chronology is wrong, or cannot be read.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether every reading of the dates has the fault, or only some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Every reading has it.
    Certain,
    /// Some reading has it.
    Possible,
}

impl Certainty {
    /// `certain` or `possible`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
        }
    }
}

/// A place that a finding concerns, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say about it; may be empty.
    pub message: String,
}

/// A change of a file's form that mends a finding without changing what the file means to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a request: `write `when` in place of `date``.
    pub what: String,
    /// The changes, which do not overlap.
    pub edits: Vec<Edit>,
}

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// What kind of statement a [`StatementNote`] shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// An event's `when`.
    Date,
    /// An event's `relative`.
    Relative,
    /// An event's `lasts`.
    Duration,
    /// A link, `one_of` and shorthands included.
    Link,
    /// An entry of `choices`.
    Choice,
    /// The rival claims about one event.
    Claim,
    /// What a source's publication says.
    Source,
}

impl StatementKind {
    /// The kind's name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Relative => "relative",
            Self::Duration => "duration",
            Self::Link => "link",
            Self::Choice => "choice",
            Self::Claim => "claim",
            Self::Source => "source",
        }
    }
}

/// One statement of a timeline, as an explanation shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementNote {
    /// Which kind of statement it is.
    pub kind: StatementKind,
    /// Ids of the events it concerns; from, then to, for a link.
    pub events: Vec<String>,
    /// Ids of the sources that state it.
    pub sources: Vec<String>,
    /// The statement in a few words: `vote: 1931-XX-15`.
    pub text: String,
    /// Its certainty by name: `reported`.
    pub trust: String,
    /// Where it stands.
    pub span: Span,
}

/// One finding about a timeline file.
///
/// ```
/// use annals::diagnostic::{Diagnostic, Rule, Severity};
/// use annals::source::{FileId, Span};
///
/// let place = Span::new(FileId::new(0), 10, 14);
/// let finding = Diagnostic::new(Rule::UnknownEvent, place, "no event has the id `vot`")
///     .with_help("did you mean `vote`?");
/// assert_eq!(finding.severity, Severity::Error);
/// assert_eq!(finding.rule.name(), "unknown-event");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that fired.
    pub rule: Rule,
    /// Its weight here.
    pub severity: Severity,
    /// Whether every reading of the dates has the fault.
    pub certainty: Certainty,
    /// The fact, in one line.
    pub message: String,
    /// The place to mend.
    pub span: Span,
    /// What to say right at [`span`](Self::span); may be empty.
    pub here: String,
    /// Other places involved, in the order in which to read them.
    pub labels: Vec<Label>,
    /// Facts that help to understand, a line each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Vec<String>,
    /// A mend that can be applied without asking.
    pub fix: Option<Fix>,
    /// The irreducible explanation, the first to doubt first.
    pub statements: Vec<StatementNote>,
    /// Whether [`statements`](Self::statements) is known to be irreducible.
    pub minimal: bool,
    /// Ids of the events, sources and the like that it is about; found once the file is read.
    pub concerns: Vec<String>,
    /// A hash of the rule and of what is concerned, never of lines; empty until it is stamped.
    pub fingerprint: String,
}

impl Diagnostic {
    /// A certain finding at the rule's default level.
    #[must_use]
    pub fn new(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.default_severity(),
            certainty: Certainty::Certain,
            message: message.into(),
            span,
            here: String::new(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: None,
            statements: Vec::new(),
            minimal: true,
            concerns: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// Whether something that bears on time is left out of the conclusions because of it.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        // Who took part says nothing of when.
        self.severity == Severity::Error && self.rule != Rule::UnknownActor
    }

    /// Says something right at the finding's place.
    #[must_use]
    pub fn with_here(mut self, message: impl Into<String>) -> Self {
        self.here = message.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn with_label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a proposal.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Makes it a finding that only some readings of the dates have; at most a warning.
    #[must_use]
    pub fn possible(mut self) -> Self {
        self.certainty = Certainty::Possible;
        self.severity = self.severity.min(Severity::Warning);
        self
    }

    /// Adds a mend that can be applied without asking, and says it as help.
    #[must_use]
    pub fn with_fix(mut self, what: impl Into<String>, edits: Vec<Edit>) -> Self {
        let what = what.into();
        self.help.push(what.clone());
        self.fix = Some(Fix { what, edits });
        self
    }
}
