//! Why statements contradict each other whichever alternatives are taken.

use crate::analysis::Analysis;
use crate::stn::Tag;

/// Why statements contradict each other, whichever alternatives are taken.
pub(in crate::analysis) fn clash(_analysis: &Analysis<'_>, _tags: &[Tag]) -> Vec<String> {
    Vec::new()
}
