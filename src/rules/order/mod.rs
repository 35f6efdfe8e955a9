//! Order and cause.

mod causal_cycle;
mod conflicting_claims;
mod contradiction;
mod dead_alternative;
mod digraph;
mod file_order;
mod precedence_circle;
mod redundant_link;
mod undecided;

use super::{Check, Entry, Group, Subject, links};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    contradiction::RULE,
    causal_cycle::RULE,
    undecided::RULE,
    conflicting_claims::RULE,
    dead_alternative::RULE,
    precedence_circle::RULE,
    redundant_link::RULE,
    file_order::RULE,
];
