//! Disjunctive temporal problems: difference constraints, and choices between them.
//!
//! A [network](crate::stn::Stn) holds what is certain; [disjunctions](Disjunction) hold what a
//! source leaves open: one of several groups of constraints, or one of the rungs of a
//! [ladder](Ladder), such as the Septembers of all years. Like `stn`, this module knows points and
//! opaque tags only.

mod explain;
mod joint;
mod possibilities;
mod problem;
mod witness;

pub use explain::{Contradictions, Exclusion, Verdict, contradictions, exclusion, is_excluded};
pub use joint::Joint;
pub use possibilities::{Bounded, Possibilities};
pub use problem::{Conjunction, Disjunction, Ladder, Limit, Rung, RungSpan, Rungs, Side, Term};
pub use witness::{Witness, holding};

mod analyze;
mod clauses;
mod decide;
mod flat;
mod groups;
mod heap;
mod island;
mod network;
mod propagate;
mod rungs;
mod sets;
mod solver;
mod split;
mod trail;
mod value;
mod within;
