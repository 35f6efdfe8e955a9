//! Passing over what cannot be read, up to a place where reading is safe again.

use super::lexer::{Lexer, Token, TokenKind};
use super::parser::Parser;
use super::state::{Expect, FrameKind};

/// Indentation beyond this is not looked at, so that looking stays cheap.
const WIDEST_INDENTATION: usize = 200;

impl Parser<'_> {
    /// Passes over tokens until the innermost bracket can go on: up to a comma, its closing
    /// bracket, the next field, or the beginning of the next item of a list around.
    ///
    /// What is passed over was reported, so that the next separator may be missing silently.
    pub(super) fn skip(&mut self) {
        self.state.recovering = true;
        self.state.expect = Expect::Separator;
        let mut depth = 0_usize;
        loop {
            let at = self.state.lexer.at;
            let token = self.token();
            let stop = match token.kind {
                TokenKind::End => true,
                TokenKind::Open(b'(') if self.begins_item(token) => true,
                TokenKind::Identifier if self.is_named_item(token) => true,
                TokenKind::Open(_) => {
                    depth += 1;
                    false
                }
                TokenKind::Close(_) if depth == 0 => true,
                TokenKind::Close(_) => {
                    depth -= 1;
                    false
                }
                TokenKind::Comma => depth == 0 && self.comma_ends_junk(),
                TokenKind::Identifier => depth == 0 && self.is_in_struct() && self.colon_follows(),
                _ => false,
            };
            if stop {
                self.unread(token);
                if token.kind == TokenKind::End && depth > 0 {
                    // The brackets passed over may be those that the end misses.
                    self.state.ended_at.get_or_insert(at);
                }
                return;
            }
            let text = &self.text[token.start..token.end];
            if matches!(
                token.kind,
                TokenKind::Str | TokenKind::EscapedStr | TokenKind::BadEscape
            ) && text.contains('\n')
            {
                // More likely a stray quote than a text of several lines.
                self.state.lexer.at = token.start + 1;
            }
            debug_assert!(self.state.lexer.at > at, "skipping goes on");
        }
    }

    pub(super) fn is_in_struct(&self) -> bool {
        self.top()
            .is_some_and(|frame| frame.kind == FrameKind::Struct)
    }

    pub(super) fn colon_follows(&self) -> bool {
        self.state.lexer.peek(self.text) == Some(b':')
    }

    /// Among structs in a list, a comma within junk ends it only if a struct follows.
    fn comma_ends_junk(&self) -> bool {
        let among_structs = self.top().is_some_and(|frame| {
            frame.kind == FrameKind::List && (frame.is_streamed() || frame.holds_structs)
        });
        if !among_structs {
            return true;
        }
        let mut ahead = self.state.lexer.ahead();
        match ahead.next(self.text).kind {
            TokenKind::Open(_) | TokenKind::Close(_) | TokenKind::End => true,
            TokenKind::Identifier => ahead.peek(self.text) == Some(b'('),
            _ => false,
        }
    }

    fn is_named_item(&self, token: Token) -> bool {
        self.state.lexer.peek(self.text) == Some(b'(') && self.begins_item(token)
    }

    /// Whether `token`, a parenthesis or the name before one, is the first on its line and stands
    /// where the items of a list around begin.
    pub(super) fn begins_item(&self, token: Token) -> bool {
        let Some(column) = indentation(self.text, token.start) else {
            return false;
        };
        self.item_depth(column).is_some()
    }

    /// The innermost open item (its place among the brackets) that begins at `column` or right of
    /// it, first on its line; the list itself where no item is open.
    pub(super) fn item_depth(&self, column: usize) -> Option<usize> {
        let frames = &self.state.frames;
        let lists = frames.iter().enumerate().rev();
        lists
            .filter(|(_, frame)| {
                frame.kind == FrameKind::List && (frame.is_streamed() || frame.holds_structs)
            })
            .take(4)
            .find_map(|(list, _)| match frames.get(list + 1) {
                None => Some(list + 1),
                Some(item) => {
                    let begins = indentation(self.text, line_of(self.text, item.open));
                    begins
                        .is_some_and(|begins| column <= begins)
                        .then_some(list + 1)
                }
            })
    }

    /// The next two tokens, after a comma if there is one, without moving.
    pub(super) fn after_comma(&self) -> (bool, Token, Option<u8>) {
        let mut ahead: Lexer = self.state.lexer.ahead();
        let mut token = ahead.next(self.text);
        let comma = token.kind == TokenKind::Comma;
        if comma {
            token = ahead.next(self.text);
        }
        (comma, token, ahead.peek(self.text))
    }
}

/// Number of blanks before `at` on its line, if there is nothing else before it.
pub(super) fn indentation(text: &str, at: usize) -> Option<usize> {
    let before = text
        .as_bytes()
        .get(at.saturating_sub(WIDEST_INDENTATION)..at)?;
    let blanks = before
        .iter()
        .rev()
        .take_while(|&&byte| byte == b' ' || byte == b'\t')
        .count();
    match before
        .len()
        .checked_sub(blanks + 1)
        .map(|last| before[last])
    {
        Some(b'\n' | b'\r') => Some(blanks),
        None if blanks == at => Some(blanks),
        _ => None,
    }
}

/// Number of blanks at the beginning of the line in which `at` stands; none if that is far away.
pub(super) fn line_indentation(text: &str, at: usize) -> usize {
    let before = &text.as_bytes()[..at];
    let window = &before[before.len().saturating_sub(WIDEST_INDENTATION)..];
    let line = window.rsplit(|&byte| byte == b'\n' || byte == b'\r').next();
    let line = line.unwrap_or_default();
    line.iter()
        .take_while(|&&byte| byte == b' ' || byte == b'\t')
        .count()
}

/// The struct name before the parenthesis at `open`, if it has one, else the parenthesis.
fn line_of(text: &str, open: usize) -> usize {
    let before = &text.as_bytes()[..open];
    let window = &before[before.len().saturating_sub(64)..];
    let name = window
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
        .count();
    open - name
}
