//! `annals init`: a first timeline, its configuration and a CI job.

use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{self, Target};
use super::{Failure, Outcome, Session, new_files};
use crate::report::safe;

/// The timeline that is written.
const FIRST: &str = include_str!("init/first.ron");

/// The configuration that is written.
const CONFIG: &str = include_str!("init/annals.toml");

/// The CI job that is written, with `VERSION` for this program's own.
const WORKFLOW: &str = include_str!("init/workflow.yml");

/// Arguments of `annals init`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals init                    writes timelines/first.ron, annals.toml and a CI job here
  annals init chronicle          writes them into the folder chronicle

Nothing that exists is overwritten.")]
pub(super) struct InitArgs {
    /// The folder to write into; made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(session: &Session, args: &InitArgs) -> Result<Outcome, Failure> {
    let path = args.folder.join("timelines").join("first.ron");
    write_below(&path, FIRST)?;
    // A project that has these keeps its own.
    let workflow = WORKFLOW.replace("VERSION", env!("CARGO_PKG_VERSION"));
    let mut told = String::new();
    for (name, what, text) in [
        ("annals.toml", "levels and paths", CONFIG),
        (
            ".github/workflows/annals.yml",
            "a CI job for GitHub",
            &workflow,
        ),
    ] {
        let path = args.folder.join(name);
        let shown = shown(&path);
        if new_files::is_taken(&path) {
            told += &format!("Left {shown} as it is.\n");
        } else {
            write_below(&path, text)?;
            told += &format!("Wrote {shown}: {what}.\n");
        }
    }
    if !session.quiet {
        let text = next_steps(&path, &told);
        output::write(&Target::Stdout, session.color, |sink| {
            sink.out.write_all(text.as_bytes())
        })?;
    }
    Ok(Outcome::Clean)
}

/// Writes a new file, and the folders that it stands in where there are none.
fn write_below(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        new_files::make_folder(folder)?;
    }
    new_files::write_new(path, text.as_bytes())
}

/// A path as the next steps name it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path).display();
    safe::one_line(&path.to_string()).into_owned()
}

fn next_steps(path: &Path, told: &str) -> String {
    let shown = shown(path);
    format!(
        "Wrote {shown}: four events, every feature explained.\n{told}\n\
         Now try\n\
         \n  annals check {shown}\
         \n  annals bounds {shown}\
         \n  annals order {shown} survey opening\
         \n  annals why {shown} survey\n\
         \nThen change a date and check again.\n"
    )
}
