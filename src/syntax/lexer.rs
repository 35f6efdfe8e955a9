//! Cuts the text into tokens, by `ron`'s rules.

use super::letters::{is_identifier_part, is_identifier_start, is_raw_identifier_part};
use super::scalar;

/// The kinds of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    Comma,
    Colon,
    Identifier,
    /// `r#name`.
    RawIdentifier,
    Number,
    /// Something that begins like a number and is none.
    BadNumber,
    Str,
    EscapedStr,
    /// A string with an escape that is none.
    BadEscape,
    RawStr,
    Bytes,
    Char,
    /// A quote that no other quote answers, alone: the token ends right behind it.
    Unclosed,
    /// A comment that is not closed; it reaches to the end of the text.
    UnclosedComment,
    /// A character that begins nothing.
    Stray,
    End,
}

/// One token: its kind and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The place up to which the text was read.
///
/// Going back is allowed, and recovery does so. What a search for a closing quote has told is kept,
/// so that going back never makes the whole more than linear.
#[derive(Debug, Clone)]
pub(super) struct Lexer {
    pub(super) at: usize,
    /// The string that was scanned last: its opening quote and the byte after its closing one.
    scanned: (usize, usize),
    /// Whether a search for the end of a string came to the end of the text.
    no_string_end: bool,
    /// Raw strings with this many hashes, or more, are known to have no end.
    no_raw_end: usize,
    /// Whether only the kinds of the next tokens matter: strings are not read to their ends, so
    /// that looking ahead takes no time that counts.
    glances: bool,
}

impl Lexer {
    pub(super) fn new(at: usize) -> Self {
        Self {
            at,
            scanned: (0, 0),
            no_string_end: false,
            no_raw_end: usize::MAX,
            glances: false,
        }
    }

    /// A look ahead from here. A string ends it: where the string ends is not told.
    pub(super) fn ahead(&self) -> Self {
        Self {
            glances: true,
            ..self.clone()
        }
    }

    /// The next token, behind white space and comments.
    pub(super) fn next(&mut self, text: &str) -> Token {
        if let Some(open) = self.skip_blank(text) {
            let end = text.len();
            self.at = end;
            return Token {
                kind: TokenKind::UnclosedComment,
                start: open,
                end,
            };
        }
        let start = self.at;
        let Some(&first) = text.as_bytes().get(start) else {
            return Token {
                kind: TokenKind::End,
                start,
                end: start,
            };
        };
        let (kind, end) = match first {
            b'(' | b'[' | b'{' => (TokenKind::Open(first), start + 1),
            b')' | b']' | b'}' => (TokenKind::Close(first), start + 1),
            b',' => (TokenKind::Comma, start + 1),
            b':' => (TokenKind::Colon, start + 1),
            b'"' => self.string(text, start),
            b'r' | b'b' => self.prefixed(text, start),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => (TokenKind::Identifier, word_end(text, start)),
            b'0'..=b'9' | b'+' | b'-' | b'.' => number(text, start),
            b'\'' => char_literal(text, start),
            _ => other(text, start),
        };
        self.at = end;
        Token { kind, start, end }
    }

    /// The next byte that counts, without moving.
    pub(super) fn peek(&self, text: &str) -> Option<u8> {
        let mut ahead = self.ahead();
        match ahead.skip_blank(text) {
            Some(_) => None,
            None => text.as_bytes().get(ahead.at).copied(),
        }
    }

    /// Reads the text at `start` as a number: for `inf`, `NaN` and ranges that begin with them.
    pub(super) fn number_at(&mut self, text: &str, start: usize) -> Token {
        let (kind, end) = number(text, start);
        self.at = end;
        Token { kind, start, end }
    }

