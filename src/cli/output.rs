//! Where results and messages go.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};

use super::Failure;
use crate::report::safe;
use crate::source::SourceMap;
use crate::workspace::Draft;

/// Where a result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To standard output.
    Stdout,
    /// Into a file, all of it or nothing.
    File(PathBuf),
}

impl Target {
    /// Refuses a target that is one of the timelines that were read: those are never written to.
    ///
    /// # Errors
    ///
    /// Where the target is one of them.
    pub(super) fn spare(&self, sources: &SourceMap) -> Result<(), Failure> {
        let Self::File(target) = self else {
            return Ok(());
        };
        // What is not there yet is no timeline.
        let Ok(whole) = fs::canonicalize(target) else {
            return Ok(());
        };
        let is_read = sources
            .files()
            .any(|file| fs::canonicalize(file.name()).is_ok_and(|path| path == whole));
        if is_read {
            let target = target.display();
            return Err(Failure::new(format!(
                "cannot write to `{target}`: it is a timeline that was read"
            )));
        }
        Ok(())
    }

    /// The target that `-o` names.
    pub(super) fn new(output: Option<&Path>) -> Self {
        match output {
            Some(path) if path.as_os_str() != "-" => Self::File(path.to_owned()),
            _ => Self::Stdout,
        }
    }
}

/// A stream and whether colours are welcome in it.
pub(super) struct Sink<'a> {
    /// The stream.
    pub(super) out: &'a mut dyn Write,
    /// Whether ANSI colours may be written to it.
    pub(super) styled: bool,
}

/// Writes a result.
///
/// A reader that has seen enough and closed its end is no failure.
///
/// # Errors
///
/// Where the target cannot be written to; a file is left as it was then.
pub(super) fn write(
    target: &Target,
    color: ColorChoice,
    result: impl FnOnce(Sink<'_>) -> io::Result<()>,
) -> Result<(), Failure> {
    match target {
        Target::Stdout => match to_stdout(color, result) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
                "cannot write to standard output: {error}"
            ))),
            _ => Ok(()),
        },
        Target::File(path) => {
            to_file(path, color, result).map_err(|error| cannot_write(path, &error))
        }
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {error}", path.display()))
}

fn to_stdout(
    color: ColorChoice,
    result: impl FnOnce(Sink<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let stdout = io::stdout();
    let styled = AutoStream::choice(&stdout);
    let styled = match color {
        ColorChoice::Auto => styled,
        given => given,
    } != ColorChoice::Never;
    if styled {
        // Old consoles of Windows need their colours translated.
        let mut out = BufWriter::new(AutoStream::new(stdout, color));
        result(Sink {
            out: &mut out,
            styled,
        })?;
        out.flush()
    } else {
        let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
        result(Sink {
            out: &mut out,
            styled,
        })?;
        out.flush()
    }
}

/// Writes a file beside its place and moves it there once it is whole.
fn to_file(
    path: &Path,
    color: ColorChoice,
    result: impl FnOnce(Sink<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let styled = color == ColorChoice::Always;
    let known = fs::metadata(path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        // A device or a pipe is written to; only a file can be put in the place of a file.
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(path)?);
        result(Sink {
            out: &mut out,
            styled,
        })?;
        return out.flush();
    }
    let mut out = BufWriter::with_capacity(1 << 16, Draft::beside(path)?);
    result(Sink {
        out: &mut out,
        styled,
    })?;
    let draft = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    draft.put_in_place()
}

/// Says something on standard error, in one safe line.
pub(super) fn message(text: &str) {
    // Where nobody listens, there is nobody to tell.
    let _ = writeln!(io::stderr(), "annals: {}", safe::one_line(text));
}
