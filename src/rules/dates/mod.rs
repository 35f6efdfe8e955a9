//! Dates of single events.

mod clock_change;
mod cyclic_relative;
mod exact_date_hedged_title;
mod first_of_january;
mod future_event;
mod hedge;
mod impossible_duration;
mod invalid_date;
mod stated;
mod time_out_of_range;
mod undated_anchor;
mod unknown_zone;
mod unneeded_mask;

use super::{Check, Entry, Group, Subject, words};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    invalid_date::RULE,
    impossible_duration::RULE,
    unknown_zone::RULE,
    time_out_of_range::RULE,
    cyclic_relative::RULE,
    undated_anchor::RULE,
    future_event::RULE,
    clock_change::RULE,
    first_of_january::RULE,
    exact_date_hedged_title::RULE,
    unneeded_mask::RULE,
];
