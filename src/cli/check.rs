//! `annals check`: validates timeline files.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Reasoning;
use super::explain::unknown_rule;
use super::fix;
use super::output::{self, Sink, Target};
use super::{Failure, Outcome, Session, input};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::emit::{Findings, Human, concise, github, gitlab, json, junit, sarif};
use crate::report::{CheckReport, FileReport, Places, safe};
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
    formats: Vec<FormatArg>,
    /// Write the findings to this file, all of them or nothing
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The least level of findings that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    fail_on: FailOn,
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
    #[arg(long, conflicts_with_all = ["write_baseline", "watch"])]
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

/// The form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Concise,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
}

/// A form, and the file that it goes to.
#[derive(Debug, Clone)]
struct FormatArg {
    format: Format,
    file: Option<PathBuf>,
}

/// The least level that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Note => severity >= Severity::Note,
            Self::Never => false,
        }
    }
}

pub(super) fn run(session: &Session, args: &CheckArgs) -> Result<Outcome, Failure> {
    let outputs = outputs(args)?;
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
        let findings = if count == 1 { "finding" } else { "findings" };
        let path = path.display();
        output::message(&format!("wrote {count} {findings} to `{path}`"));
    }
    Ok(Outcome::Clean)
}

/// Writes what was found to all outputs.
fn present(
    session: &Session,
    outputs: &[(Format, Target)],
    fail_on: FailOn,
    checked: &Checked,
) -> Result<Outcome, Failure> {
    for (_, target) in outputs {
        target.spare(&checked.sources)?;
    }
    let places = Places::new(&checked.sources);
    let report = report(session, checked, &places);
    let files = checked.files.iter().map(|file| &*file.diagnostics);
    let findings = Findings::new(&report, &places, files).relative_to(input::folder());
    for (format, target) in outputs {
        output::write(target, session.color, |mut sink| match format {
            Format::Json => json::write(sink.out, &report),
            Format::Sarif => sarif::write(sink.out, &findings),
            Format::Github => github::write(sink.out, &findings),
            Format::Gitlab => gitlab::write(sink.out, &findings),
            Format::Junit => junit::write(sink.out, &findings, |severity| fail_on.fails(severity)),
            Format::Concise => write_concise(sink.out, checked, &places),
            Format::Human => write_human(&mut sink, session, checked, &places, &report),
        })?;
    }
    let mut findings = checked.files.iter().flat_map(|file| &file.diagnostics);
    if findings.any(|finding| fail_on.fails(finding.severity)) {
        Ok(Outcome::Findings)
    } else {
        Ok(Outcome::Clean)
    }
}

fn report(session: &Session, checked: &Checked, places: &Places<'_>) -> CheckReport {
    let files = checked.files.iter().map(|file| FileReport {
        events: file.events,
        links: file.links,
        consistent: file.consistent,
        exact: file.exact,
        support: file.support.clone(),
        accepted: file.accepted,
        known: file.known,
        ..FileReport::new(&file.path).with_findings(&file.diagnostics, places)
    });
    CheckReport::new(&session.as_of, files.collect())
}

fn write_concise(out: &mut dyn Write, checked: &Checked, places: &Places<'_>) -> io::Result<()> {
    let mut findings = checked.files.iter().flat_map(|file| &file.diagnostics);
    findings.try_for_each(|finding| concise::write(out, finding, places))
}

fn write_human(
    sink: &mut Sink<'_>,
    session: &Session,
    checked: &Checked,
    places: &Places<'_>,
    report: &CheckReport,
) -> io::Result<()> {
    let human = if sink.styled {
        Human::styled()
    } else {
        Human::plain()
    };
    let mut hidden = 0;
    for file in &checked.files {
        let shown = Shown::new(session, &file.diagnostics);
        for finding in &shown.findings {
            writeln!(sink.out, "{}", human.render(finding, places))?;
        }
        if !session.quiet {
            for &(rule, count) in &shown.left_out {
                let path = safe::one_line(&file.path);
                let more = noun(count);
                writeln!(
                    sink.out,
                    "{count} more {more} `{}` in {path}: `-v` shows all\n",
                    rule.name()
                )?;
            }
        }
        hidden += shown.left_out.iter().map(|(_, count)| count).sum::<usize>();
    }
    if session.verbose {
        writeln!(sink.out, "{}", report.details())?;
    }
    if session.quiet && hidden == 0 {
        return Ok(());
    }
    writeln!(sink.out, "{}", report.summary_line())?;
    if session.quiet {
        let notes = noun(hidden);
        return writeln!(sink.out, "`-q` leaves out {hidden} {notes}.");
    }
    write!(sink.out, "{}", report.by_rule())
}

