//! An archived text, as the rules see it.

use crate::archive::{ArchivedText, Unreadable};
use crate::model::Source;
use crate::source::Text;

/// A quote that stands in an archived text, as a timeline says.
#[derive(Debug, Clone)]
pub struct Quote<'a> {
    /// The verbatim text.
    pub text: &'a Text,
    /// What rests on it, as the file that quotes calls it: `` `vote` ``, or of a link both events.
    pub of: String,
}

/// What there is of a source's archived text.
#[derive(Debug, Clone, Copy)]
pub enum Kept<'a> {
    /// The source names no file.
    Unnamed,
    /// The file that it names is not there; why, in words.
    Absent(&'a str),
    /// It was not read: nothing needs it, or it must not be named, which is told elsewhere.
    Unread,
    /// The operating system does not let it be read; why, in words.
    Closed(&'a str),
    /// It was read.
    Bytes {
        /// The file's bytes.
        bytes: &'a [u8],
        /// What text they are, where something is quoted from it.
        text: Option<&'a Result<ArchivedText, Unreadable>>,
    },
}

/// A source, its archived text and what it is said to hold.
#[derive(Debug, Clone, Copy)]
pub struct Archive<'a> {
    /// The source.
    pub source: &'a Source,
    /// Its archived text.
    pub kept: Kept<'a>,
    /// What is quoted from it anywhere in this run, in the order of the files.
    pub quotes: &'a [Quote<'a>],
}

impl Archive<'_> {
    /// The path of its file, as the source names it.
    #[must_use]
    pub fn path(&self) -> Option<&Text> {
        self.source.file.as_ref()
    }
}