    /// Skips white space and comments; gives the beginning of a comment that never ends.
    fn skip_blank(&mut self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' | 0x0B | 0x0C => self.at += 1,
                b'/' => match bytes.get(self.at + 1) {
                    Some(b'/') => {
                        let rest = &bytes[self.at..];
                        let line = rest.iter().position(|&byte| byte == b'\n');
                        self.at = line.map_or(bytes.len(), |length| self.at + length);
                    }
                    Some(b'*') => match block_comment_end(bytes, self.at) {
                        Some(end) => self.at = end,
                        None => return Some(self.at),
                    },
                    _ => return None,
                },
                0xC2 if bytes.get(self.at + 1) == Some(&0x85) => self.at += 2,
                0xE2 if bytes.get(self.at + 1) == Some(&0x80)
                    && matches!(bytes.get(self.at + 2), Some(0x8E | 0x8F | 0xA8 | 0xA9)) =>
                {
                    self.at += 3;
                }
                _ => return None,
            }
        }
    }

    /// A string whose opening quote is at `quote`.
    fn string(&mut self, text: &str, quote: usize) -> (TokenKind, usize) {
        match self.string_end(text, quote) {
            None => (TokenKind::Unclosed, quote + 1),
            Some((end, false)) => (TokenKind::Str, end),
            Some((end, true)) if scalar::string(&text[quote..end]).is_some() => {
                (TokenKind::EscapedStr, end)
            }
            Some((end, true)) => (TokenKind::BadEscape, end),
        }
    }

    /// The byte after the closing quote, and whether there are escapes.
    ///
    /// A quote inside of the string that was scanned last was an escaped one. Reading anew from
    /// there would find the same end, so that it is not read anew and counts as unclosed.
    fn string_end(&mut self, text: &str, quote: usize) -> Option<(usize, bool)> {
        if self.glances {
            return Some((quote + 1, false));
        }
        let (open, close) = self.scanned;
        if quote > open && (self.no_string_end || quote + 1 < close) {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = quote + 1;
        let mut escaped = false;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            match rest.iter().position(|&byte| byte == b'"' || byte == b'\\') {
                Some(length) if rest[length] == b'"' => {
                    let end = at + length + 1;
                    self.scanned = (quote, end);
                    return Some((end, escaped));
                }
                Some(length) => {
                    escaped = true;
                    at += length + 2;
                }
                None => {
                    self.scanned = (quote, quote);
                    self.no_string_end = true;
                    return None;
                }
            }
        }
    }

    /// What begins with `r` or `b`: raw strings, byte strings, raw identifiers, byte literals, words.
    fn prefixed(&mut self, text: &str, start: usize) -> (TokenKind, usize) {
        let rest = &text[start..];
        if rest.starts_with("b\"") {
            return match self.string_end(text, start + 1) {
                None => (TokenKind::Unclosed, start + 2),
                Some((end, _)) if self.glances || scalar::bytes(&text[start..end]).is_some() => {
                    (TokenKind::Bytes, end)
                }
                Some((end, _)) => (TokenKind::BadEscape, end),
            };
        }
        if rest.starts_with("b'") {
            return number(text, start);
        }
        if rest.starts_with("br\"") || rest.starts_with("br#") {
            return self.raw_string(text, start, 2, TokenKind::Bytes);
        }
        if rest.starts_with("r\"") || rest.starts_with("r#\"") || rest.starts_with("r##") {
            return self.raw_string(text, start, 1, TokenKind::RawStr);
        }
        if let Some(name) = rest.strip_prefix("r#") {
            let length = name
                .find(|c| !is_raw_identifier_part(c))
                .unwrap_or(name.len());
            let kind = if length == 0 {
                TokenKind::Stray
            } else {
                TokenKind::RawIdentifier
            };
            return (kind, start + 2 + length);
        }
        (TokenKind::Identifier, word_end(text, start))
    }

    fn raw_string(
        &mut self,
        text: &str,
        start: usize,
        prefix: usize,
        kind: TokenKind,
    ) -> (TokenKind, usize) {
        let begin = start + prefix;
        let hashes = text.as_bytes()[begin..]
            .iter()
            .take_while(|&&byte| byte == b'#')
            .count();
        let quote = begin + hashes;
        if text.as_bytes().get(quote) != Some(&b'"') {
            return (TokenKind::Stray, quote);
        }
        if self.glances {
            return (kind, quote + 1);
        }
        if hashes < self.no_raw_end {
            let ending = format!("\"{}", &text[begin..quote]);
            if let Some(length) = text[quote + 1..].find(&ending) {
                return (kind, quote + 1 + length + ending.len());
            }
            self.no_raw_end = hashes;
        }
        (TokenKind::Unclosed, quote + 1)
    }
}

