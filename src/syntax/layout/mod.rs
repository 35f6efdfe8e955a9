//! The one canonical layout of a document.
//!
//! Only what stands between tokens changes: blanks, line ends and commas before a closing bracket.
//! Scalars, names, the order of fields and the text of comments (but for blanks at the ends of its
//! lines) stay as they are.
//!
//! 1. `pieces` cuts the text into tokens and comments, and puts each comma right behind its item;
//! 2. `measure` tells of each pair of brackets how wide it is on one line, or that it cannot be;
//! 3. `print` writes the pieces, and chooses a form for each pair of brackets:
//!    - *flat*: on one line, where it fits;
//!    - *spread*: an item a line, where it does not, and where the author has begun so: with a line
//!      break behind the opening bracket, with comments on lines of their own, with blank lines;
//!    - *filled*: a record (a struct in a list) that the author has begun behind its parenthesis
//!      goes on in further lines, aligned behind it, if each of its fields fits into one.
//!
//! All three go through the text once and keep open brackets on a stack of their own.

mod measure;
mod pieces;
mod print;

use std::sync::Arc;

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceFile;

/// How many columns a line may have, unless a single item or a comment is longer.
pub const WIDTH: usize = 120;

/// The document in `file` in the canonical layout.
///
/// Formatting what was formatted changes nothing. A byte order mark stays, and so does the style
/// of line ends: that of the first one.
///
/// ```
/// use annals::source::SourceMap;
/// use annals::syntax::format;
///
/// let text = "Timeline(annals:1,\n\n // What happened.\n events:[ (id : \"vote\",),])";
/// let file = SourceMap::new().add("strike.ron", text);
/// let formatted = "\
/// Timeline(
///     annals: 1,
///
///     // What happened.
///     events: [(id: \"vote\")],
/// )
/// ";
/// assert_eq!(format(&file).unwrap(), formatted);
/// ```
///
/// # Errors
///
/// The first syntax error: what cannot be read for sure is not laid out.
pub fn format(file: &Arc<SourceFile>) -> Result<String, Box<Diagnostic>> {
    let (mut reader, mut found) = (Reader::new(file), Vec::new());
    while reader.next_part(&mut found).is_some() {}
    let errors = found
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    match errors.min_by_key(|error| error.span) {
        Some(error) => Err(Box::new(error)),
        None => Ok(laid_out(file.text())),
    }
}

/// The layout of a text that is well-formed.
fn laid_out(text: &str) -> String {
    let pieces = pieces::cut(text);
    let brackets = measure::brackets(&pieces);
    print::print(text, &pieces, &brackets)
}
