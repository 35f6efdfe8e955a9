//! From statements to constraints: what a chronology says, as one system over time points.
//!
//! Every event has two time points, its start and its end. Each statement becomes difference
//! constraints between them (Dechter, Meiri & Pearl 1991) that carry the statement as their tag,
//! so that whatever is derived can name what it rests on. What leaves a choice (some September, one
//! of two dates, before or after) becomes [disjunctions](crate::search::Disjunction) with the same
//! tag; their alternatives are never listed where there may be many. What cannot be entered is
//! reported and leaves the system incomplete, never silently weaker.
//!
//! This module knows what a date or a link *means*; it does not reason.

mod alternative;
mod choice;
mod circle;
mod claim;
mod date;
mod distance;
mod duration;
mod encoder;
mod link;
mod pending;
mod publication;
mod relative;
mod rungs;
mod search_range;
mod statement;
mod system;
mod tick;
mod trust;

pub use alternative::Alternative;
pub use claim::Held;
pub use date::stated_date;
pub use link::{order_of, order_of_any};
pub use publication::{published_before, reports};
pub use statement::{Origin, Statement};
pub use system::{Cause, Claims, Options, Subject, System, encode};
pub use trust::{Trust, independent_sources, origins};
