//! `unknown-zone`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnknownZone,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A zone that the IANA database does not have.",
    why: "`zone` of a timeline or an event takes a name of the IANA time zone database, such as `Europe/Berlin`. Abbreviations are refused, since they say less \
than they seem: `CST` is a zone of America, of China and of Cuba, and none of them tells about clock changes.\n\
Without its zone a date cannot be set on the time line, so nothing is concluded from it.",
    mend: "Write the name that the help proposes, or give times their offset from UTC: `1931-04-15T10:00+01:00`.",
    wrong: r#"(
    annals: 1,
    title: "A telegram and its answer",
    zone: "Europe/Berlinn",
    events: [
        (id: "telegram", title: "The telegram is sent", when: "1914-07-29T01:45"),
        (id: "answer", title: "The answer arrives", when: "1914-07-29T18:30", follows: ["telegram"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A telegram and its answer",
    zone: "Europe/Berlin",
    events: [
        (id: "telegram", title: "The telegram is sent", when: "1914-07-29T01:45"),
        (id: "answer", title: "The answer arrives", when: "1914-07-29T18:30", follows: ["telegram"]),
    ],
)"#,
    check: Check::Stage,
};
