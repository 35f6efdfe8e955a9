//! What follows from statements that leave a choice, told step by step.
//!
//! A search finds *which* statements exclude something; it does not say how. Here the same is found
//! once more from those few statements alone, the way a person would: alternatives that cannot be
//! are taken out, each by a chain of constraints, until what is left says what was to be shown
//! (`state`). What was not needed is dropped (`trace`), and the rest is put into words (`tell`,
//! `words`). Where no such way is found, the statements are named that together leave no other
//! possibility.

mod ask;
mod choice;
mod clash;
mod holes;
mod lines;
mod state;
mod tell;
mod trace;
mod words;

use super::Analysis;
use crate::search::Conjunction;
use crate::stn::Tag;

pub(super) use ask::Goal;
pub(super) use clash::clash;
pub(super) use words::Words;

/// What follows step by step from statements that leave a choice.
#[derive(Debug, Clone, Default)]
pub struct Deduction {
    /// The steps, each resting on statements and on steps before it.
    pub inferences: Vec<Inference>,
    /// What was to be shown, as it follows from the steps.
    pub conclusions: Vec<Derived>,
    /// What was to be shown and is not, because no way of steps was found.
    pub unshown: Vec<String>,
    /// The statements that together leave no other possibility for that.
    pub together: Vec<Tag>,
    /// Whether even the search for those statements was given up.
    pub given_up: bool,
}

/// One step: alternatives that are excluded, and what is left.
#[derive(Debug, Clone)]
pub struct Inference {
    /// Its number, by which later steps refer to it.
    pub number: u32,
    /// The statement that leaves the alternatives; `None` for what is supposed.
    pub statement: Option<Tag>,
    /// What holds after it: ``"`vote` is in 1931-04-15 or 1931-05-15"``.
    pub says: String,
    /// The alternatives that are excluded.
    pub excluded: Vec<Excluded>,
}

/// An alternative, or several at once, and why it is excluded.
#[derive(Debug, Clone)]
pub struct Excluded {
    /// The alternative in words: `2022-09 or earlier`.
    pub alternative: String,
    /// What would hold if the alternative did, with all that is supposed above it.
    pub condition: Conjunction,
    /// The steps that follow from it.
    pub within: Vec<Inference>,
    /// The chain that contradicts it, or what the steps lead to.
    pub because: Vec<Reason>,
    /// All statements on which the exclusion rests, those of earlier steps included.
    pub rests_on: Vec<Tag>,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What holds after it: ``"`vote` starts before 1931-06-02"``.
    pub says: String,
    /// What it rests on.
    pub by: By,
    /// Whether it goes on from the link before it; else a chain begins with it.
    pub goes_on: bool,
}

/// What a link of a chain rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// An event ends no earlier than it starts.
    Nature,
    /// A statement.
    Statement(Tag),
    /// A step.
    Inference(u32),
    /// What is supposed.
    Supposition,
}

/// Something that was to be shown, and the chain that leads to it.
#[derive(Debug, Clone)]
pub struct Derived {
    /// What was to be shown.
    pub says: String,
    /// Its opposite, which the statements exclude.
    pub opposite: Conjunction,
    /// The chain.
    pub because: Vec<Reason>,
    /// All statements on which it rests.
    pub rests_on: Vec<Tag>,
}

impl Analysis<'_> {
    /// For each contradiction that depends on choices the steps that lead to it; none where no way
    /// of steps was found.
    #[must_use]
    pub fn why_contradictory(&self) -> Vec<Vec<Inference>> {
        let found = self.reasoned.contradictions.iter();
        found
            .filter(|contradiction| contradiction.cycle.is_none())
            .map(|contradiction| clash(self, &contradiction.tags).steps)
            .collect()
    }
}
