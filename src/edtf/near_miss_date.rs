//! One date in other words: `June 1931`, `19.06.1931`, `c. 1931`, `1930s`, `50 BC`.

use super::near_miss::{Readings, checked};
use super::near_miss_words::month_name;
use super::parse::parse_strictly;
use crate::calendar::{CivilDate, iso_week};

const CIRCA: [&str; 13] = [
    "circa ",
    "circa",
    "ca. ",
    "ca.",
    "ca ",
    "c. ",
    "c.",
    "c ",
    "about ",
    "around ",
    "approximately ",
    "approx. ",
    "approx ",
];

const MAYBE: [&str; 4] = ["possibly ", "perhaps ", "probably ", "maybe "];

/// Whether the text, in lower case, says that there is no date.
pub(super) fn says_unknown(text: &str) -> bool {
    matches!(
        text,
        "unknown"
            | "undated"
            | "no date"
            | "n.d."
            | "n.d"
            | "nd"
            | "s.d."
            | "none"
            | "n/a"
            | "?"
            | "open"
            | "-"
            | ".."
            | "..."
            | "date unknown"
            | "unbekannt"
            | "tbd"
    )
}

/// What one date in lower case may mean; all readings are EDTF.
pub(super) fn readings(text: &str) -> Option<Readings> {
    guess(text, 3)
}

/// Reads words around a date, which may have words around it in turn: `depth` deep at most, since
/// each word can be taken away in several ways.
fn guess(text: &str, depth: u8) -> Option<Readings> {
    let text = text.trim().trim_end_matches(',');
    let text = text.strip_prefix("the ").unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    qualified(text, depth)
        .or_else(|| before_christ(text, depth))
        .or_else(|| century(text))
        .or_else(|| decade(text))
        .or_else(|| bare_digits(text))
        .or_else(|| parts_of_year(text))
        .or_else(|| numbers(text))
        .or_else(|| short_year(text))
        .or_else(|| month_name(text))
        .or_else(|| unspecified(text))
        .or_else(|| with_time(text, depth))
}

/// A number of decimal digits only.
pub(super) fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// The date as it stands, or as it may be meant.
fn inner(text: &str, depth: u8) -> Option<Readings> {
    let upper = text.trim().to_uppercase();
    if parse_strictly(&upper).is_ok() {
        return Some(vec![upper]);
    }
    guess(text, depth.checked_sub(1)?)
}

/// `c. 1931`, `possibly 1931`, `1931 (?)`.
fn qualified(text: &str, depth: u8) -> Option<Readings> {
    let strip = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let (rest, symbol) = if let Some(rest) = strip(&CIRCA) {
        (rest, '~')
    } else if let Some(rest) = strip(&MAYBE) {
        (rest, '?')
    } else if let Some(rest) = text.strip_suffix("(?)").or_else(|| text.strip_suffix(" ?")) {
        (rest, '?')
    } else {
        return None;
    };
    let qualify = |reading: String| match reading.strip_suffix(['?', '~', '%']) {
        Some(bare) if reading.ends_with(symbol) => format!("{bare}{symbol}"),
        Some(bare) => format!("{bare}%"),
        None => format!("{reading}{symbol}"),
    };
    checked(inner(rest, depth)?.into_iter().map(qualify).collect())
}

/// `50 bc`, `ad 50`, `15 march 44 bc`.
fn before_christ(text: &str, depth: u8) -> Option<Readings> {
    let suffix = |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word));
    if let Some(rest) = suffix(&[" bc", " bce", " b.c.", " b.c.e.", " v. chr."]) {
        if let Some(found) = century(rest.trim()) {
            return checked(found.into_iter().map(|mask| format!("-{mask}")).collect());
        }
        let before = |reading: String| {
            let (year, rest) = reading.split_at_checked(4)?;
            Some(format!("{}{rest}", year_text(1 - number(year)?)))
        };
        let rest = with_full_year(rest);
        let read: Option<Readings> = inner(&rest, depth)?.into_iter().map(before).collect();
        return checked(read?);
    }
    let rest = suffix(&[" ad", " ce", " a.d.", " c.e.", " n. chr."])
        .or_else(|| text.strip_prefix("ad "))
        .or_else(|| text.strip_prefix("a.d. "))?;
    checked(inner(&with_full_year(rest), depth)?)
}

