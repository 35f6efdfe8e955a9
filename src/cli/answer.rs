//! Questions to one timeline: opening it, answering, and saying what is wrong with it.

use std::io::Write as _;

use serde::Serialize;

use super::args::{AnswerFormat, Question};
use super::output::{self, Target};
use super::{Failure, Outcome, Session, input};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::emit::{Human, json};
use crate::report::{BoundsReport, PairReport, Places, PositionReport, SequenceReport, WhyReport};
use crate::workspace::{self, Opened, UnknownId};

/// At most so many errors of a timeline are shown beside an answer.
const MAX_SHOWN: usize = 3;

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
pub(super) fn open(question: &Question) -> Result<Opened, Failure> {
    let stdin = if input::is_stdin(&question.file) {
        Some(input::stdin(&question.stdin_filename)?)
    } else {
        None
    };
    Ok(workspace::open(&question.file, stdin)?)
}

/// Gives the answer, after the errors of the timeline.
///
/// # Errors
///
/// Where the question names an event that there is not, or the answer cannot be written.
pub(super) fn give<A: Answer>(
    session: &Session,
    question: &Question,
    opened: &Opened,
    answer: Result<A, UnknownId>,
) -> Result<Outcome, Failure> {
    let errors: Vec<_> = opened
        .diagnostics()
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    show_errors(session, question, opened, &errors);
    let answer = match answer {
        Ok(answer) => answer,
        // An event that could not be read is no wrong question.
        Err(unknown) if errors.iter().any(|error| is_about_form(error)) => {
            output::message(&no_event(&unknown));
            return Ok(Outcome::Findings);
        }
        Err(unknown) => return Err(Failure::new(no_event(&unknown))),
    };
    let target = Target::new(question.output.as_deref());
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

fn show_errors(session: &Session, question: &Question, opened: &Opened, errors: &[&Diagnostic]) {
    if errors.is_empty() {
        return;
    }
    let places = Places::new(&opened.sources);
    let stderr = std::io::stderr();
    let mut stream = anstream::AutoStream::new(stderr, session.color);
    let human = Human::styled();
    for error in errors.iter().take(MAX_SHOWN) {
        // Where nobody listens, there is nobody to tell.
        let _ = writeln!(stream, "{}", human.render(error, &places));
    }
    let file = question.file.display();
    let message = match errors.len() {
        1 => format!("`{file}` has an error; the answer rests on the rest"),
        count if count <= MAX_SHOWN => {
            format!("`{file}` has {count} errors; the answer rests on the rest")
        }
        count => format!(
            "`{file}` has {count} errors, `annals check` shows them all; the answer rests on \
             the rest"
        ),
    };
    output::message(&message);
}

/// Whether an error may have kept events from being read.
fn is_about_form(error: &Diagnostic) -> bool {
    !matches!(
        error.rule,
        Rule::Contradiction | Rule::CausalCycle | Rule::Undecided
    )
}

fn no_event(unknown: &UnknownId) -> String {
    let nearest: Vec<_> = unknown.nearest.iter().map(|id| format!("`{id}`")).collect();
    let hint = if nearest.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", nearest.join(" or "))
    };
    format!("no event has the id `{}`{hint}", unknown.id)
}
