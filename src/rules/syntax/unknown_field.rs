//! `unknown-field`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnknownField,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "A field that format 1 does not know.",
    why: "A struct has a field whose name the format does not have, mostly a slip of the pen (`becuase`) or a name that another tool \
uses (`date`, `name`, `description`). It is an error and not a warning because what it says would be lost in silence: an event whose \
`when` is called `date` is an undated event.\n\
The nearest known field is named. Values of your own have a place: `data` takes any keys.",
    mend: "Write the field that was meant, or move what is your own into `data: {\"key\": \"value\"}`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", becuase: ["pay-cut"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", because: ["pay-cut"], data: {"turnout": 812}),
    ],
)"#,
    check: Check::Stage,
};
