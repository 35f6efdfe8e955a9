//! Simple temporal networks: time points, difference constraints, and what follows from them.
//!
//! A network is a set of [time points](TimePoint) and of [constraints](DifferenceConstraint)
//! `to − from ≤ w` or `to − from < w` over dense time, with exact integer weights. This module
//! knows points and opaque [tags](Tag) only: no events, no dates, no I/O. All results are
//! deterministic, also where components are solved in parallel.
//!
//! - [`Stn::check`] decides consistency, [`Stn::conflicts`] explains contradictions and
//!   [`Stn::remainder`] says what to leave out.
//! - [`Stn::solve`] gives a [`Solution`]: tightest bounds with their reasons, distances between
//!   points, and what follows [without some statements](Solution::implied_without).
//!
//! # Literature
//!
//! Dechter, Meiri & Pearl, *Temporal constraint networks* (1991). Tarjan, *Shortest paths* (1981)
//! and Cherkassky & Goldberg, *Negative-cycle detection algorithms* (1999) for the labelling
//! method. Bengtsson & Yi, *Timed automata: semantics, algorithms and tools* (2004) for strict
//! bounds. Junker, *QuickXplain* (2004) for irreducible explanations. Yıldırım, Chaoji & Zaki,
//! *GRAIL* (2010) for pruning searches by schedules.

mod bfct;
mod conflict;
mod constraint;
mod cover;
mod distance;
#[cfg(test)]
mod effort;
mod eliminate;
mod graph;
mod implied;
mod landmark;
mod length;
mod network;
mod placement;
mod solution;

pub use conflict::MinimalConflict;
pub use constraint::{ConstraintId, DifferenceConstraint, Tag, TimePoint, Weight};
pub(crate) use cover::Cover;
pub use distance::MinimalNetwork;
pub use implied::Implication;
pub(crate) use length::Length;
pub use length::{Bound, Distance};
pub use network::{MAX_POINTS, NegativeCycle, Schedule, Stn};
pub(crate) use placement::Placements;
pub use solution::Solution;
