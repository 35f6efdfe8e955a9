//! Reports as text that people read.
//!
//! Nothing here is meant to be read by programs. Every line starts with words of ours or with
//! white space, never with what a timeline says, and all that a timeline says goes through
//! [`one_line`](super::safe::one_line).

mod bounds;
mod check;
mod order;
mod table;
mod why;

use std::fmt::{self, Write};

use table::Table;

use super::safe::one_line;

/// The remarks below an answer.
fn remarks(
    out: &mut impl Write,
    notes: &[String],
    consistent: Option<bool>,
    exact: bool,
) -> fmt::Result {
    let verdict = match consistent {
        Some(true) => None,
        Some(false) => Some("the timeline contradicts itself; `annals check` says where"),
        None => Some("whether the timeline is free of contradictions could not be told"),
    };
    let outer = (!exact).then_some("the search was given up: bounds may be wider than need be, and `possible` means not excluded");
    if verdict.is_some() || outer.is_some() || !notes.is_empty() {
        writeln!(out)?;
    }
    // What the analysis says about a contradiction says more than the general remark.
    let verdict = verdict.filter(|_| notes.is_empty());
    for note in verdict.into_iter().chain(outer) {
        writeln!(out, "note: {note}")?;
    }
    for note in notes {
        writeln!(out, "note: {}", one_line(note))?;
    }
    Ok(())
}
