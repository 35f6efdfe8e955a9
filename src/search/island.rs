//! Points that depend on one another, and what holds of them in every solution.

use super::flat::{Edge, Flat};
use super::horizon::Horizon;
use super::solver::{Outcome, RungChoice, Solver};
use super::value::{Direction, Lit, TICK, Value, down, is_far, loosened, ticks_above, up};

/// How many solutions in a row improve a bound before the room that is left is halved.
const PATIENCE: u32 = 2;
/// How many schedules are kept to refute orders with.
const SCHEDULES: usize = 6;

/// A solver of some points, and what its solutions have shown.
#[derive(Debug)]
pub(super) struct Island {
    solver: Solver,
    points: u32,
    horizon: Horizon,
    /// By direction the greatest value that some solution takes; only once there is a solution.
    reached: Vec<Value>,
    /// Instants of all points in some solutions.
    schedules: Vec<Vec<Value>>,
    pub(super) consistent: Option<bool>,
    /// Whether the bounds of all points are those of all solutions.
    pub(super) exact: bool,
    /// Steps that are left.
    pub(super) budget: u64,
}

/// A constraint between two points of an island that is only tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) weight: Value,
}

impl Island {
    pub(super) fn new(
        flat: &Flat,
        schedule: Vec<Value>,
        bounds: &[(Value, Value)],
        horizon: Horizon,
        budget: u64,
    ) -> Self {
        let solver = Solver::new(flat, schedule, bounds);
        Self {
            points: flat.points,
            horizon,
            reached: vec![Value::MIN; 2 * flat.points as usize],
            schedules: Vec::new(),
            consistent: solver.inconsistent.then_some(false),
            exact: false,
            budget,
            solver,
        }
    }

    /// The bounds of a point that hold in every solution: of it, and of its opposite.
    pub(super) fn bounds(&self, point: u32) -> (Value, Value) {
        let upper = |direction| loosened(self.bound(direction));
        (upper(up(point)), upper(down(point)))
    }

    /// Whether a bound of all solutions is one that some solution reaches.
    pub(super) fn is_reached(&self, direction: Direction) -> bool {
        let reached = self.reached[direction as usize];
        let (bound, reached) = (self.bound(direction), self.horizon.seen(direction, reached));
        (is_far(bound) && is_far(reached)) || loosened(bound) == loosened(reached)
    }

    /// The bound of a direction in every solution.
    fn bound(&self, direction: Direction) -> Value {
        let bound = self.solver.trail.upper(direction);
        self.horizon.seen(direction, bound)
    }

    /// The instants of all points in some solutions.
    pub(super) fn schedules(&self) -> &[Vec<Value>] {
        &self.schedules
    }

    fn solve(&mut self, assumptions: &[Lit], share: u64) -> Outcome {
        let before = self.solver.effort();
        let outcome = self.solver.solve(assumptions, share.min(self.budget));
        let used = self.solver.effort() - before;
        self.budget = self.budget.saturating_sub(used);
        if outcome == Outcome::Solution {
            self.absorb();
        }
        outcome
    }

    /// Looks for any solution.
    pub(super) fn settle(&mut self) {
        if self.consistent.is_none() {
            match self.solve(&[], self.budget) {
                Outcome::Solution => self.consistent = Some(true),
                Outcome::None(_) => self.consistent = Some(false),
                Outcome::GivenUp => {}
            }
            self.solver.reset();
        }
    }

    /// Takes note of what the solution at hand reaches.
    fn absorb(&mut self) {
        for point in 0..self.points {
            for direction in [up(point), down(point)] {
                let reached = self.solver.trail.upper(direction);
                let known = &mut self.reached[direction as usize];
                *known = (*known).max(reached);
            }
        }
        if self.schedules.len() < SCHEDULES {
            self.schedules.push(self.solver.schedule());
        }
    }

    /// Finds the bounds of all points over all solutions.
    pub(super) fn find_bounds(&mut self) {
        self.settle();
        if self.exact || self.consistent != Some(true) {
            return;
        }
        self.exact =
            (0..2 * self.points).fold(true, |exact, direction| exact & self.find_bound(direction));
    }

