//! The sequence against its definition on all pairs.

mod stn_support;

use annals::order::sequence;
use annals::stn::{DifferenceConstraint, Distance, Stn, Tag, TimePoint};
use stn_support::{Closure, Random, network, story};

/// The finest ordinal sum, by trying every cut of an order by number of predecessors.
fn by_definition(closure: &Closure, points: &[TimePoint]) -> Vec<Vec<usize>> {
    let upto = |a: usize, b: usize| {
        closure
            .distance(points[b], points[a])
            .is_some_and(|distance| distance <= Distance::ZERO)
    };
    let before = |a: usize, b: usize| upto(a, b) && !upto(b, a);
    let count = points.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&b| (0..count).filter(|&a| before(a, b)).count());
    let mut groups = Vec::new();
    let mut start = 0;
    for cut in 1..=count {
        let (left, right) = order.split_at(cut);
        if left.iter().all(|&a| right.iter().all(|&b| before(a, b))) {
            let mut group = order[start..cut].to_vec();
            group.sort_unstable();
            groups.push(group);
            start = cut;
        }
    }
    groups
}

fn assert_sequence(
    points: u32,
    constraints: &[DifferenceConstraint],
    random: &mut Random,
) -> usize {
    let Ok(solution) = Stn::new(points, constraints.to_vec()).solve() else {
        return 0;
    };
    // The origin, when it is listed, stands in the way of most cuts.
    let first = u32::from(points > 1 && random.below(4) > 0);
    let mut listed: Vec<TimePoint> = (first..points).map(TimePoint::new).collect();
    random.shuffle(&mut listed);
    if random.below(2) == 0 {
        listed.truncate(1 + random.below(points) as usize);
    }
    let expected = by_definition(&Closure::new(points, constraints), &listed);
    assert_eq!(sequence(&solution, &listed), expected);
    expected.len()
}

#[test]
fn groups_are_the_finest_in_which_each_stands_before_the_next() {
    for seed in 0..2000 {
        let mut random = Random::new(seed);
        let (points, constraints) = network(&mut random);
        assert_sequence(points, &constraints, &mut random);
    }
}

#[test]
fn stories_of_orders_and_dates_fall_into_the_groups_of_the_definition() {
    let mut cut = 0;
    for seed in 0..1500 {
        let mut random = Random::new(seed);
        let (points, constraints) = story(&mut random);
        cut += usize::from(assert_sequence(points, &constraints, &mut random) > 3);
    }
    assert!(cut > 300, "sequences with cuts occur: {cut}");
}

#[test]
fn two_crowds_with_all_before_all_are_two_groups() {
    // Whether the crowds meet in a point that is not listed, or each pair has its own order.
    for meet in [true, false] {
        let (left, right) = (1..=20, 21..=40);
        let point = TimePoint::new;
        let mut constraints = Vec::new();
        for a in left {
            if meet {
                constraints.push(DifferenceConstraint::order(point(a), point(41), Tag::NONE));
                continue;
            }
            for b in right.clone() {
                constraints.push(DifferenceConstraint::order(point(a), point(b), Tag::NONE));
            }
        }
        for b in right.filter(|_| meet) {
            constraints.push(DifferenceConstraint::order(point(41), point(b), Tag::NONE));
        }
        let solution = Stn::new(42, constraints).solve().unwrap();
        let listed: Vec<TimePoint> = (1..=40).map(point).collect();
        let groups = sequence(&solution, &listed);
        assert_eq!(groups, [(0..20).collect::<Vec<_>>(), (20..40).collect()]);
    }
}
