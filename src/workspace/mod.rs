//! Stand-in for the façade that loads files and runs the stages.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::report::{
    BoundsReport, Head, LinkSupport, PairReport, PositionReport, SequenceReport, WhyReport,
};
use crate::source::SourceMap;

/// A failure of the environment.
#[derive(Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// A text from standard input.
#[derive(Debug)]
pub struct Stdin {
    /// The name to show.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The outcome of a check.
#[derive(Debug)]
pub struct Checked {
    /// The files read.
    pub sources: SourceMap,
    /// What was found in each.
    pub files: Vec<CheckedFile>,
}

/// The outcome of a check of one file.
#[derive(Debug)]
pub struct CheckedFile {
    /// Its name.
    pub path: String,
    /// Number of events.
    pub events: usize,
    /// Number of links.
    pub links: usize,
    /// Whether it is consistent.
    pub consistent: Option<bool>,
    /// Whether the search was completed.
    pub exact: bool,
    /// Support of links.
    pub support: Vec<LinkSupport>,
    /// Findings.
    pub diagnostics: Vec<Diagnostic>,
}

/// An id that no event has.
#[derive(Debug)]
pub struct UnknownId {
    /// The id.
    pub id: String,
    /// The nearest known ids.
    pub nearest: Vec<String>,
}

/// Checks files and folders.
///
/// # Errors
///
/// Where a path cannot be read.
pub fn check(
    _paths: &[PathBuf],
    _stdin: Option<Stdin>,
    _want_support: bool,
) -> Result<Checked, Error> {
    Err(Error("not wired yet".into()))
}

/// A timeline to ask about.
#[derive(Debug)]
pub struct Opened {
    /// The files read.
    pub sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
}

/// Opens one timeline.
///
/// # Errors
///
/// Where it cannot be read.
pub fn open(_path: &Path, _stdin: Option<Stdin>) -> Result<Opened, Error> {
    Err(Error("not wired yet".into()))
}

#[expect(missing_docs, clippy::missing_errors_doc, reason = "a stand-in")]
impl Opened {
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
    pub fn bounds(&self, _ids: &[String]) -> Result<BoundsReport, UnknownId> {
        Ok(BoundsReport::new(Head::default(), Vec::new()))
    }
    pub fn pair(&self, a: &str, b: &str) -> Result<PairReport, UnknownId> {
        Ok(PairReport::new(Head::default(), a, b))
    }
    pub fn position(&self, a: &str) -> Result<PositionReport, UnknownId> {
        Ok(PositionReport::new(Head::default(), a))
    }
    #[must_use]
    pub fn sequence(&self) -> SequenceReport {
        SequenceReport::new(Head::default(), Vec::new())
    }
    pub fn why_bounds(&self, a: &str) -> Result<WhyReport, UnknownId> {
        Ok(WhyReport::new(Head::default(), vec![a.into()], ""))
    }
    pub fn why_order(&self, a: &str, b: &str) -> Result<WhyReport, UnknownId> {
        Ok(WhyReport::new(
            Head::default(),
            vec![a.into(), b.into()],
            "",
        ))
    }
}
