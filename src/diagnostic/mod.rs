//! Findings: what annals has to say about a file, as data.
//!
//! Every stage hands its findings on as [`Diagnostic`]s and goes on with the rest; none of them
//! prints. A finding names its [`Rule`], states the fact in its message, points at the statements
//! involved by labels, and proposes an action in its help. Texts here are plain and may quote
//! untrusted input as it is; [`emit`](crate::emit) makes them safe to show.

mod finding;
mod level;
mod rule;

pub use finding::{
    Certainty, Diagnostic, Edit, Fix, Label, Severity, StatementKind, StatementNote,
};
pub use level::Level;
pub use rule::Rule;
