//! The network against Floyd–Warshall on thousands of small random networks.

mod stn_support;

use std::collections::BTreeSet;

use annals::stn::{
    Bound, ConstraintId, DifferenceConstraint, Distance, Stn, Tag, TimePoint, Weight,
};
use stn_support::{Closure, Random, sample};

fn trust(tag: Tag) -> u32 {
    tag.index() * 7 % 5
}

fn kept(constraints: &[DifferenceConstraint], tags: &BTreeSet<Tag>) -> Vec<DifferenceConstraint> {
    constraints
        .iter()
        .filter(|constraint| constraint.tag.is_none() || tags.contains(&constraint.tag))
        .copied()
        .collect()
}

fn sum(constraints: &[DifferenceConstraint], path: &[ConstraintId]) -> Distance {
    path.iter().fold(Distance::ZERO, |sum, id| {
        sum.plus(constraints[id.index() as usize].weight.into())
    })
}

fn assert_chain(
    constraints: &[DifferenceConstraint],
    path: &[ConstraintId],
    from: TimePoint,
    to: TimePoint,
) {
    let end = path.iter().fold(from, |at, id| {
        let constraint = constraints[id.index() as usize];
        assert_eq!(constraint.from, at, "a chain is connected");
        constraint.to
    });
    assert_eq!(end, to);
}

#[test]
fn verdicts_bounds_and_distances_are_those_of_all_pairs() {
    let mut consistent = 0;
    for seed in 0..1000 {
        let (points, constraints) = sample(&mut Random::new(seed));
        let closure = Closure::new(points, &constraints);
        let stn = Stn::new(points, constraints.clone());
        assert_eq!(stn.check().is_ok(), closure.is_consistent(), "seed {seed}");
        let solution = match stn.solve() {
            Ok(solution) => solution,
            Err(cycle) => {
                let first = constraints[cycle.constraints[0].index() as usize].from;
                assert_chain(&constraints, &cycle.constraints, first, first);
                assert!(sum(&constraints, &cycle.constraints) < Distance::ZERO);
                continue;
            }
        };
        consistent += 1;
        for a in (0..points).map(TimePoint::new) {
            let from = solution.distances_from(a);
            let to = solution.distances_to(a);
            for b in (0..points).map(TimePoint::new) {
                let expected = closure.distance(a, b);
                assert_eq!(solution.distance(a, b), expected, "seed {seed} {a:?} {b:?}");
                assert_eq!(from[b.index() as usize], expected, "seed {seed}");
                assert_eq!(
                    to[b.index() as usize],
                    closure.distance(b, a),
                    "seed {seed}"
                );
                let path = solution.path(a, b);
                assert_eq!(path.is_some(), expected.is_some());
                if let (Some(path), Some(expected)) = (path, expected) {
                    assert_chain(&constraints, &path, a, b);
                    assert_eq!(sum(&constraints, &path), expected);
                }
            }
            let upper = closure.distance(TimePoint::ORIGIN, a);
            assert_eq!(
                solution.latest(a),
                upper.map(|d| Bound {
                    ticks: d.ticks(),
                    open: d.is_strict()
                })
            );
            let lower = closure.distance(a, TimePoint::ORIGIN);
            assert_eq!(
                solution.earliest(a),
                lower.map(|d| Bound {
                    ticks: -d.ticks(),
                    open: d.is_strict()
                })
            );
            assert_eq!(
                sum(&constraints, &solution.path_to_latest(a)),
                upper.unwrap_or(Distance::ZERO)
            );
            assert_eq!(
                sum(&constraints, &solution.path_to_earliest(a)),
                lower.unwrap_or(Distance::ZERO)
            );
        }
    }
    assert!(consistent > 150, "both verdicts occur: {consistent}");
    assert!(consistent < 850, "both verdicts occur: {consistent}");
}

