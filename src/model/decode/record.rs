//! Structs by their fields.

use super::Decoder;
use super::written::{around, date_meant, form};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::{Span, Text};
use crate::syntax::{Key, Kind, Value};

/// What a struct of the format is called and which fields it has.
pub(super) struct Shape {
    /// With its article: `an event`.
    pub(super) what: &'static str,
    /// The name that may stand before its parenthesis.
    pub(super) name: &'static str,
    /// Its fields; `data` goes with every struct.
    pub(super) fields: &'static [&'static str],
}

/// Words that people take for the name of a field, and the field.
const SYNONYMS: [(&str, &str); 24] = [
    ("after", "follows"),
    ("before", "precedes"),
    ("cause", "because"),
    ("caused_by", "because"),
    ("causes", "links"),
    ("comment", "note"),
    ("date", "when"),
    ("description", "summary"),
    ("duration", "lasts"),
    ("during", "part_of"),
    ("label", "title"),
    ("length", "lasts"),
    ("location", "place"),
    ("name", "title"),
    ("parent", "part_of"),
    ("people", "actors"),
    ("source", "evidence"),
    ("sources", "evidence"),
    ("target", "to"),
    ("time", "when"),
    ("timezone", "zone"),
    ("title", "name"),
    ("type", "kind"),
    ("within", "part_of"),
];

/// Words that people take for fields of the start and of the end of a date.
const STARTS: [&str; 9] = [
    "start",
    "starts",
    "begin",
    "begins",
    "from",
    "since",
    "start_date",
    "startdate",
    "when_start",
];
const ENDS: [&str; 10] = [
    "end", "ends", "to", "until", "till", "finish", "end_date", "enddate", "when_end", "date_to",
];

/// Whether a field's name is one of those words.
fn is_one_of(words: &[&str], name: &str) -> bool {
    words.contains(&name.to_lowercase().as_str())
}

/// Field names that format 1 keeps for later.
const RESERVED: [&str; 3] = ["calendar", "episodes", "same_as"];

/// The fields of one struct.
pub(super) struct Record<'t> {
    shape: &'static Shape,
    values: Vec<Option<Value<'t>>>,
    /// Fields that an unknown one was probably meant for: they are not missing, too.
    meant: Vec<&'static str>,
    /// The whole struct.
    pub(super) span: Span,
}

impl<'t> Record<'t> {
    /// The value of a field, where it is given.
    pub(super) fn get(&self, field: &str) -> Option<Value<'t>> {
        let index = self.shape.fields.iter().position(|&name| name == field);
        debug_assert!(
            index.is_some(),
            "`{field}` is missing in the shape of {}",
            self.shape.what
        );
        self.values[index?]
    }

    /// Whether a field that the struct does not have was probably meant for this one.
    pub(super) fn may_have(&self, field: &str) -> bool {
        self.meant.contains(&field)
    }
}

