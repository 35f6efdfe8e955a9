//! What a set of ways to lie says, as a formula over the ends.

use std::cmp::Ordering;
use std::ops::BitOr;
use std::sync::LazyLock;

use super::IntervalEnd::{self, FirstEnd, FirstStart, SecondEnd, SecondStart};
use super::{AllenRelation, EndConstraint, RelationSet};

/// Ways in which two intervals can lie to each other, as far as orders of their ends can tell
/// them apart.
///
/// They are finer than Allen's relations where an interval is an instant: that one interval ends
/// no later than the other starts holds of two equal instants, but not of other equal intervals.
///
/// ```
/// use annals::allen::{AllenRelation, EndOrders, RelationSet};
///
/// let apart: RelationSet = [AllenRelation::Before, AllenRelation::After].into_iter().collect();
/// let clauses = EndOrders::from(apart).clauses();
/// assert_eq!(clauses.len(), 1, "one choice");
/// assert_eq!(clauses[0].len(), 2, "between two constraints");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EndOrders(u32);

/// The pairs of ends that are compared: those of one interval have a fixed order.
const PAIRS: [(IntervalEnd, IntervalEnd); 4] = [
    (FirstStart, SecondStart),
    (FirstStart, SecondEnd),
    (FirstEnd, SecondStart),
    (FirstEnd, SecondEnd),
];

/// How one end is compared with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Below,
    AtMost,
    AtLeast,
    Above,
}

use Comparison::{Above, AtLeast, AtMost, Below};

impl Comparison {
    const fn allows(self, order: Ordering) -> bool {
        match self {
            Below => order.is_lt(),
            AtMost => order.is_le(),
            AtLeast => order.is_ge(),
            Above => order.is_gt(),
        }
    }

    const fn of(self, (one, other): (IntervalEnd, IntervalEnd)) -> EndConstraint {
        match self {
            Below => EndConstraint::before(one, other),
            AtMost => EndConstraint::no_later(one, other),
            AtLeast => EndConstraint::no_later(other, one),
            Above => EndConstraint::before(other, one),
        }
    }
}

/// What a clause can say of one pair: nothing, one comparison, or that they differ.
const SAYINGS: [&[Comparison]; 6] = [
    &[],
    &[AtMost],
    &[AtLeast],
    &[Below],
    &[Above],
    &[Below, Above],
];

/// An example of each way to lie, the ends in the order of their names. The ways are told apart
/// by how the four pairs compare.
static WAYS: LazyLock<Vec<[i8; 4]>> = LazyLock::new(|| {
    let ends = 0..4_i8;
    let intervals = || {
        ends.clone()
            .flat_map(move |start| (start..4).map(move |end| (start, end)))
    };
    let mut ways: Vec<[i8; 4]> = Vec::new();
    for (s, e) in intervals() {
        for (t, f) in intervals() {
            let way = [s, e, t, f];
            let known = |other: &[i8; 4]| {
                PAIRS
                    .iter()
                    .all(|&pair| order(other, pair) == order(&way, pair))
            };
            if !ways.iter().any(known) {
                ways.push(way);
            }
        }
    }
    ways
});

/// All clauses that are neither empty nor always true, with the ways that each allows; the
/// shortest first.
static CLAUSES: LazyLock<Vec<(EndOrders, Vec<EndConstraint>)>> = LazyLock::new(|| {
    let mut clauses = vec![(EndOrders(0), Vec::new())];
    for pair in PAIRS {
        let so_far = std::mem::take(&mut clauses);
        for (allowed, constraints) in so_far {
            for saying in SAYINGS {
                let said: Vec<_> = saying
                    .iter()
                    .map(|comparison| comparison.of(pair))
                    .collect();
                let ways = said.iter().map(|&constraint| EndOrders::of(&[constraint]));
                clauses.push((
                    ways.fold(allowed, BitOr::bitor),
                    [constraints.as_slice(), &said].concat(),
                ));
            }
        }
    }
    clauses
        .retain(|(allowed, constraints)| !constraints.is_empty() && *allowed != EndOrders::all());
    clauses.sort_by_key(|(_, constraints)| constraints.len());
    clauses
});

