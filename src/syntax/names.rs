//! Names that stand twice, and `Some`.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;

use super::excerpt::excerpt;
use super::lexer::Token;
use super::parser::Parser;
use super::state::{Frame, FrameKind};
use super::tape::Tag;

/// Up to so many names are compared with one another; more are hashed.
const FEW: usize = 24;

impl Parser<'_> {
    /// Reports the fields of the struct at `at`, or the keys of the map, that stand twice.
    pub(super) fn repeated_names(&mut self, frame: Frame, at: u32) {
        let step = match frame.kind {
            FrameKind::Struct | FrameKind::Map if frame.count > 1 => frame,
            _ => return,
        };
        let named = self.tape.get(at).tag == Tag::NamedStruct;
        let end = self.tape.len();
        let mut key = at + 1 + u32::from(named);
        let mut seen: Vec<u32> = Vec::new();
        let mut many: HashMap<&str, u32> = HashMap::new();
        let mut repeated: Vec<(u32, u32)> = Vec::new();
        while key < end {
            let entry = self.tape.get(key);
            let name = self.tape.text(entry);
            let comparable = step.kind == FrameKind::Struct || entry.tag == Tag::Str;
            if comparable {
                let first = if seen.len() < FEW {
                    let same = |&&other: &&u32| self.tape.text(self.tape.get(other)) == name;
                    seen.iter().find(same).copied()
                } else {
                    if many.is_empty() {
                        let names = seen
                            .iter()
                            .map(|&at| (self.tape.text(self.tape.get(at)), at));
                        many.extend(names);
                    }
                    many.get(name).copied()
                };
                match first {
                    Some(first) => repeated.push((first, key)),
                    None if seen.len() < FEW => seen.push(key),
                    None => {
                        many.insert(name, key);
                    }
                }
            }
            key = self.tape.get(entry.next).next;
        }
        for (first, again) in repeated {
            let (first, entry) = (self.tape.get(first), self.tape.get(again));
            let (before, place) = (self.tape.span(first), self.tape.span(entry));
            let name = excerpt(self.tape.text(entry));
            self.twice(&name, before, place);
            if let Some(entry) = self.tape.entries.get_mut(again as usize)
                && entry.tag == Tag::Key
            {
                entry.tag = Tag::RepeatedKey;
            }
        }
    }

    /// Whether the top-level field whose name is at `key` did not stand before.
    pub(super) fn is_new_top_field(&mut self, key: u32) -> bool {
        let entry = self.tape.get(key);
        let (name, place) = (self.tape.text(entry), self.tape.span(entry));
        if let Some(&before) = self.state.top_fields.get(name) {
            let name = excerpt(name);
            if !self.state.strict {
                self.twice(&name, before, place);
            }
            return false;
        }
        self.state.top_fields.insert(name.into(), place);
        true
    }

    fn twice(&mut self, name: &str, before: Span, place: Span) {
        let diagnostic =
            Diagnostic::new(Rule::Syntax, place, format!("`{name}` stands here twice"))
                .with_label(before, "it stands here first")
                .with_help("leave one of them out");
        self.object(diagnostic);
    }

    /// `Some` without parentheses.
    pub(super) fn bare_some(&mut self, token: Token) {
        self.some_fault(token, "`Some` stands without a value");
        self.faulty(token.start, token.end);
    }

    /// `Some()`.
    pub(super) fn empty_some(&mut self, token: Token) {
        self.some_fault(token, "`Some` stands without a value");
    }

    /// `Some(a: 1)`.
    pub(super) fn fields_in_some(&mut self, token: Token) {
        self.some_fault(token, "`Some` takes one value, not fields");
    }

    /// `Some(1, 2)`.
    pub(super) fn one_too_many(&mut self, token: Token) -> bool {
        let full = self
            .top()
            .is_some_and(|frame| frame.kind == FrameKind::Some && frame.count > 0);
        if full {
            self.some_fault(token, "`Some` takes one value only");
            self.unread(token);
            self.skip();
        }
        full
    }

    fn some_fault(&mut self, token: Token, message: &str) {
        let place = self.span(token.start, token.end);
        let help = "write the value alone, without `Some`";
        self.report(Diagnostic::new(Rule::Syntax, place, message).with_help(help));
    }
}
