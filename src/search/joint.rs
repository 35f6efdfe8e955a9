//! Questions about a few points, which may belong to several islands or to none.

use std::collections::HashMap;

use super::flat::{Edge, Flat, FlatLadder, Flattener, Mode};
use super::island::{Island, Trial};
use super::possibilities::{Bounded, Possibilities, literal, lock};
use super::problem::{Conjunction, Term};
use super::value::{FAR, Lit, Value, distance, down, earliest, latest, of_weight, up};
use crate::stn::{Bound, DifferenceConstraint, Distance, TimePoint};

/// A solver of a few points together with all that depends on them.
///
/// ```
/// use annals::search::{Conjunction, Disjunction, Possibilities};
/// use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint, Weight};
///
/// // The second point is two or five ticks after the first.
/// let (first, second) = (TimePoint::new(1), TimePoint::new(2));
/// let after = |ticks| Conjunction {
///     constraints: vec![
///         DifferenceConstraint::new(first, second, Weight::at_most(ticks), Tag::new(0)),
///         DifferenceConstraint::new(second, first, Weight::at_most(-ticks), Tag::new(0)),
///     ],
///     disjunctions: Vec::new(),
/// };
/// let choices = [Disjunction::AnyOf { tag: Tag::new(0), alternatives: vec![after(2), after(5)] }];
/// let all = Possibilities::new(&Stn::new(3, Vec::new()), &choices, 100_000).unwrap();
///
/// let mut both = all.joint(&[first, second]);
/// let greatest = both.greatest(first, second, None);
/// assert_eq!(greatest.value.unwrap().ticks(), 5);
/// assert!(greatest.exact);
/// // Not four: that is in the hole between.
/// assert_eq!(both.allows(&after(4).constraints), Some(false));
/// ```
#[derive(Debug)]
pub struct Joint {
    island: Island,
    number: HashMap<TimePoint, u32>,
}

impl Joint {
    pub(super) fn new(
        whole: &Possibilities,
        points: &[TimePoint],
        condition: &Conjunction,
    ) -> Self {
        let mut asked = points.to_vec();
        asked.extend(condition.points());
        asked.retain(|&point| point != TimePoint::ORIGIN);
        asked.sort_unstable();
        asked.dedup();
        let mut made = Made::default();
        let mut islands: Vec<usize> = asked
            .iter()
            .filter_map(|&point| whole.island(point))
            .collect();
        islands.sort_unstable();
        islands.dedup();
        let plain: Vec<TimePoint> = asked
            .into_iter()
            .filter(|&point| whole.is_plain(point))
            .collect();
        let mut points = plain.clone();
        for &island in &islands {
            points.extend(&whole.charted(island).points);
        }
        made.number = points.iter().copied().zip(0..).collect();
        made.points = points;
        let count = u32::try_from(made.points.len()).unwrap_or(u32::MAX);
        let number = |point: TimePoint| made.number.get(&point).copied().unwrap_or(0);
        let mut flattener = Flattener::new(count, Mode::InForce, &number);
        flattener.conjunction(condition, None);
        made.flat = flattener.finish();
        made.add_plain(whole, &plain);
        let mut budget = 0;
        for island in islands {
            budget = made.add_island(whole, island).max(budget);
        }
        made.solver(whole, budget.max(PLAIN_BUDGET))
    }

    /// The same, that gives up after so many steps if not before.
    #[must_use]
    pub fn within(mut self, steps: u64) -> Self {
        self.island.budget = self.island.budget.min(steps);
        self
    }

    /// How many steps are left before a search is given up.
    #[must_use]
    pub const fn steps_left(&self) -> u64 {
        self.island.budget
    }

    /// Whether there is a solution; `None` where the search was given up.
    #[must_use]
    pub fn consistent(mut self) -> Option<bool> {
        self.island.settle();
        self.island.consistent
    }

    /// Whether some solution has all these constraints; `None` where the search was given up.
    pub fn allows(&mut self, constraints: &[DifferenceConstraint]) -> Option<bool> {
        let mut trials = Vec::new();
        let mut bounds = Vec::new();
        for constraint in constraints {
            let (from, to) = (self.at(constraint.from), self.at(constraint.to));
            match (from, to) {
                (Some(from), Some(to)) if from != to => trials.push(Trial {
                    from,
                    to,
                    weight: of_weight(constraint.weight),
                }),
                (Some(point), None) | (None, Some(point)) => {
                    bounds.extend(literal(constraint, point));
                }
                _ if of_weight(constraint.weight) < 0 => return Some(false),
                _ => {}
            }
        }
        self.island.allows(&trials, &bounds)
    }

    /// The infimum of the instants that a point takes in any solution; `None` if it is unbounded.
    pub fn earliest(&mut self, point: TimePoint) -> Bounded<Option<Bound>> {
        self.bound(point, |island, number| {
            let exact = island.find_bound(down(number));
            (earliest(island.bounds(number).1), exact)
        })
    }

