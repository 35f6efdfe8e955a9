//! Distances between points: shortest paths by Dijkstra's method on reduced costs.
//!
//! Every part has a schedule, under which no reduced cost is negative (Johnson 1977). The origin
//! is skipped, for half of all points are its neighbours: paths through it are known from the
//! bounds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{Graph, NONE};
use super::length::{Distance, Length};
use super::solution::Solution;
use super::{ConstraintId, TimePoint, Weight};

/// Arrays for one search, valid where the stamp is that of the round.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    round: u32,
    stamp: Vec<u32>,
    cost: Vec<Length>,
    parent: Vec<u32>,
    via: Vec<u32>,
    pub(crate) heap: BinaryHeap<Reverse<(Length, u32)>>,
    pub(crate) stack: Vec<u32>,
    /// Times that a node was reached, in all rounds.
    pub(crate) steps: u64,
}

/// All distances between a few points: the tightest constraints that follow between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinimalNetwork {
    points: Vec<TimePoint>,
    distances: Vec<Option<Distance>>,
}

impl MinimalNetwork {
    /// The points, in the order in which they were asked for.
    #[must_use]
    pub fn points(&self) -> &[TimePoint] {
        &self.points
    }

    /// The least upper bound of (point `to`) − (point `from`), by their places in
    /// [`points`](Self::points); `None` where unbounded or where there is no such place.
    #[must_use]
    pub fn distance(&self, from: usize, to: usize) -> Option<Distance> {
        if from >= self.points.len() || to >= self.points.len() {
            return None;
        }
        self.distances[from * self.points.len() + to]
    }

    /// Whether constraints between these points, given as `(from, to, weight)` by their places,
    /// can hold as well, all at once.
    ///
    /// Exact: an assignment of the points that keeps their distances extends to the whole network
    /// (Dechter, Meiri & Pearl 1991). A constraint that names no place is taken to hold.
    #[must_use]
    pub fn allows(&self, constraints: &[(usize, usize, Weight)]) -> bool {
        let count = self.points.len();
        let mut distances = self.distances.clone();
        let mut tighten = |at: usize, other: Distance| {
            distances[at] = Some(distances[at].map_or(other, |known| known.min(other)));
        };
        for &(from, to, weight) in constraints {
            if from < count && to < count {
                tighten(from * count + to, Distance::from(weight));
            }
        }
        for through in 0..count {
            for from in 0..count {
                for to in 0..count {
                    let first = distances[from * count + through];
                    let second = distances[through * count + to];
                    if let (Some(first), Some(second)) = (first, second) {
                        let at = from * count + to;
                        let both = first.plus(second);
                        distances[at] = Some(distances[at].map_or(both, |known| known.min(both)));
                    }
                }
            }
        }
        (0..count).all(|point| {
            distances[point * count + point].is_none_or(|around| around >= Distance::ZERO)
        })
    }
}

impl Solution {
    /// The least upper bound of `b − a`, `None` if it is unbounded.
    ///
    /// The greatest lower bound is `distance(b, a)` with the sign changed.
    #[must_use]
    pub fn distance(&self, a: TimePoint, b: TimePoint) -> Option<Distance> {
        self.with_workspace(|workspace| self.shortest(a, b, workspace).0)
            .distance()
    }

    /// Why `b − a` is bounded as [`distance`](Self::distance) says: a chain of constraints from
    /// `a` to `b` whose weights sum up to it; `None` if it is unbounded.
    #[must_use]
    pub fn path(&self, a: TimePoint, b: TimePoint) -> Option<Vec<ConstraintId>> {
        self.with_workspace(|workspace| {
            let (length, direct) = self.shortest(a, b, workspace);
            if !length.is_reached() {
                return None;
            }
            if direct {
                let (part, node) = self.stn().locate(b)?;
                return Some(workspace.path(&self.part(part).0.forward, node));
            }
            let mut path = self.path_to_earliest(a);
            path.extend(self.path_to_latest(b));
            Some(path)
        })
    }

