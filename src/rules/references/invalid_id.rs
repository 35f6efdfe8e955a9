//! `invalid-id`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::InvalidId,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "An id that breaks the rules for ids.",
    why: "An id starts with a letter or digit of any script, goes on with letters, digits, `-`, `_` and `.`, and has at most 128 bytes. Spaces and \
slashes are out: a `/` divides the prefix of a used file from the id there.\n\
Ids are meant to stay: suppressions, baselines and other files refer to them, and they are typed in shells and addresses.",
    mend: "Write the id that the help proposes, here and wherever it is referred to. The title can have any characters.",
    wrong: r#"(
    annals: 1,
    title: "Trial of the harbour board",
    events: [
        (id: "day 1", title: "The prosecution opens", when: "1932-02-08"),
        (id: "verdict", title: "Verdict", when: "1932-03"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "Trial of the harbour board",
    events: [
        (id: "day-1", title: "The prosecution opens", when: "1932-02-08"),
        (id: "verdict", title: "Verdict", when: "1932-03"),
    ],
)"#,
    check: Check::Stage,
};
