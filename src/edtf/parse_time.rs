//! Reads the time of day behind a date.

use super::ast::{Date, DateTime, Fraction, UtcOffset, Year};
use super::cursor::Cursor;
use super::error::{EdtfError, EdtfErrorKind};

/// Reads `T10`, `T10:02`, `T10:02:00`, `T10:02:00.5` and an offset behind `date`.
pub(super) fn after(date: &Date, cursor: &mut Cursor<'_>) -> Result<DateTime, EdtfError> {
    let whole = |year: i64| i16::try_from(year).ok();
    let year = match &date.year {
        Year::Digits(digits) => digits.value().and_then(whole),
        Year::Long(_) => None,
    };
    let (month, day) = (
        date.month.and_then(super::Digits::value),
        date.day.and_then(super::Digits::value),
    );
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return Err(cursor.unexpected("only a day without `X` has a time"));
    };
    if date.finest_qualified().is_some() {
        return Err(cursor.unexpected("a date with a time has no qualifier"));
    }
    cursor.skip(1);
    let mut time = DateTime {
        year,
        month,
        day,
        hour: 0,
        minute: None,
        second: None,
        fraction: None,
        offset: None,
        place: date.place,
    };
    let at = cursor.at();
    time.hour = two_digits(cursor, "an hour has two digits")?;
    check(time.hour <= 23, at, "hours are 00 to 23")?;
    if cursor.eat(b':') {
        let at = cursor.at();
        let minute = two_digits(cursor, "a minute has two digits")?;
        check(minute <= 59, at, "minutes are 00 to 59")?;
        time.minute = Some(minute);
        if cursor.eat(b':') {
            seconds(&mut time, cursor)?;
        }
    }
    time.offset = offset(cursor)?;
    if cursor.is_done() {
        Ok(time)
    } else {
        Err(cursor.unexpected("nothing may follow this time"))
    }
}

fn seconds(time: &mut DateTime, cursor: &mut Cursor<'_>) -> Result<(), EdtfError> {
    let at = cursor.at();
    let second = two_digits(cursor, "a second has two digits")?;
    let leap = second == 60 && time.hour == 23 && time.minute == Some(59);
    if second == 60 && !leap {
        return Err(EdtfError::new(
            EdtfErrorKind::Calendar,
            at..at + 2,
            "a second 60 is only at 23:59:60",
        ));
    }
    check(second <= 60, at, "seconds are 00 to 59")?;
    time.second = Some(second);
    if cursor.eat(b'.') {
        let at = cursor.at();
        let digits = cursor.digits();
        let (Ok(count @ 1..=9), Ok(number)) = (u8::try_from(digits.len()), digits.parse::<u32>())
        else {
            return Err(EdtfError::syntax(
                at..cursor.at(),
                "a fraction of a second has 1 to 9 digits",
            ));
        };
        time.fraction = Some(Fraction {
            nanos: number * 10_u32.pow(9 - u32::from(count)),
            digits: count,
        });
    }
    Ok(())
}

fn offset(cursor: &mut Cursor<'_>) -> Result<Option<UtcOffset>, EdtfError> {
    let start = cursor.at();
    if cursor.eat(b'Z') {
        return Ok(Some(UtcOffset::Utc));
    }
    let sign = match cursor.peek() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Ok(None),
    };
    cursor.skip(1);
    let hours = i16::from(two_digits(cursor, "an offset's hours have two digits")?);
    let minutes = if cursor.eat(b':') {
        let at = cursor.at();
        let minutes = two_digits(cursor, "an offset's minutes have two digits")?;
        check(minutes <= 59, at, "minutes are 00 to 59")?;
        Some(i16::from(minutes))
    } else {
        None
    };
    let total = sign * (hours * 60 + minutes.unwrap_or(0));
    let fault =
        |message: &str| EdtfError::new(EdtfErrorKind::Calendar, start..cursor.at(), message);
    if sign < 0 && total == 0 {
        return Err(fault("there is no offset -00").with_help("write `Z`"));
    }
    if !(-12 * 60..=14 * 60).contains(&total) {
        return Err(fault("offsets are from -12:00 to +14:00"));
    }
    Ok(Some(match (minutes, i8::try_from(sign * hours)) {
        (None, Ok(hours)) => UtcOffset::Hours(hours),
        _ => UtcOffset::Minutes(total),
    }))
}

fn two_digits(cursor: &mut Cursor<'_>, expected: &str) -> Result<u8, EdtfError> {
    let mut number = 0;
    for _ in 0..2 {
        match cursor.peek() {
            Some(digit @ b'0'..=b'9') => number = number * 10 + (digit - b'0'),
            _ => return Err(cursor.unexpected(expected)),
        }
        cursor.skip(1);
    }
    if cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        return Err(cursor.unexpected(expected));
    }
    Ok(number)
}

fn check(holds: bool, at: usize, message: &str) -> Result<(), EdtfError> {
    if holds {
        Ok(())
    } else {
        Err(EdtfError::new(EdtfErrorKind::Calendar, at..at + 2, message))
    }
}
