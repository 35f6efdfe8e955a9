//! The command line: arguments, one file per command, exit codes.
//!
//! Results go to standard output, messages to standard error. The program ends with 0 where
//! nothing at or above the failing level was found, with 1 where something was, and with 2 where
//! it could not do its work: wrong usage, a file that cannot be read, an error of its own.
//!
//! This is the only module that reads the clock, and that only once; what it asks of timelines it
//! asks the [`workspace`](crate::workspace).

mod answer;
mod args;
mod bounds;
mod check;
mod clock;
mod completions;
mod config;
mod explain;
mod fix;
mod fmt;
mod import;
mod init;
mod input;
mod internal_error;
mod man;
mod new_files;
mod order;
mod output;
mod present;
mod session;
mod usage;
mod why;

use std::process::ExitCode;

use args::{Cli, Command};
use session::Session;

/// What a command has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above the failing level.
    Clean,
    /// Something was found.
    Findings,
}

/// Why a command could not do its work, a line for each reason.
#[derive(Debug)]
struct Failure(Vec<String>);

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }
}

impl From<crate::workspace::Error> for Failure {
    fn from(error: crate::workspace::Error) -> Self {
        Self(error.lines())
    }
}

/// Runs the program on the arguments and the streams of its process.
#[must_use]
pub fn main() -> ExitCode {
    internal_error::install();
    match std::panic::catch_unwind(run) {
        Ok(code) => code,
        // The hook has told about it.
        Err(_) => ExitCode::from(2),
    }
}

fn run() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let cli: Cli = match usage::parse(&arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let session = Session::new(&cli.common, cli.command.reasoning());
    match dispatch(&session, cli.command) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(messages)) => {
            for message in messages {
                output::message(&format!("error: {message}"));
            }
            ExitCode::from(2)
        }
    }
}

fn dispatch(session: &Session, command: Command) -> Result<Outcome, Failure> {
    session.use_jobs()?;
    match command {
        Command::Check(args) => check::run(session, &args),
        Command::Order(args) => order::run(session, &args),
        Command::Why(args) => why::run(session, &args),
        Command::Bounds(args) => bounds::run(session, &args),
        Command::Config(args) => config::run(session, &args),
        Command::Explain(args) => explain::run(session, &args),
        Command::Import(args) => import::run(session, &args),
        Command::Fmt(args) => fmt::run(session, &args),
        Command::Init(args) => init::run(session, &args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(session, &args),
    }
}
