//! An archived text, as the rules see it.

use crate::model::Source;
use crate::source::Text;

/// A quote that stands in an archived text, as a timeline says.
#[derive(Debug, Clone, Copy)]
pub struct Quote<'a> {
    /// The verbatim text.
    pub text: &'a Text,
    /// The event that rests on it, as the file under check calls it; for a link `a` → `b` both.
    pub of: &'a str,
}

/// The archived text of a source and what it is said to hold.
#[derive(Debug, Clone, Copy)]
pub struct Archive<'a> {
    /// The source.
    pub source: &'a Source,
    /// The path of its file, as the source names it.
    pub path: &'a Text,
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// The quotes that stand in it, in the order of the file under check.
    pub quotes: &'a [Quote<'a>],
}