    /// Finds one bound; `false` where the search for it was given up.
    pub(super) fn find_bound(&mut self, direction: Direction) -> bool {
        let mut tries = 0;
        while !self.is_reached(direction) {
            let bound = self.bound(direction);
            let reached = self.reached[direction as usize];
            let beyond = self.horizon.beyond(direction).filter(|_| is_far(bound));
            let target = beyond.unwrap_or_else(|| target(reached, bound, tries));
            tries += 1;
            let beyond = Lit {
                direction: direction ^ 1,
                value: -target,
            };
            let outcome = self.solve(&[beyond], self.share());
            self.solver.reset();
            match outcome {
                Outcome::Solution => {}
                Outcome::None(_) => {
                    // It holds in no solution, so the opposite holds for good.
                    self.solver.fact(beyond.negated());
                    self.solver.settle();
                }
                Outcome::GivenUp => return false,
            }
        }
        true
    }

    /// Of the budget what one question may use, so that a hard one leaves something for others.
    fn share(&self) -> u64 {
        (self.budget / 8).max(20_000)
    }

    /// Whether some solution has all these constraints; `None` where the search was given up.
    pub(super) fn allows(&mut self, trials: &[Trial], bounds: &[Lit]) -> Option<bool> {
        self.settle();
        if self.consistent == Some(false) {
            return Some(false);
        }
        let outcome = self.tried(trials, bounds, |_| ());
        match outcome {
            Outcome::Solution => Some(true),
            Outcome::None(_) => Some(false),
            Outcome::GivenUp => None,
        }
    }

    /// Searches under constraints that are only tried; `with_solution` sees the solver with one.
    fn tried(
        &mut self,
        trials: &[Trial],
        bounds: &[Lit],
        with_solution: impl FnOnce(&mut Solver),
    ) -> Outcome {
        self.solver.reset();
        let first = self.solver.network.len();
        let guard = self.solver.add_proposition();
        for trial in trials {
            self.solver.add_edge(Edge {
                from: trial.from,
                to: trial.to,
                weight: trial.weight,
                guard: Some(guard),
            });
        }
        let mut assumptions = bounds.to_vec();
        assumptions.push(guard);
        let outcome = self.solve(&assumptions, self.share());
        if outcome == Outcome::Solution {
            with_solution(&mut self.solver);
        }
        self.solver.withdraw(guard, first);
        outcome
    }

    /// The greatest difference `to − from` over all solutions, and whether it is exact; else it is
    /// an upper bound. `outer` is one that is known.
    pub(super) fn greatest(&mut self, from: u32, to: u32, outer: Value) -> (Value, bool) {
        self.settle();
        self.solver.reset();
        self.solver.choose_rungs(RungChoice::Made);
        let found = self.search_greatest(from, to, outer);
        self.solver.choose_rungs(RungChoice::Open);
        found
    }

    fn search_greatest(&mut self, from: u32, to: u32, outer: Value) -> (Value, bool) {
        let mut outer = self.horizon.seen_apart(outer);
        let mut reached: Option<Value> = None;
        let mut tries = 0;
        loop {
            let seen = reached.map(|reached| self.horizon.seen_apart(reached));
            if let Some(reached) = seen
                && (loosened(reached) == loosened(outer) || is_far(reached))
            {
                return (loosened(reached), true);
            }
            let beyond = self.horizon.beyond_apart().filter(|_| is_far(outer));
            let target =
                reached.map(|reached| beyond.unwrap_or_else(|| target(reached, outer, tries)));
            tries += 1;
            let trials: Vec<Trial> = target
                .map(|target| Trial {
                    from: to,
                    to: from,
                    weight: -target,
                })
                .into_iter()
                .collect();
            let mut found = None;
            let outcome = self.tried(&trials, &[], |solver| {
                found = Some(solver.greatest_difference(from, to));
            });
            match (outcome, target) {
                (Outcome::Solution, _) => reached = reached.max(found),
                (Outcome::None(_), Some(target)) => outer = target - 1,
                (Outcome::None(_), None) | (Outcome::GivenUp, _) => return (outer, false),
            }
        }
    }
}

/// What to ask for next: a bit more than was reached or, where that goes on, half of the room, and
/// twice as much more each time where the room has no end.
fn target(reached: Value, bound: Value, tries: u32) -> Value {
    let open = reached.rem_euclid(TICK) != 0;
    let more = if open {
        ticks_above(reached) * TICK
    } else {
        reached + 1
    };
    if tries <= PATIENCE || tries.is_multiple_of(2) {
        return more;
    }
    if is_far(bound) {
        return more + (TICK << tries.min(80));
    }
    let middle = (ticks_above(reached) + ticks_above(bound)).div_euclid(2) * TICK;
    if middle > more && middle <= bound {
        middle
    } else {
        more
    }
}
