//! Which findings are accepted, and what is wrong with accepting them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::super::Subject;
use super::{allow_without_reason, expired_allow, unknown_rule, unused_allow};
use crate::calendar::{SECONDS_PER_DAY, Tick, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Edtf, Reading};
use crate::model::Allow;
use crate::source::{Span, Text};
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
    let index = Index::new(&suppressions);
    let mut kept = found;
    kept.retain(|finding| {
        if finding.rule.is_fixed() {
            return true;
        }
        let mut silenced = false;
        for number in index.candidates(finding) {
            let suppression = &mut suppressions[number];
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
        let sees_archives = sees_archives(subject, &kept);
        let looked_for = |rule| sees_archives || !OF_ARCHIVES.contains(&rule);
        let unused = suppressions
            .iter()
            .filter(|suppression| !suppression.used && looked_for(suppression.rule));
        wrong.extend(unused.map(|unused| unused_allow::finding(unused, &timeline.file)));
    }
    kept.extend(wrong);
    Silenced { kept, accepted }
}

/// Rules that look into archived texts, which may not be there: many projects do not commit them.
const OF_ARCHIVES: [Rule; 3] = [
    Rule::QuoteNotFound,
    Rule::HashMismatch,
    Rule::UnreadableArchive,
];

/// Whether every archived text that bears on a file was looked into, as far as that can be told
/// from what was found in the file.
fn sees_archives(subject: &Subject<'_>, found: &[Diagnostic]) -> bool {
    let unseen = [Rule::MissingArchive, Rule::UnreachableFile];
    subject.timeline().uses.is_empty()
        && !found.iter().any(|finding| unseen.contains(&finding.rule))
}

/// The suppressions that may silence a finding, found without looking at all of them.
struct Index<'s> {
    /// Of each rule the comments: where what they speak of begins and ends, the next wider one,
    /// and the suppression's number; by place. Two that overlap lie in each other, as brackets do.
    comments: BTreeMap<Rule, Vec<Covered>>,
    /// The entries by their first id, or by none.
    entries: HashMap<(Rule, Option<&'s str>), Vec<usize>>,
}

struct Covered {
    start: u32,
    end: u32,
    wider: Option<usize>,
    number: usize,
}

impl<'s> Index<'s> {
    fn new(suppressions: &[Suppression<'s>]) -> Self {
        let mut index = Self {
            comments: BTreeMap::new(),
            entries: HashMap::new(),
        };
        for (number, suppression) in suppressions.iter().enumerate() {
            let rule = suppression.rule;
            match &suppression.scope {
                Scope::Comment(directive) => {
                    let covered = Covered {
                        start: directive.covers.start,
                        end: directive.covers.end,
                        wider: None,
                        number,
                    };
                    index.comments.entry(rule).or_default().push(covered);
                }
                Scope::Entry(allow) => {
                    let first = allow.with.first().map(Text::as_str);
                    index.entries.entry((rule, first)).or_default().push(number);
                }
            }
        }
        for of_rule in index.comments.values_mut() {
            of_rule.sort_by_key(|covered| (covered.start, Reverse(covered.end)));
            let mut open: Vec<usize> = Vec::new();
            for at in 0..of_rule.len() {
                while open
                    .last()
                    .is_some_and(|&wider| of_rule[wider].end <= of_rule[at].start)
                {
                    open.pop();
                }
                of_rule[at].wider = open.last().copied();
                open.push(at);
            }
        }
        index
    }

    fn candidates(&self, finding: &Diagnostic) -> Vec<usize> {
        let mut numbers = Vec::new();
        if let Some(of_rule) = self.comments.get(&finding.rule) {
            let statements = finding.statements.iter().map(|note| note.span.start);
            for place in std::iter::once(finding.span.start).chain(statements) {
                let behind = of_rule.partition_point(|covered| covered.start <= place);
                let mut at = behind.checked_sub(1);
                while let Some(covered) = at.map(|at| &of_rule[at]) {
                    numbers.push(covered.number);
                    at = covered.wider;
                }
            }
        }
        let ids = finding.concerns.iter().map(|id| Some(id.as_str()));
        for id in std::iter::once(None).chain(ids) {
            let entries = self.entries.get(&(finding.rule, id));
            numbers.extend(entries.into_iter().flatten());
        }
        numbers
    }
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
