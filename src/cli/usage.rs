//! Reads the arguments, and tells what is wrong with them.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser;

use super::args::Cli;
use crate::report::safe;

/// The arguments, or the exit code once help, version or an error was shown.
pub(super) fn parse(arguments: &[OsString]) -> Result<Cli, ExitCode> {
    Cli::try_parse_from(arguments).map_err(|error| {
        let color = color(arguments);
        if error.use_stderr() {
            show(io::stderr(), color, &about(arguments, &error));
            ExitCode::from(2)
        } else {
            show(io::stdout(), color, &error.render());
            ExitCode::SUCCESS
        }
    })
}

/// The error about arguments of which nothing controls or hides: the same arguments, made safe,
/// are wrong in the same way.
fn about(arguments: &[OsString], error: &clap::Error) -> clap::builder::StyledStr {
    let harmless = arguments
        .iter()
        .map(|argument| safe::one_line(&argument.to_string_lossy()).into_owned());
    match Cli::try_parse_from(harmless) {
        Err(error) if error.use_stderr() => error.render(),
        // They are wrong only in what was made safe, such as text that is not UTF-8.
        _ => format!("error: {}\n", error.kind()).into(),
    }
}

/// What `--color` says, found without relying on the rest of the arguments.
fn color(arguments: &[OsString]) -> ColorChoice {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next(),
            Some(value) => value.strip_prefix('='),
            None => None,
        };
        match value {
            Some("always") => return ColorChoice::Always,
            Some("never") => return ColorChoice::Never,
            _ => {}
        }
    }
    ColorChoice::Auto
}

fn show(
    stream: impl anstream::stream::RawStream + anstream::stream::AsLockedWrite,
    color: ColorChoice,
    text: &clap::builder::StyledStr,
) {
    let mut stream = AutoStream::new(stream, color);
    // Where nobody listens, there is nobody to tell.
    let _ = write!(stream, "{}", text.ansi());
}
