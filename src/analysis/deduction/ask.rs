//! Why something holds over all choices.

use std::collections::HashSet;

use super::choice::Choice;
use super::state::{Cycle, End, Fact, Ground, Patience, State};
use super::tell::{Scope, Teller};
use super::trace::grounds;
use super::words::Words;
use super::{Deduction, Derived};
use crate::analysis::Analysis;
use crate::analysis::wording::Limit;
use crate::encode::Origin;
use crate::search::{Conjunction, Disjunction, Rung, Verdict, exclusion};
use crate::stn::{Bound, DifferenceConstraint, Distance, Stn, Tag, TimePoint, Weight};

/// How deep alternatives are tried within each other.
pub(super) const DEPTH: u32 = 2;

/// Steps of search that are spent on leaving out statements that are not needed.
const ENOUGH: u64 = 2_000_000;

/// Something that holds over all choices.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Goal {
    /// It in words.
    pub(in crate::analysis) says: String,
    /// It, if it is one constraint.
    pub(in crate::analysis) holds: Option<DifferenceConstraint>,
    /// Its opposite in words.
    pub(in crate::analysis) opposite: String,
    /// Its opposite, which nothing allows.
    pub(in crate::analysis) refuted: Vec<DifferenceConstraint>,
    /// The date of a statement that is out, if it says that.
    pub(in crate::analysis) date: Option<(Tag, Rung)>,
}

impl Goal {
    /// That a point is bounded so; `None` for a bound that cannot be counted.
    pub(in crate::analysis) fn bound(
        words: &Words<'_>,
        point: TimePoint,
        limit: Limit,
        Bound { ticks, open }: Bound,
    ) -> Option<Self> {
        let weight = Weight {
            ticks: i64::try_from(ticks).ok()?,
            strict: !open,
        };
        let own = Weight {
            strict: open,
            ..weight
        };
        let upper = |weight| DifferenceConstraint::latest(point, weight, Tag::NONE);
        let lower = |weight| DifferenceConstraint::earliest(point, weight, Tag::NONE);
        let (holds, refuted) = match limit {
            Limit::Lower => (lower(own)?, upper(weight)),
            Limit::Upper => (upper(own), lower(weight)?),
        };
        Some(Self {
            says: words.limited(point, limit, (ticks, open)),
            holds: Some(holds),
            date: None,
            opposite: words.limited(point, limit.opposite(), (ticks, !open)),
            refuted: vec![refuted],
        })
    }

    /// That one point is no earlier than another and some time, `least`, whose sign is changed.
    pub(in crate::analysis) fn apart(
        words: &Words<'_>,
        (earlier, later): (TimePoint, TimePoint),
        least: Distance,
    ) -> Option<Self> {
        let (ticks, strict) = (-least.ticks(), least.is_strict());
        let weight = Weight {
            ticks: i64::try_from(ticks).ok()?,
            strict: !strict,
        };
        let says = |limit, strict| words.apart(later, limit, earlier, (ticks, strict));
        Some(Self {
            says: says(Limit::Lower, strict),
            holds: Some(DifferenceConstraint::new(
                later,
                earlier,
                Weight {
                    ticks: i64::try_from(least.ticks()).ok()?,
                    strict,
                },
                Tag::NONE,
            )),
            date: None,
            opposite: says(Limit::Upper, !strict),
            refuted: vec![DifferenceConstraint::new(earlier, later, weight, Tag::NONE)],
        })
    }

    /// Why it follows from what is known, the chain that contradicts the opposite.
    fn shown(&self, state: &State) -> Option<Cycle> {
        if let Some(cycle) = state.refute(&self.refuted) {
            return Some(cycle);
        }
        let (tag, date) = self.date?;
        let mut choices = state.choices.iter();
        let fact = choices.find_map(|choice| {
            let same = choice.base.tag == tag;
            choice.without_date(&date).filter(|_| same)
        });
        fact.map(|fact| self.known_by(fact))
    }

    /// The same where its opposite leads to a contradiction.
    fn supposed(&self, state: &mut State, index: usize, patience: &mut Patience) -> Option<Cycle> {
        let condition = self.condition();
        let fact = (0..=DEPTH).find_map(|depth| {
            let date = self
                .date
                .and_then(|date| state.take_out_date(date, &condition, depth, patience));
            date.or_else(|| state.suppose(index, (&condition, self.holds), depth, patience))
        })?;
        Some(self.known_by(fact))
    }

    fn known_by(&self, fact: usize) -> Cycle {
        let known = self.refuted.first();
        known
            .map(|&said| vec![(said, Ground::Condition), (said, Ground::Fact(fact))])
            .unwrap_or_default()
    }

    fn condition(&self) -> Conjunction {
        Conjunction {
            constraints: self.refuted.clone(),
            disjunctions: Vec::new(),
        }
    }
}

