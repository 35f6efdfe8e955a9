//! `undecided`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::Undecided,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "Statements of which it was not decided whether they can hold together.",
    why: "Dates and links that leave choices are searched for an assignment, or for a proof that there is none. The search counts its steps and is given up after \
those of `--effort`, two hundred million unless it says otherwise. Then it is not known whether the timeline is consistent.\n\
That is an error: a check that was not finished must not pass for one that was. What is told as necessary or impossible is \
proven all the same, bounds may be wider than need be, and the answer is the same on every machine.",
    mend: "Allow more steps with `--effort`. Or settle some of the choices: each order or date that is known takes a factor off the search.",
    wrong: r#"// flags: --effort 1
(
    annals: 1,
    title: "A session with speeches in an unknown order",
    events: [
        (id: "session", title: "Session of the council", when: "1931-04-15T18:00/1931-04-15T22:00"),
        (id: "berg", title: "Speech of Berg", part_of: "session", lasts: "PT1H"),
        (id: "lund", title: "Speech of Lund", part_of: "session", lasts: "PT1H"),
        (id: "haas", title: "Speech of Haas", part_of: "session", lasts: "PT1H"),
        (id: "roth", title: "Speech of Roth", part_of: "session", lasts: "PT1H"),
    ],
    links: [
        (from: "berg", to: "lund", one_of: ["precedes", "follows"]),
        (from: "berg", to: "haas", one_of: ["precedes", "follows"]),
        (from: "berg", to: "roth", one_of: ["precedes", "follows"]),
        (from: "lund", to: "haas", one_of: ["precedes", "follows"]),
        (from: "lund", to: "roth", one_of: ["precedes", "follows"]),
        (from: "haas", to: "roth", one_of: ["precedes", "follows"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A session with speeches in an unknown order",
    events: [
        (id: "session", title: "Session of the council", when: "1931-04-15T18:00/1931-04-15T22:00"),
        (id: "berg", title: "Speech of Berg", part_of: "session", lasts: "PT1H"),
        (id: "lund", title: "Speech of Lund", part_of: "session", lasts: "PT1H"),
        (id: "haas", title: "Speech of Haas", part_of: "session", lasts: "PT1H"),
        (id: "roth", title: "Speech of Roth", part_of: "session", lasts: "PT1H"),
    ],
    links: [
        (from: "berg", to: "lund", kind: "precedes"),
        (from: "berg", to: "haas", one_of: ["precedes", "follows"]),
        (from: "berg", to: "roth", one_of: ["precedes", "follows"]),
        (from: "lund", to: "haas", one_of: ["precedes", "follows"]),
        (from: "lund", to: "roth", one_of: ["precedes", "follows"]),
        (from: "haas", to: "roth", one_of: ["precedes", "follows"]),
    ],
)"#,
    check: Check::Stage,
};
