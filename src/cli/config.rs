//! `annals config`: what settings and levels apply, and from where.

use std::path::PathBuf;

use clap::Args;

use super::args::AnswerFormat;
use super::output::{self, Target};
use super::{Failure, Outcome, Session};
use crate::emit::json;
use crate::workspace;

/// Arguments of `annals config`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals config                        the project of this folder
  annals config timelines/strike.ron   what applies to a timeline, its own settings included")]
pub(super) struct ConfigArgs {
    /// A timeline
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human, value_name = "F")]
    format: AnswerFormat,
    /// Write the answer to this file, all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(session: &Session, args: &ConfigArgs) -> Result<Outcome, Failure> {
    let report = workspace::configured(args.file.as_deref(), session.config.as_deref())?;
    let target = Target::new(args.output.as_deref());
    output::write(&target, session.color, |sink| match args.format {
        AnswerFormat::Human => write!(sink.out, "{report}"),
        AnswerFormat::Json => json::write(sink.out, &report),
    })?;
    Ok(Outcome::Clean)
}
