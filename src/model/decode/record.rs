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

/// Field names that format 1 keeps for later.
const RESERVED: [&str; 3] = ["calendar", "episodes", "same_as"];

/// The fields of one struct.
pub(super) struct Record<'t> {
    shape: &'static Shape,
    values: Vec<Option<Value<'t>>>,
    /// Fields that seem to be there under a misspelt name.
    misspelt: Vec<&'static str>,
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
            misspelt: Vec::new(),
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
                            record.misspelt.extend(meant);
                        }
                    }
                }
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

    /// Reports a field that a struct does not have, and gives the one that seems to be meant.
    pub(super) fn unknown_field(
        &mut self,
        name: &str,
        span: Span,
        shape: &Shape,
    ) -> Option<&'static str> {
        if RESERVED.contains(&name) {
            let message = format!("the field name `{name}` is kept for a later format");
            let finding = Diagnostic::new(Rule::UnknownField, span, message)
                .with_help("free values of your own go into `data: {\"…\": …}`");
            self.report(finding);
            return None;
        }
        let help = self.suggestion(name, shape.fields);
        let message = format!("{} has no field `{name}`", shape.what);
        self.report(Diagnostic::new(Rule::UnknownField, span, message).with_help(help));
        self.nearest.find(name, shape.fields.iter().copied())
    }

    /// Reports a required field that a struct does not have; quiet where it seems to be misspelt, or
    /// a fault of syntax may have swallowed it.
    pub(super) fn missing_field(&mut self, record: &Record<'_>, field: &str) {
        let misspelt = record.misspelt.contains(&field);
        if record.get(field).is_none() && !misspelt && !self.broken {
            let message = format!("{} needs a field `{field}`", record.shape.what);
            let span = Span::new(record.span.file, record.span.start, record.span.start + 1);
            let help = format!("add `{field}: …`");
            self.report(Diagnostic::new(Rule::MissingField, span, message).with_help(help));
        }
    }
}
