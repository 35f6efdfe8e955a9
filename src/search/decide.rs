//! What is still to be chosen, and how it is tried.
//!
//! Only what some stated clause needs is decided: the less is decided, the more one solution shows.
//! Propositions are tried as they were last, else as the earliest instants have them.
//!
//! Ladders in force need no decision. Of two solutions of a constraint between two points, or of a
//! ladder, the earlier instants of each point are a solution again, and so are the later ones: the
//! limits of a ladder rise from rung to rung. So once all clauses are satisfied and all that
//! follows is drawn, the earliest instants of all points are a solution, and so are the latest. Only
//! where a solution has to tell how far two points can be apart, each ladder is narrowed to one rung:
//! where the last solution was, else the first.

use super::flat::Edge;
use super::rungs::{is_before, lower};
use super::solver::{Action, Choice, RungChoice, Solver};
use super::trail::NONE;
use super::value::{Lit, TICK, down, is_far};
use crate::search::problem::Rung;

impl Solver {
    /// Takes a clause among those that a solution has to satisfy by what is decided.
    pub(super) fn state(&mut self, literals: &[Lit]) {
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

    /// A choice that is still open, and how it is to be tried; `None` where all is decided.
    pub(super) fn decide(&mut self) -> Option<Lit> {
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
            literal.direction.is_multiple_of(2) && -self.trail.upper(opposite) <= literal.value
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

    /// How to narrow a ladder that is in force and has more than one rung left, where that is wanted.
    fn split(&mut self, number: u32) -> Option<Lit> {
        if self.rungs == RungChoice::Open {
            return None;
        }
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
            .and_then(|at| i64::try_from(at.div_euclid(TICK)).ok())
            .and_then(|at| ladder.last_starting_by(term.side, at));
        match known {
            Some(known) if is_before(&known, first) => *first,
            Some(known) if is_before(last, &known) => *last,
            Some(known) => known,
            None => *first,
        }
    }

    /// Remembers where a solution put what.
    pub(super) fn remember(&mut self) {
        for (ladder, saved) in self.ladders.iter().zip(&mut self.saved_at) {
            let point = ladder.ladder.terms[0].point.index();
            let earliest = -self.trail.upper(down(point));
            *saved = (!is_far(-earliest)).then_some(earliest);
        }
    }
}
