//! `annals bounds`: dates as stated and as concluded.

use clap::Args;

use super::args::Question;
use super::{Failure, Outcome, Session, answer};

/// Arguments of `annals bounds`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals bounds strike.ron                       the dates of all events
  annals bounds strike.ron vote strike           the dates of these two
  annals bounds strike.ron --format json         the same for programs")]
pub(super) struct BoundsArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// Ids of events [default: all]
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

pub(super) fn run(session: &Session, args: &BoundsArgs) -> Result<Outcome, Failure> {
    let opened = answer::open(session, &args.question)?;
    let answers = opened.answers_with(session.options);
    answer::give(session, &args.question, &answers, answers.bounds(&args.ids))
}
