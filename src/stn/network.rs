//! The network: its constraints, taken apart into independent parts.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::bfct::{Bfct, Labels};
use super::conflict::{self, MinimalConflict, TagIndex};
use super::graph::{Edge, Graph, NONE};
use super::length::Length;
use super::{ConstraintId, DifferenceConstraint, Solution, Tag, TimePoint};

/// The most points that a network can have: 2²⁸, an event having two.
pub const MAX_POINTS: u32 = 1 << 28;

/// Components are packed into parts of at least this many points.
const PART_POINTS: usize = 1024;

/// A simple temporal network: the conjunction of its constraints.
///
/// Cheap to clone. Weakly connected components (apart from the origin, to which everything is
/// tied) do not influence one another and are worked on in parallel.
///
/// # Examples
///
/// ```
/// use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint, Weight};
///
/// // The treaty (1) was signed by day 10, and the war (2) began at least 5 days later.
/// let (treaty, war) = (TimePoint::new(1), TimePoint::new(2));
/// let stn = Stn::new(3, vec![
///     DifferenceConstraint::earliest(treaty, Weight::at_most(3), Tag::new(0)).unwrap(),
///     DifferenceConstraint::latest(treaty, Weight::at_most(10), Tag::new(1)),
///     DifferenceConstraint::new(war, treaty, Weight::at_most(-5), Tag::new(2)),
/// ]);
/// let solution = stn.solve()?;
/// assert_eq!(solution.earliest(war).map(|bound| bound.ticks), Some(8));
/// assert_eq!(solution.latest(war), None);
/// # Ok::<(), annals::stn::NegativeCycle>(())
/// ```
#[derive(Debug, Clone)]
pub struct Stn {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    constraints: Arc<[DifferenceConstraint]>,
    parts: Vec<Part>,
    /// The part of each point; the origin, which is in every part, has none.
    part_of: Vec<u32>,
    /// The number of each point within its part.
    local: Vec<u32>,
    tags: OnceLock<TagIndex>,
}

/// Whole components, with a copy of the origin as node 0.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) points: Vec<TimePoint>,
    pub(crate) forward: Graph,
    pub(crate) reverse: Graph,
}

/// Constraints that contradict each other: a closed chain that sums up to less than nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NegativeCycle {
    /// The constraints in order: each begins at the point where the one before it ends.
    pub constraints: Vec<ConstraintId>,
}

impl std::fmt::Display for NegativeCycle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} constraints contradict each other",
            self.constraints.len()
        )
    }
}

impl std::error::Error for NegativeCycle {}

/// One assignment of instants to all points that satisfies every constraint.
#[derive(Debug, Clone)]
pub struct Schedule {
    instants: Vec<Length>,
}

impl Schedule {
    /// How two points stand in this schedule.
    #[must_use]
    pub fn compare(&self, a: TimePoint, b: TimePoint) -> std::cmp::Ordering {
        self.instants.get(a.at()).cmp(&self.instants.get(b.at()))
    }
}

impl Stn {
    /// The network of `points` points (more, if a constraint names one beyond) and the given
    /// constraints, whose indices are their [`ConstraintId`]s.
    ///
    /// # Panics
    ///
    /// With more than [`MAX_POINTS`] points or 2³² − 2 constraints.
    #[must_use]
    pub fn new(points: u32, constraints: Vec<DifferenceConstraint>) -> Self {
        let named = constraints
            .iter()
            .map(|constraint| constraint.from.max(constraint.to).index())
            .max()
            .unwrap_or(0);
        assert!(
            named < MAX_POINTS && points <= MAX_POINTS,
            "a network has at most 2^28 points"
        );
        assert!(
            u32::try_from(constraints.len()).is_ok_and(|count| count < NONE),
            "constraints are counted in 32 bits"
        );
        Self::build(points.max(named + 1), constraints.into(), &[])
    }

    /// The same network without the constraints of some tags; the others keep their ids.
    #[must_use]
    pub fn without(&self, tags: &[Tag]) -> Self {
        let size = tags.iter().filter(|tag| !tag.is_none()).max();
        let mut out = vec![false; size.map_or(0, |tag| tag.at() + 1)];
        for tag in tags {
            if !tag.is_none() {
                out[tag.at()] = true;
            }
        }
        let points = u32::try_from(self.inner.part_of.len()).unwrap_or(MAX_POINTS);
        Self::build(points, Arc::clone(&self.inner.constraints), &out)
    }

