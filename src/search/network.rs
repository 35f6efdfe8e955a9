//! Constraints between points, some of them in force, and a schedule that satisfies those.
//!
//! When a constraint comes into force, the schedule is mended by a Dijkstra search over reduced costs
//! (Cotton & Maler 2006); where that comes back to where it began, there is a negative cycle. Bounds
//! are kept elsewhere, so the origin is not part of this network. A schedule for more constraints
//! is one for fewer, so nothing of it has to be taken back.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::flat::Edge;
use super::value::{Direction, Lit, Value, down, up};

/// A constraint as seen from one end: the bound of `from` limits the bound of `to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) to: Direction,
    pub(super) weight: Value,
    pub(super) edge: u32,
}

#[derive(Debug, Default)]
pub(super) struct Network {
    edges: Vec<Edge>,
    in_force: Vec<bool>,
    /// Arcs by direction.
    arcs: Vec<Vec<Arc>>,
    schedule: Vec<Value>,
    /// Edges in force that can be taken back, and how many there were when each level began.
    entered: Vec<u32>,
    levels: Vec<usize>,
    search: Mending,
    pub(super) steps: u64,
}

/// The search that mends the schedule.
#[derive(Debug, Default)]
struct Mending {
    heap: BinaryHeap<Reverse<(Value, u32)>>,
    /// By how much each point has to move, or what it moved to.
    change: Vec<Value>,
    via: Vec<u32>,
    done: Vec<bool>,
    touched: Vec<u32>,
}

impl Network {
    /// A network of points that stand as a schedule says.
    pub(super) fn new(schedule: Vec<Value>) -> Self {
        let points = schedule.len();
        Self {
            arcs: vec![Vec::new(); 2 * points],
            search: Mending {
                change: vec![0; points],
                via: vec![0; points],
                done: vec![false; points],
                ..Mending::default()
            },
            schedule,
            ..Self::default()
        }
    }

    pub(super) fn edge(&self, edge: u32) -> &Edge {
        &self.edges[edge as usize]
    }

    pub(super) fn is_in_force(&self, edge: u32) -> bool {
        self.in_force[edge as usize]
    }

    pub(super) fn arcs(&self, direction: Direction) -> &[Arc] {
        self.arcs.get(direction as usize).map_or(&[], Vec::as_slice)
    }

    /// Where the schedule puts a point.
    pub(super) fn scheduled(&self, point: u32) -> Value {
        self.schedule[point as usize]
    }

    /// Whether the schedule satisfies a constraint.
    pub(super) fn is_satisfied(&self, edge: u32) -> bool {
        let Edge {
            from, to, weight, ..
        } = *self.edge(edge);
        self.schedule[to as usize] - self.schedule[from as usize] <= weight
    }

    /// Adds a constraint that is not in force yet.
    pub(super) fn add(&mut self, edge: Edge) -> u32 {
        let number = u32::try_from(self.edges.len()).unwrap_or(u32::MAX);
        for (from, to) in [
            (up(edge.from), up(edge.to)),
            (down(edge.to), down(edge.from)),
        ] {
            self.arcs[from as usize].push(Arc {
                to,
                weight: edge.weight,
                edge: number,
            });
        }
        self.edges.push(edge);
        self.in_force.push(false);
        number
    }