fn order(way: &[i8; 4], (one, other): (IntervalEnd, IntervalEnd)) -> Ordering {
    way[one as usize].cmp(&way[other as usize])
}

impl EndOrders {
    /// Every way.
    #[must_use]
    pub fn all() -> Self {
        Self((1 << WAYS.len()) - 1)
    }

    /// The ways of which all these constraints hold.
    #[must_use]
    pub fn of(constraints: &[EndConstraint]) -> Self {
        let holds = |way: &[i8; 4]| {
            constraints.iter().all(|constraint| {
                let comparison = if constraint.strict { Below } else { AtMost };
                comparison.allows(order(way, (constraint.earlier, constraint.later)))
            })
        };
        let ways = WAYS.iter().enumerate().filter(|(_, way)| holds(way));
        Self(ways.fold(0, |set, (number, _)| set | 1 << number))
    }

    /// Constraints and choices that together hold of exactly these ways, beside `start ≤ end` of
    /// both: clauses of at least one constraint, at least one of which holds.
    ///
    /// What can be said without a choice is said by clauses of one constraint, each as tight as it
    /// can be and none implied by the others; the choices then exclude what these leave. No way
    /// at all gives clauses that contradict each other.
    #[must_use]
    pub fn clauses(self) -> Vec<Vec<EndConstraint>> {
        let plain = self.plain();
        let mut left = Self::of(&plain).0 & !self.0;
        let mut clauses: Vec<_> = plain
            .into_iter()
            .map(|constraint| vec![constraint])
            .collect();
        while left != 0 {
            let implied = CLAUSES
                .iter()
                .filter(|(allowed, _)| self.0 & !allowed.0 == 0);
            let excludes = |allowed: Self| (left & !allowed.0).count_ones();
            // Of those that exclude as much the shortest, which come first, as `max_by_key` takes
            // the last.
            let best = implied.rev().max_by_key(|(allowed, _)| excludes(*allowed));
            let Some((allowed, clause)) = best.filter(|(allowed, _)| excludes(*allowed) > 0) else {
                debug_assert!(false, "each way is excluded by the clause that denies it");
                break;
            };
            left &= allowed.0;
            clauses.push(clause.clone());
        }
        clauses
    }

    /// The tightest constraints that hold of all these ways, without those that others imply.
    fn plain(self) -> Vec<EndConstraint> {
        let implied = |constraint: EndConstraint| self.0 & !Self::of(&[constraint]).0 == 0;
        let tightest = |pair, [strict, weak]: [Comparison; 2]| {
            let candidates = [strict.of(pair), weak.of(pair)];
            candidates
                .into_iter()
                .find(|&constraint| implied(constraint))
        };
        let mut plain: Vec<EndConstraint> = PAIRS
            .iter()
            .flat_map(|&pair| {
                [
                    tightest(pair, [Below, AtMost]),
                    tightest(pair, [Above, AtLeast]),
                ]
            })
            .flatten()
            .collect();
        let all = Self::of(&plain);
        let mut next = 0;
        while next < plain.len() {
            let constraint = plain.remove(next);
            if Self::of(&plain) != all {
                plain.insert(next, constraint);
                next += 1;
            }
        }
        plain
    }
}

impl From<AllenRelation> for EndOrders {
    fn from(relation: AllenRelation) -> Self {
        Self::of(relation.constraints())
    }
}

impl From<RelationSet> for EndOrders {
    fn from(relations: RelationSet) -> Self {
        let ways = relations.iter().map(Self::from);
        ways.fold(Self(0), BitOr::bitor)
    }
}