    /// [`distance(a, x)`](Self::distance) for every point `x`, by index.
    #[must_use]
    pub fn distances_from(&self, a: TimePoint) -> Vec<Option<Distance>> {
        let lead = self.length_to_origin(a);
        self.distances_along(
            a,
            |x| lead.through(self.length_from_origin(x)),
            Direction::Forward,
        )
    }

    /// [`distance(x, a)`](Self::distance) for every point `x`, by index.
    #[must_use]
    pub fn distances_to(&self, a: TimePoint) -> Vec<Option<Distance>> {
        let tail = self.length_from_origin(a);
        self.distances_along(
            a,
            |x| self.length_to_origin(x).through(tail),
            Direction::Reverse,
        )
    }

    /// All distances between the given points.
    #[must_use]
    pub fn minimal_network(&self, points: &[TimePoint]) -> MinimalNetwork {
        let mut distances = Vec::with_capacity(points.len() * points.len());
        for &from in points {
            for &to in points {
                distances.push(self.distance(from, to));
            }
        }
        MinimalNetwork {
            points: points.to_vec(),
            distances,
        }
    }

    /// The length of a shortest path, and whether the workspace holds it (else it goes through
    /// the origin).
    fn shortest(&self, a: TimePoint, b: TimePoint, workspace: &mut Workspace) -> (Length, bool) {
        let (Some((part, from)), Some((other, to))) = (self.stn().locate(a), self.stn().locate(b))
        else {
            return (Length::UNREACHED, false);
        };
        if a == b {
            workspace.begin(self.part(part).0.points.len());
            return (Length::ZERO, true);
        }
        let around = self.length_to_origin(a).through(self.length_from_origin(b));
        if part != other || from == 0 || to == 0 {
            return (around, false);
        }
        let (graph, potential) = (&self.part(part).0.forward, &self.part(part).1.potential);
        let shift = potential[to as usize] - potential[from as usize];
        let limit = if around.is_reached() {
            around - shift
        } else {
            Length::UNREACHED
        };
        workspace.search(graph, potential, Direction::Forward, from, |node, cost| {
            node == to || cost >= limit
        });
        match workspace.cost(to) {
            Some(cost) if cost < limit => (cost + shift, true),
            _ => (around, false),
        }
    }

    fn distances_along(
        &self,
        a: TimePoint,
        around: impl Fn(TimePoint) -> Length,
        direction: Direction,
    ) -> Vec<Option<Distance>> {
        let count = self.stn().point_count();
        let mut lengths: Vec<Length> = (0_u32..)
            .take(count)
            .map(|point| around(TimePoint::new(point)))
            .collect();
        if let Some((part, from)) = self.stn().locate(a).filter(|&(_, node)| node != 0) {
            let (part, solution) = self.part(part);
            let potential = &solution.potential;
            let graph = match direction {
                Direction::Forward => &part.forward,
                Direction::Reverse => &part.reverse,
            };
            self.with_workspace(|workspace| {
                workspace.search(graph, potential, direction, from, |_, _| false);
                for (node, point) in (0_u32..).zip(&part.points) {
                    let Some(cost) = workspace.cost(node) else {
                        continue;
                    };
                    let shift = potential[node as usize] - potential[from as usize];
                    let length = match direction {
                        Direction::Forward => cost + shift,
                        Direction::Reverse => cost - shift,
                    };
                    let known = &mut lengths[point.at()];
                    *known = length.min(*known);
                }
            });
        }
        if let Some(own) = lengths.get_mut(a.at()) {
            *own = Length::ZERO;
        }
        lengths.into_iter().map(Length::distance).collect()
    }

