//! `unsupported-format`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnsupportedFormat,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "A file that needs another format version or a feature that this reader does not know.",
    why: "`annals` says another version than 1, or `requires` lists a feature that this version of annals does not have.\n\
A file says so itself because it would be read wrongly otherwise: a reader that skips what it does not know would call a timeline \
consistent of which it understood the half. So it is a plain refusal.",
    mend: "Read the file with a version of annals that knows the format, or take out what needs it, with its entry in `requires`.",
    wrong: r#"(
    annals: 1,
    title: "Regnal years of three kings",
    requires: ["regnal-years"],
    events: [
        (id: "accession", title: "Accession of the first king", when: "-0604"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "Regnal years of three kings",
    events: [
        (id: "accession", title: "Accession of the first king", when: "-0604"),
    ],
)"#,
    check: Check::Stage,
};