/// The year at the end of the text, which an era marks as one, with four digits.
fn with_full_year(text: &str) -> String {
    let text = text.trim();
    let at = text.rfind([' ', '.']).map_or(0, |at| at + 1);
    let (rest, year) = text.split_at(at);
    match number(year) {
        Some(_) if year.len() < 4 => format!("{rest}{year:0>4}"),
        _ => text.to_owned(),
    }
}

/// A year as EDTF.
pub(super) fn year_text(year: i64) -> String {
    let size = year.unsigned_abs();
    match (year < 0, size > 9999) {
        (false, false) => format!("{size:04}"),
        (true, false) => format!("-{size:04}"),
        _ => format!("Y{year}"),
    }
}

/// `19th century`, `19th c.`
fn century(text: &str) -> Option<Readings> {
    let ordinal = [" century", " cent.", " c.", ". jahrhundert"]
        .iter()
        .find_map(|word| text.strip_suffix(word))?;
    let count = without_ordinal(ordinal);
    let index = number(count)?.checked_sub(1)?;
    (0..=99)
        .contains(&index)
        .then(|| checked(vec![format!("{index:02}XX")]))
        .flatten()
}

/// `19th` as `19`.
pub(super) fn without_ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th", "er", "º", "°"]
        .iter()
        .find_map(|end| text.strip_suffix(end).filter(|rest| number(rest).is_some()))
        .unwrap_or(text)
}

/// `1930s`; `1900s` may be the decade or the century.
fn decade(text: &str) -> Option<Readings> {
    let digits = text.strip_suffix("'s").or_else(|| text.strip_suffix('s'))?;
    if digits.len() != 4 || number(digits).is_none() || !digits.ends_with('0') {
        return None;
    }
    let decade = format!("{}X", &digits[..3]);
    if digits.ends_with("00") {
        checked(vec![decade, format!("{}XX", &digits[..2])])
    } else {
        checked(vec![decade])
    }
}

/// `20040611`, `476`, `-50`, `+1931`, `17000`, `y1985`. Of one or two digits alone it cannot be
/// told whether they are a year.
fn bare_digits(text: &str) -> Option<Readings> {
    if text.len() <= 2 && number(text).is_some() {
        return None;
    }
    let text = text.strip_prefix(['y', '+']).unwrap_or(text);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let value = number(digits)?;
    match (digits.len(), negative) {
        (8, false) => {
            let date = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
            checked(vec![date]).or_else(|| checked(vec![year_text(value)]))
        }
        (6, false) => {
            let month = format!("{}-{}", &digits[..4], &digits[4..]);
            checked(vec![month]).or_else(|| checked(vec![year_text(value)]))
        }
        _ => checked(vec![year_text(if negative { -value } else { value })]),
    }
}

/// `1931-w25`, `1931-w25-5`, `1931-170`, `1931-q2`, `spring 1931`.
fn parts_of_year(text: &str) -> Option<Readings> {
    let plain = text.replace([' ', '-', ','], "");
    let plain = plain.replace("of", "");
    let (year, rest) = match plain.split_at_checked(4) {
        Some((year, rest)) if number(year).is_some() => (year, rest),
        _ => {
            let (rest, year) = plain.split_at_checked(plain.len().checked_sub(4)?)?;
            (year, rest)
        }
    };
    let value = number(year)?;
    if let Some(week) = rest.strip_prefix('w') {
        let (week, day) = week.split_at_checked(2)?;
        let (monday, sunday) = iso_week(value, u8::try_from(number(week)?).ok()?)?;
        let show = |day: i128| CivilDate::from_day_number(day).map(|date| date.to_string());
        return match number(day) {
            None if day.is_empty() => {
                // An interval would start on Monday and end on Sunday.
                checked(vec![format!("[{}..{}]", show(monday)?, show(sunday)?)])
            }
            Some(day @ 1..=7) => checked(vec![show(monday + i128::from(day) - 1)?]),
            _ => None,
        };
    }
    if rest.len() == 3 && text.len() == 8 && text.get(4..5) == Some("-") {
        let first = CivilDate::new(value, 1, 1)?.day_number();
        let date = CivilDate::from_day_number(first + i128::from(number(rest)?) - 1)?;
        return (date.year() == value)
            .then(|| checked(vec![date.to_string()]))
            .flatten();
    }
    let code = match rest {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        "q1" | "1q" => 33,
        "q2" | "2q" => 34,
        "q3" | "3q" => 35,
        "q4" | "4q" => 36,
        "h1" | "1h" => 40,
        "h2" | "2h" => 41,
        _ => return None,
    };
    checked(vec![format!("{year}-{code}")])
}

