//! `not-yet-supported`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::NotYetSupported,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "Something that is understood, but whose meaning is not built yet.",
    why: "The file uses a part of format 1 that this version reads and checks for its form, but does not reason with, such as `expect`. Nothing is \
concluded from it. That is an error so that nobody takes a check that was never made for one that was passed; what is \
proven from the rest of the file still holds.",
    mend: "Take it out or into a comment until a version of annals supports it.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", kind: "decision"),
    ],
    expect: [(existence: (kind: "decision"))],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", kind: "decision"),
    ],
)"#,
    check: Check::Stage,
};