impl BitOr for EndOrders {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<Self> for EndOrders {
    fn from_iter<T: IntoIterator<Item = Self>>(sets: T) -> Self {
        sets.into_iter().fold(Self(0), BitOr::bitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    type Interval = (i8, i8);

    /// All intervals, instants included, over a few integers.
    fn intervals() -> Vec<Interval> {
        (0..5).flat_map(|s| (s..5).map(move |e| (s, e))).collect()
    }

    fn holds(clauses: &[Vec<EndConstraint>], first: Interval, second: Interval) -> bool {
        let at = |end| match end {
            FirstStart => first.0,
            FirstEnd => first.1,
            SecondStart => second.0,
            SecondEnd => second.1,
        };
        let satisfied = |c: &EndConstraint| {
            at(c.earlier) < at(c.later) || !c.strict && at(c.earlier) == at(c.later)
        };
        clauses.iter().all(|clause| clause.iter().any(satisfied))
    }

    fn sets() -> impl Iterator<Item = RelationSet> {
        (0..1_u16 << 13).map(|bits| {
            let all = AllenRelation::ALL.into_iter();
            all.filter(|relation| bits & relation.bit() != 0).collect()
        })
    }

    /// One pair of intervals for each way to lie, found without the table of ways.
    fn pairs() -> Vec<(Interval, Interval)> {
        let mut seen = HashSet::new();
        let mut pairs = Vec::new();
        for a in intervals() {
            for b in intervals() {
                if seen.insert([a.0.cmp(&b.0), a.0.cmp(&b.1), a.1.cmp(&b.0), a.1.cmp(&b.1)]) {
                    pairs.push((a, b));
                }
            }
        }
        pairs
    }

    #[test]
    fn the_clauses_of_each_set_of_relations_hold_exactly_of_it() {
        let pairs = pairs();
        assert_eq!(pairs.len(), WAYS.len());
        let mut count = 0;
        for set in sets() {
            let clauses = EndOrders::from(set).clauses();
            for &(a, b) in &pairs {
                let expected = set.contains(AllenRelation::between(a, b));
                assert_eq!(
                    holds(&clauses, a, b),
                    expected,
                    "{set}: {a:?} {b:?} {clauses:?}"
                );
            }
            count += 1;
        }
        assert_eq!(count, 8_192);
    }

    #[test]
    fn every_pair_of_intervals_lies_in_one_of_the_ways() {
        for a in intervals() {
            for b in intervals() {
                let way = EndOrders::from(AllenRelation::between(a, b));
                assert!(holds(&way.clauses(), a, b), "{a:?} {b:?}");
            }
        }
    }

    /// A set needs no choice exactly if it is what some conjunction of constraints allows.
    #[test]
    fn a_set_that_plain_constraints_say_gives_no_choice() {
        let comparisons: [&[Comparison]; 6] = [
            &[],
            &[Below],
            &[AtMost],
            &[AtLeast],
            &[Above],
            &[AtMost, AtLeast],
        ];
        let mut conjunctive = HashSet::new();
        for number in 0..6_usize.pow(4) {
            let said = PAIRS.iter().enumerate().flat_map(|(place, &pair)| {
                let choice = number / 6_usize.pow(u32::try_from(place).unwrap()) % 6;
                comparisons[choice]
                    .iter()
                    .map(move |comparison| comparison.of(pair))
            });
            conjunctive.insert(EndOrders::of(&said.collect::<Vec<_>>()));
        }
        for set in sets().filter(|set| !set.is_empty()) {
            let orders = EndOrders::from(set);
            let clauses = orders.clauses();
            let plain = clauses.iter().all(|clause| clause.len() == 1);
            assert_eq!(plain, conjunctive.contains(&orders), "{set}: {clauses:?}");
            let prime = |clause: &Vec<EndConstraint>| {
                (0..clause.len()).all(|left_out| {
                    let mut rest = clause.clone();
                    rest.remove(left_out);
                    let allowed: EndOrders = rest.iter().map(|&c| EndOrders::of(&[c])).collect();
                    orders | allowed != allowed
                })
            };
            let choices = clauses.iter().filter(|clause| clause.len() > 1);
            assert!(choices.into_iter().all(prime), "{set}: {clauses:?}");
        }
    }

    #[test]
    fn a_relation_is_said_as_it_is_defined() {
        for relation in AllenRelation::ALL {
            let clauses = EndOrders::from(relation).clauses();
            assert!(clauses.len() <= relation.constraints().len(), "{relation}");
            assert!(clauses.iter().all(|clause| clause.len() == 1), "{relation}");
        }
    }

    #[test]
    fn what_no_relation_allows_contradicts_itself() {
        let clauses = EndOrders::from(RelationSet::EMPTY).clauses();
        for a in intervals() {
            for b in intervals() {
                assert!(!holds(&clauses, a, b));
            }
        }
        assert!(EndOrders::all().clauses().is_empty());
    }
}
