//! Dates, durations, relative dates and zones.

use super::super::{Dating, Relative, Stated, Unit, misread_date, misread_duration};
use super::Decoder;
use super::record::{Record, Shape};
use super::value::describe;
use super::written::{date_meant, quoted_date};
use crate::calendar::{DurationRange, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::Edtf;
use crate::syntax::{Kind, Value};

const RELATIVE: Shape = Shape {
    what: "a relative date",
    name: "Relative",
    fields: &["to", "unit", "offset", "part"],
};

impl Decoder<'_> {
    /// The fields `when`, `relative` and `lasts` of an event or a claim.
    pub(super) fn dating(&mut self, record: &Record<'_>) -> Dating {
        Dating {
            when: record.get("when").and_then(|value| self.date(value)),
            relative: record
                .get("relative")
                .and_then(|value| self.relative(value))
                .map(Box::new),
            lasts: record.get("lasts").and_then(|value| self.duration(value)),
        }
    }

    /// An EDTF date.
    pub(super) fn date(&mut self, value: Value<'_>) -> Option<Stated<Edtf>> {
        let Kind::Str(text) = value.kind() else {
            self.no_date(value);
            return None;
        };
        match Edtf::parse(&text) {
            Ok(value) => Some(Stated { text, value }),
            Err(error) => {
                self.report(misread_date(&text, error));
                None
            }
        }
    }

    /// Reports a value of another type where a date belongs.
    fn no_date(&mut self, value: Value<'_>) {
        let help = match value.kind() {
            Kind::Integer(_) | Kind::Float(_) => quoted_date(self.file.slice(value.span())),
            Kind::Identifier(word) if date_meant(word).is_some() => quoted_date(word),
            _ => self.several_dates(value),
        };
        let expected = "a date in quotes";
        match help {
            Some(help) => {
                let message = format!("expected {expected}, found {}", describe(value));
                let finding = Diagnostic::new(Rule::WrongType, value.span(), message);
                self.report(finding.with_help(help));
            }
            None => self.wrong_type(value, expected),
        }
    }

    /// An ISO 8601 duration or a range of them.
    pub(super) fn duration(&mut self, value: Value<'_>) -> Option<Stated<DurationRange>> {
        let text = self.string(value, "a duration in quotes")?;
        match DurationRange::parse(&text) {
            Ok(value) => Some(Stated { text, value }),
            Err(error) => {
                self.report(misread_duration(&text, error));
                None
            }
        }
    }

    /// An IANA zone.
    pub(super) fn zone(&mut self, value: Value<'_>) -> Option<Zone> {
        let text = self.string(value, "the name of a zone in quotes")?;
        let zone = Zone::from_name(&text).ok();
        if zone.is_none() {
            // The nearest name to an abbreviation is some other place.
            let help = match Zone::abbreviated(&text) {
                [] => match self.nearest.find(&text, Zone::names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "zones are named after places, such as `Europe/Berlin`, or `UTC`".to_owned()
                    }
                },
                places => format!(
                    "zones are named after places: write one whose clock this is, such as `{}`",
                    places.join("` or `")
                ),
            };
            let finding = Diagnostic::new(
                Rule::UnknownZone,
                text.span(),
                format!("no zone of the IANA database is called `{}`", &*text),
            )
            .with_help(help);
            self.report(finding);
        }
        zone
    }

    fn relative(&mut self, value: Value<'_>) -> Option<Relative> {
        let record = self.record(value, &RELATIVE)?;
        self.missing_field(&record, "to");
        self.missing_field(&record, "unit");
        let to = record
            .get("to")
            .and_then(|value| self.id_text(value, "an id in quotes"));
        let unit = record
            .get("unit")
            .and_then(|value| self.word(value, "a calendar unit", &Unit::ALL, Unit::name));
        let offset = match record.get("offset") {
            Some(value) => self.integer(value, "a whole number of units")?,
            None => 0,
        };
        let part = match (record.get("part"), unit) {
            (Some(value), Some(unit)) => Some(self.part(value, unit)?),
            (Some(value), None) => {
                self.text(value);
                None
            }
            (None, _) => None,
        };
        let (to, unit) = (to?, unit?);
        Some(Relative {
            to,
            event: None,
            source: None,
            unit,
            offset,
            part,
            span: value.span(),
        })
    }
}