    /// The supremum of the instants that a point takes in any solution; `None` if it is unbounded.
    pub fn latest(&mut self, point: TimePoint) -> Bounded<Option<Bound>> {
        self.bound(point, |island, number| {
            let exact = island.find_bound(up(number));
            (latest(island.bounds(number).0), exact)
        })
    }

    fn bound(
        &mut self,
        point: TimePoint,
        find: impl FnOnce(&mut Island, u32) -> (Option<Bound>, bool),
    ) -> Bounded<Option<Bound>> {
        self.island.settle();
        let found = match self.at(point) {
            Some(number) if self.island.consistent == Some(true) => find(&mut self.island, number),
            _ => (None, false),
        };
        Bounded {
            value: found.0,
            exact: found.1,
        }
    }

    /// The least upper bound of `to − from` over all solutions, `None` where there is none.
    /// `outer` is an upper bound that is known.
    pub fn greatest(
        &mut self,
        from: TimePoint,
        to: TimePoint,
        outer: Option<Distance>,
    ) -> Bounded<Option<Distance>> {
        let known = outer.map_or(FAR, |outer| {
            outer.ticks() * super::value::TICK - Value::from(outer.is_strict())
        });
        match (self.at(from), self.at(to)) {
            (Some(from), Some(to)) if from != to => {
                let (value, exact) = self.island.greatest(from, to, known);
                Bounded {
                    value: distance(value),
                    exact,
                }
            }
            _ => Bounded {
                value: outer,
                exact: from == to,
            },
        }
    }

    fn at(&self, point: TimePoint) -> Option<u32> {
        self.number.get(&point).copied()
    }
}

/// Steps for points of no island, between which there is little to search.
const PLAIN_BUDGET: u64 = 1_000_000;

/// A joint problem while it is made.
#[derive(Default)]
struct Made {
    flat: Flat,
    /// The points by number.
    points: Vec<TimePoint>,
    number: HashMap<TimePoint, u32>,
    bounds: HashMap<u32, (Value, Value)>,
}

impl Made {
    /// Points of no island: their bounds and their differences say all.
    fn add_plain(&mut self, whole: &Possibilities, plain: &[TimePoint]) {
        let network = whole.settled().minimal_network(plain);
        for (from, &one) in plain.iter().enumerate() {
            let number = self.number[&one];
            self.bounds.insert(number, whole.settled().units(one, FAR));
            for (to, other) in plain.iter().enumerate() {
                if from == to {
                    continue;
                }
                if let Some(distance) = network.distance(from, to) {
                    self.flat.edges.push(Edge {
                        from: number,
                        to: self.number[other],
                        weight: distance.ticks() * super::value::TICK
                            - Value::from(distance.is_strict()),
                        guard: None,
                    });
                }
            }
        }
    }

    /// Everything of an island; its budget.
    fn add_island(&mut self, whole: &Possibilities, number: usize) -> u64 {
        let charted = whole.charted(number);
        let island = lock(&charted.island);
        let own = &charted.flat;
        let shift = self.flat.variables - own.points;
        let renamed = |variable: u32| {
            if variable < own.points {
                self.number[&charted.points[variable as usize]]
            } else {
                variable + shift
            }
        };
        let literal = |literal: Lit| Lit {
            direction: 2 * renamed(literal.variable()) + literal.direction % 2,
            ..literal
        };
        let edges: Vec<Edge> = own
            .edges
            .iter()
            .map(|edge| Edge {
                from: renamed(edge.from),
                to: renamed(edge.to),
                weight: edge.weight,
                guard: edge.guard.map(literal),
            })
            .collect();
        let clauses: Vec<Vec<Lit>> = own
            .clauses
            .iter()
            .map(|clause| clause.iter().copied().map(literal).collect())
            .collect();
        let ladders: Vec<FlatLadder> = own
            .ladders
            .iter()
            .map(|ladder| FlatLadder {
                terms: ladder
                    .terms
                    .iter()
                    .map(|term| Term {
                        point: TimePoint::new(renamed(term.point.index())),
                        ..*term
                    })
                    .collect(),
                guard: ladder.guard.map(literal),
                rungs: std::sync::Arc::clone(&ladder.rungs),
            })
            .collect();
        for point in 0..own.points {
            self.bounds.insert(renamed(point), island.bounds(point));
        }
        self.flat.edges.extend(edges);
        self.flat.clauses.extend(clauses);
        self.flat.ladders.extend(ladders);
        self.flat.variables += own.variables - own.points;
        island.budget
    }

    /// The solver of all that was added.
    fn solver(self, whole: &Possibilities, budget: u64) -> Joint {
        let bounds: Vec<(Value, Value)> = (0..self.flat.points)
            .map(|point| self.bounds.get(&point).copied().unwrap_or((FAR, FAR)))
            .collect();
        let scheduled = |point: &TimePoint| whole.settled().scheduled(*point);
        let schedule = self.points.iter().map(scheduled).collect();
        Joint {
            island: Island::new(&self.flat, schedule, &bounds, whole.horizon, budget),
            number: self.number,
        }
    }
}
