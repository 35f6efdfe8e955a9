//! Findings as people and programs read them.
//!
//! [`Human`] draws findings as rustc does, with the lines concerned; [`concise`] gives a line for
//! each; [`json`] writes one document for a whole run. Nothing of a timeline reaches text output
//! as it is: everything goes through [`safe`].

pub mod concise;
mod diff;
mod excerpt;
mod human;
pub mod json;

pub use crate::report::safe;
pub use diff::unified_diff;
pub use excerpt::{Excerpt, Mark, excerpts};
pub use human::Human;
