//! The grammar: a machine that reads tokens onto the tape, without recursion.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

use super::lexer::{Token, TokenKind};
use super::state::{Expect, Frame, FrameKind, Ready, State};
use super::tape::{Tag, Tape, offset};

/// `ron` gives up at this depth; a bracket and what stands inside count one each.
const DEPTH_LIMIT: u16 = 128;

/// So many steps may close or open brackets without reading on. Should recovery ever stand still
/// for longer, it is pushed on by a token.
const LONGEST_STAND: usize = 1024;

/// The machine, for the time of one part.
pub(super) struct Parser<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) text: &'a str,
    pub(super) state: &'a mut State,
    pub(super) tape: &'a mut Tape,
    pub(super) found: &'a mut Vec<Diagnostic>,
}

impl Parser<'_> {
    /// Reads on until something is ready, or nothing is left.
    pub(super) fn run(&mut self) -> Option<Ready> {
        let mut still = 0;
        loop {
            if self.state.pending.is_some() && self.state.expect != Expect::Separator {
                return self.state.pending.take();
            }
            if self.state.expect == Expect::Done || self.state.strict && self.state.malformed {
                return None;
            }
            let at = self.state.lexer.at;
            self.step();
            still = if self.state.lexer.at == at {
                still + 1
            } else {
                0
            };
            if still > LONGEST_STAND {
                self.token();
                still = 0;
            }
        }
    }

    fn step(&mut self) {
        match self.state.expect {
            Expect::Start => self.start(),
            Expect::Key => self.key(),
            Expect::Item => self.item(),
            Expect::Colon => self.colon(),
            Expect::Value => {
                let token = self.token();
                self.value(token);
            }
            Expect::Separator => self.separator(),
            Expect::After => self.after(),
            Expect::Done => {}
        }
    }

    /// The next token. A comment that never ends is reported and counts as the end of the text.
    pub(super) fn token(&mut self) -> Token {
        let token = self.state.lexer.next(self.text);
        if token.kind != TokenKind::UnclosedComment {
            return token;
        }
        self.unclosed_comment(token);
        Token {
            kind: TokenKind::End,
            start: token.end,
            end: token.end,
        }
    }

    /// Reads `token` again in the next step.
    pub(super) fn unread(&mut self, token: Token) {
        self.state.lexer.at = token.start;
    }

    pub(super) fn top(&self) -> Option<&Frame> {
        self.state.frames.last()
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut Frame> {
        self.state.frames.last_mut()
    }

    fn key(&mut self) {
        let before = self.state.lexer.at;
        let token = self.token();
        match token.kind {
            TokenKind::Identifier | TokenKind::RawIdentifier => {
                if self.too_deep_inside(token) {
                    return;
                }
                match self.state.lexer.peek(self.text) {
                    Some(b':') => {
                        self.named(token);
                        self.token();
                        self.state.expect = Expect::Value;
                    }
                    _ => self.key_without_colon(before, token),
                }
            }
            TokenKind::Close(bracket) => self.close(bracket, token),
            TokenKind::End => self.premature_end(before),
            _ => self.no_key(before, token),
        }
    }

    /// Puts the name of a field onto the tape.
    pub(super) fn named(&mut self, token: Token) {
        let start = match token.kind {
            TokenKind::RawIdentifier => token.start + 2,
            _ => token.start,
        };
        self.tape.push(Tag::Key, start, token.end);
        let place = (start, token.end);
        if let Some(frame) = self.top_mut() {
            if frame.count == 0 {
                frame.first_key = place;
            }
            frame.count = frame.count.saturating_add(1);
        }
    }

    fn item(&mut self) {
        let before = self.state.lexer.at;
        let token = self.token();
        match token.kind {
            TokenKind::Close(bracket) => self.close(bracket, token),
            TokenKind::End => self.premature_end(before),
            TokenKind::Comma => self.stray_comma(token),
            _ => {
                if self.too_deep_inside(token) || self.one_too_many(token) {
                    return;
                }
                if let Some(frame) = self.top_mut() {
                    frame.count = frame.count.saturating_add(1);
                    frame.holds_structs = token.kind == TokenKind::Open(b'(');
                }
                self.value(token);
            }
        }
    }

    fn colon(&mut self) {
        let before = self.state.lexer.at;
        let token = self.token();
        if token.kind == TokenKind::Colon {
            self.state.expect = Expect::Value;
        } else {
            self.no_colon_in_map(before, token);
        }
    }

    /// Reads the value that `token` begins.
    pub(super) fn value(&mut self, token: Token) {
        let tag = match token.kind {
            TokenKind::Str => Tag::Str,
            TokenKind::Number => Tag::Number,
            TokenKind::EscapedStr => Tag::EscapedStr,
            TokenKind::RawStr => Tag::RawStr,
            TokenKind::Bytes => Tag::Bytes,
            TokenKind::Char => Tag::Char,
            TokenKind::Identifier => return self.word(token),
            TokenKind::RawIdentifier => return self.name_or_word(token),
            TokenKind::Open(b'(') => return self.open_parenthesis(None, token),
            TokenKind::Open(b'[') => return self.open_list(token),
            TokenKind::Open(_) => return self.open_brace(token),
            _ => return self.no_value(token),
        };
        let at = self.tape.push(tag, token.start, token.end);
        self.finished(at);
    }

    fn word(&mut self, token: Token) {
        let tag = match &self.text[token.start..token.end] {
            "true" | "false" => Tag::Bool,
            "None" => Tag::Identifier,
            "inf" | "inff32" | "inff64" | "NaN" | "NaNf32" | "NaNf64" => {
                let number = self.state.lexer.number_at(self.text, token.start);
                return self.value(number);
            }
            _ => return self.name_or_word(token),
        };
        let at = self.tape.push(tag, token.start, token.end);
        self.finished(at);
    }

    /// A word, which is a struct's name where a parenthesis follows.
    fn name_or_word(&mut self, token: Token) {
        match self.state.lexer.peek(self.text) {
            Some(b'(') => {
                let open = self.token();
                if let Some(frame) = self.top_mut() {
                    frame.holds_structs = true;
                }
                self.open_parenthesis(Some(token), open);
            }
            Some(b'{') => self.named_brace(token),
            Some(b':') if self.state.expect == Expect::Item && !self.in_map() => {
                self.colon_in_list(token);
            }
            _ if &self.text[token.start..token.end] == "Some" => self.bare_some(token),
            _ => {
                let at = self.tape.push(Tag::Identifier, token.start, token.end);
                self.finished(at);
            }
        }
    }

    fn in_map(&self) -> bool {
        self.top().is_some_and(|frame| frame.kind == FrameKind::Map)
    }

    pub(super) fn open_parenthesis(&mut self, name: Option<Token>, open: Token) {
        if name.is_none() && self.hangs_out(open) {
            return;
        }
        let start = name.map_or(open.start, |name| name.start);
        let is_some = name.is_some_and(|name| &self.text[name.start..name.end] == "Some");
        // `ron` counts `()` as no bracket at all.
        let is_unit = name.is_none() && self.text[open.start..].starts_with("()");
        if !is_unit && self.too_deep(open, u16::from(!is_some)) {
            return;
        }
        let mut ahead = self.state.lexer.ahead();
        let first = ahead.next(self.text);
        let named_field = match first.kind {
            TokenKind::Identifier | TokenKind::RawIdentifier => match ahead.peek(self.text) {
                // What is not a colon here is a fault in any case.
                Some(b':' | b'=' | b'"' | b'\'' | b'[') => true,
                Some(_) | None => false,
            },
            TokenKind::Str => name.is_none() && self.string_then_colon(),
            _ => false,
        };
        if name.is_none() && first.kind == TokenKind::Close(b')') {
            let close = self.token();
            let at = self.tape.push(Tag::Unit, start, close.end);
            return self.finished(at);
        }
        let (kind, tag) = match (named_field, name) {
            // `Some` takes a value, never fields.
            (true, Some(_)) if is_some => {
                self.fields_in_some(first);
                (FrameKind::Struct, Tag::NamedStruct)
            }
            (_, Some(_)) if is_some => (FrameKind::Some, Tag::NamedTuple),
            (true, Some(_)) => (FrameKind::Struct, Tag::NamedStruct),
            (true, None) => (FrameKind::Struct, Tag::Struct),
            // `Event()` has no fields.
            (false, Some(_)) if first.kind == TokenKind::Close(b')') => {
                (FrameKind::Struct, Tag::NamedStruct)
            }
            (false, Some(_)) => (FrameKind::Tuple, Tag::NamedTuple),
            (false, None) => (FrameKind::Tuple, Tag::Tuple),
        };
        if kind == FrameKind::Struct
            && let Some(list) = self.top_mut()
            && list.first_key == (0, 0)
            && matches!(list.kind, FrameKind::List | FrameKind::Tuple)
        {
            list.first_key = (first.start, first.end);
        }
        let entry = self.tape.push(tag, start, open.end);
        if let Some(name) = name {
            self.push_name(name);
        }
        self.push_frame(kind, open.start, b')', Some(entry));
    }

    /// Whether a string follows, and a colon behind it.
    pub(super) fn string_then_colon(&mut self) -> bool {
        let at = self.state.lexer.at;
        self.state.lexer.next(self.text);
        let colon = self.colon_follows();
        self.state.lexer.at = at;
        colon
    }

    /// Puts the name of a struct onto the tape.
    pub(super) fn push_name(&mut self, name: Token) -> u32 {
        let raw = usize::from(name.kind == TokenKind::RawIdentifier) * 2;
        self.tape.push(Tag::Key, name.start + raw, name.end)
    }

    pub(super) fn push_frame(
        &mut self,
        kind: FrameKind,
        open: usize,
        closer: u8,
        entry: Option<u32>,
    ) {
        let own = u16::from(kind != FrameKind::Some);
        let depth = self.depth() + own + 1;
        self.state.frames.push(Frame {
            kind,
            open,
            closer,
            entry,
            depth,
            count: 0,
            holds_structs: false,
            first_key: (0, 0),
            key_read: false,
            quoted_keys: false,
        });
        self.state.expect = match kind {
            FrameKind::Struct => Expect::Key,
            _ => Expect::Item,
        };
    }

    fn open_list(&mut self, open: Token) {
        if self.too_deep(open, 1) {
            return;
        }
        let streamed = self.state.streams && self.state.frames.len() == 1;
        if streamed {
            let key = self.tape.len().saturating_sub(1);
            self.is_new_top_field(key);
            self.state.pending = Some(Ready::List(key, open.start));
            self.push_frame(FrameKind::List, open.start, b']', None);
        } else {
            let entry = self.tape.push(Tag::List, open.start, open.end);
            self.push_frame(FrameKind::List, open.start, b']', Some(entry));
        }
    }

    fn open_brace(&mut self, open: Token) {
        if self.too_deep(open, 1) {
            return;
        }
        if !self.state.strict && self.braced_fields() {
            return self.open_braced_struct(None, open);
        }
        let entry = self.tape.push(Tag::Map, open.start, open.end);
        self.push_frame(FrameKind::Map, open.start, b'}', Some(entry));
    }

    fn separator(&mut self) {
        let before = self.state.lexer.at;
        let token = self.token();
        match token.kind {
            TokenKind::Comma => self.next_element(),
            TokenKind::Close(bracket) => self.close(bracket, token),
            TokenKind::End => self.premature_end(before),
            _ => self.no_separator(before, token),
        }
    }

    /// Goes on behind a comma.
    pub(super) fn next_element(&mut self) {
        self.state.recovering = false;
        self.state.expect = match self.top().map(|frame| frame.kind) {
            Some(FrameKind::Struct) => Expect::Key,
            Some(_) => Expect::Item,
            None => Expect::After,
        };
    }

    fn close(&mut self, bracket: u8, token: Token) {
        let Some(frame) = self.top().copied() else {
            self.state.expect = Expect::After;
            return self.unread(token);
        };
        if self.state.pending.is_some() {
            // What stands before the bracket is handed over first.
            self.next_element();
            return self.unread(token);
        }
        if !frame.closes(bracket) {
            return self.wrong_closer(bracket, token);
        }
        if frame.kind == FrameKind::Some && frame.count == 0 {
            self.empty_some(token);
        }
        self.state.recovering = false;
        self.close_top(token.end);
    }

    /// Closes the innermost bracket, whose last byte stands before `end`.
    pub(super) fn close_top(&mut self, end: usize) {
        let Some(frame) = self.state.frames.pop() else {
            return;
        };
        let next = self.tape.len();
        match frame.entry {
            Some(at) => {
                if let Some(entry) = self.tape.entries.get_mut(at as usize) {
                    entry.end = offset(end);
                    entry.next = next;
                }
                if !self.state.strict {
                    self.repeated_names(frame, at);
                }
                self.finished(at);
            }
            None if self.state.frames.is_empty() => {
                self.state.document.1 = end;
                self.state.expect = Expect::After;
            }
            None => {
                self.state.pending = None;
                self.state.expect = Expect::Separator;
            }
        }
    }

    /// Goes on behind the value at `at`.
    pub(super) fn finished(&mut self, at: u32) {
        self.state.last_value = at;
        let Some(frame) = self.top_mut() else {
            self.state.expect = Expect::After;
            return;
        };
        let (kind, streamed) = (frame.kind, frame.is_streamed());
        if kind == FrameKind::Map {
            // Keys and values take turns.
            frame.key_read = !frame.key_read;
        }
        let key_read = frame.key_read;
        self.state.expect = if key_read {
            Expect::Colon
        } else {
            Expect::Separator
        };
        if !streamed {
            return;
        }
        match kind {
            FrameKind::Struct => self.top_field(at),
            _ => self.state.pending = Some(Ready::Item(at)),
        }
    }

    /// The top-level field before `value` is complete.
    fn top_field(&mut self, value: u32) {
        let key = value.saturating_sub(1);
        if self.is_new_top_field(key) {
            self.state.pending = Some(Ready::Field(key));
        } else {
            self.tape.entries.clear();
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file.id(), offset(start), offset(end))
    }

    fn depth(&self) -> u16 {
        self.top().map_or(0, |frame| frame.depth)
    }

    fn too_deep(&mut self, open: Token, own: u16) -> bool {
        let exceeded = self.depth() + own > DEPTH_LIMIT;
        if exceeded {
            self.nested_too_deep(open);
        }
        exceeded
    }

    fn too_deep_inside(&mut self, token: Token) -> bool {
        let exceeded = self.depth() > DEPTH_LIMIT;
        if exceeded {
            self.nested_too_deep(token);
        }
        exceeded
    }

    /// Reports a break of `ron`'s rules.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.state.malformed = true;
        self.object(diagnostic);
    }

    /// Reports what `ron` would let pass.
    pub(super) fn object(&mut self, diagnostic: Diagnostic) {
        self.state.errors += 1;
        if self.state.errors <= self.state.limit {
            self.found.push(diagnostic);
        }
    }
}
