//! `allow-without-reason`.

use super::{Check, Entry, Group};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Allow;
use crate::source::Span;

pub(super) const RULE: Entry = Entry {
    rule: Rule::AllowWithoutReason,
    group: Group::Suppressions,
    since: "0.1.0",
    fixable: false,
    summary: "A suppression that does not say why.",
    why: "A finding is accepted, and nobody who reads the file can tell whether that was a judgement or haste. \
Such a suppression has no effect: what it names is reported as if it were not there.",
    mend: "Say in a few words why the finding is right here: behind the parenthesis of the comment, or in `reason`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        // annals: allow(first-of-january)
        (id: "pay-cut", title: "Owners cut pay by a tenth", when: "1931-02-01"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        // annals: allow(first-of-january) the new tariff came into force on that day
        (id: "pay-cut", title: "Owners cut pay by a tenth", when: "1931-01-01"),
    ],
)"#,
    check: Check::Stage,
};

pub(super) fn in_comment(span: Span, rules: &str) -> Diagnostic {
    let message =
        format!("this comment allows `{rules}` and does not say why, so it has no effect");
    Diagnostic::new(Rule::AllowWithoutReason, span, message).with_help(format!(
        "write `// annals: allow({rules}) why it is right here`"
    ))
}

pub(super) fn in_entry(allow: &Allow) -> Diagnostic {
    let message = format!(
        "this entry allows `{}` and does not say why, so it has no effect",
        allow.rule
    );
    Diagnostic::new(Rule::AllowWithoutReason, allow.span, message)
        .with_help("add `reason: \"…\"`: why it is right here")
}
