//! Reads one date: its year, month or season, day and qualifiers.

use std::ops::Range;

use super::ast::{Date, Digits, LongYear, Place, Qualifier, Value, Year, YearDigits};
use super::cursor::Cursor;
use super::error::{EdtfError, EdtfErrorKind};
use super::parse_time;
use crate::calendar::{is_leap_year, month_length};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads the date or time that stands at `range` of `text`.
pub(super) fn value(text: &str, range: Range<usize>) -> Result<Value, EdtfError> {
    let place = Place::new(&range);
    let mut cursor = Cursor::new(text, range);
    let first = qualifier(&mut cursor)?;
    let year = match cursor.peek() {
        Some(b'Y') => Year::Long(Box::new(long_year(&mut cursor)?)),
        _ => Year::Digits(year_digits(&mut cursor)?),
    };
    let year_group = qualifier(&mut cursor)?;
    let mut date = Date {
        year,
        month: None,
        day: None,
        year_qualifier: first.and(year_group),
        month_qualifier: Qualifier::None,
        day_qualifier: Qualifier::None,
        place,
    };
    if cursor.is_done() {
        inherit(&mut date);
        return Ok(Value::Date(date));
    }
    let year_only = match &date.year {
        Year::Long(_) => true,
        Year::Digits(digits) => digits.significant.is_some(),
    };
    if year_only || cursor.peek() != Some(b'-') {
        return Err(cursor.unexpected("nothing may follow this year"));
    }
    cursor.skip(1);
    let own = qualifier(&mut cursor)?;
    let month_at = cursor.at();
    let month = two_digits(&mut cursor, "a month has two digits")?;
    check_month(month, month_at)?;
    let group = qualifier(&mut cursor)?;
    date.month = Some(month);
    date.year_qualifier = date.year_qualifier.and(group);
    date.month_qualifier = own.and(group);
    if cursor.is_done() {
        inherit(&mut date);
        return Ok(Value::Date(date));
    }
    if cursor.peek() != Some(b'-') {
        return Err(cursor.unexpected("nothing may follow this month but `-` and a day"));
    }
    if month.value().is_some_and(|month| month > 12) {
        return Err(cursor.unexpected("a season or quarter has no days"));
    }
    cursor.skip(1);
    let own = qualifier(&mut cursor)?;
    let day_at = cursor.at();
    let day = two_digits(&mut cursor, "a day has two digits")?;
    check_day(&date.year, month, day, day_at)?;
    let group = qualifier(&mut cursor)?;
    date.day = Some(day);
    date.year_qualifier = date.year_qualifier.and(group);
    date.month_qualifier = date.month_qualifier.and(group);
    date.day_qualifier = own.and(group);
    match cursor.peek() {
        None => Ok(Value::Date(date)),
        Some(b'T') => parse_time::after(&date, &mut cursor).map(Value::DateTime),
        Some(_) => Err(cursor.unexpected("nothing may follow this day but `T` and a time")),
    }
}

/// Components that are not there are as sure as the one before them.
fn inherit(date: &mut Date) {
    if date.month.is_none() {
        date.month_qualifier = date.year_qualifier;
    }
    if date.day.is_none() {
        date.day_qualifier = date.month_qualifier;
    }
}

fn qualifier(cursor: &mut Cursor<'_>) -> Result<Qualifier, EdtfError> {
    let read = |byte| match byte {
        Some(b'?') => Qualifier::Uncertain,
        Some(b'~') => Qualifier::Approximate,
        Some(b'%') => Qualifier::Both,
        _ => Qualifier::None,
    };
    let found = read(cursor.peek());
    if found == Qualifier::None {
        return Ok(found);
    }
    cursor.skip(1);
    if read(cursor.peek()) == Qualifier::None {
        Ok(found)
    } else {
        let at = cursor.at();
        Err(EdtfError::syntax(
            at - 1..at + 1,
            "a part of a date has one qualifier",
        ))
    }
}

fn year_digits(cursor: &mut Cursor<'_>) -> Result<YearDigits, EdtfError> {
    let start = cursor.at();
    let negative = cursor.eat(b'-');
    let mut digits = [0; 4];
    for slot in &mut digits {
        match cursor.peek() {
            Some(digit @ (b'0'..=b'9' | b'X')) => *slot = digit,
            _ => return Err(cursor.unexpected("a year has four digits")),
        }
        cursor.skip(1);
    }
    if cursor
        .peek()
        .is_some_and(|byte| byte.is_ascii_digit() || byte == b'X')
    {
        return Err(cursor.unexpected("a year has four digits"));
    }
    if negative && digits == *b"0000" {
        return Err(EdtfError::new(
            EdtfErrorKind::Calendar,
            start..cursor.at(),
            "there is no year -0000",
        )
        .with_help("year `0000` is 1 BCE, and `-0001` is 2 BCE"));
    }
    let mut year = YearDigits {
        negative,
        digits,
        significant: None,
    };
    let at = cursor.at();
    if cursor.eat(b'S') {
        let count = cursor.number("after `S` stands how many digits are significant")?;
        if year.is_masked() {
            return Err(EdtfError::syntax(
                at..cursor.at(),
                "a year with `X` has no significant digits",
            ));
        }
        year.significant = match u8::try_from(count) {
            Ok(count @ 1..=4) => Some(count),
            _ => {
                return Err(EdtfError::syntax(
                    at..cursor.at(),
                    "1 to 4 digits of this year can be significant",
                ));
            }
        };
    }
    Ok(year)
}

