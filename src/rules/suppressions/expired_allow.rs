//! `expired-allow`.

use super::{Check, Entry, Group};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::Edtf;
use crate::model::{Allow, Stated};

pub(super) const RULE: Entry = Entry {
    rule: Rule::ExpiredAllow,
    group: Group::Suppressions,
    since: "0.1.0",
    fixable: false,
    summary: "A suppression whose last day is over.",
    why: "An entry of `allow` says `until`, and that day lies before today (`--as-of`), in UTC. \
It was meant to hold until somebody had looked again: until the archive answers, until the second source is in. \
It has no effect any more, so what it accepted is reported again.",
    mend: "Look again. Mend what was accepted, or give a new `until` and say why in `reason`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [(id: "vote", title: "Union votes to strike", when: "1931-04-15")],
    allow: [
        (rule: "unsourced", with: ["vote"], reason: "the minutes are being copied", until: "2026-06"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union", "berg"]),
    ],
    allow: [
        (rule: "unknown-actor", with: ["vote"], reason: "the members are being listed", until: "2999-06"),
    ],
)"#,
    check: Check::Stage,
};

pub(super) fn finding(allow: &Allow, until: &Stated<Edtf>) -> Diagnostic {
    let message = format!(
        "`{}` was allowed until {}, and that is over",
        allow.rule, until.text
    );
    Diagnostic::new(Rule::ExpiredAllow, until.text.span(), message)
        .with_help("mend what was accepted, or give a new `until` and say why in `reason`")
}
