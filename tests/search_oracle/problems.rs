//! Small random problems, and all their combinations.

use std::sync::Arc;

use annals::search::{Conjunction, Disjunction, Ladder, Limit, Rung, RungSpan, Rungs, Side, Term};
use annals::stn::{DifferenceConstraint, Solution, Stn, Tag, TimePoint, Weight};

/// Rungs in a list.
#[derive(Debug)]
struct Listed(Vec<Rung>);

impl Rungs for Listed {
    fn first_ending_after(&self, side: Side, ticks: i64) -> Option<Rung> {
        let mut rungs = self.0.iter();
        rungs
            .find(|rung| rung.span(side).hi.is_none_or(|hi| hi > ticks))
            .copied()
    }

    fn last_starting_by(&self, side: Side, ticks: i64) -> Option<Rung> {
        let mut rungs = self.0.iter().rev();
        rungs
            .find(|rung| rung.span(side).lo.is_none_or(|lo| lo <= ticks))
            .copied()
    }
}

/// Makes a problem from numbers, so that fewer and smaller numbers make a smaller problem.
struct Draw<'a> {
    numbers: &'a [u32],
}

impl Draw<'_> {
    fn below(&mut self, limit: u32) -> u32 {
        match self.numbers.split_first() {
            Some((&first, rest)) => {
                self.numbers = rest;
                first % limit
            }
            None => 0,
        }
    }

    fn ticks(&mut self) -> i64 {
        i64::from(self.below(13)) - 4
    }

    fn constraint(&mut self, points: u32, tag: Tag) -> DifferenceConstraint {
        let from = self.below(points + 1);
        let to = (from + 1 + self.below(points)) % (points + 1);
        let ticks = self.ticks();
        let strict = self.below(3) == 0;
        DifferenceConstraint::new(
            TimePoint::new(from),
            TimePoint::new(to),
            Weight { ticks, strict },
            tag,
        )
    }

    fn conjunction(&mut self, points: u32, tag: Tag, depth: u32) -> Conjunction {
        let constraints = (0..self.below(3))
            .map(|_| self.constraint(points, tag))
            .collect();
        let nested = if depth > 0 { self.below(5) / 4 } else { 0 };
        Conjunction {
            constraints,
            disjunctions: (0..nested)
                .map(|_| self.disjunction(points, tag, depth - 1))
                .collect(),
        }
    }

    /// Several choices between orders of points.
    fn choices(&mut self, points: u32, tag: Tag) -> Conjunction {
        let count = 3 + self.below(8);
        let mut order = || {
            let from = 1 + self.below(points);
            let to = 1 + (from + self.below(points - 1)) % points;
            let weight = Weight::at_most(i64::from(self.below(3)) - 2);
            DifferenceConstraint::new(TimePoint::new(from), TimePoint::new(to), weight, tag)
        };
        let mut alternative = || Conjunction {
            constraints: vec![order(), order()],
            disjunctions: Vec::new(),
        };
        let disjunctions = (0..count).map(|_| Disjunction::AnyOf {
            tag,
            alternatives: vec![alternative(), alternative()],
        });
        Conjunction {
            constraints: Vec::new(),
            disjunctions: disjunctions.collect(),
        }
    }

    fn disjunction(&mut self, points: u32, tag: Tag, depth: u32) -> Disjunction {
        if self.below(2) == 0 {
            return Disjunction::Ladder(self.ladder(points, tag));
        }
        let count = 1 + self.below(3);
        let alternatives = (0..count)
            .map(|_| {
                let mut alternative = self.conjunction(points, tag, depth);
                if alternative.constraints.is_empty() && alternative.disjunctions.is_empty() {
                    alternative.constraints.push(self.constraint(points, tag));
                }
                alternative
            })
            .collect();
        Disjunction::AnyOf { tag, alternatives }
    }

    fn ladder(&mut self, points: u32, tag: Tag) -> Ladder {
        let count = 1 + self.below(4);
        let (mut lo, mut hi) = (-4, -4);
        let (mut anchor_lo, mut anchor_hi) = (-4, -4);
        let coupled = self.below(3) == 0;
        let open = self.below(6);
        let mut rungs = Vec::new();
        for number in 0..count {
            lo += 1 + i64::from(self.below(4));
            hi = (lo + 1).max(hi + 1) + i64::from(self.below(3));
            anchor_lo += 1 + i64::from(self.below(3));
            anchor_hi = (anchor_lo + 1).max(anchor_hi + 1) + i64::from(self.below(2));
            let event = RungSpan {
                lo: (open != 1 || number > 0).then_some(lo),
                hi: (open != 2 || number + 1 < count).then_some(hi),
            };
            let anchor = if coupled {
                RungSpan {
                    lo: Some(anchor_lo),
                    hi: Some(anchor_hi),
                }
            } else {
                event
            };
            rungs.push(Rung { event, anchor });
        }
        let start = 1 + self.below(points);
        let end = 1 + (start + self.below(points - 1)) % points;
        let term = |point, side, lower, upper| Term {
            point: TimePoint::new(point),
            side,
            lower,
            upper,
        };
        let mut terms = vec![term(start, Side::Event, true, Limit::Below)];
        if self.below(2) == 0 {
            terms.push(term(end, Side::Event, self.below(2) == 0, Limit::AtMost));
        }
        if coupled {
            let anchor = 1 + (end + self.below(points)) % points;
            terms.push(term(anchor, Side::Anchor, true, Limit::Below));
        }
        Ladder {
            tag,
            terms,
            rungs: Arc::new(Listed(rungs)),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) points: u32,
    pub(crate) constraints: Vec<DifferenceConstraint>,
    pub(crate) disjunctions: Vec<Disjunction>,
    /// Constraints that are asked about.
    pub(crate) asked: Vec<DifferenceConstraint>,
    /// The same with choices.
    pub(crate) condition: Conjunction,
}

