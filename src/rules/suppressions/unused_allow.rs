//! `unused-allow`.

use super::silence::{Scope, Suppression};
use super::{Check, Entry, Group};
use crate::diagnostic::{Diagnostic, Edit, Rule};
use crate::source::{SourceFile, Span};

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnusedAllow,
    group: Group::Suppressions,
    since: "0.1.0",
    fixable: true,
    summary: "A suppression that silences nothing.",
    why: "A comment `// annals: allow(rule) reason` or an entry of `allow` names a rule that finds nothing there. \
The fault was mended, or the suppression never stood where the fault is; left behind, it would hide the next one in silence.\n\
A comment of its own line speaks of the field or item that begins next, one at the end of a line of what ends or begins there, one above the timeline of the whole file. \
An entry of `allow` speaks of the findings that concern all ids of `with`. \
Nothing is reported while the file has faults that keep rules from looking.",
    mend: "Take it out, which `annals check --fix` does for comments, or move it above the statement that it is meant for.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        // annals: allow(unknown-actor) he is in no list of members
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

pub(super) fn finding(unused: &Suppression<'_>, file: &SourceFile) -> Diagnostic {
    let rule = unused.rule.name();
    let finding = |message: String| Diagnostic::new(Rule::UnusedAllow, unused.span, message);
    match &unused.scope {
        Scope::Comment(directive) if only_one(&directive.text) => finding(format!(
            "this comment allows `{rule}`, which finds nothing here"
        ))
        .with_fix(
            "take the comment out",
            vec![Edit {
                span: whole_line(directive.span, file),
                text: String::new(),
            }],
        ),
        Scope::Comment(_) => finding(format!(
            "this comment allows `{rule}`, which finds nothing here"
        ))
        .with_help("take the rule out of the comment"),
        Scope::Entry(allow) if allow.with.is_empty() => finding(format!(
            "this entry allows `{rule}`, which finds nothing in this file"
        ))
        .with_help("take the entry out"),
        Scope::Entry(allow) => {
            let ids: Vec<String> = allow.with.iter().map(|id| format!("`{id}`")).collect();
            let of = ids.join(" and ");
            finding(format!(
                "this entry allows `{rule}`, which finds nothing that concerns {of}"
            ))
            .with_help("take the entry out, or mend its ids")
        }
    }
}

pub(super) fn no_directive(span: Span) -> Diagnostic {
    let message = "this comment says nothing that annals knows";
    Diagnostic::new(Rule::UnusedAllow, span, message).with_help(
        "write `// annals: allow(rule) reason`, with the rule's name and why it is right here",
    )
}

/// Whether a comment allows one rule only.
fn only_one(text: &str) -> bool {
    let rules = text.split_once(')').map_or(text, |(rules, _)| rules);
    !rules.contains(',')
}

/// A comment with the blanks before it; with its line, where it stands there alone.
fn whole_line(span: Span, file: &SourceFile) -> Span {
    let text = file.text();
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text[..start].trim_end_matches([' ', '\t']).len();
    let behind = text[end..].trim_start_matches([' ', '\t', '\r']);
    let alone = before == 0 || text[..before].ends_with('\n');
    let (before, end) = match behind.strip_prefix('\n') {
        Some(rest) if alone => (before, text.len() - rest.len()),
        _ if alone => (start, end),
        _ => (before, end),
    };
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(span.file, offset(before), offset(end))
}
