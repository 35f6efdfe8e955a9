//! Alternatives that no solution uses: a member of a set of dates, a kind of a link, a group of a
//! choice or a claim that the other statements rule out.

use super::Analysis;
use super::asking::Asking;
use super::reasons::Reasons;
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{Alternative, Origin, Statement};
use crate::model::Chronology;
use crate::search::Conjunction;
use crate::stn::Tag;

/// The dead alternatives of a timeline's own statements; none where it is not known to be
/// consistent.
pub(super) fn findings(analysis: &Analysis<'_>) -> Vec<Diagnostic> {
    if analysis.consistent() != Some(true) {
        return Vec::new();
    }
    let own = analysis.chronology.timeline(analysis.chronology.root());
    let own = own.file.id();
    let mut asking = Asking::new(analysis);
    let mut dead: Vec<(Tag, Alternative)> = Vec::new();
    for (statement, tag) in analysis.system.statements.iter().zip((0..).map(Tag::new)) {
        if statement.span.file == own {
            let all = analysis.system.alternatives(&analysis.chronology, tag);
            let all = all.into_iter();
            let none_has = all.filter(|one| asking.is_possible(&one.holds) == Some(false));
            dead.extend(none_has.map(|alternative| (tag, alternative)));
        }
    }
    if dead.is_empty() {
        return Vec::new();
    }
    let reasons = Reasons::new(analysis);
    let told = dead.iter().filter_map(|(tag, alternative)| {
        let statement = analysis.system.statement(*tag)?;
        let message = message(statement, &alternative.text, &analysis.chronology);
        let finding = Diagnostic::new(Rule::DeadAlternative, alternative.span, message);
        Some(explained(
            &reasons,
            finding,
            (statement, *tag),
            &alternative.holds,
        ))
    });
    told.collect()
}

fn explained(
    reasons: &Reasons<'_>,
    finding: Diagnostic,
    (statement, tag): (&Statement, Tag),
    holds: &Conjunction,
) -> Diagnostic {
    let help = match statement.origin {
        // It is what a source says, and may be told as such.
        Origin::Claims { .. } => "keep it as what its source says, or doubt what excludes it",
        _ => "leave it out, or doubt what excludes it",
    };
    match reasons.why(holds, &[tag]).as_deref() {
        Some([]) => finding
            .with_here("this contradicts itself")
            .with_help("correct it, or leave it out"),
        Some(tags) => reasons
            .shown(finding.with_here("excluded"), tags)
            .with_help(help),
        None => finding.with_here("no solution has this"),
    }
}

/// What is dead.
fn message(statement: &Statement, text: &str, chronology: &Chronology<'_>) -> String {
    match statement.origin {
        Origin::Link { from, to, .. } => {
            let (from, to) = (chronology.name(from), chronology.name(to));
            format!("`{from}` `{text}` `{to}` is ruled out")
        }
        Origin::Choice { .. } => {
            let choice = statement
                .choice(chronology)
                .and_then(|choice| choice.id.as_ref());
            let of = choice.map(|id| format!(" of `{id}`")).unwrap_or_default();
            format!("the group `{text}`{of} is ruled out")
        }
        Origin::Claims { event, .. } => {
            let event = chronology.name(event);
            format!("the claim that `{event}` was `{text}` is ruled out")
        }
        Origin::Source(source) => {
            let source = chronology.source_name(source);
            format!("`{source}` cannot have been published `{text}`")
        }
        _ => {
            let events = statement.events(chronology);
            let event = events.first().map(|&event| chronology.name(event));
            format!(
                "the date of `{}` cannot be `{text}`",
                event.unwrap_or_default()
            )
        }
    }
}