    fn build(points: u32, constraints: Arc<[DifferenceConstraint]>, out: &[bool]) -> Self {
        let kept = |constraint: &DifferenceConstraint| {
            !out.get(constraint.tag.at()).is_some_and(|&out| out)
        };
        let mut components = Components::new(points);
        components.join_all(constraints.iter().filter(|constraint| kept(constraint)));
        let (part_of, members) = components.parts();
        let mut local = vec![0_u32; points as usize];
        for points in &members {
            for (number, point) in (0_u32..).zip(points) {
                local[point.at()] = number;
            }
        }
        let mut own = vec![Vec::new(); members.len()];
        for (id, constraint) in (0_u32..).zip(constraints.iter()) {
            if kept(constraint) {
                own[components.part_of_constraint(&part_of, constraint)].push(id);
            }
        }
        let parts = members
            .into_par_iter()
            .zip(own)
            .map(|(points, own)| Part::new(points, &own, &constraints, &local))
            .collect();
        Self {
            inner: Arc::new(Inner {
                constraints,
                parts,
                part_of,
                local,
                tags: OnceLock::new(),
            }),
        }
    }

    /// The number of points, the origin included.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.inner.part_of.len()
    }

    /// All constraints, those of tags that were left out included.
    #[must_use]
    pub fn constraints(&self) -> &[DifferenceConstraint] {
        &self.inner.constraints
    }

    /// The constraints that are in force: those of tags that were left out are not among them.
    #[must_use]
    pub fn active(&self) -> Vec<DifferenceConstraint> {
        let edges = self.parts().iter().flat_map(|part| part.forward.all());
        let mut ids: Vec<u32> = edges.map(|edge| edge.constraint).collect();
        ids.sort_unstable();
        ids.into_iter()
            .map(|id| self.inner.constraints[id as usize])
            .collect()
    }

    /// The constraint with this id, `None` if there is none.
    #[must_use]
    pub fn constraint(&self, id: ConstraintId) -> Option<&DifferenceConstraint> {
        self.inner.constraints.get(id.at())
    }

    /// Some schedule, or a negative cycle.
    ///
    /// # Errors
    ///
    /// The constraints contradict each other: the cycle says which. It is irreducible as a set of
    /// constraints; [`conflicts`](Self::conflicts) are irreducible as sets of tags.
    pub fn check(&self) -> Result<Schedule, NegativeCycle> {
        let labels = self.labels()?;
        let mut instants = vec![Length::ZERO; self.point_count()];
        for (part, labels) in self.parts().iter().zip(labels) {
            for (point, label) in part.points.iter().zip(labels.lengths) {
                instants[point.at()] = label;
            }
        }
        Ok(Schedule { instants })
    }

    /// Bounds, and all that [`Solution`] answers.
    ///
    /// # Errors
    ///
    /// The constraints contradict each other, as in [`check`](Self::check).
    pub fn solve(&self) -> Result<Solution, NegativeCycle> {
        Ok(Solution::new(self.clone(), self.labels()?))
    }

    /// Why the network is inconsistent: explanations that share no tag, each irreducible, such
    /// that without all their tags the rest is consistent. Empty if it is consistent.
    ///
    /// `trust` ranks tags: the least trusted tag of an explanation, the first to doubt, is listed
    /// first; between equals the later tag is doubted first.
    #[must_use]
    pub fn conflicts(&self, trust: &(dyn Fn(Tag) -> u32 + Sync)) -> Vec<MinimalConflict> {
        conflict::conflicts(self, trust).0
    }

    /// The tags to leave out so that the rest is consistent: the first to doubt of each conflict
    /// and, as long as that does not do, the first to doubt of what still contradicts.
    /// Sorted. Conflicts without tags cannot be mended so. After a budget of steps that only
    /// contrived networks use up, all tags of a further contradiction are left out.
    #[must_use]
    pub fn remainder(
        &self,
        conflicts: &[MinimalConflict],
        trust: &(dyn Fn(Tag) -> u32 + Sync),
    ) -> Vec<Tag> {
        conflict::remainder(self, conflicts, trust).0
    }

    fn labels(&self) -> Result<Vec<Labels>, NegativeCycle> {
        let outcomes: Vec<_> = self
            .parts()
            .par_iter()
            .map(|part| {
                let mut run = Bfct::from_origin(&part.forward);
                match run.run() {
                    Some(cycle) => Err(NegativeCycle {
                        constraints: part.constraints_at(&cycle),
                    }),
                    None => Ok(run.finish()),
                }
            })
            .collect();
        outcomes.into_iter().collect()
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.inner.parts
    }

    /// The part and the node within it of a point; the origin is node 0 of every part.
    pub(crate) fn locate(&self, point: TimePoint) -> Option<(u32, u32)> {
        let part = *self.inner.part_of.get(point.at())?;
        Some((part, self.inner.local[point.at()]))
    }

    pub(crate) fn local(&self, point: TimePoint) -> u32 {
        self.inner.local[point.at()]
    }

    pub(crate) fn tags(&self) -> &TagIndex {
        self.inner.tags.get_or_init(|| TagIndex::new(self))
    }
}

