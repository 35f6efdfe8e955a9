//! What refers to what.

mod unused_actor;
mod unused_source;

use super::{Check, Entry, Group, Subject};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[unused_source::RULE, unused_actor::RULE];
