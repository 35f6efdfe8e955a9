//! Satisfiability of a flat problem: propagation, conflict-driven learning, backjumping.
//!
//! Literals are bounds of variables. What propagates them are constraints between points (shortest
//! paths), clauses and ladders; each propagated bound can be explained by others, so that a
//! conflict is resolved to a clause which holds in every solution (Feydy & Stuckey, *Lazy clause
//! generation reengineered*, 2009; Nieuwenhuis, Oliveras & Tinelli, *DPLL(T)*, 2006).

use std::collections::VecDeque;

use super::clauses::{Clauses, Found};
use super::flat::{Edge, Flat};
use super::heap::ActivityHeap;
use super::network::{Network, guards};
use super::rungs::{Reachable, is_before, lower, upper};
use super::trail::{NONE, Reason, Trail};
use super::value::{Direction, Lit, Value, down, is_far, up};
use crate::search::problem::Rung;

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There is a solution; the solver holds one until it is reset.
    Solution,
    /// There is none under the assumptions, and none under these of them alone.
    None(Vec<Lit>),
    /// The budget ended first.
    GivenUp,
}

/// Something to decide.
#[derive(Debug, Clone, Copy)]
enum Choice {
    Proposition(u32),
    Ladder(u32),
    /// A stated clause that has bounds of points among its literals.
    Clause(u32),
}

/// What happens when a guard comes to hold.
#[derive(Debug, Clone, Copy)]
enum Action {
    Enter(u32),
    Climb(u32),
    /// A stated clause that the guard's opposite satisfied for nothing.
    Demand(u32),
}

/// Conflicts before the first restart; later ones follow Luby's sequence.
const RESTART: u64 = 100;
/// Steps in which what follows at once is drawn when a solver is made; the rest follows when it is
/// asked.
const SETTLING: u64 = 20_000_000;
/// Learnt clauses that are kept at first, and how many more after each reduction.
const LEARNT: usize = 4_000;

#[derive(Debug)]
pub(super) struct Solver {
    pub(super) trail: Trail,
    pub(super) network: Network,
    pub(super) clauses: Clauses,
    points: u32,
    guarded: Vec<Vec<(Value, Action)>>,
    ladders: Vec<Reachable>,
    ladders_at: Vec<Vec<u32>>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// The clauses that were stated, and those of each proposition.
    stated: Vec<Vec<Lit>>,
    occurs: Vec<Vec<u32>>,
    pub(super) heap: ActivityHeap,
    choices: Vec<Choice>,
    /// The number of each variable or ladder among the choices.
    choice_of: Vec<u32>,
    choice_of_ladder: Vec<u32>,
    /// For each stated clause its number among the choices, if it is one.
    choice_of_clause: Vec<u32>,
    /// The ladders and clauses of each point, by their numbers among the choices.
    choices_of: Vec<Vec<u32>>,
    popped: Vec<(u32, u32)>,
    saved: Vec<Option<bool>>,
    saved_at: Vec<Option<Value>>,
    /// The edge that a proposition is equivalent to.
    edge_of: Vec<u32>,
    /// Whether the opposite of a proposition says something: it stands for a constraint, not for
    /// an alternative that may hold or not.
    both_ways: Vec<bool>,
    kept: usize,
    pub(super) inconsistent: bool,
    pub(super) steps: u64,
    /// The steps after which propagation stops, and whether it did before it came to its end.
    limit: u64,
    exhausted: bool,
}

