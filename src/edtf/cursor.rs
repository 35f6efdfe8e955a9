//! A place in one value's text.

use std::ops::Range;

use super::error::EdtfError;

/// Walks over the ASCII bytes of one value; it never stands inside a character.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        Self {
            text,
            at: range.start,
            end: range.end,
        }
    }

    /// The next byte, which begins a character.
    pub(super) fn peek(&self) -> Option<u8> {
        if self.at < self.end {
            self.text.as_bytes().get(self.at).copied()
        } else {
            None
        }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.end
    }

    /// Goes over bytes that were seen to be ASCII.
    pub(super) fn skip(&mut self, count: usize) {
        self.at += count;
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// As many decimal digits as there are.
    pub(super) fn digits(&mut self) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    /// A whole number; one beyond `u64` counts as the greatest.
    pub(super) fn number(&mut self, expected: &str) -> Result<u64, EdtfError> {
        let digits = self.digits();
        if digits.is_empty() {
            return Err(self.unexpected(expected));
        }
        Ok(digits.parse().unwrap_or(u64::MAX))
    }

    /// An error at the next character, or at the end.
    pub(super) fn unexpected(&self, message: impl Into<String>) -> EdtfError {
        let rest = self.text.get(self.at..self.end).unwrap_or_default();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        EdtfError::syntax(self.at..self.at + length, message)
    }
}
