//! What each statement says, and questions to a part of the statements.
//!
//! A part is renumbered, so that it costs what it holds.

use std::collections::{BTreeSet, HashMap};

use crate::encode::System;
use crate::search::{Conjunction, Disjunction, Ladder, Term, Verdict, exclusion};
use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint};

/// All that holds, by the statements that say it and by the points that it is about.
pub(super) struct Grounds<'a> {
    /// What each statement says, by tag; behind them, what holds without any statement.
    said: Vec<Ground<'a>>,
    /// How many statements there are.
    statements: usize,
    /// The numbers of what is said about each point.
    about: Vec<Vec<u32>>,
}

/// What one statement says.
#[derive(Default)]
struct Ground<'a> {
    constraints: Vec<DifferenceConstraint>,
    disjunctions: Vec<&'a Disjunction>,
    points: BTreeSet<TimePoint>,
}

impl Ground<'_> {
    fn add(&mut self, constraint: DifferenceConstraint) {
        self.points.extend([constraint.from, constraint.to]);
        self.constraints.push(constraint);
    }
}

impl<'a> Grounds<'a> {
    pub(super) fn new(system: &'a System) -> Self {
        let statements = system.statements.len();
        let mut said: Vec<Ground<'_>> = Vec::new();
        said.resize_with(statements, Ground::default);
        for constraint in system.stn.active() {
            if constraint.tag.is_none() {
                let mut ground = Ground::default();
                ground.add(constraint);
                said.push(ground);
            } else {
                said[constraint.tag.index() as usize].add(constraint);
            }
        }
        for disjunction in &system.disjunctions {
            if let Some(ground) = said.get_mut(disjunction.tag().index() as usize) {
                ground.points.extend(disjunction.points());
                ground.disjunctions.push(disjunction);
            }
        }
        let mut about = vec![Vec::new(); system.stn.point_count()];
        for (ground, number) in said.iter_mut().zip(0..) {
            ground.points.remove(&TimePoint::ORIGIN);
            for point in &ground.points {
                about[point.index() as usize].push(number);
            }
        }
        Self {
            said,
            statements,
            about,
        }
    }

    /// The points that something is about, without the origin.
    pub(super) fn points(&self, number: u32) -> &BTreeSet<TimePoint> {
        &self.said[number as usize].points
    }

    /// Whether something leaves a choice.
    pub(super) fn is_open(&self, number: u32) -> bool {
        !self.said[number as usize].disjunctions.is_empty()
    }

    /// What a statement says.
    pub(super) fn conjunction(&self, tag: Tag) -> Conjunction {
        let ground = &self.said[tag.index() as usize];
        Conjunction {
            constraints: ground.constraints.clone(),
            disjunctions: ground.disjunctions.iter().copied().cloned().collect(),
        }
    }

    /// All that is about a point.
    pub(super) fn at(&self, point: TimePoint) -> &[u32] {
        let about = self.about.get(point.index() as usize);
        about.map_or(&[], Vec::as_slice)
    }

    /// What holds of a point without any statement.
    pub(super) fn given(&self, point: TimePoint) -> impl Iterator<Item = u32> {
        let about = self.at(point).iter().copied();
        about.filter(|&number| number as usize >= self.statements)
    }

    /// Whether a part excludes a condition, among what bears on the points asked about.
    pub(super) fn exclusion(
        &self,
        part: &BTreeSet<u32>,
        asked: &BTreeSet<TimePoint>,
        condition: &Conjunction,
        rank: &dyn Fn(Tag) -> u32,
        steps: u64,
    ) -> Verdict {
        let grounds: Vec<&Ground<'_>> = part
            .iter()
            .map(|&number| &self.said[number as usize])
            .collect();
        let mut points = asked.clone();
        points.extend(grounds.iter().flat_map(|ground| &ground.points));
        let part = Numbers::new(points);
        let constraints = grounds.iter().flat_map(|ground| &ground.constraints);
        let constraints = constraints.map(|said| part.constraint(said));
        let stn = Stn::new(part.count(), constraints.collect());
        let open = grounds.iter().flat_map(|ground| &ground.disjunctions);
        let open: Vec<Disjunction> = open.map(|said| part.disjunction(said)).collect();
        let condition = part.conjunction(condition);
        let asked: Vec<TimePoint> = asked.iter().map(|&point| part.point(point)).collect();
        exclusion(&stn, &open, &asked, &condition, rank, steps)
    }
}

/// Some of the points under numbers of their own.
pub(super) struct Numbers(HashMap<TimePoint, TimePoint>);

impl Numbers {
    pub(super) fn new(points: impl IntoIterator<Item = TimePoint>) -> Self {
        let points = points
            .into_iter()
            .filter(|&point| point != TimePoint::ORIGIN);
        let points = std::iter::once(TimePoint::ORIGIN).chain(points);
        Self(points.zip((0..).map(TimePoint::new)).collect())
    }

    /// How many there are, with the origin.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn point(&self, point: TimePoint) -> TimePoint {
        self.0.get(&point).copied().unwrap_or(TimePoint::ORIGIN)
    }

    fn constraint(&self, said: &DifferenceConstraint) -> DifferenceConstraint {
        DifferenceConstraint {
            from: self.point(said.from),
            to: self.point(said.to),
            ..*said
        }
    }

    pub(super) fn conjunction(&self, said: &Conjunction) -> Conjunction {
        let constraints = said.constraints.iter();
        let disjunctions = said.disjunctions.iter();
        Conjunction {
            constraints: constraints.map(|said| self.constraint(said)).collect(),
            disjunctions: disjunctions.map(|said| self.disjunction(said)).collect(),
        }
    }

    fn disjunction(&self, said: &Disjunction) -> Disjunction {
        match said {
            Disjunction::AnyOf { tag, alternatives } => Disjunction::AnyOf {
                tag: *tag,
                alternatives: alternatives
                    .iter()
                    .map(|said| self.conjunction(said))
                    .collect(),
            },
            Disjunction::Ladder(ladder) => Disjunction::Ladder(Ladder {
                terms: ladder
                    .terms
                    .iter()
                    .map(|term| Term {
                        point: self.point(term.point),
                        ..*term
                    })
                    .collect(),
                ..ladder.clone()
            }),
        }
    }
}
