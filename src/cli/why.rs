//! `annals why`: the statements behind a conclusion.

use clap::Args;

use super::args::Question;
use super::{Failure, Outcome, Session, answer};

/// Arguments of `annals why`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals why strike.ron vote             why vote can have been no earlier and no later
  annals why strike.ron vote strike      why vote stands before strike, or why that is open")]
pub(super) struct WhyArgs {
    #[command(flatten)]
    pub(super) question: Question,
    /// An event's id
    #[arg(value_name = "A")]
    a: String,
    /// Another event's id
    #[arg(value_name = "B")]
    b: Option<String>,
}

pub(super) fn run(session: &Session, args: &WhyArgs) -> Result<Outcome, Failure> {
    let opened = answer::open(session, &args.question)?;
    let answers = opened.answers_with(session.options);
    let reasons = match &args.b {
        Some(b) => answers.why_order(&args.a, b),
        None => answers.why_bounds(&args.a),
    };
    answer::give(session, &args.question, &answers, reasons)
}
