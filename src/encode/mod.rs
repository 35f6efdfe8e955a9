//! From statements to constraints: what a chronology says, as one system over time points.
//!
//! Every event has two time points, its start and its end. Each statement becomes difference
//! constraints between them (Dechter, Meiri & Pearl 1991) that carry the statement as their tag,
//! so that whatever is derived can name what it rests on. What cannot be said that way yet is
//! reported as `not-yet-supported` and leaves the system incomplete, never silently weaker.
//!
//! This module knows what a date or a link *means*; it does not reason.

mod date;
mod link;
mod pending;
mod statement;
mod system;
mod trust;

pub use link::order_of;
pub use statement::{Origin, Statement};
pub use system::{Cause, System, encode};
pub use trust::Trust;