impl Solver {
    /// A solver of a problem, whose points have these bounds and stand as a schedule says that
    /// satisfies all constraints without a guard.
    pub(super) fn new(flat: &Flat, schedule: Vec<Value>, bounds: &[(Value, Value)]) -> Self {
        let mut solver = Self {
            trail: Trail::default(),
            network: Network::new(schedule),
            clauses: Clauses::default(),
            points: flat.points,
            guarded: Vec::new(),
            ladders: Vec::new(),
            ladders_at: vec![Vec::new(); 2 * flat.points as usize],
            queue: VecDeque::new(),
            queued: Vec::new(),
            stated: Vec::new(),
            occurs: Vec::new(),
            heap: ActivityHeap::new(),
            choices: Vec::new(),
            choice_of: Vec::new(),
            choice_of_ladder: Vec::new(),
            choice_of_clause: Vec::new(),
            choices_of: vec![Vec::new(); flat.points as usize],
            popped: Vec::new(),
            saved: Vec::new(),
            saved_at: Vec::new(),
            edge_of: Vec::new(),
            both_ways: Vec::new(),
            kept: LEARNT,
            inconsistent: false,
            steps: 0,
            limit: SETTLING,
            exhausted: false,
        };
        for point in 0..flat.points {
            solver.trail.add_point();
            solver.add_variable();
            if let Some(&(least, opposite)) = bounds.get(point as usize) {
                solver.fact(Lit::at_most(point, least));
                solver.fact(Lit {
                    direction: down(point),
                    value: opposite,
                });
            }
        }
        for _ in flat.points..flat.variables {
            solver.add_proposition();
        }
        for guard in flat.edges.iter().filter_map(|edge| edge.guard) {
            let variable = guard.variable();
            solver.both_ways[variable as usize] |= guard == Lit::holds(variable).negated();
        }
        solver.add_all(flat);
        solver
    }

    fn add_all(&mut self, flat: &Flat) {
        for &fact in &flat.facts {
            self.fact(fact);
        }
        for &edge in &flat.edges {
            self.add_edge(edge);
        }
        for clause in &flat.clauses {
            self.add_clause(clause.clone());
        }
        self.settle();
        for ladder in &flat.ladders {
            let number = self.ladders.len();
            let narrow = u32::try_from(number).unwrap_or(NONE);
            for term in &ladder.terms {
                let point = term.point.index();
                self.ladders_at[down(point) as usize].push(narrow);
                if term.lower {
                    self.ladders_at[up(point) as usize].push(narrow);
                }
                let number = self.next_choice();
                self.choices_of[point as usize].push(number);
            }
            if let Some(guard) = ladder.guard {
                self.guarded[guard.direction as usize].push((guard.value, Action::Climb(narrow)));
            }
            self.ladders
                .push(Reachable::new(ladder.clone(), &self.trail));
            self.queued.push(false);
            self.saved_at.push(None);
            self.choice_of_ladder.push(self.next_choice());
            self.choices.push(Choice::Ladder(narrow));
            self.heap.add(0);
            self.enqueue(narrow);
        }
        self.settle();
    }

    fn next_choice(&self) -> u32 {
        u32::try_from(self.choices.len()).unwrap_or(NONE)
    }

    fn add_variable(&mut self) {
        self.clauses.add_variable();
        self.guarded.extend([Vec::new(), Vec::new()]);
        self.occurs.push(Vec::new());
        self.choice_of.push(NONE);
        self.saved.push(None);
        self.edge_of.push(NONE);
        self.both_ways.push(false);
    }

    /// Adds a variable of the values 0 and 1.
    pub(super) fn add_proposition(&mut self) -> Lit {
        let variable = u32::try_from(self.occurs.len()).unwrap_or(NONE);
        self.trail.add(0, 1);
        self.add_variable();
        self.choice_of[variable as usize] = self.next_choice();
        self.choices.push(Choice::Proposition(variable));
        self.heap.add(0);
        Lit::holds(variable)
    }

    /// Adds something that holds for good.
    pub(super) fn fact(&mut self, fact: Lit) {
        debug_assert_eq!(self.trail.level(), 0, "facts hold for good");
        if self.trail.is_false(fact) {
            self.inconsistent = true;
        } else if !self.trail.is_true(fact) {
            self.trail.push(fact, Reason::Decision);
        }
    }

    /// Adds a constraint between two points.
    pub(super) fn add_edge(&mut self, edge: Edge) -> u32 {
        let number = self.network.add(edge);
        match edge.guard {
            None => {
                if self.enter(number).is_err() {
                    self.inconsistent = true;
                }
            }
            Some(guard) => {
                self.guarded[guard.direction as usize].push((guard.value, Action::Enter(number)));
                self.edge_of[guard.variable() as usize] = number;
                if self.trail.is_true(guard) && self.enter(number).is_err() {
                    self.inconsistent = true;
                }
            }
        }
        number
    }

