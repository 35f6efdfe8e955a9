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
    /// A chain for each bound, or for each direction of an order, that is known.
    pub chains: Vec<WhyChain>,
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
