//! A problem over numbered variables: what the solver works on.
//!
//! Points come first, then variables of the values 0 and 1 that stand for constraints between two
//! points and for alternatives. Bounds of a single point need no variable: they are literals.

use std::collections::HashMap;
use std::sync::Arc;

use super::problem::{Conjunction, Disjunction, Ladder, Rungs, Term};
use super::value::{Lit, Value, of_weight};
use crate::stn::{DifferenceConstraint, Tag, TimePoint};

/// `to − from ≤ weight` wherever the guard holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) weight: Value,
    pub(super) guard: Option<Lit>,
}

/// A ladder wherever the guard holds. Its terms name variables as points.
#[derive(Debug, Clone)]
pub(super) struct FlatLadder {
    pub(super) terms: Vec<Term>,
    pub(super) rungs: Arc<dyn Rungs>,
    pub(super) guard: Option<Lit>,
}

/// What is to be solved.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    /// How many of the variables are points.
    pub(super) points: u32,
    /// How many variables there are.
    pub(super) variables: u32,
    /// What holds of single points.
    pub(super) facts: Vec<Lit>,
    /// Constraints between points.
    pub(super) edges: Vec<Edge>,
    /// Of each at least one literal holds.
    pub(super) clauses: Vec<Vec<Lit>>,
    /// Ladders.
    pub(super) ladders: Vec<FlatLadder>,
    /// For each statement that can be left out the literal that puts it in force.
    pub(super) switches: Vec<(Tag, Lit)>,
}

/// Whether statements are in force for good or can each be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Every statement is in force.
    InForce,
    /// Every statement has a switch.
    Switched,
}

/// Makes a flat problem of constraints and disjunctions.
pub(super) struct Flattener<'a> {
    flat: Flat,
    mode: Mode,
    /// The variable of each point; the origin is none.
    number: &'a dyn Fn(TimePoint) -> u32,
    /// The literal of each constraint between two points that is an alternative by itself.
    atoms: HashMap<(u32, u32, Value), Lit>,
    switches: HashMap<Tag, Lit>,
}

impl<'a> Flattener<'a> {
    pub(super) fn new(points: u32, mode: Mode, number: &'a dyn Fn(TimePoint) -> u32) -> Self {
        Self {
            flat: Flat {
                points,
                variables: points,
                ..Flat::default()
            },
            mode,
            number,
            atoms: HashMap::new(),
            switches: HashMap::new(),
        }
    }

    pub(super) fn finish(self) -> Flat {
        self.flat
    }

    /// How many constraints between points there are so far.
    pub(super) fn edge_count(&self) -> usize {
        self.flat.edges.len()
    }

    /// A constraint of a statement.
    pub(super) fn constraint(&mut self, constraint: &DifferenceConstraint) {
        let guard = self.switch(constraint.tag);
        self.guarded(constraint, guard);
    }

    /// A disjunction of a statement.
    pub(super) fn disjunction(&mut self, disjunction: &Disjunction) {
        let guard = self.switch(disjunction.tag());
        self.guarded_disjunction(disjunction, guard);
    }

    /// Everything of a conjunction, with no statement to it.
    pub(super) fn conjunction(&mut self, conjunction: &Conjunction, guard: Option<Lit>) {
        for constraint in &conjunction.constraints {
            self.guarded(constraint, guard);
        }
        for disjunction in &conjunction.disjunctions {
            self.guarded_disjunction(disjunction, guard);
        }
    }

    /// A variable of the values 0 and 1, and the literal that it is 1.
    pub(super) fn proposition(&mut self) -> Lit {
        let variable = self.flat.variables;
        self.flat.variables += 1;
        Lit::holds(variable)
    }

    fn switch(&mut self, tag: Tag) -> Option<Lit> {
        if self.mode == Mode::InForce || tag.is_none() {
            return None;
        }
        if let Some(&known) = self.switches.get(&tag) {
            return Some(known);
        }
        let switch = self.proposition();
        self.switches.insert(tag, switch);
        self.flat.switches.push((tag, switch));
        Some(switch)
    }