impl Decoder<'_> {
    /// The fields of `value`; reports those that the shape does not have.
    pub(super) fn record<'t>(
        &mut self,
        value: Value<'t>,
        shape: &'static Shape,
    ) -> Option<Record<'t>> {
        let mut record = Record {
            shape,
            values: vec![None; shape.fields.len()],
            meant: Vec::new(),
            span: value.span(),
        };
        match value.kind() {
            Kind::Unit => {}
            Kind::Struct { name, fields } => {
                if let Some(name) = name.filter(|name| name.name != shape.name) {
                    self.wrong_struct_name(name.name, name.span, shape);
                }
                let mut ends_reported = false;
                for (key, field) in fields {
                    let is_end = || is_one_of(&STARTS, key.name) || is_one_of(&ENDS, key.name);
                    match shape.fields.iter().position(|&known| known == key.name) {
                        Some(index) => record.values[index] = Some(field),
                        None if key.name == "data" => self.data(field),
                        None if shape.fields.contains(&"when") && is_end() => {
                            if !ends_reported {
                                self.ends_of_a_date(value, key, shape);
                            }
                            ends_reported = true;
                            record.meant.push("when");
                        }
                        None => {
                            let meant = self.unknown_field(key.name, key.span, shape);
                            record.meant.extend(meant);
                        }
                    }
                }
            }
            Kind::Str(text) => {
                self.bare_string(value, "a string", Some(&text), shape);
                return None;
            }
            Kind::Tuple { name, mut items } if name.is_none_or(|name| name.name == shape.name) => {
                let only = items.next().filter(|_| items.next().is_none());
                let text = match only.map(|only| only.kind()) {
                    Some(Kind::Str(text)) => Some(text),
                    _ => None,
                };
                self.bare_string(value, "a tuple", text.as_deref(), shape);
                return None;
            }
            Kind::Map(_) => {
                if !self.json {
                    self.wrong_type(value, &format!("{}, `(…)`", shape.what));
                }
                self.json = true;
                return None;
            }
            _ => {
                self.wrong_type(value, &format!("{}, `(…)`", shape.what));
                return None;
            }
        }
        Some(record)
    }

    fn wrong_struct_name(&mut self, name: &str, span: Span, shape: &Shape) {
        let message = format!("expected {}, found a struct called `{name}`", shape.what);
        let help = format!("write `{}(…)`, or leave the name out", shape.name);
        self.report(Diagnostic::new(Rule::WrongType, span, message).with_help(help));
    }

    /// Reports a value without the name of its field where a struct belongs.
    fn bare_string(&mut self, value: Value<'_>, found: &str, text: Option<&str>, shape: &Shape) {
        let message = format!("expected {}, `(…)`, found {found}", shape.what);
        let mut finding = Diagnostic::new(Rule::WrongType, value.span(), message);
        finding
            .help
            .extend(match text.and_then(|text| around(shape, text)) {
                Some(proposal) => Some(format!("write `{proposal}`")),
                None => form(shape).map(str::to_owned),
            });
        self.report(finding);
    }

    /// The items of a list of structs; a string in its place is taken for the only item.
    pub(super) fn structs<'t, T>(
        &mut self,
        value: Value<'t>,
        expected: &str,
        shape: &Shape,
        item: impl FnMut(&mut Self, Value<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Kind::Str(text) = value.kind() else {
            return self.list(value, expected, item);
        };
        let message = format!("expected {expected}, found a string");
        let mut finding = Diagnostic::new(Rule::WrongType, value.span(), message);
        finding.help.extend(match around(shape, &text) {
            Some(proposal) => Some(format!("write `[{proposal}]`")),
            None => form(shape).map(|form| format!("in brackets, {form}")),
        });
        self.report(finding);
        None
    }

    /// Reports fields for the start or the end of a date, which are both said in `when`.
    fn ends_of_a_date(&mut self, value: Value<'_>, key: Key<'_>, shape: &Shape) {
        let Kind::Struct { fields, .. } = value.kind() else {
            return;
        };
        let mut ends = [None, None];
        let mut dated = false;
        let mut other = None;
        for (name, field) in fields {
            let (start, end) = (is_one_of(&STARTS, name.name), is_one_of(&ENDS, name.name));
            if !start && !end && name.name != "when" {
                continue;
            }
            dated |= name.name == "when";
            let slot = &mut ends[usize::from(end)];
            *slot = slot.take().or_else(|| self.written(field));
            if (start || end) && name.span != key.span {
                other = other.or(Some(name.span));
            }
        }
        let [start, end] = ends;
        let show = |text: Option<Text>| text.map_or_else(String::new, |text| text.to_string());
        let (has_start, has_end) = (start.is_some(), end.is_some());
        let (start, end) = (show(start), show(end));
        let help = match (has_start, has_end) {
            (true, true) => date_meant(&format!("{start}/{end}"))
                .map(|date| format!("write `when: \"{date}\"` in place of both")),
            (true, false) => date_meant(&start).filter(|_| !dated).map(|date| {
                format!("write `when: \"{date}\"`; where it went on, `when: \"{date}/..\"`")
            }),
            (false, _) => {
                date_meant(&format!("../{end}")).map(|date| format!("write `when: \"{date}\"`"))
            }
        };
        let help = help.unwrap_or_else(|| {
            "write the start and the end as one date: `when: \"1931-05/1931-06\"`".to_owned()
        });
        let message = format!("{} has no field `{}`", shape.what, key.name);
        let mut finding = Diagnostic::new(Rule::UnknownField, key.span, message);
        if let Some(other) = other {
            finding = finding.with_label(other, "this belongs to the same date");
        }
        self.report(finding.with_help(help));
    }

    /// Reports a field that a struct does not have; gives the one that was probably meant.
    pub(super) fn unknown_field(
        &mut self,
        name: &str,
        span: Span,
        shape: &'static Shape,
    ) -> Option<&'static str> {
        let mut meant = None;
        let finding = if RESERVED.contains(&name) {
            let message = format!("the field name `{name}` is kept for a later format");
            Diagnostic::new(Rule::UnknownField, span, message)
                .with_help("free values of your own go into `data: {\"…\": …}`")
        } else {
            meant = self.meant_field(name, shape);
            let help = match meant {
                Some(field) => format!("did you mean `{field}`?"),
                None => self.suggestion(name, shape.fields),
            };
            let message = format!("{} has no field `{name}`", shape.what);
            Diagnostic::new(Rule::UnknownField, span, message).with_help(help)
        };
        self.report(finding);
        meant
    }

    /// The field that a word was probably meant for, by its meaning, else by its spelling.
    pub(super) fn meant_field(
        &mut self,
        name: &str,
        shape: &'static Shape,
    ) -> Option<&'static str> {
        let lower = name.to_lowercase();
        let synonym = SYNONYMS
            .iter()
            .filter(|&&(word, _)| word == lower)
            .find_map(|(_, field)| shape.fields.iter().find(|known| *known == field).copied());
        synonym.or_else(|| self.nearest.find(name, shape.fields.iter().copied()))
    }

    /// Reports a required field that a struct does not have; quiet where a fault of syntax may
    /// have swallowed it.
    pub(super) fn missing_field(&mut self, record: &Record<'_>, field: &str) {
        if record.get(field).is_none() && !record.may_have(field) && !self.broken {
            let message = format!("{} needs a field `{field}`", record.shape.what);
            let span = Span::new(record.span.file, record.span.start, record.span.start + 1);
            let help = format!("add `{field}: …`");
            self.report(Diagnostic::new(Rule::MissingField, span, message).with_help(help));
        }
    }
}
