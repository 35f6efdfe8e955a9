//! Which statements exclude something: irreducible sets of tags.
//!
//! Every statement gets a switch, all switches are assumed, and the assumptions that a failed search
//! goes back to are reduced one by one (the deletion that QuickXplain, Junker 2004, falls back to
//! where few constraints are left; cores make those few). A disjunction counts as one statement.

use std::collections::HashMap;

use super::flat::{Flattener, Mode};
use super::groups::{point_count, tied};
use super::problem::{Conjunction, Disjunction};
use super::rungs::Reachable;
use super::solver::{Outcome, Solver};
use super::value::Lit;
use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint};

/// Steps for seeing whether a statement can be left out, and how many more for each step that it
/// took to find the explanation with it.
const PATIENCE: u64 = 10_000_000;
const PATIENCE_FOR_EACH: u64 = 16;

/// Statements that together exclude something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Their tags, the least trusted first. Empty where no statement is needed.
    pub tags: Vec<Tag>,
    /// Whether all of them are needed; false where the search ended before that was certain.
    pub minimal: bool,
}

/// Whether something is excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Some solution has it.
    Possible,
    /// These statements exclude it.
    Excluded(Exclusion),
    /// The search was given up.
    GivenUp,
}

/// Which statements exclude all solutions that meet a condition, among those that bear on these
/// points or on the condition's.
///
/// `rank` is the lower, the less a tag is trusted: what can be spared is spared in that order.
///
/// ```
/// use annals::search::{Conjunction, Disjunction, Verdict, exclusion};
/// use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint, Weight};
///
/// // The first statement leaves hour 3 or hour 7, the second excludes what is after hour 5; the
/// // third has nothing to do with it.
/// let point = TimePoint::new(1);
/// let from = |hour, tag| DifferenceConstraint::earliest(point, Weight::at_most(hour), tag).unwrap();
/// let by = |hour, tag| DifferenceConstraint::latest(point, Weight::at_most(hour), tag);
/// let alternative = |hour| Conjunction {
///     constraints: vec![from(hour, Tag::new(0)), by(hour, Tag::new(0))],
///     disjunctions: Vec::new(),
/// };
/// let either = Disjunction::AnyOf {
///     tag: Tag::new(0),
///     alternatives: vec![alternative(3), alternative(7)],
/// };
/// let stn = Stn::new(2, vec![by(5, Tag::new(1)), from(0, Tag::new(2))]);
///
/// let after_four = Conjunction {
///     constraints: vec![from(4, Tag::NONE)],
///     disjunctions: Vec::new(),
/// };
/// let trust = |tag: Tag| tag.index();
/// let Verdict::Excluded(why) = exclusion(&stn, &[either], &[], &after_four, &trust, 100_000) else {
///     panic!("only hour 3 is left");
/// };
/// assert_eq!(why.tags, [Tag::new(0), Tag::new(1)]);
/// assert!(why.minimal);
/// ```
#[must_use]
pub fn exclusion(
    stn: &Stn,
    disjunctions: &[Disjunction],
    points: &[TimePoint],
    condition: &Conjunction,
    rank: &dyn Fn(Tag) -> u32,
    effort: u64,
) -> Verdict {
    let mut excluder = Excluder::new(stn, disjunctions, points, condition, rank);
    excluder.budget = effort;
    excluder.verdict()
}

/// Whether no solution of all statements but some meets a condition; `None` where the search was
/// given up. The steps that it took are taken from the budget.
#[must_use]
pub fn is_excluded(
    stn: &Stn,
    disjunctions: &[Disjunction],
    without: &[Tag],
    condition: &Conjunction,
    budget: &mut u64,
) -> Option<bool> {
    // Making the solver costs, too.
    let made = 50 * stn.constraints().len() as u64 + 2_000 * disjunctions.len() as u64;
    let Some(left) = budget.checked_sub(made) else {
        *budget = 0;
        return None;
    };
    let rank = |_| 0;
    let mut excluder = Excluder::of_all_but(
        stn,
        disjunctions,
        without,
        &[],
        condition,
        &rank,
        Mode::InForce,
    );
    excluder.budget = left;
    let outcome = excluder.solve(&[], *budget);
    *budget = excluder.budget;
    match outcome {
        Outcome::Solution => Some(false),
        Outcome::None(_) => Some(true),
        Outcome::GivenUp => None,
    }
}

pub(super) struct Excluder<'a> {
    solver: Solver,
    switches: Vec<(Tag, Lit)>,
    tag_of: HashMap<Lit, Tag>,
    rank: &'a dyn Fn(Tag) -> u32,
    /// Steps that are left.
    pub(super) budget: u64,
}

impl<'a> Excluder<'a> {
    fn new(
        stn: &Stn,
        disjunctions: &[Disjunction],
        points: &[TimePoint],
        condition: &Conjunction,
        rank: &'a dyn Fn(Tag) -> u32,
    ) -> Self {
        Self::of_all_but(
            stn,
            disjunctions,
            &[],
            points,
            condition,
            rank,
            Mode::Switched,
        )
    }

