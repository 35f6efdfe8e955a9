//! By which statements something is excluded, searched for near to what it is about.
//!
//! A timeline may have thousands of statements, most of which have nothing to do with a given
//! event. What a part of the statements excludes the whole excludes, so parts are tried that grow:
//! first the chains behind the bounds, then what is tied to the points in question by one
//! statement, by two, by four. A part is renumbered, so that it costs what it holds.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use super::Analysis;
use crate::diagnostic::Diagnostic;
use crate::search::{Conjunction, Disjunction, Exclusion, Ladder, Term, Verdict, exclusion};
use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint};

/// Steps of search for one explanation.
const STEPS: u64 = 1_000_000;
/// How many statements are looked at for all explanations beyond the chains; what is excluded by
/// many choices at once is told without its reasons then.
const LOOKED_AT: usize = 10_000;
/// How many statements are shown.
const SHOWN: usize = 6;

/// All that holds, by the points that it is about.
pub(super) struct Reasons<'a> {
    analysis: &'a Analysis<'a>,
    /// What each statement says, by tag; behind them, what holds without any statement.
    grounds: Vec<Ground<'a>>,
    /// The numbers of the grounds about each point.
    about: Vec<Vec<u32>>,
    ranks: Vec<u32>,
    places: Vec<(usize, u32)>,
    looked_at: Cell<usize>,
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

