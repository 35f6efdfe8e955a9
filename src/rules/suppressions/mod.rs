//! What silences other rules: comments `// annals: allow(rule) reason`, and entries of `allow`.
//!
//! A suppression works only with a reason, up to its last day. One that silences nothing is
//! reported, so that a mended fault does not leave a hole behind. Faults that keep a file from
//! being read cannot be silenced.

mod allow_without_reason;
mod expired_allow;
mod silence;
mod unknown_rule;
mod unused_allow;

use super::{Check, Entry, Group};

pub use silence::{Silenced, silence};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    unused_allow::RULE,
    allow_without_reason::RULE,
    expired_allow::RULE,
    unknown_rule::RULE,
];
