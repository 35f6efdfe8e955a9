//! `duplicate-id`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::DuplicateId,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "Two of the same kind that have one id.",
    why: "Two events, two sources or two actors of a file have the same id, compared in Unicode's NFC: `café` with a composed and with a \
combining letter is one id. Case counts. An event and a source may share an id.\n\
Links and evidence name things by id, so it is not known which of the two they mean. The one declared first is kept, the \
other is left out.",
    mend: "Give one of them another id, and look which of the two each reference means.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "The union's committee votes", when: "1931-04-12"),
        (id: "vote", title: "All members vote", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05", follows: ["vote"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "committee-vote", title: "The union's committee votes", when: "1931-04-12"),
        (id: "vote", title: "All members vote", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05", follows: ["vote"]),
    ],
)"#,
    check: Check::Stage,
};
