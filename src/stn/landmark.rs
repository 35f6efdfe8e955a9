//! Landmark schedules, which refute that one point bounds another.
//!
//! Every schedule `σ` of a part satisfies `σ(y) − σ(x) ≤ distance(x, y)`. So a search for a path
//! from `x` to `y` of at most `w` can stop at `x` where some schedule has `σ(y) − σ(x) > w`. A few
//! schedules from depth-first orders leave little to search, as GRAIL's labels do for
//! reachability (Yıldırım, Chaoji & Zaki 2010). These schedules need not respect the origin:
//! the searches that they prune skip it.

use rayon::prelude::*;

use super::bfct::Bfct;
use super::graph::{Graph, NONE};
use super::length::Length;
use super::network::Part;
use super::solution::{PartSolution, Tree};

/// Depth-first orders that schedules are made from, two of each.
const ORDERS: u64 = 4;
/// The same for parts of more than a million points, to save memory.
const ORDERS_OF_GIANTS: u64 = 2;
const GIANT: usize = 1 << 20;

/// Schedules of one part and the tours of its bounds.
#[derive(Debug)]
pub(crate) struct Landmarks {
    count: usize,
    /// The instants of a node in all schedules stand side by side.
    instants: Vec<Length>,
    pub(crate) latest: Tour,
    pub(crate) earliest: Tour,
}

/// The first and last step of each node in a walk around a tree: whose ancestor is whose.
#[derive(Debug)]
pub(crate) struct Tour {
    enter: Vec<u32>,
    leave: Vec<u32>,
}

impl Landmarks {
    pub(crate) fn new(part: &Part, solution: &PartSolution) -> Self {
        let orders = if part.points.len() > GIANT {
            ORDERS_OF_GIANTS
        } else {
            ORDERS
        };
        let scale = scale(&part.forward);
        let mut schedules: Vec<Vec<Length>> = (0..orders)
            .into_par_iter()
            .flat_map_iter(|order| {
                let mut seeds: Vec<Length> = postorder(&part.forward, order)
                    .into_iter()
                    .map(|number| Length::of_ticks(i128::from(number) * scale))
                    .collect();
                seeds[0] = Length::UNREACHED;
                let late = relaxed(&part.reverse, seeds.clone());
                [relaxed(&part.forward, seeds), negated(late)]
            })
            .collect();
        let dated = [
            (&part.forward, &solution.latest),
            (&part.reverse, &solution.earliest),
        ];
        for (index, (graph, tree)) in dated.into_iter().enumerate() {
            let mut seeds = tree.length.clone();
            seeds[0] = Length::UNREACHED;
            if seeds.iter().any(|seed| seed.is_reached()) {
                let instants = completed(graph, relaxed(graph, seeds), &solution.potential, index);
                schedules.push(instants);
            }
        }
        let count = schedules.len();
        let mut instants = Vec::with_capacity(part.points.len() * count);
        for node in 0..part.points.len() {
            instants.extend(schedules.iter().map(|schedule| schedule[node]));
        }
        Self {
            count,
            instants,
            latest: Tour::new(&solution.latest),
            earliest: Tour::new(&solution.earliest),
        }
    }

    /// Whether some schedule shows that `distance(from, to)` exceeds `limit`. Neither may be the
    /// origin.
    pub(crate) fn exceeds(&self, from: u32, to: u32, limit: Length) -> bool {
        self.is_beyond(from, self.row(to), limit)
    }

    /// Whether some schedule has the node by more than `limit` before its entry in `floor`.
    pub(crate) fn is_beyond(&self, node: u32, floor: &[Length], limit: Length) -> bool {
        self.row(node)
            .iter()
            .zip(floor)
            .any(|(&from, &to)| to - from > limit)
    }

    /// The least instant of some nodes in each schedule.
    pub(crate) fn floor(&self, nodes: &[u32]) -> Vec<Length> {
        let mut floor = vec![Length::UNREACHED; self.count];
        for &node in nodes {
            for (floor, &instant) in floor.iter_mut().zip(self.row(node)) {
                *floor = instant.min(*floor);
            }
        }
        floor
    }

    fn row(&self, node: u32) -> &[Length] {
        let start = node as usize * self.count;
        &self.instants[start..start + self.count]
    }
}

/// The mean size of the weights between points, at least one tick.
pub(crate) fn scale(graph: &Graph) -> i128 {
    let (mut sum, mut count) = (0_i128, 1_i128);
    for node in 1..graph.nodes() {
        let Ok(node) = u32::try_from(node) else {
            break;
        };
        for edge in graph.edges(node) {
            if edge.end() != 0 {
                sum += edge.length().ticks().abs();
                count += 1;
            }
        }
    }
    (sum / count).max(1)
}

/// The schedule just below some seeds: origin left out, its entry zero.
fn relaxed(graph: &Graph, seeds: Vec<Length>) -> Vec<Length> {
    let mut run = Bfct::new(graph, seeds).barring(0);
    let cycle = run.run();
    debug_assert!(cycle.is_none(), "the part was found to be consistent");
    let mut instants = run.finish().lengths;
    instants[0] = Length::ZERO;
    instants
}

