//! Whether a point is no earlier than every one of many: one search instead of many.

use std::cmp::Reverse;

use super::TimePoint;
use super::distance::Workspace;
use super::length::Length;
use super::solution::Solution;

/// Points beyond the first that are tried as stand-ins for all targets.
const CANDIDATES: usize = 4;

/// Many points of one part that others are to be compared with.
///
/// Points on the way that were found to be no earlier than all of them are kept: a search that
/// meets one is done. So crowds that wholly precede crowds by way of one point cost their number,
/// not its square.
pub(crate) struct Cover<'a> {
    solution: &'a Solution,
    part: u32,
    /// Nodes by falling upper bound: the bounds prove all but some first of them.
    targets: Vec<u32>,
    /// Place in `targets` by node.
    place: std::collections::HashMap<u32, usize>,
    /// The least instant of a target in each landmark schedule.
    floor: Vec<Length>,
    stand_ins: Vec<u32>,
    tries: usize,
}

impl<'a> Cover<'a> {
    /// Points of the same part, none of which is the origin; others are dropped, so the caller
    /// must not give any.
    pub(crate) fn new(solution: &'a Solution, points: impl Iterator<Item = TimePoint>) -> Self {
        let located: Vec<(u32, u32)> = points
            .filter_map(|point| solution.stn().locate(point))
            .collect();
        let part = located.first().map_or(0, |&(part, _)| part);
        let (_, solved) = solution.part(part);
        let mut targets: Vec<u32> = located.into_iter().map(|(_, node)| node).collect();
        targets.sort_by_key(|&node| (Reverse(solved.latest.length[node as usize]), node));
        let place = targets.iter().copied().zip(0..).collect();
        let floor = solved
            .landmarks
            .get()
            .map(|landmarks| landmarks.floor(&targets))
            .unwrap_or_default();
        Self {
            solution,
            part,
            targets,
            place,
            floor,
            stand_ins: Vec::new(),
            tries: 2,
        }
    }

    /// Whether every target is no later than `point`, which must be of the same part.
    pub(crate) fn is_behind(&mut self, point: TimePoint) -> bool {
        let Some((_, node)) = self.solution.stn().locate(point) else {
            return false;
        };
        let (_, solved) = self.solution.part(self.part);
        let earliest = solved.earliest.length[node as usize];
        // The other targets end before the point can begin.
        let open = self.targets.partition_point(|&target| {
            solved.latest.length[target as usize].through(earliest) > Length::ZERO
        });
        if open == 0 {
            return true;
        }
        let solution = self.solution;
        solution.with_workspace(|workspace| {
            let Some(way) = self.search(node, open, workspace) else {
                return false;
            };
            if self.tries > 0 && self.stand_ins.is_empty() && self.targets.len() > CANDIDATES {
                self.tries -= 1;
                let all = self.targets.len();
                let stand_in = way
                    .into_iter()
                    .find(|&node| self.search(node, all, workspace).is_some());
                self.stand_ins.extend(stand_in);
            }
            true
        })
    }

    /// Searches for the first `open` targets; where all are found, the first nodes on the way.
    fn search(&self, from: u32, open: usize, workspace: &mut Workspace) -> Option<Vec<u32>> {
        let (part, solved) = self.solution.part(self.part);
        let (graph, potential) = (&part.forward, &solved.potential);
        let mut left = open;
        let mut way = Vec::new();
        workspace.depart(graph.nodes(), from);
        while let Some((node, cost)) = workspace.settle(from, potential) {
            if cost <= Length::ZERO {
                if self.stand_ins.contains(&node) {
                    return Some(way);
                }
                match self.place.get(&node) {
                    Some(&place) if place < open => left -= 1,
                    None if node != from && way.len() < CANDIDATES => way.push(node),
                    _ => {}
                }
                if left == 0 {
                    return Some(way);
                }
            }
            for &edge in graph.edges(node) {
                let (head, next) = (edge.end(), cost + edge.length());
                if head != 0
                    && workspace.cost(head).is_none_or(|known| next < known)
                    && !self.is_beyond(head, next)
                {
                    workspace.line_up(head, next, from, potential);
                }
            }
        }
        None
    }

    /// Whether no target can be reached within 0 from a node that was reached at `cost`.
    fn is_beyond(&self, node: u32, cost: Length) -> bool {
        let (_, solved) = self.solution.part(self.part);
        solved
            .landmarks
            .get()
            .is_some_and(|landmarks| landmarks.is_beyond(node, &self.floor, -cost))
    }
}
