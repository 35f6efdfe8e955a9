//! Which points conditions are about.

use super::problem::{Conjunction, Disjunction};
use crate::stn::TimePoint;

/// All points of a condition, the origin left out.
pub(super) fn points_of(condition: &Conjunction, points: &mut Vec<TimePoint>) {
    let mut add = |point: TimePoint| {
        if point != TimePoint::ORIGIN {
            points.push(point);
        }
    };
    for constraint in &condition.constraints {
        add(constraint.from);
        add(constraint.to);
    }
    for disjunction in &condition.disjunctions {
        points_of_disjunction(disjunction, points);
    }
}

pub(super) fn points_of_disjunction(disjunction: &Disjunction, points: &mut Vec<TimePoint>) {
    match disjunction {
        Disjunction::Ladder(ladder) => {
            points.extend(ladder.terms.iter().map(|term| term.point));
        }
        Disjunction::AnyOf { alternatives, .. } => {
            for alternative in alternatives {
                points_of(alternative, points);
            }
        }
    }
}
