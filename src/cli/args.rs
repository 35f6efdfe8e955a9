//! What the command line may say.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::workspace::DEFAULT_EFFORT;

use super::{bounds, check, completions, config, explain, fmt, import, init, man, order, why};

/// Checks timelines and answers questions about them: what must have come first, when an event
/// can have been, and why.
#[derive(Debug, Parser)]
#[command(
    name = "annals",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  annals init                            write a first timeline, its configuration and a CI job
  annals check                           check all timelines below timelines/, else below .
  annals order strike.ron vote strike    how two events relate, with the time between them
  annals why strike.ron vote             why an event's dates are what they are

Exit codes: 0 nothing found, 1 findings, 2 wrong usage or a file that cannot be read."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "General options")]
pub(super) struct Common {
    /// The day that counts as today [default: today in UTC]
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<NaiveDate>,
    /// Only errors, warnings and answers; notes are counted, but not shown
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// More: all notes, what each file holds, and the support of each link
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE count where this says `auto`
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    /// The configuration to use in place of each root's annals.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// How many threads to use at most [default: one per processor]
    #[arg(short, long, global = true, value_name = "N", value_parser = threads)]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// Flags of the commands that reason.
#[derive(Debug, Args)]
pub(super) struct Reasoning {
    /// Which of rival claims about an event hold
    #[arg(long, value_enum, default_value_t = Claims::Any, value_name = "WHICH")]
    pub(super) claims: Claims,
    /// Steps of search after which an answer that depends on choices is given up
    #[arg(long, value_name = "STEPS", default_value_t = DEFAULT_EFFORT)]
    pub(super) effort: u64,
}

/// Which of rival claims hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Claims {
    /// Those that are preferred or, where none is, at least one
    Any,
    /// All of them
    All,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where the output is a terminal
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Validate timeline files: form, references, dates, order, causes
    Check(check::CheckArgs),
    /// The sequence of all events, or how one or two events stand in it
    Order(order::OrderArgs),
    /// Why an event's dates are what they are, or why an order holds
    Why(why::WhyArgs),
    /// The dates of events as stated and as concluded
    Bounds(bounds::BoundsArgs),
    /// What settings and levels apply, and from where
    Config(config::ConfigArgs),
    /// What a rule finds, why it matters and how to mend it
    Explain(explain::ExplainArgs),
    /// Make a timeline of a table
    Import(import::ImportArgs),
    /// Bring timeline files into one layout; comments stay
    Fmt(fmt::FmtArgs),
    /// Write a first timeline, with every feature explained, its configuration and a CI job
    Init(init::InitArgs),
    /// Print a completion script for a shell
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(man::ManArgs),
}

impl Command {
    /// How to reason, for the commands that do.
    pub(super) const fn reasoning(&self) -> Option<&Reasoning> {
        match self {
            Self::Check(args) => Some(&args.reasoning),
            Self::Order(args) => Some(&args.question.reasoning),
            Self::Why(args) => Some(&args.question.reasoning),
            Self::Bounds(args) => Some(&args.question.reasoning),
            Self::Config(_)
            | Self::Explain(_)
            | Self::Import(_)
            | Self::Init(_)
            | Self::Fmt(_)
            | Self::Completions(_)
            | Self::Man(_) => None,
        }
    }
}

/// The timeline that a question is about, and the form of the answer.
#[derive(Debug, Args)]
pub(super) struct Question {
    /// The timeline file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human, value_name = "F")]
    pub(super) format: AnswerFormat,
    /// Write the answer to this file, all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The name under which standard input is shown; what it names is found relative to this
    #[arg(
        long,
        value_name = "NAME",
        default_value = "stdin",
        hide_default_value = true
    )]
    pub(super) stdin_filename: String,
    #[command(flatten)]
    pub(super) reasoning: Reasoning,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    /// Sentences and tables
    #[value(alias = "text")]
    Human,
    /// One JSON document
    Json,
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "a number of threads is a whole number from 1 on".to_owned())
}

fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        // `parse_from_str` also takes `2026-1-2` and `+2026-01-02`.
        .filter(|date| date.to_string() == text)
        .ok_or_else(|| "a day is written as in 2026-11-23".to_owned())
}
