//! What is left of a problem once all that follows at once has been drawn, in parts that do not
//! depend on each other.
//!
//! A constraint that the bounds of its points imply says nothing any more, and what a clause or
//! ladder says may be settled. What remains falls into pieces far smaller than the problem: most
//! events of a chronology are held in place by their dates.

use std::collections::HashMap;

use super::flat::{Edge, Flat, FlatLadder};
use super::problem::Term;
use super::sets::Sets;
use super::solver::Solver;
use super::trail::Trail;
use super::value::{Lit, down, is_far, up};
use crate::stn::TimePoint;

/// An independent part of a problem.
#[derive(Debug)]
pub(super) struct Part {
    /// The points, by their numbers in the whole.
    pub(super) points: Vec<u32>,
    pub(super) flat: Flat,
}

/// The parts in which something is left to choose. Points of no part are settled but for the
/// constraints without a guard.
pub(super) fn split(flat: &Flat, solver: &Solver) -> Vec<Part> {
    let mut rest = Rest::new(flat, solver);
    rest.drop_unused(flat);
    rest.parts(flat)
}

/// What is left.
struct Rest {
    edges: Vec<Edge>,
    clauses: Vec<Vec<Lit>>,
    ladders: Vec<FlatLadder>,
}

impl Rest {
    fn new(flat: &Flat, solver: &Solver) -> Self {
        let trail = &solver.trail;
        let open = |clause: &&Vec<Lit>| !clause.iter().any(|&literal| trail.is_true(literal));
        let clauses = flat.clauses.iter().filter(open).map(|clause| {
            let literals = clause.iter().copied();
            literals
                .filter(|&literal| !trail.is_false(literal))
                .collect()
        });
        let edges = flat.edges.iter().filter(|edge| !is_implied(edge, trail));
        Self {
            clauses: clauses.collect(),
            edges: edges
                .filter_map(|edge| {
                    let guard = settled_guard(edge.guard, trail)?;
                    Some(Edge { guard, ..*edge })
                })
                .collect(),
            ladders: solver
                .ladders()
                .filter(|ladder| !ladder.is_settled(trail))
                .filter_map(|ladder| {
                    let guard = settled_guard(ladder.ladder.guard, trail)?;
                    Some(FlatLadder {
                        guard,
                        ..ladder.ladder.clone()
                    })
                })
                .collect(),
        }
    }

    /// Drops what depends on alternatives that nothing asks for any more.
    fn drop_unused(&mut self, flat: &Flat) {
        loop {
            let mut wanted = vec![false; flat.variables as usize];
            let mut both_ways = vec![false; flat.variables as usize];
            for guard in self.edges.iter().filter_map(|edge| edge.guard) {
                both_ways[guard.variable() as usize] |= guard.direction == up(guard.variable());
            }
            for literal in self.clauses.iter().flatten() {
                let variable = literal.variable() as usize;
                wanted[variable] |=
                    both_ways[variable] || literal.direction == down(literal.variable());
            }
            let used =
                |guard: Option<Lit>| guard.is_none_or(|guard| wanted[guard.variable() as usize]);
            let before = (self.edges.len(), self.ladders.len(), self.clauses.len());
            self.edges.retain(|edge| used(edge.guard));
            self.ladders.retain(|ladder| used(ladder.guard));
            // The opposite of an alternative that nothing asks for can be had for nothing.
            let can_fail = |literal: &Lit| {
                let variable = literal.variable();
                variable < flat.points
                    || wanted[variable as usize]
                    || literal.direction == down(variable)
            };
            self.clauses.retain(|clause| clause.iter().all(can_fail));
            if before == (self.edges.len(), self.ladders.len(), self.clauses.len()) {
                return;
            }
        }
    }

    fn parts(self, flat: &Flat) -> Vec<Part> {
        let mut sets = Sets::new(flat.variables);
        for edge in &self.edges {
            sets.join(edge.from, edge.to);
            if let Some(guard) = edge.guard {
                sets.join(edge.from, guard.variable());
            }
        }
        for clause in &self.clauses {
            for pair in clause.windows(2) {
                sets.join(pair[0].variable(), pair[1].variable());
            }
        }
        for ladder in &self.ladders {
            let first = ladder.terms[0].point.index();
            for term in &ladder.terms {
                sets.join(first, term.point.index());
            }
            if let Some(guard) = ladder.guard {
                sets.join(first, guard.variable());
            }
        }
        let mut chosen = vec![false; flat.variables as usize];
        for clause in &self.clauses {
            if let Some(first) = clause.first() {
                chosen[sets.find(first.variable()) as usize] = true;
            }
        }
        for ladder in &self.ladders {
            chosen[sets.find(ladder.terms[0].point.index()) as usize] = true;
        }
        self.gather(flat, &mut sets, &chosen)
    }

    fn gather(self, flat: &Flat, sets: &mut Sets, chosen: &[bool]) -> Vec<Part> {
        let mut number: HashMap<u32, usize> = HashMap::new();
        let mut parts: Vec<Part> = Vec::new();
        let mut local = vec![0_u32; flat.variables as usize];
        for variable in 0..flat.variables {
            let set = sets.find(variable);
            if !chosen[set as usize] {
                continue;
            }
            let part = *number.entry(set).or_insert_with(|| {
                parts.push(Part {
                    points: Vec::new(),
                    flat: Flat::default(),
                });
                parts.len() - 1
            });
            let part = &mut parts[part];
            local[variable as usize] = part.flat.variables;
            part.flat.variables += 1;
            if variable < flat.points {
                part.points.push(variable);
                part.flat.points += 1;
            }
        }
        let renamed = |literal: Lit| Lit {
            direction: 2 * local[literal.variable() as usize] + literal.direction % 2,
            ..literal
        };
        for edge in self.edges {
            if let Some(&part) = number.get(&sets.find(edge.from)) {
                parts[part].flat.edges.push(Edge {
                    from: local[edge.from as usize],
                    to: local[edge.to as usize],
                    weight: edge.weight,
                    guard: edge.guard.map(renamed),
                });
            }
        }
        for clause in self.clauses {
            let Some(first) = clause.first() else {
                continue;
            };
            if let Some(&part) = number.get(&sets.find(first.variable())) {
                let literals = clause.into_iter().map(renamed).collect();
                parts[part].flat.clauses.push(literals);
            }
        }
        for ladder in self.ladders {
            if let Some(&part) = number.get(&sets.find(ladder.terms[0].point.index())) {
                let terms = ladder.terms.iter().map(|term| Term {
                    point: TimePoint::new(local[term.point.index() as usize]),
                    ..*term
                });
                parts[part].flat.ladders.push(FlatLadder {
                    terms: terms.collect(),
                    guard: ladder.guard.map(renamed),
                    rungs: ladder.rungs,
                });
            }
        }
        parts
    }
}

/// The guard that is left of one: `None` where it fails for good, `Some(None)` where it holds.
fn settled_guard(guard: Option<Lit>, trail: &Trail) -> Option<Option<Lit>> {
    match guard {
        Some(guard) if trail.is_false(guard) => None,
        Some(guard) if trail.is_true(guard) => Some(None),
        guard => Some(guard),
    }
}

/// Whether the bounds of its points imply a constraint.
fn is_implied(edge: &Edge, trail: &Trail) -> bool {
    let (to, from) = (trail.upper(up(edge.to)), trail.upper(down(edge.from)));
    !is_far(to) && !is_far(from) && to + from <= edge.weight
}
