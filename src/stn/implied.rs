//! What follows without some statements.
//!
//! A constraint follows if there is a path that is short enough, either among the points or
//! through the origin. Both kinds are searched for with what is known of the whole network as a
//! bound from below: [landmark schedules](super::landmark) for the first, the bounds of all
//! points for the second. Where the reasons of the bounds avoid the statements that are left out,
//! nothing has to be searched.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::distance::{Direction, Workspace};
use super::graph::{Edge, Graph};
use super::landmark::{Landmarks, Tour};
use super::length::Length;
use super::network::Part;
use super::solution::{PartSolution, Solution, Tree};
use super::{Tag, TimePoint, Weight};

/// Questions that one thread answers in a row.
const CHUNK: usize = 512;

/// Nodes that are tried depth first before the search goes on in order of cost.
const EAGER: usize = 256;

/// A question: does `to − from ≤ weight` follow from all constraints but those of some tags?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Implication<'a> {
    /// The point that is subtracted.
    pub from: TimePoint,
    /// The point that is bounded.
    pub to: TimePoint,
    /// The limit of `to − from`.
    pub weight: Weight,
    /// The tags whose constraints do not count. A few; for many, see
    /// [`Stn::without`](super::Stn::without).
    pub without: &'a [Tag],
}

impl Solution {
    /// Answers each question: whether its constraint follows without its tags.
    ///
    /// Exact. Whether the rest *excludes* `to − from ≤ w` is the question whether
    /// `from − to < −w` follows.
    #[must_use]
    pub fn implied_without(&self, questions: &[Implication<'_>]) -> Vec<bool> {
        self.prepare_landmarks(questions.iter().map(|question| question.from));
        questions
            .par_chunks(CHUNK)
            .flat_map_iter(|chunk| {
                self.with_workspace(|workspace| {
                    chunk
                        .iter()
                        .map(|question| self.is_implied(question, workspace))
                        .collect::<Vec<_>>()
                })
            })
            .collect()
    }

    pub(crate) fn is_implied(&self, question: &Implication<'_>, workspace: &mut Workspace) -> bool {
        let limit = Length::from(question.weight);
        let stn = self.stn();
        if question.from == question.to && limit >= Length::ZERO {
            return true;
        }
        let (Some((from_part, from)), Some((to_part, to))) =
            (stn.locate(question.from), stn.locate(question.to))
        else {
            return false;
        };
        let mut banned: Vec<u32> = question
            .without
            .iter()
            .flat_map(|&tag| stn.tags().constraints(tag))
            .copied()
            .collect();
        banned.sort_unstable();
        self.is_implied_around((from_part, from), (to_part, to), limit, &banned, workspace)
            || (from_part == to_part
                && from != 0
                && to != 0
                && self
                    .rest(from_part, &banned)
                    .has_path(from, to, limit, workspace))
    }

    /// Whether a path through the origin is short enough.
    fn is_implied_around(
        &self,
        (from_part, from): (u32, u32),
        (to_part, to): (u32, u32),
        limit: Length,
        banned: &[u32],
        workspace: &mut Workspace,
    ) -> bool {
        let (start, target) = (self.rest(from_part, banned), self.rest(to_part, banned));
        let lead = start.solution.earliest.length[from as usize];
        let tail = target.solution.latest.length[to as usize];
        if !lead.is_reached() || !tail.is_reached() || lead + tail > limit {
            return false;
        }
        let tail = target.bound(Direction::Forward, to, limit - lead, workspace);
        if !tail.is_reached() {
            return false;
        }
        start
            .bound(Direction::Reverse, from, limit - tail, workspace)
            .is_reached()
    }

    fn rest<'a>(&'a self, part: u32, banned: &'a [u32]) -> Rest<'a> {
        let (part, solution) = self.part(part);
        Rest {
            part,
            solution,
            landmarks: solution.landmarks.get(),
            banned,
            solved: self,
        }
    }

    /// Makes the landmarks of the parts that some points are in. Parts with none yet are worked
    /// on here, before any question, since a lock must not be held while threads share work.
    pub(crate) fn prepare_landmarks(&self, points: impl Iterator<Item = TimePoint>) {
        let mut parts: Vec<u32> = points
            .filter_map(|point| self.stn().locate(point))
            .map(|(part, _)| part)
            .collect();
        parts.push(0);
        parts.sort_unstable();
        parts.dedup();
        parts.into_par_iter().for_each(|part| {
            let (part, solution) = self.part(part);
            if solution.landmarks.get().is_none() {
                let made = Landmarks::new(part, solution);
                // Another thread may have been faster, with the same result.
                let _ = solution.landmarks.set(made);
            }
        });
    }
}

/// A part without some constraints.
struct Rest<'a> {
    part: &'a Part,
    solution: &'a PartSolution,
    landmarks: Option<&'a Landmarks>,
    banned: &'a [u32],
    solved: &'a Solution,
}

