//! `unknown-event`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnknownEvent,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "An id that no event has.",
    why: "A link, a shorthand (`because`, `follows`, `precedes`, `part_of`) or a relative date names an event that neither the file nor the used file behind \
its prefix declares. What it says is lost: an order that everybody believes to be stated is not.\n\
The nearest known id is proposed. Where part of a file could not be read, what may be declared there is not reported.",
    mend: "Mend the id, declare the event, or add the file that declares it to `uses` and write its prefix.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", because: ["pay_cut"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", because: ["pay-cut"]),
    ],
)"#,
    check: Check::Stage,
};
