//! `unused-actor`.

use std::collections::HashSet;

use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Timeline;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnusedActor,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "An actor that nothing refers to.",
    why: "An actor stands in `actors`, and no event of this run names it, nor is another actor part of it. \
Often an event names somebody else by mistake, and sequences per actor then miss it.\n\
Actors of a file without events are never reported: such a file is a list for others to use.",
    mend: "Name the actor in the `actors` of the events that it took part in, or take it out.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union"), (id: "berg", name: "Ida Berg")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union"), (id: "berg", name: "Ida Berg")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union", "berg"]),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let timeline = subject.timeline();
    // What could not be read may refer to it, and an id that is not known may be meant for it.
    let is_clear = timeline.whole && !names_unknown_actor(timeline);
    if !is_clear || timeline.events.is_empty() {
        return;
    }
    for actor in timeline.actors.iter().flatten() {
        if subject.usage.has_actor(subject.id(), &actor.id) {
            continue;
        }
        let message = format!("nothing refers to the actor `{}`", actor.id);
        let finding = Diagnostic::new(Rule::UnusedActor, actor.id.span(), message).with_help(
            "name it in the `actors` of the events that it took part in, or take it out",
        );
        found.push(finding);
    }
}

/// Whether an event names an actor that the timeline does not declare.
fn names_unknown_actor(timeline: &Timeline) -> bool {
    let declared = timeline.actors.iter().flatten();
    let declared: HashSet<&str> = declared.map(|actor| actor.id.as_str()).collect();
    let mut named = timeline.events.iter().flat_map(|event| &event.actors);
    named.any(|name| !name.contains('/') && !declared.contains(name.as_str()))
}
