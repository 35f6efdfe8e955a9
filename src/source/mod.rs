//! Texts, places in them, and strings that know where they stand.
//!
//! Everything that annals says points at a place in a file. This module owns the three types that
//! make this cheap: [`SourceFile`] (a name and its text), [`Span`] (eight bytes of place and four
//! of file) and [`Text`] (a string that borrows from its file by reference count).
//!
//! It knows nothing of RON, events or dates, and it performs no I/O: the
//! [`workspace`](crate::workspace) reads files and hands their text in.

mod file;
mod span;
mod text;

pub use file::{MAX_BYTES, Place, SourceFile, SourceMap};
pub use span::{FileId, Span};
pub use text::Text;