    fn guarded(&mut self, constraint: &DifferenceConstraint, guard: Option<Lit>) {
        match (self.bound(constraint), guard) {
            (Some(Bounded::Always), _) => {}
            (Some(Bounded::Never), guard) => {
                let clause = guard.map(Lit::negated).into_iter().collect();
                self.flat.clauses.push(clause);
            }
            (Some(Bounded::If(literal)), None) => self.flat.facts.push(literal),
            (Some(Bounded::If(literal)), Some(guard)) => {
                self.flat.clauses.push(vec![guard.negated(), literal]);
            }
            (None, guard) => {
                let (from, to) = self.ends(constraint);
                self.flat.edges.push(Edge {
                    from,
                    to,
                    weight: of_weight(constraint.weight),
                    guard,
                });
            }
        }
    }

    fn guarded_disjunction(&mut self, disjunction: &Disjunction, guard: Option<Lit>) {
        match disjunction {
            Disjunction::Ladder(ladder) => self.ladder(ladder, guard),
            Disjunction::AnyOf { alternatives, .. } => {
                if let [only] = &alternatives[..] {
                    return self.conjunction(only, guard);
                }
                let mut clause: Vec<Lit> = guard.map(Lit::negated).into_iter().collect();
                for alternative in alternatives {
                    match self.alternative(alternative) {
                        Bounded::Always => return,
                        Bounded::Never => {}
                        Bounded::If(literal) => clause.push(literal),
                    }
                }
                self.flat.clauses.push(clause);
            }
        }
    }

    /// The literal that an alternative holds, or at least that it has to.
    fn alternative(&mut self, alternative: &Conjunction) -> Bounded {
        match (&alternative.constraints[..], &alternative.disjunctions[..]) {
            ([], []) => Bounded::Always,
            ([only], []) => match self.bound(only) {
                Some(bounded) => bounded,
                None => Bounded::If(self.atom(only)),
            },
            _ => {
                let chosen = self.proposition();
                self.conjunction(alternative, Some(chosen));
                Bounded::If(chosen)
            }
        }
    }

    /// The literal that is equivalent to a constraint between two points.
    fn atom(&mut self, constraint: &DifferenceConstraint) -> Lit {
        let (from, to) = self.ends(constraint);
        let weight = of_weight(constraint.weight);
        if let Some(&known) = self.atoms.get(&(from, to, weight)) {
            return known;
        }
        let atom = self.proposition();
        self.atoms.insert((from, to, weight), atom);
        self.atoms.insert((to, from, -weight - 1), atom.negated());
        self.flat.edges.push(Edge {
            from,
            to,
            weight,
            guard: Some(atom),
        });
        self.flat.edges.push(Edge {
            from: to,
            to: from,
            weight: -weight - 1,
            guard: Some(atom.negated()),
        });
        atom
    }

    fn ladder(&mut self, ladder: &Ladder, guard: Option<Lit>) {
        let terms = ladder.terms.iter().map(|term| Term {
            point: TimePoint::new((self.number)(term.point)),
            ..*term
        });
        self.flat.ladders.push(FlatLadder {
            terms: terms.collect(),
            rungs: Arc::clone(&ladder.rungs),
            guard,
        });
    }

    fn ends(&self, constraint: &DifferenceConstraint) -> (u32, u32) {
        ((self.number)(constraint.from), (self.number)(constraint.to))
    }

    /// What a constraint comes to that bounds a single point; `None` for one between two.
    fn bound(&self, constraint: &DifferenceConstraint) -> Option<Bounded> {
        let weight = of_weight(constraint.weight);
        if constraint.from == constraint.to {
            return Some(if weight >= 0 {
                Bounded::Always
            } else {
                Bounded::Never
            });
        }
        if constraint.from == TimePoint::ORIGIN {
            let point = (self.number)(constraint.to);
            return Some(Bounded::If(Lit::at_most(point, weight)));
        }
        if constraint.to == TimePoint::ORIGIN {
            let point = (self.number)(constraint.from);
            return Some(Bounded::If(Lit::at_least(point, -weight)));
        }
        None
    }
}

/// What something comes to.
enum Bounded {
    Always,
    Never,
    If(Lit),
}
