//! `annals fmt`: the canonical layout.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::output::{self, Sink, Target};
use super::{Failure, Outcome, Session, input};
use crate::emit::{concise, unified_diff};
use crate::report::{Places, count, safe};
use crate::workspace::{FormatOutcome, FormattedFile, Formatting, format_files, format_stdin};

/// Arguments of `annals fmt`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals fmt                                     all timelines below timelines/, else below .
  annals fmt --check                             for CI: lists what would change, exit code 1 if any
  annals fmt --diff strike.ron                   shows what would change
  annals fmt - < strike.ron                      from standard input to standard output

A file with syntax errors is left as it is, and counts as a finding.")]
pub(super) struct FmtArgs {
    /// Timeline files, and folders that hold some; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, as a unified diff
    #[arg(long)]
    diff: bool,
    /// The name under which standard input is shown
    #[arg(
        long,
        value_name = "NAME",
        default_value = "stdin",
        hide_default_value = true
    )]
    stdin_filename: String,
}

pub(super) fn run(session: &Session, args: &FmtArgs) -> Result<Outcome, Failure> {
    let dry = args.check || args.diff;
    let told = if args.paths.iter().any(|path| input::is_stdin(path)) {
        if args.paths.len() > 1 {
            return Err(Failure::new(
                "`-` stands alone: its layout goes to standard output, that of files into the files",
            ));
        }
        let formatted = format_stdin(input::stdin(&args.stdin_filename)?);
        if !dry {
            return pass_on(session, formatted);
        }
        vec![Told::new(formatted)]
    } else {
        let formatting = if dry {
            Formatting::Dry
        } else {
            Formatting::InPlace
        };
        let keep_texts = args.diff;
        let config = session.config.as_deref();
        format_files(&args.paths, formatting, config, |file| {
            let mut told = Told::new(file);
            if !keep_texts && let Kind::Changed { old, new } = &mut told.kind {
                // A run over many files keeps no more of each than it needs.
                (*old, *new) = (String::new(), String::new());
            }
            told
        })?
    };
    output::write(&Target::Stdout, session.color, |mut sink| {
        tell(&mut sink, session, args, &told)
    })?;
    conclude(&told, dry)
}

/// What is to be said of one file.
struct Told {
    path: String,
    kind: Kind,
}

enum Kind {
    Unchanged,
    Changed {
        old: String,
        new: String,
    },
    /// With the line of the first error.
    Malformed(String),
    Failed(String),
}

impl Told {
    fn new(file: FormattedFile) -> Self {
        let kind = match file.outcome {
            Ok(FormatOutcome::Unchanged(_)) => Kind::Unchanged,
            Ok(FormatOutcome::Changed { old, new }) => Kind::Changed { old, new },
            Ok(FormatOutcome::Malformed { error, sources }) => {
                let mut line = Vec::new();
                // Writing to memory cannot fail.
                let _ = concise::write(&mut line, &error, &Places::new(&sources));
                Kind::Malformed(String::from_utf8_lossy(&line).into_owned())
            }
            Err(error) => Kind::Failed(error.to_string()),
        };
        Self {
            path: file.path,
            kind,
        }
    }
}

/// Writes the text of standard input in its layout. What has syntax errors gets none: editors put
/// what they read in the place of what they gave.
fn pass_on(session: &Session, formatted: FormattedFile) -> Result<Outcome, Failure> {
    match formatted.outcome {
        Ok(FormatOutcome::Unchanged(text) | FormatOutcome::Changed { new: text, .. }) => {
            output::write(&Target::Stdout, session.color, |sink| {
                sink.out.write_all(text.as_bytes())
            })?;
            Ok(Outcome::Clean)
        }
        _ => conclude(&[Told::new(formatted)], false),
    }
}

/// Lists or shows the files that change.
fn tell(sink: &mut Sink<'_>, session: &Session, args: &FmtArgs, told: &[Told]) -> io::Result<()> {
    let mut changed = 0;
    let mut unchanged = 0;
    for Told { path, kind } in told {
        match kind {
            Kind::Changed { old, new } if args.diff => {
                let diff = unified_diff(path, old, new, sink.styled);
                sink.out.write_all(diff.as_bytes())?;
            }
            Kind::Changed { .. } => {
                changed += 1;
                let path = safe::one_line(path);
                if args.check {
                    writeln!(sink.out, "would format {path}")?;
                } else if !session.quiet {
                    writeln!(sink.out, "formatted {path}")?;
                }
            }
            Kind::Unchanged => unchanged += 1,
            Kind::Malformed(_) | Kind::Failed(_) => {}
        }
    }
    // A diff is for programs, too.
    if session.quiet || args.diff {
        return Ok(());
    }
    let changes = if args.check {
        "would change"
    } else {
        "changed"
    };
    writeln!(
        sink.out,
        "{} {changes}, {} in the layout already.",
        count(changed, "file"),
        match unchanged {
            1 => "1 is".to_owned(),
            count => format!("{count} are"),
        }
    )
}

/// Says what could not be formatted.
fn conclude(told: &[Told], dry: bool) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Clean;
    let mut failed = 0;
    for Told { path, kind } in told {
        match kind {
            Kind::Unchanged => {}
            Kind::Changed { .. } => {
                if dry {
                    outcome = Outcome::Findings;
                }
            }
            Kind::Malformed(line) => {
                outcome = Outcome::Findings;
                // Where nobody listens, there is nobody to tell.
                let _ = io::stderr().write_all(line.as_bytes());
                output::message(&format!("`{path}` has syntax errors and was left as it is"));
            }
            Kind::Failed(error) => {
                failed += 1;
                output::message(&format!("error: {error}"));
            }
        }
    }
    if failed > 0 {
        return Err(Failure::new(format!(
            "{} could not be formatted",
            count(failed, "file")
        )));
    }
    Ok(outcome)
}
