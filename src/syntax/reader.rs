//! Reading a document part by part.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::{SourceFile, Span};

use super::parser::Parser;
use super::state::{Expect, Ready, State};
use super::tape::{Tape, offset};
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
///
/// ```
/// use annals::source::SourceMap;
/// use annals::syntax::{Part, Reader};
///
/// let file = SourceMap::new().add("a.ron", "Timeline(annals: 1, events: [(id: \"a\"), (id: \"b\")])");
/// let (mut reader, mut found) = (Reader::new(&file), Vec::new());
/// let mut items = 0;
/// while let Some(part) = reader.next_part(&mut found) {
///     if let Part::Item { value } = part {
///         assert_eq!(file.slice(value.span()).len(), 9);
///         items += 1;
///     }
/// }
/// assert_eq!(items, 2);
/// assert!(found.is_empty());
/// ```
#[derive(Debug)]
pub struct Reader {
    file: Arc<SourceFile>,
    state: State,
    tape: Tape,
}

impl Reader {
    /// A reader at the beginning of `file`.
    #[must_use]
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self {
            file: Arc::clone(file),
            state: State::new(Expect::Start),
            tape: Tape::new(file),
        }
    }

    /// The next part of the document; faults are pushed to `found` and reading goes on behind them.
    ///
    /// [`Part::End`] comes last, once, unless the file has no top-level struct at all: then one
    /// error says so, and there is no part. The part lends the reader's tape, which the next one
    /// reuses.
    pub fn next_part<'r>(&'r mut self, found: &mut Vec<Diagnostic>) -> Option<Part<'r>> {
        self.tape.entries.clear();
        let ready = Parser {
            file: &self.file,
            text: self.file.text(),
            state: &mut self.state,
            tape: &mut self.tape,
            found,
        }
        .run();
        if matches!(ready, None | Some(Ready::End)) {
            self.say_what_was_withheld(found);
        }
        let tape = &self.tape;
        let key = |at: u32| Key {
            name: tape.text(tape.get(at)),
            span: tape.span(tape.get(at)),
        };
        Some(match ready? {
            Ready::Name(at) => {
                let Key { name, span } = key(at);
                Part::Name { name, span }
            }
            Ready::Field(at) => Part::Field {
                key: key(at),
                value: Value::new(tape, at + 1),
            },
            Ready::List(at, open) => Part::List {
                key: key(at),
                span: Span::new(self.file.id(), offset(open), offset(open + 1)),
            },
            Ready::Item(at) => Part::Item {
                value: Value::new(tape, at),
            },
            Ready::End => Part::End {
                span: Span::new(
                    self.file.id(),
                    offset(self.state.document.0),
                    offset(self.state.document.1),
                ),
            },
        })
    }

    /// No error is dropped silently.
    fn say_what_was_withheld(&mut self, found: &mut Vec<Diagnostic>) {
        let withheld = self.state.withheld();
        if withheld > 0 {
            self.state.errors = 0;
            let plural = if withheld == 1 { "" } else { "s" };
            let message = format!("{withheld} further syntax error{plural} are not shown");
            let mut note = Diagnostic::new(Rule::Syntax, self.file.span().at_end(), message);
            note.severity = Severity::Note;
            found.push(note.with_help("mend the errors above first"));
        }
    }
}

/// All faults of syntax of a document; a [`Reader`] that reads for people shows the first ones only.
///
/// ```
/// use annals::source::SourceMap;
/// use annals::syntax::faults;
///
/// let text = format!("(events: [{}])", "(id: \"a\" title: \"A\"), ".repeat(1000));
/// assert_eq!(faults(&SourceMap::new().add("a.ron", text)).len(), 1000);
/// ```
#[must_use]
pub fn faults(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let mut reader = Reader::new(file);
    reader.state.limit = usize::MAX;
    let mut found = Vec::new();
    while reader.next_part(&mut found).is_some() {}
    found
}
