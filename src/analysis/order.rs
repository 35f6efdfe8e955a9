//! How events stand to each other.

use super::Analysis;
use super::chain::Chain;
use super::conclusion::Why;
use super::deduction::{Goal, Words};
use crate::allen::{AllenRelation, RelationSet, possible_relations};
use crate::encode::System;
use crate::model::{EventIndex, Side};
use crate::stn::{DifferenceConstraint, Distance, Solution, Tag, TimePoint, Weight};

/// Whether something holds in every assignment, in some, or in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// In every assignment.
    Necessary,
    /// In some, and not in every one.
    Possible,
    /// In none.
    Impossible,
}

impl Modality {
    /// `necessary`, `possible` or `impossible`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Necessary => "necessary",
            Self::Possible => "possible",
            Self::Impossible => "impossible",
        }
    }
}

/// How two events stand to each other, over every assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Whether the first ends no later than the second starts.
    pub precedes: Modality,
    /// Whether the second ends no later than the first starts.
    pub follows: Modality,
    /// Which of Allen's relations they can have.
    pub allen: RelationSet,
    /// The greatest time from the first's end to the second's start; `None` where unbounded.
    pub greatest_lag: Option<Distance>,
    /// The least such time with its sign changed; `None` where unbounded.
    pub negated_least_lag: Option<Distance>,
}

impl Pair {
    /// Whether the first can stand before the second although both last some time.
    #[must_use]
    pub const fn may_precede_lasting(&self) -> bool {
        self.allen.contains(AllenRelation::Before) || self.allen.contains(AllenRelation::Meets)
    }

    /// Whether the second can stand before the first although both last some time.
    #[must_use]
    pub const fn may_follow_lasting(&self) -> bool {
        self.allen.contains(AllenRelation::After) || self.allen.contains(AllenRelation::MetBy)
    }
}

/// How all events stand to one, by their starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    /// What starts no later in every assignment, and not at the same instant in every one.
    pub before: Vec<EventIndex>,
    /// What starts at the same instant in every assignment.
    pub simultaneous: Vec<EventIndex>,
    /// What starts no earlier in every assignment, and not at the same instant in every one.
    pub after: Vec<EventIndex>,
    /// What starts earlier in some and later in others.
    pub undetermined: Vec<EventIndex>,
}

impl Analysis<'_> {
    /// How two events stand to each other.
    #[must_use]
    pub fn pair(&self, a: EventIndex, b: EventIndex) -> Pair {
        let points = ends(a, b);
        let possibilities = &self.reasoned.possibilities;
        if points.iter().all(|&point| possibilities.is_plain(point)) {
            return plain_pair(possibilities.settled(), &points);
        }
        self.searched_pair(a, b)
    }

    /// How two events stand to each other where choices bear on it.
    fn searched_pair(&self, a: EventIndex, b: EventIndex) -> Pair {
        let points @ [start_a, end_a, start_b, end_b] = ends(a, b);
        let possibilities = &self.reasoned.possibilities;
        let mut joint = possibilities.joint(&points);
        let outer = plain_pair(possibilities.settled(), &points);
        let mut allen = RelationSet::EMPTY;
        for relation in outer.allen.iter() {
            let order = order_of_relation(relation, &points);
            let allowed = joint.allows(&order);
            self.note(allowed.is_some());
            if allowed != Some(false) {
                allen = allen.with(relation);
            }
        }
        let mut greatest = |from, to| {
            let outer = possibilities.outer_difference(from, to);
            let greatest = joint.greatest(from, to, outer);
            self.note(greatest.exact);
            greatest.value
        };
        let greatest_lag = greatest(end_a, start_b);
        let negated_least_lag = greatest(start_b, end_a);
        // `a` precedes `b` in these relations, and in no other.
        let no_later = |lag: Option<Distance>, opposite: Option<Distance>| {
            let within = |distance: Option<Distance>, weight| {
                distance.is_some_and(|distance| distance.implies(weight))
            };
            if within(opposite, Weight::at_most(0)) {
                Modality::Necessary
            } else if within(lag, Weight::below(0)) {
                Modality::Impossible
            } else {
                Modality::Possible
            }
        };
        let follows_lag = greatest(end_b, start_a);
        let follows_opposite = greatest(start_a, end_b);
        Pair {
            precedes: no_later(greatest_lag, negated_least_lag),
            follows: no_later(follows_lag, follows_opposite),
            allen,
            greatest_lag,
            negated_least_lag,
        }
    }

    /// Why the first event's end stands to the second's start as it does: what bounds the time
    /// between them from below.
    ///
    /// Empty where nothing bounds it. Where it rests on dates, one chain tells why the first is
    /// over by then and another why the second begins no earlier; else one chain leads from one
    /// to the other. Where it rests on choices, steps lead to it.
    #[must_use]
    pub fn why_apart(&self, a: EventIndex, b: EventIndex) -> Why {
        self.why_later(&[apart(a, b)])
    }

    /// As [`why_apart`](Self::why_apart), one way and the other.
    #[must_use]
    pub fn why_open(&self, a: EventIndex, b: EventIndex) -> Why {
        self.why_later(&[apart(a, b), apart(b, a)])
    }

    /// Why the first event cannot be over when the second starts: what bounds its end from below,
    /// and the second's start from above.
    ///
    /// As [`why_apart`](Self::why_apart) otherwise.
    #[must_use]
    pub fn why_not_before(&self, a: EventIndex, b: EventIndex) -> Why {
        self.why_later(&[not_before(a, b)])
    }

    /// As [`why_not_before`](Self::why_not_before), one way and the other.
    #[must_use]
    pub fn why_neither_before(&self, a: EventIndex, b: EventIndex) -> Why {
        self.why_later(&[not_before(a, b), not_before(b, a)])
    }

    /// What bounds the time from one point to another from below, for some pairs of points.
    fn why_later(&self, pairs: &[(TimePoint, TimePoint)]) -> Why {
        let mut why = Why::default();
        let mut known = Vec::new();
        for &(earlier, later) in pairs {
            let least = self.least_between(earlier, later, &mut why);
            known.extend(least.map(|least| ((earlier, later), least)));
        }
        let plain = |&((earlier, later), least): &((TimePoint, TimePoint), Distance)| {
            self.reasoned.base.distance(later, earlier) == Some(least)
        };
        if known.iter().all(plain) {
            let chains = known.iter();
            why.chains = chains
                .flat_map(|&((earlier, later), _)| self.chains_between(earlier, later))
                .collect();
        } else {
            let words = Words::new(self);
            let goals = known.into_iter();
            let goals = goals.filter_map(|(pair, least)| Goal::apart(&words, pair, least));
            why.deduction = self.deduce(&goals.collect::<Vec<_>>());
        }
        why
    }

    /// The least time from one point to another over all choices, with its sign changed.
    fn least_between(
        &self,
        earlier: TimePoint,
        later: TimePoint,
        why: &mut Why,
    ) -> Option<Distance> {
        let possibilities = &self.reasoned.possibilities;
        let points = [earlier, later];
        if points.iter().all(|&point| possibilities.is_plain(point)) {
            let network = possibilities.settled().minimal_network(&points);
            return network.distance(1, 0);
        }
        let outer = possibilities.outer_difference(later, earlier);
        let mut joint = possibilities.joint(&points);
        let least = joint.greatest(later, earlier, outer);
        self.note(least.exact);
        if !least.exact {
            let words = self.wording();
            let (from, to) = (words.point(earlier), words.point(later));
            why.loose.push(format!("the time from {from} to {to}"));
        }
        least.value
    }

    /// The chains of plain statements that bound the time from one point to another from below.
    fn chains_between(&self, earlier: TimePoint, later: TimePoint) -> Vec<Chain> {
        let Some(path) = self.reasoned.base.path(later, earlier) else {
            return Vec::new();
        };
        let chains = self.chains();
        let stn = self.reasoned.base.stn();
        let through_origin = path.iter().position(|&id| {
            stn.constraint(id)
                .is_some_and(|constraint| constraint.to == TimePoint::ORIGIN)
        });
        match through_origin {
            Some(last) => {
                let (to_origin, from_origin) = path.split_at(last + 1);
                chains
                    .latest(from_origin)
                    .into_iter()
                    .chain(chains.earliest(to_origin))
                    .collect()
            }
            None => chains.apart(earlier, &path).into_iter().collect(),
        }
    }
}

