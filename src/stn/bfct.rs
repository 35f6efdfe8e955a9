//! The labelling method BFCT: Bellman–Ford–Moore with a queue and Tarjan's subtree disassembly.
//!
//! When a label falls, all nodes below it in the tree of predecessors have labels that no longer
//! hold; they leave the tree and wait to be labelled anew. If the node that lowers the label is
//! itself below, the tree path and the new arc are a negative cycle.
//!
//! The method starts from *any* labels and ends with labels that satisfy every arc. So after a
//! cycle its arcs can be [retracted](Bfct::retract) and the run goes on where it stopped: nothing
//! is done again for what the cycle did not touch.

use std::collections::VecDeque;

use super::graph::{Graph, NONE};
use super::length::Length;

/// In the tree: its label follows from its predecessor's.
const ACTIVE: u8 = 1;
/// In the queue.
const QUEUED: u8 = 2;
/// Lowered since its arcs were last scanned.
const DIRTY: u8 = 4;

/// A run of the labelling method over one graph.
pub(crate) struct Bfct<'a> {
    graph: &'a Graph,
    labels: Vec<Length>,
    /// The arc (by position) that gave the label; `NONE` where the seed did.
    via: Vec<u32>,
    parent: Vec<u32>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    previous_sibling: Vec<u32>,
    flags: Vec<u8>,
    queue: VecDeque<u32>,
    /// Nodes that came up while they waited to be labelled anew.
    stuck: VecDeque<u32>,
    /// The node that was being scanned when a cycle turned up, and its next arc.
    scanning: Option<(u32, u32)>,
    retracted: Vec<bool>,
    /// The reversed graph, where arcs are to be retracted.
    reverse: Option<&'a Graph>,
    /// A node that is never labelled.
    barred: u32,
    below: Vec<u32>,
    steps: u64,
}

/// Labels and the tree of predecessors that gave them.
pub(crate) struct Labels {
    pub(crate) lengths: Vec<Length>,
    /// The predecessor of each node, or `NONE`.
    pub(crate) parent: Vec<u32>,
    /// The position of the arc from the predecessor, or `NONE`.
    pub(crate) via: Vec<u32>,
    /// Arcs looked at.
    pub(crate) steps: u64,
}

impl<'a> Bfct<'a> {
    /// A run from the given labels; a node that is unreached waits for an arc to reach it.
    pub(crate) fn new(graph: &'a Graph, seeds: Vec<Length>) -> Self {
        let nodes = graph.nodes();
        debug_assert_eq!(seeds.len(), nodes, "one seed a node");
        let mut flags = vec![0; nodes];
        let mut queue = VecDeque::new();
        for (node, seed) in (0_u32..).zip(&seeds) {
            if seed.is_reached() {
                flags[node as usize] = ACTIVE | QUEUED | DIRTY;
                queue.push_back(node);
            }
        }
        Self {
            graph,
            labels: seeds,
            via: vec![NONE; nodes],
            parent: vec![NONE; nodes],
            first_child: vec![NONE; nodes],
            next_sibling: vec![NONE; nodes],
            previous_sibling: vec![NONE; nodes],
            flags,
            queue,
            stuck: VecDeque::new(),
            scanning: None,
            retracted: Vec::new(),
            reverse: None,
            barred: NONE,
            below: Vec::new(),
            steps: 0,
        }
    }

    /// The origin (node 0) is labelled 0 and all else [far away](Length::FAR): the labels are the
    /// lengths of shortest paths from the origin, far where there is none, and a schedule.
    pub(crate) fn from_origin(graph: &'a Graph) -> Self {
        let mut seeds = vec![Length::FAR; graph.nodes()];
        if let Some(origin) = seeds.first_mut() {
            *origin = Length::ZERO;
        }
        Self::new(graph, seeds)
    }

    /// Prepares for [`retract`](Self::retract) by the reversed graph.
    pub(crate) fn mending(mut self, reverse: &'a Graph) -> Self {
        self.reverse = Some(reverse);
        self
    }

    /// Leaves a node out; its seed must be unreached.
    pub(crate) fn barring(mut self, node: u32) -> Self {
        self.barred = node;
        self
    }

