//! Structs by their fields.

use super::Decoder;
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;
use crate::syntax::{Kind, Value};

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
                for (key, field) in fields {
                    match shape.fields.iter().position(|&known| known == key.name) {
                        Some(index) => record.values[index] = Some(field),
                        None if key.name == "data" => self.data(field),
                        None => {
                            let meant = self.unknown_field(key.name, key.span, shape);
                            record.meant.extend(meant);
                        }
                    }
                }
            }
            Kind::Str(_) => {
                self.bare_string(value, shape);
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

    /// Reports a string where a struct belongs, most probably the value of its first field.
    fn bare_string(&mut self, value: Value<'_>, shape: &Shape) {
        let message = format!("expected {}, `(…)`, found a string", shape.what);
        let written: String = self.file.slice(value.span()).chars().take(40).collect();
        let mut finding = Diagnostic::new(Rule::WrongType, value.span(), message);
        if let Some(first) = shape.fields.first() {
            finding = finding.with_help(format!("write `({first}: {written}, …)`"));
        }
        self.report(finding);
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
