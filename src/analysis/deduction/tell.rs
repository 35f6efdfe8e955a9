//! Facts as numbered steps.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::choice::{Choice, Out};
use super::state::{Cycle, End, Fact, Ground};
use super::trace::{grounds, groups, needed};
use super::words::Words;
use super::{By, Excluded, Goal, Inference, Reason};
use crate::analysis::wording::{Limit, Running};
use crate::search::Conjunction;
use crate::stn::{DifferenceConstraint, Tag, TimePoint};

/// What is known where something is told: the numbers of the steps, what was taken out of choices,
/// what is supposed, and what each fact rests on.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    numbers: HashMap<usize, u32>,
    taken_out: Vec<(usize, Out)>,
    supposed: Conjunction,
    rests_on: HashMap<usize, BTreeSet<Tag>>,
}

/// Tells facts.
pub(super) struct Teller<'a> {
    pub(super) words: Words<'a>,
    /// What is to be shown.
    pub(super) goals: &'a [Goal],
    /// The number of the next step.
    pub(super) next: u32,
}

impl Teller<'_> {
    /// The facts of a list that are needed for some of them, as steps; the scope knows them then.
    pub(super) fn steps(
        &mut self,
        facts: &[Fact],
        known: usize,
        roots: impl IntoIterator<Item = usize>,
        scope: &mut Scope,
    ) -> Vec<Inference> {
        let needed = needed(facts, known, roots);
        let groups = groups(facts, known, &needed);
        let told = groups.iter().filter_map(|group| {
            let facts: Vec<(usize, &Fact)> = group
                .facts
                .iter()
                .map(|&number| (number, &facts[number - known]))
                .collect();
            self.step(&facts, scope)
        });
        told.collect()
    }

    /// Facts of one choice as a step.
    fn step(&mut self, facts: &[(usize, &Fact)], scope: &mut Scope) -> Option<Inference> {
        let (_, first) = facts.first()?;
        let number = self.next;
        self.next += 1;
        scope
            .numbers
            .extend(facts.iter().map(|&(fact, _)| (fact, number)));
        let Some((base, index)) = first.choice.clone() else {
            return self.supposed(number, facts.first()?, scope);
        };
        let mut excluded = Vec::new();
        for &(number, fact) in facts {
            let alternative = self.words.taken_out(&base, fact.out);
            excluded.push(self.excluded(alternative, fact, scope));
            let mut rests_on: BTreeSet<Tag> = excluded
                .last()
                .map(|out| out.rests_on.iter().copied().collect())
                .unwrap_or_default();
            rests_on.insert(base.tag);
            for other in &fact.rests_on {
                rests_on.extend(scope.rests_on.get(other).into_iter().flatten());
            }
            scope.rests_on.insert(number, rests_on);
            scope.taken_out.push((index, fact.out));
        }
        let out = scope.taken_out.iter().filter(|(other, _)| *other == index);
        let choice = Choice {
            base: Rc::clone(&base),
            out: out.map(|&(_, out)| (out, 0)).collect(),
            given: Vec::new(),
        };
        Some(Inference {
            number,
            statement: Some(base.tag),
            says: self.words.left(&choice),
            excluded,
        })
    }

    /// The opposite of what is to be shown, which cannot be.
    fn supposed(
        &mut self,
        number: u32,
        &(known, fact): &(usize, &Fact),
        scope: &mut Scope,
    ) -> Option<Inference> {
        let Out::Supposition(goal) = fact.out else {
            return None;
        };
        let goal = self.goals.get(goal)?;
        let excluded = self.excluded(goal.opposite.clone(), fact, scope);
        let rests_on = excluded.rests_on.iter().copied().collect();
        scope.rests_on.insert(known, rests_on);
        Some(Inference {
            number,
            statement: None,
            says: goal.says.clone(),
            excluded: vec![excluded],
        })
    }

    /// Why an alternative is out.
    pub(super) fn excluded(&mut self, alternative: String, fact: &Fact, scope: &Scope) -> Excluded {
        let mut inner = scope.clone();
        let also = fact.condition.clone();
        inner.supposed.constraints.extend(also.constraints);
        inner.supposed.disjunctions.extend(also.disjunctions);
        let within = self.steps(&fact.within, fact.known, grounds(&fact.end), &mut inner);
        let mut rests_on = inner.statements_of(&fact.end);
        for step in &within {
            rests_on.extend(step.statement);
        }
        rests_on.retain(|tag| !tag.is_none());
        // That nothing is left has been said where it is said of the last step.
        let said = matches!(fact.end, End::NothingLeft(..)) && !within.is_empty();
        let because = if said {
            Vec::new()
        } else {
            self.because(&fact.end, &fact.condition, &inner)
        };
        Excluded {
            alternative,
            condition: inner.supposed.clone(),
            because,
            within,
            rests_on: rests_on.into_iter().collect(),
        }
    }

    /// What contradicts a condition.
    fn because(&self, end: &End, condition: &Conjunction, scope: &Scope) -> Vec<Reason> {
        match end {
            End::Clash(cycle) => self.chain(cycle, &condition.constraints, scope),
            End::NothingLeft(tag, facts) => {
                let last = facts
                    .iter()
                    .filter_map(|fact| scope.numbers.get(fact))
                    .max();
                vec![Reason {
                    says: "nothing is left then".to_owned(),
                    by: last.map_or(By::Statement(*tag), |&number| By::Inference(number)),
                    goes_on: false,
                }]
            }
        }
    }

    /// A closed chain as links that lead to what contradicts the condition.
    pub(super) fn chain(
        &self,
        cycle: &Cycle,
        condition: &[DifferenceConstraint],
        scope: &Scope,
    ) -> Vec<Reason> {
        let mut cycle = cycle.clone();
        let mut refuted = cycle
            .iter()
            .enumerate()
            .filter(|(_, (_, ground))| *ground == Ground::Condition);
        let only = refuted.next().filter(|_| refuted.next().is_none());
        let Some((at, &(refuted, _))) = only else {
            return self.clash(cycle, condition.is_empty(), scope);
        };
        cycle.rotate_left(at);
        let path = &cycle[1..];
        if refuted.from == TimePoint::ORIGIN {
            return self.follow(None, Limit::Lower, path.iter().rev(), scope);
        }
        if refuted.to == TimePoint::ORIGIN {
            return self.follow(None, Limit::Upper, path.iter(), scope);
        }
        let origin = path
            .iter()
            .position(|(constraint, _)| constraint.to == TimePoint::ORIGIN);
        match origin {
            Some(at) => {
                let (to_origin, from_origin) = path.split_at(at + 1);
                let mut told = self.follow(None, Limit::Upper, from_origin.iter(), scope);
                told.extend(self.follow(None, Limit::Lower, to_origin.iter().rev(), scope));
                told
            }
            None => self.follow(Some(refuted.from), Limit::Lower, path.iter().rev(), scope),
        }
    }

    /// A closed chain as links, the last of which contradicts those before.
    fn clash(&self, mut cycle: Cycle, plain: bool, scope: &Scope) -> Vec<Reason> {
        let first = cycle
            .iter()
            .position(|(constraint, _)| constraint.from == TimePoint::ORIGIN);
        cycle.rotate_left(first.unwrap_or(0));
        let base = cycle.first().map(|(constraint, _)| constraint.from);
        let base = base.filter(|_| first.is_none());
        let Some((&(last, ground), path)) = cycle.split_first() else {
            return Vec::new();
        };
        let mut told = self.follow(base, Limit::Lower, path.iter().rev(), scope);
        let limit = if first.is_some() {
            Limit::Upper
        } else {
            Limit::Lower
        };
        let says = self.words.constraint(&last, limit);
        let says = if plain || !told.is_empty() {
            format!("but {says}")
        } else {
            says
        };
        told.push(Reason {
            says,
            by: scope.by(ground),
            goes_on: false,
        });
        told
    }

    /// Follows constraints one by one from the origin, or from a point.
    fn follow<'c>(
        &self,
        base: Option<TimePoint>,
        limit: Limit,
        path: impl Iterator<Item = &'c (DifferenceConstraint, Ground)>,
        scope: &Scope,
    ) -> Vec<Reason> {
        let mut running = Running::new(limit);
        let mut told: Vec<Reason> = Vec::new();
        for (constraint, ground) in path {
            let point = running.follow(constraint);
            let Running { ticks, strict, .. } = running;
            let says = match base {
                None => self.words.limited(point, limit, (ticks, strict)),
                Some(base) => self.words.apart(point, limit, base, (ticks, strict)),
            };
            let by = scope.by(*ground);
            match told.last_mut() {
                // What every event does is told with the link before.
                Some(last) if by == By::Nature || last.by == by => last.says = says,
                Some(last) if last.by == By::Nature => {
                    *last = Reason {
                        says,
                        by,
                        goes_on: false,
                    };
                }
                _ => {
                    let goes_on = !told.is_empty();
                    told.push(Reason { says, by, goes_on });
                }
            }
        }
        told
    }
}

impl Scope {
    fn by(&self, ground: Ground) -> By {
        match ground {
            Ground::Nature => By::Nature,
            Ground::Statement(tag) => By::Statement(tag),
            Ground::Fact(fact) => By::Inference(self.numbers.get(&fact).copied().unwrap_or(0)),
            Ground::Supposed | Ground::Condition => By::Supposition,
        }
    }

    /// The statements on which an end of reasoning rests.
    pub(super) fn statements_of(&self, end: &End) -> BTreeSet<Tag> {
        let mut tags: BTreeSet<Tag> = grounds(end)
            .iter()
            .filter_map(|fact| self.rests_on.get(fact))
            .flatten()
            .copied()
            .collect();
        match end {
            End::NothingLeft(tag, _) => {
                tags.insert(*tag);
            }
            End::Clash(cycle) => {
                tags.extend(cycle.iter().filter_map(|&(_, ground)| match ground {
                    Ground::Statement(tag) => Some(tag),
                    _ => None,
                }));
            }
        }
        tags
    }
}
