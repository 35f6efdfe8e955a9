//! Whether a text is well-formed, and values that stand alone.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile};

use super::parser::Parser;
use super::state::{Expect, State};
use super::tape::Tape;
use super::value::Value;

/// Whether `text` is one well-formed value, by the rules of `ron` and nothing else.
///
/// ```
/// use annals::syntax::well_formed;
///
/// assert!(well_formed("[1, 0x1F, Some(\"a\"), (b: ())]"));
/// assert!(!well_formed("[1 2]"));
/// ```
#[must_use]
pub fn well_formed(text: &str) -> bool {
    let file = Arc::new(SourceFile::new(FileId::new(0), "", text));
    let mut state = State::new(Expect::Value);
    state.strict = true;
    let mut found = Vec::new();
    let mut tape = Tape::new(&file);
    let mut parser = Parser {
        file: &file,
        text: file.text(),
        state: &mut state,
        tape: &mut tape,
        found: &mut found,
    };
    parser.attributes();
    while parser.run().is_some() {}
    !state.malformed
}

/// Whether the document in `file` is well-formed by the rules of `ron`: no layout is looked at.
pub(super) fn document_is_well_formed(file: &Arc<SourceFile>) -> bool {
    let mut state = State::new(Expect::Start);
    state.strict = true;
    let mut found = Vec::new();
    let mut tape = Tape::new(file);
    loop {
        tape.entries.clear();
        let mut parser = Parser {
            file,
            text: file.text(),
            state: &mut state,
            tape: &mut tape,
            found: &mut found,
        };
        if parser.run().is_none() {
            return !state.malformed;
        }
    }
}

/// A value that stands alone, with the tape that it is read from.
#[derive(Debug)]
pub struct Standalone {
    tape: Tape,
}

impl Standalone {
    /// Reads the one value that `file` holds; faults are pushed to `found`.
    ///
    /// ```
    /// use annals::source::SourceMap;
    /// use annals::syntax::{Kind, Standalone};
    ///
    /// let mut found = Vec::new();
    /// let file = SourceMap::new().add("argument", "[1, 2]");
    /// let read = Standalone::read(&file, &mut found);
    /// assert!(found.is_empty());
    /// let Kind::List(items) = read.value().kind() else { panic!("a list was written") };
    /// assert_eq!(items.count(), 2);
    /// ```
    #[must_use]
    pub fn read(file: &Arc<SourceFile>, found: &mut Vec<Diagnostic>) -> Self {
        let mut state = State::new(Expect::Value);
        let mut tape = Tape::new(file);
        let mut parser = Parser {
            file,
            text: file.text(),
            state: &mut state,
            tape: &mut tape,
            found,
        };
        parser.byte_order_mark();
        parser.attributes();
        while parser.run().is_some() {}
        Self { tape }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> Value<'_> {
        Value::new(&self.tape, 0)
    }
}