    pub(crate) fn with_workspace<T>(&self, work: impl FnOnce(&mut Workspace) -> T) -> T {
        let pool = || {
            self.workspaces
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        };
        let mut workspace = pool().pop().unwrap_or_default();
        let answer = work(&mut workspace);
        pool().push(workspace);
        answer
    }
}

/// Along the arcs, or against them on the reversed graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Reverse,
}

impl Workspace {
    pub(crate) fn begin(&mut self, nodes: usize) {
        if self.stamp.len() < nodes {
            self.stamp.resize(nodes, 0);
            self.cost.resize(nodes, Length::ZERO);
            self.parent.resize(nodes, NONE);
            self.via.resize(nodes, NONE);
        }
        self.heap.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.stamp.fill(0);
            self.round = 1;
        }
    }

    /// The reduced cost at which a node was reached in this round.
    pub(crate) fn cost(&self, node: u32) -> Option<Length> {
        (self.stamp[node as usize] == self.round).then(|| self.cost[node as usize])
    }

    /// Settles nodes by rising reduced cost, until `done` says so of a settled node.
    fn search(
        &mut self,
        graph: &Graph,
        potential: &[Length],
        direction: Direction,
        from: u32,
        done: impl Fn(u32, Length) -> bool,
    ) {
        self.begin(graph.nodes());
        self.reach(from, Length::ZERO, NONE, NONE);
        while let Some(Reverse((cost, node))) = self.heap.pop() {
            if cost > self.cost[node as usize] {
                continue;
            }
            if done(node, cost) {
                return;
            }
            for position in graph.range(node) {
                let arc = graph.edge(position);
                let head = arc.end();
                if head == 0 {
                    continue;
                }
                let shift = potential[node as usize] - potential[head as usize];
                let reduced = match direction {
                    Direction::Forward => arc.length() + shift,
                    Direction::Reverse => arc.length() - shift,
                };
                let next = cost + reduced;
                if self.cost(head).is_none_or(|known| next < known) {
                    self.reach(head, next, node, position);
                }
            }
        }
    }

    /// Begins a search from a node that is ordered by [`settle`](Self::settle).
    pub(crate) fn depart(&mut self, nodes: usize, from: u32) {
        self.begin(nodes);
        self.visit(from, Length::ZERO);
        self.heap.push(Reverse((Length::ZERO, from)));
    }

    /// The nearest node that is not settled yet, by reduced cost, with its cost.
    pub(crate) fn settle(&mut self, from: u32, potential: &[Length]) -> Option<(u32, Length)> {
        while let Some(Reverse((key, node))) = self.heap.pop() {
            if let Some(cost) = self.cost(node)
                && key <= cost + (potential[from as usize] - potential[node as usize])
            {
                return Some((node, cost));
            }
        }
        None
    }

    /// Notes that a node is reached at some cost, and puts it in line to be settled.
    pub(crate) fn line_up(&mut self, node: u32, cost: Length, from: u32, potential: &[Length]) {
        self.visit(node, cost);
        let key = cost + (potential[from as usize] - potential[node as usize]);
        self.heap.push(Reverse((key, node)));
    }

    /// Notes that a node is reached at some cost.
    pub(crate) fn visit(&mut self, node: u32, cost: Length) {
        self.stamp[node as usize] = self.round;
        self.cost[node as usize] = cost;
        self.steps += 1;
    }

    fn reach(&mut self, node: u32, cost: Length, parent: u32, via: u32) {
        let at = node as usize;
        self.visit(node, cost);
        self.parent[at] = parent;
        self.via[at] = via;
        self.heap.push(Reverse((cost, node)));
    }

    fn path(&self, graph: &Graph, to: u32) -> Vec<ConstraintId> {
        let mut path = Vec::new();
        let mut at = to as usize;
        while self.stamp[at] == self.round && self.via[at] != NONE {
            path.push(ConstraintId::new(graph.edge(self.via[at]).constraint));
            at = self.parent[at] as usize;
        }
        path.reverse();
        path
    }
}