fn negated(mut instants: Vec<Length>) -> Vec<Length> {
    for instant in &mut instants {
        *instant = -*instant;
    }
    instants
}

/// Gives instants to the nodes that no bound reaches: a feasible pattern, moved so far away that
/// it satisfies the arcs to nodes that one does.
fn completed(
    graph: &Graph,
    mut instants: Vec<Length>,
    potential: &[Length],
    reversed: usize,
) -> Vec<Length> {
    let pattern = |node: usize| {
        if reversed == 0 {
            potential[node]
        } else {
            -potential[node]
        }
    };
    let mut shift = Length::ZERO;
    for (node, number) in (1..instants.len()).zip(1_u32..) {
        if instants[node].is_reached() {
            continue;
        }
        for edge in graph.edges(number) {
            let end = instants[edge.end() as usize];
            if edge.end() != 0 && end.is_reached() {
                shift = shift.max(end - edge.length() - pattern(node));
            }
        }
    }
    for (node, instant) in instants.iter_mut().enumerate() {
        if !instant.is_reached() {
            *instant = pattern(node) + shift;
        }
    }
    if reversed == 0 {
        instants
    } else {
        negated(instants)
    }
}

/// Numbers of the nodes in which they are finished by a depth-first search along arcs that say
/// "no later". The search begins and branches differently for each `order`.
pub(crate) fn postorder(graph: &Graph, order: u64) -> Vec<u32> {
    let nodes = u32::try_from(graph.nodes()).unwrap_or(NONE);
    let mut numbers = vec![NONE; nodes as usize];
    let mut entered = vec![false; nodes as usize];
    let mut next = 0;
    let mut stack: Vec<(u32, u32)> = Vec::new();
    for turn in 1..nodes {
        let root = match order % 3 {
            0 => turn,
            1 => nodes - turn,
            _ => 1 + scattered(turn - 1, nodes - 1),
        };
        if std::mem::replace(&mut entered[root as usize], true) {
            continue;
        }
        stack.push((root, 0));
        while let Some((node, turn)) = stack.pop() {
            let range = graph.range(node);
            let degree = range.end - range.start;
            if turn == degree {
                numbers[node as usize] = next;
                next += 1;
                continue;
            }
            stack.push((node, turn + 1));
            let offset = match order % 4 {
                0 => turn,
                1 => degree - 1 - turn,
                _ => (turn + mixed(node, order)) % degree,
            };
            let edge = graph.edge(range.start + offset);
            let head = edge.end();
            if head != 0
                && edge.length() <= Length::ZERO
                && !std::mem::replace(&mut entered[head as usize], true)
            {
                stack.push((head, 0));
            }
        }
    }
    numbers[0] = 0;
    numbers
}

/// A permutation of `0..size` that jumps about: multiplication by a prime that does not divide
/// `size`, else the reverse.
fn scattered(turn: u32, size: u32) -> u32 {
    const PRIME: u64 = 2_654_435_761;
    if PRIME.is_multiple_of(u64::from(size.max(1))) || u64::from(size) > PRIME {
        return size - 1 - turn;
    }
    u32::try_from(u64::from(turn) * PRIME % u64::from(size)).unwrap_or(0)
}

/// A fixed number below 2¹⁶ that looks random.
pub(crate) fn mixed(node: u32, order: u64) -> u32 {
    let mut z = u64::from(node).wrapping_add(order.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from(z >> 48).unwrap_or(0)
}

impl Tour {
    fn new(tree: &Tree) -> Self {
        let nodes = tree.parent.len();
        let mut first_child = vec![NONE; nodes];
        let mut next_sibling = vec![NONE; nodes];
        for (node, &parent) in (0_u32..).zip(&tree.parent) {
            if parent != NONE {
                next_sibling[node as usize] = first_child[parent as usize];
                first_child[parent as usize] = node;
            }
        }
        let (mut enter, mut leave) = (vec![0; nodes], vec![0; nodes]);
        let mut clock = 0;
        let mut stack = Vec::new();
        for (root, &parent) in (0_u32..).zip(&tree.parent) {
            if parent != NONE {
                continue;
            }
            enter[root as usize] = clock;
            clock += 1;
            stack.push(root);
            while let Some(&node) = stack.last() {
                let child = first_child[node as usize];
                if child == NONE {
                    leave[node as usize] = clock;
                    stack.pop();
                    continue;
                }
                first_child[node as usize] = next_sibling[child as usize];
                enter[child as usize] = clock;
                clock += 1;
                stack.push(child);
            }
        }
        Self { enter, leave }
    }

    /// Whether `node` is `top` or below it.
    pub(crate) fn is_below(&self, node: u32, top: u32) -> bool {
        let at = self.enter[node as usize];
        (self.enter[top as usize]..self.leave[top as usize]).contains(&at)
    }
}
