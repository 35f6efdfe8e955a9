//! What refers to what.

mod duplicate_id;
mod duplicate_link;
mod invalid_id;
mod near_duplicate;
mod self_link;
mod unknown_actor;
mod unknown_event;
mod unknown_source;
mod unlisted_kind;
mod unreachable_file;
mod unused_actor;
mod unused_source;

use super::{Check, Entry, Group, Subject, links, words};

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
    self_link::RULE,
    duplicate_link::RULE,
    near_duplicate::RULE,
];
