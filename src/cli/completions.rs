//! `annals completions`: scripts that let shells complete arguments.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::args::Cli;
use super::output::{self, Target};
use super::{Failure, Outcome};

/// Arguments of `annals completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals completions bash > ~/.local/share/bash-completion/completions/annals
  annals completions fish > ~/.config/fish/completions/annals.fish")]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Outcome, Failure> {
    // The generator panics where its stream fails; memory does not.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "annals", &mut script);
    output::write(&Target::Stdout, anstream::ColorChoice::Never, |sink| {
        sink.out.write_all(&script)
    })?;
    Ok(Outcome::Clean)
}