pub(crate) fn problem(numbers: &[u32]) -> Problem {
    let mut draw = Draw { numbers };
    let points = 2 + draw.below(4);
    let mut tags = (0..).map(Tag::new);
    let constraints = (0..draw.below(7))
        .map(|_| draw.constraint(points, tags.next().unwrap()))
        .collect();
    let disjunctions = (0..1 + draw.below(4))
        .map(|_| draw.disjunction(points, tags.next().unwrap(), 2))
        .collect();
    let asked = (0..2).map(|_| draw.constraint(points, Tag::NONE)).collect();
    let mut condition = draw.conjunction(points, Tag::NONE, 0);
    for _ in 0..draw.below(3) {
        let more = draw.disjunction(points, Tag::NONE, 1);
        condition.disjunctions.push(more);
    }
    Problem {
        points,
        constraints,
        disjunctions,
        asked,
        condition,
    }
}

/// A few statements of many choices each, which only a search can tell from a contradiction.
pub(crate) fn knot(numbers: &[u32]) -> Problem {
    let mut draw = Draw { numbers };
    let points = 4 + draw.below(3);
    let statements = 1 + draw.below(3);
    let disjunctions = (0..statements)
        .map(Tag::new)
        .map(|tag| Disjunction::AnyOf {
            tag,
            alternatives: vec![draw.choices(points, tag)],
        })
        .collect();
    Problem {
        points,
        constraints: Vec::new(),
        disjunctions,
        asked: Vec::new(),
        condition: draw.choices(points, Tag::NONE),
    }
}

/// Every way to choose: lists of constraints.
pub(crate) fn ways(disjunctions: &[Disjunction]) -> Vec<Vec<DifferenceConstraint>> {
    disjunctions
        .iter()
        .fold(vec![Vec::new()], |ways, disjunction| {
            let own = ways_of(disjunction);
            ways.iter()
                .flat_map(|way| {
                    own.iter()
                        .map(|more| way.iter().chain(more).copied().collect())
                })
                .collect()
        })
}

pub(crate) fn ways_of(disjunction: &Disjunction) -> Vec<Vec<DifferenceConstraint>> {
    match disjunction {
        Disjunction::AnyOf { alternatives, .. } => alternatives
            .iter()
            .flat_map(|alternative| {
                let mut nested = ways(&alternative.disjunctions);
                for way in &mut nested {
                    way.extend(&alternative.constraints);
                }
                nested
            })
            .collect(),
        Disjunction::Ladder(ladder) => {
            let mut ways = Vec::new();
            let mut next = ladder.rungs.first();
            while let Some(rung) = next {
                ways.push(said_by(ladder, &rung));
                next = ladder.rungs.after(&rung);
            }
            ways
        }
    }
}

/// What a rung says. This is what `annals::search::holding` has to give; the oracle works it out by
/// itself, so that a mistake there is found here.
fn said_by(ladder: &Ladder, rung: &Rung) -> Vec<DifferenceConstraint> {
    let mut constraints = Vec::new();
    for term in &ladder.terms {
        let span = rung.span(term.side);
        if let (Some(lo), true) = (span.lo, term.lower) {
            let bound = DifferenceConstraint::earliest(term.point, Weight::at_most(lo), ladder.tag);
            constraints.extend(bound);
        }
        if let Some(hi) = span.hi {
            let weight = match term.upper {
                Limit::Below => Weight::below(hi),
                Limit::AtMost => Weight::at_most(hi),
            };
            constraints.push(DifferenceConstraint::latest(term.point, weight, ladder.tag));
        }
    }
    constraints
}

pub(crate) fn solutions(problem: &Problem) -> Vec<Solution> {
    ways(&problem.disjunctions)
        .into_iter()
        .filter_map(|way| {
            let all = problem.constraints.iter().copied().chain(way).collect();
            Stn::new(problem.points + 1, all).solve().ok()
        })
        .collect()
}
