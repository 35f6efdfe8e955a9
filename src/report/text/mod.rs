//! Reports as text that people read.
//!
//! Nothing here is meant to be read by programs. Every line starts with words of ours or with
//! white space, never with what a timeline says, and all that a timeline says goes through
//! [`one_line`](super::safe::one_line).

mod bounds;
mod check;
mod config;
mod order;
mod steps;
mod table;
mod why;

pub use check::count;

use std::fmt::{self, Write};

use table::Table;

use super::safe::one_line;

/// What is written, as a string.
fn written(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text);
    text
}

/// The remarks below an answer.
///
/// What the analysis remarks says more than what could be said here in general, so that stands
/// only where there is no remark.
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
    let outer = (!exact).then_some(
        "bounds may be wider than they need be, and `possible` means no more than not excluded",
    );
    let general: Vec<_> = verdict.into_iter().chain(outer).collect();
    if notes.is_empty() {
        write_notes(out, general)
    } else {
        write_notes(out, notes.iter().map(String::as_str))
    }
}

fn write_notes<'a>(out: &mut impl Write, notes: impl IntoIterator<Item = &'a str>) -> fmt::Result {
    for (number, note) in notes.into_iter().enumerate() {
        if number == 0 {
            writeln!(out)?;
        }
        writeln!(out, "note: {}", one_line(note))?;
    }
    Ok(())
}
