//! `unlisted-kind`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnlistedKind,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "A kind that the timeline's own list does not have.",
    why: "Once `kinds.events` or `kinds.links` is given, it is the vocabulary of the file. A kind beside it is mostly a misspelling, and what is counted or \
asked by kind misses it. A link of an unlisted kind says nothing of time, as it is not known what it implies.\n\
Without such a list, kinds of events are free, and links take the built-in kinds.",
    mend: "Write the kind that the help names, or add it to the list.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    kinds: (events: [(id: "decision", title: "Someone decides"), (id: "protest", title: "Someone protests")]),
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", kind: "decison"),
        (id: "strike", title: "The port stands still", when: "1931-05", kind: "protest", follows: ["vote"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    kinds: (events: [(id: "decision", title: "Someone decides"), (id: "protest", title: "Someone protests")]),
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", kind: "decision"),
        (id: "strike", title: "The port stands still", when: "1931-05", kind: "protest", follows: ["vote"]),
    ],
)"#,
    check: Check::Stage,
};
