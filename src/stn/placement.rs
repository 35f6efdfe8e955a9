//! A linear extension of the necessary order of points, and schedules that contradict orders.
//!
//! Under any schedule, points that are bound to each other at a fixed difference are the strongly
//! connected components of the arcs that the schedule leaves no slack. So one schedule, and the
//! topological order of these components where it has ties, order all points as they
//! necessarily stand.

use rayon::prelude::*;

use super::bfct::Bfct;
use super::graph::{Graph, NONE};
use super::landmark::{mixed, postorder, scale};
use super::length::Length;
use super::network::Part;
use super::solution::{PartSolution, Solution};
use super::{Implication, TimePoint, Weight};

/// Seeds that witness schedules are made from, two of each.
const SEEDS: u64 = 4;

/// Where a point stands in a linear extension: what necessarily stands before has a lower place,
/// and what is necessarily equal has the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    instant: Length,
    /// −1, 0, 1: the tie is before, with, or after the origin's own component.
    side: i8,
    part: u32,
    component: u32,
}

/// What the order of a list of points starts from, all by index into the list.
#[derive(Debug)]
pub(crate) struct Placements {
    pub(crate) places: Vec<Place>,
    /// Points of different islands are tied through the origin alone.
    pub(crate) islands: Vec<u32>,
    /// Schedules: the instants of all points in each.
    pub(crate) schedules: Vec<Vec<Length>>,
    /// Upper bounds.
    pub(crate) latest: Vec<Length>,
    /// Lower bounds with the sign changed.
    pub(crate) earliest: Vec<Length>,
}

struct PartPlacement {
    components: Vec<u32>,
    islands: Vec<u32>,
    schedules: Vec<Vec<Length>>,
}

impl Solution {
    /// Places for some points of this network; those that it does not have count as the origin.
    pub(crate) fn placements(&self, points: &[TimePoint]) -> Placements {
        self.prepare_landmarks(points.iter().copied());
        let located: Vec<(u32, u32)> = points
            .iter()
            .map(|&point| self.stn().locate(point).unwrap_or((0, 0)))
            .collect();
        let mut wanted = vec![false; self.stn().parts().len()];
        for &(part, _) in &located {
            wanted[part as usize] = true;
        }
        let parts: Vec<Option<PartPlacement>> = (0_u32..)
            .zip(wanted)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(part, wanted)| {
                let (part, solution) = self.part(part);
                wanted.then(|| PartPlacement::new(part, solution))
            })
            .collect();
        let mut first_island = vec![0_u32; parts.len() + 1];
        for (index, part) in parts.iter().enumerate() {
            let islands = part.as_ref().and_then(|part| part.islands.iter().max());
            first_island[index + 1] = first_island[index] + islands.map_or(0, |last| last + 1);
        }
        let mut placements = Placements {
            places: Vec::with_capacity(points.len()),
            islands: Vec::with_capacity(points.len()),
            schedules: vec![
                Vec::with_capacity(points.len());
                2 * usize::try_from(SEEDS).unwrap_or(0)
            ],
            latest: Vec::with_capacity(points.len()),
            earliest: Vec::with_capacity(points.len()),
        };
        for &(part, node) in &located {
            let Some(placed) = &parts[part as usize] else {
                continue;
            };
            let at = node as usize;
            let (_, solution) = self.part(part);
            let instant = solution.potential[at] - solution.potential[0];
            placements.places.push(placed.place(part, at, instant));
            placements
                .islands
                .push(first_island[part as usize] + placed.islands[at]);
            for (all, own) in placements.schedules.iter_mut().zip(&placed.schedules) {
                all.push(own[at]);
            }
            placements.latest.push(solution.latest.length[at]);
            placements.earliest.push(solution.earliest.length[at]);
        }
        placements
    }

    /// Whether `a ≤ b` in every schedule. Fast where landmarks have been
    /// [prepared](Solution::prepare_landmarks).
    pub(crate) fn is_upto(&self, a: TimePoint, b: TimePoint) -> bool {
        let question = Implication {
            from: b,
            to: a,
            weight: Weight::at_most(0),
            without: &[],
        };
        self.with_workspace(|workspace| self.is_implied(&question, workspace))
    }
}

impl PartPlacement {
    fn new(part: &Part, solution: &PartSolution) -> Self {
        Self {
            components: rigid_components(&part.forward, &solution.potential),
            islands: islands(part),
            schedules: witnesses(part, solution),
        }
    }

    fn place(&self, part: u32, node: usize, instant: Length) -> Place {
        let side = match self.components[node].cmp(&self.components[0]) {
            std::cmp::Ordering::Less => -1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 1,
        };
        // What is fixed to the origin is fixed to all that is, in whatever part.
        let (part, component) = if side == 0 {
            (0, 0)
        } else {
            (part, self.components[node])
        };
        Place {
            instant,
            side,
            part,
            component,
        }
    }
}

