//! What holds over all solutions of a disjunctive problem.
//!
//! A bound over all solutions is a hull: each solution shows that it is at least so wide, each
//! failed search that it is at most so wide, until both agree.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use rayon::prelude::*;

use super::flat::Flat;
use super::groups::{Worked, bounding, groups, point_count};
use super::horizon::Horizon;
use super::island::{Island, Trial};
use super::joint::Joint;
use super::problem::{Conjunction, Disjunction};
use super::value::{Lit, down, earliest, latest, of_weight, up};
use crate::stn::{Bound, DifferenceConstraint, Distance, NegativeCycle, Solution, Stn, TimePoint};

/// Everything that a network and disjunctions leave possible.
///
/// Points whose disjunctions are settled by what follows at once stay in a plain network; the others
/// form islands that are searched one by one, in parallel. All that is told to be so in every
/// solution is proven; whether it is as tight as can be is told beside it.
#[derive(Debug)]
pub struct Possibilities {
    /// What is settled: the network and all bounds that hold in every solution.
    settled: Solution,
    pub(super) horizon: Horizon,
    islands: Vec<Charted>,
    /// The island of each point, and its number there.
    home: HashMap<TimePoint, (usize, u32)>,
    /// A point of each group that contradicts itself at once.
    contradictory: Vec<TimePoint>,
    consistent: Option<bool>,
    /// The network of all bounds, unless these contradict each other; and whether they are exact.
    tightened: OnceLock<(Option<Solution>, bool)>,
}

/// One island, with what it was made of.
#[derive(Debug)]
pub(super) struct Charted {
    pub(super) points: Vec<TimePoint>,
    pub(super) flat: Flat,
    pub(super) island: Mutex<Island>,
}

/// How much of a question about all solutions was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounded<T> {
    /// The answer, or one that is as wide at least.
    pub value: T,
    /// Whether it is as tight as can be.
    pub exact: bool,
}

impl Possibilities {
    /// What the network and the disjunctions leave possible, found in at most about `effort` steps
    /// for consistency and as many again for all that is asked later.
    ///
    /// # Errors
    ///
    /// The network contradicts itself, whatever is chosen.
    pub fn new(
        stn: &Stn,
        disjunctions: &[Disjunction],
        effort: u64,
    ) -> Result<Self, NegativeCycle> {
        let base = stn.solve()?;
        let groups = groups(stn, disjunctions);
        let horizon = Horizon::of(disjunctions);
        let worked: Vec<Option<Worked>> = groups
            .par_iter()
            .map(|group| group.work_out(&base, disjunctions, horizon))
            .collect();
        let contradictory: Vec<TimePoint> = groups
            .iter()
            .zip(&worked)
            .filter(|(_, worked)| worked.is_none())
            .map(|(group, _)| group.points.first().copied().unwrap_or(TimePoint::ORIGIN))
            .collect();
        let worked: Vec<Worked> = worked.into_iter().flatten().collect();
        let settled = if worked.is_empty() {
            base
        } else {
            let mut constraints = stn.active();
            constraints.extend(worked.iter().flat_map(|worked| &worked.settled).copied());
            Stn::new(point_count(stn), constraints).solve()?
        };
        let mut islands: Vec<Charted> = worked
            .into_iter()
            .flat_map(|worked| worked.islands)
            .collect();
        islands.sort_by_key(|island| island.points.first().copied());
        let mut home = HashMap::new();
        for (number, island) in islands.iter().enumerate() {
            for (point, local) in island.points.iter().zip(0..) {
                home.insert(*point, (number, local));
            }
        }
        let mut found = Self {
            settled,
            horizon,
            islands,
            home,
            contradictory,
            consistent: None,
            tightened: OnceLock::new(),
        };
        found.settle(effort);
        Ok(found)
    }

