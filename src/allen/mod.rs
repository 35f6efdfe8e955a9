//! Allen's thirteen relations between intervals, sets of them, composition and converse.
//!
//! Intervals are pairs `start ≤ end` over dense time, instants (`start = end`) included. The
//! definitions below make the thirteen exclusive and exhaustive for these too: `s`, `e` are the
//! first interval's ends, `S`, `E` the second's.
//!
//! | relation | holds where |
//! | --- | --- |
//! | before | e < S |
//! | meets | e = S, s < S, e < E |
//! | overlaps | s < S, S < e, e < E |
//! | starts | s = S, e < E |
//! | during | S < s, e < E |
//! | finishes | S < s, e = E |
//! | equals | s = S, e = E |
//!
//! and the other six with the intervals exchanged. Knows differences of four instants only.
//!
//! # Literature
//!
//! Allen, *Maintaining knowledge about temporal intervals* (1983).

mod composition;
mod formula;
mod possible;
mod relation;
mod set;

pub use formula::EndOrders;
pub use possible::{IntervalEnd, possible_relations};
pub use relation::{AllenRelation, EndConstraint, UnknownRelation};
pub use set::RelationSet;