#[test]
fn conflicts_are_disjoint_irreducible_and_all_there_is() {
    let mut several = 0;
    for seed in 0..1000 {
        let (points, constraints) = sample(&mut Random::new(seed));
        let stn = Stn::new(points, constraints.clone());
        let is_consistent =
            |tags: &BTreeSet<Tag>| Closure::new(points, &kept(&constraints, tags)).is_consistent();
        let all: BTreeSet<Tag> = constraints
            .iter()
            .map(|constraint| constraint.tag)
            .filter(|tag| !tag.is_none())
            .collect();
        if !is_consistent(&BTreeSet::new()) {
            assert!(
                stn.conflicts(&trust)
                    .iter()
                    .any(|conflict| conflict.tags.is_empty())
            );
            continue;
        }
        let conflicts = stn.conflicts(&trust);
        assert_eq!(conflicts.is_empty(), is_consistent(&all), "seed {seed}");
        several += usize::from(conflicts.len() > 1);
        let mut rest = all.clone();
        for conflict in &conflicts {
            assert!(conflict.minimal);
            let tags: BTreeSet<Tag> = conflict.tags.iter().copied().collect();
            assert_eq!(tags.len(), conflict.tags.len());
            assert!(!is_consistent(&tags), "seed {seed}: explains nothing");
            for &tag in &tags {
                let mut fewer = tags.clone();
                fewer.remove(&tag);
                assert!(is_consistent(&fewer), "seed {seed}: reducible");
                assert!(rest.remove(&tag), "seed {seed}: shares a tag");
            }
            let first = constraints[conflict.cycle[0].index() as usize].from;
            assert_chain(&constraints, &conflict.cycle, first, first);
            assert!(sum(&constraints, &conflict.cycle) < Distance::ZERO);
            let on_cycle: BTreeSet<Tag> = conflict
                .cycle
                .iter()
                .map(|id| constraints[id.index() as usize].tag)
                .filter(|tag| !tag.is_none())
                .collect();
            assert_eq!(on_cycle, tags, "the cycle shows every tag");
            let ranks: Vec<u32> = conflict.tags.iter().map(|&tag| trust(tag)).collect();
            assert!(ranks.is_sorted());
        }
        assert!(is_consistent(&rest), "seed {seed}: more conflicts");

        let out = stn.remainder(&conflicts, &trust);
        for conflict in &conflicts {
            assert!(out.contains(&conflict.tags[0]));
        }
        let rest: BTreeSet<Tag> = all
            .into_iter()
            .filter(|tag| out.binary_search(tag).is_err())
            .collect();
        assert!(is_consistent(&rest), "seed {seed}");
        let solution = stn.without(&out).solve().expect("consistent");
        let closure = Closure::new(points, &kept(&constraints, &rest));
        for a in (0..points).map(TimePoint::new) {
            for b in (0..points).map(TimePoint::new) {
                assert_eq!(solution.distance(a, b), closure.distance(a, b));
            }
        }
    }
    assert!(several > 30, "several conflicts occur: {several}");
}

#[test]
fn the_order_of_constraints_does_not_matter() {
    for seed in 0..500 {
        let mut random = Random::new(seed);
        let (points, mut constraints) = sample(&mut random);
        let before = Stn::new(points, constraints.clone()).solve().ok();
        random.shuffle(&mut constraints);
        let after = Stn::new(points, constraints).solve().ok();
        assert_eq!(before.is_some(), after.is_some());
        if let (Some(before), Some(after)) = (before, after) {
            for point in (0..points).map(TimePoint::new) {
                assert_eq!(before.earliest(point), after.earliest(point));
                assert_eq!(before.latest(point), after.latest(point));
            }
        }
    }
}

#[test]
fn one_more_constraint_never_widens() {
    for seed in 0..500 {
        let (points, mut constraints) = sample(&mut Random::new(seed));
        let Some(last) = constraints.pop() else {
            continue;
        };
        let wide = Stn::new(points, constraints.clone()).solve();
        constraints.push(last);
        let narrow = Stn::new(points, constraints).solve();
        let (wide, narrow) = match (wide, narrow) {
            (Ok(wide), Ok(narrow)) => (wide, narrow),
            (wide, narrow) => {
                assert!(narrow.is_err() || wide.is_ok());
                continue;
            }
        };
        for a in (0..points).map(TimePoint::new) {
            for b in (0..points).map(TimePoint::new) {
                if let Some(distance) = wide.distance(a, b) {
                    assert!(narrow.distance(a, b).is_some_and(|d| d <= distance));
                }
            }
        }
    }
}

#[test]
fn the_largest_weights_do_not_overflow() {
    const COUNT: u32 = 2000;
    for ticks in [i64::MAX, i64::MIN] {
        let chain: Vec<_> = (0..COUNT)
            .map(|i| {
                DifferenceConstraint::new(
                    TimePoint::new(i),
                    TimePoint::new(i + 1),
                    Weight::below(ticks),
                    Tag::new(i),
                )
            })
            .collect();
        let stn = Stn::new(COUNT + 1, chain.clone());
        let solution = stn.solve().expect("a chain is consistent");
        let total = i128::from(ticks) * i128::from(COUNT);
        let last = TimePoint::new(COUNT);
        assert_eq!(
            solution.latest(last),
            Some(Bound {
                ticks: total,
                open: true
            })
        );
        assert_eq!(
            solution.distance(TimePoint::new(1), last),
            Some(Distance::new(total - i128::from(ticks), true))
        );
        let mut closed = chain;
        closed.push(DifferenceConstraint::new(
            last,
            TimePoint::ORIGIN,
            Weight::at_most(i64::MIN),
            Tag::new(COUNT),
        ));
        let conflicts = Stn::new(COUNT + 1, closed).conflicts(&trust);
        assert_eq!(conflicts.is_empty(), ticks == i64::MAX);
    }
}

#[test]
fn constraints_of_the_origin_with_itself_count() {
    let origin = TimePoint::ORIGIN;
    let loop_of = |weight| DifferenceConstraint::new(origin, origin, weight, Tag::new(0));
    assert!(
        Stn::new(1, vec![loop_of(Weight::at_most(0))])
            .check()
            .is_ok()
    );
    assert!(
        Stn::new(1, vec![loop_of(Weight::below(0))])
            .check()
            .is_err()
    );
    assert!(Stn::new(0, Vec::new()).solve().is_ok());
}
