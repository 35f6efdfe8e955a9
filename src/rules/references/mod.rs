//! What refers to what.

mod duplicate_id;
mod invalid_id;
mod unknown_actor;
mod unknown_event;
mod unknown_source;
mod unlisted_kind;
mod unreachable_file;
mod unused_actor;
mod unused_source;

use super::{Check, Entry, Group, Subject};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    duplicate_id::RULE,
    invalid_id::RULE,
    unknown_event::RULE,
    unknown_source::RULE,
    unknown_actor::RULE,
    unreachable_file::RULE,
    unlisted_kind::RULE,
    unused_source::RULE,
    unused_actor::RULE,
];