    /// Adds a clause; nothing may be decided.
    pub(super) fn add_clause(&mut self, literals: Vec<Lit>) {
        let Some(literals) = self.normal(literals) else {
            return;
        };
        match literals[..] {
            [] => self.inconsistent = true,
            [only] => self.fact(only),
            _ => {
                self.state(&literals);
                self.clauses.add(literals, 0);
            }
        }
    }

    /// Takes a clause among those that a solution has to satisfy by what is decided.
    fn state(&mut self, literals: &[Lit]) {
        let number = u32::try_from(self.stated.len()).unwrap_or(NONE);
        self.stated.push(literals.to_vec());
        self.choice_of_clause.push(NONE);
        for &literal in literals {
            let variable = literal.variable();
            self.occurs[variable as usize].push(number);
            if self.is_for_nothing(literal) {
                let guard = literal.negated();
                self.guarded[guard.direction as usize].push((guard.value, Action::Demand(number)));
            }
        }
        let mut points = literals.iter().map(|literal| literal.variable());
        if points.any(|variable| variable < self.points) {
            let choice = self.next_choice();
            self.choice_of_clause[number as usize] = choice;
            self.choices.push(Choice::Clause(number));
            self.heap.add(0);
            for literal in literals.iter().filter(|l| l.variable() < self.points) {
                self.choices_of[literal.variable() as usize].push(choice);
            }
        }
    }

    /// Whether a literal is the opposite of an alternative: nothing follows from it.
    fn is_for_nothing(&self, literal: Lit) -> bool {
        let variable = literal.variable();
        variable >= self.points
            && !self.both_ways[variable as usize]
            && literal == Lit::holds(variable).negated()
    }

    /// Whether a solution still has to make a literal of a stated clause true.
    fn is_demanding(&self, clause: u32) -> bool {
        self.stated[clause as usize].iter().all(|&literal| {
            !self.trail.is_true(literal)
                && (!self.is_for_nothing(literal) || self.trail.is_false(literal))
        })
    }

    /// A clause without literals that fail for good, with one of each direction; `None` where it
    /// always holds.
    fn normal(&self, mut literals: Vec<Lit>) -> Option<Vec<Lit>> {
        literals.retain(|&literal| !self.trail.is_false(literal));
        // Of one direction the weakest is left.
        literals.sort_unstable_by_key(|literal| (literal.direction, -literal.value));
        literals.dedup_by_key(|literal| literal.direction);
        let holds = |pair: &[Lit]| {
            pair[0].direction ^ 1 == pair[1].direction && pair[0].value + pair[1].value >= -1
        };
        let always = literals.iter().any(|&literal| self.trail.is_true(literal))
            || literals.windows(2).any(holds);
        (!always).then_some(literals)
    }

    /// Propagates what holds for good.
    pub(super) fn settle(&mut self) {
        debug_assert_eq!(self.trail.level(), 0, "nothing is decided");
        if !self.inconsistent && self.propagate().is_err() {
            self.inconsistent = true;
        }
        if !self.inconsistent && !self.exhausted {
            self.trail.settle();
        }
    }

    /// The ladders, in the order in which they were stated.
    pub(super) fn ladders(&self) -> impl Iterator<Item = &Reachable> {
        self.ladders.iter()
    }

    /// Takes all decisions back.
    pub(super) fn reset(&mut self) {
        self.cancel(0);
    }

    /// All steps so far.
    pub(super) fn effort(&self) -> u64 {
        self.steps + self.network.steps + self.trail.steps()
    }

