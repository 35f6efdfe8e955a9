//! Whether some solution has something, asked in a limited number of steps.

use std::collections::HashMap;

use super::Analysis;
use crate::search::{Conjunction, Joint};
use crate::stn::{Bound, DifferenceConstraint, TimePoint};

/// Of the steps that a timeline may take, the part that is spent on what is only noted.
const SHARE: u64 = 20;

/// Asks whether some solution has something.
///
/// Most is decided by the bounds that hold in every solution. Of each island there is one solver,
/// which learns from question to question.
pub(super) struct Asking<'a> {
    analysis: &'a Analysis<'a>,
    islands: HashMap<usize, Joint>,
    /// Steps that are left.
    steps: u64,
}

impl<'a> Asking<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>) -> Self {
        Self {
            analysis,
            islands: HashMap::new(),
            steps: analysis.options.effort / SHARE,
        }
    }

    /// Whether some solution has all this; `None` where that was not found out.
    pub(super) fn is_possible(&mut self, said: &Conjunction) -> Option<bool> {
        let constraints = &said.constraints;
        if constraints.iter().any(|said| self.outside_bounds(said)) {
            return Some(false);
        }
        if !said.disjunctions.is_empty() {
            let joint = self.analysis.reasoned.possibilities.joint_with(&[], said);
            return self.ask(joint, |joint| joint.allows(&[])).0;
        }
        if constraints.iter().all(|said| self.implied_by_bounds(said)) {
            return Some(true);
        }
        self.of_points(&said.points(), |joint| joint.allows(constraints))
    }

    /// Asks a solver of some points.
    pub(super) fn of_points<T>(
        &mut self,
        points: &[TimePoint],
        question: impl FnOnce(&mut Joint) -> T,
    ) -> T {
        let possibilities = &self.analysis.reasoned.possibilities;
        let mut homes = points.iter().map(|&point| possibilities.island(point));
        let home = homes.next().flatten();
        let home = home.filter(|&home| homes.all(|other| other == Some(home)));
        let known = home.and_then(|home| self.islands.remove(&home));
        let joint = known.unwrap_or_else(|| possibilities.joint(points));
        let (answer, joint) = self.ask(joint, question);
        if let Some(home) = home {
            self.islands.insert(home, joint);
        }
        answer
    }

    fn ask<T>(&mut self, joint: Joint, question: impl FnOnce(&mut Joint) -> T) -> (T, Joint) {
        let mut joint = joint.within(self.steps);
        let before = joint.steps_left();
        let answer = question(&mut joint);
        self.steps = self.steps.saturating_sub(before - joint.steps_left());
        (answer, joint)
    }

    /// Whether the bounds of its points exclude a constraint.
    fn outside_bounds(&self, said: &DifferenceConstraint) -> bool {
        let (to, from) = (self.earliest(said.to), self.latest(said.from));
        to.zip(from).is_some_and(|(to, from)| {
            let least = to.ticks - from.ticks;
            let limit = i128::from(said.weight.ticks);
            least > limit || (least == limit && (to.open || from.open || said.weight.strict))
        })
    }

    /// Whether the bounds of its points imply a constraint.
    fn implied_by_bounds(&self, said: &DifferenceConstraint) -> bool {
        let (to, from) = (self.latest(said.to), self.earliest(said.from));
        to.zip(from).is_some_and(|(to, from)| {
            let greatest = to.ticks - from.ticks;
            let limit = i128::from(said.weight.ticks);
            greatest < limit || (greatest == limit && (to.open || from.open || !said.weight.strict))
        })
    }

    fn earliest(&self, point: TimePoint) -> Option<Bound> {
        if point == TimePoint::ORIGIN {
            return Some(ORIGIN);
        }
        self.analysis
            .reasoned
            .possibilities
            .settled()
            .earliest(point)
    }

    fn latest(&self, point: TimePoint) -> Option<Bound> {
        if point == TimePoint::ORIGIN {
            return Some(ORIGIN);
        }
        self.analysis.reasoned.possibilities.settled().latest(point)
    }
}

/// Where the origin is.
const ORIGIN: Bound = Bound {
    ticks: 0,
    open: false,
};