/// Strongly connected components of the arcs without slack, numbered so that arcs lead from
/// higher to lower numbers (Tarjan 1972).
fn rigid_components(graph: &Graph, potential: &[Length]) -> Vec<u32> {
    let nodes = u32::try_from(graph.nodes()).unwrap_or(NONE);
    let mut index = vec![NONE; nodes as usize];
    let mut low = vec![NONE; nodes as usize];
    let mut component = vec![NONE; nodes as usize];
    let (mut clock, mut components) = (0, 0);
    let mut open = Vec::new();
    let mut stack: Vec<(u32, u32)> = Vec::new();
    for root in 0..nodes {
        if index[root as usize] != NONE {
            continue;
        }
        stack.push((root, graph.range(root).start));
        while let Some((node, position)) = stack.pop() {
            let at = node as usize;
            if index[at] == NONE {
                index[at] = clock;
                low[at] = clock;
                clock += 1;
                open.push(node);
            }
            if position < graph.range(node).end {
                stack.push((node, position + 1));
                let edge = graph.edge(position);
                let head = edge.end() as usize;
                if potential[at] + edge.length() != potential[head] {
                    continue;
                }
                if index[head] == NONE {
                    stack.push((edge.end(), graph.range(edge.end()).start));
                } else if component[head] == NONE {
                    low[at] = low[at].min(index[head]);
                }
                continue;
            }
            if low[at] == index[at] {
                while let Some(member) = open.pop() {
                    component[member as usize] = components;
                    if member == node {
                        break;
                    }
                }
                components += 1;
            }
            if let Some(&(parent, _)) = stack.last() {
                let parent = parent as usize;
                low[parent] = low[parent].min(low[at]);
            }
        }
    }
    component
}

/// The connected components without the origin, which counts as the first.
fn islands(part: &Part) -> Vec<u32> {
    let nodes = u32::try_from(part.points.len()).unwrap_or(NONE);
    let mut island = vec![NONE; nodes as usize];
    island[0] = 0;
    let mut next = 1;
    let mut stack = Vec::new();
    for root in 1..nodes {
        if island[root as usize] != NONE {
            continue;
        }
        island[root as usize] = next;
        stack.push(root);
        while let Some(node) = stack.pop() {
            for edge in part
                .forward
                .edges(node)
                .iter()
                .chain(part.reverse.edges(node))
            {
                let seen = &mut island[edge.end() as usize];
                if *seen == NONE {
                    *seen = next;
                    stack.push(edge.end());
                }
            }
        }
        next += 1;
    }
    island
}

/// Schedules that differ much, relative to the origin.
fn witnesses(part: &Part, solution: &PartSolution) -> Vec<Vec<Length>> {
    let scale = scale(&part.forward);
    let nodes = part.points.len();
    let finite = |lengths: &[Length]| {
        lengths
            .iter()
            .filter(|length| length.is_reached())
            .max()
            .copied()
            .unwrap_or(Length::ZERO)
    };
    let highest = finite(&solution.latest.length).max(Length::ZERO);
    let lowest = -finite(&solution.earliest.length).max(Length::ZERO);
    (0..SEEDS)
        .into_par_iter()
        .flat_map_iter(|seed| {
            let order = postorder(&part.forward, seed);
            let seeds: Vec<Length> = (0_u32..)
                .zip(&order)
                .take(nodes)
                .map(|(node, &number)| {
                    if node == 0 {
                        return Length::ZERO;
                    }
                    let at = node as usize;
                    let pattern = Length::of_ticks(i128::from(number) * scale);
                    let latest = solution.latest.length[at];
                    let earliest = solution.earliest.length[at];
                    let late = if latest.is_reached() {
                        latest
                    } else {
                        highest + pattern
                    };
                    let early = if earliest.is_reached() {
                        -earliest
                    } else {
                        lowest - Length::of_ticks(i128::from(order.len() as u64) * scale) + pattern
                    };
                    match seed {
                        0 => late,
                        1 => early,
                        _ if latest.is_reached() && earliest.is_reached() || seed == 2 => {
                            if mixed(node, seed) & 1 == 0 {
                                late
                            } else {
                                early
                            }
                        }
                        _ => late,
                    }
                })
                .collect();
            let down = run(&part.forward, seeds.clone());
            let up = run(&part.reverse, seeds.into_iter().map(|seed| -seed).collect());
            let origin = (down[0], up[0]);
            [
                down.into_iter().map(|instant| instant - origin.0).collect(),
                up.into_iter().map(|instant| origin.1 - instant).collect(),
            ]
        })
        .collect()
}

fn run(graph: &Graph, seeds: Vec<Length>) -> Vec<Length> {
    let mut run = Bfct::new(graph, seeds);
    let cycle = run.run();
    debug_assert!(cycle.is_none(), "the part was found to be consistent");
    run.finish().lengths
}
