//! Orders that follow from a network: which points stand before which in every schedule.
//!
//! Knows time points only. [`sequence()`] gives the finest row of groups in which each wholly
//! stands before the next.

mod cuts;
mod sequence;

pub use sequence::sequence;
