//! Which findings are accepted, and what is wrong with accepting them.

use super::super::Subject;
use super::{allow_without_reason, expired_allow, unknown_rule, unused_allow};
use crate::calendar::{SECONDS_PER_DAY, Tick, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Edtf, Reading};
use crate::model::Allow;
use crate::source::Span;
use crate::syntax::Directive;

/// What is left of the findings of a file.
#[derive(Debug)]
pub struct Silenced {
    /// Those that count, and those about suppressions.
    pub kept: Vec<Diagnostic>,
    /// How many are accepted.
    pub accepted: usize,
}

/// One suppression, from a comment or an entry of `allow`.
pub(super) struct Suppression<'s> {
    pub(super) rule: Rule,
    pub(super) scope: Scope<'s>,
    /// Where it stands.
    pub(super) span: Span,
    used: bool,
}

/// Which findings of its rule a suppression silences.
pub(super) enum Scope<'s> {
    /// Those that stand, or whose explanation stands, in what a comment speaks of.
    Comment(&'s Directive),
    /// Those that concern all of these ids.
    Entry(&'s Allow),
}

impl Suppression<'_> {
    fn silences(&self, finding: &Diagnostic) -> bool {
        if finding.rule != self.rule {
            return false;
        }
        match &self.scope {
            Scope::Comment(directive) => {
                let covers = directive.covers;
                let statements = finding.statements.iter().map(|note| note.span);
                let mut places = std::iter::once(finding.span).chain(statements);
                places.any(|place| {
                    place.file == covers.file
                        && (covers.start..covers.end.max(covers.start)).contains(&place.start)
                })
            }
            Scope::Entry(allow) => {
                let mut ids = allow.with.iter();
                ids.all(|id| {
                    finding
                        .concerns
                        .iter()
                        .any(|concerned| id == concerned.as_str())
                })
            }
        }
    }
}

/// Takes out the findings that the file accepts, whose [`concerns`](Diagnostic::concerns) are
/// known, and adds what is wrong with its suppressions.
#[must_use]
pub fn silence(
    subject: &Subject<'_>,
    directives: &[Directive],
    found: Vec<Diagnostic>,
) -> Silenced {
    let timeline = subject.timeline();
    let mut wrong = Vec::new();
    let mut suppressions = Vec::new();
    for directive in directives {
        of_comment(directive, &mut suppressions, &mut wrong);
    }
    for allow in &timeline.allow {
        of_entry(allow, subject.today, &mut suppressions, &mut wrong);
    }
    let before = found.len();
    let mut kept = found;
    kept.retain(|finding| {
        if finding.rule.is_fixed() {
            return true;
        }
        let mut silenced = false;
        for suppression in &mut suppressions {
            if suppression.silences(finding) {
                suppression.used = true;
                silenced = true;
            }
        }
        !silenced
    });
    let accepted = before - kept.len();
    // What could not be read, or does not hold together, may be what a suppression is there for.
    if timeline.whole && subject.is_sound() {
        let unused = suppressions.iter().filter(|suppression| !suppression.used);
        wrong.extend(unused.map(|unused| unused_allow::finding(unused, &timeline.file)));
    }
    kept.extend(wrong);
    Silenced { kept, accepted }
}

/// `allow(rule, rule) reason`
fn of_comment<'s>(
    directive: &'s Directive,
    suppressions: &mut Vec<Suppression<'s>>,
    wrong: &mut Vec<Diagnostic>,
) {
    let said = directive.text.strip_prefix("allow").map(str::trim_start);
    let parts = said
        .and_then(|rest| rest.strip_prefix('('))
        .and_then(|rest| rest.split_once(')'));
    let Some((rules, reason)) = parts else {
        wrong.push(unused_allow::no_directive(directive.span));
        return;
    };
    let reason = reason.trim_start_matches([':', '-', '–', '—', ' ', '\t']);
    if reason.trim().is_empty() {
        wrong.push(allow_without_reason::in_comment(
            directive.span,
            rules.trim(),
        ));
        return;
    }
    for name in rules.split(',').map(str::trim) {
        match Rule::from_name(name) {
            Some(rule) => suppressions.push(Suppression {
                rule,
                scope: Scope::Comment(directive),
                span: directive.span,
                used: false,
            }),
            None => wrong.push(unknown_rule::finding(directive.span, name)),
        }
    }
}

fn of_entry<'s>(
    allow: &'s Allow,
    today: Option<i64>,
    suppressions: &mut Vec<Suppression<'s>>,
    wrong: &mut Vec<Diagnostic>,
) {
    let Some(rule) = Rule::from_name(&allow.rule) else {
        wrong.push(unknown_rule::finding(allow.rule.span(), &allow.rule));
        return;
    };
    if allow
        .reason
        .as_ref()
        .is_none_or(|reason| reason.trim().is_empty())
    {
        wrong.push(allow_without_reason::in_entry(allow));
        return;
    }
    if let (Some(until), Some(today)) = (&allow.until, today)
        && last_day(&until.value).is_some_and(|last| last < today)
    {
        wrong.push(expired_allow::finding(allow, until));
        return;
    }
    suppressions.push(Suppression {
        rule,
        scope: Scope::Entry(allow),
        span: allow.span,
        used: false,
    });
}

/// The last day of a date in UTC, as days since 1970-01-01; `None` where it has none.
fn last_day(date: &Edtf) -> Option<i64> {
    let shape = date.compile(&Reading::new(Tick::Second, Zone::UTC)).ok()?;
    let end = shape.hull().hi?;
    i64::try_from((i128::from(end) - 1).div_euclid(SECONDS_PER_DAY)).ok()
}
