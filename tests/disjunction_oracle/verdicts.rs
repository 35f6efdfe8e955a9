//! Holds the engine's answers against those of all combinations.

use std::collections::BTreeSet;

use annals::rules::{self, Check};
use annals::workspace::Options;
use serde_json::Value;

use crate::closure::{Edge, Limit};
use crate::cuts::groups;
use crate::meaning::Conj;
use crate::piece::Piece;
use crate::points::{end, start};
use crate::search::{Answers, TooMuch, is_possible};
use crate::story::{Key, Story};
use crate::subject::{Subject, explained, json};
use crate::text::id;
use crate::told::{Known, bounds, pair};
use crate::{concluded, findings, supports};

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Which answer it is.
    pub(crate) what: &'static str,
    pub(crate) detail: String,
}

/// How far a story was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    Consistent,
    Contradictory,
    /// Its consistency was, its answers were not: there are too many combinations.
    InPart,
    NotAtAll,
}

pub(crate) fn wrong(what: &'static str, detail: impl Into<String>) -> Wrong {
    Wrong {
        what,
        detail: detail.into(),
    }
}

pub(crate) fn equal<T: PartialEq + std::fmt::Debug>(
    what: &'static str,
    who: &str,
    told: &T,
    expected: &T,
) -> Result<(), Wrong> {
    if told == expected {
        Ok(())
    } else {
        Err(wrong(
            what,
            format!("{who}: told {told:?}, expected {expected:?}"),
        ))
    }
}

impl Known for Answers {
    fn difference(&self, from: usize, to: usize) -> Option<Limit> {
        self.difference(from, to)
    }

    fn allows(&self, edges: &[Edge]) -> bool {
        self.allows(edges)
    }
}

/// A story, what it says, and what the engine makes of it.
pub(crate) struct Case<'s> {
    pub(crate) story: &'s Story,
    pub(crate) written: Piece,
    pub(crate) statements: Vec<(Key, Conj)>,
    pub(crate) subject: Subject,
}

impl<'s> Case<'s> {
    pub(crate) fn with(story: &'s Story, options: Options) -> Self {
        let written = story.write();
        Self {
            story,
            statements: story.statements(),
            subject: Subject::new(&written.text, options),
            written,
        }
    }

    /// What the statements say that a question is about.
    pub(crate) fn said(&self, wanted: impl Fn(Key) -> bool) -> Vec<&Conj> {
        let kept = self.statements.iter().filter(|(key, _)| wanted(*key));
        kept.map(|(_, says)| says).collect()
    }

    /// Whether those statements, and `edges`, can hold together.
    pub(crate) fn holds(&self, wanted: impl Fn(Key) -> bool) -> Result<bool, TooMuch> {
        is_possible(self.story.points(), self.said(wanted))
    }
}

/// Judges all that the engine says of a story.
pub(crate) fn judge(story: &Story) -> Result<Judged, Wrong> {
    let case = Case::with(story, Options::default());
    form(&case)?;
    let told = case.subject.file.consistent;
    let Ok(consistent) = case.holds(|_| true) else {
        return Ok(Judged::NotAtAll);
    };
    equal("consistency", "all", &told, &Some(consistent))?;
    findings::claims(&case)?;
    let left_out = if consistent {
        BTreeSet::new()
    } else {
        match explanations(&case)? {
            Some(left_out) => left_out,
            None => return Ok(Judged::InPart),
        }
    };
    let known = case.said(|key| !left_out.contains(&key));
    let Ok(known) = Answers::new(story.points(), known) else {
        return Ok(Judged::InPart);
    };
    if !known.is_consistent() {
        return Ok(Judged::InPart);
    }
    answers(&case, &known, consistent)?;
    supports::check(&case, &left_out)?;
    if consistent {
        findings::parts(&case)?;
        findings::masks(&case, &known)?;
        return Ok(Judged::Consistent);
    }
    Ok(Judged::Contradictory)
}

/// Nothing is wrong with the form, and the search came to an end.
fn form(case: &Case<'_>) -> Result<(), Wrong> {
    for finding in &case.subject.file.diagnostics {
        let expected = [
            "contradiction",
            "dead-alternative",
            "conflicting-claims",
            "unneeded-mask",
        ];
        // What only looks suspicious, such as one link stated twice, is no matter of form.
        let mut entries = rules::entries().filter(|entry| entry.rule == finding.rule);
        if entries.any(|entry| !matches!(entry.check, Check::Stage)) {
            continue;
        }
        let rule = finding.rule.name();
        if !expected.contains(&rule) {
            return Err(wrong(rule, finding.message.clone()));
        }
    }
    equal("exact", "all", &case.subject.file.exact, &true)
}

