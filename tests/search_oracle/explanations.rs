//! Explanations, against trying all combinations of what they name and of what they do without.

use annals::search::{
    Conjunction, Disjunction, Exclusion, Possibilities, Verdict, contradictions, exclusion,
    retraction,
};
use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint};
use proptest::prelude::*;

use crate::EFFORT;
use crate::problems::{Problem, ways_of};

/// Whether some combination of what these tags say meets a condition.
fn holds(problem: &Problem, said: impl Fn(Tag) -> bool, condition: &Conjunction) -> bool {
    let disjunctions = problem.disjunctions.iter();
    let disjunctions = disjunctions.filter(|disjunction| said(disjunction.tag()));
    let open = disjunctions.chain(&condition.disjunctions).collect();
    let constraints = problem.constraints.iter();
    let constraints = constraints.filter(|constraint| said(constraint.tag));
    let made: Vec<_> = constraints.chain(&condition.constraints).copied().collect();
    can_be_chosen(open, &made)
}

/// Whether of each open disjunction an alternative can be chosen beside what was chosen before.
fn can_be_chosen(mut open: Vec<&Disjunction>, made: &[DifferenceConstraint]) -> bool {
    if !can_hold_together(made) {
        return false;
    }
    let Some(next) = open.pop() else { return true };
    match next {
        Disjunction::AnyOf { alternatives, .. } => alternatives.iter().any(|alternative| {
            let open = open.iter().copied().chain(&alternative.disjunctions);
            can_be_chosen(open.collect(), &[made, &alternative.constraints].concat())
        }),
        Disjunction::Ladder(_) => {
            let mut ways = ways_of(next).into_iter();
            ways.any(|way| can_be_chosen(open.clone(), &[made, &way].concat()))
        }
    }
}

/// How many points there are at most, the origin included.
const POINTS: usize = 8;

/// By Bellman and Ford: whether distances settle.
fn can_hold_together(constraints: &[DifferenceConstraint]) -> bool {
    // A strict constraint is tighter by less than all of them together make a tick.
    let edges = constraints.iter().map(|said| {
        let length = said.weight.ticks * 1024 - i64::from(said.weight.strict);
        (said.from.index() as usize, said.to.index() as usize, length)
    });
    let mut distances = [0_i64; POINTS];
    for _ in 0..=POINTS {
        let before = distances;
        for (from, to, length) in edges.clone() {
            distances[to] = distances[to].min(distances[from] + length);
        }
        if before == distances {
            return true;
        }
    }
    false
}

fn assert_irreducible(
    problem: &Problem,
    found: &Exclusion,
    condition: &Conjunction,
) -> Result<(), TestCaseError> {
    let tags = &found.tags;
    prop_assert!(found.minimal);
    prop_assert!(!holds(problem, |tag| tags.contains(&tag), condition));
    for &spared in tags {
        let rest = |tag| tag != spared && tags.contains(&tag);
        prop_assert!(holds(problem, rest, condition), "{spared:?} is not needed");
    }
    Ok(())
}

pub(crate) fn compare(problem: &Problem) -> Result<(), TestCaseError> {
    let stn = Stn::new(problem.points + 1, problem.constraints.clone());
    let points: Vec<TimePoint> = (1..=problem.points).map(TimePoint::new).collect();
    let rank = |tag: Tag| tag.index();
    let condition = &problem.condition;
    let excluded = !holds(problem, |_| true, condition);
    match exclusion(
        &stn,
        &problem.disjunctions,
        &points,
        condition,
        &rank,
        EFFORT,
    ) {
        Verdict::Possible => prop_assert!(!excluded),
        Verdict::Excluded(found) => assert_irreducible(problem, &found, condition)?,
        Verdict::GivenUp => prop_assert!(false, "there are steps enough"),
    }
    let Ok(found) = Possibilities::new(&stn, &problem.disjunctions, EFFORT) else {
        return Ok(());
    };
    let places = found.contradictory();
    let nothing = Conjunction::default();
    let all = contradictions(&stn, &problem.disjunctions, &places, &rank, EFFORT);
    prop_assert!(all.complete);
    prop_assert_eq!(all.found.is_empty(), holds(problem, |_| true, &nothing));
    let mut named: Vec<Tag> = Vec::new();
    for found in &all.found {
        assert_irreducible(problem, found, &nothing)?;
        prop_assert!(!found.tags.iter().any(|tag| named.contains(tag)));
        named.extend(&found.tags);
    }
    prop_assert!(holds(problem, |tag| !named.contains(&tag), &nothing));
    let out = retraction(&stn, &problem.disjunctions, &places, &rank, EFFORT);
    prop_assert!(out.complete);
    prop_assert!(holds(problem, |tag| !out.tags.contains(&tag), &nothing));
    // However soon the search is given up, what is left holds together.
    let out = retraction(&stn, &problem.disjunctions, &places, &rank, 1);
    prop_assert!(holds(problem, |tag| !out.tags.contains(&tag), &nothing));
    Ok(())
}
