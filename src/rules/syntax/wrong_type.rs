//! `wrong-type`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::WrongType,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "A value of another type than the field takes, or a word that the field does not know.",
    why: "A date without its quotes (`1931` is a number, `\"1931\"` is a year), one name where a list is wanted, a word that a field such as `status` or \
`certainty` does not have, a `part` that no such unit has.\n\
Nothing is guessed from such a value. It is not replaced by the default either: a timeline whose `status` says something \
unreadable must not count the event as one that occurred.",
    mend: "Write what the help names: dates and ids in quotes, lists in `[…]`, words as the format lists them.",
    wrong: r#"(
    annals: 1,
    title: "The long drought",
    events: [
        (id: "drought", title: "No rain in the valley", when: 1931, tags: ["weather"]),
        (id: "famine", title: "Bread is rationed", when: "1932-02", follows: ["drought"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "The long drought",
    events: [
        (id: "drought", title: "No rain in the valley", when: "1931", tags: ["weather"]),
        (id: "famine", title: "Bread is rationed", when: "1932-02", follows: ["drought"]),
    ],
)"#,
    check: Check::Stage,
};
