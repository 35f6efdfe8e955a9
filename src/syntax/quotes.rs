//! Strings whose quotes are at fault, and text without any.

use crate::diagnostic::{Diagnostic, Rule};

use super::excerpt::excerpt;
use super::foreign;
use super::letters::is_identifier_start;
use super::lexer::{Token, TokenKind, word_end};
use super::parser::Parser;
use super::separators::replaced;
use super::skip::indentation;
use super::state::FrameKind;
use super::tape::{Tag, offset};

/// Quotes that word processors put in place of `"`.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];

/// How much of a line is looked at for recovery.
const LONGEST_LINE: usize = 512;

impl<'a> Parser<'a> {
    /// A quote that nothing answers: the string is taken to end with its line.
    pub(super) fn unclosed_quote(&mut self, token: Token) {
        let (content, end) = (token.end, self.unclosed_end(token.end, self.text.len()));
        self.report_unclosed(token.start, token.end, end);
        let at = self.tape.push(Tag::BareStr, content, end);
        self.state.lexer.at = end;
        self.state.recovering = true;
        self.finished(at);
    }

    /// Whether the string that was read last swallowed what follows it, because its quote is not
    /// closed. If so, that is reported, and reading goes on behind what the string should be.
    pub(super) fn mend_unclosed(&mut self, before: usize) -> bool {
        let entry = self.tape.get(self.state.last_value);
        if entry.tag != Tag::Str && entry.tag != Tag::EscapedStr || entry.end as usize != before {
            return false;
        }
        let (quote, close) = (entry.start as usize, before - 1);
        let content = &self.text[quote + 1..close];
        // Before the next opening quote stands `name: `, or a bracket or comma of a list.
        if !content.trim_end().ends_with([':', '[', '(', ',']) {
            return false;
        }
        let end = self.unclosed_end(quote + 1, close);
        self.report_unclosed(quote, quote + 1, end);
        if let Some(entry) = self.tape.entries.get_mut(self.state.last_value as usize) {
            entry.tag = Tag::BareStr;
            entry.start = offset(quote + 1);
            entry.end = offset(end);
        }
        self.state.lexer.at = end;
        self.state.recovering = true;
        true
    }

    fn report_unclosed(&mut self, start: usize, content: usize, end: usize) {
        if self.text[end..].starts_with('”') {
            let place = self.span(end, end + '”'.len_utf8());
            let message = "a string ends with a typographic quote";
            let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
            self.report(diagnostic.with_fix("write `\"`", replaced(place, "\"")));
            return;
        }
        let place = self.span(start, content);
        let message = "this quote is never closed";
        let help = format!(
            "write `\"` behind `{}`",
            excerpt(tail(&self.text[content..end]))
        );
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
    }

    /// Where a string that begins at `content` and is not closed should have ended: before the
    /// next field on its line, else with the line, without what must be commas and brackets.
    fn unclosed_end(&self, content: usize, limit: usize) -> usize {
        let line = self.line_from(content);
        let text = &line[..line.len().min(limit - content)];
        if let Some(at) = text.find('”') {
            return content + at;
        }
        let text = next_field(text).map_or(text, |at| &text[..at]);
        let mut kept = text.trim_end();
        let closing = kept.bytes().filter(|&byte| byte == b')').count();
        let opening = kept.bytes().filter(|&byte| byte == b'(').count();
        let mut unopened = closing.saturating_sub(opening);
        loop {
            let shorter = match kept.as_bytes().last() {
                Some(b',' | b']' | b'}') => true,
                Some(b')') if unopened > 0 => {
                    unopened -= 1;
                    true
                }
                _ => false,
            };
            if !shorter {
                return content + kept.len();
            }
            kept = kept[..kept.len() - 1].trim_end();
        }
    }

