//! Chains of statements with running arithmetic: why a bound, an order or a contradiction holds.

use super::wording::{Limit, Running, Wording};
use crate::stn::{ConstraintId, DifferenceConstraint, Stn, Tag, TimePoint};

/// One step of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The statement that makes it; [`Tag::NONE`] for what every event does.
    pub statement: Tag,
    /// What it says: `start of strike ≥ start of vote + 1 day`.
    pub says: String,
    /// What holds after it: `start of strike ≥ 1931-04-16`.
    pub so: String,
}

/// Steps that lead to one conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// What follows from all steps.
    pub conclusion: String,
    /// The steps, each resting on the one before.
    pub steps: Vec<Step>,
}

/// Where a chain begins.
#[derive(Debug, Clone, Copy)]
enum Base {
    /// On the time line: limits are instants.
    Instant,
    /// At a point: limits are that point and a time.
    Point(TimePoint),
}

/// Follows chains of constraints of one network.
pub(super) struct Chains<'a> {
    pub(super) stn: &'a Stn,
    pub(super) wording: Wording<'a>,
}

impl Chains<'_> {
    /// Why a point is no earlier, from a chain of constraints from the point to the origin.
    pub(super) fn earliest(&self, path: &[ConstraintId]) -> Option<Chain> {
        let steps = self.follow(Base::Instant, Limit::Lower, path.iter().rev());
        Some(Chain {
            conclusion: steps.last()?.so.clone(),
            steps,
        })
    }

    /// Why a point is no later, from a chain of constraints from the origin to the point.
    pub(super) fn latest(&self, path: &[ConstraintId]) -> Option<Chain> {
        let steps = self.follow(Base::Instant, Limit::Upper, path.iter());
        Some(Chain {
            conclusion: steps.last()?.so.clone(),
            steps,
        })
    }

    /// Why one point is no earlier than another and a time: from a chain of constraints from the
    /// later to the earlier point that does not touch the origin.
    pub(super) fn apart(&self, earlier: TimePoint, path: &[ConstraintId]) -> Option<Chain> {
        let steps = self.follow(Base::Point(earlier), Limit::Lower, path.iter().rev());
        Some(Chain {
            conclusion: steps.last()?.so.clone(),
            steps,
        })
    }

    /// What a closed chain leads to, and by how much it misses: the steps up to the last
    /// statement, what that says against them, and how many ticks lie between.
    ///
    /// The chain is told from the origin where it passes there, so that dates come first.
    pub(super) fn clash(&self, cycle: &[ConstraintId]) -> (Vec<Step>, i128) {
        let mut cycle: Vec<ConstraintId> = cycle.to_vec();
        let first = cycle.iter().position(|&id| {
            self.constraint(id)
                .is_some_and(|c| c.from == TimePoint::ORIGIN)
        });
        cycle.rotate_left(first.unwrap_or(0));
        let base = match (first, cycle.first().and_then(|&id| self.constraint(id))) {
            (None, Some(constraint)) => Base::Point(constraint.from),
            _ => Base::Instant,
        };
        let total: i128 = cycle
            .iter()
            .filter_map(|&id| self.constraint(id))
            .map(|constraint| i128::from(constraint.weight.ticks))
            .sum();
        let mut steps = self.follow(base, Limit::Lower, cycle.iter().rev());
        if let Base::Instant = base {
            // The last step would bound the origin; what it says is the other side of the clash.
            if let Some(last) = steps.last_mut() {
                last.so = String::new();
            }
        }
        (steps, -total)
    }

    fn constraint(&self, id: ConstraintId) -> Option<&DifferenceConstraint> {
        self.stn.constraint(id)
    }

    /// Follows constraints one by one from the base.
    fn follow<'i>(
        &self,
        base: Base,
        limit: Limit,
        path: impl Iterator<Item = &'i ConstraintId>,
    ) -> Vec<Step> {
        let mut running = Running::new(limit);
        path.filter_map(|&id| self.constraint(id))
            .map(|constraint| {
                let point = running.follow(constraint);
                Step {
                    statement: constraint.tag,
                    says: self.wording.constraint(constraint, limit),
                    so: self.running(base, point, running),
                }
            })
            .collect()
    }

    fn running(&self, base: Base, point: TimePoint, running: Running) -> String {
        let Running {
            limit,
            ticks,
            strict,
        } = running;
        match base {
            Base::Instant => self.wording.limit(point, limit, ticks, strict),
            Base::Point(base) => self.wording.apart(point, limit, base, ticks, strict),
        }
    }
}
