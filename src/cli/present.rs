//! What a check found, in all forms that were asked for.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::output::{self, Sink, Target};
use super::{Failure, Outcome, Session, input};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::emit::{Findings, Human, concise, github, gitlab, json, junit, sarif};
use crate::report::{CheckReport, FileReport, Places, count, safe};
use crate::workspace::Checked;

/// The form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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
pub(super) struct FormatArg {
    format: Format,
    file: Option<PathBuf>,
}

/// The least level that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
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
/// Writes what was found to all outputs.
pub(super) fn present(
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
                writeln!(
                    sink.out,
                    "{count} more {} `{}` in {path}: `-v` shows all\n",
                    noun(count),
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
        let notes = count(hidden, "note");
        return writeln!(sink.out, "`-q` leaves out {notes}.");
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
pub(super) fn format_and_file(text: &str) -> Result<FormatArg, String> {
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
pub(super) fn outputs(
    formats: &[FormatArg],
    output: Option<&Path>,
) -> Result<Vec<(Format, Target)>, Failure> {
    let mut formats = formats.to_vec();
    if formats.iter().all(|given| given.file.is_some()) && (formats.is_empty() || output.is_some())
    {
        formats.push(FormatArg {
            format: Format::Human,
            file: None,
        });
    }
    let mut outputs: Vec<(Format, Target)> = Vec::new();
    for given in formats {
        let target = Target::new(given.file.as_deref().or(output));
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
    use crate::cli::check::CheckArgs;
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
        let outputs = outputs(&args.formats, args.output.as_deref()).unwrap();
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
            let outputs = outputs(&args.formats, args.output.as_deref()).unwrap();
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
            let outputs = outputs(&args.formats, args.output.as_deref()).unwrap();
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
            let outputs = outputs(&args.formats, args.output.as_deref()).unwrap();
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
            assert!(
                outputs(&args.formats, args.output.as_deref()).is_err(),
                "{words:?}"
            );
        }
        let (_, args) = parse(&["--format", "json=a"]);
        assert_eq!(
            outputs(&args.formats, args.output.as_deref())
                .unwrap()
                .len(),
            1
        );
    }

    fn read(path: &str) -> String {
        let mut text = String::new();
        let mut file = std::fs::File::open(path).unwrap();
        io::Read::read_to_string(&mut file, &mut text).unwrap();
        text
    }
}
