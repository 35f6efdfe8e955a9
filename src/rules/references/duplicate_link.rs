//! `duplicate-link`.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::links::{Key, in_words};
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Certainty, Link};

pub(super) const RULE: Entry = Entry {
    rule: Rule::DuplicateLink,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "The same link, stated twice.",
    why: "Two links of a file say the same of the same two events: once as a shorthand and once under `links`, or once each \
way round (`vote` precedes `strike`, `strike` follows `vote`; `part_of` and `has_part`; a relation of Allen's and its \
converse). Whoever mends one of them later leaves the other as it was, and the timeline contradicts itself.\n\
Links of different kinds are never taken for the same, nor is a kind of the timeline's own for the built-in kind that \
it implies: a cause says more than an order.",
    mend: "Keep one. Where they carry a lag, a certainty or evidence of their own, write one link that has all of it.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05/1931-06-19", follows: ["vote"]),
    ],
    links: [
        (from: "vote", to: "strike", kind: "precedes", lag: "P14D/.."),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05/1931-06-19"),
    ],
    links: [
        (from: "vote", to: "strike", kind: "precedes", lag: "P14D/.."),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<Key, &Link> = HashMap::new();
    for link in &subject.timeline().links {
        // A link from an event to itself is a fault of its own.
        let Some(key) = Key::of(link).filter(|_| link.from.target != link.to.target) else {
            continue;
        };
        let earlier = match first.entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(link);
                continue;
            }
            Slot::Occupied(slot) => *slot.get(),
        };
        let (said, before) = (in_words(link), in_words(earlier));
        let message = if said == before {
            format!("`{said}` is stated twice")
        } else {
            format!("`{said}` says what `{before}` says already")
        };
        let help = if says_more(link) || says_more(earlier) {
            "merge the two: write one link that has the lag, the certainty and the evidence of both"
        } else {
            "take one of them out"
        };
        let finding = Diagnostic::new(Rule::DuplicateLink, link.span, message)
            .with_label(earlier.span, "stated here first")
            .with_help(help);
        found.push(finding);
    }
}

/// Whether a link says something beside its kind.
fn says_more(link: &Link) -> bool {
    link.lag.is_some() || link.certainty != Certainty::default() || !link.evidence.is_empty()
}
