//! Source files and the lines in them.

use std::sync::{Arc, OnceLock};

use super::{FileId, Span};

/// The largest text, in bytes, that is read: 2 GiB, so that spans count in 32 bits.
pub const MAX_BYTES: usize = (1 << 31) - 1;

/// One text with the name under which findings show it.
///
/// The text is kept byte for byte: a byte order mark and CRLF line ends stay.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    name: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
}

/// Line and column of a byte offset, both counted from 1.
///
/// Columns count Unicode scalar values; a byte order mark takes up no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
    /// Byte offset, from 0.
    pub offset: u32,
}

impl SourceFile {
    /// A file called `name` with the given text.
    ///
    /// # Panics
    ///
    /// If the text is longer than [2 GiB](MAX_BYTES); the workspace refuses such files before.
    #[must_use]
    pub fn new(id: FileId, name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        assert!(
            text.len() <= MAX_BYTES,
            "files over 2 GiB are refused when they are opened"
        );
        Self {
            id,
            name: name.into(),
            text,
            line_starts: OnceLock::new(),
        }
    }

    /// The file's number.
    #[must_use]
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The name under which findings show the file: a path with `/`, as untrusted as its text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text that `span` covers, or `""` where it does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// A span over the whole text.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.id, 0, len_u32(&self.text))
    }

    /// Line and column of a byte offset; offsets behind the end count as the end, and offsets
    /// inside a character as its first byte.
    ///
    /// ```
    /// use annals::source::{FileId, SourceFile};
    ///
    /// let file = SourceFile::new(FileId::new(0), "a.ron", "é\nab");
    /// let place = file.place(4);
    /// assert_eq!((place.line, place.column), (2, 2));
    /// ```
    #[must_use]
    pub fn place(&self, offset: u32) -> Place {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= at).max(1);
        let begin = starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(begin as usize..at).unwrap_or_default();
        let marks = usize::from(begin == 0 && before.starts_with('\u{feff}'));
        let column = before.chars().count() - marks + 1;
        Place {
            line: to_u32(line),
            column: to_u32(column),
            offset: to_u32(at),
        }
    }

    /// The bytes of line `line` (from 1), without its line end; empty where there is no such line.
    #[must_use]
    pub fn line_span(&self, line: u32) -> Span {
        let starts = self.line_starts();
        let index = (line as usize).saturating_sub(1);
        let start = starts.get(index).copied().unwrap_or(len_u32(&self.text));
        let end = starts
            .get(index + 1)
            .copied()
            .unwrap_or(len_u32(&self.text));
        let text = self
            .text
            .get(start as usize..end as usize)
            .unwrap_or_default();
        let kept = text.strip_suffix('\n').unwrap_or(text);
        let kept = kept.strip_suffix('\r').unwrap_or(kept);
        Span::new(self.id, start, start + len_u32(kept))
    }

    /// Number of lines; a line end at the very end begins no new line.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        let count = self.line_starts().len();
        to_u32(if self.text.ends_with('\n') {
            count - 1
        } else {
            count
        })
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self
                .text
                .bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(at, _)| to_u32(at + 1)))
                .collect()
        })
    }
}

fn len_u32(text: &str) -> u32 {
    to_u32(text.len())
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).expect("a text is at most 2 GiB long")
}

/// The files of one run, by number.
#[derive(Debug, Default, Clone)]
pub struct SourceMap {
    files: Vec<Arc<SourceFile>>,
}

impl SourceMap {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a name and gives the file that holds it.
    ///
    /// # Panics
    ///
    /// As [`SourceFile::new`].
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> Arc<SourceFile> {
        let id = FileId::new(to_u32(self.files.len()));
        let file = Arc::new(SourceFile::new(id, name, text));
        self.files.push(Arc::clone(&file));
        file
    }

    /// The file with this number.
    ///
    /// # Panics
    ///
    /// If the number belongs to another map.
    #[must_use]
    pub fn file(&self, id: FileId) -> &Arc<SourceFile> {
        &self.files[id.index()]
    }

    /// All files in the order in which they were added.
    pub fn files(&self) -> impl ExactSizeIterator<Item = &Arc<SourceFile>> {
        self.files.iter()
    }

    /// The text that `span` covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).slice(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let file = SourceFile::new(FileId::new(0), "a", "\u{feff}ab\r\ncäd");
        assert_eq!(
            file.place(3),
            Place {
                line: 1,
                column: 1,
                offset: 3
            }
        );
        assert_eq!(file.place(7).line, 2);
        assert_eq!(file.place(10).column, 3);
        assert_eq!(file.slice(file.line_span(1)), "\u{feff}ab");
        assert_eq!(file.slice(file.line_span(2)), "cäd");
        assert_eq!(file.line_count(), 2);
    }

    #[test]
    fn offsets_outside_the_text_are_clamped() {
        let file = SourceFile::new(FileId::new(0), "a", "x\n");
        assert_eq!(
            file.place(99),
            Place {
                line: 2,
                column: 1,
                offset: 2
            }
        );
        assert_eq!(file.slice(file.line_span(7)), "");
    }
}
