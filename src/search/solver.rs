//! Satisfiability of a flat problem: propagation, conflict-driven learning, backjumping.
//!
//! Literals are bounds of variables. What propagates them are constraints between points (shortest
//! paths), clauses and ladders; each propagated bound can be explained by others, so that a
//! conflict is resolved to a clause which holds in every solution (Feydy & Stuckey, *Lazy clause
//! generation reengineered*, 2009; Nieuwenhuis, Oliveras & Tinelli, *DPLL(T)*, 2006).

use std::collections::{HashSet, VecDeque};

use super::clauses::Clauses;
use super::flat::{Edge, Flat};
use super::heap::ActivityHeap;
use super::network::Network;
use super::rounds::Rounds;
use super::rungs::{Reachable, upper};
use super::switches::Switches;
use super::trail::{NONE, Reason, Trail};
use super::value::{Lit, Value, down, is_far, up};

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
pub(super) enum Choice {
    Proposition(u32),
    Ladder(u32),
    /// A stated clause that has bounds of points among its literals.
    Clause(u32),
}

/// Whether a solution says which rung of each ladder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RungChoice {
    /// It leaves ladders open: the earliest instants of all points are a solution, and so are the
    /// latest.
    Open,
    /// Of each ladder in force one rung holds whole: what bounds and constraints leave is possible.
    Made,
}

/// What happens when a guard comes to hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Action {
    Enter(u32),
    Climb(u32),
    /// A stated clause that the guard's opposite satisfied for nothing.
    Demand(u32),
}

/// What holds and cannot hold together.
#[derive(Debug)]
pub(super) enum Conflict {
    /// These literals.
    Literals(Vec<Lit>),
    /// The opposites of all literals of this clause, and its switches.
    Clause(u32),
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
    pub(super) points: u32,
    pub(super) guarded: Vec<Vec<(Value, Action)>>,
    pub(super) ladders: Vec<Reachable>,
    pub(super) ladders_at: Vec<Vec<u32>>,
    pub(super) queue: VecDeque<u32>,
    pub(super) queued: Vec<bool>,
    pub(super) rounds: Rounds,
    /// The clauses that were stated, and those of each proposition.
    pub(super) stated: Vec<Vec<Lit>>,
    pub(super) occurs: Vec<Vec<u32>>,
    pub(super) heap: ActivityHeap,
    pub(super) choices: Vec<Choice>,
    /// The number of each variable or ladder among the choices; points and switches are none.
    pub(super) choice_of: Vec<u32>,
    pub(super) choice_of_ladder: Vec<u32>,
    /// For each stated clause its number among the choices, if it is one.
    pub(super) choice_of_clause: Vec<u32>,
    /// The ladders and clauses of each point, by their numbers among the choices.
    pub(super) choices_of: Vec<Vec<u32>>,
    pub(super) popped: Vec<(u32, u32)>,
    pub(super) rungs: RungChoice,
    pub(super) saved: Vec<Option<bool>>,
    pub(super) saved_at: Vec<Option<Value>>,
    /// The edge that a proposition is equivalent to.
    pub(super) edge_of: Vec<u32>,
    /// Whether the opposite of a proposition says something: it stands for a constraint, not for
    /// an alternative that may hold or not.
    pub(super) both_ways: Vec<bool>,
    pub(super) kept: usize,
    /// The literals of the switches by their numbers, and the number of each variable's switch.
    pub(super) switches: Vec<Lit>,
    pub(super) switch_of: Vec<u32>,
    /// The level on which switches are on, below all decisions; 0 where there are none.
    pub(super) base: u32,
    pub(super) inconsistent: bool,
    pub(super) steps: u64,
    /// The steps after which propagation stops, and whether it did before it came to its end.
    pub(super) limit: u64,
    pub(super) exhausted: bool,
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
            rounds: Rounds::new(),
            stated: Vec::new(),
            occurs: Vec::new(),
            heap: ActivityHeap::new(),
            choices: Vec::new(),
            choice_of: Vec::new(),
            choice_of_ladder: Vec::new(),
            choice_of_clause: Vec::new(),
            choices_of: vec![Vec::new(); flat.points as usize],
            popped: Vec::new(),
            rungs: RungChoice::Open,
            saved: Vec::new(),
            saved_at: Vec::new(),
            edge_of: Vec::new(),
            both_ways: Vec::new(),
            kept: LEARNT,
            switches: Vec::new(),
            switch_of: Vec::new(),
            base: 0,
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
        let switches: HashSet<u32> = flat.switches.iter().map(|(_, s)| s.variable()).collect();
        for variable in flat.points..flat.variables {
            if switches.contains(&variable) {
                solver.add_switch();
            } else {
                solver.add_proposition();
            }
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

    pub(super) fn next_choice(&self) -> u32 {
        u32::try_from(self.choices.len()).unwrap_or(NONE)
    }

    fn add_variable(&mut self) {
        self.clauses.add_variable();
        self.guarded.extend([Vec::new(), Vec::new()]);
        self.occurs.push(Vec::new());
        self.choice_of.push(NONE);
        self.switch_of.push(NONE);
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

    /// Adds a variable of the values 0 and 1 that is assumed and never decided.
    fn add_switch(&mut self) {
        let variable = u32::try_from(self.occurs.len()).unwrap_or(NONE);
        self.trail.add(0, 1);
        self.add_variable();
        self.switch_of[variable as usize] = u32::try_from(self.switches.len()).unwrap_or(NONE);
        self.switches.push(Lit::holds(variable));
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
                self.clauses.add(literals);
            }
        }
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
        self.steps + self.network.steps
    }

