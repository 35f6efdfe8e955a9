//! `annals check`: validates timeline files.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::Reasoning;
use super::explain::unknown_rule;
use super::fix;
use super::output::{self, Target};
use super::present::{FailOn, Format, FormatArg, format_and_file, outputs, present};
use super::{Failure, Outcome, Session, input};
use crate::diagnostic::Rule;
use crate::report;
use crate::workspace::{self, CheckOptions, Checked, Known, Selection, Watch};

/// Arguments of `annals check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  annals check                                   all timelines below timelines/, else below .
  annals check strike.ron history/               a file, and every .ron file below a folder
  annals check --format concise                  a line for each finding
  annals check --format human --format json=out.json
                                                 for people here, for programs in a file
  annals check --format github --format sarif=out.sarif
                                                 annotations on GitHub, and a log to upload
  annals check - --stdin-filename strike.ron     a timeline from standard input")]
pub(super) struct CheckArgs {
    /// Timeline files, and folders that hold some; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The form of the findings: human, concise, json, sarif, github, gitlab or junit; F=FILE
    /// writes that form to a file
    #[arg(long = "format", value_name = "F[=FILE]", value_parser = format_and_file)]
    pub(super) formats: Vec<FormatArg>,
    /// Write the findings to this file, all of them or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The least level of findings that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    pub(super) fail_on: FailOn,
    /// Report only these rules or groups of rules; off ones are on
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rules_named)]
    select: Vec<Vec<Rule>>,
    /// Report all but these rules or groups of rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rules_named)]
    ignore: Vec<Vec<Rule>>,
    /// Report only what this baseline does not hold
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write the findings to a baseline, and report none
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Report only what is new since this git revision
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    since: Option<String>,
    /// Mend what only form is wrong with: never a date, claim, link or order
    #[arg(long, conflicts_with_all = ["write_baseline", "watch"])]
    fix: bool,
    /// Show what `--fix` would mend, and write nothing
    #[arg(long, conflicts_with_all = ["write_baseline", "watch", "formats", "output", "baseline", "since"])]
    diff: bool,
    /// Check again whenever a file changes, until interrupted
    #[arg(long, conflicts_with = "write_baseline")]
    watch: bool,
    /// The name under which standard input is shown; what it names is found relative to this
    #[arg(
        long,
        value_name = "NAME",
        default_value = "stdin",
        hide_default_value = true
    )]
    stdin_filename: String,
    #[command(flatten)]
    pub(super) reasoning: Reasoning,
}

pub(super) fn run(session: &Session, args: &CheckArgs) -> Result<Outcome, Failure> {
    let outputs = outputs(&args.formats, args.output.as_deref())?;
    let stdin = if args.paths.iter().any(|path| input::is_stdin(path)) {
        Some(input::stdin(&args.stdin_filename)?)
    } else {
        None
    };
    let needs_files = [
        ("--since", args.since.is_some()),
        ("--watch", args.watch),
        ("--fix", args.fix && !args.diff),
    ];
    for (flag, given) in needs_files {
        if given && stdin.is_some() {
            let message = format!("`{flag}` needs files, and standard input is none");
            return Err(Failure::new(message));
        }
    }
    let options = CheckOptions {
        reasoning: session.options,
        with_support: session.verbose || outputs.iter().any(|(format, _)| *format == Format::Json),
        today: Some(session.today),
        config: session.config.clone(),
        levels: Selection {
            select: args.select.concat(),
            ignore: args.ignore.concat(),
        },
    };
    if args.watch {
        return watch(session, args, &outputs, &options);
    }
    let mut checked = workspace::check(&args.paths, stdin, &options)?;
    if args.diff {
        return fix::show(session, &checked);
    }
    if args.fix && fix::apply(session, &checked)? {
        checked = workspace::check(&args.paths, None, &options)?;
    }
    if let Some(path) = &args.write_baseline {
        return write_baseline(session, path, &checked);
    }
    let checked = only_new(session, args, &options, checked)?;
    present(session, &outputs, args.fail_on, &checked)
}

/// Takes out what is known, from a baseline or another revision.
fn only_new(
    session: &Session,
    args: &CheckArgs,
    options: &CheckOptions,
    mut checked: Checked,
) -> Result<Checked, Failure> {
    if let Some(revision) = &args.since {
        let (known, remark) = workspace::since(&args.paths, revision, options)?;
        known.take_out(&mut checked);
        remark.iter().for_each(|remark| output::message(remark));
    }
    if let Some(path) = &args.baseline {
        let gone = Known::read(path)?.take_out(&mut checked);
        if gone > 0 && !session.quiet {
            let path = path.display();
            output::message(&format!(
                "{gone} of the findings in `{path}` are gone: `--write-baseline {path}` takes them out"
            ));
        }
    }
    Ok(checked)
}

/// Checks again whenever a file changes, until the program is ended.
fn watch(
    session: &Session,
    args: &CheckArgs,
    outputs: &[(Format, Target)],
    options: &CheckOptions,
) -> Result<Outcome, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() {
        &here[..]
    } else {
        &args.paths
    };
    let mut watch = Watch::new(paths)?;
    loop {
        // What is wrong while somebody writes may be right in a moment.
        let outcome = workspace::check(&args.paths, None, options)
            .map_err(Failure::from)
            .and_then(|checked| {
                watch.follow(&checked)?;
                let checked = only_new(session, args, options, checked)?;
                present(session, outputs, args.fail_on, &checked)
            });
        if let Err(Failure(messages)) = outcome {
            for message in messages {
                output::message(&format!("error: {message}"));
            }
        }
        output::message("waiting for changes");
        if !watch.wait() {
            return Err(Failure::new("the system tells of no more changes"));
        }
    }
}

/// Writes the findings as a baseline.
fn write_baseline(session: &Session, path: &Path, checked: &Checked) -> Result<Outcome, Failure> {
    let target = Target::File(path.to_owned());
    target.spare(&checked.sources)?;
    let text = Known::baseline(checked);
    output::write(&target, session.color, |sink| {
        sink.out.write_all(text.as_bytes())
    })?;
    if !session.quiet {
        let count: usize = checked
            .files
            .iter()
            .map(|file| file.diagnostics.len())
            .sum();
        let findings = report::count(count, "finding");
        let path = path.display();
        output::message(&format!("wrote {findings} to `{path}`"));
    }
    Ok(Outcome::Clean)
}
fn rules_named(name: &str) -> Result<Vec<Rule>, String> {
    Selection::named(name).ok_or_else(|| unknown_rule(name))
}
