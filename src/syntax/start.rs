//! The beginning and the end of a document.

use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;

use super::excerpt::excerpt;
use super::foreign;
use super::lexer::{Token, TokenKind};
use super::parser::Parser;
use super::state::{Expect, FrameKind, Ready};

/// The extensions that `ron` knows.
const EXTENSIONS: [&str; 4] = [
    "unwrap_newtypes",
    "implicit_some",
    "unwrap_variant_newtypes",
    "explicit_struct_names",
];

impl Parser<'_> {
    /// Reads up to the parenthesis of the top-level struct.
    pub(super) fn start(&mut self) {
        self.byte_order_mark();
        if !self.attributes() {
            return;
        }
        let token = self.token();
        self.state.document.0 = token.start;
        match token.kind {
            TokenKind::Identifier | TokenKind::RawIdentifier => self.start_with_word(token),
            TokenKind::Open(b'(') => self.start_with_parenthesis(token),
            TokenKind::Open(b'{') if self.braced_fields() => {
                self.top_braces(token, true);
            }
            _ => self.no_document(token),
        }
    }

    /// A mark that `ron` refuses; the text begins behind it.
    pub(super) fn byte_order_mark(&mut self) {
        if self.text.starts_with('\u{FEFF}') {
            self.state.lexer.at = '\u{FEFF}'.len_utf8();
        }
    }

    fn start_with_word(&mut self, name: Token) {
        let mut ahead = self.state.lexer.ahead();
        let next = ahead.next(self.text);
        match next.kind {
            TokenKind::Open(b'(') => {
                self.ready_name(name);
                self.state.lexer.at = ahead.at;
                self.open_top(next.start, b')');
                self.check_top_fields(next);
            }
            TokenKind::Open(b'{') => {
                self.ready_name(name);
                self.state.lexer.at = ahead.at;
                self.top_braces(next, false);
            }
            TokenKind::Colon if ahead.peek(self.text) == Some(b'(') => {
                self.ready_name(name);
                let place = self.span(next.start, next.end);
                let word = excerpt(&self.text[name.start..name.end]);
                let message = format!("a colon stands between `{word}` and its `(`");
                self.report(
                    Diagnostic::new(Rule::Syntax, place, message).with_help("leave it out"),
                );
                let open = ahead.next(self.text);
                self.state.lexer.at = ahead.at;
                self.open_top(open.start, b')');
            }
            TokenKind::Colon
                if self.looks_like_fields(name) && !foreign::has_yaml_items(self.text) =>
            {
                self.missing_top(name);
                self.unread(name);
            }
            TokenKind::Identifier if ahead.peek(self.text) == Some(b':') => {
                self.ready_name(name);
                self.missing_top(next);
            }
            _ => self.no_document(name),
        }
    }

    fn ready_name(&mut self, name: Token) {
        let at = self.push_name(name);
        self.state.pending = Some(Ready::Name(at));
    }

    /// Whether a text that begins with a field is RON but for its outermost parentheses.
    fn looks_like_fields(&self, name: Token) -> bool {
        let line = self.line_from(name.start);
        let code = line.find("//").map_or(line, |comment| &line[..comment]);
        code.trim_end().ends_with([',', '[', '('])
    }

    fn missing_top(&mut self, field: Token) {
        let place = self.span(field.start, field.start);
        let message = "`(` is missing before the first field";
        let help = "a timeline is written `Timeline(annals: 1, …)`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.open_top(field.start, b')');
        // Without an opening parenthesis a closing one is missing as well, most of the time.
        self.state.ended_at = Some(self.text.trim_end().len());
    }

    fn open_top(&mut self, open: usize, closer: u8) {
        self.push_frame(FrameKind::Struct, open, closer, None);
    }

    fn start_with_parenthesis(&mut self, open: Token) {
        self.open_top(open.start, b')');
        self.check_top_fields(open);
    }

    /// Refuses a tuple at the top.
    fn check_top_fields(&mut self, open: Token) {
        let mut ahead = self.state.lexer.ahead();
        let first = ahead.next(self.text);
        let is_value = match first.kind {
            TokenKind::Number | TokenKind::Char | TokenKind::Bytes | TokenKind::RawStr => true,
            TokenKind::Str | TokenKind::EscapedStr => !self.string_then_colon(),
            TokenKind::Open(_) => true,
            TokenKind::Identifier => matches!(ahead.peek(self.text), Some(b',' | b')' | b'(')),
            _ => false,
        };
        if is_value {
            self.state.frames.clear();
            self.state.pending = None;
            self.refuse(
                open,
                "the file holds values without names",
                "a timeline is written `Timeline(annals: 1, title: \"…\", events: […])`",
            );
        }
    }

    fn top_braces(&mut self, open: Token, well_formed: bool) {
        let place = self.span(open.start, open.end);
        let diagnostic = Diagnostic::new(Rule::Syntax, place, "fields stand in braces")
            .with_help("write `(` and `)` in place of `{` and `}`");
        if well_formed {
            self.object(diagnostic);
        } else {
            self.report(diagnostic);
        }
        self.open_top(open.start, b'}');
    }

    /// The text is no RON struct at all: says what it is instead, if that can be told.
    fn no_document(&mut self, token: Token) {
        let timeline = "a timeline is written `Timeline(annals: 1, title: \"…\", events: […])`";
        if token.kind == TokenKind::End {
            let message = foreign::blank(self.text);
            let place = if self.text.trim().is_empty() {
                self.file.span()
            } else {
                self.span(token.start, token.end)
            };
            self.object(Diagnostic::new(Rule::Syntax, place, message).with_help(timeline));
            self.state.expect = Expect::Done;
            return;
        }
        let (message, help) = match foreign::recognise(&self.text[token.start..]) {
            Some(format) => (
                format!("this is {format}, not a timeline"),
                timeline.to_owned(),
            ),
            None => (
                format!(
                    "a timeline begins with `Timeline(`, not {}",
                    self.describe(token)
                ),
                timeline.to_owned(),
            ),
        };
        self.refuse(token, &message, &help);
    }

    /// Stops at an item of a YAML list inside a document: what follows is no RON either.
    pub(super) fn refuse_yaml(&mut self, start: usize, end: usize) {
        let message = "this is YAML: a timeline is written in RON";
        let help = "write lists in brackets and structs in parentheses: \
                    `events: [(id: \"…\", title: \"…\"), …]`";
        let place = self.span(start, end);
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.state.frames.clear();
        self.state.pending = None;
        self.state.expect = Expect::Done;
    }

    fn refuse(&mut self, token: Token, message: &str, help: &str) {
        let place = self.span(token.start, token.end);
        self.object(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.state.expect = Expect::Done;
    }

    /// Passes over `#![…]`; gives whether reading goes on.
    pub(super) fn attributes(&mut self) -> bool {
        loop {
            let token = self.token();
            let is_hash =
                token.kind == TokenKind::Stray && &self.text[token.start..token.end] == "#";
            if !is_hash {
                self.unread(token);
                return true;
            }
            if self.attribute().is_some() {
                continue;
            }
            self.state.malformed = true;
            let rest = &self.text[token.end..];
            if rest.trim_start().starts_with('!') {
                let place = self.span(token.start, token.start + self.line_from(token.start).len());
                let message = "`ron` does not know this attribute";
                let help = "leave it out; no attribute is needed";
                self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
                self.state.lexer.at = place.end as usize;
            } else if foreign::is_commented_ron(&self.text[token.start..]) {
                self.passed_as_comment(token);
                self.pass_other_comments();
            } else {
                self.no_document(token);
                return false;
            }
        }
    }

    /// Lines that begin with `#` right behind one that was reported.
    fn pass_other_comments(&mut self) {
        loop {
            let token = self.token();
            if token.kind != TokenKind::Stray || !self.text[token.start..].starts_with('#') {
                return self.unread(token);
            }
            self.state.lexer.at = token.start + self.line_from(token.start).len();
        }
    }

    /// The rest of an attribute behind its `#`.
    fn attribute(&mut self) -> Option<()> {
        self.expect_stray("!")?;
        self.expect(TokenKind::Open(b'['))?;
        let word = self.expect(TokenKind::Identifier)?;
        match &self.text[word.start..word.end] {
            "enable" => {
                self.expect(TokenKind::Open(b'('))?;
                self.extensions()?;
            }
            "type" | "schema" => {
                self.expect_stray("=")?;
                let name = self.token();
                if !matches!(
                    name.kind,
                    TokenKind::Str | TokenKind::EscapedStr | TokenKind::RawStr
                ) {
                    return None;
                }
            }
            _ => return None,
        }
        self.expect(TokenKind::Close(b']')).map(drop)
    }

    /// Names of extensions, at least one, up to and with the closing parenthesis.
    fn extensions(&mut self) -> Option<()> {
        loop {
            let token = self.token();
            let start = match token.kind {
                TokenKind::Identifier => token.start,
                TokenKind::RawIdentifier => token.start + 2,
                _ => return None,
            };
            if !EXTENSIONS.contains(&&self.text[start..token.end]) {
                return None;
            }
            let mut token = self.token();
            if token.kind == TokenKind::Comma {
                token = self.token();
                if token.kind != TokenKind::Close(b')') {
                    self.unread(token);
                    continue;
                }
            }
            return (token.kind == TokenKind::Close(b')')).then_some(());
        }
    }

    fn expect(&mut self, kind: TokenKind) -> Option<Token> {
        let token = self.token();
        (token.kind == kind).then_some(token)
    }

    fn expect_stray(&mut self, text: &str) -> Option<()> {
        let token = self.token();
        (token.kind == TokenKind::Stray && &self.text[token.start..token.end] == text).then_some(())
    }

    /// Nothing may follow the top-level struct.
    pub(super) fn after(&mut self) {
        let token = self.token();
        self.state.expect = Expect::Done;
        if token.kind == TokenKind::End {
            self.state.pending = self.state.streams.then_some(Ready::End);
            return;
        }
        if self.state.streams && self.resumes(token) {
            return;
        }
        let place = self.span(token.start, token.end);
        let diagnostic =
            Diagnostic::new(Rule::Syntax, place, "text follows the end of the document")
                .with_label(self.last_bracket(), "the document ends here")
                .with_help("leave it out, or write it before this bracket");
        self.report(diagnostic);
        self.state.pending = self.state.streams.then_some(Ready::End);
    }

    /// The bracket that ended the document; nothing where it was missing.
    fn last_bracket(&self) -> Span {
        let end = self.state.document.1;
        let closed = self.text[..end].ends_with([')', '}', ']']);
        self.span(end - usize::from(closed), end)
    }

    /// Whether fields go on behind the end of the document: the parenthesis that closed it was one
    /// too many, or a bracket of a list was meant.
    fn resumes(&mut self, token: Token) -> bool {
        self.unread(token);
        let (_, next, behind) = self.after_comma();
        let goes_on = match next.kind {
            TokenKind::Identifier => behind == Some(b':'),
            _ => false,
        };
        if !goes_on {
            self.state.lexer.at = token.end;
            return false;
        }
        let place = self.last_bracket();
        let message = "this bracket ends the document, but fields follow";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help("leave it out"));
        self.open_top(self.state.document.0, b')');
        self.state.expect = Expect::Separator;
        self.state.recovering = true;
        true
    }

    /// A comment that is not closed.
    pub(super) fn unclosed_comment(&mut self, token: Token) {
        let place = self.span(token.start, token.start + 2);
        let message = "this comment is never closed";
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message)
            .with_note("everything behind it counts as a comment and was not read")
            .with_help("write `*/` where the comment ends");
        self.report(diagnostic);
        self.state.ended_at.get_or_insert(token.start);
    }
}
