//! Points that hang together, and what follows of them at once.

use std::collections::HashMap;
use std::sync::Mutex;

use super::flat::{Flat, Flattener, Mode};
use super::horizon::Horizon;
use super::island::Island;
use super::possibilities::Charted;
use super::problem::Disjunction;
use super::sets::Sets;
use super::solver::Solver;
use super::split::{Part, split};
use super::value::{FAR, TICK, Value, distance, down, loosened, ticks_above, up};
use crate::stn::{DifferenceConstraint, Solution, Stn, Tag, TimePoint, Weight};

/// Points that are tied to each other by constraints or disjunctions, some of the latter.
pub(super) struct Group {
    pub(super) points: Vec<TimePoint>,
    pub(super) constraints: Vec<DifferenceConstraint>,
    /// By their numbers.
    pub(super) disjunctions: Vec<usize>,
}

/// What follows at once in a group.
pub(super) struct Worked {
    pub(super) settled: Vec<DifferenceConstraint>,
    pub(super) islands: Vec<Charted>,
}

pub(super) fn point_count(stn: &Stn) -> u32 {
    u32::try_from(stn.point_count()).unwrap_or(u32::MAX)
}

/// The points that are tied to each other, and the first point of each disjunction, if it has one.
pub(super) fn tied<'d>(
    points: u32,
    constraints: &[DifferenceConstraint],
    disjunctions: impl IntoIterator<Item = &'d Disjunction>,
) -> (Sets, Vec<Option<TimePoint>>) {
    let mut sets = Sets::new(points);
    for constraint in constraints {
        sets.join_points(constraint.from, constraint.to);
    }
    let disjunctions = disjunctions.into_iter().map(|disjunction| {
        let points = disjunction.points();
        sets.join_all(&points);
        points.first().copied()
    });
    let first_points = disjunctions.collect();
    (sets, first_points)
}

/// The groups that have disjunctions.
pub(super) fn groups(stn: &Stn, disjunctions: &[Disjunction]) -> Vec<Group> {
    if disjunctions.is_empty() {
        return Vec::new();
    }
    let active = stn.active();
    let (mut sets, first_points) = tied(point_count(stn), &active, disjunctions);
    let mut number: HashMap<u32, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (index, first) in first_points.into_iter().enumerate() {
        let group = first.map_or(0, |point| sets.find(point.index()));
        let at = *number.entry(group).or_insert_with(|| {
            groups.push(Group {
                points: Vec::new(),
                constraints: Vec::new(),
                disjunctions: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].disjunctions.push(index);
    }
    for point in 1..point_count(stn) {
        if let Some(&at) = number.get(&sets.find(point)) {
            groups[at].points.push(TimePoint::new(point));
        }
    }
    for constraint in active {
        let point = constraint.from.max(constraint.to);
        if let Some(&at) = number.get(&sets.find(point.index())) {
            groups[at].constraints.push(constraint);
        }
    }
    groups
}

impl Group {
    /// What follows at once, and the islands that are left; `None` where that is a contradiction.
    pub(super) fn work_out(
        &self,
        base: &Solution,
        disjunctions: &[Disjunction],
        horizon: Horizon,
    ) -> Option<Worked> {
        let numbers: HashMap<TimePoint, u32> = self.points.iter().copied().zip(0..).collect();
        let number = |point: TimePoint| numbers.get(&point).copied().unwrap_or(0);
        let count = u32::try_from(self.points.len()).ok()?;
        let mut flattener = Flattener::new(count, Mode::InForce, &number);
        // Bounds of single points are taken from the solution, where all have been drawn.
        for constraint in &self.constraints {
            if constraint.from != TimePoint::ORIGIN && constraint.to != TimePoint::ORIGIN {
                flattener.constraint(constraint);
            }
        }
        let known = flattener.edge_count();
        for &disjunction in &self.disjunctions {
            flattener.disjunction(&disjunctions[disjunction]);
        }
        let flat = flattener.finish();
        let schedule = self
            .points
            .iter()
            .map(|&point| base.scheduled(point))
            .collect();
        let bounds: Vec<(Value, Value)> = self
            .points
            .iter()
            .map(|&point| base.units(point, FAR))
            .collect();
        let solver = Solver::new(&flat, schedule, &bounds);
        if solver.inconsistent {
            return None;
        }
        Some(Worked {
            settled: self.settled(&flat, known, &solver, horizon),
            islands: split(&flat, &solver)
                .into_iter()
                .map(|part| self.island(part, &solver, horizon))
                .collect(),
        })
    }

    /// What holds for good: bounds, and constraints of disjunctions whose guards hold; those before
    /// number `known` are in the network already.
    fn settled(
        &self,
        flat: &Flat,
        known: usize,
        solver: &Solver,
        horizon: Horizon,
    ) -> Vec<DifferenceConstraint> {
        let mut settled = Vec::new();
        for (&point, number) in self.points.iter().zip(0..) {
            let upper = |direction| horizon.seen(direction, solver.trail.upper(direction));
            settled.extend(bounding(point, (upper(up(number)), upper(down(number)))));
        }
        for edge in &flat.edges[known..] {
            if edge.guard.is_none_or(|guard| solver.trail.is_true(guard))
                && let Some(weight) = weight(edge.weight)
            {
                settled.push(DifferenceConstraint::new(
                    self.points[edge.from as usize],
                    self.points[edge.to as usize],
                    weight,
                    Tag::NONE,
                ));
            }
        }
        settled
    }

    fn island(&self, part: Part, solver: &Solver, horizon: Horizon) -> Charted {
        let bounds: Vec<(Value, Value)> = part
            .points
            .iter()
            .map(|&point| {
                (
                    solver.trail.upper(up(point)),
                    solver.trail.upper(down(point)),
                )
            })
            .collect();
        let schedule = part
            .points
            .iter()
            .map(|&point| solver.network.scheduled(point))
            .collect();
        Charted {
            points: part
                .points
                .iter()
                .map(|&point| self.points[point as usize])
                .collect(),
            island: Mutex::new(Island::new(&part.flat, schedule, &bounds, horizon, 0)),
            flat: part.flat,
        }
    }
}

/// The bounds of a point and of its opposite as constraints.
pub(super) fn bounding(point: TimePoint, bounds: (Value, Value)) -> Vec<DifferenceConstraint> {
    let upper = weight(bounds.0).map(|w| DifferenceConstraint::latest(point, w, Tag::NONE));
    let lower = weight(bounds.1);
    let lower = lower.map(|w| DifferenceConstraint::new(point, TimePoint::ORIGIN, w, Tag::NONE));
    upper.into_iter().chain(lower).collect()
}

/// A bound as a weight; `None` where there is none, or it cannot be counted.
fn weight(bound: Value) -> Option<Weight> {
    distance(bound)?;
    let strict = loosened(bound) != ticks_above(bound) * TICK;
    Some(Weight {
        ticks: i64::try_from(ticks_above(bound)).ok()?,
        strict,
    })
}
