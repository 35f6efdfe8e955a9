//! Contradictions as findings: which statements clash, what follows from each, and by how much
//! they miss each other.

use std::collections::HashMap;

use super::chain::{Chains, Step};
use super::reasoning::Contradiction;
use super::wording::Wording;
use super::{Analysis, claims, deduction};
use crate::diagnostic::{Diagnostic, Rule, StatementNote};
use crate::edtf::Edtf;
use crate::encode::Origin;
use crate::stn::Tag;

/// The finding for one contradiction.
pub(super) fn finding(analysis: &Analysis<'_>, contradiction: &Contradiction) -> Diagnostic {
    if let [tag] = contradiction.tags[..]
        && let Some(mut finding) = claims::contradiction(analysis, tag)
    {
        finding.statements = analysis.notes(&contradiction.tags);
        finding.minimal = contradiction.minimal;
        return finding;
    }
    let system = analysis.system();
    let wording = analysis.wording();
    let place = contradiction
        .tags
        .first()
        .and_then(|&tag| system.statement(tag))
        .map(|statement| statement.span)
        .expect("events that end no earlier than they start do not contradict each other");
    let told = match &contradiction.cycle {
        Some(cycle) => {
            let chains = Chains {
                stn: &system.stn,
                wording,
            };
            let (steps, miss) = chains.clash(cycle);
            Told {
                miss: Some(miss),
                sayings: sayings(&steps),
                notes: narrative(analysis, &steps),
            }
        }
        None => {
            let clash = deduction::clash(analysis, &contradiction.tags);
            Told {
                miss: None,
                sayings: clash.sayings,
                notes: clash.notes,
            }
        }
    };
    let statements = analysis.notes(&contradiction.tags);
    let message = message(&statements, told.miss, wording);
    let mut finding = Diagnostic::new(Rule::Contradiction, place, message);
    let mut sayings = told.sayings;
    for &tag in &contradiction.tags {
        let Some(statement) = system.statement(tag) else {
            continue;
        };
        let says = match sayings.remove(&tag) {
            Some(says) => says.join(", "),
            None => statement.text(analysis.chronology()),
        };
        let mut places = statement.places(analysis.chronology());
        if places.is_empty() {
            places.push((statement.span, says));
        }
        for (place, says) in places {
            if place == finding.span {
                finding.here = says;
            } else {
                finding = finding.with_label(place, says);
            }
        }
    }
    finding.notes = told.notes;
    finding.statements = statements;
    finding.minimal = contradiction.minimal;
    if !contradiction.minimal {
        finding.notes.push(
            "the search for a smaller explanation was given up: some of these may not be needed"
                .to_owned(),
        );
    }
    finding
        .help
        .extend(first_to_doubt(analysis, contradiction, &finding));
    finding
        .help
        .extend(of_its_start(analysis, &contradiction.tags));
    finding
}

/// What is told of a contradiction beside its statements.
struct Told {
    /// By how many ticks the statements miss each other, where that is one amount.
    miss: Option<i128>,
    sayings: HashMap<Tag, Vec<String>>,
    notes: Vec<String>,
}

/// The fact in one line that stands by itself, as in a log: which statements clash, the first to
/// doubt first, and by how much.
fn message(statements: &[StatementNote], miss: Option<i128>, wording: Wording<'_>) -> String {
    let (who, cannot) = match statements {
        [] => return "what holds without any statement contradicts itself".to_owned(),
        [one] => return format!("{} contradicts itself", named(one)),
        [one, other] => (
            format!("{} and {}", named(one), named(other)),
            "cannot both hold",
        ),
        [first, others @ ..] => (
            format!("{} and {} other statements", named(first), others.len()),
            "cannot all hold",
        ),
    };
    match miss {
        None => format!("{who} {cannot}, whichever alternative is taken"),
        Some(0) => format!("{who} {cannot}: they leave not one instant"),
        Some(miss) => format!(
            "{who} {cannot}: they miss each other by {}",
            wording.amount(miss)
        ),
    }
}

