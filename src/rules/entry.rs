//! What a rule declares about itself.

use super::{Archive, Subject};
use crate::diagnostic::{Diagnostic, Level, Rule};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The form of the file.
    Syntax,
    /// What refers to what.
    References,
    /// Dates of single events.
    Dates,
    /// Order and cause.
    Order,
    /// Sources and what they say.
    Evidence,
    /// What silences other rules.
    Suppressions,
}

impl Group {
    /// The group's name: that of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::References => "references",
            Self::Dates => "dates",
            Self::Order => "order",
            Self::Evidence => "evidence",
            Self::Suppressions => "suppressions",
        }
    }
}

/// How the faults of a rule are found.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// By an earlier stage, which needs to know anyway.
    Stage,
    /// By looking at a file and at what is concluded about it.
    Timeline(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// By looking at an archived text.
    Archive(fn(&Archive<'_>, &mut Vec<Diagnostic>)),
}

/// One rule.
///
/// Its texts are CommonMark. The examples are whole timelines; an example of several files begins
/// each of them with a line `// file: NAME`. What the first file shows counts. One that shows its fault
/// with some flags of `check` only begins with a line `// flags: FLAGS`.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its name and its level.
    pub rule: Rule,
    /// What it is about.
    pub group: Group,
    /// The first version of annals that has it.
    pub since: &'static str,
    /// Whether `check --fix` mends some of its findings.
    pub fixable: bool,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// When exactly it fires, and why that matters.
    pub why: &'static str,
    /// How to mend what it finds.
    pub mend: &'static str,
    /// A timeline that has the fault.
    pub wrong: &'static str,
    /// The same without it.
    pub right: &'static str,
    /// How it is found.
    pub check: Check,
}

impl Entry {
    /// Its level unless configured otherwise: `error`, `warning`, `note` or `off`.
    #[must_use]
    pub const fn default_level(&self) -> &'static str {
        Level::of(self.rule).name()
    }
}
