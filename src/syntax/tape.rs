//! The flat form in which one value is kept.

use std::sync::Arc;

use crate::source::{SourceFile, Span};

/// What an entry of the tape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// `()`.
    Unit,
    /// `true` or `false`.
    Bool,
    /// A number or range of numbers in any form.
    Number,
    /// `'x'`.
    Char,
    /// A string in double quotes without escapes.
    Str,
    /// A string in double quotes with escapes.
    EscapedStr,
    /// `r"…"`.
    RawStr,
    /// The content of a string whose quotes were at fault.
    BareStr,
    /// `b"…"` or `br"…"`.
    Bytes,
    /// A word.
    Identifier,
    /// `(a: 1)`: keys and values in turn.
    Struct,
    /// As `Struct`, the first entry inside being the name.
    NamedStruct,
    /// `(1, 2)`.
    Tuple,
    /// As `Tuple`, the first entry inside being the name.
    NamedTuple,
    /// `[1, 2]`.
    List,
    /// `{1: 2}`: keys and values in turn.
    Map,
    /// A struct's name or a field's.
    Key,
    /// A field's name that stood before in the same struct: passed over with its value.
    RepeatedKey,
    /// Something whose fault was reported.
    Faulty,
}

/// One value, name or bracket pair; what is inside of it follows directly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: Tag,
    /// First byte in the file.
    pub(super) start: u32,
    /// The byte after the last.
    pub(super) end: u32,
    /// Index of the entry behind this one and all that is inside of it.
    pub(super) next: u32,
}

/// The entries of one value in the order of the text.
#[derive(Debug)]
pub(super) struct Tape {
    pub(super) file: Arc<SourceFile>,
    pub(super) entries: Vec<Entry>,
}

impl Tape {
    pub(super) fn new(file: &Arc<SourceFile>) -> Self {
        Self {
            file: Arc::clone(file),
            entries: Vec::new(),
        }
    }

    /// Index of the next entry; a text of 2 GiB cannot make more than `u32` counts.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn get(&self, at: u32) -> Entry {
        let outside = Entry {
            tag: Tag::Faulty,
            start: 0,
            end: 0,
            next: u32::MAX,
        };
        self.entries.get(at as usize).copied().unwrap_or(outside)
    }

    /// Appends an entry with nothing inside.
    pub(super) fn push(&mut self, tag: Tag, start: usize, end: usize) -> u32 {
        let at = self.len();
        self.entries.push(Entry {
            tag,
            start: offset(start),
            end: offset(end),
            next: at + 1,
        });
        at
    }

    pub(super) fn text(&self, entry: Entry) -> &str {
        self.file.slice(self.span(entry))
    }

    pub(super) fn span(&self, entry: Entry) -> Span {
        Span::new(self.file.id(), entry.start, entry.end)
    }
}

/// A byte offset as spans hold it.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
