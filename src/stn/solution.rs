//! What follows from a consistent network: tightest bounds and the reasons for them.

use std::sync::{Mutex, OnceLock};

use rayon::prelude::*;

use super::bfct::{Bfct, Labels};
use super::distance::Workspace;
use super::graph::{Graph, NONE};
use super::landmark::Landmarks;
use super::length::{Bound, Length};
use super::network::{Part, Stn};
use super::{ConstraintId, TimePoint};

/// The solution of a consistent network.
///
/// Bounds are there at once; distances between points are searched for when asked.
#[derive(Debug)]
pub struct Solution {
    stn: Stn,
    parts: Vec<PartSolution>,
    /// Arrays of earlier searches, to be used again.
    pub(crate) workspaces: Mutex<Vec<Workspace>>,
}

/// Bounds of a part's nodes.
#[derive(Debug)]
pub(crate) struct PartSolution {
    /// A schedule: reduced costs under it are not negative.
    pub(crate) potential: Vec<Length>,
    /// Shortest paths from the origin: upper bounds.
    pub(crate) latest: Tree,
    /// Shortest paths to the origin: lower bounds with the sign changed.
    pub(crate) earliest: Tree,
    /// Made when they are first needed.
    pub(crate) landmarks: OnceLock<Landmarks>,
}

/// Shortest paths from the origin, or (on the reversed graph) to it.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) length: Vec<Length>,
    pub(crate) parent: Vec<u32>,
    pub(crate) via: Vec<u32>,
    pub(crate) steps: u64,
}

impl Solution {
    pub(crate) fn new(stn: Stn, labels: Vec<Labels>) -> Self {
        let parts = stn
            .parts()
            .par_iter()
            .zip(labels)
            .map(|(part, labels)| PartSolution::new(part, labels))
            .collect();
        Self {
            stn,
            parts,
            workspaces: Mutex::default(),
        }
    }

    /// The network that this is the solution of.
    #[must_use]
    pub fn stn(&self) -> &Stn {
        &self.stn
    }

    /// The infimum of the instants that a point takes, `None` if it is unbounded below.
    #[must_use]
    pub fn earliest(&self, point: TimePoint) -> Option<Bound> {
        let length = self.length_to_origin(point);
        length.is_reached().then(|| Bound {
            ticks: -length.ticks(),
            open: length.is_strict(),
        })
    }

    /// The supremum of the instants that a point takes, `None` if it is unbounded above.
    #[must_use]
    pub fn latest(&self, point: TimePoint) -> Option<Bound> {
        let length = self.length_from_origin(point);
        length.is_reached().then(|| Bound {
            ticks: length.ticks(),
            open: length.is_strict(),
        })
    }

    /// Why a point is no earlier: a chain of constraints from the point to the origin. Empty for
    /// the origin and where there is no bound.
    #[must_use]
    pub fn path_to_earliest(&self, point: TimePoint) -> Vec<ConstraintId> {
        let Some((part, node)) = self.stn.locate(point) else {
            return Vec::new();
        };
        let graph = &self.stn.parts()[part as usize].reverse;
        self.parts[part as usize].earliest.path(graph, node)
    }

    /// Why a point is no later: a chain of constraints from the origin to the point.
    #[must_use]
    pub fn path_to_latest(&self, point: TimePoint) -> Vec<ConstraintId> {
        let Some((part, node)) = self.stn.locate(point) else {
            return Vec::new();
        };
        let graph = &self.stn.parts()[part as usize].forward;
        let mut path = self.parts[part as usize].latest.path(graph, node);
        path.reverse();
        path
    }

    /// How many steps the bounds and all searches took so far: arcs looked at for the bounds,
    /// nodes reached by the searches.
    #[must_use]
    pub fn steps(&self) -> u64 {
        let bounds: u64 = self
            .parts
            .iter()
            .map(|part| part.latest.steps + part.earliest.steps)
            .sum();
        let workspaces = self
            .workspaces
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        bounds + workspaces.iter().map(|used| used.steps).sum::<u64>()
    }

    pub(crate) fn part(&self, part: u32) -> (&Part, &PartSolution) {
        (&self.stn.parts()[part as usize], &self.parts[part as usize])
    }

    /// The upper bounds of a point and of its opposite, in the units of [`Length`]; `far` where
    /// there is none.
    pub(crate) fn units(&self, point: TimePoint, far: i128) -> (i128, i128) {
        let units = |length: Length| {
            if length.is_reached() {
                length.units()
            } else {
                far
            }
        };
        (
            units(self.length_from_origin(point)),
            units(self.length_to_origin(point)),
        )
    }

    /// Where a point stands in one schedule that satisfies all constraints between points.
    pub(crate) fn scheduled(&self, point: TimePoint) -> i128 {
        self.stn.locate(point).map_or(0, |(part, node)| {
            self.parts[part as usize].potential[node as usize].units()
        })
    }

    pub(crate) fn length_from_origin(&self, point: TimePoint) -> Length {
        self.stn
            .locate(point)
            .map_or(Length::UNREACHED, |(part, node)| {
                self.parts[part as usize].latest.length[node as usize]
            })
    }

    pub(crate) fn length_to_origin(&self, point: TimePoint) -> Length {
        self.stn
            .locate(point)
            .map_or(Length::UNREACHED, |(part, node)| {
                self.parts[part as usize].earliest.length[node as usize]
            })
    }
}

impl PartSolution {
    fn new(part: &Part, labels: Labels) -> Self {
        Self {
            potential: labels.lengths.clone(),
            latest: Tree::new(labels),
            earliest: Tree::to_origin(&part.reverse),
            landmarks: OnceLock::new(),
        }
    }
}

impl Tree {
    fn to_origin(reverse: &Graph) -> Self {
        let mut run = Bfct::from_origin(reverse);
        let cycle = run.run();
        debug_assert!(cycle.is_none(), "the network was found to be consistent");
        Self::new(run.finish())
    }

    /// What is far is not reached.
    fn new(labels: Labels) -> Self {
        let Labels {
            mut lengths,
            mut parent,
            mut via,
            steps,
        } = labels;
        for (node, length) in lengths.iter_mut().enumerate() {
            if length.is_far() {
                *length = Length::UNREACHED;
                parent[node] = NONE;
                via[node] = NONE;
            }
        }
        Self {
            length: lengths,
            parent,
            via,
            steps,
        }
    }

    /// The constraints from `node` up to the root.
    fn path(&self, graph: &Graph, node: u32) -> Vec<ConstraintId> {
        let mut path = Vec::new();
        let mut at = node as usize;
        while self.via[at] != NONE {
            path.push(ConstraintId::new(graph.edge(self.via[at]).constraint));
            at = self.parent[at] as usize;
        }
        path
    }
}