/// The most characters of a statement that a message quotes.
const QUOTED: usize = 60;

/// A statement in a few words, its end left out where it is long.
fn named(statement: &StatementNote) -> String {
    let mut text: String = statement.text.chars().take(QUOTED).collect();
    if text.len() < statement.text.len() {
        text.push('…');
    }
    format!("`{text}`")
}

/// Which statement is to be doubted first, and why.
fn first_to_doubt(
    analysis: &Analysis<'_>,
    contradiction: &Contradiction,
    finding: &Diagnostic,
) -> Option<String> {
    let [first, second, ..] = &contradiction.tags[..] else {
        return None;
    };
    let system = analysis.system();
    let trust = |tag: &Tag| system.statement(*tag).map(|statement| statement.trust);
    let told = finding.statements.first()?;
    let (first, second) = (trust(first)?, trust(second)?);
    let why = if first == second {
        "the first of those that are trusted least"
    } else {
        "the least trusted of these"
    };
    // Where certainty does not tell them apart, it is not what makes the difference.
    let by = match (first.certainty() == second.certainty(), &told.sources[..]) {
        (true, []) if first != second => ", no source named".to_owned(),
        (true, sources) if first != second => format!(", {}", sources.join(", ")),
        _ => String::new(),
    };
    Some(format!(
        "the first to doubt is `{}` ({}{by}), {why}",
        told.text, told.trust
    ))
}

/// How to say that a date is that of the start where an event lasts longer than its date.
fn of_its_start(analysis: &Analysis<'_>, tags: &[Tag]) -> Option<String> {
    let origin = |tag: &Tag| analysis.system().statement(*tag).map(|said| said.origin);
    let (&[one, other], chronology) = (tags, analysis.chronology()) else {
        return None;
    };
    let event = match (origin(&one)?, origin(&other)?) {
        (Origin::When(date), Origin::Lasts(event)) | (Origin::Lasts(event), Origin::When(date))
            if date == event =>
        {
            event
        }
        _ => return None,
    };
    let date = chronology
        .event(event)
        .dating
        .when
        .as_ref()?
        .value
        .to_string();
    let (start, meant) = match date.strip_suffix("/..") {
        Some(start) => (
            start,
            "`..` says that it goes on; where its end is not known".to_owned(),
        ),
        None => (
            &*date,
            format!("a date holds the whole event; where `{date}` is when it starts"),
        ),
    };
    let open = format!("{start}/");
    Edtf::parse(&open).ok()?;
    Some(format!("{meant}, write `when: \"{open}\"`"))
}

/// What each statement says in a chain.
fn sayings(steps: &[Step]) -> HashMap<Tag, Vec<String>> {
    let mut sayings: HashMap<Tag, Vec<String>> = HashMap::new();
    for step in steps {
        let says = sayings.entry(step.statement).or_default();
        if !says.contains(&step.says) {
            says.push(step.says.clone());
        }
    }
    sayings
}

/// How many steps of a long chain are told at its beginning and at its end.
const TOLD: usize = 12;

/// The chain as lines: what each statement adds, and the clash at the end.
pub(super) fn narrative(analysis: &Analysis<'_>, steps: &[Step]) -> Vec<String> {
    let by = |step: &Step| match analysis.system().statement(step.statement) {
        Some(statement) => statement.text(analysis.chronology()),
        None => "an event ends no earlier than it starts".to_owned(),
    };
    let count = steps.len();
    let left_out = TOLD..count.saturating_sub(TOLD).max(TOLD);
    steps
        .iter()
        .enumerate()
        .filter(|(index, _)| *index == left_out.start || !left_out.contains(index))
        .map(|(index, step)| {
            if left_out.contains(&index) {
                return format!("… {} more steps …", left_out.len());
            }
            let holds = if step.so.is_empty() {
                &step.says
            } else {
                &step.so
            };
            let lead = match index {
                0 => "",
                _ if index + 1 == count => "but ",
                _ => "so ",
            };
            format!("{lead}{holds}   ({})", by(step))
        })
        .collect()
}
