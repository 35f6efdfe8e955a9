//! Bounds over all solutions where there is none, whether or not that was found out.

use annals::search::{Conjunction, Disjunction, Possibilities};
use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint, Weight};

const STATED: Tag = Tag::new(0);

fn earliest(point: TimePoint, ticks: i64) -> DifferenceConstraint {
    DifferenceConstraint::earliest(point, Weight::at_most(ticks), STATED)
        .expect("it can be counted")
}

fn latest(point: TimePoint, ticks: i64) -> DifferenceConstraint {
    DifferenceConstraint::latest(point, Weight::at_most(ticks), STATED)
}

fn any_of(alternatives: Vec<Vec<DifferenceConstraint>>) -> Disjunction {
    let alternatives = alternatives.into_iter().map(|constraints| Conjunction {
        constraints,
        disjunctions: Vec::new(),
    });
    Disjunction::AnyOf {
        tag: STATED,
        alternatives: alternatives.collect(),
    }
}

/// Two points from 0 to 10 of which the second is no earlier than the first. Of two witnesses who
/// say otherwise one is believed.
fn two_liars() -> (Stn, Vec<Disjunction>) {
    let (first, second) = (TimePoint::new(1), TimePoint::new(2));
    let mut stated = vec![DifferenceConstraint::new(
        second,
        first,
        Weight::at_most(0),
        STATED,
    )];
    stated.extend([first, second].map(|point| earliest(point, 0)));
    stated.extend([first, second].map(|point| latest(point, 10)));
    let liar = |after, by| vec![earliest(first, after), latest(second, by)];
    (
        Stn::new(3, stated),
        vec![any_of(vec![liar(4, 2), liar(5, 3)])],
    )
}

/// Points from 0 to 10, two at least one apart, of which there is room for all but one.
fn pigeonhole() -> (Stn, Vec<Disjunction>) {
    let points: Vec<TimePoint> = (1..=12).map(TimePoint::new).collect();
    let stated = points.iter();
    let stated = stated.flat_map(|&point| [earliest(point, 0), latest(point, 10)]);
    let before = |first, second| {
        vec![DifferenceConstraint::new(
            second,
            first,
            Weight::at_most(-1),
            STATED,
        )]
    };
    let pairs = (0..points.len()).flat_map(|other| (0..other).map(move |one| (one, other)));
    let apart = pairs
        .map(|(one, other)| (points[one], points[other]))
        .map(|(one, other)| any_of(vec![before(one, other), before(other, one)]))
        .collect();
    (Stn::new(13, stated.collect()), apart)
}

#[track_caller]
fn assert_no_weaker_than_stated(
    (stn, choices): &(Stn, Vec<Disjunction>),
    effort: u64,
    consistent: Option<bool>,
) {
    let all = Possibilities::new(stn, choices, effort).expect("the network has a solution");
    assert_eq!(all.consistent(), consistent);
    let tight = all.tightened();
    assert!(!tight.exact, "no solution reaches a bound");
    for point in 1..stn.point_count() {
        let point = TimePoint::new(u32::try_from(point).expect("points are few"));
        let (earliest, latest) = (tight.value.earliest(point), tight.value.latest(point));
        assert!(earliest.is_some_and(|bound| bound.ticks >= 0));
        assert!(latest.is_some_and(|bound| bound.ticks <= 10));
    }
}

#[test]
fn bounds_are_no_weaker_than_stated_where_it_is_known() {
    assert_no_weaker_than_stated(&two_liars(), 1_000_000, Some(false));
}

#[test]
fn bounds_are_no_weaker_than_stated_where_it_is_not_known() {
    for effort in [0, 1, 10, 100, 1_000, 10_000] {
        assert_no_weaker_than_stated(&pigeonhole(), effort, None);
    }
    assert_no_weaker_than_stated(&two_liars(), 0, None);
}
