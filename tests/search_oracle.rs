//! What the search finds, against the union of all combinations of alternatives.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::sync::Arc;

use annals::search::{
    Conjunction, Disjunction, Ladder, Limit, Possibilities, Rung, RungSpan, Rungs, Side, Term,
};
use annals::stn::{Bound, DifferenceConstraint, Distance, Solution, Stn, Tag, TimePoint, Weight};
use proptest::prelude::*;

const EFFORT: u64 = 50_000_000;

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
struct Problem {
    points: u32,
    constraints: Vec<DifferenceConstraint>,
    disjunctions: Vec<Disjunction>,
    asked: Vec<DifferenceConstraint>,
}

fn problem(numbers: &[u32]) -> Problem {
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
    Problem {
        points,
        constraints,
        disjunctions,
        asked,
    }
}

/// Every way to choose: lists of constraints.
fn ways(disjunctions: &[Disjunction]) -> Vec<Vec<DifferenceConstraint>> {
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

fn ways_of(disjunction: &Disjunction) -> Vec<Vec<DifferenceConstraint>> {
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

fn solutions(problem: &Problem) -> Vec<Solution> {
    ways(&problem.disjunctions)
        .into_iter()
        .filter_map(|way| {
            let all = problem.constraints.iter().copied().chain(way).collect();
            Stn::new(problem.points + 1, all).solve().ok()
        })
        .collect()
}

/// The latest of several suprema, of which a missing one is beyond all.
fn widest(distances: impl Iterator<Item = Option<Distance>>) -> Option<Distance> {
    let all: Option<Vec<Distance>> = distances.collect();
    all.and_then(|all| all.into_iter().max())
}

fn bound(bound: Option<Bound>) -> Option<(i128, bool)> {
    bound.map(|bound| (bound.ticks, bound.open))
}

fn compare(problem: &Problem) -> Result<(), TestCaseError> {
    let expected = solutions(problem);
    let stn = Stn::new(problem.points + 1, problem.constraints.clone());
    let Ok(found) = Possibilities::new(&stn, &problem.disjunctions, EFFORT) else {
        prop_assert!(expected.is_empty());
        return Ok(());
    };
    prop_assert_eq!(found.consistent(), Some(!expected.is_empty()));
    if expected.is_empty() {
        return Ok(());
    }
    for index in 1..=problem.points {
        let point = TimePoint::new(index);
        let latest = widest(
            expected
                .iter()
                .map(|s| s.distance(TimePoint::ORIGIN, point)),
        );
        let earliest = widest(
            expected
                .iter()
                .map(|s| s.distance(point, TimePoint::ORIGIN)),
        );
        let found_latest = found.latest(point);
        let found_earliest = found.earliest(point);
        prop_assert!(found_latest.exact && found_earliest.exact);
        prop_assert_eq!(
            bound(found_latest.value),
            latest.map(|d| (d.ticks(), d.is_strict()))
        );
        prop_assert_eq!(
            bound(found_earliest.value),
            earliest.map(|d| (-d.ticks(), d.is_strict()))
        );
        for other in 1..=problem.points {
            if other == index {
                continue;
            }
            let other = TimePoint::new(other);
            let apart = widest(expected.iter().map(|s| s.distance(point, other)));
            let outer = found.outer_difference(point, other);
            let greatest = found.joint(&[point, other]).greatest(point, other, outer);
            prop_assert!(greatest.exact);
            prop_assert_eq!(greatest.value, apart, "from {:?} to {:?}", point, other);
            if found.island(point).is_some() && found.island(point) == found.island(other) {
                let later = expected
                    .iter()
                    .any(|s| s.distance(point, other).is_none_or(|d| d.ticks() > 0));
                prop_assert_eq!(found.may_be_later(other, point), Some(later));
            }
        }
    }
    solutions_take_alternatives(problem, &found)?;
    let points: Vec<TimePoint> = problem.asked.iter().flat_map(|c| [c.from, c.to]).collect();
    let allowed = expected.iter().any(|solution| {
        let mut more = solution.stn().active();
        more.extend(&problem.asked);
        Stn::new(problem.points + 1, more).check().is_ok()
    });
    prop_assert_eq!(found.joint(&points).allows(&problem.asked), Some(allowed));
    let condition = Conjunction {
        constraints: problem.asked.clone(),
        disjunctions: Vec::new(),
    };
    prop_assert_eq!(found.allows(&condition), Some(allowed));
    Ok(())
}

/// What is taken of each disjunction in a solution is one of its alternatives, and all that is taken
/// can hold together.
fn solutions_take_alternatives(
    problem: &Problem,
    found: &Possibilities,
) -> Result<(), TestCaseError> {
    let nothing = Stn::new(problem.points + 1, Vec::new());
    for witness in found.witnesses(3) {
        let mut all = problem.constraints.clone();
        for disjunction in &problem.disjunctions {
            let taken = found.taken(&nothing, std::slice::from_ref(disjunction), &witness);
            let taken = taken.constraints();
            let is_taken = |way: &Vec<DifferenceConstraint>| {
                way.len() == taken.len() && way.iter().all(|one| taken.contains(one))
            };
            prop_assert!(ways_of(disjunction).iter().any(is_taken), "{disjunction:?}");
            all.extend(taken);
        }
        prop_assert!(Stn::new(problem.points + 1, all).check().is_ok());
    }
    Ok(())
}

fn cases() -> u32 {
    std::env::var("SEARCH_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(1_500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_that_of_all_combinations(
        numbers in prop::collection::vec(any::<u32>(), 0..160)
    ) {
        compare(&problem(&numbers))?;
    }
}
