//! By which statements something is excluded, searched for near to what it is about.
//!
//! A timeline may have thousands of statements, most of which have nothing to do with a given
//! event. What a part of the statements excludes the whole excludes, so parts are tried that grow:
//! first the chains behind the bounds, then what is tied to the points in question by one
//! statement, by two, by four. A part is renumbered, so that it costs what it holds.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::Analysis;
use super::grounds::Grounds;
use crate::diagnostic::Diagnostic;
use crate::search::{Conjunction, Disjunction, Exclusion, Verdict};
use crate::stn::{Tag, TimePoint};

/// Steps of search for one explanation.
const STEPS: u64 = 1_000_000;
/// How many statements are looked at for all explanations, each as often as it takes part; what is
/// asked later is told without its reasons.
const LOOKED_AT: usize = 200_000;
/// How many statements are shown.
const SHOWN: usize = 6;

/// All that holds, and how much of it was looked at.
pub(super) struct Reasons<'a> {
    analysis: &'a Analysis<'a>,
    grounds: Grounds<'a>,
    ranks: Vec<u32>,
    places: Vec<(usize, u32)>,
    looked_at: Cell<usize>,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>) -> Self {
        let system = &analysis.system;
        let places = super::places(&analysis.chronology, &system.statements);
        Self {
            analysis,
            ranks: super::ranks(&system.statements, &places),
            places,
            looked_at: Cell::new(0),
            grounds: Grounds::new(system),
        }
    }

    /// The statements that exclude a condition, in the order of their places; `None` where they
    /// were not found. The statements `without` are left out of what is asked.
    pub(super) fn why(&self, condition: &Conjunction, without: &[Tag]) -> Option<Vec<Tag>> {
        let points: BTreeSet<TimePoint> = condition.points().into_iter().collect();
        let mut part = self.chains(condition, &points, without);
        let mut reach = 1;
        loop {
            match self.exclusion(&part, &points, condition)? {
                Verdict::Excluded(found) => return Some(self.in_order(found)),
                Verdict::GivenUp => return None,
                Verdict::Possible => {}
            }
            let before = part.len();
            reach *= 2;
            part = self.within_reach(points.clone(), reach, without);
            if reach > 2 && part.len() == before {
                return None;
            }
        }
    }

    /// Whether what is said near to a condition excludes it: what is tied to its points by one
    /// statement or two.
    pub(super) fn is_excluded_nearby(&self, condition: &Conjunction, without: &[Tag]) -> bool {
        let points: BTreeSet<TimePoint> = condition.points().into_iter().collect();
        [1, 2].into_iter().any(|reach| {
            let part = self.within_reach(points.clone(), reach, without);
            matches!(
                self.exclusion(&part, &points, condition),
                Some(Verdict::Excluded(_))
            )
        })
    }

    /// Whether these statements alone, with what holds without any, exclude a condition.
    pub(super) fn exclude(&self, tags: &[Tag], condition: &Conjunction) -> bool {
        let asked: BTreeSet<TimePoint> = condition.points().into_iter().collect();
        let mut part: BTreeSet<u32> = tags.iter().map(|tag| tag.index()).collect();
        let mut points = asked.clone();
        points.extend(part.iter().flat_map(|&number| self.grounds.points(number)));
        part.extend(points.iter().flat_map(|&point| self.grounds.given(point)));
        matches!(
            self.exclusion(&part, &asked, condition),
            Some(Verdict::Excluded(_))
        )
    }

    fn in_order(&self, found: Exclusion) -> Vec<Tag> {
        let mut tags = found.tags;
        tags.sort_by_key(|tag| self.places.get(tag.index() as usize));
        tags
    }

    /// What stands behind the bounds that a condition runs into, and what is said of its points.
    fn chains(
        &self,
        condition: &Conjunction,
        points: &BTreeSet<TimePoint>,
        without: &[Tag],
    ) -> BTreeSet<u32> {
        let base = &self.analysis.reasoned.base;
        let mut tags = BTreeSet::new();
        let mut all = vec![condition];
        while let Some(condition) = all.pop() {
            for constraint in &condition.constraints {
                let path = base.path(constraint.to, constraint.from);
                let steps = path.iter().flatten();
                let steps = steps.filter_map(|&step| base.stn().constraint(step));
                tags.extend(steps.map(|step| step.tag).filter(|tag| !tag.is_none()));
            }
            for disjunction in &condition.disjunctions {
                if let Disjunction::AnyOf { alternatives, .. } = disjunction {
                    all.extend(alternatives);
                }
            }
        }
        let mut part: BTreeSet<u32> = tags.into_iter().map(Tag::index).collect();
        let ends = part.iter().flat_map(|&number| self.grounds.points(number));
        let ends: BTreeSet<TimePoint> = ends.copied().collect();
        part.extend(ends.iter().flat_map(|&point| self.grounds.given(point)));
        part.extend(points.iter().flat_map(|point| self.grounds.at(*point)));
        part.retain(|&number| !is_out(without, number));
        part
    }

    /// What is tied to points by at most so many others.
    fn within_reach(
        &self,
        mut seen: BTreeSet<TimePoint>,
        reach: u32,
        without: &[Tag],
    ) -> BTreeSet<u32> {
        let mut part = BTreeSet::new();
        let mut edge: Vec<TimePoint> = seen.iter().copied().collect();
        for _ in 0..reach {
            let mut next = Vec::new();
            for number in edge.iter().flat_map(|&point| self.grounds.at(point)) {
                if !is_out(without, *number) && part.insert(*number) {
                    let points = self.grounds.points(*number).iter();
                    next.extend(points.filter(|&&point| seen.insert(point)));
                }
            }
            edge = next;
        }
        part
    }

    /// Whether these statements exclude a condition; `None` once too many were looked at.
    fn exclusion(
        &self,
        part: &BTreeSet<u32>,
        asked: &BTreeSet<TimePoint>,
        condition: &Conjunction,
    ) -> Option<Verdict> {
        self.looked_at.set(self.looked_at.get() + part.len());
        if self.looked_at.get() > LOOKED_AT {
            return None;
        }
        let rank = |tag: Tag| self.ranks.get(tag.index() as usize).copied().unwrap_or(0);
        let steps = STEPS.min(self.analysis.options.effort);
        let verdict = self.grounds.exclusion(part, asked, condition, &rank, steps);
        Some(verdict)
    }

    /// Shows by which statements something is excluded.
    pub(super) fn shown(&self, mut finding: Diagnostic, tags: &[Tag]) -> Diagnostic {
        let statements = tags
            .iter()
            .filter_map(|&tag| self.analysis.system.statement(tag));
        for statement in statements.take(SHOWN) {
            finding = finding.with_label(statement.span, statement.text(&self.analysis.chronology));
        }
        match tags.len().saturating_sub(SHOWN) {
            0 => finding,
            1 => finding.with_note("one more statement takes part"),
            more => finding.with_note(format!("{more} more statements take part")),
        }
    }
}

/// Whether the statement of this number is among those that are left out.
fn is_out(without: &[Tag], number: u32) -> bool {
    without.iter().any(|tag| tag.index() == number)
}
