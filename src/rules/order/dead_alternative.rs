//! `dead-alternative`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::DeadAlternative,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "One of several alternatives that the other statements rule out.",
    why: "A date of a set (`[1931-04-15,1931-05-15]`), a kind of `one_of`, a group of a choice or a claim is left open by its statement, and excluded by the \
others: no reading uses it. The note names the statements that exclude it.\n\
It is a conclusion that may be the very thing one was looking for: of the two Aprils only one is possible. It is also how a wrong link shows \
that takes the right alternative away.",
    mend: "If the conclusion is right, strike the alternative, or keep it as a record of what a source says. If it surprises, doubt the statements that exclude it.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-04-20"),
        (id: "vote", title: "Union votes to strike", when: "[1931-04-15,1931-05-15]", because: ["pay-cut"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-04-20"),
        (id: "vote", title: "Union votes to strike", when: "[1931-05-15,1931-06-15]", because: ["pay-cut"]),
    ],
)"#,
    check: Check::Stage,
};
