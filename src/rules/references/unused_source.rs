//! `unused-source`.

use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Role, SourceRef};

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnusedSource,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "A source that nothing refers to.",
    why: "A source stands in `sources`, and no evidence, relative date or `derived_from` of this run names it. \
Either an event lost its evidence, or the source is left over: readers take its presence for support that is not there.\n\
Sources of role `background` are never reported, nor are those of a file without events, which is a list for others to use.",
    mend: "Name it in the `evidence` of what it supports, give it `role: background`, or take it out.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day"),
        (id: "ledger", title: "Ledger of the harbour board"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette")]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day"),
        (id: "ledger", title: "Ledger of the harbour board", role: background),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette")]),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let timeline = subject.timeline();
    // What could not be read may refer to it, and an id that is not known may be meant for it.
    let is_clear = timeline.whole && !subject.usage.has_unknown_source(subject.id());
    if !is_clear || timeline.events.is_empty() {
        return;
    }
    for (index, source) in (0..).zip(&timeline.sources) {
        let this = SourceRef {
            timeline: subject.id(),
            index,
        };
        if source.role == Role::Background || subject.usage.has_source(this) {
            continue;
        }
        let message = format!("nothing refers to the source `{}`", source.id);
        let finding = Diagnostic::new(Rule::UnusedSource, source.id.span(), message)
            .with_help("name it in the `evidence` of what it supports, give it `role: background`, or take it out");
        found.push(finding);
    }
}