    /// Runs until every arc is satisfied (`None`) or a negative cycle turns up: the positions of
    /// its arcs in order. After a cycle at least one of its arcs must be retracted.
    pub(crate) fn run(&mut self) -> Option<Vec<u32>> {
        loop {
            while let Some((node, from)) = self.next_to_scan() {
                if let Some(cycle) = self.scan(node, from) {
                    return Some(cycle);
                }
            }
            if !self.revive() {
                return None;
            }
        }
    }

    /// Arcs looked at and nodes moved so far.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    pub(crate) fn finish(self) -> Labels {
        Labels {
            lengths: self.labels,
            parent: self.parent,
            via: self.via,
            steps: self.steps,
        }
    }

    /// Takes an arc out of the graph for the rest of the run.
    ///
    /// The nodes that it gave labels get the best that their other predecessors give, or are far.
    /// Any labels would do to go on, but labels that nothing supports would pull the origin, and
    /// with it everything, after them.
    pub(crate) fn retract(&mut self, position: u32) {
        if self.retracted.is_empty() {
            self.retracted = vec![false; self.graph.arc_count()];
        }
        self.retracted[position as usize] = true;
        let head = self.graph.edge(position).end();
        if self.via[head as usize] != position {
            return;
        }
        let mut affected = vec![head];
        let mut node = self.following(head, head);
        while node != NONE {
            affected.push(node);
            node = self.following(node, head);
        }
        self.detach(head);
        self.reset(&affected);
    }

    /// Labels whole subtrees anew, each node by the best of its predecessors in the tree.
    fn reset(&mut self, affected: &[u32]) {
        for &node in affected {
            self.clear(node);
            self.labels[node as usize] = if node == 0 { Length::ZERO } else { Length::FAR };
            // Marks the node as affected while predecessors are looked for.
            self.flags[node as usize] &= !ACTIVE;
        }
        let supports: Vec<Option<(u32, u32, Length)>> =
            affected.iter().map(|&node| self.support(node)).collect();
        for (&node, support) in affected.iter().zip(supports) {
            if let Some((parent, via, label)) = support {
                self.attach(node, parent, via);
                self.labels[node as usize] = label;
            }
            let flags = &mut self.flags[node as usize];
            if *flags & QUEUED == 0 {
                self.queue.push_back(node);
            }
            *flags |= ACTIVE | QUEUED | DIRTY;
        }
        self.steps += affected.len() as u64;
    }

    /// The predecessor in the tree that gives a node the least label, with the arc and that label.
    fn support(&mut self, node: u32) -> Option<(u32, u32, Length)> {
        let reverse = self.reverse?;
        let mut best = None;
        let mut least = self.labels[node as usize];
        for edge in reverse.edges(node) {
            self.steps += 1;
            let tail = edge.end();
            let label = self.labels[tail as usize];
            if !label.is_reached() || label + edge.length() >= least {
                continue;
            }
            let Some(position) = self.graph.find(tail, edge.constraint) else {
                continue;
            };
            if self.is_retracted(position) {
                continue;
            }
            if self.flags[tail as usize] & ACTIVE == 0 {
                // Affected itself, or waiting for a label that may never come: it is to be
                // scanned again in any case.
                self.flags[tail as usize] |= DIRTY;
                self.stuck.push_back(tail);
                continue;
            }
            least = label + edge.length();
            best = Some((tail, position, least));
        }
        best
    }

    fn next_to_scan(&mut self) -> Option<(u32, u32)> {
        if let Some(rest) = self.scanning.take() {
            return Some(rest);
        }
        while let Some(node) = self.queue.pop_front() {
            let flags = &mut self.flags[node as usize];
            *flags &= !QUEUED;
            if *flags & ACTIVE != 0 {
                *flags &= !DIRTY;
                return Some((node, self.graph.range(node).start));
            }
            if *flags & DIRTY != 0 {
                self.stuck.push_back(node);
            }
        }
        None
    }

    fn scan(&mut self, node: u32, from: u32) -> Option<Vec<u32>> {
        let label = self.labels[node as usize];
        for position in from..self.graph.range(node).end {
            self.steps += 1;
            let arc = self.graph.edge(position);
            let head = arc.end();
            let length = label + arc.length();
            if length >= self.labels[head as usize]
                || head == self.barred
                || self.is_retracted(position)
            {
                continue;
            }
            if self.is_below(node, head) {
                self.scanning = Some((node, position));
                return Some(self.cycle(node, position));
            }
            self.disassemble(head);
            self.attach(head, node, position);
            self.labels[head as usize] = length;
            let flags = &mut self.flags[head as usize];
            if *flags & QUEUED == 0 {
                self.queue.push_back(head);
            }
            *flags |= ACTIVE | QUEUED | DIRTY;
        }
        None
    }

    fn is_retracted(&self, position: u32) -> bool {
        self.retracted
            .get(position as usize)
            .is_some_and(|&out| out)
    }

    /// Whether `node` is `top` or below it in the tree. Looks up from `node` and down from `top`
    /// in turn, so that a short cycle is found in few steps below a large subtree, and the other
    /// way round.
    fn is_below(&mut self, node: u32, top: u32) -> bool {
        let (mut up, mut down) = (node, top);
        loop {
            self.steps += 1;
            if up == top || down == node {
                return true;
            }
            up = self.parent[up as usize];
            if up == NONE {
                return false;
            }
            down = self.following(down, top);
            if down == NONE {
                return false;
            }
        }
    }

    /// The next node after `node` in the subtree of `top`, parents first.
    fn following(&self, node: u32, top: u32) -> u32 {
        if self.first_child[node as usize] != NONE {
            return self.first_child[node as usize];
        }
        let mut node = node;
        while node != top {
            if self.next_sibling[node as usize] != NONE {
                return self.next_sibling[node as usize];
            }
            node = self.parent[node as usize];
        }
        NONE
    }

    fn cycle(&self, node: u32, closing: u32) -> Vec<u32> {
        let head = self.graph.edge(closing).end();
        let mut cycle = vec![closing];
        let mut at = node;
        while at != head {
            cycle.push(self.via[at as usize]);
            at = self.parent[at as usize];
        }
        cycle.reverse();
        cycle
    }

    /// Takes everything below `top` out of the tree, and `top` from its parent.
    fn disassemble(&mut self, top: u32) {
        let mut below = std::mem::take(&mut self.below);
        let mut node = self.following(top, top);
        while node != NONE {
            below.push(node);
            node = self.following(node, top);
        }
        for &node in &below {
            self.clear(node);
            self.flags[node as usize] &= !ACTIVE;
        }
        self.steps += below.len() as u64;
        below.clear();
        self.below = below;
        self.first_child[top as usize] = NONE;
        self.detach(top);
    }

    fn clear(&mut self, node: u32) {
        let node = node as usize;
        self.via[node] = NONE;
        self.parent[node] = NONE;
        self.first_child[node] = NONE;
        self.next_sibling[node] = NONE;
        self.previous_sibling[node] = NONE;
    }

    fn attach(&mut self, node: u32, parent: u32, via: u32) {
        let sibling = self.first_child[parent as usize];
        if sibling != NONE {
            self.previous_sibling[sibling as usize] = node;
        }
        self.first_child[parent as usize] = node;
        self.next_sibling[node as usize] = sibling;
        self.previous_sibling[node as usize] = NONE;
        self.parent[node as usize] = parent;
        self.via[node as usize] = via;
    }

    fn detach(&mut self, node: u32) {
        let parent = self.parent[node as usize];
        if parent == NONE {
            return;
        }
        let (previous, next) = (
            self.previous_sibling[node as usize],
            self.next_sibling[node as usize],
        );
        if previous == NONE {
            self.first_child[parent as usize] = next;
        } else {
            self.next_sibling[previous as usize] = next;
        }
        if next != NONE {
            self.previous_sibling[next as usize] = previous;
        }
        self.next_sibling[node as usize] = NONE;
        self.previous_sibling[node as usize] = NONE;
        self.parent[node as usize] = NONE;
        self.via[node as usize] = NONE;
    }

    /// After retractions, nodes may wait for a label that no longer comes. They are labelled anew
    /// one by one, each time until all is quiet: most get a label of another of them. Whether
    /// there was one.
    fn revive(&mut self) -> bool {
        while let Some(node) = self.stuck.pop_front() {
            if self.flags[node as usize] & (ACTIVE | DIRTY | QUEUED) == DIRTY {
                self.reset(&[node]);
                return true;
            }
        }
        false
    }
}
