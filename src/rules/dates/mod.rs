//! Dates of single events.

mod cyclic_relative;
mod impossible_duration;
mod invalid_date;
mod time_out_of_range;
mod unknown_zone;
mod unneeded_mask;

use super::{Check, Entry, Group};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    invalid_date::RULE,
    impossible_duration::RULE,
    unknown_zone::RULE,
    time_out_of_range::RULE,
    cyclic_relative::RULE,
    unneeded_mask::RULE,
];