    /// Searches for a solution in which the assumptions hold, with at most so many steps.
    pub(super) fn solve(&mut self, assumptions: &[Lit], budget: u64) -> Outcome {
        self.reset();
        self.limit = self.effort().saturating_add(budget);
        let (mut conflicts, mut restarts) = (0, 1);
        let mut limit = RESTART;
        loop {
            if self.inconsistent {
                return Outcome::None(Vec::new());
            }
            if let Err(conflict) = self.propagate() {
                conflicts += 1;
                self.learn(conflict);
                continue;
            }
            if self.exhausted || self.effort() > self.limit {
                self.reset();
                return Outcome::GivenUp;
            }
            if self.trail.level() == 0 {
                self.trail.settle();
            }
            if conflicts >= limit {
                restarts += 1;
                limit = conflicts + RESTART * luby(restarts);
                if self.clauses.learnt() > self.kept {
                    self.kept += self.kept / 10;
                    self.cancel(0);
                    self.clauses.reduce(&self.trail);
                } else {
                    self.cancel(u32::try_from(assumptions.len()).unwrap_or(NONE));
                }
                continue;
            }
            let next = match assumptions.get(self.trail.level() as usize) {
                Some(&assumption) if self.trail.is_false(assumption) => {
                    let core = self.responsible(assumption);
                    self.reset();
                    return Outcome::None(core);
                }
                Some(&assumption) => Some(assumption),
                None => self.decide(),
            };
            let Some(next) = next else {
                self.remember();
                return Outcome::Solution;
            };
            self.trail.open_level();
            self.network.open_level();
            if !self.trail.is_true(next) {
                self.trail.push(next, Reason::Decision);
            }
        }
    }

    /// Everything that follows from the bounds at hand, as far as the steps last.
    ///
    /// # Errors
    ///
    /// Literals that hold and cannot hold together.
    fn propagate(&mut self) -> Result<(), Vec<Lit>> {
        self.exhausted = false;
        loop {
            // Bounds may creep up rung by rung, so the steps are looked at on the way.
            if self.effort() > self.limit {
                self.exhausted = true;
                return Ok(());
            }
            while let Some((direction, value)) = self.trail.take() {
                self.steps += 1;
                if self.trail.upper(direction) == value {
                    self.spread(direction)?;
                    self.enter_guarded(direction)?;
                    self.look(direction)?;
                    self.call_ladders(direction);
                }
            }
            let Some(ladder) = self.queue.pop_front() else {
                return Ok(());
            };
            self.queued[ladder as usize] = false;
            self.climb(ladder)?;
        }
    }

    fn imply(&mut self, literal: Lit, reason: Reason) -> Result<(), Vec<Lit>> {
        if self.trail.is_true(literal) {
            return Ok(());
        }
        if self.trail.is_false(literal) {
            let mut conflict = vec![literal.negated()];
            self.explain(literal, reason, &mut conflict);
            return Err(conflict);
        }
        self.trail.push(literal, reason);
        Ok(())
    }

    /// A tighter bound of one point tightens those that it is tied to, and shows what is out.
    fn spread(&mut self, direction: Direction) -> Result<(), Vec<Lit>> {
        let bound = self.trail.upper(direction);
        if is_far(bound) {
            return Ok(());
        }
        for index in 0..self.network.arcs(direction).len() {
            let arc = self.network.arcs(direction)[index];
            self.steps += 1;
            let reached = bound + arc.weight;
            if self.network.is_in_force(arc.edge) {
                if reached < self.trail.upper(arc.to) {
                    let literal = Lit {
                        direction: arc.to,
                        value: reached,
                    };
                    self.imply(literal, Reason::Edge(arc.edge))?;
                }
            } else if reached + self.trail.upper(arc.to ^ 1) < 0
                && let Some(guard) = self.network.edge(arc.edge).guard
                && !self.trail.is_false(guard)
            {
                let reason = self.trail.write(&[
                    Lit {
                        direction,
                        value: bound,
                    },
                    Lit {
                        direction: arc.to ^ 1,
                        value: -reached - 1,
                    },
                ]);
                self.imply(guard.negated(), reason)?;
            }
        }
        Ok(())
    }

    fn enter_guarded(&mut self, direction: Direction) -> Result<(), Vec<Lit>> {
        let bound = self.trail.upper(direction);
        for index in 0..self.guarded[direction as usize].len() {
            let (threshold, action) = self.guarded[direction as usize][index];
            if bound > threshold {
                continue;
            }
            match action {
                Action::Enter(edge) => self.enter(edge)?,
                Action::Climb(ladder) => {
                    self.heap.insert(self.choice_of_ladder[ladder as usize]);
                    self.enqueue(ladder);
                }
                Action::Demand(clause) => self.offer(clause),
            }
        }
        Ok(())
    }

    /// Makes what a clause needs decided a choice again.
    fn offer(&mut self, clause: u32) {
        let own = self.choice_of_clause[clause as usize];
        if own != NONE {
            self.heap.insert(own);
        }
        for literal in &self.stated[clause as usize] {
            if literal.variable() >= self.points {
                self.heap
                    .insert(self.choice_of[literal.variable() as usize]);
            }
        }
    }

