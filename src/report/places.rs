//! Spans as lines and columns.

use std::cell::OnceCell;

use serde::Serialize;

use crate::source::{FileId, Place, SourceFile, SourceMap, Span};

/// Bytes between two checkpoints at which characters are counted.
const BLOCK: usize = 512;

/// Turns spans into lines and columns.
///
/// Looking one up costs no more than the logarithm of the number of lines and one block of text,
/// however long the line: a file of many megabytes may stand on one line, and have a hundred
/// thousand findings on it.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a SourceMap,
    /// For each file with long lines, the number of characters before each block.
    checkpoints: Vec<OnceCell<Vec<u32>>>,
}

impl<'a> Places<'a> {
    /// Places in the files of `sources`.
    #[must_use]
    pub fn new(sources: &'a SourceMap) -> Self {
        let checkpoints = sources.files().map(|_| OnceCell::new()).collect();
        Self {
            sources,
            checkpoints,
        }
    }

    /// The files.
    #[must_use]
    pub fn sources(&self) -> &'a SourceMap {
        self.sources
    }

    /// Line and column of a span's first byte.
    #[must_use]
    pub fn start(&self, span: Span) -> Place {
        self.at(span.file, span.start)
    }

    /// Line and column of the byte after a span's last one.
    #[must_use]
    pub fn end(&self, span: Span) -> Place {
        self.at(span.file, span.end)
    }

    /// The span as reports show it.
    #[must_use]
    pub fn span(&self, span: Span) -> SpanReport {
        SpanReport {
            file: self.sources.file(span.file).name().to_owned(),
            start: self.start(span).into(),
            end: self.end(span).into(),
        }
    }

    /// The line, from 1, in which a byte stands.
    #[must_use]
    pub fn line(&self, file: FileId, offset: u32) -> u32 {
        let file = self.sources.file(file);
        // `line_span` of a line is O(1), so this is a binary search without a copy of the index.
        let (mut low, mut high) = (1, file.line_count().max(1) + 1);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if file.line_span(middle).start <= offset {
                low = middle;
            } else {
                high = middle;
            }
        }
        // A line end at the very end begins a line that `line_count` does not count.
        let text = file.text().as_bytes();
        if offset as usize >= text.len() && text.ends_with(b"\n") {
            low + 1
        } else {
            low
        }
    }

    /// Line and column of a byte; as [`SourceFile::place`], at less cost on long lines.
    #[must_use]
    pub fn at(&self, id: FileId, offset: u32) -> Place {
        let file = self.sources.file(id);
        let text = file.text();
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let offset = u32::try_from(end).unwrap_or(offset);
        let line = self.line(id, offset);
        let begin = file.line_span(line).start as usize;
        let chars = if end.saturating_sub(begin) <= BLOCK {
            count_chars(text.as_bytes().get(begin..end).unwrap_or_default())
        } else {
            self.chars_before(file, end) - self.chars_before(file, begin)
        };
        let mark = begin == 0 && end > 0 && text.starts_with('\u{feff}');
        Place {
            line,
            column: chars - u32::from(mark) + 1,
            offset,
        }
    }

    fn chars_before(&self, file: &SourceFile, end: usize) -> u32 {
        let bytes = file.text().as_bytes();
        let count = || {
            let mut total = 0;
            let counted = bytes.chunks(BLOCK).map(|block| {
                total += count_chars(block);
                total
            });
            std::iter::once(0).chain(counted).collect()
        };
        let before: u32 = self
            .checkpoints
            .get(file.id().index())
            .and_then(|cell| cell.get_or_init(count).get(end / BLOCK))
            .copied()
            .unwrap_or_default();
        let rest = bytes.get(end / BLOCK * BLOCK..end).unwrap_or_default();
        before + count_chars(rest)
    }
}

/// Number of characters that begin in these bytes of UTF-8.
fn count_chars(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|&byte| u32::from(byte & 0xc0 != 0x80))
        .sum()
}

/// A span in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpanReport {
    /// The file's name.
    pub file: String,
    /// Where it begins.
    pub start: PlaceReport,
    /// The place after its last character.
    pub end: PlaceReport,
}

/// A place in JSON: line and column from 1, bytes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlaceReport {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
    /// Byte offset, from 0.
    pub offset: u32,
}

impl From<Place> for PlaceReport {
    fn from(place: Place) -> Self {
        Self {
            line: place.line,
            column: place.column,
            offset: place.offset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agree(text: &str, offset: u32) {
        let mut sources = SourceMap::new();
        let file = sources.add("a", text);
        let places = Places::new(&sources);
        assert_eq!(
            places.at(file.id(), offset),
            file.place(offset),
            "{text:?} at {offset}"
        );
    }

    #[test]
    fn long_lines_are_counted_by_blocks() {
        let line = "aé日🜚".repeat(3000);
        let text = format!("\u{feff}{line}\n{line}\r\n");
        for offset in (0..=text.len() + 3).step_by(997).chain([511, 512, 513]) {
            agree(&text, u32::try_from(offset).unwrap());
        }
    }

    proptest! {
        #[test]
        fn places_are_those_of_the_file(text in "[aé\u{feff}\r\n]{0,12}", offset in 0u32..20) {
            agree(&text, offset);
        }
    }
}
