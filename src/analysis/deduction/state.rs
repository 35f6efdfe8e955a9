//! What follows from a few statements: alternative after alternative is taken out.

use std::rc::Rc;

use super::choice::{Among, Base, Choice, FEW, Out, is_before, lower, terms, upper};
use crate::search::{Conjunction, Limit, Rung, Term};
use crate::stn::{Bound, DifferenceConstraint, Solution, Stn, Tag};

/// How often everything is gone through for what follows. Dates that push each other on by one in
/// each round make no explanation that anyone would read.
const ROUNDS: u32 = 24;

/// What something rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// An event ends no earlier than it starts.
    Nature,
    /// A statement.
    Statement(Tag),
    /// A fact that was found before.
    Fact(usize),
    /// It was supposed further up.
    Supposed,
    /// It is what is refuted.
    Condition,
}

/// Constraints that clash, in a closed chain.
pub(super) type Cycle = Vec<(DifferenceConstraint, Ground)>;

/// How reasoning ends at a contradiction.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// Constraints clash.
    Clash(Cycle),
    /// Nothing is left of a choice, as these facts say.
    NothingLeft(Tag, Vec<usize>),
}

/// One alternative, or a range of them, that cannot be.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// The choice that it is taken out of, and its number; `None` for what is supposed.
    pub(super) choice: Option<(Rc<Base>, usize)>,
    /// The facts without which less would follow from it.
    pub(super) rests_on: Vec<usize>,
    pub(super) out: Out,
    /// What would hold if it was not out.
    pub(super) condition: Conjunction,
    /// What would follow then.
    pub(super) within: Vec<Fact>,
    /// How many facts were known before.
    pub(super) known: usize,
    /// What contradicts it.
    pub(super) end: End,
}

/// What is out, what would hold otherwise, what follows from that, and what contradicts it.
type Refuted = (Out, Conjunction, Vec<Fact>, End);

/// Statements, and what was found to follow from them.
#[derive(Debug, Clone)]
pub(super) struct State {
    points: u32,
    held: Cycle,
    pub(super) choices: Vec<Choice>,
    pub(super) facts: Vec<Fact>,
    /// How many facts were known when it was first supposed what is supposed here.
    known: usize,
}

/// How many networks are looked at before reasoning is given up.
const PATIENCE: usize = 3_000;

/// What is left of the work that may be done.
pub(super) struct Patience(usize);

impl Patience {
    /// Takes so much away; false where there is not enough.
    const fn spend(&mut self, networks: usize) -> bool {
        match self.0.checked_sub(networks) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => false,
        }
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self(PATIENCE)
    }
}

impl State {
    pub(super) fn new(points: u32, mut held: Cycle, choices: Vec<Choice>) -> Self {
        for choice in &choices {
            let said = choice.longest().into_iter();
            held.extend(said.map(|said| (said, Ground::Statement(choice.base.tag))));
        }
        Self {
            points,
            held,
            choices,
            facts: Vec::new(),
            known: 0,
        }
    }

    /// The same with something supposed beside it.
    pub(super) fn supposing(&self, said: &Conjunction) -> Self {
        let mut state = self.clone();
        state.known = self.count();
        state.facts = Vec::new();
        let supposed = said.constraints.iter();
        state
            .held
            .extend(supposed.map(|&constraint| (constraint, Ground::Supposed)));
        let nested = said.disjunctions.iter();
        state
            .choices
            .extend(nested.map(|said| Choice::of_disjunction(said, None)));
        state
    }

    /// How many facts are known.
    fn count(&self) -> usize {
        self.known + self.facts.len()
    }

    /// Why a condition cannot hold beside all that does: the closed chain, which the condition's
    /// constraints are among.
    pub(super) fn refute(&self, condition: &[DifferenceConstraint]) -> Option<Cycle> {
        let refuted = condition
            .iter()
            .map(|&constraint| (constraint, Ground::Condition));
        let all: Cycle = self.held.iter().copied().chain(refuted).collect();
        let network = self.network(&all);
        let clash = network.check().err()?;
        let ids = clash.constraints.iter();
        Some(ids.map(|id| all[id.index() as usize]).collect())
    }

    fn network(&self, all: &Cycle) -> Stn {
        let constraints = all.iter().map(|&(constraint, _)| DifferenceConstraint {
            tag: Tag::NONE,
            ..constraint
        });
        Stn::new(self.points, constraints.collect::<Vec<_>>())
    }

