//! Failures of the environment.

use std::fmt;
use std::path::{Path, PathBuf};

use super::config::Fault;
use crate::report::safe;
use crate::source::SourceFile;

/// The environment failed: a file that was asked for cannot be read, or there is nothing to read.
///
/// Faults *in* a timeline are never errors; they are findings.
#[derive(Debug)]
pub struct Error {
    path: Option<PathBuf>,
    message: String,
    /// Further messages, each whole.
    more: Vec<String>,
    io: bool,
    nothing: bool,
}

impl Error {
    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            std::io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
            _ => error.to_string(),
        };
        Self {
            path: Some(path.to_owned()),
            message,
            more: Vec::new(),
            io: true,
            nothing: false,
        }
    }

    pub(super) fn at(path: &Path, message: impl Into<String>) -> Self {
        Self {
            path: Some(path.to_owned()),
            message: message.into(),
            more: Vec::new(),
            io: false,
            nothing: false,
        }
    }

    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            path: None,
            message: message.into(),
            more: Vec::new(),
            io: false,
            nothing: false,
        }
    }

    /// A folder holds no timeline.
    pub(super) fn nothing_in(folder: &Path) -> Self {
        Self {
            nothing: true,
            ..Self::at(folder, "there is no timeline file (`.ron`) in this folder")
        }
    }

    /// All that is wrong with a configuration, each fault with its place.
    pub(super) fn in_config(file: &SourceFile, faults: &[Fault]) -> Self {
        let lines = faults.iter().map(|fault| {
            let place = file.place(fault.span.start);
            let name = safe::line_start(file.name());
            let help = fault.help.as_ref();
            let help = help.map_or_else(String::new, |help| format!("; {help}"));
            format!(
                "{name}:{}:{}: {}{help}",
                place.line, place.column, fault.message
            )
        });
        let mut lines = lines.collect::<Vec<_>>().into_iter();
        Self {
            message: lines.next().unwrap_or_default(),
            more: lines.collect(),
            ..Self::new("")
        }
    }

    /// Whether reading failed, rather than what was asked for.
    #[must_use]
    pub const fn is_io(&self) -> bool {
        self.io
    }

    /// Whether there is nothing to check where something was looked for.
    #[must_use]
    pub const fn is_nothing_to_check(&self) -> bool {
        self.nothing
    }

    /// What to say, a line for each fault.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let more = self.more.iter().cloned();
        std::iter::once(self.to_string()).chain(more).collect()
    }

    /// The path concerned, if one is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
