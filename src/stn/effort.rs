//! Steps, counted: nothing is quadratic in the size of the networks that timelines make.

use super::conflict;
use super::{DifferenceConstraint, Implication, Stn, Tag, TimePoint, Weight};

const COUNT: u32 = 10_000;

fn point(index: u32) -> TimePoint {
    TimePoint::new(index)
}

fn order(earlier: u32, later: u32, tag: u32) -> DifferenceConstraint {
    DifferenceConstraint::order(point(earlier), point(later), Tag::new(tag))
}

fn date(at: u32, ticks: i64, tag: u32) -> [DifferenceConstraint; 2] {
    let weight = Weight::at_most(ticks);
    [
        DifferenceConstraint::earliest(point(at), weight, Tag::new(tag)).unwrap(),
        DifferenceConstraint::latest(point(at), Weight::at_most(ticks + 5), Tag::new(tag)),
    ]
}

/// The same numbers in a fixed order that looks random.
fn scattered(index: u32) -> u32 {
    u32::try_from(u64::from(index) * 2_654_435_761 % u64::from(COUNT)).unwrap()
}

/// Each reign ends where the next begins and lasts at most so long; the first has a date.
fn reigns() -> Vec<DifferenceConstraint> {
    let mut chain: Vec<_> = date(1, 0, 0).into();
    for i in 1..COUNT {
        chain.push(DifferenceConstraint::new(
            point(i),
            point(i + 1),
            Weight::at_most(40 + i64::from(scattered(i) % 30)),
            Tag::new(2 * i),
        ));
        chain.push(order(i, i + 1, 2 * i + 1));
    }
    chain
}

#[test]
fn bounds_of_a_chain_take_linear_steps() {
    let solution = Stn::new(COUNT + 1, reigns()).solve().unwrap();
    assert!(solution.latest(point(COUNT)).is_some());
    assert!(
        solution.steps() < 20 * u64::from(COUNT),
        "{}",
        solution.steps()
    );
}

#[test]
fn what_follows_in_a_chain_takes_linear_steps() {
    let chain = reigns();
    let solution = Stn::new(COUNT + 1, chain.clone()).solve().unwrap();
    let tags: Vec<Tag> = chain.iter().map(|constraint| constraint.tag).collect();
    let questions: Vec<_> = chain
        .iter()
        .zip(&tags)
        .map(|(constraint, tag)| Implication {
            from: constraint.from,
            to: constraint.to,
            weight: constraint.weight,
            without: std::slice::from_ref(tag),
        })
        .collect();
    let answers = solution.implied_without(&questions);
    assert!(answers.iter().all(|implied| !implied));
    assert!(
        solution.steps() < 60 * u64::from(COUNT),
        "{}",
        solution.steps()
    );
}

#[test]
fn what_follows_in_a_random_network_takes_few_steps_a_link() {
    let mut links = Vec::new();
    for i in 0..3 * COUNT {
        let (a, b) = (scattered(i) % COUNT, scattered(i * 7 + i / COUNT + 1));
        if a != b {
            links.push(order(1 + a.min(b), 1 + a.max(b), i));
        }
    }
    let solution = Stn::new(COUNT + 1, links.clone()).solve().unwrap();
    let tags: Vec<Tag> = links.iter().map(|link| link.tag).collect();
    let questions: Vec<_> = links
        .iter()
        .zip(&tags)
        .map(|(link, tag)| Implication {
            from: link.from,
            to: link.to,
            weight: link.weight,
            without: std::slice::from_ref(tag),
        })
        .collect();
    let answers = solution.implied_without(&questions);
    assert_eq!(answers.len(), links.len());
    let steps = solution.steps();
    assert!(steps < 60 * links.len() as u64, "{steps}");
}

#[test]
fn many_contradictions_in_one_component_take_linear_steps() {
    let trust = |tag: Tag| tag.index() % 7;
    let links = (1..COUNT).map(|i| order(i, i + 1, i));
    let backwards =
        links.clone().chain((1..COUNT).map(|i| {
            DifferenceConstraint::strict_order(point(i + 1), point(i), Tag::new(COUNT + i))
        }));
    let falling = links
        .clone()
        .chain((1..=COUNT).flat_map(|i| date(i, 10 * i64::from(COUNT - i), COUNT + i)));
    let shuffled =
        links.chain((1..=COUNT).flat_map(|i| date(i, 10 * i64::from(scattered(i)), COUNT + i)));
    for constraints in [
        backwards.collect::<Vec<_>>(),
        falling.collect(),
        shuffled.collect(),
    ] {
        let stn = Stn::new(COUNT + 1, constraints);
        let (conflicts, steps) = conflict::conflicts(&stn, &trust);
        assert!(conflicts.len() > COUNT as usize / 4);
        assert!(steps < 200 * u64::from(COUNT), "{steps}");
        let (out, steps) = conflict::remainder(&stn, &conflicts, &trust);
        assert!(steps < 1000 * u64::from(COUNT), "{steps}");
        assert!(stn.without(&out).check().is_ok());
    }
}

#[test]
fn long_explanations_are_irreducible_in_quasilinear_steps() {
    let trust = |_: Tag| 0;
    let ring = (1..COUNT)
        .map(|i| order(i, i + 1, i))
        .chain([DifferenceConstraint::strict_order(
            point(COUNT),
            point(1),
            Tag::new(COUNT),
        )]);
    // Two rails that are equal rung by rung: each tag has four constraints, the cycle needs one.
    let half = COUNT / 2;
    let rails = (1..half).flat_map(|i| {
        let (a, b) = (2 * i - 1, 2 * i);
        [
            order(a, a + 2, i),
            order(a + 2, a, i),
            order(b, b + 2, i),
            order(b + 2, b, i),
            DifferenceConstraint::order(point(a), point(b), Tag::NONE),
        ]
    });
    let rails = rails
        .chain(date(1, 0, half))
        .chain(date(2 * half - 1, 30, half + 1));
    for (constraints, tags) in [
        (ring.collect::<Vec<_>>(), COUNT),
        (rails.collect(), half + 1),
    ] {
        let stn = Stn::new(COUNT + 1, constraints);
        let (conflicts, steps) = conflict::conflicts(&stn, &trust);
        assert_eq!(conflicts.len(), 1);
        assert!(conflicts[0].minimal);
        assert_eq!(conflicts[0].tags.len(), tags as usize);
        assert!(steps < 2000 * u64::from(COUNT), "{steps}");
    }
}
