//! `contradiction`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::Contradiction,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "Statements that cannot hold together.",
    why: "No assignment of instants satisfies all dates, durations and links at once. The finding shows an explanation that is irreducible: without any one of its \
statements, the others could hold. Several contradictions that share no statement are all reported.\n\
It is certain: every reading of the dates has the fault, with all of `~`, `X`, sets and open ends taken as widely as they are meant. The place is the statement that is the first \
to doubt, by its `certainty`, the grade of its source and the number of independent sources. Bounds and orders are then told \
without that one, and say so.",
    mend: "Go through the statements of the chain, from the first on, and look each up in its source. Where sources disagree, state it: rival dates belong in `claims`.",
    wrong: r#"(
    annals: 1,
    title: "Treaty and deployment",
    events: [
        (id: "treaty", title: "The treaty is signed", when: "2024-06", certainty: confirmed),
        (id: "deployment", title: "Troops cross the border", when: "2024-05", certainty: confirmed),
    ],
    links: [
        (from: "treaty", to: "deployment", kind: "leads_to", certainty: alleged),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "Treaty and deployment",
    events: [
        (id: "treaty", title: "The treaty is signed", when: "2024-06", certainty: confirmed),
        (id: "deployment", title: "Troops cross the border", when: "2024-10", certainty: confirmed),
    ],
    links: [
        (from: "treaty", to: "deployment", kind: "leads_to", certainty: alleged),
    ],
)"#,
    check: Check::Stage,
};