    /// Removes the constraints from a number on, none of which may be in force.
    pub(super) fn truncate(&mut self, count: usize) {
        for edge in self.edges.drain(count..).rev() {
            self.arcs[up(edge.from) as usize].pop();
            self.arcs[down(edge.to) as usize].pop();
        }
        self.in_force.truncate(count);
    }

    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }

    pub(super) fn open_level(&mut self) {
        self.levels.push(self.entered.len());
    }

    pub(super) fn cancel(&mut self, level: u32) {
        let level = level as usize;
        if level >= self.levels.len() {
            return;
        }
        for edge in self.entered.drain(self.levels[level]..) {
            self.in_force[edge as usize] = false;
        }
        self.levels.truncate(level);
    }

    /// Puts a constraint into force.
    ///
    /// # Errors
    ///
    /// The edges of a negative cycle.
    pub(super) fn enter(&mut self, edge: u32) -> Result<(), Vec<u32>> {
        if self.in_force[edge as usize] {
            return Ok(());
        }
        if !self.is_satisfied(edge) {
            self.mend(edge)?;
        }
        self.in_force[edge as usize] = true;
        if !self.levels.is_empty() {
            self.entered.push(edge);
        }
        Ok(())
    }

    fn mend(&mut self, edge: u32) -> Result<(), Vec<u32>> {
        let Edge {
            from: source,
            to: target,
            weight,
            ..
        } = *self.edge(edge);
        let search = &mut self.search;
        let lack = self.schedule[source as usize] + weight - self.schedule[target as usize];
        search.reach(target, lack, edge);
        let mut cycle = None;
        while let Some(Reverse((lack, point))) = search.heap.pop() {
            if search.done[point as usize] || lack > search.change[point as usize] {
                continue;
            }
            self.steps += 1;
            if point == source {
                cycle = Some(search.cycle(&self.edges, source, target));
                break;
            }
            search.done[point as usize] = true;
            let moved = self.schedule[point as usize] + lack;
            search.change[point as usize] = moved;
            for arc in &self.arcs[up(point) as usize] {
                self.steps += 1;
                let next = arc.to / 2;
                if !self.in_force[arc.edge as usize] || search.done[next as usize] {
                    continue;
                }
                let lack = moved + arc.weight - self.schedule[next as usize];
                if lack < search.change[next as usize] {
                    search.reach(next, lack, arc.edge);
                }
            }
        }
        for point in search.touched.drain(..) {
            let point = point as usize;
            if search.done[point] && cycle.is_none() {
                self.schedule[point] = search.change[point];
            }
            search.done[point] = false;
            search.change[point] = 0;
        }
        search.heap.clear();
        cycle.map_or(Ok(()), Err)
    }
}

impl Mending {
    fn reach(&mut self, point: u32, lack: Value, via: u32) {
        if self.change[point as usize] == 0 {
            self.touched.push(point);
        }
        self.change[point as usize] = lack;
        self.via[point as usize] = via;
        self.heap.push(Reverse((lack, point)));
    }

    fn cycle(&self, edges: &[Edge], source: u32, target: u32) -> Vec<u32> {
        let mut cycle = Vec::new();
        let mut at = source;
        loop {
            let edge = self.via[at as usize];
            cycle.push(edge);
            if at == target {
                return cycle;
            }
            at = edges[edge as usize].from;
        }
    }
}

impl Network {
    /// The greatest difference `to − from` that the constraints in force leave; `None` where they
    /// do not bound it.
    pub(super) fn distance(&mut self, from: u32, to: u32) -> Option<Value> {
        let mut reached: std::collections::HashMap<u32, Value> = std::collections::HashMap::new();
        let mut heap = BinaryHeap::from([Reverse((0, from))]);
        reached.insert(from, 0);
        while let Some(Reverse((reduced, point))) = heap.pop() {
            self.steps += 1;
            if point == to {
                let shift = self.schedule[to as usize] - self.schedule[from as usize];
                return Some(reduced + shift);
            }
            if reached.get(&point).is_some_and(|&known| known < reduced) {
                continue;
            }
            for arc in &self.arcs[up(point) as usize] {
                self.steps += 1;
                if !self.in_force[arc.edge as usize] {
                    continue;
                }
                let next = arc.to / 2;
                let slack =
                    self.schedule[point as usize] + arc.weight - self.schedule[next as usize];
                let longer = reduced + slack;
                if reached.get(&next).is_none_or(|&known| longer < known) {
                    reached.insert(next, longer);
                    heap.push(Reverse((longer, next)));
                }
            }
        }
        None
    }
}

/// The guards of edges: why they are in force.
pub(super) fn guards<'n>(network: &'n Network, edges: &'n [u32]) -> impl Iterator<Item = Lit> + 'n {
    edges.iter().filter_map(|&edge| network.edge(edge).guard)
}
