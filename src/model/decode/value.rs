//! Single values: strings, words, numbers, ids and lists.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::super::{IdFault, Name, check_id};
use super::Decoder;
use super::written::list_of_ids;
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::{Span, Text};
use crate::syntax::{Kind, Value};

/// What a value is, with its article.
pub(super) fn describe(value: Value<'_>) -> &'static str {
    match value.kind() {
        Kind::Unit => "an empty struct",
        Kind::Bool(_) => "a truth value",
        Kind::Integer(_) | Kind::Float(_) => "a number",
        Kind::Range => "a range",
        Kind::Char(_) => "a single character",
        Kind::Str(_) => "a string",
        Kind::Bytes(_) => "a byte string",
        Kind::Identifier(_) => "a bare word",
        Kind::Struct { .. } => "a struct",
        Kind::Tuple { .. } => "a tuple",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        Kind::Faulty => "something unreadable",
    }
}

impl Decoder<'_> {
    /// Reports a value of another type than `expected`.
    pub(super) fn wrong_type(&mut self, value: Value<'_>, expected: &str) {
        let span = value.span();
        let finding = match value.kind() {
            Kind::Faulty => return,
            Kind::Tuple {
                name: Some(name), ..
            } if name.name == "Some" => {
                let message = format!("expected {expected}, found `Some(…)`");
                Diagnostic::new(Rule::WrongType, span, message)
                    .with_help("`Some` is never needed: write the value itself")
            }
            Kind::Identifier(word @ ("None" | "null" | "NULL" | "nil" | "none" | "undefined")) => {
                let message = format!("expected {expected}, found `{word}`");
                Diagnostic::new(Rule::WrongType, span, message)
                    .with_help("leave the field out instead")
            }
            Kind::Identifier(_) | Kind::Integer(_) | Kind::Float(_) | Kind::Bool(_)
                if expected.contains("string") || expected.contains("quotes") =>
            {
                let message = format!("expected {expected}, found {}", describe(value));
                self.proposal(Rule::WrongType, span, message, span, |written| {
                    format!("put it in quotes: `\"{written}\"`")
                })
            }
            Kind::Str(_) if expected.contains("structs") => {
                let message = format!("expected {expected}, found a string");
                Diagnostic::new(Rule::WrongType, span, message)
                    .with_help("write one `(…)` for each, in brackets: `[(…), (…)]`")
            }
            Kind::Str(text) if expected.contains("ids") || expected.contains("kinds") => {
                let message = format!("expected {expected}, found a string");
                Diagnostic::new(Rule::WrongType, span, message).with_help(
                    match list_of_ids(&text) {
                        Some(list) => format!("put it in brackets: `{list}`"),
                        None => "each stands in quotes of its own, in brackets: `[\"a\", \"b\"]`"
                            .to_owned(),
                    },
                )
            }
            Kind::Str(_) if expected.contains("list") => {
                let message = format!("expected {expected}, found a string");
                self.proposal(Rule::WrongType, span, message, span, |written| {
                    format!("put it in brackets: `[{written}]`")
                })
            }
            Kind::Str(text) if expected.contains("number") && text.parse::<i64>().is_ok() => {
                let message = format!("expected {expected}, found a string");
                Diagnostic::new(Rule::WrongType, span, message)
                    .with_help(format!("leave the quotes out: `{}`", &*text))
            }
            Kind::Struct { .. } if expected.contains("list") => {
                let message = format!("expected {expected}, found a struct");
                let finding = self.proposal(Rule::WrongType, span, message, span, |written| {
                    format!("put it in brackets, even where it is the only one: `[{written}]`")
                });
                if finding.help.is_empty() {
                    finding.with_help("put it in brackets, even where it is the only one: `[(…)]`")
                } else {
                    finding
                }
            }
            Kind::List(mut items) if expected.contains("string") || expected.contains("quotes") => {
                let message = format!("expected {expected}, found a list");
                match (items.next(), items.next()) {
                    (Some(only), None) if matches!(only.kind(), Kind::Str(_)) => {
                        self.proposal(Rule::WrongType, span, message, only.span(), |written| {
                            format!("leave the brackets out: `{written}`")
                        })
                    }
                    _ => Diagnostic::new(Rule::WrongType, span, message),
                }
            }
            Kind::Map(_) if expected.contains("(…)") => {
                let message = format!("expected {expected}, found a map");
                Diagnostic::new(Rule::WrongType, span, message).with_help(
                    "a timeline is RON, not JSON: structs stand in parentheses, `(field: value)`",
                )
            }
            _ => {
                let message = format!("expected {expected}, found {}", describe(value));
                Diagnostic::new(Rule::WrongType, span, message)
            }
        };
        self.report(finding);
    }

    /// A finding that proposes what to write instead of what stands at `quoted`, unless that is
    /// too long to be shown.
    fn proposal(
        &self,
        rule: Rule,
        span: Span,
        message: String,
        quoted: Span,
        help: impl Fn(&str) -> String,
    ) -> Diagnostic {
        let finding = Diagnostic::new(rule, span, message);
        let written = self.file.slice(quoted);
        if written.chars().count() > 60 {
            return finding;
        }
        finding.with_help(help(written))
    }

    /// A string.
    pub(super) fn text(&mut self, value: Value<'_>) -> Option<Text> {
        self.string(value, "a string")
    }

    /// A string, called something more telling where it is none.
    pub(super) fn string(&mut self, value: Value<'_>, expected: &str) -> Option<Text> {
        match value.kind() {
            Kind::Str(text) => Some(text),
            _ => {
                self.wrong_type(value, expected);
                None
            }
        }
    }

    /// One of a few words, bare or in quotes.
    pub(super) fn word<T: Copy>(
        &mut self,
        value: Value<'_>,
        what: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let text;
        let (written, span): (&str, Span) = match value.kind() {
            Kind::Identifier(word) => (word, value.span()),
            Kind::Str(string) => {
                text = string;
                (&text, text.span())
            }
            _ => {
                let expected = format!("{what}, such as `{}`", name(*all.first()?));
                self.wrong_type(value, &expected);
                return None;
            }
        };
        let found = all.iter().copied().find(|&item| name(item) == written);
        if found.is_none() {
            self.unknown_word(
                written,
                span,
                what,
                &all.iter().map(|&item| name(item)).collect::<Vec<_>>(),
            );
        }
        found
    }

    /// Reports a word that is none of the known ones.
    pub(super) fn unknown_word(
        &mut self,
        written: &str,
        span: Span,
        what: &str,
        known: &[&'static str],
    ) {
        let help = self.suggestion(written, known);
        let written: String = written.chars().take(60).collect();
        let message = format!("`{written}` is not {what}");
        let mut finding = Diagnostic::new(Rule::WrongType, span, message).with_help(help);
        if known.len() <= 8 {
            finding.help[0] =
                finding.help[0].replace('?', &format!("? Known are {}", known.join(", ")));
        }
        self.report(finding);
    }

    /// `true` or `false`.
    pub(super) fn truth(&mut self, value: Value<'_>) -> Option<bool> {
        match value.kind() {
            Kind::Bool(truth) => Some(truth),
            _ => {
                self.no_truth(value);
                None
            }
        }
    }

    /// Reports a value of another type where `true` or `false` belongs.
    fn no_truth(&mut self, value: Value<'_>) {
        let expected = "`true` or `false`";
        let written = self.written(value).map(|text| text.to_lowercase());
        let truth = match written.as_deref() {
            Some("true" | "yes" | "y" | "on" | "1" | "ja" | "oui") => "true",
            Some("false" | "no" | "n" | "off" | "0" | "nein" | "non") => "false",
            _ => return self.wrong_type(value, expected),
        };
        let message = format!("expected {expected}, found {}", describe(value));
        let finding = Diagnostic::new(Rule::WrongType, value.span(), message);
        self.report(finding.with_help(format!("write `{truth}`")));
    }

    /// A whole number.
    pub(super) fn integer(&mut self, value: Value<'_>, expected: &str) -> Option<i64> {
        if let Kind::Integer(number) = value.kind()
            && let Ok(number) = i64::try_from(number)
        {
            return Some(number);
        }
        self.wrong_type(value, expected);
        None
    }

    /// Degrees of latitude or longitude.
    pub(super) fn degrees(&mut self, value: Value<'_>, field: &str, most: f64) {
        #[expect(clippy::cast_precision_loss, reason = "degrees are compared, not kept")]
        let degrees = match value.kind() {
            Kind::Integer(degrees) => degrees as f64,
            Kind::Float(degrees) => degrees,
            _ => {
                self.wrong_type(value, "a number of degrees");
                return;
            }
        };
        if !(-most..=most).contains(&degrees) {
            let message = format!("`{field}` is in degrees, from -{most} to {most}");
            self.fault(Rule::WrongType, value.span(), message);
        }
    }

    /// The items of a list.
    pub(super) fn list<'t, T>(
        &mut self,
        value: Value<'t>,
        expected: &str,
        mut item: impl FnMut(&mut Self, Value<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        match value.kind() {
            Kind::List(items) => Some(items.filter_map(|value| item(self, value)).collect()),
            _ => {
                self.wrong_type(value, expected);
                None
            }
        }
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, value: Value<'_>) -> Option<Vec<Text>> {
        self.list(value, "a list of strings", Self::text)
    }

    /// A string that is an id, in Unicode's composed form, so that the same word is the same id
    /// whichever way it was typed.
    pub(super) fn id_text(&mut self, value: Value<'_>, expected: &str) -> Option<Text> {
        let text = self.string(value, expected)?;
        if is_nfc(&text) {
            return Some(text);
        }
        let composed: String = text.nfc().collect();
        Some(Text::unescaped(self.file, text.span(), composed))
    }

    /// A list of ids.
    pub(super) fn id_texts(&mut self, value: Value<'_>) -> Option<Vec<Text>> {
        self.list(value, "a list of ids", |this, value| {
            this.id_text(value, "an id in quotes")
        })
    }

    /// A reference to something by its id.
    pub(super) fn name<T>(&mut self, value: Value<'_>) -> Option<Name<T>> {
        self.id_text(value, "an id in quotes").map(Name::new)
    }

    /// An id that is declared here. A faulty one is reported and kept, so that what refers to it
    /// is not reported too.
    pub(super) fn id(&mut self, value: Value<'_>) -> Option<Text> {
        if let Kind::Identifier(_) = value.kind() {
            self.wrong_type(value, "an id in quotes");
            return Some(Text::verbatim(self.file, value.span()));
        }
        let id = self.id_text(value, "an id in quotes")?;
        if let Err(fault) = check_id(&id) {
            let (message, help) = match fault {
                IdFault::Empty => ("an id needs at least one character".to_owned(), None),
                IdFault::TooLong => (
                    format!("an id has at most 128 bytes, this one has {}", id.len()),
                    None,
                ),
                IdFault::BadStart(c) => (
                    format!("an id starts with a letter or a digit, not with `{c}`"),
                    None,
                ),
                IdFault::BadCharacter(c) => {
                    let fixed: String = id
                        .chars()
                        .take(60)
                        .map(|c| {
                            if c.is_alphanumeric() || "_.".contains(c) {
                                c
                            } else {
                                '-'
                            }
                        })
                        .collect();
                    self.proposed_ids.insert(fixed.clone());
                    (
                        format!("an id has no `{c}`: only letters, digits, `-`, `_` and `.`"),
                        Some(format!("write `{fixed}`")),
                    )
                }
            };
            let mut finding = Diagnostic::new(Rule::InvalidId, id.span(), message);
            finding.help.extend(help);
            self.report(finding);
        }
        Some(id)
    }

    /// Free values: a map from strings to truth values, numbers and strings.
    pub(super) fn data(&mut self, value: Value<'_>) {
        let Kind::Map(entries) = value.kind() else {
            self.wrong_type(value, "a map, `{\"name\": value}`");
            return;
        };
        for (key, value) in entries {
            self.text(key);
            if !matches!(
                value.kind(),
                Kind::Bool(_) | Kind::Integer(_) | Kind::Float(_) | Kind::Str(_)
            ) {
                self.wrong_type(value, "a truth value, a number or a text in quotes");
            }
        }
    }
}