    /// Puts a constraint into force.
    fn enter(&mut self, number: u32) -> Result<(), Vec<Lit>> {
        if let Err(cycle) = self.network.enter(number) {
            return Err(guards(&self.network, &cycle).collect());
        }
        let Edge {
            from, to, weight, ..
        } = *self.network.edge(number);
        for (source, target) in [(up(from), up(to)), (down(to), down(from))] {
            let bound = self.trail.upper(source);
            if !is_far(bound) {
                let literal = Lit {
                    direction: target,
                    value: bound + weight,
                };
                self.imply(literal, Reason::Edge(number))?;
            }
        }
        Ok(())
    }

    fn look(&mut self, direction: Direction) -> Result<(), Vec<Lit>> {
        let found = self.clauses.look(
            direction,
            &mut self.trail,
            &mut self.steps,
            |trail, literal, clause| {
                if trail.is_false(literal) {
                    return false;
                }
                trail.push(literal, Reason::Clause(clause));
                true
            },
        );
        match found {
            Found::Nothing => Ok(()),
            Found::Conflict(clause) => {
                let literals = self.clauses.literals(clause);
                let conflict = literals.iter().map(|literal| literal.negated()).collect();
                self.clauses.used(clause);
                Err(conflict)
            }
        }
    }

    fn call_ladders(&mut self, direction: Direction) {
        if direction < 2 * self.points {
            for index in 0..self.ladders_at[direction as usize].len() {
                let ladder = self.ladders_at[direction as usize][index];
                self.enqueue(ladder);
            }
        }
    }

    fn enqueue(&mut self, ladder: u32) {
        if !std::mem::replace(&mut self.queued[ladder as usize], true) {
            self.queue.push_back(ladder);
        }
    }

    /// What a ladder says under the bounds at hand.
    fn climb(&mut self, number: u32) -> Result<(), Vec<Lit>> {
        let ladder = &self.ladders[number as usize];
        let guard = ladder.ladder.guard;
        self.steps += ladder.cost();
        if guard.is_some_and(|guard| self.trail.is_false(guard)) {
            return Ok(());
        }
        let reach = ladder.reach(&self.trail);
        let holds = guard.is_none_or(|guard| self.trail.is_true(guard));
        if !reach.is_possible() {
            let mut causes: Vec<Lit> = reach.causes().collect();
            return match guard {
                Some(guard) if !holds => {
                    let reason = self.trail.write(&causes);
                    self.imply(guard.negated(), reason)
                }
                _ => {
                    causes.extend(guard);
                    Err(causes)
                }
            };
        }
        if !holds {
            return Ok(());
        }
        let (Some(first), Some(last)) = (reach.first, reach.last) else {
            return Ok(());
        };
        for index in 0..ladder_terms(&self.ladders[number as usize]) {
            let term = self.ladders[number as usize].ladder.terms[index];
            if let Some(limit) = lower(&term, &first) {
                self.limit(limit, reach.not_before, guard)?;
            }
            if let Some(limit) = upper(&term, &last) {
                self.limit(limit, reach.not_after, guard)?;
            }
        }
        Ok(())
    }

    fn limit(
        &mut self,
        limit: Lit,
        cause: Option<Lit>,
        guard: Option<Lit>,
    ) -> Result<(), Vec<Lit>> {
        if self.trail.is_true(limit) {
            return Ok(());
        }
        let causes: Vec<Lit> = cause.into_iter().chain(guard).collect();
        if self.trail.is_false(limit) {
            let mut conflict = causes;
            conflict.push(limit.negated());
            return Err(conflict);
        }
        let reason = self.trail.write(&causes);
        self.trail.push(limit, reason);
        Ok(())
    }

