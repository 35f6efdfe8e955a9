//! Questions to one timeline: opening it, answering, and saying what is wrong with it.

use serde::Serialize;

use super::args::{AnswerFormat, Question};
use super::output::{self, Target};
use super::{Failure, Outcome, Session, input};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::emit::json;
use crate::report::{BoundsReport, PairReport, Places, PositionReport, SequenceReport, WhyReport};
use crate::source::SourceMap;
use crate::workspace::{self, Answers, NoAnswer, Opened};

/// A report that answers a question.
pub(super) trait Answer: Serialize {
    /// The answer as text.
    fn text(&self) -> String;
    /// Whether the timeline is free of contradictions.
    fn consistent(&self) -> Option<bool>;
}

macro_rules! answers {
    ($($report:ty),+) => {
        $(impl Answer for $report {
            fn text(&self) -> String {
                <$report>::text(self)
            }

            fn consistent(&self) -> Option<bool> {
                self.consistent
            }
        })+
    };
}

answers!(
    BoundsReport,
    PairReport,
    PositionReport,
    SequenceReport,
    WhyReport
);

/// The timeline that a question is about.
///
/// # Errors
///
/// Where it cannot be read.
pub(super) fn open(session: &Session, question: &Question) -> Result<Opened, Failure> {
    let stdin = if input::is_stdin(&question.file) {
        Some(input::stdin(&question.stdin_filename)?)
    } else {
        None
    };
    let config = session.config.as_deref();
    Ok(workspace::open_with(question.file.clone(), stdin, config)?)
}

/// Gives the answer, after a line for each file that has errors.
///
/// # Errors
///
/// Where the question names an event that there is not, or the answer cannot be written.
pub(super) fn give<A: Answer>(
    session: &Session,
    question: &Question,
    answers: &Answers<'_>,
    answer: Result<A, NoAnswer>,
) -> Result<Outcome, Failure> {
    let findings = answers.diagnostics();
    present(session, question, answers.sources(), &findings, answer)
}

fn present<A: Answer>(
    session: &Session,
    question: &Question,
    sources: &SourceMap,
    findings: &[Diagnostic],
    answer: Result<A, NoAnswer>,
) -> Result<Outcome, Failure> {
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    for line in about_errors(question, sources, &errors) {
        output::message(&line);
    }
    let answer = match answer {
        Ok(answer) => answer,
        // An event that could not be read is no wrong question.
        Err(none @ NoAnswer::UnknownEvent { .. })
            if errors.iter().any(|error| is_about_form(error)) =>
        {
            output::message(&none.to_string());
            return Ok(Outcome::Findings);
        }
        Err(none) => return Err(Failure::new(none.to_string())),
    };
    let target = Target::new(question.output.as_deref());
    target.spare(sources)?;
    output::write(&target, session.color, |sink| match question.format {
        AnswerFormat::Json => json::write(sink.out, &answer),
        AnswerFormat::Human => {
            sink.out.write_all(answer.text().as_bytes())?;
            if session.quiet {
                Ok(())
            } else {
                writeln!(sink.out, "\nAs of {}.", session.as_of)
            }
        }
    })?;
    if errors.is_empty() && answer.consistent() == Some(true) {
        Ok(Outcome::Clean)
    } else {
        Ok(Outcome::Findings)
    }
}

/// A line for each file that has errors: how many, the first of them, and where all are shown.
fn about_errors(question: &Question, sources: &SourceMap, errors: &[&Diagnostic]) -> Vec<String> {
    let places = Places::new(sources);
    let asked = question.file.display();
    errors
        .chunk_by(|one, other| one.span.file == other.span.file)
        .filter_map(|errors| {
            let first = errors.first()?;
            let place = places.start(first.span);
            let (how_many, all) = match errors.len() {
                1 => ("an error".to_owned(), "it"),
                count => (format!("{count} errors, the first"), "all"),
            };
            Some(format!(
                "`{}` has {how_many} at {}:{}: error[{}]: {}; `annals check {asked}` shows {all}",
                sources.file(first.span.file).name(),
                place.line,
                place.column,
                first.rule.name(),
                first.message,
            ))
        })
        .collect()
}