    /// Takes out what cannot be until nothing more follows, or nothing is left.
    ///
    /// With a depth above 0, alternatives are also taken out that lead to a contradiction only
    /// after others are taken out.
    pub(super) fn reduce(&mut self, depth: u32, patience: &mut Patience) -> Option<End> {
        if let Some(clash) = self.refute(&[]) {
            return Some(End::Clash(clash));
        }
        for _ in 0..ROUNDS {
            let before = self.count();
            for index in 0..self.choices.len() {
                if let Some(end) = self.reduce_choice(index, patience) {
                    return Some(end);
                }
            }
            if self.count() == before && (depth == 0 || !self.probe(depth, patience)) {
                return None;
            }
            if let Some(end) = self.end() {
                return Some(end);
            }
        }
        None
    }

    fn end(&self) -> Option<End> {
        let empty = self.choices.iter().find(|choice| choice.is_empty());
        empty
            .map(|choice| End::NothingLeft(choice.base.tag, choice.facts().collect()))
            .or_else(|| self.refute(&[]).map(End::Clash))
    }

    fn reduce_choice(&mut self, index: usize, patience: &mut Patience) -> Option<End> {
        let before = self.count();
        if let Ok(solution) = self.network(&self.held).solve()
            && !terms(&self.choices[index]).is_empty()
        {
            let beyond = self.beyond(index, &solution);
            self.take_out_refuted(index, beyond);
        }
        let single = self.single(index);
        if patience.spend(single.len()) {
            self.take_out_refuted(index, single);
        }
        (self.count() > before).then(|| self.end()).flatten()
    }

    /// Takes out what clashes with what holds; all is held against the same, so that none of it
    /// rests on the rest of it.
    fn take_out_refuted(&mut self, index: usize, outs: Vec<Out>) {
        let refuted = outs.into_iter().filter_map(|out| {
            let condition = self.choices[index].condition(out);
            let cycle = self.refute(&condition.constraints)?;
            Some((out, condition, Vec::new(), End::Clash(cycle)))
        });
        let refuted: Vec<Refuted> = refuted.collect();
        self.take_out(index, refuted);
    }

    /// What can be taken out one by one.
    fn single(&self, index: usize) -> Vec<Out> {
        let choice = &self.choices[index];
        let options = choice.options_left().into_iter().map(Out::Option);
        let dates = choice.few_dates(FEW).unwrap_or_default();
        options.chain(dates.into_iter().map(Out::Date)).collect()
    }

    /// The dates that bounds put out of reach.
    fn beyond(&self, index: usize, solution: &Solution) -> Vec<Out> {
        let choice = &self.choices[index];
        let Among::Dates(ladder) = &choice.base.among else {
            return Vec::new();
        };
        let Some((first, last)) = choice.dates_left() else {
            return Vec::new();
        };
        let mut up_to: Option<(Rung, Term)> = None;
        let mut from: Option<(Rung, Term)> = None;
        for &term in &ladder.terms {
            if let Some(ended) = ended(term, solution.earliest(term.point)) {
                let out = match ladder.rungs.first_ending_after(term.side, ended) {
                    Some(left) => ladder.rungs.before(&left),
                    None => ladder.rungs.last(),
                };
                if let Some(out) = out
                    && !is_before(&out, &first)
                    && up_to.is_none_or(|(known, _)| is_before(&known, &out))
                {
                    up_to = Some((out, term));
                }
            }
            if let Some(begun) = begun(term, solution.latest(term.point)) {
                let out = match ladder.rungs.last_starting_by(term.side, begun) {
                    Some(left) => ladder.rungs.after(&left),
                    None => ladder.rungs.first(),
                };
                if let Some(out) = out
                    && !is_before(&last, &out)
                    && from.is_none_or(|(known, _)| is_before(&out, &known))
                {
                    from = Some((out, term));
                }
            }
        }
        let up_to = up_to.map(|(rung, term)| Out::UpTo(rung, term));
        let from = from.map(|(rung, term)| Out::From(rung, term));
        up_to.into_iter().chain(from).collect()
    }

    /// Takes out an alternative that leads to a contradiction step by step.
    fn probe(&mut self, depth: u32, patience: &mut Patience) -> bool {
        let mut order: Vec<usize> = (0..self.choices.len()).collect();
        order.sort_by_key(|&index| self.single(index).len());
        for index in order {
            for out in self.single(index) {
                if !patience.spend(1) {
                    return false;
                }
                let condition = self.choices[index].condition(out);
                let mut supposed = self.supposing(&condition);
                if let Some(end) = supposed.reduce(depth - 1, patience) {
                    self.take_out(index, vec![(out, condition, supposed.facts, end)]);
                    return true;
                }
            }
        }
        false
    }