impl Part {
    fn new(
        points: Vec<TimePoint>,
        own: &[u32],
        constraints: &[DifferenceConstraint],
        local: &[u32],
    ) -> Self {
        let arcs = |ends: fn(&DifferenceConstraint) -> (TimePoint, TimePoint)| {
            own.iter().map(move |&id| {
                let constraint = &constraints[id as usize];
                let (at, end) = ends(constraint);
                let weight = constraint.weight;
                let arc = Edge::new(local[end.at()], weight.ticks, weight.strict, id);
                (local[at.at()], arc)
            })
        };
        Self {
            forward: Graph::new(points.len(), arcs(|c| (c.from, c.to))),
            reverse: Graph::new(points.len(), arcs(|c| (c.to, c.from))),
            points,
        }
    }

    pub(crate) fn constraints_at(&self, positions: &[u32]) -> Vec<ConstraintId> {
        positions
            .iter()
            .map(|&position| ConstraintId::new(self.forward.edge(position).constraint))
            .collect()
    }
}

/// Sets of points that belong together, by union and find.
struct Components {
    leader: Vec<u32>,
    /// Some point of each tag, or 0.
    of_tag: Vec<u32>,
}

impl Components {
    fn new(points: u32) -> Self {
        Self {
            leader: (0..points).collect(),
            of_tag: Vec::new(),
        }
    }

    /// Joins what a constraint joins, and what a tag joins: no tag shall be in two parts, so that
    /// its explanations can be found within one.
    fn join_all<'a>(&mut self, constraints: impl Iterator<Item = &'a DifferenceConstraint>) {
        for constraint in constraints {
            let (a, b) = (constraint.from.index(), constraint.to.index());
            if a != 0 && b != 0 {
                self.join(a, b);
            }
            let point = a.max(b);
            if point == 0 || constraint.tag.is_none() {
                continue;
            }
            let tag = constraint.tag.at();
            if self.of_tag.len() <= tag {
                self.of_tag.resize(tag + 1, 0);
            }
            match self.of_tag[tag] {
                0 => self.of_tag[tag] = point,
                known => self.join(known, point),
            }
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.leader[high as usize] = low;
    }

    fn find(&mut self, point: u32) -> u32 {
        let mut at = point;
        while self.leader[at as usize] != at {
            let above = self.leader[self.leader[at as usize] as usize];
            self.leader[at as usize] = above;
            at = above;
        }
        at
    }

    /// The part of each point and the points of each part, the origin first.
    fn parts(&mut self) -> (Vec<u32>, Vec<Vec<TimePoint>>) {
        let points = u32::try_from(self.leader.len()).unwrap_or(MAX_POINTS);
        let mut size = vec![0_usize; points as usize];
        for point in 1..points {
            size[self.find(point) as usize] += 1;
        }
        // A leader is the lowest point of its component, so it comes first.
        let mut part_of = vec![0_u32; points as usize];
        let mut members = vec![vec![TimePoint::ORIGIN]];
        let (mut open, mut room) = (0_u32, PART_POINTS);
        for point in 1..points {
            let leader = self.find(point);
            if leader == point {
                if room < PART_POINTS && room < size[point as usize] {
                    open += 1;
                    members.push(vec![TimePoint::ORIGIN]);
                    room = PART_POINTS;
                }
                room = room.saturating_sub(size[point as usize]);
                part_of[point as usize] = open;
            } else {
                part_of[point as usize] = part_of[leader as usize];
            }
            members[part_of[point as usize] as usize].push(TimePoint::new(point));
        }
        (part_of, members)
    }

    fn part_of_constraint(&self, part_of: &[u32], constraint: &DifferenceConstraint) -> usize {
        let point = constraint.from.max(constraint.to);
        let of_tag = || self.of_tag.get(constraint.tag.at()).copied().unwrap_or(0);
        let point = if point == TimePoint::ORIGIN {
            of_tag()
        } else {
            point.index()
        };
        part_of[point as usize] as usize
    }
}
