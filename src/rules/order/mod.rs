//! Order and cause.

mod causal_cycle;
mod conflicting_claims;
mod contradiction;
mod dead_alternative;
mod undecided;

use super::{Check, Entry, Group};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    contradiction::RULE,
    causal_cycle::RULE,
    undecided::RULE,
    conflicting_claims::RULE,
    dead_alternative::RULE,
];