    /// Looks for a solution on each island: with an equal share of the effort first, then with an
    /// equal share of what the others left.
    fn settle(&mut self, effort: u64) {
        let count = self.islands.len().max(1) as u64;
        for island in &mut self.islands {
            owned(&mut island.island).budget = effort / count;
        }
        self.settle_islands();
        let open: Vec<usize> = (0..self.islands.len())
            .filter(|&number| owned(&mut self.islands[number].island).consistent.is_none())
            .collect();
        let used_up: u64 = effort / count * open.len() as u64;
        let left: u64 = self
            .islands
            .iter_mut()
            .map(|island| owned(&mut island.island).budget)
            .sum::<u64>()
            .min(effort - used_up.min(effort));
        if !open.is_empty() {
            let share = left / open.len() as u64;
            for number in open {
                owned(&mut self.islands[number].island).budget = share;
            }
            self.settle_islands();
        }
        let verdicts = self
            .islands
            .iter_mut()
            .map(|i| owned(&mut i.island).consistent);
        let verdicts: Vec<Option<bool>> = verdicts.collect();
        let at_once = !self.contradictory.is_empty();
        self.consistent = if at_once || verdicts.contains(&Some(false)) {
            Some(false)
        } else if verdicts.contains(&None) {
            None
        } else {
            Some(true)
        };
        for island in &mut self.islands {
            let island = owned(&mut island.island);
            // What could not be decided with all of it is not worth as much again.
            island.budget = if island.consistent.is_some() {
                effort / count
            } else {
                0
            };
        }
    }

    fn settle_islands(&mut self) {
        self.islands
            .par_iter_mut()
            .for_each(|island| owned(&mut island.island).settle());
    }

    /// Whether there is a solution; `None` where the search was given up.
    #[must_use]
    pub const fn consistent(&self) -> Option<bool> {
        self.consistent
    }

    /// For each place where no solution is left some point there; the origin where a disjunction
    /// of no point is to blame.
    #[must_use]
    pub fn contradictory(&self) -> Vec<TimePoint> {
        let without = |island: &&Charted| lock(&island.island).consistent == Some(false);
        let islands = self.islands.iter().filter(without);
        let mut points = self.contradictory.clone();
        points.extend(islands.filter_map(|island| island.points.first()));
        points
    }

    /// The network of what is settled. What it implies holds in every solution; for points that
    /// [depend on no choice](Self::is_plain) it is all that does.
    #[must_use]
    pub const fn settled(&self) -> &Solution {
        &self.settled
    }

    /// Whether nothing that is left to choose bears on a point.
    #[must_use]
    pub fn is_plain(&self, point: TimePoint) -> bool {
        !self.home.contains_key(&point)
    }

    /// Whether nothing at all is left to choose.
    #[must_use]
    pub fn is_all_plain(&self) -> bool {
        self.home.is_empty()
    }

    /// The island of a point: points of different islands are independent but for their bounds.
    #[must_use]
    pub fn island(&self, point: TimePoint) -> Option<usize> {
        self.home.get(&point).map(|&(island, _)| island)
    }

    /// Finds the bounds of all points, in parallel.
    pub fn find_all_bounds(&self) {
        self.islands
            .par_iter()
            .for_each(|island| lock(&island.island).find_bounds());
    }

    /// The infimum of the instants that a point takes in any solution; `None` if it is unbounded.
    #[must_use]
    pub fn earliest(&self, point: TimePoint) -> Bounded<Option<Bound>> {
        match self.home.get(&point) {
            None => Bounded {
                value: self.settled.earliest(point),
                exact: true,
            },
            Some(&(island, local)) => {
                let mut island = lock(&self.islands[island].island);
                island.find_bounds();
                Bounded {
                    value: earliest(island.bounds(local).1),
                    exact: island.is_reached(down(local)),
                }
            }
        }
    }

    /// The supremum of the instants that a point takes in any solution; `None` if it is unbounded.
    #[must_use]
    pub fn latest(&self, point: TimePoint) -> Bounded<Option<Bound>> {
        match self.home.get(&point) {
            None => Bounded {
                value: self.settled.latest(point),
                exact: true,
            },
            Some(&(island, local)) => {
                let mut island = lock(&self.islands[island].island);
                island.find_bounds();
                Bounded {
                    value: latest(island.bounds(local).0),
                    exact: island.is_reached(up(local)),
                }
            }
        }
    }

