//! Why a network is inconsistent, in terms of tags.
//!
//! A negative cycle is irreducible as a set of constraints, but one tag may have several
//! constraints: the cycle of three tags may hide a cycle of two of them. So the tags of a cycle are
//! reduced by QuickXplain (Junker 2004). Its tests are on the network of these tags alone, from
//! which all nodes that no longer matter are eliminated; on a long thin cycle that costs
//! `O(n log n)`, not a run per tag.

use rayon::prelude::*;

use super::bfct::Bfct;
use super::eliminate::{Eliminated, Link, eliminate};
use super::graph::{Edge, Graph};
use super::length::Length;
use super::network::{Part, Stn};
use super::{ConstraintId, Tag, TimePoint};

/// Steps that reducing one explanation may take, apart from what is linear in its size.
const BUDGET: u64 = 4_000_000;
/// Steps for each of its constraints.
const BUDGET_PER_CONSTRAINT: u64 = 2_000;
/// Steps in one part after which the remainder gives up all tags of a further conflict, not only
/// the first to doubt: so each of them costs its own size at most once.
const REMAINDER_BUDGET: u64 = 30_000_000;

/// Tags that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinimalConflict {
    /// The tags, the first to doubt first. Empty where constraints without a tag contradict each
    /// other.
    pub tags: Vec<Tag>,
    /// A negative cycle of their constraints (and some without a tag), in order.
    pub cycle: Vec<ConstraintId>,
    /// Whether leaving out any one tag resolves the contradiction; false where the budget of
    /// steps ended before that was certain.
    pub minimal: bool,
}

/// Constraints by tag, and those without a tag by point.
#[derive(Debug)]
pub(crate) struct TagIndex {
    of_tag: Lists,
    /// Constraints without a tag, at each of their points but the origin.
    structural: Lists,
}

#[derive(Debug)]
struct Lists {
    first: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn new(rows: usize, entries: impl Iterator<Item = (usize, u32)> + Clone) -> Self {
        let mut first = vec![0_u32; rows + 1];
        for (row, _) in entries.clone() {
            first[row + 1] += 1;
        }
        for row in 0..rows {
            first[row + 1] += first[row];
        }
        let mut items = vec![0; first[rows] as usize];
        let mut next = first.clone();
        for (row, item) in entries {
            items[next[row] as usize] = item;
            next[row] += 1;
        }
        Self { first, items }
    }

    fn row(&self, row: usize) -> &[u32] {
        match (self.first.get(row), self.first.get(row + 1)) {
            (Some(&from), Some(&to)) => &self.items[from as usize..to as usize],
            _ => &[],
        }
    }
}

impl TagIndex {
    pub(crate) fn new(stn: &Stn) -> Self {
        // Only constraints that some part has: tags that were left out do not count.
        let mut ids: Vec<u32> = stn
            .parts()
            .iter()
            .flat_map(|part| part.forward.all().map(|edge| edge.constraint))
            .collect();
        ids.sort_unstable();
        let constraint = |&id: &u32| (id, stn.constraints()[id as usize]);
        let (bare, tagged): (Vec<_>, Vec<_>) = ids
            .iter()
            .map(constraint)
            .partition(|(_, constraint)| constraint.tag.is_none());
        let rows = tagged.iter().map(|(_, c)| c.tag.at() + 1).max();
        let ends = bare.iter().flat_map(|&(id, c)| {
            let second = (c.from != c.to).then_some(c.to);
            [Some(c.from), second]
                .into_iter()
                .flatten()
                .filter(|&point| point != TimePoint::ORIGIN)
                .map(move |point| (point.at(), id))
        });
        Self {
            of_tag: Lists::new(
                rows.unwrap_or(0),
                tagged.iter().map(|&(id, c)| (c.tag.at(), id)),
            ),
            structural: Lists::new(stn.point_count(), ends),
        }
    }

    pub(crate) fn constraints(&self, tag: Tag) -> &[u32] {
        self.of_tag.row(tag.at())
    }
}

type Trust<'a> = &'a (dyn Fn(Tag) -> u32 + Sync);

/// Conflicts and the steps that finding them took.
pub(crate) fn conflicts(stn: &Stn, trust: Trust<'_>) -> (Vec<MinimalConflict>, u64) {
    let parts: Vec<_> = stn
        .parts()
        .par_iter()
        .map(|part| {
            let mut found = Vec::new();
            let mut search = Search::new(stn, part, trust);
            while let Some(conflict) = search.next_conflict() {
                search.retract(&conflict, &conflict.tags);
                found.push(conflict);
            }
            (found, search.steps())
        })
        .collect();
    let steps = parts.iter().map(|(_, steps)| steps).sum();
    (
        parts.into_iter().flat_map(|(found, _)| found).collect(),
        steps,
    )
}

