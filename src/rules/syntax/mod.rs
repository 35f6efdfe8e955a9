//! The form of the file.

mod cyclic_uses;
mod missing_field;
mod not_yet_supported;
mod syntax_fault;
mod unknown_field;
mod unsupported_format;
mod wrong_type;

use super::{Check, Entry, Group};

/// The rules of this group, in the order in which they are documented.
pub(super) const RULES: &[Entry] = &[
    syntax_fault::RULE,
    unknown_field::RULE,
    missing_field::RULE,
    wrong_type::RULE,
    unsupported_format::RULE,
    not_yet_supported::RULE,
    cyclic_uses::RULE,
];