impl Analysis<'_> {
    /// Shows some things step by step, from as few statements as need be.
    pub(in crate::analysis) fn deduce(&self, goals: &[Goal]) -> Deduction {
        if goals.is_empty() {
            return Deduction::default();
        }
        let stn = self.reasoned.stn();
        let disjunctions = self.reasoned.disjunctions(&self.system);
        match self.excluding(stn, &disjunctions, goals) {
            Some(tags) => self.deduction(stn, &disjunctions, &tags, goals),
            None => Deduction {
                unshown: goals.iter().map(|goal| goal.says.clone()).collect(),
                given_up: true,
                ..Deduction::default()
            },
        }
    }

    /// The statements that exclude the opposites of all goals.
    fn excluding(
        &self,
        stn: &Stn,
        disjunctions: &[Disjunction],
        goals: &[Goal],
    ) -> Option<Vec<Tag>> {
        let conditions: Vec<Conjunction> = goals.iter().map(Goal::condition).collect();
        let condition = match conditions.as_slice() {
            [only] => only.clone(),
            _ => Conjunction {
                constraints: Vec::new(),
                disjunctions: vec![Disjunction::AnyOf {
                    tag: Tag::NONE,
                    alternatives: conditions,
                }],
            },
        };
        let places = crate::analysis::places(&self.chronology, &self.system.statements);
        let ranks = crate::analysis::ranks(&self.system.statements, &places);
        let rank = |tag: Tag| ranks.get(tag.index() as usize).copied().unwrap_or(0);
        let all = self.options.effort;
        let verdict = |effort| exclusion(stn, disjunctions, &[], &condition, &rank, effort);
        // A few statements too many are told rather than that the last of them is searched for.
        let found = match verdict(all.min(ENOUGH)) {
            Verdict::GivenUp => verdict(all),
            found => found,
        };
        match found {
            Verdict::Excluded(found) => Some(found.tags),
            Verdict::Possible | Verdict::GivenUp => None,
        }
    }

    /// What some statements say by themselves.
    pub(super) fn state_of(
        &self,
        stn: &Stn,
        disjunctions: &[Disjunction],
        tags: &[Tag],
        implied: Implied,
    ) -> State {
        let known: HashSet<Tag> = tags.iter().copied().collect();
        let counted: HashSet<Tag> = tags
            .iter()
            .copied()
            .filter(|&tag| {
                let statement = self.system.statement(tag);
                matches!(statement.map(|said| said.origin), Some(Origin::Relative(_)))
            })
            .collect();
        let between = |said: &DifferenceConstraint| {
            said.from != TimePoint::ORIGIN && said.to != TimePoint::ORIGIN
        };
        let wanted = |said: &&DifferenceConstraint| {
            let left_out = implied == Implied::LeftOut && counted.contains(&said.tag);
            said.tag.is_none() || (known.contains(&said.tag) && !(left_out && between(said)))
        };
        let active = stn.active();
        let held: Cycle = active
            .iter()
            .filter(wanted)
            .map(|&said| {
                let ground = if said.tag.is_none() {
                    Ground::Nature
                } else {
                    Ground::Statement(said.tag)
                };
                (said, ground)
            })
            .collect();
        let choices = tags.iter().flat_map(|&tag| {
            Choice::of_statement(&self.system, &self.chronology, disjunctions, tag)
        });
        let points = u32::try_from(stn.point_count()).unwrap_or(u32::MAX);
        State::new(points, held, choices.collect())
    }

    fn deduction(
        &self,
        stn: &Stn,
        disjunctions: &[Disjunction],
        tags: &[Tag],
        goals: &[Goal],
    ) -> Deduction {
        let tried = [Implied::LeftOut, Implied::Told].map(|implied| {
            let mut state = self.state_of(stn, disjunctions, tags, implied);
            Shown::of(&mut state, goals)
        });
        let least = tried.into_iter().min_by_key(|shown| shown.open.len());
        let Some(shown) = least else {
            return Deduction::default();
        };
        let mut deduction = shown.told(self, goals);
        if !shown.open.is_empty() {
            deduction.together = tags.to_vec();
        }
        deduction
    }
}

/// Whether constraints are used that say no more than the dates of the same statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Implied {
    LeftOut,
    Told,
}

/// Which goals were shown, and how.
struct Shown {
    facts: Vec<Fact>,
    /// The goals that follow from the facts.
    shown: Vec<(usize, Cycle)>,
    /// The goals that were not shown.
    open: Vec<usize>,
}

impl Shown {
    fn of(state: &mut State, goals: &[Goal]) -> Self {
        let mut patience = Patience::default();
        // Statements that exclude something do not contradict each other.
        state.reduce(0, &mut patience);
        let mut shown = Vec::new();
        let mut open = Vec::new();
        for (index, goal) in goals.iter().enumerate() {
            match goal.shown(state) {
                Some(cycle) => shown.push((index, cycle)),
                None => match goal.supposed(state, index, &mut patience) {
                    Some(cycle) => shown.push((index, cycle)),
                    None => open.push(index),
                },
            }
        }
        Self {
            facts: state.facts.clone(),
            shown,
            open,
        }
    }

    fn told(&self, analysis: &Analysis<'_>, goals: &[Goal]) -> Deduction {
        let mut teller = Teller {
            words: Words::new(analysis),
            goals,
            next: 1,
        };
        let mut scope = Scope::default();
        let ends = self.shown.iter();
        let roots = ends.flat_map(|(_, cycle)| grounds(&End::Clash(cycle.clone())));
        let roots: Vec<usize> = roots.collect();
        let inferences = teller.steps(&self.facts, 0, roots, &mut scope);
        let conclusions = self.shown.iter().map(|(index, cycle)| {
            let goal = &goals[*index];
            let rests_on = scope.statements_of(&End::Clash(cycle.clone()));
            Derived {
                says: goal.says.clone(),
                opposite: goal.condition(),
                because: teller.chain(cycle, &goal.refuted, &scope),
                rests_on: rests_on.into_iter().collect(),
            }
        });
        let unshown = self.open.iter().map(|&index| goals[index].says.clone());
        Deduction {
            conclusions: conclusions.collect(),
            inferences,
            unshown: unshown.collect(),
            ..Deduction::default()
        }
    }
}