/// The tags to leave out and the steps that finding them took.
pub(crate) fn remainder(
    stn: &Stn,
    conflicts: &[MinimalConflict],
    trust: Trust<'_>,
) -> (Vec<Tag>, u64) {
    let mut first: Vec<Vec<&MinimalConflict>> = vec![Vec::new(); stn.parts().len()];
    for conflict in conflicts {
        if let Some(part) = part_of(stn, conflict) {
            first[part].push(conflict);
        }
    }
    let parts: Vec<_> = stn
        .parts()
        .par_iter()
        .zip(first)
        .filter(|(_, first)| !first.is_empty())
        .map(|(part, first)| {
            let mut search = Search::new(stn, part, trust);
            let mut out = Vec::new();
            for conflict in first {
                search.retract(conflict, conflict.first_to_doubt());
                out.extend_from_slice(conflict.first_to_doubt());
            }
            while let Some(conflict) = search.next_conflict() {
                let doubted = if search.steps() < REMAINDER_BUDGET {
                    conflict.first_to_doubt()
                } else {
                    &conflict.tags
                };
                search.retract(&conflict, doubted);
                out.extend_from_slice(doubted);
            }
            (out, search.steps())
        })
        .collect();
    let steps = parts.iter().map(|(_, steps)| steps).sum();
    let mut out: Vec<Tag> = parts.into_iter().flat_map(|(out, _)| out).collect();
    out.sort_unstable();
    out.dedup();
    (out, steps)
}

fn part_of(stn: &Stn, conflict: &MinimalConflict) -> Option<usize> {
    let points = conflict.cycle.iter().filter_map(|&id| {
        let constraint = stn.constraint(id)?;
        Some(constraint.from.max(constraint.to))
    });
    let (part, _) = stn.locate(points.max()?)?;
    Some(part as usize)
}

impl MinimalConflict {
    fn first_to_doubt(&self) -> &[Tag] {
        self.tags.get(..1).unwrap_or_default()
    }
}

/// The search for conflicts within one part: a single run of the labelling method, which goes on
/// after each retraction.
struct Search<'a> {
    stn: &'a Stn,
    part: &'a Part,
    trust: Trust<'a>,
    run: Bfct<'a>,
    /// Steps of reductions.
    reducing: u64,
}

impl<'a> Search<'a> {
    fn new(stn: &'a Stn, part: &'a Part, trust: Trust<'a>) -> Self {
        Self {
            stn,
            part,
            trust,
            run: Bfct::from_origin(&part.forward).mending(&part.reverse),
            reducing: 0,
        }
    }

    fn next_conflict(&mut self) -> Option<MinimalConflict> {
        let cycle = self.part.constraints_at(&self.run.run()?);
        let (mut conflict, steps) = reduce(self.stn, &cycle);
        self.reducing += steps;
        let trust = self.trust;
        conflict
            .tags
            .sort_by_key(|&tag| (trust(tag), std::cmp::Reverse(tag)));
        Some(conflict)
    }

    fn steps(&self) -> u64 {
        self.run.steps() + self.reducing
    }

    /// Takes the constraints of some tags out; without any tag, those of the cycle.
    fn retract(&mut self, conflict: &MinimalConflict, tags: &[Tag]) {
        if tags.is_empty() {
            for &id in &conflict.cycle {
                self.retract_constraint(id.index());
            }
        }
        for &tag in tags {
            for &id in self.stn.tags().constraints(tag) {
                self.retract_constraint(id);
            }
        }
    }

    fn retract_constraint(&mut self, id: u32) {
        let constraint = &self.stn.constraints()[id as usize];
        let node = self.stn.local(constraint.from);
        if let Some(position) = self.part.forward.find(node, id) {
            self.run.retract(position);
        }
    }
}

/// Reduces a negative cycle to an irreducible set of tags, and says in how many steps.
fn reduce(stn: &Stn, cycle: &[ConstraintId]) -> (MinimalConflict, u64) {
    let mut tags: Vec<Tag> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for &id in cycle {
        let tag = stn.constraints()[id.at()].tag;
        if !tag.is_none() && seen.insert(tag) {
            tags.push(tag);
        }
    }
    let mut reduction = Reduction::new(stn, &tags);
    let budget = reduction.budget;
    let structure = reduction.structure.clone();
    let tags = match reduction.contract(structure, &[], &tags) {
        Some(base) => reduction.explain(base, Changed::Yes, &tags),
        None => tags,
    };
    let steps = budget - reduction.budget + cycle.len() as u64;
    let conflict = MinimalConflict {
        // The reduced tags contradict each other, so they have a cycle.
        cycle: reduction.cycle(&tags).unwrap_or_default(),
        tags,
        minimal: !reduction.exhausted,
    };
    (conflict, steps)
}

/// Whether the base of a step has grown since it was last tested.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changed {
    Yes,
    No,
}

struct Reduction<'a> {
    stn: &'a Stn,
    /// Constraints without a tag around the points of the tags.
    structure: Vec<Link>,
    structure_ids: Vec<u32>,
    budget: u64,
    exhausted: bool,
}

