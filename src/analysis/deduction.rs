//! What follows from statements that leave a choice, told step by step.

use super::Analysis;
use crate::stn::Tag;

/// Why statements contradict each other, whichever alternatives are taken.
pub(super) fn clash(_analysis: &Analysis<'_>, _tags: &[Tag]) -> Vec<String> {
    Vec::new()
}
