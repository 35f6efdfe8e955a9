//! Reads RON: from text to values with places, one list item at a time.

mod reader;
mod scalar;
mod tape;
mod value;

pub use reader::{Part, Reader};
pub use value::{Entries, Fields, Items, Key, Kind, Value};
