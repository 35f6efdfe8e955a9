//! `unknown-source`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnknownSource,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "An id that no source has.",
    why: "Evidence, `derived_from` or a relative date names a source that is not declared. The claim then looks sourced on the page and is not: \
nobody can look it up, and neither its grade nor its date counts.",
    mend: "Mend the id, or add the source to `sources`. Of a used file write the prefix: `shared/gazette`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day"),
        (id: "minutes", title: "Minutes of the union"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette"), (source: "minutes")]),
        (id: "strike", title: "The port stands still", when: "1931-05", evidence: [(source: "gazete"), (source: "minutes")]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day"),
        (id: "minutes", title: "Minutes of the union"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette"), (source: "minutes")]),
        (id: "strike", title: "The port stands still", when: "1931-05", evidence: [(source: "gazette"), (source: "minutes")]),
    ],
)"#,
    check: Check::Stage,
};
