//! The distance graph of a part of a network, as compressed sparse rows.

use std::ops::Range;

use super::length::Length;

/// No node, no arc.
pub(crate) const NONE: u32 = u32::MAX;

/// The bit of [`Edge::end`] that says strict; points are below it.
const STRICT: u32 = 1 << 31;

/// One constraint as seen from one of its points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    ticks: i64,
    end: u32,
    /// The constraint's index in the network.
    pub(crate) constraint: u32,
}

impl Edge {
    pub(crate) fn new(end: u32, ticks: i64, strict: bool, constraint: u32) -> Self {
        Self {
            ticks,
            end: if strict { end | STRICT } else { end },
            constraint,
        }
    }

    /// The node at the other end.
    pub(crate) fn end(self) -> u32 {
        self.end & !STRICT
    }

    pub(crate) fn length(self) -> Length {
        Length::new(self.ticks, self.end & STRICT != 0)
    }
}

/// For each node the arcs that leave it (or, reversed, that enter it), by rising constraint.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    first: Vec<u32>,
    arcs: Vec<Edge>,
}

impl Graph {
    /// From the arcs in order of their constraints, each with the node that it hangs on.
    pub(crate) fn new(nodes: usize, arcs: impl Iterator<Item = (u32, Edge)> + Clone) -> Self {
        let mut first = vec![0_u32; nodes + 1];
        let mut count = 0_usize;
        for (node, _) in arcs.clone() {
            first[node as usize + 1] += 1;
            count += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut sorted = vec![Edge::new(0, 0, false, NONE); count];
        for (node, arc) in arcs {
            let slot = &mut next[node as usize];
            sorted[*slot as usize] = arc;
            *slot += 1;
        }
        Self {
            first,
            arcs: sorted,
        }
    }

    pub(crate) fn nodes(&self) -> usize {
        self.first.len() - 1
    }

    pub(crate) fn arc_count(&self) -> usize {
        self.arcs.len()
    }

    /// The positions of a node's arcs.
    pub(crate) fn range(&self, node: u32) -> Range<u32> {
        self.first[node as usize]..self.first[node as usize + 1]
    }

    pub(crate) fn edge(&self, position: u32) -> Edge {
        self.arcs[position as usize]
    }

    /// The arcs of a node.
    pub(crate) fn edges(&self, node: u32) -> &[Edge] {
        let range = self.range(node);
        &self.arcs[range.start as usize..range.end as usize]
    }

    /// All arcs.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Edge> {
        self.arcs.iter()
    }

    /// Where the arc of a constraint stands among those of its node, by bisection.
    pub(crate) fn find(&self, node: u32, constraint: u32) -> Option<u32> {
        let at = self
            .edges(node)
            .binary_search_by_key(&constraint, |arc| arc.constraint)
            .ok()?;
        Some(self.range(node).start + u32::try_from(at).ok()?)
    }
}
