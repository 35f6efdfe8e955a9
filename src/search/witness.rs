//! Solutions as schedules, and the alternatives that they take.

use super::groups::point_count;
use super::possibilities::{Possibilities, lock};
use super::problem::{Conjunction, Disjunction, Ladder, Limit, Rung};
use super::rungs::{lower, upper};
use super::value::{Lit, TICK, Value, of_weight};
use crate::stn::{DifferenceConstraint, Stn, TimePoint, Weight};

/// An instant for each point that satisfies everything.
#[derive(Debug, Clone)]
pub struct Witness {
    instants: Vec<Value>,
}

impl Possibilities {
    /// Some solutions, at most `count`; none where none was found on some island.
    #[must_use]
    pub fn witnesses(&self, count: usize) -> Vec<Witness> {
        (0..count)
            .map_while(|number| self.witness(number))
            .collect()
    }

    /// The solution of this number of each island, or its last.
    fn witness(&self, number: usize) -> Option<Witness> {
        let stn = self.settled().stn();
        let mut instants: Vec<Value> = (0..point_count(stn))
            .map(|point| self.settled().scheduled(TimePoint::new(point)))
            .collect();
        let mut is_new = number == 0;
        for charted in self.all_charted() {
            let island = lock(&charted.island);
            let schedules = island.schedules();
            let schedule = schedules.get(number).or_else(|| schedules.last())?;
            is_new |= number < schedules.len();
            for (point, instant) in charted.points.iter().zip(schedule) {
                instants[point.index() as usize] = *instant;
            }
        }
        is_new.then_some(Witness { instants })
    }

    /// The network of these constraints and of the alternatives that a solution takes: whatever it
    /// allows is possible.
    #[must_use]
    pub fn taken(&self, stn: &Stn, disjunctions: &[Disjunction], witness: &Witness) -> Stn {
        let mut constraints = stn.active();
        for disjunction in disjunctions {
            witness.take(disjunction, &mut constraints);
        }
        Stn::new(point_count(stn), constraints)
    }
}

impl Witness {
    fn at(&self, point: TimePoint) -> Value {
        match self.instants.get(point.index() as usize) {
            Some(&instant) if point != TimePoint::ORIGIN => instant,
            _ => 0,
        }
    }

    fn has(&self, constraint: &DifferenceConstraint) -> bool {
        self.at(constraint.to) - self.at(constraint.from) <= of_weight(constraint.weight)
    }

    fn has_all(&self, conjunction: &Conjunction) -> bool {
        conjunction.constraints.iter().all(|c| self.has(c))
            && conjunction.disjunctions.iter().all(|d| self.has_any(d))
    }

    fn has_any(&self, disjunction: &Disjunction) -> bool {
        match disjunction {
            Disjunction::AnyOf { alternatives, .. } => alternatives
                .iter()
                .any(|alternative| self.has_all(alternative)),
            Disjunction::Ladder(ladder) => self.rung(ladder).is_some(),
        }
    }

    /// The rung that holds.
    fn rung(&self, ladder: &Ladder) -> Option<Rung> {
        let first = ladder.terms.first()?;
        let at = i64::try_from(self.at(first.point).div_euclid(TICK));
        let at = at.unwrap_or(if self.at(first.point) < 0 {
            i64::MIN
        } else {
            i64::MAX
        });
        // Rungs may overlap: the last that has begun need not be the one that has not ended.
        let mut rung = ladder.rungs.last_starting_by(first.side, at)?;
        loop {
            let mut limits = ladder
                .terms
                .iter()
                .flat_map(|term| [lower(term, &rung), upper(term, &rung)]);
            if limits.all(|limit| limit.is_none_or(|limit| self.meets(limit))) {
                return Some(rung);
            }
            rung = ladder.rungs.before(&rung)?;
            if rung.span(first.side).hi.is_some_and(|hi| hi < at) {
                return None;
            }
        }
    }

    /// Whether the point that a literal is about, by its index, is within it.
    fn meets(&self, limit: Lit) -> bool {
        let at = self.at(TimePoint::new(limit.variable()));
        if limit.direction.is_multiple_of(2) {
            at <= limit.value
        } else {
            -at <= limit.value
        }
    }

    /// The constraints of the alternatives that hold.
    fn take(&self, disjunction: &Disjunction, out: &mut Vec<DifferenceConstraint>) {
        match disjunction {
            Disjunction::AnyOf { alternatives, .. } => {
                let held = alternatives
                    .iter()
                    .find(|alternative| self.has_all(alternative));
                if let Some(held) = held {
                    out.extend(&held.constraints);
                    for nested in &held.disjunctions {
                        self.take(nested, out);
                    }
                }
            }
            Disjunction::Ladder(ladder) => {
                if let Some(rung) = self.rung(ladder) {
                    out.extend(holding(ladder, &rung));
                }
            }
        }
    }
}

/// What a rung says, as constraints.
#[must_use]
pub fn holding(ladder: &Ladder, rung: &Rung) -> Vec<DifferenceConstraint> {
    let mut constraints = Vec::new();
    for term in &ladder.terms {
        let span = rung.span(term.side);
        if let Some(lo) = span.lo.filter(|_| term.lower) {
            constraints.extend(DifferenceConstraint::earliest(
                term.point,
                Weight::at_most(lo),
                ladder.tag,
            ));
        }
        if let Some(hi) = span.hi {
            let weight = match term.upper {
                Limit::Below => Weight::below(hi),
                Limit::AtMost => Weight::at_most(hi),
            };
            constraints.push(DifferenceConstraint::latest(term.point, weight, ladder.tag));
        }
    }
    constraints
}
