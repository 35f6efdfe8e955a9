//! What follows without some statements.

use super::solution::Solution;
use super::{Tag, TimePoint, Weight};

/// A question: does `to − from ≤ weight` follow from all constraints but those of some tags?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Implication<'a> {
    /// The point that is subtracted.
    pub from: TimePoint,
    /// The point that is bounded.
    pub to: TimePoint,
    /// The limit of `to − from`.
    pub weight: Weight,
    /// The tags whose constraints do not count.
    pub without: &'a [Tag],
}

impl Solution {
    /// Answers each question: whether its constraint follows without its tags.
    #[must_use]
    pub fn implied_without(&self, questions: &[Implication<'_>]) -> Vec<bool> {
        questions
            .iter()
            .map(|question| {
                let rest = self.stn().without(question.without);
                rest.solve().is_ok_and(|solution| {
                    solution
                        .distance(question.from, question.to)
                        .is_some_and(|distance| distance.implies(question.weight))
                })
            })
            .collect()
    }
}
