//! `cyclic-relative`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::CyclicRelative,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "Dates that are counted from each other in a circle.",
    why: "Each of some events is dated `relative` to the next, and the last one to the first. Then none of them has a place in time: the statements only say \
how far apart they are, and are left out.\n\
The message shows the way round. An event that is dated by one claim relative to another and back counts, too.",
    mend: "Date one of them by itself, or relative to something outside the circle. For a mere distance use a link with a `lag`.",
    wrong: r#"(
    annals: 1,
    title: "What a witness remembers",
    events: [
        (id: "quarrel", title: "The quarrel", relative: (to: "fire", unit: week, offset: -1)),
        (id: "fire", title: "The warehouse burns", relative: (to: "quarrel", unit: week, offset: 1)),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "What a witness remembers",
    events: [
        (id: "quarrel", title: "The quarrel", relative: (to: "fire", unit: week, offset: -1)),
        (id: "fire", title: "The warehouse burns", when: "1931-06-12"),
    ],
)"#,
    check: Check::Stage,
};