    /// How many points a question about these has to look at: all of their islands.
    #[must_use]
    pub fn entangled(&self, points: &[TimePoint]) -> usize {
        let mut islands: Vec<usize> = points.iter().filter_map(|&p| self.island(p)).collect();
        islands.sort_unstable();
        islands.dedup();
        islands
            .into_iter()
            .map(|island| self.charted(island).points.len())
            .sum()
    }

    /// A solver of these points and all that depends on them.
    #[must_use]
    pub fn joint(&self, points: &[TimePoint]) -> Joint {
        self.joint_with(points, &Conjunction::default())
    }

    /// The same under one more condition.
    #[must_use]
    pub fn joint_with(&self, points: &[TimePoint], condition: &Conjunction) -> Joint {
        Joint::new(self, points, condition)
    }

    /// Whether some solution meets a condition; `None` where the search was given up.
    #[must_use]
    pub fn allows(&self, condition: &Conjunction) -> Option<bool> {
        self.joint_with(&condition.points(), condition).consistent()
    }

    pub(super) fn all_charted(&self) -> &[Charted] {
        &self.islands
    }

    /// Whether `first` may be later than `second` in some solution, both points of one island;
    /// `None` where the search was given up.
    #[must_use]
    pub fn may_be_later(&self, first: TimePoint, second: TimePoint) -> Option<bool> {
        let (&(island, first), &(other, second)) =
            (self.home.get(&first)?, self.home.get(&second)?);
        if island != other {
            return None;
        }
        let trial = Trial {
            from: first,
            to: second,
            weight: -1,
        };
        lock(&self.islands[island].island).allows(&[trial], &[])
    }

    /// The network of what is settled, tightened by the bounds of all points over all solutions;
    /// and whether those are exact.
    ///
    /// Bounds that hold in every solution contradict each other where there is no solution, which
    /// may come out after the search for one was given up. This is what is settled then.
    #[must_use]
    pub fn tightened(&self) -> Bounded<&Solution> {
        let (tightened, exact) = self.tightened.get_or_init(|| {
            self.find_all_bounds();
            let mut constraints = self.settled.stn().active();
            let mut exact = true;
            for charted in &self.islands {
                let island = lock(&charted.island);
                exact &= island.exact;
                for (&point, local) in charted.points.iter().zip(0..) {
                    constraints.extend(bounding(point, island.bounds(local)));
                }
            }
            let solved = Stn::new(point_count(self.settled.stn()), constraints).solve();
            (solved.ok(), exact)
        });
        Bounded {
            value: tightened.as_ref().unwrap_or(&self.settled),
            exact: *exact && tightened.is_some(),
        }
    }

    pub(super) fn charted(&self, number: usize) -> &Charted {
        &self.islands[number]
    }

    /// The difference of two points over all solutions, as far as bounds alone tell: `to − from`.
    #[must_use]
    pub fn outer_difference(&self, from: TimePoint, to: TimePoint) -> Option<Distance> {
        let by_bounds = match (self.latest(to).value, self.earliest(from).value) {
            (Some(latest), Some(earliest)) => Some(Distance::new(
                latest.ticks - earliest.ticks,
                latest.open || earliest.open,
            )),
            _ => None,
        };
        let by_path = self.settled.minimal_network(&[from, to]).distance(0, 1);
        match (by_bounds, by_path) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }
}

/// What some of an island's points may be to each other.
pub(super) fn lock(island: &Mutex<Island>) -> std::sync::MutexGuard<'_, Island> {
    island
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn owned(island: &mut Mutex<Island>) -> &mut Island {
    island
        .get_mut()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A bound as a literal of a variable.
pub(super) fn literal(constraint: &DifferenceConstraint, number: u32) -> Option<Lit> {
    let weight = of_weight(constraint.weight);
    if constraint.from == TimePoint::ORIGIN {
        Some(Lit::at_most(number, weight))
    } else if constraint.to == TimePoint::ORIGIN {
        Some(Lit::at_least(number, -weight))
    } else {
        None
    }
}
