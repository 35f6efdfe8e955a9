//! `syntax`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::Syntax,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "A text that is not well-formed RON.",
    why: "Something of the file cannot be read as RON: a bracket that is not closed, a comma or a colon that is missing, a string \
without its closing quote, text that was pasted from JSON, YAML or a table.\n\
Reading goes on at the next item, so one slip gives one error and the events beside it are still checked. What stands in \
the part that could not be read is unknown: nothing is reported as missing that may stand there, and `consistent` is not \
told as long as it is broken.",
    mend: "Look at the place that is marked and at the one the label names: mostly a `,`, a `\"` or a `)` is missing just before.",
    wrong: r#"(
    annals: 1,
    title: "The storming of a customs house",
    events: [
        (id: "crowd", title: "A crowd gathers", when: "1848-03-18T14:00"),
        (id: "shots" title: "Two shots are fired", when: "1848-03-18T14:30", follows: ["crowd"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "The storming of a customs house",
    events: [
        (id: "crowd", title: "A crowd gathers", when: "1848-03-18T14:00"),
        (id: "shots", title: "Two shots are fired", when: "1848-03-18T14:30", follows: ["crowd"]),
    ],
)"#,
    check: Check::Stage,
};
