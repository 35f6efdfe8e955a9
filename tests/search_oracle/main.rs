//! What the search finds, against the union of all combinations of alternatives.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod explanations;
mod problems;

use annals::search::{Conjunction, Possibilities};
use annals::stn::{Bound, DifferenceConstraint, Distance, Stn, TimePoint};
use problems::{Problem, knot, problem, solutions, ways_of};
use proptest::prelude::*;

const EFFORT: u64 = 50_000_000;

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

    #[test]
    fn every_explanation_is_irreducible(
        numbers in prop::collection::vec(any::<u32>(), 0..200)
    ) {
        explanations::compare(&problem(&numbers))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_explanation_of_a_knot_is_irreducible(
        numbers in prop::collection::vec(any::<u32>(), 200)
    ) {
        explanations::compare(&knot(&numbers))?;
    }
}
