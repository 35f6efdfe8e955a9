//! What follows at once from bounds: through constraints, clauses and ladders, each step with its
//! reason.

use super::clauses::Found;
use super::flat::Edge;
use super::network::guards;
use super::rounds::Rounds;
use super::rungs::{lower, upper};
use super::solver::{Action, Conflict, Solver};
use super::trail::{NONE, Reason};
use super::value::{Direction, Lit, down, is_far, up};

impl Solver {
    /// Everything that follows from the bounds at hand, as far as the steps last.
    ///
    /// # Errors
    ///
    /// What holds and cannot hold together.
    pub(super) fn propagate(&mut self) -> Result<(), Conflict> {
        self.exhausted = false;
        self.rounds = Rounds::new();
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

    fn imply(&mut self, literal: Lit, reason: Reason) -> Result<(), Conflict> {
        if self.trail.is_true(literal) {
            return Ok(());
        }
        if self.trail.is_false(literal) {
            let mut conflict = vec![literal.negated()];
            self.explain(literal, reason, &mut conflict);
            return Err(Conflict::Literals(conflict));
        }
        self.trail.push(literal, reason);
        Ok(())
    }

    /// A tighter bound of one point tightens those that it is tied to, and shows what is out.
    fn spread(&mut self, direction: Direction) -> Result<(), Conflict> {
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

    fn enter_guarded(&mut self, direction: Direction) -> Result<(), Conflict> {
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
            let choice = self.choice_of[literal.variable() as usize];
            if choice != NONE {
                self.heap.insert(choice);
            }
        }
    }

    /// Puts a constraint into force.
    pub(super) fn enter(&mut self, number: u32) -> Result<(), Conflict> {
        if let Err(cycle) = self.network.enter(number) {
            let conflict = guards(&self.network, &cycle).collect();
            return Err(Conflict::Literals(conflict));
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

    fn look(&mut self, direction: Direction) -> Result<(), Conflict> {
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
                self.clauses.used(clause);
                Err(Conflict::Clause(clause))
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

    pub(super) fn enqueue(&mut self, ladder: u32) {
        if !std::mem::replace(&mut self.queued[ladder as usize], true) {
            self.queue.push_back(ladder);
        }
    }

    /// What a ladder says under the bounds at hand.
    fn climb(&mut self, number: u32) -> Result<(), Conflict> {
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
                    Err(Conflict::Literals(causes))
                }
            };
        }
        if !holds {
            return Ok(());
        }
        let (Some(first), Some(last)) = (reach.first, reach.last) else {
            return Ok(());
        };
        for index in 0..self.ladders[number as usize].ladder.terms.len() {
            let term = self.ladders[number as usize].ladder.terms[index];
            if let Some(limit) = lower(&term, &first) {
                self.limit(number, limit, reach.not_before)?;
            }
            if let Some(limit) = upper(&term, &last) {
                self.limit(number, limit, reach.not_after)?;
            }
        }
        Ok(())
    }

    fn limit(&mut self, ladder: u32, limit: Lit, cause: Option<Lit>) -> Result<(), Conflict> {
        if self.trail.is_true(limit) {
            return Ok(());
        }
        let reason = self.trail.write_cause(ladder, cause);
        if self.trail.is_false(limit) {
            let mut conflict = vec![limit.negated()];
            self.explain(limit, reason, &mut conflict);
            return Err(Conflict::Literals(conflict));
        }
        self.trail.push(limit, reason);
        self.go_round(limit)
    }

    /// The literals that imply one for a reason, apart from the switches of a clause.
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
            Reason::Ladder(ladder, cause) => {
                let cause = cause.map(|at| self.trail.written(at, 1)[0]);
                out.extend(cause);
                out.extend(self.ladders[ladder as usize].ladder.guard);
            }
        }
    }
}
