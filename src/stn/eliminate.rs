//! Eliminating nodes from a small graph while the distances between the others stay.
//!
//! Taking out a node joins each arc into it with each arc out of it. A negative cycle shows as a
//! negative loop. Cheap on the long, thin graphs that explanations are: directional path
//! consistency along an order of least degree (Dechter, Meiri & Pearl 1991; Planken, de Weerdt &
//! van der Krogt 2008).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::length::Length;

/// `(from, to, length)`.
pub(crate) type Link = (u32, u32, Length);

/// What is left of a graph.
pub(crate) enum Eliminated {
    /// The arcs between the nodes that were kept.
    Links(Vec<Link>),
    /// There is a negative cycle.
    Inconsistent,
    /// The budget of steps is spent.
    Exhausted,
}

/// Eliminates all nodes but `kept` (sorted). Detects every negative cycle that no kept node is
/// on.
pub(crate) fn eliminate(links: &[Link], kept: &[u32], budget: &mut u64) -> Eliminated {
    let mut names: Vec<u32> = links.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    names.sort_unstable();
    names.dedup();
    let mut graph = Dense {
        out: vec![Vec::new(); names.len()],
        into: vec![Vec::new(); names.len()],
    };
    for &(a, b, length) in links {
        // Both are among the names, which were gathered from the same links.
        let (Ok(a), Ok(b)) = (names.binary_search(&a), names.binary_search(&b)) else {
            continue;
        };
        if !graph.relax(a, b, length, budget) {
            return Eliminated::Inconsistent;
        }
    }
    let mut heap: BinaryHeap<_> = (0..names.len())
        .filter(|&node| kept.binary_search(&names[node]).is_err())
        .map(|node| Reverse((graph.fill(node), node)))
        .collect();
    while let Some(Reverse((fill, node))) = heap.pop() {
        let now = graph.fill(node);
        if now > fill {
            heap.push(Reverse((now, node)));
            continue;
        }
        if !graph.take_out(node, budget) {
            return Eliminated::Inconsistent;
        }
        if *budget == 0 {
            return Eliminated::Exhausted;
        }
    }
    let mut left = Vec::new();
    for (node, out) in graph.out.iter().enumerate() {
        for &(head, length) in out {
            left.push((names[node], names[head], length));
        }
    }
    Eliminated::Links(left)
}

struct Dense {
    out: Vec<Vec<(usize, Length)>>,
    into: Vec<Vec<(usize, Length)>>,
}

impl Dense {
    fn fill(&self, node: usize) -> usize {
        self.out[node].len() * self.into[node].len()
    }

    /// Adds an arc or tightens it; false where it is a negative loop.
    fn relax(&mut self, from: usize, to: usize, length: Length, budget: &mut u64) -> bool {
        if from == to {
            return length >= Length::ZERO;
        }
        let (out, into) = (&mut self.out[from], &mut self.into[to]);
        // The shorter of the two lists tells whether the arc is known.
        let known = if out.len() <= into.len() {
            out.iter().any(|&(node, _)| node == to)
        } else {
            into.iter().any(|&(node, _)| node == from)
        };
        let steps = if known {
            lower(out, to, length);
            lower(into, from, length);
            out.len() + into.len()
        } else {
            out.push((to, length));
            into.push((from, length));
            out.len().min(into.len())
        };
        *budget = budget.saturating_sub(steps as u64 + 1);
        true
    }

    fn take_out(&mut self, node: usize, budget: &mut u64) -> bool {
        let out = std::mem::take(&mut self.out[node]);
        let into = std::mem::take(&mut self.into[node]);
        for &(head, _) in &out {
            self.into[head].retain(|&(from, _)| from != node);
            *budget = budget.saturating_sub(self.into[head].len() as u64);
        }
        for &(tail, _) in &into {
            self.out[tail].retain(|&(to, _)| to != node);
            *budget = budget.saturating_sub(self.out[tail].len() as u64);
        }
        for &(tail, a) in &into {
            for &(head, b) in &out {
                if !self.relax(tail, head, a + b, budget) {
                    return false;
                }
                if *budget == 0 {
                    return true;
                }
            }
        }
        true
    }
}

fn lower(list: &mut [(usize, Length)], node: usize, length: Length) {
    for (other, known) in list {
        if *other == node && length < *known {
            *known = length;
        }
    }
}
