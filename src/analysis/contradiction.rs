//! Contradictions as findings: which statements clash, what follows from each, and by how much
//! they miss each other.

use std::collections::HashMap;

use super::Analysis;
use super::chain::{Chains, Step};
use super::wording::Wording;
use crate::diagnostic::{Diagnostic, Rule};
use crate::stn::{MinimalConflict, Tag};

/// The finding for one contradiction.
pub(super) fn finding(analysis: &Analysis<'_>, conflict: &MinimalConflict) -> Diagnostic {
    let system = analysis.system();
    let wording = Wording::new(analysis.chronology(), system);
    let chains = Chains {
        stn: &system.stn,
        wording,
    };
    let (steps, miss) = chains.clash(&conflict.cycle);
    let place = conflict
        .tags
        .first()
        .and_then(|&tag| system.statement(tag))
        .map(|statement| statement.span)
        .expect("events that end no earlier than they start do not contradict each other");
    let message = match (conflict.tags.len(), miss) {
        (1, _) => "this statement contradicts itself".to_owned(),
        (count, 0) => {
            format!("these {count} statements cannot all hold: they leave not one instant")
        }
        (count, miss) => format!(
            "these {count} statements cannot all hold: they miss each other by {}",
            wording.amount(miss)
        ),
    };
    let mut finding = Diagnostic::new(Rule::Contradiction, place, message);
    let mut sayings = sayings(&steps);
    for &tag in &conflict.tags {
        let Some(statement) = system.statement(tag) else {
            continue;
        };
        let says = sayings.remove(&tag).unwrap_or_default().join(", ");
        if tag == conflict.tags[0] {
            finding.here = says;
        } else {
            finding = finding.with_label(statement.span, says);
        }
    }
    finding.notes = narrative(analysis, &steps);
    finding.statements = analysis.notes(&conflict.tags);
    finding.minimal = conflict.minimal;
    if !conflict.minimal {
        finding.notes.push(
            "the search for a smaller explanation was given up: some of these may not be needed"
                .to_owned(),
        );
    }
    if let [first, second, ..] = &conflict.tags[..] {
        let trust = |tag: &Tag| system.statement(*tag).map(|statement| statement.trust);
        let why = if trust(first) == trust(second) {
            "the first of those that are trusted least"
        } else {
            "the least trusted of these"
        };
        let first = &finding.statements[0];
        let help = format!(
            "the first to doubt is `{}` ({}), {why}",
            first.text, first.trust
        );
        finding.help.push(help);
    }
    finding
}

/// What each statement says in a chain.
fn sayings(steps: &[Step]) -> HashMap<Tag, Vec<&str>> {
    let mut sayings: HashMap<Tag, Vec<&str>> = HashMap::new();
    for step in steps {
        let says = sayings.entry(step.statement).or_default();
        if !says.contains(&&*step.says) {
            says.push(&step.says);
        }
    }
    sayings
}

/// How many steps of a long chain are told at its beginning and at its end.
const TOLD: usize = 12;

/// The chain as lines: what each statement adds, and the clash at the end.
fn narrative(analysis: &Analysis<'_>, steps: &[Step]) -> Vec<String> {
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
