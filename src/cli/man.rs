//! `annals man`: manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use super::args::Cli;
use super::output::{self, Target};
use super::{Failure, Outcome, Session, new_files};

/// Arguments of `annals man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals man | man -l -                    read the main page
  annals man --out ~/.local/share/man/man1 a page for each command, for `man annals-check`

Nothing that exists is overwritten.")]
pub(super) struct ManArgs {
    /// Write a page for each command into this folder; made where there is none
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(session: &Session, args: &ManArgs) -> Result<Outcome, Failure> {
    let pages = pages()?;
    let Some(folder) = &args.out else {
        let main = pages.first().map(|(_, page)| &**page).unwrap_or_default();
        output::write(&Target::Stdout, anstream::ColorChoice::Never, |sink| {
            sink.out.write_all(main)
        })?;
        return Ok(Outcome::Clean);
    };
    new_files::make_folder(folder)?;
    // All or nothing: a name that is taken is found before the first page is written.
    for (name, _) in &pages {
        let path = folder.join(name);
        if new_files::is_taken(&path) {
            let path = path.display();
            return Err(Failure::new(format!(
                "`{path}` exists already; nothing was written"
            )));
        }
    }
    for (name, page) in &pages {
        new_files::write_new(&folder.join(name), page)?;
    }
    if !session.quiet {
        output::message(&format!(
            "wrote {} pages into {}",
            pages.len(),
            folder.display()
        ));
    }
    Ok(Outcome::Clean)
}

/// The pages with their file names, the main one first.
fn pages() -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut main = Cli::command();
    main.build();
    let commands = main.get_subcommands().filter(|command| {
        // `help` is clap's own; what it says stands in the other pages.
        !command.is_hide_set() && command.get_name() != "help"
    });
    let mut pages = Vec::new();
    for command in std::iter::once(&main).chain(commands) {
        let name = if std::ptr::eq(command, &main) {
            "annals".to_owned()
        } else {
            format!("annals-{}", command.get_name())
        };
        let mut page = Vec::new();
        Man::new(command.clone())
            .title(&name)
            .render(&mut page)
            .map_err(|error| Failure::new(format!("cannot write a manual page: {error}")))?;
        pages.push((format!("{name}.1"), page));
    }
    Ok(pages)
}