impl<'a> Reasons<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>) -> Self {
        let system = &analysis.system;
        let places = super::places(&analysis.chronology, &system.statements);
        Self {
            analysis,
            ranks: super::ranks(&system.statements, &places),
            places,
            looked_at: Cell::new(0),
            grounds: Vec::new(),
            about: vec![Vec::new(); system.stn.point_count()],
        }
        .with_grounds()
    }

    fn with_grounds(mut self) -> Self {
        let system = &self.analysis.system;
        let statements = system.statements.len();
        self.grounds.resize_with(statements, Ground::default);
        for constraint in system.stn.active() {
            if constraint.tag.is_none() {
                self.grounds.push(Ground::default());
            }
            let at = if constraint.tag.is_none() {
                self.grounds.len() - 1
            } else {
                constraint.tag.index() as usize
            };
            self.grounds[at].add(constraint);
        }
        for disjunction in &system.disjunctions {
            let tag = disjunction.tag().index() as usize;
            if let Some(ground) = self.grounds.get_mut(tag) {
                ground.points.extend(disjunction.points());
                ground.disjunctions.push(disjunction);
            }
        }
        for (ground, number) in self.grounds.iter_mut().zip(0..) {
            ground.points.remove(&TimePoint::ORIGIN);
            for point in &ground.points {
                self.about[point.index() as usize].push(number);
            }
        }
        self
    }

    /// The statements that exclude a condition, in the order of their places; `None` where they
    /// were not found. The statements `without` are left out of what is asked.
    pub(super) fn why(&self, condition: &Conjunction, without: &[Tag]) -> Option<Vec<Tag>> {
        let points: BTreeSet<TimePoint> = condition.points().into_iter().collect();
        let mut part = self.chains(condition, &points, without);
        let mut reach = 1;
        loop {
            match self.exclusion(&part, &points, condition) {
                Verdict::Excluded(found) => return Some(self.in_order(found)),
                Verdict::GivenUp => return None,
                Verdict::Possible => {}
            }
            let before = part.len();
            reach *= 2;
            part = self.within_reach(points.clone(), reach, without);
            self.looked_at.set(self.looked_at.get() + part.len());
            if (reach > 2 && part.len() == before) || self.looked_at.get() > LOOKED_AT {
                return None;
            }
        }
    }

    /// Whether what is said near to a condition excludes it: what is tied to its points by one
    /// statement or two.
    pub(super) fn is_excluded_nearby(&self, condition: &Conjunction, without: &[Tag]) -> bool {
        let points: BTreeSet<TimePoint> = condition.points().into_iter().collect();
        [1, 2].into_iter().any(|reach| {
            let part = self.within_reach(points.clone(), reach, without);
            matches!(
                self.exclusion(&part, &points, condition),
                Verdict::Excluded(_)
            )
        })
    }

    /// Whether these statements alone, with what holds without any, exclude a condition.
    pub(super) fn exclude(&self, tags: &[Tag], condition: &Conjunction) -> bool {
        let asked: BTreeSet<TimePoint> = condition.points().into_iter().collect();
        let mut part: BTreeSet<u32> = tags.iter().map(|tag| tag.index()).collect();
        let mut points = asked.clone();
        let grounds = tags.iter().map(|tag| &self.grounds[tag.index() as usize]);
        points.extend(grounds.flat_map(|ground| &ground.points));
        part.extend(points.iter().flat_map(|&point| self.given(point)));
        matches!(
            self.exclusion(&part, &asked, condition),
            Verdict::Excluded(_)
        )
    }

    /// What holds of a point without any statement.
    fn given(&self, point: TimePoint) -> impl Iterator<Item = u32> {
        let statements = self.analysis.system.statements.len();
        let about = self.at(point).iter().copied();
        about.filter(move |&number| number as usize >= statements)
    }

    fn in_order(&self, found: Exclusion) -> Vec<Tag> {
        let mut tags = found.tags;
        tags.sort_by_key(|tag| self.places.get(tag.index() as usize));
        tags
    }

    /// What stands behind the bounds that a condition runs into, and what is said of its points.
    fn chains(
        &self,
        condition: &Conjunction,
        points: &BTreeSet<TimePoint>,
        without: &[Tag],
    ) -> BTreeSet<u32> {
        let base = &self.analysis.reasoned.base;
        let mut tags = BTreeSet::new();
        let mut all = vec![condition];
        while let Some(condition) = all.pop() {
            for constraint in &condition.constraints {
                let path = base.path(constraint.to, constraint.from);
                let steps = path.iter().flatten();
                let steps = steps.filter_map(|&step| base.stn().constraint(step));
                tags.extend(steps.map(|step| step.tag).filter(|tag| !tag.is_none()));
            }
            for disjunction in &condition.disjunctions {
                if let Disjunction::AnyOf { alternatives, .. } = disjunction {
                    all.extend(alternatives);
                }
            }
        }
        let mut part: BTreeSet<u32> = tags.into_iter().map(Tag::index).collect();
        let ends = part
            .iter()
            .flat_map(|&number| &self.grounds[number as usize].points);
        let ends: BTreeSet<TimePoint> = ends.copied().collect();
        part.extend(ends.iter().flat_map(|&point| self.given(point)));
        part.extend(points.iter().flat_map(|point| self.at(*point)));
        part.retain(|&number| !is_out(without, number));
        part
    }

    fn at(&self, point: TimePoint) -> &[u32] {
        let about = self.about.get(point.index() as usize);
        about.map_or(&[], Vec::as_slice)
    }

    /// What is tied to points by at most so many others.
    fn within_reach(
        &self,
        mut seen: BTreeSet<TimePoint>,
        reach: u32,
        without: &[Tag],
    ) -> BTreeSet<u32> {
        let mut part = BTreeSet::new();
        let mut edge: Vec<TimePoint> = seen.iter().copied().collect();
        for _ in 0..reach {
            let mut next = Vec::new();
            for number in edge.iter().flat_map(|&point| self.at(point)) {
                if !is_out(without, *number) && part.insert(*number) {
                    let points = self.grounds[*number as usize].points.iter();
                    next.extend(points.filter(|&&point| seen.insert(point)));
                }
            }
            edge = next;
        }
        part
    }

    /// Whether these statements exclude a condition.
    fn exclusion(
        &self,
        part: &BTreeSet<u32>,
        asked: &BTreeSet<TimePoint>,
        condition: &Conjunction,
    ) -> Verdict {
        let grounds: Vec<&Ground<'_>> = part
            .iter()
            .map(|&number| &self.grounds[number as usize])
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
        let rank = |tag: Tag| self.ranks.get(tag.index() as usize).copied().unwrap_or(0);
        let steps = STEPS.min(self.analysis.options.effort);
        exclusion(&stn, &open, &asked, &condition, &rank, steps)
    }

    /// Shows by which statements something is excluded.
    pub(super) fn shown(&self, mut finding: Diagnostic, tags: &[Tag]) -> Diagnostic {
        let statements = tags
            .iter()
            .filter_map(|&tag| self.analysis.system.statement(tag));
        for statement in statements.take(SHOWN) {
            finding = finding.with_label(statement.span, statement.text(&self.analysis.chronology));
        }
        match tags.len().saturating_sub(SHOWN) {
            0 => finding,
            1 => finding.with_note("one more statement takes part"),
            more => finding.with_note(format!("{more} more statements take part")),
        }
    }
}

/// Whether the statement of this number is among those that are left out.
fn is_out(without: &[Tag], number: u32) -> bool {
    without.iter().any(|tag| tag.index() == number)
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
