//! `unsourced`.

use super::{Check, Entry, Group, Subject, evidence, sources};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Status;

pub(super) const RULE: Entry = Entry {
    rule: Rule::Unsourced,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "An event for which no source is given.",
    why: "An event occurred, as the timeline says, and neither it nor one of its `claims` has `evidence` or a date that is counted from a source. \
Readers cannot check it, and nobody will know later whether it was found somewhere or made up.\n\
It fires only where the timeline, or a file that it uses, has `sources`: an author who works without sources is not \
reminded of them. Planned, cancelled and hypothetical events need none.",
    mend: "Name the source in the event's `evidence`, with a locator (`at`) or a `quote`. Where there is none, \
give the event `status: hypothetical`, or take it out.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [(id: "gazette", title: "The strike, day by day")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette")]),
        (id: "strike", title: "Strike", when: "1931-04-20/1931-06-19"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [(id: "gazette", title: "The strike, day by day")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette")]),
        (id: "strike", title: "Strike", when: "1931-04-20/1931-06-19",
         evidence: [(source: "gazette", at: "paragraph 4")]),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let timeline = subject.timeline();
    // Evidence that could not be read may be there.
    if !timeline.complete {
        return;
    }
    let mut timelines = subject.chronology().timelines();
    if timelines.all(|(_, timeline)| timeline.sources.is_empty()) {
        return;
    }
    for event in &timeline.events {
        let is_sourced = evidence(event).next().is_some() || !sources(event).is_empty();
        if event.status != Status::Occurred || is_sourced {
            continue;
        }
        let message = format!("no source is given for `{}`", event.id);
        let finding = Diagnostic::new(Rule::Unsourced, event.id.span(), message)
            .with_help("name where it is stated in its `evidence`");
        found.push(finding);
    }
}
