//! Sources and what they say.

mod circular_sourcing;
mod hash_mismatch;
mod missing_archive;
mod quote_not_found;
mod single_source;
mod source_before_event;
mod unreadable_archive;
mod unsourced;

use std::collections::BTreeSet;

use super::{Archive, Check, Entry, Group, Kept, Subject};

use crate::model::{Event, Evidence, SourceRef};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    unsourced::RULE,
    single_source::RULE,
    circular_sourcing::RULE,
    source_before_event::RULE,
    quote_not_found::RULE,
    hash_mismatch::RULE,
    missing_archive::RULE,
    unreadable_archive::RULE,
];

/// All evidence of an event, that of its claims included.
fn evidence(event: &Event) -> impl Iterator<Item = &Evidence> {
    let claimed = event.claims.iter().flat_map(|claim| &claim.evidence);
    event.evidence.iter().chain(claimed)
}

/// The sources of an event: those of its evidence, and those whose publication its date is counted from.
fn sources(event: &Event) -> BTreeSet<SourceRef> {
    let claimed = event.claims.iter().map(|claim| &claim.dating);
    let datings = std::iter::once(&event.dating).chain(claimed);
    let anchors = datings.filter_map(|dating| dating.relative.as_ref()?.source);
    let named = evidence(event).filter_map(|piece| piece.source.target);
    named.chain(anchors).collect()
}
