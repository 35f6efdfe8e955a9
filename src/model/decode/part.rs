//! The part of a calendar unit that a relative date picks.

use super::super::{Part, Unit};
use super::Decoder;
use crate::calendar::{CivilDate, Weekday};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::Edtf;
use crate::syntax::{Kind, Value};

impl Decoder<'_> {
    /// The field `part` of a relative date.
    pub(super) fn part(&mut self, value: Value<'_>, unit: Unit) -> Option<Part> {
        let is_string = matches!(value.kind(), Kind::Str(_));
        let Some(text) = self.written(value) else {
            self.text(value);
            return None;
        };
        let part = read(&text, unit).filter(|_| is_string);
        if let Some(Part::MonthDay(month, day)) = part
            && let Some(last) = last_day(month).filter(|&last| last < day)
        {
            let message = format!("no year has a day `{}`", &*text);
            let help = format!("the last day of that month is `\"{month:02}-{last}\"`");
            self.report(Diagnostic::new(Rule::WrongType, text.span(), message).with_help(help));
            return None;
        }
        if part.is_none() {
            let message = if is_string {
                format!("this is not a part of a {}", unit.name())
            } else {
                "a part stands in quotes".to_owned()
            };
            let help = help(&text, unit);
            self.report(Diagnostic::new(Rule::WrongType, text.span(), message).with_help(help));
        }
        part
    }
}

fn read(text: &str, unit: Unit) -> Option<Part> {
    let two = |digits: &str| -> Option<u8> {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    };
    match unit {
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
    }
}

/// The last day that a month has in any year.
fn last_day(month: u8) -> Option<u8> {
    const LEAP_YEAR: i64 = 2000;
    (28..=31)
        .rev()
        .find(|&day| CivilDate::new(LEAP_YEAR, month, day).is_some())
}

/// What to write in place of a part that cannot be read.
fn help(text: &str, unit: Unit) -> String {
    let of = |unit| meant(text, unit);
    if let Some(part) = of(unit) {
        return format!("write `part: \"{part}\"`");
    }
    let words = text.chars().any(char::is_alphabetic);
    for other in [Unit::Year, Unit::Week] {
        if let Some(part) = of(other).filter(|_| words) {
            let name = other.name();
            return format!("it is a part of a {name}: `unit: {name}, part: \"{part}\"`");
        }
    }
    let takes = match unit {
        Unit::Year => "`\"07\"` (a month), `\"07-25\"` (a day) or `\"21\"` (a season)",
        Unit::Month => "a day, `\"01\"` to `\"31\"`",
        Unit::Week => "a weekday, `\"monday\"` to `\"sunday\"`",
        Unit::Day | Unit::Quarter | Unit::Decade => {
            return format!("leave `part` out: a {} has none", unit.name());
        }
    };
    format!("the part of a {} is {takes}", unit.name())
}

/// The part that a text is probably meant for.
fn meant(text: &str, unit: Unit) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let found = match unit {
        Unit::Year => match lower.as_str() {
            "spring" => "21".to_owned(),
            "summer" => "22".to_owned(),
            "autumn" | "fall" => "23".to_owned(),
            "winter" => "24".to_owned(),
            _ if read(&format!("{lower:0>2}"), unit).is_some() => format!("{lower:0>2}"),
            // Months and days in other words, without a year.
            _ => {
                let help = Edtf::parse(&lower).err()?.help?;
                let date = help.strip_prefix("write `XXXX-")?;
                date.strip_suffix('`')?.to_owned()
            }
        },
        Unit::Month => {
            let digits = lower.trim_end_matches(|end: char| !end.is_ascii_digit());
            format!("{digits:0>2}")
        }
        Unit::Week => {
            let named = Weekday::ALL
                .iter()
                .find(|day| lower.len() >= 3 && day.name().starts_with(lower.as_str()));
            // Weeks begin on Monday, as in ISO 8601.
            let counted = lower
                .parse::<u8>()
                .ok()
                .and_then(|count| count.checked_sub(1))
                .and_then(|index| Weekday::ALL.get(usize::from(index)));
            named.or(counted)?.name().to_owned()
        }
        Unit::Day | Unit::Quarter | Unit::Decade => return None,
    };
    read(&found, unit).map(|_| found)
}
