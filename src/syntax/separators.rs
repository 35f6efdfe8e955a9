//! Commas, colons and names that are missing or wrong.

use crate::diagnostic::{Diagnostic, Edit, Rule};
use crate::source::Span;

use super::excerpt::{excerpt, name_of};
use super::lexer::{Token, TokenKind};
use super::parser::Parser;
use super::skip::{indentation, line_indentation};
use super::state::{Expect, FrameKind};
use super::tape::Tag;

impl Parser<'_> {
    /// Something other than a comma or a closing bracket follows a value.
    pub(super) fn no_separator(&mut self, before: usize, token: Token) {
        if self.state.recovering {
            return self.recover(before, token);
        }
        if self.passed_as_comment(token) {
            return;
        }
        if self.is_semicolon(token) {
            return self.next_element();
        }
        if self.mend_unclosed(before) || self.next_item(before, token) {
            return;
        }
        if self.begins_element(token) && self.is_in_struct() || self.top_is_map_before_key(token) {
            return self.missing_comma(before, token);
        }
        if self.mend_inner_quotes(before, token) {
            return;
        }
        let last = self.tape.get(self.state.last_value);
        let start = last.start as usize;
        let is_word = matches!(last.tag, Tag::Identifier | Tag::Number);
        if is_word && !self.line_break_between(start, token.start) && self.pasted_table(start) {
            self.forget_item();
            return;
        }
        if self.stray_words(before, token) || self.mend_bare_text(before, token) {
            return;
        }
        if !self.is_in_struct() && self.begins_element(token) {
            return self.missing_comma(before, token);
        }
        let closer = self.top().map_or(')', |frame| char::from(frame.closer));
        let message = format!(
            "`,` or `{closer}` should stand here, not {}",
            self.describe(token)
        );
        let place = self.span(token.start, token.end);
        let help = format!("write `,` before the next value, or `{closer}`");
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.unread(token);
        self.skip();
    }

    /// Goes on after an error was reported: silently up to the next thing that can be read.
    fn recover(&mut self, before: usize, token: Token) {
        if self.begins_element(token) {
            self.unread(token);
            return self.next_element();
        }
        if self.next_item(before, token) {
            return;
        }
        if token.kind != TokenKind::Open(b'(') && !matches!(token.kind, TokenKind::Open(_)) {
            // The token itself is junk; brackets are passed over in pairs.
            return self.skip();
        }
        self.unread(token);
        self.skip();
        if self.state.lexer.at == token.start {
            self.state.lexer.at = token.end;
        }
    }

    /// Whether `token` can begin the next field or item of the innermost bracket.
    fn begins_element(&self, token: Token) -> bool {
        let Some(frame) = self.top() else {
            return false;
        };
        let behind = || self.state.lexer.peek(self.text);
        match (frame.kind, token.kind) {
            (FrameKind::Struct, TokenKind::Identifier | TokenKind::RawIdentifier) => {
                matches!(behind(), Some(b':' | b'='))
            }
            (FrameKind::Struct, TokenKind::Str) => frame.quoted_keys && behind() == Some(b':'),
            (FrameKind::Struct, _) => false,
            (_, TokenKind::Open(b'(')) => true,
            (_, TokenKind::Identifier) => behind() == Some(b'('),
            (_, kind) => {
                let structs = frame.is_streamed() || frame.first_key != (0, 0);
                let scalar = matches!(
                    kind,
                    TokenKind::Open(_)
                        | TokenKind::Str
                        | TokenKind::EscapedStr
                        | TokenKind::RawStr
                        | TokenKind::Number
                );
                scalar && !(structs && self.state.recovering)
            }
        }
    }

    fn top_is_map_before_key(&self, token: Token) -> bool {
        self.top().is_some_and(|frame| frame.kind == FrameKind::Map)
            && matches!(token.kind, TokenKind::Str | TokenKind::EscapedStr)
            && self.colon_follows()
    }

    fn missing_comma(&mut self, before: usize, token: Token) {
        let what = if self.is_in_struct() {
            "fields"
        } else {
            "items"
        };
        let place = self.span(before, before);
        let message = format!("a comma is missing between two {what}");
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
        self.report(diagnostic.with_fix("write `,` here", replaced(place, ",")));
        self.unread(token);
        self.next_element();
    }

    /// Words between the structs of a list.
    fn stray_words(&mut self, before: usize, token: Token) -> bool {
        let entry = self.tape.get(self.state.last_value);
        let among_structs = self.top().is_some_and(|frame| {
            frame.kind == FrameKind::List && (frame.is_streamed() || frame.first_key != (0, 0))
        });
        let is_word = matches!(entry.tag, Tag::Identifier | Tag::Number | Tag::Bool);
        if !among_structs || !is_word || entry.end as usize != before || self.begins_element(token)
        {
            return false;
        }
        let start = entry.start as usize;
        let written = self.line_from(start).trim_end();
        let place = self.span(start, (start + written.len()).max(before));
        let message = format!("`{}` stands between the items of a list", excerpt(written));
        let help = "leave it out, or make it a comment: `// …`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.forget_item();
        self.unread(token);
        self.skip();
        true
    }

    /// Makes the value read last one that was reported.
    fn forget_item(&mut self) {
        if let Some(entry) = self.tape.entries.get_mut(self.state.last_value as usize) {
            entry.tag = Tag::Faulty;
        }
    }

    /// A name that no colon follows.
    pub(super) fn key_without_colon(&mut self, before: usize, token: Token) {
        let mut ahead = self.state.lexer.ahead();
        let next = ahead.next(self.text);
        let name = excerpt(&self.text[token.start..token.end]);
        match next.kind {
            TokenKind::Stray if self.text[next.start..].starts_with('=') => {
                let arrow = usize::from(self.text[next.end..].starts_with(['>', '=']));
                let place = self.span(next.start, next.end + arrow);
                let message = "`=` stands where `:` belongs";
                let help = format!("write `{name}: …`");
                let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
                // A colon stands right behind the name; a comment before it stays.
                let before = &self.text[token.end..next.start];
                let edited = if before.trim().is_empty() {
                    self.span(token.end, next.end + arrow)
                } else {
                    place
                };
                self.report(diagnostic.with_fix(help, replaced(edited, ":")));
                self.named(token);
                self.state.lexer.at = next.end + arrow;
                self.state.expect = Expect::Value;
            }
            TokenKind::Comma | TokenKind::Close(_) | TokenKind::End => {
                let place = self.span(token.start, token.end);
                let message = format!("`{name}` has no value");
                let help = format!("write `{name}: …`, or leave the field out");
                self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
                self.named(token);
                self.state.expect = Expect::Value;
                self.faulty(token.end, token.end);
            }
            _ if self.next_item(before, token) => {}
            TokenKind::Stray if !begins_quote(&self.text[next.start..]) => {
                self.no_key(before, token);
            }
            _ => {
                let place = self.span(token.end, token.end);
                let message = format!("a colon is missing after `{name}`");
                let help = format!("write `{name}: …`");
                let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
                self.report(diagnostic.with_fix(help, replaced(place, ":")));
                self.named(token);
                self.state.expect = Expect::Value;
            }
        }
    }

    /// Something other than a name where a field should begin.
    pub(super) fn no_key(&mut self, before: usize, token: Token) {
        if token.kind == TokenKind::Comma {
            return self.stray_comma(token);
        }
        if token.kind == TokenKind::Str && self.colon_follows() {
            return self.quoted_key(token);
        }
        if self.next_item(before, token) || self.passed_as_comment(token) {
            return;
        }
        if self.is_semicolon(token) {
            return;
        }
        let place = self.span(token.start, token.end);
        let message = format!("a field should begin here, not {}", self.describe(token));
        let help = "a field is written `name: value,`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        if !matches!(token.kind, TokenKind::Identifier) {
            self.unread(token);
        }
        self.skip();
    }

    fn quoted_key(&mut self, token: Token) {
        let name = &self.text[token.start + 1..token.end - 1];
        let said = self.top().is_none_or(|frame| frame.quoted_keys);
        if !said {
            let place = self.span(token.start, token.end);
            let message = "a field's name stands in quotes";
            let help = format!("write `{}:`", excerpt(name));
            let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
            // A name that is no word stays in its quotes.
            self.report(if is_word(name) {
                diagnostic.with_fix(help, replaced(place, name))
            } else {
                diagnostic.with_help(help)
            });
        }
        if let Some(frame) = self.top_mut() {
            frame.quoted_keys = true;
        }
        self.named(Token {
            kind: TokenKind::Identifier,
            start: token.start + 1,
            end: token.end - 1,
        });
        self.token();
        self.state.expect = Expect::Value;
    }

    pub(super) fn stray_comma(&mut self, token: Token) {
        if self.state.recovering {
            self.state.recovering = false;
            return;
        }
        let place = self.span(token.start, token.end);
        let message = "nothing stands before this comma";
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
        self.report(diagnostic.with_fix("leave it out", replaced(place, "")));
    }

    /// Something other than a colon follows a map's key.
    pub(super) fn no_colon_in_map(&mut self, before: usize, token: Token) {
        let equals = token.kind == TokenKind::Stray && self.text[token.start..].starts_with('=');
        let place = if equals {
            self.span(token.start, token.end)
        } else {
            self.span(before, before)
        };
        let message = "a colon is missing after a map's key";
        let help = "an entry of a map is written `\"key\": value,`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.state.expect = Expect::Value;
        match token.kind {
            TokenKind::Comma | TokenKind::Close(_) | TokenKind::End => {
                self.faulty(before, before);
                self.unread(token);
            }
            _ if equals => {
                if self.text[token.end..].starts_with('>') {
                    self.state.lexer.at += 1;
                }
            }
            _ => self.unread(token),
        }
    }

    /// No value begins with `token`.
    pub(super) fn no_value(&mut self, token: Token) {
        match token.kind {
            TokenKind::Unclosed => return self.unclosed_quote(token),
            TokenKind::BadEscape => return self.bad_escape(token),
            TokenKind::BadNumber if self.pasted_table(token.start) => return,
            TokenKind::BadNumber => return self.bare_date(token),
            TokenKind::Stray if self.foreign_quotes(token) || self.passed_as_comment(token) => {
                return;
            }
            TokenKind::Comma | TokenKind::Close(_) | TokenKind::End => {
                let before = self.text[..token.start].trim_end().len();
                let place = self.span(before, before);
                let message = "a value is missing";
                let help = "write a value, or leave the field out";
                self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
                self.faulty(before, before);
                return self.unread(token);
            }
            _ => {}
        }
        if self.is_semicolon(token) && self.state.expect == Expect::Item {
            return;
        }
        let place = self.span(token.start, token.end);
        let message = format!("no value begins with {}", self.describe(token));
        let help =
            "a value is a string in `\"…\"`, a number, a word, a list `[…]` or a struct `(…)`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.faulty(token.start, token.end);
        self.skip();
    }

    /// `name:` where an item of a list should stand.
    pub(super) fn colon_in_list(&mut self, name: Token) {
        let Some(list) = self.top().copied() else {
            return self.no_value(name);
        };
        let word = &self.text[name.start..name.end];
        let mut ahead = self.state.lexer.ahead();
        let colon = ahead.next(self.text);
        let before = self.text[..name.start].trim_end().len();
        if ahead.peek(self.text) == Some(b'(') && word.starts_with(char::is_uppercase) {
            let place = self.span(colon.start, colon.end);
            let message = format!("a colon stands between `{}` and its `(`", excerpt(word));
            self.report(Diagnostic::new(Rule::Syntax, place, message).with_help("leave it out"));
            self.state.lexer.at = ahead.at;
            let open = self.token();
            return self.open_parenthesis(Some(name), open);
        }
        let parent = self.state.frames.iter().rev().nth(1);
        let in_struct = parent.is_some_and(|frame| frame.kind == FrameKind::Struct);
        if list.kind != FrameKind::List {
            let place = self.span(name.start, colon.end);
            let message = "a field stands among values without names";
            let help = "give every value a name: `(id: \"…\", title: \"…\")`";
            self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
            self.faulty(name.start, name.end);
            return self.skip();
        }
        if in_struct && self.belongs_outside(name) {
            let keep = self.state.frames.len() - 1;
            self.unread(name);
            return self.missing_closers(before, keep);
        }
        let place = self.span(name.start, name.start);
        let message = format!("`(` is missing before `{}`", excerpt(word));
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help("write `(` here"));
        if let Some(frame) = self.top_mut() {
            frame.holds_structs = true;
        }
        let entry = self.tape.push(Tag::Struct, name.start, name.start);
        self.unread(name);
        self.push_frame(FrameKind::Struct, name.start, b')', Some(entry));
    }

    /// Whether the field `name` in a list is one of the struct around, the list not being closed.
    fn belongs_outside(&self, name: Token) -> bool {
        let Some(list) = self.top() else {
            return false;
        };
        let first_key = &self.text[list.first_key.0..list.first_key.1];
        if !first_key.is_empty() && first_key == &self.text[name.start..name.end] {
            return false;
        }
        let begins = line_indentation(self.text, list.open);
        let out_dented = indentation(self.text, name.start).is_some_and(|column| column <= begins);
        out_dented || list.count > 1
    }

    /// `#` begins no comment; but what follows it was meant as one.
    pub(super) fn passed_as_comment(&mut self, token: Token) -> bool {
        if token.kind != TokenKind::Stray || !self.text[token.start..].starts_with('#') {
            return false;
        }
        let line = self.line_from(token.start).len();
        let place = self.span(token.start, token.end);
        let message = "`#` begins no comment";
        let help = "write comments as `// …`";
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
        self.report(diagnostic.with_fix(help, replaced(place, "//")));
        self.state.lexer.at = token.start + line;
        true
    }

    /// Reports a semicolon, which is taken for a comma.
    fn is_semicolon(&mut self, token: Token) -> bool {
        if token.kind != TokenKind::Stray || &self.text[token.start..token.end] != ";" {
            return false;
        }
        let place = self.span(token.start, token.end);
        let message = "`;` stands where `,` belongs";
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
        self.report(diagnostic.with_fix("write `,`", replaced(place, ",")));
        true
    }

    pub(super) fn describe(&self, token: Token) -> String {
        let text = &self.text[token.start..token.end];
        match token.kind {
            TokenKind::End => "the end of the file".to_owned(),
            TokenKind::Stray => text.chars().next().map_or_else(String::new, name_of),
            _ => format!("`{}`", excerpt(text)),
        }
    }
}

/// One place rewritten, as a mend.
pub(super) fn replaced(place: Span, text: &str) -> Vec<Edit> {
    vec![Edit {
        span: place,
        text: text.to_owned(),
    }]
}

/// Whether a text may stand as a name without quotes.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn begins_quote(text: &str) -> bool {
    text.starts_with(['\'', '“', '”', '„', '‟', '«', '»', '‘', '’', '‚'])
}