    /// The number of the switch that a literal switches on, if it is one.
    pub(super) fn switch(&self, literal: Lit) -> Option<u32> {
        let number = self.switch_of[literal.variable() as usize];
        (self.switches.get(number as usize) == Some(&literal)).then_some(number)
    }

    /// Searches for a solution in which the assumptions hold, with at most so many steps.
    ///
    /// Switches among the assumptions are all on at the first level; of the others each has a level.
    pub(super) fn solve(&mut self, assumptions: &[Lit], budget: u64) -> Outcome {
        self.reset();
        self.limit = self.effort().saturating_add(budget);
        let (on, assumed): (Vec<Lit>, Vec<Lit>) = assumptions
            .iter()
            .partition(|&&literal| self.switch(literal).is_some());
        self.base = u32::from(!self.switches.is_empty());
        let (mut conflicts, mut restarts) = (0, 1);
        let mut limit = RESTART;
        loop {
            if self.inconsistent {
                return Outcome::None(Vec::new());
            }
            if let Err(conflict) = self.propagate() {
                conflicts += 1;
                if let Some(core) = self.learn(conflict) {
                    self.reset();
                    return Outcome::None(core);
                }
                continue;
            }
            if self.exhausted || self.effort() > self.limit {
                self.reset();
                return Outcome::GivenUp;
            }
            if self.trail.level() == 0 {
                self.trail.settle();
            }
            if self.trail.level() < self.base {
                if let Err(core) = self.switch_on(&on) {
                    self.reset();
                    return Outcome::None(core);
                }
                continue;
            }
            if conflicts >= limit {
                restarts += 1;
                limit = conflicts + RESTART * luby(restarts);
                if self.clauses.learnt() > self.kept {
                    self.kept += self.kept / 10;
                    self.cancel(0);
                    self.clauses.reduce(&self.trail);
                } else {
                    let assumed = u32::try_from(assumed.len()).unwrap_or(NONE);
                    self.cancel(self.base.saturating_add(assumed));
                }
                continue;
            }
            let next = match assumed.get((self.trail.level() - self.base) as usize) {
                Some(&assumption) if self.trail.is_false(assumption) => {
                    let mut core = self.responsible(vec![assumption.negated()], None);
                    core.push(assumption);
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
            self.open_level();
            if !self.trail.is_true(next) {
                self.trail.push(next, Reason::Decision);
            }
        }
    }

    fn open_level(&mut self) {
        self.trail.open_level();
        self.network.open_level();
    }

    /// Switches statements on.
    ///
    /// # Errors
    ///
    /// Switches that cannot all be on.
    fn switch_on(&mut self, switches: &[Lit]) -> Result<(), Vec<Lit>> {
        self.open_level();
        let mut on = Switches::default();
        for &switch in switches {
            if self.trail.is_false(switch) {
                return Err(vec![switch]);
            }
            if !self.trail.is_true(switch) {
                self.trail.push(switch, Reason::Decision);
            }
            on.insert(self.switch_of[switch.variable() as usize]);
        }
        self.clauses
            .switch_on(&mut self.trail, &on)
            .map_err(|clause| {
                let failing = self.clauses.literals(clause).iter();
                let failing = failing.map(|literal| literal.negated()).collect();
                self.responsible(failing, Some(clause))
            })
    }

    /// Says what solutions have to decide from now on; nothing may be decided.
    pub(super) fn choose_rungs(&mut self, rungs: RungChoice) {
        debug_assert_eq!(self.trail.level(), 0, "nothing is decided");
        self.rungs = rungs;
        if rungs == RungChoice::Made {
            // Open ladders were passed over for good where nothing was decided before.
            for &choice in &self.choice_of_ladder {
                self.heap.insert(choice);
            }
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

    /// The greatest difference `to − from` in the solution at hand, its choices kept, among which
    /// are rungs.
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
    /// point. Ladders hold at the earliest instants, so where there are any, only points without
    /// an earliest instant are put elsewhere: all constraints that lead to those come from others
    /// of the kind.
    pub(super) fn schedule(&self) -> Vec<Value> {
        let earliest = |point| -self.trail.upper(down(point));
        let points = 0..self.points;
        let room = points.clone().map(|point| {
            let limit = if self.ladders.is_empty() || is_far(-earliest(point)) {
                self.trail.upper(up(point))
            } else {
                earliest(point)
            };
            limit - self.network.scheduled(point)
        });
        let first_rungs = self.ladders.iter().flat_map(|ladder| {
            let first = ladder.reach(&self.trail).first;
            let terms = ladder.ladder.terms.iter();
            terms.filter_map(move |term| upper(term, &first?))
        });
        let first_rungs =
            first_rungs.map(|limit| limit.value - self.network.scheduled(limit.variable()));
        let shift = room.chain(first_rungs).min().unwrap_or(0);
        points
            .map(|point| {
                let shifted = self.network.scheduled(point) + shift;
                if is_far(-earliest(point)) {
                    shifted
                } else {
                    earliest(point).max(shifted)
                }
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
        } else if self.choice_of[variable as usize] != NONE {
            self.heap.bump(self.choice_of[variable as usize]);
        }
    }
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