    /// The literals that imply one for a reason.
    pub(super) fn explain(&self, literal: Lit, reason: Reason, out: &mut Vec<Lit>) {
        match reason {
            Reason::Decision => {}
            Reason::Clause(clause) => out.extend(
                self.clauses
                    .literals(clause)
                    .iter()
                    .filter(|other| other.direction != literal.direction)
                    .map(|other| other.negated()),
            ),
            Reason::Edge(edge) => {
                let Edge {
                    from,
                    to,
                    weight,
                    guard,
                } = *self.network.edge(edge);
                let source = if literal.direction == up(to) {
                    up(from)
                } else {
                    down(to)
                };
                out.push(Lit {
                    direction: source,
                    value: literal.value - weight,
                });
                out.extend(guard);
            }
            Reason::Literals(first, count) => {
                out.extend_from_slice(self.trail.written(first, count));
            }
        }
    }

    /// A choice that is still open, and how it is to be tried; `None` where all is decided.
    fn decide(&mut self) -> Option<Lit> {
        while let Some(number) = self.heap.pop() {
            self.steps += 1;
            match self.choices[number as usize] {
                Choice::Proposition(variable) => {
                    self.popped.push((number, self.trail.level()));
                    if self.is_open(variable) {
                        return Some(self.phase(variable));
                    }
                }
                Choice::Clause(clause) => {
                    self.popped.push((number, self.trail.level()));
                    if self.is_demanding(clause) {
                        return self.preferred_literal(clause);
                    }
                }
                Choice::Ladder(ladder) => match self.split(ladder) {
                    Some(literal) => {
                        self.heap.insert(number);
                        return Some(literal);
                    }
                    None => self.popped.push((number, self.trail.level())),
                },
            }
        }
        None
    }

    /// Whether the proposition is undecided and some stated clause needs it.
    fn is_open(&self, variable: u32) -> bool {
        let holds = Lit::holds(variable);
        if self.trail.is_true(holds) || self.trail.is_false(holds) {
            return false;
        }
        let mut clauses = self.occurs[variable as usize].iter();
        clauses.any(|&clause| self.is_demanding(clause))
    }

    /// The literal of a clause that is tried: one that the earliest instants satisfy, if there is.
    fn preferred_literal(&self, clause: u32) -> Option<Lit> {
        let open = |&&literal: &&Lit| !self.trail.is_false(literal);
        let literals = &self.stated[clause as usize];
        let lower = |literal: Lit| {
            let opposite = literal.direction ^ 1;
            literal.direction % 2 == 0 && -self.trail.upper(opposite) <= literal.value
        };
        let at_once = literals
            .iter()
            .filter(open)
            .find(|&&literal| lower(literal));
        at_once.or_else(|| literals.iter().find(open)).copied()
    }

    /// A proposition as it is to be tried: as it was last, else as the schedule has it.
    fn phase(&self, variable: u32) -> Lit {
        let holds = Lit::holds(variable);
        let edge = self.edge_of[variable as usize];
        let positive = self.saved[variable as usize].unwrap_or_else(|| {
            if edge == NONE {
                return true;
            }
            let guarded = self.network.edge(edge).guard == Some(holds);
            self.is_met(edge) == guarded
        });
        if positive { holds } else { holds.negated() }
    }

    /// Whether a constraint is met by the earliest instants of its points or, where they have none,
    /// by the schedule.
    fn is_met(&self, edge: u32) -> bool {
        let Edge {
            from, to, weight, ..
        } = *self.network.edge(edge);
        let (from, to) = (self.trail.upper(down(from)), self.trail.upper(down(to)));
        if is_far(from) || is_far(to) {
            self.network.is_satisfied(edge)
        } else {
            from - to <= weight
        }
    }

    /// How to narrow a ladder that is in force and has more than one rung left.
    fn split(&mut self, number: u32) -> Option<Lit> {
        let ladder = &self.ladders[number as usize];
        let guard = ladder.ladder.guard;
        if guard.is_some_and(|guard| !self.trail.is_true(guard)) {
            return None;
        }
        self.steps += ladder.cost();
        let reach = ladder.reach(&self.trail);
        if ladder.is_decided(&reach, &self.trail) {
            return None;
        }
        let (first, last) = (reach.first?, reach.last?);
        let terms = &ladder.ladder.terms;
        let mut rung = self.preferred(number, &first, &last);
        while is_before(&rung, &last) {
            let next = ladder.after(&rung)?;
            let begins = lower(&terms[0], &next)?;
            if !self.trail.is_true(begins) {
                return Some(begins.negated());
            }
            rung = next;
        }
        let open = terms.iter().filter_map(|term| lower(term, &last));
        open.into_iter().find(|&limit| !self.trail.is_true(limit))
    }

