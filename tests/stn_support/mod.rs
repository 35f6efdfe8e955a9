//! Random networks and the closure by Floyd–Warshall that judges them.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

mod random;

use annals::stn::{DifferenceConstraint, Distance, Tag, TimePoint, Weight};

pub use random::Random;

/// A network of a few points: events with `start ≤ end`, dates, orders, equalities; weights so
/// small that ties and zero cycles are common.
pub fn network(random: &mut Random) -> (u32, Vec<DifferenceConstraint>) {
    let points = 1 + random.below(9);
    let tags = 1 + random.below(12);
    let spread = 1 + random.below(4);
    // Tight networks contradict themselves, loose ones do not.
    let slack = i64::from(random.below(6));
    let mut constraints = Vec::new();
    for _ in 0..random.below(22) {
        let from = TimePoint::new(random.below(points));
        let to = TimePoint::new(random.below(points));
        let ticks = i64::from(random.below(2 * spread + 1)) - i64::from(spread) + slack;
        let weight = Weight {
            ticks,
            strict: random.below(3) == 0,
        };
        let tag = Tag::new(random.below(tags));
        match random.below(5) {
            0 => constraints.push(DifferenceConstraint::order(from, to, Tag::NONE)),
            1 => {
                let back = Weight {
                    ticks: -ticks,
                    strict: false,
                };
                let weight = Weight {
                    strict: false,
                    ..weight
                };
                constraints.push(DifferenceConstraint::new(from, to, weight, tag));
                constraints.push(DifferenceConstraint::new(to, from, back, tag));
            }
            _ => constraints.push(DifferenceConstraint::new(from, to, weight, tag)),
        }
    }
    (points, constraints)
}

/// Points that mostly follow one another: orders between neighbours, some dates, some lags, and
/// crowds that wholly precede other crowds.
pub fn story(random: &mut Random) -> (u32, Vec<DifferenceConstraint>) {
    let points = 2 + random.below(24);
    let mut names: Vec<u32> = (1..points).collect();
    random.shuffle(&mut names);
    let point = |place: u32| TimePoint::new(names[place as usize]);
    let places = points - 1;
    let mut constraints = Vec::new();
    let reach = 1 + random.below(5);
    let dated = random.below(4);
    let density = 1 + random.below(4);
    for tag in 0..places * density {
        let first = tag % places;
        let second = (first + 1 + random.below(reach)).min(places - 1);
        if first == second {
            continue;
        }
        let weight = Weight {
            ticks: -i64::from(random.below(3) / 2),
            strict: random.below(4) == 0,
        };
        let order = DifferenceConstraint::new(point(second), point(first), weight, Tag::new(tag));
        constraints.push(order);
        if dated == 0 && random.below(12) == 0 {
            let back = Weight::at_most(-weight.ticks);
            constraints.push(DifferenceConstraint::new(
                point(first),
                point(second),
                back,
                Tag::new(tag),
            ));
        }
    }
    for place in 0..places {
        if random.below(4) < dated {
            let (at, width) = (4 * i64::from(place), 1 + i64::from(random.below(9)));
            let tag = Tag::new(1000 + place);
            let early = Weight {
                ticks: at - width,
                strict: random.below(3) == 0,
            };
            let late = Weight {
                ticks: at + width,
                strict: random.below(3) == 0,
            };
            constraints.extend(DifferenceConstraint::earliest(point(place), early, tag));
            constraints.push(DifferenceConstraint::latest(point(place), late, tag));
        }
    }
    if random.below(3) == 0 && places > 2 {
        let middle = 1 + random.below(places - 2);
        for place in 0..places {
            let (a, b) = (place.min(middle), place.max(middle));
            if a != b {
                constraints.push(DifferenceConstraint::order(
                    point(a),
                    point(b),
                    Tag::new(999),
                ));
            }
        }
    }
    random.shuffle(&mut constraints);
    (points, constraints)
}

/// Small tangles and, every third time, a longer story with a few orders that may contradict it.
pub fn sample(random: &mut Random) -> (u32, Vec<DifferenceConstraint>) {
    if random.below(3) > 0 {
        return network(random);
    }
    let (points, mut constraints) = story(random);
    for tag in 0..random.below(4) {
        let (a, b) = (random.below(points), random.below(points));
        let (a, b) = (TimePoint::new(a), TimePoint::new(b));
        constraints.push(DifferenceConstraint::strict_order(
            a,
            b,
            Tag::new(2000 + tag),
        ));
        constraints.push(DifferenceConstraint::order(a, b, Tag::new(random.below(9))));
    }
    (points, constraints)
}

/// All pairs, by the textbook.
pub struct Closure {
    points: usize,
    distance: Vec<Option<Distance>>,
}

impl Closure {
    pub fn new(points: u32, constraints: &[DifferenceConstraint]) -> Self {
        let points = points as usize;
        let mut distance = vec![None; points * points];
        let tighten = |slot: &mut Option<Distance>, other: Distance| {
            *slot = Some(slot.map_or(other, |known: Distance| known.min(other)));
        };
        for point in 0..points {
            tighten(&mut distance[point * points + point], Distance::ZERO);
        }
        for c in constraints {
            let at = c.from.index() as usize * points + c.to.index() as usize;
            tighten(&mut distance[at], c.weight.into());
        }
        for through in 0..points {
            for from in 0..points {
                for to in 0..points {
                    if let (Some(a), Some(b)) = (
                        distance[from * points + through],
                        distance[through * points + to],
                    ) {
                        tighten(&mut distance[from * points + to], a.plus(b));
                    }
                }
            }
        }
        Self { points, distance }
    }

    pub fn is_consistent(&self) -> bool {
        (0..self.points)
            .all(|point| self.distance[point * self.points + point] == Some(Distance::ZERO))
    }

    pub fn distance(&self, from: TimePoint, to: TimePoint) -> Option<Distance> {
        self.distance[from.index() as usize * self.points + to.index() as usize]
    }
}
