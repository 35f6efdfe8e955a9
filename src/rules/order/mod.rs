//! Rules of the group `order`.

use super::Entry;

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[];
