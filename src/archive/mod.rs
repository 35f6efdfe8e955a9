//! Archived texts: bytes as text, and what is quoted from them.
//!
//! A source's archived text is a file that somebody saved: plain text, a web page, or something
//! that is no text at all. [`ArchivedText::read`] makes text of it; [`ArchivedText::search`] finds out which
//! quotes stand in it, and what comes nearest to those that do not.
//!
//! Quotes are compared in folded form: each run of white space, line ends and no-break spaces
//! included, is one space; what cannot be seen (soft hyphens, zero-width characters, marks of
//! direction) is dropped; the rest is in Unicode's form C. Form KC would go too far for verbatim text: it
//! makes `10²` and `102` the same. Capitals, quotation marks and dashes count; where nothing else
//! differs, that is said.
//!
//! Everything here is linear in the text and the quotes and bounded in steps, on any bytes, and
//! nothing is recursive. Quotes are found together in one pass (Aho & Corasick 1975). It knows no
//! sources or events and does no I/O.

mod decode;
mod find;
mod fold;
mod loose;
mod markup;
mod nearest;
mod words;

pub use decode::Unreadable;
pub use find::{Missing, Outcome, Search};
pub use loose::Variant;
pub use nearest::Nearest;

use fold::Folded;

/// The text of an archived file, ready to be searched.
///
/// ```
/// use annals::archive::{ArchivedText, Outcome};
///
/// let page = "<p>Wages were <b>cut</b>\n in&nbsp;March.</p><script>cut()</script>";
/// let archive = ArchivedText::read(page.as_bytes(), "page.html").unwrap();
/// let found = archive.search(&["wages were cut in May", "Wages were cut in March", "Wages … March"]);
/// let Outcome::Missing(missing) = &found.outcomes[0] else { panic!() };
/// assert_eq!(missing.nearest.as_ref().unwrap().passage, "Wages were cut in March.");
/// assert!(found.outcomes[1..].iter().all(|outcome| *outcome == Outcome::Found));
/// ```
#[derive(Debug)]
pub struct ArchivedText {
    folded: Folded,
}

impl ArchivedText {
    /// The text of a file; its name tells whether it is a page.
    ///
    /// # Errors
    ///
    /// Where the bytes are no text, or in an encoding that cannot be told.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Unreadable> {
        let decoded = decode::decode(bytes, name)?;
        let folded = if decoded.is_markup {
            // Lines of a page are not lines of its text.
            Folded::without_lines(&markup::text_of(&decoded.text))
        } else {
            Folded::of(decoded.text.into_owned())
        };
        Ok(Self { folded })
    }

    /// The text in folded form.
    #[must_use]
    pub fn text(&self) -> &str {
        self.folded.text()
    }

    /// Looks for all quotes at once; outcomes are in their order.
    #[must_use]
    pub fn search(&self, quotes: &[&str]) -> Search {
        find::search(&self.folded, quotes)
    }
}
