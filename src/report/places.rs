//! Spans as lines and columns.

use serde::Serialize;

use crate::source::{Place, SourceMap, Span};

/// Turns spans into lines and columns.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a SourceMap,
}

impl<'a> Places<'a> {
    /// Places in the files of `sources`.
    #[must_use]
    pub fn new(sources: &'a SourceMap) -> Self {
        Self { sources }
    }

    /// The files.
    #[must_use]
    pub fn sources(&self) -> &'a SourceMap {
        self.sources
    }

    /// Line and column of a span's first byte.
    #[must_use]
    pub fn start(&self, span: Span) -> Place {
        self.at(span, span.start)
    }

    /// Line and column of the byte after a span's last one.
    #[must_use]
    pub fn end(&self, span: Span) -> Place {
        self.at(span, span.end)
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

    fn at(&self, span: Span, offset: u32) -> Place {
        self.sources.file(span.file).place(offset)
    }
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