    /// Takes alternatives out of a choice, and enters what is left of it then.
    fn take_out(&mut self, index: usize, refuted: Vec<Refuted>) {
        if refuted.is_empty() {
            return;
        }
        let before = self.choices[index].dates_left();
        for (out, condition, within, end) in refuted {
            let number = self.count();
            let choice = &mut self.choices[index];
            choice.out.push((out, number));
            // A range of dates stands for itself, unless there are holes behind it.
            let holes = choice
                .out
                .iter()
                .any(|(out, _)| matches!(out, Out::Date(_)));
            let alone = matches!(out, Out::UpTo(..) | Out::From(..)) && !holes;
            let mut rests_on = choice.given.clone();
            if !alone {
                rests_on.extend(choice.facts());
            }
            self.facts.push(Fact {
                choice: Some((Rc::clone(&choice.base), index)),
                out,
                rests_on,
                condition,
                within,
                known: number,
                end,
            });
        }
        self.enter_what_is_left(index, before);
    }

    /// What the dates that are left say of their points, or the one thing that is left.
    fn enter_what_is_left(&mut self, index: usize, before: Option<(Rung, Rung)>) {
        let choice = &self.choices[index];
        let fact = |wanted: fn(&Out) -> bool| {
            let found = choice.out.iter().rev().find(|(out, _)| wanted(out));
            found.map(|&(_, fact)| Ground::Fact(fact))
        };
        let mut entered: Cycle = Vec::new();
        if let (Some((first, last)), Some(before)) = (choice.dates_left(), before) {
            let earlier = fact(|out| matches!(out, Out::UpTo(..) | Out::Date(_)));
            let later = fact(|out| matches!(out, Out::From(..) | Out::Date(_)));
            for &term in terms(choice) {
                let lower = lower(term, &first).filter(|_| first != before.0);
                let upper = upper(term, &last).filter(|_| last != before.1);
                entered.extend(lower.into_iter().zip(earlier));
                entered.extend(upper.into_iter().zip(later));
            }
        }
        let mut nested = Vec::new();
        if let ([only], Among::Options(options), Some(fact)) = (
            &choice.options_left()[..],
            &choice.base.among,
            fact(|_| true),
        ) {
            let holds = &options[*only].holds;
            entered.extend(holds.constraints.iter().map(|&said| (said, fact)));
            nested.extend(&holds.disjunctions);
        }
        let nested: Vec<Choice> = nested
            .into_iter()
            .map(|said| Choice {
                given: choice.facts().chain(choice.given.iter().copied()).collect(),
                ..Choice::of_disjunction(said, None)
            })
            .collect();
        self.held.extend(entered);
        self.choices.extend(nested);
    }

    /// Takes one date of a statement out if it leads to a contradiction. The number of that fact.
    pub(super) fn take_out_date(
        &mut self,
        (tag, date): (Tag, Rung),
        condition: &Conjunction,
        depth: u32,
        patience: &mut Patience,
    ) -> Option<usize> {
        let out = Out::Date(date);
        let index = self.choices.iter().position(|choice| {
            choice.base.tag == tag && choice.condition(out).constraints == condition.constraints
        })?;
        let mut supposed = self.supposing(condition);
        let end = supposed.reduce(depth, patience)?;
        let refuted = (out, condition.clone(), supposed.facts, end);
        self.take_out(index, vec![refuted]);
        self.count().checked_sub(1)
    }

    /// Takes a supposition for refuted if it leads to a contradiction; what holds instead is
    /// entered. The number of that fact.
    pub(super) fn suppose(
        &mut self,
        number: usize,
        (condition, instead): (&Conjunction, Option<DifferenceConstraint>),
        depth: u32,
        patience: &mut Patience,
    ) -> Option<usize> {
        let mut supposed = self.supposing(condition);
        let end = supposed.reduce(depth, patience)?;
        let known = self.count();
        self.facts.push(Fact {
            choice: None,
            out: Out::Supposition(number),
            rests_on: Vec::new(),
            condition: condition.clone(),
            within: supposed.facts,
            known,
            end,
        });
        let instead = instead.into_iter();
        self.held
            .extend(instead.map(|instead| (instead, Ground::Fact(known))));
        Some(known)
    }
}

/// Dates whose end is no greater are over before a point that is no earlier than this.
fn ended(term: Term, bound: Option<Bound>) -> Option<i64> {
    let bound = bound?;
    let ticks = i64::try_from(bound.ticks).ok()?;
    match (term.upper, bound.open) {
        (Limit::AtMost, false) => ticks.checked_sub(1),
        _ => Some(ticks),
    }
}

/// Dates whose beginning is greater begin behind a point that is no later than this.
fn begun(term: Term, bound: Option<Bound>) -> Option<i64> {
    let bound = bound.filter(|_| term.lower)?;
    let ticks = i64::try_from(bound.ticks).ok()?;
    if bound.open {
        ticks.checked_sub(1)
    } else {
        Some(ticks)
    }
}