/// At most so many notes of one rule are drawn for one file, unless all are asked for.
const MAX_NOTES: usize = 5;

/// The findings of one file that are drawn, and how many notes of each rule are not.
struct Shown<'a> {
    findings: Vec<&'a Diagnostic>,
    left_out: Vec<(Rule, usize)>,
}

impl<'a> Shown<'a> {
    fn new(session: &Session, findings: &'a [Diagnostic]) -> Self {
        let most = match (session.quiet, session.verbose) {
            (true, _) => 0,
            (_, true) => usize::MAX,
            _ => MAX_NOTES,
        };
        let mut shown = Self {
            findings: Vec::new(),
            left_out: Vec::new(),
        };
        let mut seen: BTreeMap<Rule, usize> = BTreeMap::new();
        for finding in findings {
            let is_note = finding.severity == Severity::Note;
            let seen = seen.entry(finding.rule).or_insert(0);
            *seen += usize::from(is_note);
            if !is_note || *seen <= most {
                shown.findings.push(finding);
            }
        }
        let left_out = seen.into_iter();
        let left_out = left_out.map(|(rule, seen)| (rule, seen.saturating_sub(most)));
        shown.left_out = left_out.filter(|&(_, count)| count > 0).collect();
        shown
    }
}

const fn noun(count: usize) -> &'static str {
    if count == 1 { "note" } else { "notes" }
}

fn rules_named(name: &str) -> Result<Vec<Rule>, String> {
    Selection::named(name).ok_or_else(|| unknown_rule(name))
}

fn format_and_file(text: &str) -> Result<FormatArg, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("there is no file after `=`".to_owned()),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::from_str(name, false)
        .map_err(|_| "the forms are human, concise, json, sarif, github, gitlab and junit")?;
    Ok(FormatArg { format, file })
}

