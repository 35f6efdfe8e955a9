//! Alternatives that no solution uses: a member of a set of dates, a kind of a link, a group of a
//! choice or a claim that the other statements rule out.

use super::Analysis;
use super::asking::Asking;
use super::reasons::Reasons;
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{Alternative, Origin, Statement};
use crate::model::Chronology;
use crate::search::{Conjunction, Disjunction};
use crate::stn::Tag;

/// The dead alternatives of a timeline's own statements, one note for each statement; none where it
/// is not known to be consistent.
pub(super) fn findings(analysis: &Analysis<'_>) -> Vec<Diagnostic> {
    if analysis.consistent() != Some(true) {
        return Vec::new();
    }
    let chronology = &analysis.chronology;
    let own = chronology.timeline(chronology.root()).file.id();
    let mut asking = Asking::new(analysis);
    let mut dead: Vec<Dead<'_>> = Vec::new();
    for (statement, tag) in analysis.system.statements.iter().zip((0..).map(Tag::new)) {
        if statement.span.file == own {
            let all = analysis.system.alternatives(chronology, tag);
            let of = all.len();
            let all = all.into_iter();
            let mut out = all.filter(|one| asking.is_possible(&one.holds) == Some(false));
            if let Some(first) = out.next() {
                dead.push(Dead {
                    statement,
                    tag,
                    first,
                    others: out.collect(),
                    of,
                });
            }
        }
    }
    if dead.is_empty() {
        return Vec::new();
    }
    let reasons = Reasons::new(analysis);
    dead.iter()
        .map(|dead| explained(&reasons, dead, chronology))
        .collect()
}

/// The dead alternatives of one statement.
struct Dead<'a> {
    statement: &'a Statement,
    tag: Tag,
    first: Alternative,
    others: Vec<Alternative>,
    /// How many alternatives the statement has.
    of: usize,
}

/// What stands at a dead alternative.
const EXCLUDED: &str = "excluded";

/// The note about the dead alternatives of a statement: all their places, and why the first is out.
fn explained(reasons: &Reasons<'_>, dead: &Dead<'_>, chronology: &Chronology<'_>) -> Diagnostic {
    let out = if dead.others.is_empty() { "it" } else { "them" };
    let help = match dead.statement.origin {
        // It is what a source says, and may be told as such.
        Origin::Claims { .. } if dead.others.is_empty() => {
            "keep it as what its source says, or doubt what excludes it".to_owned()
        }
        Origin::Claims { .. } => {
            "keep them as what their sources say, or doubt what excludes them".to_owned()
        }
        _ => format!("leave {out} out, or doubt what excludes {out}"),
    };
    let message = message(dead, chronology);
    let finding = Diagnostic::new(Rule::DeadAlternative, dead.first.span, message);
    let why = reasons.why(&dead.first.holds, &[dead.tag]);
    let mut finding = match why.as_deref() {
        Some([]) => finding
            .with_here("this contradicts itself")
            .with_help(format!("correct {out}, or leave {out} out")),
        Some(tags) => reasons
            .shown(finding.with_here(EXCLUDED), tags)
            .with_help(help),
        None => finding.with_here("no solution has this"),
    };
    for other in &dead.others {
        finding = finding.with_label(other.span, EXCLUDED);
    }
    match why {
        Some(tags) if !dead.others.is_empty() && !reasons.exclude(&tags, &dead.any_other()) => {
            let first = &dead.first.text;
            finding.with_note(format!(
                "this tells why `{first}` is out; others may be out for other reasons"
            ))
        }
        _ => finding,
    }
}

impl Dead<'_> {
    /// That one of those behind the first holds.
    fn any_other(&self) -> Conjunction {
        let alternatives = self.others.iter().map(|other| other.holds.clone());
        Conjunction {
            constraints: Vec::new(),
            disjunctions: vec![Disjunction::AnyOf {
                tag: self.tag,
                alternatives: alternatives.collect(),
            }],
        }
    }
}

/// How many dead alternatives a message names before it counts the rest.
const NAMED: usize = 8;

/// What is dead.
fn message(dead: &Dead<'_>, chronology: &Chronology<'_>) -> String {
    let Dead {
        statement,
        first: Alternative { text, .. },
        others,
        of,
        ..
    } = dead;
    let (one, several) = match statement.origin {
        Origin::Link { from, to, .. } => {
            let (from, to) = (chronology.name(from), chronology.name(to));
            (
                format!("`{from}` `{text}` `{to}` is ruled out"),
                format!("kinds of the link from `{from}` to `{to}`"),
            )
        }
        Origin::Choice { .. } => {
            let choice = statement
                .choice(chronology)
                .and_then(|choice| choice.id.as_ref());
            let of = choice.map(|id| format!(" of `{id}`")).unwrap_or_default();
            (
                format!("the group `{text}`{of} is ruled out"),
                format!("groups{of}"),
            )
        }
        Origin::Claims { event, .. } => {
            let event = chronology.name(event);
            (
                format!("the claim that `{event}` was `{text}` is ruled out"),
                format!("claims about `{event}`"),
            )
        }
        Origin::Source(source) => {
            let source = chronology.source_name(source);
            (
                format!("`{source}` cannot have been published `{text}`"),
                format!("dates of the publication of `{source}`"),
            )
        }
        _ => {
            let events = statement.events(chronology);
            let event = events.first().map(|&event| chronology.name(event));
            let event = event.unwrap_or_default();
            (
                format!("the date of `{event}` cannot be `{text}`"),
                format!("dates of `{event}`"),
            )
        }
    };
    if others.is_empty() {
        return one;
    }
    let out: Vec<String> = std::iter::once(text)
        .chain(others.iter().map(|other| &other.text))
        .take(NAMED)
        .map(|text| format!("`{text}`"))
        .collect();
    let count = others.len() + 1;
    let more = match count.saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{count} of the {of} {several} are ruled out: {}{more}",
        out.join(", ")
    )
}
