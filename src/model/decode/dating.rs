//! Dates, durations, relative dates and zones.

use super::super::{Dating, Part, Relative, Stated, Unit, misread_date, misread_duration};
use super::Decoder;
use super::record::{Record, Shape};
use crate::calendar::{CivilDate, DurationRange, Weekday, Zone};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::Edtf;
use crate::source::Text;
use crate::syntax::Value;

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
        let text = self.string(value, "a date in quotes")?;
        match Edtf::parse(&text) {
            Ok(value) => Some(Stated { text, value }),
            Err(error) => {
                self.report(misread_date(&text, error));
                None
            }
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
        let written = match record.get("part") {
            Some(value) => Some(self.text(value)?),
            None => None,
        };
        let (to, unit) = (to?, unit?);
        let part = match written {
            Some(text) => Some(self.part(&text, unit)?),
            None => None,
        };
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

    fn part(&mut self, text: &Text, unit: Unit) -> Option<Part> {
        let two = |digits: &str| -> Option<u8> {
            let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain { digits.parse().ok() } else { None }
        };
        let part = match unit {
            Unit::Year => match text.split_once('-') {
                Some((month, day)) => match (two(month), two(day)) {
                    (Some(month @ 1..=12), Some(day @ 1..=31)) => Some(Part::MonthDay(month, day)),
                    _ => None,
                },
                None => match two(text) {
                    Some(month @ 1..=12) => Some(Part::Month(month)),
                    Some(code @ 21..=41) => Some(Part::Season(code)),
                    _ => None,
                },
            },
            Unit::Month => match two(text) {
                Some(day @ 1..=31) => Some(Part::Day(day)),
                _ => None,
            },
            Unit::Week => Weekday::from_name(text).map(Part::Weekday),
            Unit::Day | Unit::Quarter | Unit::Decade => None,
        };
        if let Some(Part::MonthDay(month, day)) = part
            && let Some(last) = last_day(month).filter(|&last| last < day)
        {
            let message = format!("no year has a day `{}`", &**text);
            let help = format!("the last day of that month is `\"{month:02}-{last}\"`");
            self.report(Diagnostic::new(Rule::WrongType, text.span(), message).with_help(help));
            return None;
        }
        if part.is_none() {
            let takes = match unit {
                Unit::Year => "`\"07\"` (a month), `\"07-25\"` (a day) or `\"21\"` (a season)",
                Unit::Month => "a day, `\"01\"` to `\"31\"`",
                Unit::Week => "a weekday, `\"monday\"` to `\"sunday\"`",
                Unit::Day | Unit::Quarter | Unit::Decade => "no part",
            };
            let message = format!("this is not a part of a {}", unit.name());
            let help = format!("the part of a {} is {takes}", unit.name());
            self.report(Diagnostic::new(Rule::WrongType, text.span(), message).with_help(help));
        }
        part
    }
}

/// The last day that a month has in any year.
fn last_day(month: u8) -> Option<u8> {
    const LEAP_YEAR: i64 = 2000;
    (28..=31)
        .rev()
        .find(|&day| CivilDate::new(LEAP_YEAR, month, day).is_some())
}
