//! What format 1 can say and this version does not reason with yet.
//!
//! Each of these would change what is concluded, so each is an error at its place, and the system
//! counts as incomplete: whatever it proves still holds, but it may miss what these would add.

use super::link::occurred;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Chronology, Event, Relation, Status, Timeline};
use crate::source::Span;

/// Reports what of a timeline is read and checked for form but not reasoned with; what did not
/// occur would not be reasoned with anyway.
pub(super) fn report(
    timeline: &Timeline,
    chronology: &Chronology<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let in_force = timeline.events.iter();
    for event in in_force.filter(|event| event.status == Status::Occurred) {
        of_event(event, found);
    }
    for link in &timeline.links {
        if matches!(link.relation, Relation::OneOf(_)) && occurred(link, chronology).is_some() {
            found.push(pending(link.span, "a link that is one of several kinds is"));
        }
    }
    for choice in &timeline.choices {
        found.push(pending(choice.span, "a choice between groups of links is"));
    }
    for expectation in &timeline.expectations {
        found.push(pending(expectation.span, "an expectation is"));
    }
    if let Some((true, span)) = timeline.settings.publication_bounds {
        found.push(pending(span, "a bound by publication is"));
    }
}

fn of_event(event: &Event, found: &mut Vec<Diagnostic>) {
    if let Some(relative) = &event.dating.relative {
        found.push(pending(
            relative.span,
            "a date relative to something else is",
        ));
    }
    if let Some(first) = event.claims.first() {
        found.push(pending(first.span, "a rival claim about a date is"));
    }
}

fn pending(span: Span, what: &str) -> Diagnostic {
    let message = format!("{what} not reasoned with yet");
    Diagnostic::new(Rule::NotYetSupported, span, message)
        .with_note("it was read, and nothing is concluded from it")
}
