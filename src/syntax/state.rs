//! What the machine that reads the grammar knows between two tokens.

use std::collections::HashMap;

use crate::source::Span;

use super::lexer::Lexer;

/// How many errors of a file are shown, unless all are asked for.
const ERROR_LIMIT: usize = 200;

/// What the machine takes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// The beginning of the document.
    Start,
    /// A field's name, or the end of its struct.
    Key,
    /// An item or a map's key, or the closing bracket.
    Item,
    /// The `:` behind a map's key.
    Colon,
    /// The value of a field or of a map's key.
    Value,
    /// A comma or the closing bracket.
    Separator,
    /// Nothing but the end of the text.
    After,
    /// Nothing at all.
    Done,
}

/// The brackets that can be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Struct,
    Tuple,
    /// `Some(…)`, which takes exactly one value.
    Some,
    List,
    Map,
}

/// An open bracket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// Where the bracket stands.
    pub(super) open: usize,
    /// The bracket that closes it.
    pub(super) closer: u8,
    /// Its entry on the tape, unless what is inside is handed over piece by piece.
    pub(super) entry: Option<u32>,
    /// How deep what stands inside is.
    pub(super) depth: u16,
    /// Number of values that were begun inside.
    pub(super) count: u32,
    /// Whether the item begun last is in parentheses.
    pub(super) holds_structs: bool,
    /// For a struct the name of its first field; for a list that of its first item's first field.
    pub(super) first_key: (usize, usize),
    /// Whether the key of a map was read and not yet its value.
    pub(super) key_read: bool,
    /// Whether it was said that names take no quotes here.
    pub(super) quoted_keys: bool,
}

impl Frame {
    /// Whether `bracket` closes this frame.
    pub(super) fn closes(&self, bracket: u8) -> bool {
        // Braces in place of parentheses were reported when they opened.
        self.closer == bracket
            || (self.kind == FrameKind::Struct && self.closer == b'}' && bracket == b')')
    }

    pub(super) fn is_streamed(&self) -> bool {
        self.entry.is_none()
    }
}

/// What is ready to be handed over; numbers are entries of the tape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ready {
    Name(u32),
    Field(u32),
    List(u32, usize),
    Item(u32),
    End,
}

/// What is known between two parts.
#[derive(Debug)]
pub(super) struct State {
    pub(super) lexer: Lexer,
    pub(super) frames: Vec<Frame>,
    pub(super) expect: Expect,
    /// Whether a top-level struct is handed over piece by piece.
    pub(super) streams: bool,
    /// Whether nothing but the rules of `ron` is applied.
    pub(super) strict: bool,
    /// Handed over as soon as the separator behind it was seen.
    pub(super) pending: Option<Ready>,
    /// The entry of the value that was finished last.
    pub(super) last_value: u32,
    /// Whether what follows an error is still being passed over, so that it is reported once.
    pub(super) recovering: bool,
    /// Where the text ended while brackets were open, once that was reported.
    pub(super) ended_at: Option<usize>,
    /// Whether the text is known to break the rules of `ron`.
    pub(super) malformed: bool,
    /// The whole file's verdict, once it was asked for.
    pub(super) layout_counts: Option<bool>,
    pub(super) errors: usize,
    /// How many of them are shown.
    pub(super) limit: usize,
    pub(super) top_fields: HashMap<Box<str>, Span>,
    /// The top-level struct: first byte, and the byte after the last.
    pub(super) document: (usize, usize),
}

impl State {
    pub(super) fn new(expect: Expect) -> Self {
        Self {
            lexer: Lexer::new(0),
            frames: Vec::new(),
            expect,
            streams: expect == Expect::Start,
            strict: false,
            pending: None,
            last_value: 0,
            recovering: false,
            ended_at: None,
            malformed: false,
            layout_counts: None,
            errors: 0,
            limit: ERROR_LIMIT,
            top_fields: HashMap::new(),
            document: (0, 0),
        }
    }

    /// Number of errors that were not shown.
    pub(super) fn withheld(&self) -> usize {
        self.errors.saturating_sub(self.limit)
    }
}
