//! Failures of the environment.

use std::fmt;
use std::path::{Path, PathBuf};

/// The environment failed: a file that was asked for cannot be read, or there is nothing to read.
///
/// Faults *in* a timeline are never errors; they are findings.
#[derive(Debug)]
pub struct Error {
    path: Option<PathBuf>,
    message: String,
    io: bool,
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
            io: true,
        }
    }

    pub(super) fn at(path: &Path, message: impl Into<String>) -> Self {
        Self {
            path: Some(path.to_owned()),
            message: message.into(),
            io: false,
        }
    }

    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            path: None,
            message: message.into(),
            io: false,
        }
    }

    /// Whether reading failed, rather than what was asked for.
    #[must_use]
    pub const fn is_io(&self) -> bool {
        self.io
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
