//! `annals init`: a first timeline.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{self, Target};
use super::{Failure, Outcome, Session};
use crate::report::safe;

/// The timeline that is written.
const FIRST: &str = include_str!("init/first.ron");

/// Arguments of `annals init`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals init                    writes timelines/first.ron here
  annals init chronicle          writes chronicle/timelines/first.ron

Nothing that exists is overwritten.")]
pub(super) struct InitArgs {
    /// The folder to write into; made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(session: &Session, args: &InitArgs) -> Result<Outcome, Failure> {
    let folder = args.folder.join("timelines");
    let path = folder.join("first.ron");
    fs::create_dir_all(&folder).map_err(|error| {
        Failure::new(format!(
            "cannot make the folder `{}`: {error}",
            folder.display()
        ))
    })?;
    write_new(&path, FIRST).map_err(|error| {
        Failure::new(if error.kind() == io::ErrorKind::AlreadyExists {
            format!("`{}` exists already; nothing was written", path.display())
        } else {
            format!("cannot write `{}`: {error}", path.display())
        })
    })?;
    if !session.quiet {
        output::write(&Target::Stdout, session.color, |sink| {
            sink.out.write_all(next_steps(&path).as_bytes())
        })?;
    }
    Ok(Outcome::Clean)
}

/// Writes a file that does not exist yet, whole or not at all.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // The file is ours: `create_new` has made it.
        let _ = fs::remove_file(path);
    }
    written
}

fn next_steps(path: &Path) -> String {
    let shown = path.strip_prefix(".").unwrap_or(path).display().to_string();
    let shown = safe::one_line(&shown);
    format!(
        "Wrote {shown}: four events, every feature explained. Now try\n\
         \n  annals check {shown}\
         \n  annals bounds {shown}\
         \n  annals order {shown} survey opening\
         \n  annals why {shown} survey\n\
         \nThen change a date and check again.\n"
    )
}
