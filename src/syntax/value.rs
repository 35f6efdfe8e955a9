//! Values as decoders see them.

use crate::source::{Span, Text};

use super::scalar::{self, Number};
use super::tape::{Entry, Tag, Tape};

/// A name with its place: a field's, or a struct's before its parenthesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'t> {
    /// The name; a raw identifier `r#x` is named `x`.
    pub name: &'t str,
    /// Where the name stands, without `r#`.
    pub span: Span,
}

/// One value of a document: a cursor into the tape of the item that was read last.
///
/// It is as small as a reference and freely copied; [`kind`](Self::kind) decodes it.
#[derive(Debug, Clone, Copy)]
pub struct Value<'t> {
    tape: &'t Tape,
    at: u32,
}

/// What a value is, one level deep.
#[derive(Debug, Clone)]
pub enum Kind<'t> {
    /// `()`.
    Unit,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number: every form that `ron` reads as one, `0x1F`, `1_000` and `b'a'` included.
    Integer(i128),
    /// Any other number; `ron` also reads whole numbers beyond 64 bits as such.
    Float(f64),
    /// `1..5` and the like.
    Range,
    /// `'x'`.
    Char(char),
    /// A string, without quotes and with its escapes resolved.
    Str(Text),
    /// A byte string.
    Bytes(Vec<u8>),
    /// A word: `reported`, `week`, but also `None`.
    Identifier(&'t str),
    /// `(a: 1)` or `Event(a: 1)`.
    Struct {
        /// The name before the parenthesis.
        name: Option<Key<'t>>,
        /// The fields in the order of the text, each name once.
        fields: Fields<'t>,
    },
    /// `(1, 2)`, `Some("x")`.
    Tuple {
        /// The name before the parenthesis.
        name: Option<Key<'t>>,
        /// What stands inside.
        items: Items<'t>,
    },
    /// `[1, 2]`.
    List(Items<'t>),
    /// `{"a": 1}`.
    Map(Entries<'t>),
    /// Something that cannot be read and was reported already: pass over it silently.
    Faulty,
}

impl<'t> Value<'t> {
    pub(super) fn new(tape: &'t Tape, at: u32) -> Self {
        Self { tape, at }
    }

    /// Where the value stands, with its quotes, brackets and struct name.
    #[must_use]
    pub fn span(self) -> Span {
        self.tape.span(self.entry())
    }

    /// What the value is.
    #[must_use]
    pub fn kind(self) -> Kind<'t> {
        let entry = self.entry();
        let text = self.tape.text(entry);
        match entry.tag {
            Tag::Unit => Kind::Unit,
            Tag::Bool => Kind::Bool(text == "true"),
            Tag::Number => match scalar::number(text) {
                Some(Number::Integer(number)) => Kind::Integer(number),
                Some(Number::Float(number)) => Kind::Float(number),
                Some(Number::Range) => Kind::Range,
                None => Kind::Faulty,
            },
            Tag::Char => scalar::char(text).map_or(Kind::Faulty, Kind::Char),
            Tag::Str | Tag::RawStr | Tag::BareStr => Kind::Str(self.verbatim(entry, text)),
            Tag::EscapedStr => match scalar::string(text) {
                Some(value) => {
                    let content = self.content(entry, 1, 1);
                    Kind::Str(Text::unescaped(&self.tape.file, content, value))
                }
                None => Kind::Faulty,
            },
            Tag::Bytes => scalar::bytes(text).map_or(Kind::Faulty, Kind::Bytes),
            Tag::Identifier => Kind::Identifier(text.strip_prefix("r#").unwrap_or(text)),
            Tag::Struct | Tag::NamedStruct => {
                let (name, inside) = self.inside(entry);
                Kind::Struct {
                    name,
                    fields: Fields { inside },
                }
            }
            Tag::Tuple | Tag::NamedTuple => {
                let (name, inside) = self.inside(entry);
                Kind::Tuple {
                    name,
                    items: Items { inside },
                }
            }
            Tag::List => Kind::List(Items {
                inside: self.inside(entry).1,
            }),
            Tag::Map => Kind::Map(Entries {
                inside: self.inside(entry).1,
            }),
            Tag::Key | Tag::RepeatedKey | Tag::Faulty => Kind::Faulty,
        }
    }

    fn entry(self) -> Entry {
        self.tape.get(self.at)
    }

    fn verbatim(self, entry: Entry, text: &str) -> Text {
        let (before, behind) = match entry.tag {
            Tag::Str => (1, 1),
            Tag::RawStr => scalar::raw_quotes(text),
            _ => (0, 0),
        };
        Text::verbatim(&self.tape.file, self.content(entry, before, behind))
    }

    fn content(self, entry: Entry, before: u32, behind: u32) -> Span {
        let span = self.tape.span(entry);
        Span::new(span.file, span.start + before, span.end - behind)
    }

    fn inside(self, entry: Entry) -> (Option<Key<'t>>, Inside<'t>) {
        let first = self.at + 1;
        let named = matches!(entry.tag, Tag::NamedStruct | Tag::NamedTuple);
        let inside = Inside {
            tape: self.tape,
            at: if named { first + 1 } else { first },
            end: entry.next,
        };
        (named.then(|| inside.key(first)), inside)
    }
}

/// A walk over what stands between two brackets.
#[derive(Debug, Clone, Copy)]
struct Inside<'t> {
    tape: &'t Tape,
    at: u32,
    end: u32,
}

impl<'t> Inside<'t> {
    fn next(&mut self) -> Option<u32> {
        let at = self.at;
        (at < self.end).then(|| {
            self.at = self.tape.get(at).next;
            at
        })
    }

    fn key(self, at: u32) -> Key<'t> {
        let entry = self.tape.get(at);
        Key {
            name: self.tape.text(entry),
            span: self.tape.span(entry),
        }
    }
}

/// The fields of a struct, in the order of the text.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'t> {
    inside: Inside<'t>,
}

impl<'t> Iterator for Fields<'t> {
    type Item = (Key<'t>, Value<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = self.inside.next()?;
            let value = self.inside.next()?;
            if self.inside.tape.get(key).tag != Tag::RepeatedKey {
                return Some((self.inside.key(key), Value::new(self.inside.tape, value)));
            }
        }
    }
}

/// The values of a list or tuple, in the order of the text.
#[derive(Debug, Clone, Copy)]
pub struct Items<'t> {
    inside: Inside<'t>,
}

impl<'t> Iterator for Items<'t> {
    type Item = Value<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.inside.next()?;
        Some(Value::new(self.inside.tape, at))
    }
}

/// The keys and values of a map, in the order of the text.
#[derive(Debug, Clone, Copy)]
pub struct Entries<'t> {
    inside: Inside<'t>,
}

impl<'t> Iterator for Entries<'t> {
    type Item = (Value<'t>, Value<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.inside.next()?;
        let value = self.inside.next()?;
        let tape = self.inside.tape;
        Some((Value::new(tape, key), Value::new(tape, value)))
    }
}