/// The points between which time lies if one event stands before another.
const fn apart(a: EventIndex, b: EventIndex) -> (TimePoint, TimePoint) {
    (System::point(a, Side::End), System::point(b, Side::Start))
}

/// The points between which time lies if one event is not over when another starts.
const fn not_before(a: EventIndex, b: EventIndex) -> (TimePoint, TimePoint) {
    (System::point(b, Side::Start), System::point(a, Side::End))
}

/// The start and end of one event and of another.
fn ends(a: EventIndex, b: EventIndex) -> [TimePoint; 4] {
    [
        System::point(a, Side::Start),
        System::point(a, Side::End),
        System::point(b, Side::Start),
        System::point(b, Side::End),
    ]
}

/// What one of Allen's relations says of four ends.
fn order_of_relation(
    relation: AllenRelation,
    points: &[TimePoint; 4],
) -> Vec<DifferenceConstraint> {
    let constraints = relation.constraints().iter();
    constraints
        .map(|constraint| {
            let (earlier, later) = (
                points[constraint.earlier as usize],
                points[constraint.later as usize],
            );
            if constraint.strict {
                DifferenceConstraint::strict_order(earlier, later, Tag::NONE)
            } else {
                DifferenceConstraint::order(earlier, later, Tag::NONE)
            }
        })
        .collect()
}

/// How two events stand to each other in a network, by their four ends.
fn plain_pair(solution: &Solution, points: &[TimePoint; 4]) -> Pair {
    let network = solution.minimal_network(points);
    let [start_a, end_a, start_b, end_b] = [0, 1, 2, 3];
    // `x ≤ y` is necessary if `x − y` is at most 0, impossible if `y − x` is below 0.
    let no_later = |x, y| {
        let implied = |from, to, weight| {
            network
                .distance(from, to)
                .is_some_and(|distance| distance.implies(weight))
        };
        if implied(y, x, Weight::at_most(0)) {
            Modality::Necessary
        } else if implied(x, y, Weight::below(0)) {
            Modality::Impossible
        } else {
            Modality::Possible
        }
    };
    Pair {
        precedes: no_later(end_a, start_b),
        follows: no_later(end_b, start_a),
        allen: possible_relations(|from, to| {
            let distance = network.distance(from as usize, to as usize)?;
            Some((distance.ticks(), distance.is_strict()))
        }),
        greatest_lag: network.distance(end_a, start_b),
        negated_least_lag: network.distance(start_b, end_a),
    }
}
