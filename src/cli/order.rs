//! `annals order`: the sequence of events.

use clap::Args;

use super::args::Question;
use super::{Failure, Outcome, Session, answer};

/// Arguments of `annals order`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals order strike.ron                the sequence of all events
  annals order strike.ron vote           what stands before vote, after it, and undetermined
  annals order strike.ron vote strike    how the two relate, and the time between them")]
pub(super) struct OrderArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// An event's id
    #[arg(value_name = "A")]
    a: Option<String>,
    /// Another event's id
    #[arg(value_name = "B")]
    b: Option<String>,
}

pub(super) fn run(session: &Session, args: &OrderArgs) -> Result<Outcome, Failure> {
    let question = &args.question;
    let opened = answer::open(session, question)?;
    let answers = opened.answers_with(session.options);
    match (&args.a, &args.b) {
        (Some(a), Some(b)) => answer::give(session, question, &answers, answers.pair(a, b)),
        (Some(a), None) => answer::give(session, question, &answers, answers.position(a)),
        (None, _) => answer::give(session, question, &answers, Ok(answers.sequence())),
    }
}