/// `1931-6-19`, `1931/06/19`, `19.06.1931`, `05/06/1931`, `6/1931`, `1931-06-00`.
fn numbers(text: &str) -> Option<Readings> {
    let mark = ['-', '.', '/']
        .into_iter()
        .find(|&mark| text.contains(mark))?;
    let parts: Vec<&str> = text
        .trim_end_matches('.')
        .split(mark)
        .map(str::trim)
        .collect();
    let values: Option<Vec<i64>> = parts.iter().map(|part| number(part)).collect();
    let values = values?;
    let is_year = |index: usize| parts.get(index).is_some_and(|part| part.len() == 4);
    let small = |index: usize| parts.get(index).is_some_and(|part| part.len() <= 2);
    match *values.as_slice() {
        [year, 0] | [year, 0, 0] if is_year(0) => checked(vec![format!("{year:04}")]),
        [year, month, 0] if is_year(0) => checked(vec![format!("{year:04}-{month:02}")]),
        [year, month, day] if is_year(0) && small(1) && small(2) => {
            checked(vec![day_text(year, month, day)])
        }
        // `1931/06` is left to the intervals.
        [year, month] if is_year(0) && small(1) && mark != '/' => {
            checked(vec![format!("{year:04}-{month:02}")])
        }
        [month, year] if is_year(1) && small(0) => checked(vec![format!("{year:04}-{month:02}")]),
        [first, second, year] if is_year(2) && small(0) && small(1) => {
            let day_first = checked(vec![day_text(year, second, first)]);
            let month_first = checked(vec![day_text(year, first, second)]);
            match (day_first, month_first) {
                // With points, the day stands first wherever they are in use.
                (Some(day_first), _) if mark == '.' => Some(day_first),
                (Some(day_first), Some(month_first)) if day_first != month_first => {
                    Some([day_first, month_first].concat())
                }
                (day_first, month_first) => day_first.or(month_first),
            }
        }
        _ => None,
    }
}

