//! Findings as people and programs read them.
//!
//! [`Human`] draws findings as rustc does, with the lines concerned; [`concise`] gives a line for
//! each; [`json`] writes one document for a whole run. For servers, [`sarif`], [`github`],
//! [`gitlab`] and [`junit`] write the same [`Findings`] as each of them wants it. Nothing of a
//! timeline reaches text output as it is: everything goes through [`safe`].

pub mod concise;
mod diff;
mod excerpt;
mod findings;
pub mod github;
pub mod gitlab;
mod human;
pub mod json;
pub mod junit;
pub mod sarif;

pub use crate::report::safe;
pub use diff::unified_diff;
pub use excerpt::{Excerpt, Mark, excerpts};
pub use findings::{Findings, Found};
pub use human::Human;