/// Whether an error may have kept events from being read.
fn is_about_form(error: &Diagnostic) -> bool {
    !matches!(
        error.rule,
        Rule::Contradiction | Rule::CausalCycle | Rule::Undecided
    )
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::cli::args::{Cli, Command};
    use crate::report::Head;
    use crate::source::{FileId, Span};
    use clap::Parser;

    struct Asked {
        session: Session,
        question: Question,
    }

    fn ask(output: &Path, format: &str) -> Asked {
        let output = output.to_str().unwrap();
        let words = ["annals", "--as-of", "2026-11-23", "bounds", "a.ron"];
        let flags = ["--format", format, "-o", output];
        let words = words.iter().chain(&flags);
        let cli = Cli::try_parse_from(words).unwrap();
        let session = Session::new(&cli.common, cli.command.reasoning());
        let Command::Bounds(args) = cli.command else {
            panic!("this is `bounds`");
        };
        Asked {
            session,
            question: args.question,
        }
    }

    fn no_events(head: Head) -> Result<BoundsReport, NoAnswer> {
        Ok(BoundsReport::new(head, Vec::new()))
    }

    fn output() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        (folder, path)
    }

    fn sources() -> SourceMap {
        let mut sources = SourceMap::new();
        sources.add("a.ron", "(x)");
        sources
    }

    fn finding(rule: Rule) -> Diagnostic {
        Diagnostic::new(rule, Span::new(FileId::new(0), 0, 1), "wrong")
    }

    #[test]
    fn answers_tell_the_day_and_json_does_not() {
        let (_folder, path) = output();
        let asked = ask(&path, "human");
        let sources = sources();
        let given = present(
            &asked.session,
            &asked.question,
            &sources,
            &[],
            no_events(Head::consistent()),
        );
        assert_eq!(given.unwrap(), Outcome::Clean);
        assert_eq!(read(&path), "No events.\n\nAs of 2026-11-23.\n");

        let asked = ask(&path, "json");
        let given = present(
            &asked.session,
            &asked.question,
            &sources,
            &[],
            no_events(Head::consistent()),
        );
        assert_eq!(given.unwrap(), Outcome::Clean);
        let json: serde_json::Value = serde_json::from_str(&read(&path)).unwrap();
        assert_eq!(json["events"], serde_json::json!([]));
    }

    #[test]
    fn contradictory_and_unreadable_timelines_are_answered_and_count_as_findings() {
        let (_folder, path) = output();
        let asked = ask(&path, "human");
        for (consistent, rule) in [(Some(false), Rule::Contradiction), (None, Rule::Syntax)] {
            let head = Head {
                consistent,
                exact: true,
                notes: Vec::new(),
            };
            let given = present(
                &asked.session,
                &asked.question,
                &sources(),
                &[finding(rule)],
                no_events(head),
            );
            assert_eq!(given.unwrap(), Outcome::Findings);
            assert!(read(&path).contains("note: "));
        }
    }

    #[test]
    fn each_file_with_errors_gets_one_line() {
        let (_folder, path) = output();
        let asked = ask(&path, "human");
        let mut sources = sources();
        let used = sources.add("b.ron", "(\n y)").id();
        let mut other = finding(Rule::Contradiction);
        other.span = Span::new(used, 3, 4);
        let of_first = [finding(Rule::Syntax), finding(Rule::UnknownEvent)];
        let errors = [&of_first[0], &of_first[1], &other];
        assert_eq!(
            about_errors(&asked.question, &sources, &errors),
            [
                "`a.ron` has 2 errors, the first at 1:1: error[syntax]: wrong; \
                 `annals check a.ron` shows all",
                "`b.ron` has an error at 2:2: error[contradiction]: wrong; \
                 `annals check a.ron` shows it",
            ]
        );
    }

    #[test]
    fn warnings_are_no_reason_to_fail() {
        let (_folder, path) = output();
        let asked = ask(&path, "human");
        let given = present(
            &asked.session,
            &asked.question,
            &sources(),
            &[finding(Rule::UnlistedKind)],
            no_events(Head::consistent()),
        );
        assert_eq!(given.unwrap(), Outcome::Clean);
    }

    #[test]
    fn unknown_ids_fail_with_the_nearest_ones() {
        let (_folder, path) = output();
        let asked = ask(&path, "human");
        let unknown = || -> Result<BoundsReport, NoAnswer> {
            Err(NoAnswer::UnknownEvent {
                id: "voet".into(),
                nearest: Some("vote".into()),
            })
        };
        let given = present(&asked.session, &asked.question, &sources(), &[], unknown());
        let Failure(message) = given.unwrap_err();
        assert_eq!(
            message,
            ["no event has the id `voet`; did you mean `vote`?"]
        );
        let contradiction = [finding(Rule::Contradiction)];
        assert!(
            present(
                &asked.session,
                &asked.question,
                &sources(),
                &contradiction,
                unknown()
            )
            .is_err()
        );
        // It may stand where the file could not be read.
        let broken = [finding(Rule::Syntax)];
        let given = present(
            &asked.session,
            &asked.question,
            &sources(),
            &broken,
            unknown(),
        );
        assert_eq!(given.unwrap(), Outcome::Findings);
        assert!(!path.exists());
    }

    fn read(path: &Path) -> String {
        use std::io::Read as _;
        let mut text = String::new();
        std::fs::File::open(path)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }
}
