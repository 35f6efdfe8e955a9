//! Reads RON: from text to values with places, one list item at a time.

mod brackets;
mod check;
mod excerpt;
mod foreign;
mod letters;
mod lexer;
mod names;
mod parser;
mod quotes;
mod reader;
mod scalar;
mod separators;
mod skip;
mod start;
mod tape;
mod value;

pub use check::{Standalone, well_formed};
pub use reader::{Part, Reader};
pub use value::{Entries, Fields, Items, Key, Kind, Value};