/// Explanations explain; gives the first to doubt of each.
fn explanations(case: &Case<'_>) -> Result<Option<BTreeSet<Key>>, Wrong> {
    let mut all = BTreeSet::new();
    let mut first = BTreeSet::new();
    let mut count = 0;
    let mut unknown = false;
    for finding in case.subject.found("contradiction") {
        let keys: Option<Vec<Key>> = explained(finding, &case.written).into_iter().collect();
        let Some(keys) = keys else {
            return Err(wrong("explanation", "a statement stands nowhere"));
        };
        if !finding.minimal {
            return Err(wrong("explanation", "it is not minimal"));
        }
        match case.holds(|key| keys.contains(&key)) {
            Ok(true) => {
                return Err(wrong("explanation", format!("{keys:?} can hold together")));
            }
            Ok(false) => {}
            Err(TooMuch) => unknown = true,
        }
        for &left_out in &keys {
            match case.holds(|key| key != left_out && keys.contains(&key)) {
                Ok(false) => {
                    let detail = format!("{left_out:?} is not needed in {keys:?}");
                    return Err(wrong("irreducibility", detail));
                }
                Ok(true) => {}
                Err(TooMuch) => unknown = true,
            }
        }
        count += keys.len();
        first.extend(keys.first());
        all.extend(keys);
    }
    equal("explanations share", "all", &all.len(), &count)?;
    match case.holds(|key| !all.contains(&key)) {
        Ok(false) => return Err(wrong("explanations", "the rest does not hold together")),
        Ok(true) => {}
        Err(TooMuch) => unknown = true,
    }
    let rest = case.holds(|key| !first.contains(&key));
    Ok((!unknown && rest == Ok(true)).then_some(first))
}

/// Bounds, conclusions, orders, lags, Allen's relations, positions and the sequence.
fn answers(case: &Case<'_>, known: &Answers, consistent: bool) -> Result<(), Wrong> {
    let answers = case.subject.opened.answers();
    let told = json(answers.bounds(&[]).expect("all events have bounds"));
    let events: Vec<usize> = (0..case.story.events.len()).collect();
    for &event in &events {
        let told = &told["events"][event];
        for (side, point) in [("start", start(event)), ("end", end(event))] {
            let who = format!("{side} of e{event}");
            equal("bounds", &who, &told[side], &bounds(known, point))?;
        }
        concluded::check(case, known, event, told)?;
    }
    for &a in &events {
        for &b in events.iter().filter(|&&b| a != b) {
            let told = json(answers.pair(&id(a), &id(b)).expect("both occurred"));
            let expected = pair(known, consistent, a, b);
            for (field, told) in told.as_object().expect("a report is an object") {
                let what = match &**field {
                    "allen" => "allen",
                    "lag" => "lag",
                    "precedes" | "follows" => "order",
                    _ => "order's head",
                };
                let who = format!("{field} of e{a} e{b}");
                equal(what, &who, told, &expected[field])?;
            }
        }
    }
    let no_later = |x, y| starts_no_later(known, x, y);
    let names = |events: &BTreeSet<usize>| events.iter().map(|&event| id(event)).collect();
    for &event in &events {
        let told = json(answers.position(&id(event)).expect("it occurred"));
        let others = events.iter().copied().filter(|&other| other != event);
        let of = |before: bool, after: bool| -> BTreeSet<String> {
            let others = others.clone().filter(|&other| {
                no_later(other, event) == before && no_later(event, other) == after
            });
            others.map(id).collect()
        };
        for (group, expected) in [
            ("before", of(true, false)),
            ("after", of(false, true)),
            ("undetermined", of(false, false)),
        ] {
            let who = format!("{group} e{event}");
            equal("position", &who, &set(&told[group]), &expected)?;
        }
    }
    let told = json(answers.sequence());
    let told: Vec<BTreeSet<String>> = told["sequence"]
        .as_array()
        .into_iter()
        .flatten()
        .map(set)
        .collect();
    let expected = sequence(known, &events);
    let expected: Vec<BTreeSet<String>> = expected.iter().map(names).collect();
    equal("sequence", "all", &told, &expected)
}

fn starts_no_later(known: &Answers, x: usize, y: usize) -> bool {
    known.implies(&Edge {
        from: start(y),
        to: start(x),
        limit: Limit::ZERO,
    })
}

/// The groups of the sequence of these events.
pub(crate) fn sequence(known: &Answers, events: &[usize]) -> Vec<BTreeSet<usize>> {
    let before = |x, y| starts_no_later(known, x, y) && !starts_no_later(known, y, x);
    groups(events, before)
}

fn set(list: &Value) -> BTreeSet<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().or(item["id"].as_str()).map(str::to_owned))
        .collect()
}
