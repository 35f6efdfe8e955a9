//! Brackets that are missing, wrong or too many.

use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;

use super::check;
use super::excerpt::excerpt;
use super::lexer::{Token, TokenKind};
use super::parser::Parser;
use super::skip::indentation;
use super::state::{Expect, Frame, FrameKind, Ready};
use super::tape::Tag;

impl Parser<'_> {
    /// The text ends although brackets are open: one error for all of them.
    pub(super) fn premature_end(&mut self, before: usize) {
        if self.state.pending.is_some() {
            return self.next_element();
        }
        let Some(frame) = self.top().copied() else {
            self.state.expect = Expect::After;
            return;
        };
        if self.state.ended_at.is_none() {
            self.state.ended_at = Some(before);
            let missing = self.closers_down_to(0);
            let message = format!("the file ends before `{missing}`");
            let diagnostic = Diagnostic::new(Rule::Syntax, self.span(before, before), message)
                .with_here(format!("`{missing}` is missing"))
                .with_label(self.opener(&frame), "this is never closed")
                .with_help(format!("write `{missing}` at the end"));
            self.report(diagnostic);
        }
        self.close_top(self.state.ended_at.unwrap_or(before));
    }

    /// The bracket that opened `frame`; nothing where it was missing itself.
    fn opener(&self, frame: &Frame) -> Span {
        let bracket = self.text[frame.open..].starts_with(['(', '[', '{']);
        self.span(frame.open, frame.open + usize::from(bracket))
    }

    /// The brackets that close all that is open above `keep` brackets.
    fn closers_down_to(&self, keep: usize) -> String {
        let open = self.state.frames.iter().skip(keep).rev();
        let closers: String = open.map(|frame| char::from(frame.closer)).collect();
        excerpt(&closers)
    }

    /// Reports that the brackets above `keep` are missing before `place`, and closes them.
    pub(super) fn missing_closers(&mut self, place: usize, keep: usize) {
        let missing = self.closers_down_to(keep);
        let text = self.text[..place].trim_end();
        let place = text.strip_suffix(',').unwrap_or(text).len();
        if let Some(frame) = self.state.frames.get(keep).copied()
            && !self.state.recovering
        {
            let message = format!("`{missing}` is missing");
            let diagnostic = Diagnostic::new(Rule::Syntax, self.span(place, place), message)
                .with_label(self.opener(&frame), "opened here")
                .with_help(format!("write `{missing}` here"));
            self.report(diagnostic);
        }
        while self.state.frames.len() > keep {
            self.close_top(place);
        }
        self.state.recovering = true;
    }

    /// If an item of a list around begins with `token`, closes what is open within the item
    /// before and reads `token` again. Gives whether this is so.
    pub(super) fn next_item(&mut self, before: usize, token: Token) -> bool {
        let begins = token.kind == TokenKind::Open(b'(')
            || token.kind == TokenKind::Identifier
                && self.state.lexer.peek(self.text) == Some(b'(');
        if !begins {
            return false;
        }
        let frames = &self.state.frames;
        let by_layout = indentation(self.text, token.start)
            .and_then(|column| self.item_depth(column))
            .filter(|&depth| depth < frames.len());
        let by_grammar = || {
            let parent = frames.len().checked_sub(2).and_then(|at| frames.get(at));
            let in_list = parent.is_some_and(|frame| frame.kind == FrameKind::List);
            (in_list && self.is_in_struct()).then(|| frames.len() - 1)
        };
        let Some(keep) = by_layout.or_else(by_grammar) else {
            return false;
        };
        self.unread(token);
        self.missing_closers(before, keep);
        true
    }

    /// Whether a parenthesis within a list looks like the next item of a list further out, of an
    /// item that was never closed. Layout never decides about a text that is well-formed, so that
    /// the whole text is checked, once, when it first matters.
    pub(super) fn hangs_out(&mut self, open: Token) -> bool {
        let Some(keep) = self.suspicious_item(open) else {
            return false;
        };
        let file = self.file;
        let counts = *self
            .state
            .layout_counts
            .get_or_insert_with(|| !check::document_is_well_formed(file));
        if !counts {
            return false;
        }
        let before = self.text[..open.start].trim_end().len();
        self.unread(open);
        let extra = self.state.frames.get(keep).copied();
        match extra {
            Some(frame)
                if frame.kind == FrameKind::Tuple && keep + 1 == self.state.frames.len() =>
            {
                self.extra_opener(frame, before);
            }
            _ => self.missing_closers(before, keep),
        }
        true
    }

    fn suspicious_item(&self, open: Token) -> Option<usize> {
        let frames = &self.state.frames;
        let top = frames.last()?;
        if self.state.strict
            || frames.len() < 3
            || !matches!(top.kind, FrameKind::List | FrameKind::Tuple)
        {
            return None;
        }
        let column = indentation(self.text, open.start)?;
        let mut ahead = self.state.lexer.ahead();
        let name = ahead.next(self.text);
        if name.kind != TokenKind::Identifier || ahead.peek(self.text) != Some(b':') {
            return None;
        }
        let name = &self.text[name.start..name.end];
        let first_key = |frame: &Frame| &self.text[frame.first_key.0..frame.first_key.1];
        if top.kind == FrameKind::List && first_key(top) == name {
            return None;
        }
        let items = frames.iter().enumerate().skip(1).rev();
        items
            .filter(|(at, _)| frames[at - 1].kind == FrameKind::List)
            .find(|(_, item)| {
                let begins = indentation(self.text, item.open);
                first_key(item) == name && begins.is_some_and(|begins| column <= begins)
            })
            .map(|(at, _)| at)
    }

    /// A `((` of which one is too many: what stands inside counts as the item.
    fn extra_opener(&mut self, frame: Frame, before: usize) {
        let place = self.span(frame.open, frame.open + 1);
        let message = "this `(` is never closed";
        let help = "leave it out, or write the missing `)`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.close_top(before);
        if let (Some(entry), Some(pending)) = (frame.entry, self.state.pending.as_mut())
            && frame.count == 2
        {
            *pending = Ready::Item(entry + 1);
        }
        self.state.recovering = true;
    }

    /// A closing bracket that does not fit the innermost open one: it is the wrong one, or others
    /// are missing before it, or it is one too many. What follows tells: the reading after which
    /// most of it fits is taken.
    pub(super) fn wrong_closer(&mut self, bracket: u8, token: Token) {
        let frames = &self.state.frames;
        let Some(top) = frames.last().copied() else {
            return;
        };
        let depth = frames.len();
        let matching = frames.iter().rposition(|frame| frame.closes(bracket));
        let before = self.text[..token.start].trim_end().len();
        let missing = matching.map_or(0, |matching| 1 + self.fitting(matching));
        let wrong = 1 + self.fitting(depth - 1);
        let extra = 1 + self.fitting(depth);
        // A bracket too many stands behind another one.
        let doubled = self.text[..before].ends_with([')', ']', '}']);
        if extra > wrong.max(missing) || extra == missing && extra > wrong && doubled {
            self.extra_bracket(token);
        } else if wrong >= missing {
            self.wrong_bracket(top, token);
        } else {
            self.missing_closers(before, matching.map_or(depth, |matching| matching + 1));
            self.state.recovering = false;
            self.unread(token);
        }
    }

    /// How well what follows fits if so many brackets are still open: the number of tokens up to
    /// the beginning of the next field or item.
    fn fitting(&self, mut depth: usize) -> usize {
        let mut ahead = self.state.lexer.ahead();
        let mut after_comma = false;
        for score in 0..8 {
            let token = ahead.next(self.text);
            let Some(frame) = depth
                .checked_sub(1)
                .and_then(|at| self.state.frames.get(at))
            else {
                return score + usize::from(token.kind == TokenKind::End) * 2;
            };
            let fits = match token.kind {
                TokenKind::Close(bracket) if frame.closes(bracket) => {
                    depth -= 1;
                    continue;
                }
                TokenKind::Comma if !after_comma => {
                    after_comma = true;
                    continue;
                }
                TokenKind::Identifier if frame.kind == FrameKind::Struct => {
                    after_comma && ahead.peek(self.text) == Some(b':')
                }
                TokenKind::Identifier | TokenKind::Open(b'(') => {
                    let is_item =
                        token.kind == TokenKind::Open(b'(') || ahead.peek(self.text) == Some(b'(');
                    let holds_structs = frame.holds_structs || frame.is_streamed();
                    let inside = indentation(self.text, token.start)
                        .and_then(|column| self.item_depth(column))
                        .is_none_or(|item| item >= depth);
                    is_item == holds_structs && frame.kind == FrameKind::List && inside
                }
                TokenKind::Str | TokenKind::Number => {
                    frame.kind != FrameKind::Struct && !frame.holds_structs
                }
                _ => false,
            };
            return score + usize::from(fits) * 2;
        }
        8
    }

    fn wrong_bracket(&mut self, top: Frame, token: Token) {
        if !self.state.recovering {
            let (open, closer) = (char::from(opener_of(top.closer)), char::from(top.closer));
            let found = &self.text[token.start..token.end];
            let message = format!("`{open}` is closed by `{found}`");
            let diagnostic =
                Diagnostic::new(Rule::Syntax, self.span(token.start, token.end), message)
                    .with_label(self.opener(&top), "opened here")
                    .with_help(format!("write `{closer}`"));
            self.report(diagnostic);
        }
        self.close_top(token.end);
    }

    fn extra_bracket(&mut self, token: Token) {
        if !self.state.recovering {
            let found = &self.text[token.start..token.end];
            let message = format!("this `{found}` closes nothing");
            let place = self.span(token.start, token.end);
            self.report(Diagnostic::new(Rule::Syntax, place, message).with_help("leave it out"));
        }
        self.state.expect = Expect::Separator;
        self.state.recovering = true;
    }

    /// Passes over a value that is nested deeper than `ron` reads.
    pub(super) fn nested_too_deep(&mut self, token: Token) {
        let place = self.span(token.start, token.end);
        let message = "brackets are nested too deep here";
        let help = "at most 64 brackets may stand in one another";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.faulty(token.start, token.end);
        // All that the bracket holds goes with it, whatever it looks like.
        let mut depth = usize::from(matches!(token.kind, TokenKind::Open(_)));
        while depth > 0 {
            match self.token().kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) => depth -= 1,
                TokenKind::End => {
                    self.state.ended_at.get_or_insert(token.end);
                    break;
                }
                _ => {}
            }
        }
        self.state.recovering = true;
        self.state.expect = Expect::Separator;
    }

    /// Puts something onto the tape for what cannot be read here.
    pub(super) fn faulty(&mut self, start: usize, end: usize) {
        let at_map_key = self.state.expect == Expect::Item
            && self.top().is_some_and(|frame| frame.kind == FrameKind::Map);
        if self.state.expect == Expect::Key {
            return;
        }
        let at = self.tape.push(Tag::Faulty, start, end);
        self.finished(at);
        if at_map_key {
            let at = self.tape.push(Tag::Faulty, start, end);
            self.finished(at);
        }
    }

    /// Whether fields stand in the braces just opened.
    pub(super) fn braced_fields(&self) -> bool {
        let mut ahead = self.state.lexer.ahead();
        let name = ahead.next(self.text);
        name.kind == TokenKind::Identifier && matches!(ahead.peek(self.text), Some(b':' | b'='))
    }

    /// `{a: 1}` is a map to `ron`, whose key is the word `a`; a struct is meant.
    pub(super) fn open_braced_struct(&mut self, name: Option<Token>, open: Token) {
        let place = self.span(open.start, open.end);
        let message = "fields stand in braces";
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message)
            .with_help("write `(` and `)` in place of `{` and `}`");
        if name.is_some() {
            self.report(diagnostic);
        } else {
            self.object(diagnostic);
        }
        if let Some(frame) = self.top_mut() {
            frame.holds_structs = true;
        }
        let start = name.map_or(open.start, |name| name.start);
        let tag = if name.is_some() {
            Tag::NamedStruct
        } else {
            Tag::Struct
        };
        let entry = self.tape.push(tag, start, open.end);
        if let Some(name) = name {
            self.push_name(name);
        }
        self.push_frame(FrameKind::Struct, open.start, b'}', Some(entry));
    }

    /// `Event{`.
    pub(super) fn named_brace(&mut self, name: Token) {
        let open = self.token();
        self.open_braced_struct(Some(name), open);
    }
}

fn opener_of(closer: u8) -> u8 {
    match closer {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
}