/// Each form with its target.
fn outputs(args: &CheckArgs) -> Result<Vec<(Format, Target)>, Failure> {
    let mut formats = args.formats.clone();
    if formats.iter().all(|given| given.file.is_some())
        && (formats.is_empty() || args.output.is_some())
    {
        formats.push(FormatArg {
            format: Format::Human,
            file: None,
        });
    }
    let mut outputs: Vec<(Format, Target)> = Vec::new();
    for given in formats {
        let target = Target::new(given.file.as_deref().or(args.output.as_deref()));
        if let Some((_, taken)) = outputs.iter().find(|(_, taken)| *taken == target) {
            let what = match taken {
                Target::Stdout => "standard output".to_owned(),
                Target::File(path) => format!("`{}`", path.display()),
            };
            return Err(Failure::new(format!(
                "two forms would go to {what}; name a file for one, as in `--format json=out.json`"
            )));
        }
        outputs.push((given.format, target));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Cli, Command};
    use crate::source::{SourceMap, Span};
    use crate::workspace::CheckedFile;
    use clap::Parser;

    fn parse(words: &[&str]) -> (Session, CheckArgs) {
        let words = ["annals", "--as-of", "2026-11-23", "check"]
            .iter()
            .chain(words);
        let cli = Cli::try_parse_from(words).unwrap();
        let session = Session::new(&cli.common, cli.command.reasoning());
        match cli.command {
            Command::Check(args) => (session, args),
            _ => panic!("this is `check`"),
        }
    }

    /// One file with findings of these rules.
    fn checked(rules: &[Rule]) -> Checked {
        let mut sources = SourceMap::new();
        let file = sources.add("::a.ron", "(events: [])");
        let place = |at| Span::new(file.id(), at, at + 1);
        let diagnostics = (0..)
            .zip(rules)
            .map(|(at, &rule)| Diagnostic::new(rule, place(4 + at), format!("wrong\nat {at}")));
        let diagnostics = diagnostics.collect();
        Checked {
            sources,
            archives: Vec::new(),
            files: vec![CheckedFile {
                path: "::a.ron".into(),
                key: "a.ron".into(),
                asked: true,
                accepted: 0,
                known: 0,
                events: 4,
                links: 1,
                consistent: Some(true),
                exact: true,
                support: Vec::new(),
                diagnostics,
            }],
        }
    }

    #[test]
    fn forms_go_to_their_files_in_one_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (human, concise, json) = (path("h"), path("c"), path("j"));
        let (session, args) = parse(&[
            "--format",
            &format!("concise={concise}"),
            "--format",
            "human",
            "--format",
            &format!("json={json}"),
            "-o",
            &human,
        ]);
        let outputs = outputs(&args).unwrap();
        let rules = [Rule::UnknownField, Rule::UnlistedKind];
        let outcome = present(&session, &outputs, args.fail_on, &checked(&rules)).unwrap();
        assert_eq!(outcome, Outcome::Findings);
        assert_eq!(
            read(&concise),
            "./::a.ron:1:5: error[unknown-field] wrong␊at 0\n\
             ./::a.ron:1:6: warning[unlisted-kind] wrong␊at 1\n"
        );
        assert!(read(&human).ends_with(
            "Checked 1 file with 4 events and 1 link as of 2026-11-23: 1 error, 1 warning.\n"
        ));
        assert!(!read(&human).contains('\u{1b}'));
        let json: serde_json::Value = serde_json::from_str(&read(&json)).unwrap();
        assert_eq!(json["summary"]["warnings"], 1);
        assert_eq!(json["files"][0]["diagnostics"][0]["message"], "wrong\nat 0");
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 3, "no draft stays behind");
    }

    #[test]
    fn failing_levels_decide_the_outcome() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out");
        let outcome = |level: &str, rules: &[Rule]| {
            let (session, args) =
                parse(&["--fail-on", level, "-o", file.to_str().unwrap(), "x.ron"]);
            let outputs = outputs(&args).unwrap();
            present(&session, &outputs, args.fail_on, &checked(rules)).unwrap()
        };
        let warning = [Rule::UnlistedKind];
        let error = [Rule::Syntax];
        assert_eq!(outcome("error", &warning), Outcome::Clean);
        assert_eq!(outcome("error", &error), Outcome::Findings);
        assert_eq!(outcome("warning", &warning), Outcome::Findings);
        assert_eq!(outcome("note", &warning), Outcome::Findings);
        assert_eq!(outcome("never", &error), Outcome::Clean);
        assert_eq!(outcome("note", &[]), Outcome::Clean);
    }

    #[test]
    fn colours_are_written_to_files_only_on_demand() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out").to_str().unwrap().to_owned();
        for (color, styled) in [("auto", false), ("never", false), ("always", true)] {
            let (session, args) = parse(&["--color", color, "-o", &file]);
            let outputs = outputs(&args).unwrap();
            let rules = [Rule::Syntax];
            present(&session, &outputs, args.fail_on, &checked(&rules)).unwrap();
            assert_eq!(read(&file).contains('\u{1b}'), styled, "{color}");
        }
    }

    #[test]
    fn notes_are_limited_errors_are_not_and_all_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("h").to_str().unwrap().to_owned();
        let mut rules = vec![Rule::DeadAlternative; 8];
        rules.extend([Rule::UnneededMask; 5]);
        rules.extend([Rule::UnlistedKind; 25]);
        let told = |flags: &[&str]| {
            let (session, args) = parse(&[&["-o", &path], flags].concat());
            let outputs = outputs(&args).unwrap();
            present(&session, &outputs, args.fail_on, &checked(&rules)).unwrap();
            let text = read(&path);
            let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
            let drawn = [
                count("note[dead-alternative]"),
                count("note[unneeded-mask]"),
                count("warning[unlisted-kind]"),
            ];
            (drawn, text)
        };
        let (drawn, text) = told(&[]);
        assert_eq!(drawn, [5, 5, 25]);
        assert!(text.contains("\n3 more notes `dead-alternative` in ::a.ron: `-v` shows all\n"));
        assert!(
            text.ends_with(
                "2026-11-23: 25 warnings, 13 notes.\n  \
             unlisted-kind     25 warnings\n  \
             dead-alternative  8 notes\n  \
             unneeded-mask     5 notes\n"
            ),
            "{text}"
        );
        let (drawn, text) = told(&["-v"]);
        assert_eq!(drawn, [8, 5, 25]);
        assert!(!text.contains("more notes"));
        let (drawn, text) = told(&["-q"]);
        assert_eq!(drawn, [0, 0, 25]);
        assert!(
            text.ends_with("2026-11-23: 25 warnings, 13 notes.\n`-q` leaves out 13 notes.\n"),
            "{text}"
        );
    }

    #[test]
    fn two_forms_for_one_place_are_refused() {
        for words in [
            &["--format", "human", "--format", "json"][..],
            &["--format", "human=a", "--format", "json=a"],
            &["--format", "human", "--format", "json=a", "-o", "a"],
        ] {
            let (_, args) = parse(words);
            assert!(outputs(&args).is_err(), "{words:?}");
        }
        let (_, args) = parse(&["--format", "json=a"]);
        assert_eq!(outputs(&args).unwrap().len(), 1);
    }

    fn read(path: &str) -> String {
        let mut text = String::new();
        let mut file = std::fs::File::open(path).unwrap();
        io::Read::read_to_string(&mut file, &mut text).unwrap();
        text
    }
}
