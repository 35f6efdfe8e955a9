//! Why a bound or an order holds: chains of statements with their running arithmetic.

use serde::Serialize;

use super::{Head, Places, SCHEMA, StatementReport};
use crate::diagnostic::StatementNote;

/// Why something holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyReport {
    /// The version of this JSON: [`SCHEMA`].
    pub schema: u32,
    /// Whether the timeline is free of contradictions.
    pub consistent: Option<bool>,
    /// Whether what is shown is as tight as can be.
    pub exact: bool,
    /// The events asked about: one for its bounds, two for their order.
    pub events: Vec<String>,
    /// The answer in a sentence: ``"`vote` stands necessarily before `strike`"``.
    pub answer: String,
    /// A chain for each bound, or for each direction of an order, that plain statements give.
    pub chains: Vec<WhyChain>,
    /// Steps that lead to the other ones, from statements that leave a choice: which alternatives
    /// are excluded, and by what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inferences: Vec<WhyInference>,
    /// What follows from the steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conclusions: Vec<WhyConclusion>,
    /// What holds without a way of steps to it: the statements of `together` leave no other
    /// possibility.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unshown: Vec<String>,
    /// The statements that together exclude the opposite of what is unshown. Empty where even the
    /// search for them was given up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<StatementReport>,
    /// What the chains give together, where they do not say it one by one: how far two events lie
    /// apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub therefore: Option<String>,
    /// Remarks, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl WhyReport {
    /// An answer about `events`, with no chain yet.
    #[must_use]
    pub fn new(head: Head, events: Vec<String>, answer: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA,
            consistent: head.consistent,
            exact: head.exact,
            events,
            answer: answer.into(),
            chains: Vec::new(),
            inferences: Vec::new(),
            conclusions: Vec::new(),
            unshown: Vec::new(),
            together: Vec::new(),
            therefore: None,
            notes: head.notes,
        }
    }

    /// Adds a chain.
    #[must_use]
    pub fn with_chain(mut self, chain: WhyChain) -> Self {
        self.chains.push(chain);
        self
    }
}

/// Steps that lead to one conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyChain {
    /// What follows from all steps: `start of vote ≥ 1931-04-15`.
    pub conclusion: String,
    /// The steps, each resting on the one before.
    pub steps: Vec<WhyStep>,
}

impl WhyChain {
    /// A chain for `conclusion`, with no step yet.
    #[must_use]
    pub fn new(conclusion: impl Into<String>) -> Self {
        Self {
            conclusion: conclusion.into(),
            steps: Vec::new(),
        }
    }

    /// Adds a step that a statement makes.
    ///
    /// `says` is the statement as an inequality (`start of vote ≥ 1931-04-15`), `so` what holds
    /// after it (a date for a bound, a duration for an order).
    #[must_use]
    pub fn stated(
        mut self,
        places: &Places<'_>,
        statement: &StatementNote,
        says: impl Into<String>,
        so: impl Into<String>,
    ) -> Self {
        self.steps.push(WhyStep {
            statement: Some(StatementReport::new(statement, places)),
            says: says.into(),
            so: so.into(),
        });
        self
    }

    /// Adds a step that needs no statement: an event ends no earlier than it starts.
    #[must_use]
    pub fn by_nature(mut self, says: impl Into<String>, so: impl Into<String>) -> Self {
        self.steps.push(WhyStep {
            statement: None,
            says: says.into(),
            so: so.into(),
        });
        self
    }
}

/// One step of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyStep {
    /// The statement, with its place; `None` for "an event ends no earlier than it starts".
    pub statement: Option<StatementReport>,
    /// What it says, as an inequality in words.
    pub says: String,
    /// What holds after this step.
    pub so: String,
}

/// One step from a statement that leaves a choice: alternatives that are excluded, and what is
/// left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyInference {
    /// Its number, by which other steps refer to it.
    pub number: u32,
    /// The statement that leaves the choice; `None` where the opposite of the conclusion is
    /// supposed, and excluded.
    pub statement: Option<StatementReport>,
    /// What holds after it: ``"`vote` is in 1931-04-15 or 1931-05-15"``.
    pub says: String,
    /// The alternatives that are excluded.
    pub excluded: Vec<WhyExcluded>,
}

/// An alternative, or several at once, and why it is excluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyExcluded {
    /// The alternative: `2022-09 or earlier`.
    pub alternative: String,
    /// Steps that would follow from it, if any are needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<WhyInference>,
    /// The chain that contradicts it.
    pub because: Vec<WhyReason>,
}

/// Something that was to be shown, and the chain that leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyConclusion {
    /// What was to be shown.
    pub says: String,
    /// The chain.
    pub because: Vec<WhyReason>,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyReason {
    /// What holds after it: ``"`vote` starts before 1931-06-02"``.
    pub says: String,
    /// The statement that it rests on, if it rests on one.
    pub statement: Option<StatementReport>,
    /// The number of the step that it rests on, if it rests on one.
    pub inference: Option<u32>,
    /// Whether it rests on what is supposed.
    pub supposed: bool,
    /// Whether it goes on from the link before it; else a chain begins with it.
    pub goes_on: bool,
}
