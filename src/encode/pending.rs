//! What format 1 can say and this version does not reason with yet.
//!
//! Each of these would change what is concluded, so each is an error at its place, and the system
//! counts as incomplete: whatever it proves still holds, but it may miss what these would add.

use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Dating, Event, Relation, Timeline};
use crate::source::Span;

/// Reports what of a timeline is read and checked for form but not reasoned with.
pub(super) fn report(timeline: &Timeline, found: &mut Vec<Diagnostic>) {
    for event in &timeline.events {
        of_event(event, found);
    }
    for link in &timeline.links {
        if let Relation::OneOf(_) = link.relation {
            found.push(pending(link.span, "a link that is one of several kinds is"));
        }
    }
    for choice in &timeline.choices {
        found.push(pending(choice.span, "a choice between groups of links is"));
    }
    for expectation in &timeline.expectations {
        found.push(pending(expectation.span, "expectations are"));
    }
    if let Some((true, span)) = timeline.settings.publication_bounds {
        found.push(pending(span, "publication bounds are"));
    }
}

fn of_event(event: &Event, found: &mut Vec<Diagnostic>) {
    let Dating { relative, .. } = &event.dating;
    if let Some(relative) = relative {
        found.push(pending(
            relative.span,
            "a date relative to something else is",
        ));
    }
    if let Some(first) = event.claims.first() {
        found.push(pending(first.span, "rival claims about a date are"));
    }
}

fn pending(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Rule::NotYetSupported,
        span,
        format!("{what} not reasoned with yet"),
    )
    .with_note("it was checked for its form; nothing is concluded from it")
}
