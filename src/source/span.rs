//! Places in source texts.

/// Names one file of a [`SourceMap`](super::SourceMap).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The file that was added as number `index`, counted from 0.
    #[must_use]
    pub const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The number of the file, counted from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stretch of bytes in one file: from `start` up to, not including, `end`.
///
/// Offsets count bytes from the beginning of the file, a byte order mark included. Spans order by
/// file, then start, then end: the order in which findings are shown.
///
/// ```
/// use annals::source::{FileId, Span};
///
/// let file = FileId::new(0);
/// let word = Span::new(file, 4, 9);
/// assert_eq!(word.len(), 5);
/// assert_eq!(word.to(Span::new(file, 12, 14)), Span::new(file, 4, 14));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`; an `end` before `start` is taken as `start`.
    #[must_use]
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { file, start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers this one and `other`, which stands in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(
            self.file,
            self.start.min(other.start),
            self.end.max(other.end),
        )
    }

    /// The empty span at the beginning of this one.
    #[must_use]
    pub const fn at_start(self) -> Self {
        Self::new(self.file, self.start, self.start)
    }

    /// The empty span behind this one.
    #[must_use]
    pub const fn at_end(self) -> Self {
        Self::new(self.file, self.end, self.end)
    }
}
