//! `unknown-rule`.

use super::{Check, Entry, Group};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnknownRule,
    group: Group::Suppressions,
    since: "0.1.0",
    fixable: false,
    summary: "A suppression names a rule that there is not.",
    why: "A comment or an entry of `allow` names something that is no rule of this version. \
It silences nothing, and whoever wrote it believes that it does.",
    mend: "Write the rule's name as findings show it in brackets; `annals explain` lists all.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        // annals: allow(unknown-actors) he is in no list of members
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union")],
    events: [
        // annals: allow(unknown-actor) he is in no list of members
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union", "berg"]),
    ],
)"#,
    check: Check::Stage,
};

pub(super) fn finding(span: Span, name: &str) -> Diagnostic {
    let (message, help) = super::super::unknown(name);
    Diagnostic::new(Rule::UnknownRule, span, message).with_help(help)
}
