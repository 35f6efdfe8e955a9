//! `annals explain`: what a rule finds, why it matters and how to mend it.

use clap::Args;

use super::output::{self, Target};
use super::{Failure, Outcome, Session};
use crate::diagnostic::Rule;
use crate::rules;

/// Arguments of `annals explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals explain                  all rules, with their levels
  annals explain contradiction    one rule, with a wrong and a right example")]
pub(super) struct ExplainArgs {
    /// The rule; none lists them all
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

pub(super) fn run(session: &Session, args: &ExplainArgs) -> Result<Outcome, Failure> {
    let text = match &args.rule {
        None => rules::index(),
        Some(name) => rules::entry(find(name)?).page(),
    };
    output::write(&Target::Stdout, session.color, |sink| {
        sink.out.write_all(text.as_bytes())
    })?;
    Ok(Outcome::Clean)
}

fn find(name: &str) -> Result<Rule, Failure> {
    Rule::from_name(name).ok_or_else(|| Failure::new(unknown_rule(name)))
}

/// What to say where a name is that of no rule.
pub(super) fn unknown_rule(name: &str) -> String {
    let (message, help) = rules::unknown(name);
    format!("{message}; {help}")
}
