//! Contradictions as findings: which statements clash, what follows from each, and by how much
//! they miss each other.

use super::Analysis;
use super::chain::{Chains, Step};
use super::wording::Wording;
use crate::diagnostic::{Diagnostic, Rule};
use crate::stn::{MinimalConflict, Tag};

/// The finding for one contradiction.
pub(super) fn finding(analysis: &Analysis<'_>, conflict: &MinimalConflict) -> Diagnostic {
    let system = analysis.system();
    let wording = Wording::new(analysis.chronology(), system.tick);
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
    let gap = if miss == 0 {
        "they would need one instant to lie before itself".to_owned()
    } else {
        format!("they miss each other by {}", wording.amount(miss))
    };
    let message = match conflict.tags.len() {
        1 => format!("this statement contradicts itself: {gap}"),
        count => format!("these {count} statements cannot all hold: {gap}"),
    };
    let mut finding = Diagnostic::new(Rule::Contradiction, place, message);
    for &tag in &conflict.tags {
        let Some(statement) = system.statement(tag) else {
            continue;
        };
        let says = sayings(&steps, tag);
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
    if conflict.tags.len() > 1 {
        let first = &finding.statements[0];
        let help = format!(
            "the first to doubt is `{}` ({}), the least trusted of these",
            first.text, first.trust
        );
        finding.help.push(help);
    }
    finding
}

/// All that one statement says in a chain.
fn sayings(steps: &[Step], tag: Tag) -> String {
    let mut says: Vec<&str> = Vec::new();
    for step in steps.iter().filter(|step| step.statement == tag) {
        if !says.contains(&&*step.says) {
            says.push(&step.says);
        }
    }
    says.join(", ")
}

/// The chain as lines: what each statement adds, and the clash at the end.
fn narrative(analysis: &Analysis<'_>, steps: &[Step]) -> Vec<String> {
    let by = |step: &Step| match analysis.system().statement(step.statement) {
        Some(statement) => statement.text(analysis.chronology()),
        None => "an event ends no earlier than it starts".to_owned(),
    };
    let count = steps.len();
    steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
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
