//! Disjunctive temporal problems: difference constraints, and choices between them.
//!
//! A [network](crate::stn::Stn) holds what is certain; [disjunctions](Disjunction) hold what a
//! source leaves open: one of several groups of constraints, or one of the rungs of a
//! [ladder](Ladder), such as the Septembers of all years. Like `stn`, this module knows points and
//! opaque tags only.
//!
//! [`Possibilities`] is what holds over all solutions, [`Joint`] answers questions about a few
//! points, [`exclusion`] names the statements that exclude something, a [`Witness`] is one solution.
//! Whatever is told of all solutions is proven. What a budget of steps did not suffice for is told
//! as such, never as if it had been found: see [`Bounded`] and [`Verdict`].
//!
//! # Example
//!
//! Two things on one day, at least eight hours apart: which of them was first is not known.
//!
//! ```
//! use annals::search::{Conjunction, Disjunction, Possibilities};
//! use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint, Weight};
//!
//! let (one, other) = (TimePoint::new(1), TimePoint::new(2));
//! let day = |point, tag| {
//!     [
//!         DifferenceConstraint::earliest(point, Weight::at_most(0), tag).unwrap(),
//!         DifferenceConstraint::latest(point, Weight::at_most(24), tag),
//!     ]
//! };
//! let apart = |from, to| Conjunction {
//!     constraints: vec![DifferenceConstraint::new(to, from, Weight::at_most(-8), Tag::new(2))],
//!     disjunctions: Vec::new(),
//! };
//! let either = Disjunction::AnyOf {
//!     tag: Tag::new(2),
//!     alternatives: vec![apart(one, other), apart(other, one)],
//! };
//! // The one was not before the tenth hour.
//! let late = DifferenceConstraint::earliest(one, Weight::at_most(10), Tag::new(3)).unwrap();
//! let stn = Stn::new(
//!     3,
//!     [day(one, Tag::new(0)), day(other, Tag::new(1))].concat().into_iter().chain([late]).collect(),
//! );
//!
//! let all = Possibilities::new(&stn, &[either], 100_000).unwrap();
//! assert_eq!(all.consistent(), Some(true));
//! // Both orders are possible, so nothing narrows the other's bounds; but they have a hole.
//! assert_eq!(all.earliest(other).value.unwrap().ticks, 0);
//! assert_eq!(all.latest(other).value.unwrap().ticks, 24);
//! assert_eq!(all.allows(&apart(one, other)), Some(true));
//! let at_17 = Conjunction {
//!     constraints: vec![
//!         DifferenceConstraint::earliest(other, Weight::at_most(17), Tag::NONE).unwrap(),
//!         DifferenceConstraint::latest(other, Weight::at_most(17), Tag::NONE),
//!     ],
//!     disjunctions: Vec::new(),
//! };
//! assert_eq!(all.allows(&at_17), Some(false));
//! ```
//!
//! # Literature
//!
//! - R. Dechter, I. Meiri, J. Pearl, *Temporal constraint networks*, 1991: networks of differences,
//!   and their disjunctive form.
//! - K. Stergiou, M. Koubarakis, *Backtracking algorithms for disjunctions of temporal constraints*,
//!   2000: the problem with disjunctions over any pairs of points.
//! - R. Nieuwenhuis, A. Oliveras, C. Tinelli, *Solving SAT and SAT modulo theories*, 2006: DPLL(T),
//!   conflict-driven learning with a theory.
//! - S. Cotton, O. Maler, *Fast and flexible difference constraint propagation for DPLL(T)*, 2006:
//!   how the network is kept satisfied while constraints come and go.
//! - T. Feydy, P. Stuckey, *Lazy clause generation reengineered*, 2009: bounds as literals, each
//!   explained when it is asked for.
//! - U. Junker, *QuickXplain: preferred explanations and relaxations for over-constrained problems*,
//!   2004: irreducible explanations that spare what is trusted most.

mod clash;
mod explain;
mod joint;
mod possibilities;
mod problem;
mod witness;

pub use clash::{Contradictions, Retraction, contradictions, retraction};
pub use explain::{Exclusion, Verdict, exclusion, is_excluded};
pub use joint::Joint;
pub use possibilities::{Bounded, Possibilities};
pub use problem::{
    Conjunction, Cycle, Disjunction, Ladder, Limit, Rung, RungSpan, Rungs, Side, Term,
};
pub use witness::{Witness, holding};

mod analyze;
mod clauses;
mod decide;
mod flat;
mod groups;
mod heap;
mod horizon;
mod island;
mod network;
mod propagate;
mod rounds;
mod rungs;
mod sets;
mod solver;
mod split;
mod switches;
mod trail;
mod value;