impl<'a> Reduction<'a> {
    fn new(stn: &'a Stn, tags: &[Tag]) -> Self {
        let index = stn.tags();
        let mut points: Vec<u32> = tags
            .iter()
            .flat_map(|&tag| index.constraints(tag))
            .flat_map(|&id| ends(stn, id))
            .collect();
        let structure_ids = surrounding_structure(stn, &mut points);
        let size = structure_ids.len()
            + tags
                .iter()
                .map(|&t| index.constraints(t).len())
                .sum::<usize>();
        Self {
            stn,
            structure: structure_ids.iter().map(|&id| link(stn, id)).collect(),
            structure_ids,
            budget: BUDGET + BUDGET_PER_CONSTRAINT * size as u64,
            exhausted: false,
        }
    }

    /// An irreducible part of `tags` that, with `base`, is inconsistent; all of `tags` and `base`
    /// are.
    fn explain(&mut self, base: Vec<Link>, changed: Changed, tags: &[Tag]) -> Vec<Tag> {
        if changed == Changed::Yes && self.is_inconsistent(&base) {
            return Vec::new();
        }
        if tags.len() <= 1 {
            return tags.to_vec();
        }
        let (first, second) = tags.split_at(tags.len() / 2);
        let Some(with_first) = self.contract(base.clone(), first, second) else {
            return tags.to_vec();
        };
        let mut kept = self.explain(with_first, Changed::Yes, second);
        let changed = if kept.is_empty() {
            Changed::No
        } else {
            Changed::Yes
        };
        let Some(with_second) = self.contract(base, &kept, first) else {
            kept.extend_from_slice(first);
            return kept;
        };
        kept.extend(self.explain(with_second, changed, first));
        kept
    }

    /// `base` and the constraints of `added`, reduced to the points that `rest` speaks of; `None`
    /// where the budget is spent.
    fn contract(&mut self, mut base: Vec<Link>, added: &[Tag], rest: &[Tag]) -> Option<Vec<Link>> {
        if self.exhausted {
            return None;
        }
        let (stn, index) = (self.stn, self.stn.tags());
        base.extend(
            added
                .iter()
                .flat_map(|&tag| index.constraints(tag))
                .map(|&id| link(stn, id)),
        );
        let mut kept: Vec<u32> = rest
            .iter()
            .flat_map(|&tag| index.constraints(tag))
            .flat_map(|&id| ends(stn, id))
            .collect();
        kept.sort_unstable();
        kept.dedup();
        match eliminate(&base, &kept, &mut self.budget) {
            Eliminated::Links(links) => Some(links),
            // Kept as it is: the test that follows finds it inconsistent.
            Eliminated::Inconsistent => Some(base),
            Eliminated::Exhausted => {
                self.exhausted = true;
                None
            }
        }
    }

    fn is_inconsistent(&mut self, links: &[Link]) -> bool {
        match eliminate(links, &[], &mut self.budget) {
            Eliminated::Links(_) => false,
            Eliminated::Inconsistent => true,
            Eliminated::Exhausted => {
                self.exhausted = true;
                false
            }
        }
    }

    /// A negative cycle of the tags' constraints and the structure around them.
    fn cycle(&self, tags: &[Tag]) -> Option<Vec<ConstraintId>> {
        let index = self.stn.tags();
        let mut ids: Vec<u32> = tags
            .iter()
            .flat_map(|&tag| index.constraints(tag))
            .chain(&self.structure_ids)
            .copied()
            .collect();
        ids.sort_unstable();
        let mut names: Vec<u32> = ids.iter().flat_map(|&id| ends(self.stn, id)).collect();
        names.sort_unstable();
        names.dedup();
        let node = |point: TimePoint| {
            let at = names.partition_point(|&name| name < point.index());
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let arcs = ids.iter().map(|&id| {
            let c = &self.stn.constraints()[id as usize];
            let edge = Edge::new(node(c.to), c.weight.ticks, c.weight.strict, id);
            (node(c.from), edge)
        });
        let graph = Graph::new(names.len(), arcs);
        let cycle = Bfct::from_origin(&graph).run()?;
        let ids = cycle
            .iter()
            .map(|&position| ConstraintId::new(graph.edge(position).constraint));
        Some(ids.collect())
    }
}

fn ends(stn: &Stn, id: u32) -> [u32; 2] {
    let constraint = &stn.constraints()[id as usize];
    [constraint.from.index(), constraint.to.index()]
}

fn link(stn: &Stn, id: u32) -> Link {
    let constraint = &stn.constraints()[id as usize];
    (
        constraint.from.index(),
        constraint.to.index(),
        Length::from(constraint.weight),
    )
}

/// The constraints without a tag that are connected with some points other than through the
/// origin. No other such constraint is on a simple cycle with tags of these points.
fn surrounding_structure(stn: &Stn, points: &mut Vec<u32>) -> Vec<u32> {
    let index = stn.tags();
    let mut seen: std::collections::HashSet<u32> = points.iter().copied().collect();
    points.sort_unstable();
    points.dedup();
    let mut ids = Vec::new();
    while let Some(point) = points.pop() {
        if point == 0 {
            continue;
        }
        for &id in index.structural.row(point as usize) {
            ids.push(id);
            for end in ends(stn, id) {
                if seen.insert(end) {
                    points.push(end);
                }
            }
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}