impl Rest<'_> {
    fn is_banned(&self, edge: Edge) -> bool {
        self.banned.binary_search(&edge.constraint).is_ok()
    }

    fn exceeds(&self, from: u32, to: u32, limit: Length) -> bool {
        self.landmarks
            .is_some_and(|landmarks| landmarks.exceeds(from, to, limit))
    }

    /// The length of a shortest path from the origin to a node, or (in reverse) from the node to
    /// the origin; unreached where it exceeds `limit`.
    ///
    /// Best first by cost plus what the whole network has: the first node whose reasons do not
    /// need what is banned gives the answer.
    fn bound(
        &self,
        direction: Direction,
        node: u32,
        limit: Length,
        workspace: &mut Workspace,
    ) -> Length {
        // Paths from the origin are followed backwards.
        let (tree, graph, tour) = match direction {
            Direction::Forward => (
                &self.solution.latest,
                &self.part.reverse,
                self.landmarks.map(|landmarks| &landmarks.latest),
            ),
            Direction::Reverse => (
                &self.solution.earliest,
                &self.part.forward,
                self.landmarks.map(|landmarks| &landmarks.earliest),
            ),
        };
        if self.is_sound(direction, tree, tour, node) {
            let length = tree.length[node as usize];
            return if length <= limit {
                length
            } else {
                Length::UNREACHED
            };
        }
        workspace.begin(graph.nodes());
        workspace.visit(node, Length::ZERO);
        workspace
            .heap
            .push(Reverse((tree.length[node as usize], node)));
        while let Some(Reverse((key, node))) = workspace.heap.pop() {
            if key > limit {
                return Length::UNREACHED;
            }
            let Some(cost) = workspace.cost(node) else {
                continue;
            };
            if key > cost + tree.length[node as usize] {
                continue;
            }
            if self.is_sound(direction, tree, tour, node) {
                return key;
            }
            for &edge in graph.edges(node) {
                let (end, next) = (edge.end(), cost + edge.length());
                let beyond = tree.length[end as usize];
                if !beyond.is_reached() || next + beyond > limit || self.is_banned(edge) {
                    continue;
                }
                if workspace.cost(end).is_none_or(|known| next < known) {
                    workspace.visit(end, next);
                    workspace.heap.push(Reverse((next + beyond, end)));
                }
            }
        }
        Length::UNREACHED
    }

    /// Whether the tree's path of `node` does without what is banned.
    fn is_sound(&self, direction: Direction, tree: &Tree, tour: Option<&Tour>, node: u32) -> bool {
        let Some(tour) = tour else {
            return false;
        };
        let graph = match direction {
            Direction::Forward => &self.part.forward,
            Direction::Reverse => &self.part.reverse,
        };
        self.banned.iter().all(|&id| {
            let constraint = &self.solved.stn().constraints()[id as usize];
            let point = match direction {
                Direction::Forward => constraint.to,
                Direction::Reverse => constraint.from,
            };
            let head = self.solved.stn().local(point);
            let is_here = self.part.points.get(head as usize) == Some(&point);
            let uses = is_here
                && tree.via.get(head as usize).is_some_and(|&via| {
                    via != super::graph::NONE && graph.edge(via).constraint == id
                });
            !uses || !tour.is_below(node, head)
        })
    }

    /// Whether some path that avoids the origin and what is banned is within `limit`.
    fn has_path(&self, from: u32, to: u32, limit: Length, workspace: &mut Workspace) -> bool {
        if from == to || self.exceeds(from, to, limit) {
            return false;
        }
        if let Some(found) = self.has_path_eagerly(from, to, limit, workspace) {
            return found;
        }
        let (graph, potential) = (&self.part.forward, &self.solution.potential);
        workspace.depart(graph.nodes(), from);
        while let Some((node, cost)) = workspace.settle(from, potential) {
            for &edge in graph.edges(node) {
                let (head, next) = (edge.end(), cost + edge.length());
                if !self.leads_on(edge, to, next, limit, workspace) {
                    continue;
                }
                if head == to {
                    return true;
                }
                workspace.line_up(head, next, from, potential);
            }
        }
        false
    }

    /// The same depth first: right if it says so before it has looked at many nodes.
    fn has_path_eagerly(
        &self,
        from: u32,
        to: u32,
        limit: Length,
        workspace: &mut Workspace,
    ) -> Option<bool> {
        let graph: &Graph = &self.part.forward;
        workspace.begin(graph.nodes());
        workspace.visit(from, Length::ZERO);
        workspace.stack.clear();
        workspace.stack.push(from);
        for _ in 0..EAGER {
            let Some(node) = workspace.stack.pop() else {
                return Some(false);
            };
            let cost = workspace.cost(node)?;
            for &edge in graph.edges(node) {
                let (head, next) = (edge.end(), cost + edge.length());
                if !self.leads_on(edge, to, next, limit, workspace) {
                    continue;
                }
                if head == to {
                    return Some(true);
                }
                workspace.visit(head, next);
                workspace.stack.push(head);
            }
        }
        None
    }

    /// Whether an arc that ends at cost `next` may be part of a path within `limit` that is not
    /// known yet.
    fn leads_on(
        &self,
        edge: Edge,
        to: u32,
        next: Length,
        limit: Length,
        workspace: &Workspace,
    ) -> bool {
        let head = edge.end();
        // Landmarks prune early; that a path is short enough must not depend on them.
        head != 0
            && (head != to || next <= limit)
            && workspace.cost(head).is_none_or(|known| next < known)
            && !self.exceeds(head, to, limit - next)
            && !self.is_banned(edge)
    }
}
