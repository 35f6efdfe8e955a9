//! What follows without some statements, against Floyd–Warshall.

mod stn_support;

use annals::stn::{DifferenceConstraint, Implication, Stn, Tag, TimePoint, Weight};
use stn_support::{Closure, Random, sample};

#[test]
fn what_follows_without_some_tags_is_what_the_rest_says() {
    let (mut implied, mut not_implied) = (0, 0);
    for seed in 0..2000 {
        let mut random = Random::new(seed);
        let (points, constraints) = sample(&mut random);
        let stn = Stn::new(points, constraints.clone());
        let Ok(solution) = stn.solve() else {
            continue;
        };
        let cases: Vec<_> = (0..12)
            .map(|_| {
                let tags: Vec<Tag> = (0..random.below(4))
                    .map(|_| Tag::new(random.below(30)))
                    .collect();
                let weight = Weight {
                    ticks: i64::from(random.below(9)) - 4,
                    strict: random.below(2) == 0,
                };
                let from = TimePoint::new(random.below(points));
                let to = TimePoint::new(random.below(points));
                (from, to, weight, tags)
            })
            .collect();
        let questions: Vec<_> = cases
            .iter()
            .map(|(from, to, weight, tags)| Implication {
                from: *from,
                to: *to,
                weight: *weight,
                without: tags,
            })
            .collect();
        let answers = solution.implied_without(&questions);
        for (question, answer) in questions.iter().zip(answers) {
            let rest: Vec<DifferenceConstraint> = constraints
                .iter()
                .filter(|constraint| !question.without.contains(&constraint.tag))
                .copied()
                .collect();
            let expected = Closure::new(points, &rest)
                .distance(question.from, question.to)
                .is_some_and(|distance| distance.implies(question.weight));
            assert_eq!(answer, expected, "seed {seed}: {question:?}");
            if expected {
                implied += 1;
            } else {
                not_implied += 1;
            }
        }
    }
    assert!(
        implied > 1500 && not_implied > 1500,
        "{implied} {not_implied}"
    );
}