/// The end of the word that begins at `start`.
pub(super) fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let first = text.get(start..).and_then(|rest| rest.chars().next());
    let mut at = start + first.map_or(0, char::len_utf8);
    loop {
        match bytes.get(at) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') => at += 1,
            Some(0x80..) => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if is_identifier_part(c) => at += c.len_utf8(),
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// The byte after the comment that begins at `open`; comments nest.
pub(super) fn block_comment_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 2;
    let mut depth = 1_usize;
    while depth > 0 {
        at += bytes
            .get(at..)?
            .iter()
            .position(|&byte| byte == b'*' || byte == b'/')?;
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => {
                depth += 1;
                at += 2;
            }
            (b'*', Some(b'/')) => {
                depth -= 1;
                at += 2;
            }
            _ => at += 1,
        }
    }
    Some(at)
}

/// Takes everything that could belong to a number or range and lets `ron` decide about the whole.
///
/// `ron` itself may end a number earlier; but then a character follows that can follow no value.
fn number(text: &str, start: usize) -> (TokenKind, usize) {
    let bytes = text.as_bytes();
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at > start
        && matches!(bytes.get(at), Some(b',' | b')' | b']' | b' ' | b'\n'))
        && at - start <= 18
    {
        return (TokenKind::Number, at);
    }
    loop {
        let rest = &text[at..];
        let length = rest
            .find(|c: char| !(matches!(c, '+' | '-' | '.') || is_identifier_part(c)))
            .unwrap_or(rest.len());
        at += length;
        let taken = &text[start..at];
        let rest = &text[at..];
        let byte_literal = rest.starts_with('\'')
            && (taken == "b" || taken.ends_with("..b") || taken.ends_with("..=b"));
        if rest.starts_with('=')
            && taken.ends_with("..")
            && !taken[..taken.len() - 2].contains("..")
        {
            at += 1;
        } else if byte_literal && let Some(end) = quoted_char_end(text, at) {
            at = end;
        } else {
            break;
        }
    }
    let kind = if scalar::number(&text[start..at]).is_some() {
        TokenKind::Number
    } else {
        TokenKind::BadNumber
    };
    (kind, at.max(start + 1))
}

fn char_literal(text: &str, start: usize) -> (TokenKind, usize) {
    match quoted_char_end(text, start) {
        Some(end) if scalar::char(&text[start..end]).is_some() => (TokenKind::Char, end),
        _ => (TokenKind::Stray, start + 1),
    }
}

/// The byte after `'x'`, `'\n'` or `'\u{1F600}'` at `quote`.
fn quoted_char_end(text: &str, quote: usize) -> Option<usize> {
    let inner = quote + 1;
    let first = text[inner..].chars().next()?;
    let mut at = inner + first.len_utf8();
    if first == '\\' {
        let escape = text[at..].chars().next()?;
        at += escape.len_utf8();
        // `\u{10FFFF}` is the longest escape.
        let digits = text[at..].chars().take(8);
        let digits = digits.take_while(|&c| c.is_ascii_hexdigit() || matches!(c, '{' | '}'));
        at += digits.map(char::len_utf8).sum::<usize>();
    }
    text[at..].starts_with('\'').then_some(at + 1)
}

fn other(text: &str, start: usize) -> (TokenKind, usize) {
    let c = text[start..].chars().next().unwrap_or(' ');
    if is_identifier_start(c) {
        (TokenKind::Identifier, word_end(text, start))
    } else {
        (TokenKind::Stray, start + c.len_utf8())
    }
}