fn long_year(cursor: &mut Cursor<'_>) -> Result<LongYear, EdtfError> {
    let start = cursor.at();
    cursor.skip(1);
    let negative = cursor.eat(b'-');
    let digits_at = cursor.at();
    let digits = cursor.digits();
    if digits.is_empty() {
        return Err(cursor.unexpected("digits of a year follow `Y`"));
    }
    if digits.starts_with('0') {
        return Err(EdtfError::syntax(
            digits_at..digits_at + 1,
            "a year after `Y` has no leading zeros",
        ));
    }
    let exponent = if cursor.eat(b'E') {
        let at = cursor.at();
        let count = cursor.number("a whole number follows `E`")?;
        let fits = u32::try_from(count).ok();
        Some(fits.ok_or_else(|| {
            EdtfError::syntax(at..cursor.at(), "this exponent is too large to count")
        })?)
    } else {
        None
    };
    let mut year = LongYear {
        negative,
        digits: digits.into(),
        exponent,
        significant: None,
    };
    if year.length() <= 4 {
        return Err(EdtfError::syntax(
            start..cursor.at(),
            "`Y` is for years of more than four digits",
        ));
    }
    let at = cursor.at();
    if cursor.eat(b'S') {
        let count = cursor.number("after `S` stands how many digits are significant")?;
        year.significant = match u32::try_from(count) {
            Ok(count) if count >= 1 && u64::from(count) <= year.length() => Some(count),
            _ => {
                return Err(EdtfError::syntax(
                    at..cursor.at(),
                    format!(
                        "1 to {} digits of this year can be significant",
                        year.length()
                    ),
                ));
            }
        };
    }
    Ok(year)
}

fn two_digits(cursor: &mut Cursor<'_>, expected: &str) -> Result<Digits, EdtfError> {
    let mut digits = [0; 2];
    for slot in &mut digits {
        match cursor.peek() {
            Some(digit @ (b'0'..=b'9' | b'X')) => *slot = digit,
            _ => return Err(cursor.unexpected(expected)),
        }
        cursor.skip(1);
    }
    if cursor
        .peek()
        .is_some_and(|byte| byte.is_ascii_digit() || byte == b'X')
    {
        return Err(cursor.unexpected(expected));
    }
    Ok(Digits(digits))
}

fn check_month(month: Digits, at: usize) -> Result<(), EdtfError> {
    let known = match month.value() {
        Some(number) => matches!(number, 1..=12 | 21..=41),
        None => (1..=12).any(|number| month.matches(number)),
    };
    if known {
        return Ok(());
    }
    let message = match month.value() {
        Some(0) => "months begin at 01".to_owned(),
        _ => format!("there is no month {month}"),
    };
    let error = EdtfError::new(EdtfErrorKind::Calendar, at..at + 2, message);
    Err(match month.value() {
        Some(0) | None => error,
        Some(_) => error.with_help("months are 01 to 12, seasons 21 to 32, quarters 33 to 36"),
    })
}

/// A day needs one completion of the whole mask that the calendar has.
fn check_day(year: &Year, month: Digits, day: Digits, at: usize) -> Result<(), EdtfError> {
    let Year::Digits(year) = year else {
        return Ok(());
    };
    let has_day = |length: u8| (1..=length).any(|number| day.matches(number));
    let months = || (1..=12).filter(|&number| month.matches(number));
    // 1970 is a common year, 2000 a leap year.
    if months().any(|month| has_day(month_length(1970, month)))
        || (months().any(|month| has_day(month_length(2000, month))) && has_leap_year(*year))
    {
        return Ok(());
    }
    let message = match (day.value(), month.value()) {
        (Some(0), _) => "days begin at 01".to_owned(),
        (Some(_), Some(number)) => {
            let name = MONTHS[usize::from(number) - 1];
            match year.value() {
                Some(value) => format!("{name} {year} has {} days", month_length(value, number)),
                None if number != 2 => format!("{name} has {} days", month_length(1970, number)),
                None if has_leap_year(*year) => format!("{name} has at most 29 days"),
                None => format!("{name} {year} has 28 days"),
            }
        }
        _ => format!("no month {year}-{month} has a day {day}"),
    };
    Err(EdtfError::new(EdtfErrorKind::Calendar, at..at + 2, message))
}

fn has_leap_year(year: YearDigits) -> bool {
    match year.value() {
        Some(year) => is_leap_year(year),
        None => (0..=9999_u16).any(|number| is_leap_year(number.into()) && year.matches(number)),
    }
}