    /// A character that begins nothing, where a value should stand: other kinds of quotes. Gives
    /// whether it was one.
    pub(super) fn foreign_quotes(&mut self, token: Token) -> bool {
        let Some(quote) = self.text[token.start..token.end].chars().next() else {
            return false;
        };
        if quote != '\'' && !CURLY.contains(&quote) {
            return false;
        }
        let rest = self.line_from(token.end);
        let line = rest.len();
        let closing = rest.char_indices().filter(|&(at, c)| {
            let closes = if quote == '\'' {
                c == '\''
            } else {
                CURLY.contains(&c) || c == '"'
            };
            // An apostrophe stands within a word.
            closes && !rest[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
        });
        let (name, help) = if quote == '\'' {
            (
                "a string stands in single quotes",
                "write it in double quotes",
            )
        } else {
            (
                "a string stands in typographic quotes",
                "write straight double quotes",
            )
        };
        let Some((length, close)) = closing.clone().next() else {
            let place = self.span(token.start, token.end);
            let help = format!("{help}: `\"…\"`");
            self.report(Diagnostic::new(Rule::Syntax, place, name).with_help(help));
            let end = token.end + next_field(rest).unwrap_or(line);
            let at = self.tape.push(Tag::Faulty, token.start, end);
            self.state.lexer.at = end;
            self.state.recovering = true;
            self.finished(at);
            return true;
        };
        let (content, end) = (token.end, token.end + length);
        let place = self.span(token.start, end + close.len_utf8());
        let inner = &self.text[content..end];
        let help = format!("{help}: `\"{}\"`", excerpt(inner));
        let diagnostic = Diagnostic::new(Rule::Syntax, place, name);
        self.report(if inner.contains(['"', '\\']) {
            diagnostic.with_help(help)
        } else {
            diagnostic.with_fix(help, replaced(place, &format!("\"{inner}\"")))
        });
        let at = self.tape.push(Tag::BareStr, content, end);
        self.state.lexer.at = end + close.len_utf8();
        self.finished(at);
        true
    }

    /// Something like a number that is none: a date without quotes, most of the time.
    pub(super) fn bare_date(&mut self, token: Token) {
        let end = self.bare_end(token.start);
        let written = self.text[token.start..end].trim_end();
        let end = token.start + written.len();
        if foreign::is_yaml_item(written) && indentation(self.text, token.start).is_some() {
            return self.refuse_yaml(token.start, end);
        }
        let dateish = |c: char| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    'X' | 'Y' | 'T' | 'Z' | 'P' | '-' | '/' | ':' | '.' | '~' | '?' | '%'
                )
        };
        let place = self.span(token.start, end.max(token.end));
        let help = format!("write it in quotes: `\"{}\"`", excerpt(written));
        let message = if written.chars().all(dateish) && written.contains(['-', '/', 'X', 'Y']) {
            format!("the date `{}` stands without quotes", excerpt(written))
        } else {
            format!("`{}` is not a number", excerpt(written))
        };
        let end = end.max(token.end);
        let whole = &self.text[token.start..end];
        let diagnostic = Diagnostic::new(Rule::Syntax, place, message);
        self.report(if !whole.chars().all(dateish) || whole != written {
            diagnostic.with_help(help)
        } else {
            diagnostic.with_fix(help, replaced(place, &format!("\"{whole}\"")))
        });
        let at = self.tape.push(Tag::BareStr, token.start, end);
        self.state.lexer.at = end;
        self.finished(at);
    }

    /// Several words without quotes, the first of which was read as a value. Gives whether this
    /// is so.
    pub(super) fn mend_bare_text(&mut self, before: usize, token: Token) -> bool {
        let entry = self.tape.get(self.state.last_value);
        let is_word = matches!(entry.tag, Tag::Identifier | Tag::Number | Tag::Bool);
        let seen = !self.text[token.start..token.end].contains(char::is_control);
        if !is_word
            || !seen
            || entry.end as usize != before
            || self.line_break_between(before, token.start)
        {
            return false;
        }
        let start = entry.start as usize;
        let end = self.bare_end(start).max(before);
        let written = self.text[start..end].trim_end();
        let content = written.trim_end_matches('"');
        let (end, kept) = (start + written.len(), start + content.len());
        let place = self.span(start, end);
        let message = "a text stands without quotes";
        let help = format!("write `\"{}\"`", excerpt(content));
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        if let Some(entry) = self.tape.entries.get_mut(self.state.last_value as usize) {
            entry.tag = Tag::BareStr;
            entry.end = offset(kept);
        }
        self.state.lexer.at = end.max(before);
        self.state.recovering = true;
        true
    }

    pub(super) fn line_break_between(&self, start: usize, end: usize) -> bool {
        self.text
            .get(start..end)
            .is_some_and(|between| between.contains(['\n', '\r']))
    }

    /// The rest of the line from `start` on, as much of it as is worth looking at: looking at all of
    /// a long line at every error would take quadratic time.
    pub(super) fn line_from(&self, start: usize) -> &'a str {
        let mut end = self.text.len().min(start + LONGEST_LINE);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let rest = self.text.get(start..end).unwrap_or_default();
        let line = rest.bytes().position(|byte| byte == b'\n' || byte == b'\r');
        &rest[..line.unwrap_or(rest.len())]
    }

    /// The end of a text without quotes: the next comma, bracket or line end.
    fn bare_end(&self, start: usize) -> usize {
        let rest = self.line_from(start);
        start + rest.find([',', ')', ']', '}', ';']).unwrap_or(rest.len())
    }

    /// Quotes inside of a string: text follows right behind a string on its line. Gives whether
    /// this is so.
    pub(super) fn mend_inner_quotes(&mut self, before: usize, token: Token) -> bool {
        let entry = self.tape.get(self.state.last_value);
        let is_string = matches!(entry.tag, Tag::Str | Tag::EscapedStr);
        if !is_string || entry.end as usize != before || token.kind != TokenKind::Identifier {
            return false;
        }
        if self.line_break_between(before, token.start) {
            return false;
        }
        let place = self.span(token.start, token.end);
        let message = "text follows a string that has ended";
        let help = "write a quote inside of a string as `\\\"`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        let rest = self.line_from(token.start);
        let ends = ["\",", "\")", "\"]"];
        let ends = ends.iter().filter_map(|end| rest.find(end)).min();
        if let Some(length) = ends {
            let end = token.start + length;
            if let Some(entry) = self.tape.entries.get_mut(self.state.last_value as usize) {
                entry.tag = Tag::BareStr;
                entry.start += 1;
                entry.end = offset(end);
            }
            self.state.lexer.at = end + 1;
            self.state.recovering = true;
        } else {
            self.unread(token);
            self.skip();
        }
        true
    }

    /// A string with an escape that RON does not know; its text is taken as it stands.
    pub(super) fn bad_escape(&mut self, token: Token) {
        let quote = token.start + self.text[token.start..].find('"').unwrap_or(0);
        let content = &self.text[quote + 1..token.end - 1];
        let (length, width) = unknown_escape(content).unwrap_or((0, content.len()));
        let start = quote + 1 + length;
        let place = self.span(start, start + width);
        let message = format!(
            "`{}` is no escape",
            excerpt(&content[length..length + width])
        );
        let help = "write `\\\\` for a backslash";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        let at = self.tape.push(Tag::BareStr, quote + 1, token.end - 1);
        self.finished(at);
    }

    /// Whether a list of structs has junk with tabs at `at`: a table that was pasted in.
    pub(super) fn pasted_table(&mut self, start: usize) -> bool {
        let in_list = self
            .top()
            .is_some_and(|frame| frame.kind == FrameKind::List);
        if !in_list || self.state.recovering {
            return false;
        }
        let rest = self.line_from(start);
        let line = rest.len();
        if !rest.contains('\t') {
            return false;
        }
        let place = self.span(start, start + line);
        let message = "a table with tabs stands here";
        let help = "write each row as `(id: \"…\", title: \"…\", when: \"…\"),`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
        self.state.lexer.at = start + line;
        self.skip();
        true
    }
}

/// Where `text` goes on with `, name:`, outside of any word.
fn next_field(text: &str) -> Option<usize> {
    text.match_indices(',').map(|(at, _)| at).find(|&at| {
        let rest = text[at + 1..].trim_start();
        let is_word = rest.chars().next().is_some_and(is_identifier_start);
        is_word && rest[word_end(rest, 0)..].trim_start().starts_with(':')
    })
}

/// The end of `text`, at most some words of it.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(23).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// Place and length of the first escape in `content` that RON does not know.
fn unknown_escape(content: &str) -> Option<(usize, usize)> {
    let mut chars = content.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let (_, escape) = chars.next()?;
        if !matches!(escape, '\'' | '"' | '\\' | 'n' | 'r' | 't' | '0' | '\n') {
            let width = 1 + escape.len_utf8();
            // `\x41` and `\u{41}` are fine if their digits are.
            let rest = &content[at + width..];
            let fine = match escape {
                'x' => rest.chars().take(2).filter(char::is_ascii_hexdigit).count() == 2,
                'u' => rest.starts_with('{') && rest.find('}').is_some_and(|end| end < 8),
                '\r' => rest.starts_with('\n'),
                _ => false,
            };
            if !fine {
                return Some((at, width));
            }
        }
    }
    None
}