    /// The rung that is tried: where the last solution was, or the first.
    fn preferred(&self, number: u32, first: &Rung, last: &Rung) -> Rung {
        let ladder = &self.ladders[number as usize];
        let term = &ladder.ladder.terms[0];
        let known = self.saved_at[number as usize]
            .and_then(|at| i64::try_from(at.div_euclid(super::value::TICK)).ok())
            .and_then(|at| ladder.last_starting_by(term.side, at));
        match known {
            Some(known) if is_before(&known, first) => *first,
            Some(known) if is_before(last, &known) => *last,
            Some(known) => known,
            None => *first,
        }
    }

    /// Remembers where a solution put what.
    fn remember(&mut self) {
        for (ladder, saved) in self.ladders.iter().zip(&mut self.saved_at) {
            let point = ladder.ladder.terms[0].point.index();
            let earliest = -self.trail.upper(down(point));
            *saved = (!is_far(-earliest)).then_some(earliest);
        }
    }

    /// Takes decisions back down to a level.
    pub(super) fn cancel(&mut self, level: u32) {
        if level >= self.trail.level() {
            return;
        }
        let (saved, propositions) = (&mut self.saved, 2 * self.points);
        self.trail.cancel(level, |direction| {
            if direction >= propositions {
                saved[direction as usize / 2] = Some(direction % 2 == 1);
            }
        });
        self.network.cancel(level);
        while let Some(&(number, popped)) = self.popped.last() {
            if popped < level {
                break;
            }
            self.popped.pop();
            self.heap.insert(number);
        }
        for ladder in self.queue.drain(..) {
            self.queued[ladder as usize] = false;
        }
    }

    /// Takes a guard and all constraints from a number on back for good.
    pub(super) fn withdraw(&mut self, guard: Lit, first: usize) {
        self.reset();
        self.guarded[guard.direction as usize].clear();
        self.network.truncate(first);
        self.edge_of[guard.variable() as usize] = NONE;
        self.fact(guard.negated());
        self.settle();
    }

    /// The greatest difference `to − from` in the solution at hand, its choices kept.
    pub(super) fn greatest_difference(&mut self, from: u32, to: u32) -> Value {
        let (to_bound, from_bound) = (self.trail.upper(up(to)), self.trail.upper(down(from)));
        let by_bounds = if is_far(to_bound) || is_far(from_bound) {
            super::value::FAR
        } else {
            to_bound + from_bound
        };
        let by_path = self.network.distance(from, to);
        by_path.map_or(by_bounds, |path| path.min(by_bounds))
    }

    /// Instants of all points in the solution at hand.
    ///
    /// Earliest instants satisfy all constraints, and so do the instants of the network's schedule,
    /// all shifted so far back that none is beyond a bound; so does the greater of both for each
    /// point.
    pub(super) fn schedule(&self) -> Vec<Value> {
        let points = 0..self.points;
        let room = points.clone().map(|point| {
            let latest = self.trail.upper(up(point));
            latest - self.network.scheduled(point)
        });
        let shift = room.min().unwrap_or(0);
        points
            .map(|point| {
                let earliest = -self.trail.upper(down(point));
                earliest.max(self.network.scheduled(point) + shift)
            })
            .collect()
    }

    /// A literal took part in a conflict.
    pub(super) fn bump(&mut self, literal: Lit) {
        let variable = literal.variable();
        if variable < self.points {
            for index in 0..self.choices_of[variable as usize].len() {
                self.heap.bump(self.choices_of[variable as usize][index]);
            }
        } else {
            self.heap.bump(self.choice_of[variable as usize]);
        }
    }
}

fn ladder_terms(ladder: &Reachable) -> usize {
    ladder.ladder.terms.len()
}

/// Luby's sequence: 1 1 2 1 1 2 4 …
fn luby(number: u64) -> u64 {
    let mut number = number;
    loop {
        let bits = 64 - number.leading_zeros();
        if number == (1 << bits) - 1 {
            return 1 << (bits - 1);
        }
        number -= (1 << (bits - 1)) - 1;
    }
}
