//! Directed graphs over numbered nodes.

/// No number.
pub(super) const NONE: u32 = u32::MAX;

/// Nodes from 0 on, and arcs between them, numbered as they were given.
#[derive(Debug)]
pub(super) struct Digraph {
    /// Where each arc leads from and to.
    ends: Vec<(u32, u32)>,
    /// The arcs by where they begin: those of node `n` stand at `first[n]..first[n + 1]`.
    arcs: Vec<u32>,
    first: Vec<u32>,
}

impl Digraph {
    /// The graph of some arcs, all between nodes below `nodes`.
    pub(super) fn new(nodes: u32, ends: Vec<(u32, u32)>) -> Self {
        let mut first = vec![0; nodes as usize + 1];
        for &(tail, _) in &ends {
            first[tail as usize + 1] += 1;
        }
        for node in 0..nodes as usize {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut arcs = vec![0; ends.len()];
        for (arc, &(tail, _)) in (0..).zip(&ends) {
            let at = &mut next[tail as usize];
            arcs[*at as usize] = arc;
            *at += 1;
        }
        Self { ends, arcs, first }
    }

    /// How many nodes there are.
    pub(super) const fn nodes(&self) -> usize {
        self.first.len() - 1
    }

    /// How many arcs there are.
    pub(super) const fn arcs(&self) -> usize {
        self.ends.len()
    }

    /// The arcs that begin at a node.
    pub(super) fn out(&self, node: u32) -> &[u32] {
        let (from, to) = (self.first[node as usize], self.first[node as usize + 1]);
        &self.arcs[from as usize..to as usize]
    }

    /// Where an arc leads from.
    pub(super) fn tail(&self, arc: u32) -> u32 {
        self.ends[arc as usize].0
    }

    /// Where an arc leads to.
    pub(super) fn head(&self, arc: u32) -> u32 {
        self.ends[arc as usize].1
    }

    /// For each node the number of its strongly connected component; arcs lead from higher to
    /// lower numbers, or within one (Tarjan 1972). Linear.
    pub(super) fn components(&self) -> Vec<u32> {
        let count = self.nodes();
        let mut search = Tarjan {
            index: vec![NONE; count],
            low: vec![NONE; count],
            component: vec![NONE; count],
            entered: 0,
            found: 0,
            open: Vec::new(),
        };
        let mut path: Vec<(u32, usize)> = Vec::new();
        for root in (0..).take(count) {
            if search.index[root as usize] == NONE {
                search.enter(root);
                path.push((root, 0));
            }
            while let Some((node, seen)) = path.last_mut() {
                let node = *node;
                let Some(&arc) = self.out(node).get(*seen) else {
                    path.pop();
                    search.leave(node, path.last().map(|&(parent, _)| parent));
                    continue;
                };
                *seen += 1;
                let head = self.head(arc);
                if search.index[head as usize] == NONE {
                    search.enter(head);
                    path.push((head, 0));
                } else if search.component[head as usize] == NONE {
                    let low = &mut search.low[node as usize];
                    *low = (*low).min(search.index[head as usize]);
                }
            }
        }
        search.component
    }
}

struct Tarjan {
    /// When each node was entered.
    index: Vec<u32>,
    /// The earliest open node that each reaches.
    low: Vec<u32>,
    component: Vec<u32>,
    entered: u32,
    found: u32,
    open: Vec<u32>,
}

impl Tarjan {
    fn enter(&mut self, node: u32) {
        self.index[node as usize] = self.entered;
        self.low[node as usize] = self.entered;
        self.entered += 1;
        self.open.push(node);
    }

    fn leave(&mut self, node: u32, parent: Option<u32>) {
        let low = self.low[node as usize];
        if low == self.index[node as usize] {
            while let Some(member) = self.open.pop() {
                self.component[member as usize] = self.found;
                if member == node {
                    break;
                }
            }
            self.found += 1;
        }
        if let Some(parent) = parent {
            let of_parent = &mut self.low[parent as usize];
            *of_parent = (*of_parent).min(low);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn components_are_what_reaches_each_other_and_are_numbered_against_the_arcs(
            ends in proptest::collection::vec((0_u32..8, 0_u32..8), 0..20),
        ) {
            let mut reaches = [[false; 8]; 8];
            for (node, row) in reaches.iter_mut().enumerate() {
                row[node] = true;
            }
            for &(tail, head) in &ends {
                reaches[tail as usize][head as usize] = true;
            }
            for middle in 0..8 {
                for from in 0..8 {
                    for to in 0..8 {
                        reaches[from][to] |= reaches[from][middle] && reaches[middle][to];
                    }
                }
            }
            let component = Digraph::new(8, ends).components();
            for from in 0..8 {
                for to in 0..8 {
                    let both = reaches[from][to] && reaches[to][from];
                    prop_assert_eq!(component[from] == component[to], both);
                    prop_assert!(!reaches[from][to] || component[from] >= component[to]);
                }
            }
        }
    }

    #[test]
    fn a_long_circle_needs_no_deep_stack() {
        let count = 200_000;
        let ends = (0..count).map(|node| (node, (node + 1) % count)).collect();
        let component = Digraph::new(count, ends).components();
        assert!(component.iter().all(|&number| number == 0));
    }
}
