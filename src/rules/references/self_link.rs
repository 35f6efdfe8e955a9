//! `self-link`.

use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::LinkOrigin;

pub(super) const RULE: Entry = Entry {
    rule: Rule::SelfLink,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "A link from an event to itself.",
    why: "A link says how two events stand to each other; one that begins and ends at the same event names the wrong id \
at one end, and the link that was meant is missing. Shorthands (`because`, `follows`, `precedes`, `part_of`) count, \
and so do the links of `choices`.\n\
Such a link is not always harmless: an event that follows itself can only be a single instant. A cause of itself is \
reported as `causal-cycle`, too, and one that stands before itself as a `contradiction`.",
    mend: "Name the other event, or take the link out.",
    wrong: r#"(
    annals: 1,
    title: "An outage of the booking system",
    events: [
        (id: "deploy", title: "Release 4.2 goes out", when: "2024-03-05T09:12Z"),
        (id: "outage", title: "Bookings fail", when: "2024-03-05T09:20Z/2024-03-05T11:05Z", follows: ["deploy"]),
        (id: "rollback", title: "Release 4.1 is put back", when: "2024-03-05T10:58Z", part_of: "rollback"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "An outage of the booking system",
    events: [
        (id: "deploy", title: "Release 4.2 goes out", when: "2024-03-05T09:12Z"),
        (id: "outage", title: "Bookings fail", when: "2024-03-05T09:20Z/2024-03-05T11:05Z", follows: ["deploy"]),
        (id: "rollback", title: "Release 4.1 is put back", when: "2024-03-05T10:58Z", part_of: "outage"),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let timeline = subject.timeline();
    let choices = timeline.choices.iter().flat_map(|choice| &choice.any_of);
    for link in timeline.links.iter().chain(choices.flatten()) {
        if link.from.target.is_none() || link.from.target != link.to.target {
            continue;
        }
        let event = match link.origin {
            LinkOrigin::Precedes => &link.to.text,
            _ => &link.from.text,
        };
        let message = format!("`{event}` is linked to itself: {}", link.kind_name());
        let finding = Diagnostic::new(Rule::SelfLink, link.span, message)
            .with_help("name the other event, or take the link out");
        found.push(finding);
    }
}