    fn of_all_but(
        stn: &Stn,
        disjunctions: &[Disjunction],
        without: &[Tag],
        points: &[TimePoint],
        condition: &Conjunction,
        rank: &'a dyn Fn(Tag) -> u32,
        mode: Mode,
    ) -> Self {
        let mut active = stn.active();
        active.retain(|constraint| !without.contains(&constraint.tag));
        let kept = |disjunction: &&Disjunction| !without.contains(&disjunction.tag());
        let disjunctions: Vec<&Disjunction> = disjunctions.iter().filter(kept).collect();
        let mut asked = points.to_vec();
        asked.extend(condition.points());
        let count = point_count(stn);
        let (mut sets, first_points) = tied(count, &active, disjunctions.iter().copied());
        sets.join_all(&asked);
        let home = asked.first().map(|point| sets.find(point.index()));
        let mut here =
            |point: TimePoint| point != TimePoint::ORIGIN && Some(sets.find(point.index())) == home;
        let members: Vec<TimePoint> = (1..count)
            .map(TimePoint::new)
            .filter(|&point| here(point))
            .collect();
        active.retain(|constraint| here(constraint.from.max(constraint.to)));
        // One without any point has no alternative that could hold.
        let own = disjunctions.into_iter().zip(first_points);
        let own: Vec<&Disjunction> = own
            .filter(|&(_, first)| first.is_none_or(&mut here))
            .map(|(disjunction, _)| disjunction)
            .collect();
        Self::of(&members, &active, &own, condition, rank, mode)
    }

    /// Of points, and of all constraints and disjunctions about them.
    pub(super) fn of(
        members: &[TimePoint],
        constraints: &[DifferenceConstraint],
        disjunctions: &[&Disjunction],
        condition: &Conjunction,
        rank: &'a dyn Fn(Tag) -> u32,
        mode: Mode,
    ) -> Self {
        let numbers: HashMap<TimePoint, u32> = members.iter().copied().zip(0..).collect();
        let number = |point: TimePoint| numbers.get(&point).copied().unwrap_or(0);
        let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
        let mut flattener = Flattener::new(count, mode, &number);
        flattener.conjunction(condition, None);
        for constraint in constraints {
            flattener.constraint(constraint);
        }
        for disjunction in disjunctions {
            flattener.disjunction(disjunction);
        }
        let flat = flattener.finish();
        let mut switches = flat.switches.clone();
        switches.sort_by_key(|&(tag, _)| std::cmp::Reverse(rank(tag)));
        Self {
            solver: Solver::new(&flat, vec![0; members.len()], &[]),
            tag_of: switches
                .iter()
                .map(|&(tag, switch)| (switch, tag))
                .collect(),
            switches,
            rank,
            budget: 0,
        }
    }

    /// All statements: an explanation that was not reduced.
    pub(super) fn everything(&self) -> Exclusion {
        let all = self.switches.iter().rev();
        Exclusion {
            tags: all.map(|&(tag, _)| tag).collect(),
            minimal: false,
        }
    }

    /// Leaves statements out of all that follows.
    pub(super) fn leave_out(&mut self, tags: &[Tag]) {
        self.switches.retain(|(tag, _)| !tags.contains(tag));
    }

    pub(super) fn verdict(&mut self) -> Verdict {
        let all: Vec<Lit> = self.switches.iter().map(|&(_, switch)| switch).collect();
        let before = self.budget;
        match self.solve(&all, self.budget) {
            Outcome::Solution => Verdict::Possible,
            Outcome::GivenUp => Verdict::GivenUp,
            Outcome::None(core) => {
                let used = before - self.budget;
                Verdict::Excluded(self.reduced(core, PATIENCE + PATIENCE_FOR_EACH * used))
            }
        }
    }

    fn solve(&mut self, assumptions: &[Lit], limit: u64) -> Outcome {
        let before = self.solver.effort();
        let outcome = self.solver.solve(assumptions, limit.min(self.budget));
        self.solver.reset();
        self.budget = self.budget.saturating_sub(self.solver.effort() - before);
        outcome
    }

    /// Leaves out of a core what can be left out, with at most so many steps for each statement.
    fn reduced(&mut self, core: Vec<Lit>, limit: u64) -> Exclusion {
        let mut core = self.in_order(core);
        let mut minimal = true;
        let mut at = 0;
        while at < core.len() {
            if self.budget == 0 {
                minimal = false;
                break;
            }
            let without: Vec<Lit> = core
                .iter()
                .copied()
                .filter(|&switch| switch != core[at])
                .collect();
            match self.solve_told_apart(&without, limit) {
                Outcome::None(smaller) => {
                    // What was found to be needed is needed in every part of the core.
                    core = self.in_order(smaller);
                }
                Outcome::Solution => at += 1,
                Outcome::GivenUp => {
                    minimal = false;
                    at += 1;
                }
            }
        }
        Exclusion {
            tags: core.iter().map(|switch| self.tag_of[switch]).collect(),
            minimal,
        }
    }

    /// The same, not counting solutions that rest on alternatives which are not told apart: without
    /// a date nothing leads that far.
    fn solve_told_apart(&mut self, assumptions: &[Lit], limit: u64) -> Outcome {
        let outcome = self.solve(assumptions, limit);
        let near: Vec<Lit> = self
            .solver
            .ladders()
            .flat_map(Reachable::told_apart)
            .collect();
        if outcome != Outcome::Solution || near.is_empty() {
            return outcome;
        }
        let mut all = assumptions.to_vec();
        all.extend(near);
        self.solve(&all, limit)
    }

    fn in_order(&self, mut core: Vec<Lit>) -> Vec<Lit> {
        core.retain(|switch| self.tag_of.contains_key(switch));
        core.sort_by_key(|switch| (self.rank)(self.tag_of[switch]));
        core.dedup();
        core
    }
}
