//! Timelines from other formats.
//!
//! A reader of a foreign format gives the text of a timeline, or all that keeps it from doing so.
//! It invents nothing and drops nothing: what it has no field for is kept in `data`, and what can
//! be read in two ways is a [`Fault`] that asks. What it writes is read back before it is given.

mod columns;
mod csv;
mod dates;
mod ids;
mod write;

pub use columns::{Column, Columns};
pub use csv::{CsvOptions, Imported, csv};
pub use dates::DateOrder;

/// What keeps a text from being imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1, where there is one.
    pub line: Option<u64>,
    /// The column by its name, where one is concerned.
    pub column: Option<String>,
    /// The fact, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}