/// `31-05-19`, `11/12/31`: which is the year is a guess, and its century one as well.
fn short_year(text: &str) -> Option<Readings> {
    let mark = ['-', '.', '/']
        .into_iter()
        .find(|&mark| text.contains(mark))?;
    let parts: Vec<&str> = text.trim_end_matches('.').split(mark).collect();
    let values: Option<Vec<i64>> = parts
        .iter()
        .map(|part| number(part).filter(|_| part.len() <= 2))
        .collect();
    let [first, second, third] = *values?.as_slice() else {
        return None;
    };
    let orders = [
        (first, second, third),
        (third, second, first),
        (third, first, second),
    ];
    let mut readings: Readings = Vec::new();
    for (year, month, day) in orders {
        let reading = format!("19{year:02}-{month:02}-{day:02}");
        if parse_strictly(&reading).is_ok() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    // One reading would be proposed as if its century were certain.
    match readings.as_slice() {
        [] => None,
        [one] => Some(vec![one.clone(), one.replacen("19", "20", 1)]).and_then(checked),
        _ => Some(readings),
    }
}

pub(super) fn day_text(year: i64, month: i64, day: i64) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `193u`, `19??`, `193*`, `1931-??-15`, `1931-?`.
fn unspecified(text: &str) -> Option<Readings> {
    let masked = text.replace(['u', '?', '*', '_', '#', 'x'], "X");
    let masked = masked.strip_suffix("-X").unwrap_or(&masked).to_owned();
    let padded = match masked.strip_suffix('-') {
        Some(rest) if rest.len() < 4 => format!("{rest:X<4}"),
        Some(rest) => rest.to_owned(),
        None => masked,
    };
    (padded != text).then(|| checked(vec![padded])).flatten()
}

/// A date and a time: `19 june 1931, 10:02`, `1931-06-19t24:00`, `…t1002`, `…+0530`.
fn with_time(text: &str, depth: u8) -> Option<Readings> {
    let colon = text.find(':');
    let split = text
        .match_indices(['t', ' '])
        .filter(|&(at, _)| colon.is_none_or(|colon| at < colon))
        .rfind(|&(at, _)| text[at + 1..].starts_with(|next: char| next.is_ascii_digit()))?;
    let (date, time) = (&text[..split.0], &text[split.0 + 1..]);
    let [date] = inner(date.trim_end_matches([',', ' ']), depth)?
        .try_into()
        .ok()?;
    let (clock, offset) =
        match time.find(|mark: char| !mark.is_ascii_digit() && !":.,".contains(mark)) {
            Some(at) => time.split_at(at),
            None => (time, ""),
        };
    let (clock, next_day) = clock_text(clock, offset.trim())?;
    let date = if next_day {
        let (year, rest) = date.split_at_checked(4)?;
        let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
        let small = |text: &str| number(text).and_then(|number| u8::try_from(number).ok());
        let day = CivilDate::new(number(year)?, small(month)?, small(day)?)?.day_number();
        CivilDate::from_day_number(day + 1)?.to_string()
    } else {
        date
    };
    checked(vec![format!(
        "{date}T{clock}{}",
        offset_text(offset.trim())?
    )])
}

/// A time of day as EDTF, and whether it is 24:00.
fn clock_text(clock: &str, offset: &str) -> Option<(String, bool)> {
    let clock = clock.replace(',', ".");
    let (whole, fraction) = clock.split_once('.').unwrap_or((&clock, ""));
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else if matches!(whole.len(), 4 | 6) {
        (0..whole.len())
            .step_by(2)
            .filter_map(|at| whole.get(at..at + 2))
            .collect()
    } else {
        vec![whole]
    };
    let mut numbers: Vec<i64> = parts
        .iter()
        .map(|part| number(part))
        .collect::<Option<_>>()?;
    let hour = numbers.first_mut()?;
    // Twelve stands for nought: 12 am is midnight, 12 pm is noon.
    let is_twelve_hours = offset.starts_with("am") || offset.starts_with("pm");
    if is_twelve_hours && *hour == 12 {
        *hour = 0;
    }
    if offset.starts_with("pm") && *hour < 12 {
        *hour += 12;
    }
    let midnight = *hour == 24;
    if midnight {
        *hour = 0;
    }
    if midnight && numbers.iter().any(|&number| number != 0) {
        return None;
    }
    let shown: Vec<String> = numbers
        .iter()
        .map(|number| format!("{number:02}"))
        .collect();
    let point = if fraction.is_empty() { "" } else { "." };
    Some((format!("{}{point}{fraction}", shown.join(":")), midnight))
}

/// An offset as EDTF: `+0530`, `utc`, `gmt`.
fn offset_text(offset: &str) -> Option<String> {
    let offset = offset
        .trim_start_matches("am")
        .trim_start_matches("pm")
        .trim();
    Some(match offset {
        "" => String::new(),
        "z" | "utc" | "gmt" => "Z".to_owned(),
        _ => {
            let (sign, digits) = offset.split_at_checked(1)?;
            if sign != "+" && sign != "-" {
                return None;
            }
            match digits.len() {
                4 if number(digits).is_some() => format!("{sign}{}:{}", &digits[..2], &digits[2..]),
                1 => format!("{sign}0{digits}"),
                _ => offset.to_owned(),
            }
        }
    })
}
