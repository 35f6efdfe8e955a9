//! What to do about words for which EDTF has nothing to write instead, or too much.

use super::near_miss::one;
use super::near_miss_date::number;
use super::parse::parse_strictly;
use crate::calendar::{CivilDate, Zone, month_length};

/// Words for the first, second and last part of a span of time.
const THIRDS: [(&str, usize); 13] = [
    ("early ", 0),
    ("early-", 0),
    ("beginning of ", 0),
    ("start of ", 0),
    ("mid ", 1),
    ("mid-", 1),
    ("middle of ", 1),
    ("late ", 2),
    ("late-", 2),
    ("end of ", 2),
    ("anfang ", 0),
    ("mitte ", 1),
    ("ende ", 2),
];

/// Help for a text in lower case that has no reading of its own.
pub(super) fn advice(text: &str) -> Option<String> {
    third(text)
        .or_else(|| of_the_reader(text))
        .or_else(|| named_offset(text))
}

/// `early 1931`, `late june 1931`, `mid-1930s`.
fn third(text: &str) -> Option<String> {
    let plain = text.strip_prefix("the ").unwrap_or(text);
    let (words, rest, part) = THIRDS
        .iter()
        .find_map(|&(words, part)| Some((words, plain.strip_prefix(words)?, part)))?;
    let whole = one(rest.strip_prefix("in ").unwrap_or(rest))?;
    let range = third_of(&whole, part)?;
    parse_strictly(&range).ok()?;
    Some(format!(
        "EDTF has no word for `{}`: write what it covers, such as `{range}`",
        words.trim_end_matches([' ', '-'])
    ))
}

/// A third of a century, decade, year or month, as a range.
fn third_of(whole: &str, part: usize) -> Option<String> {
    if let Some((year, month)) = whole.split_once('-') {
        let last = month_length(number(year)?, u8::try_from(number(month)?).ok()?);
        let (from, to) = *[(1, 10), (11, 20), (21, last)].get(part)?;
        return Some(format!("[{whole}-{from:02}..{whole}-{to:02}]"));
    }
    let known = whole.trim_end_matches('X');
    number(known)?;
    Some(match whole.len() - known.len() {
        0 => {
            let (from, to) = [("01", "04"), ("05", "08"), ("09", "12")].get(part)?;
            format!("[{whole}-{from}..{whole}-{to}]")
        }
        1 => {
            let (from, to) = [(0, 3), (4, 6), (7, 9)].get(part)?;
            format!("[{known}{from}..{known}{to}]")
        }
        2 => {
            let (from, to) = [("00", "33"), ("34", "66"), ("67", "99")].get(part)?;
            format!("[{known}{from}..{known}{to}]")
        }
        _ => return None,
    })
}

/// `today`, which is another day tomorrow.
fn of_the_reader(text: &str) -> Option<String> {
    let word = matches!(
        text,
        "today"
            | "yesterday"
            | "tomorrow"
            | "now"
            | "present"
            | "the present"
            | "heute"
            | "gestern"
    );
    word.then(|| {
        "a timeline states dates, whenever it is read: write the day, such as `1931-06-19`"
            .to_owned()
    })
}

/// `1931-05-01T10:00 EST`: what an abbreviation means depends on the country and the year.
fn named_offset(text: &str) -> Option<String> {
    let time = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let name = text.get(time.len()..)?;
    let time = one(time)?;
    if !(2..=5).contains(&name.len()) || !time.contains('T') {
        return None;
    }
    let shown = format!("{time}+02:00");
    parse_strictly(&shown).ok()?;
    let places = match Zone::abbreviated(name) {
        [] => String::new(),
        places => format!(", such as `{}`", places.join("` or `")),
    };
    Some(format!(
        "write how far the clock is ahead of UTC, such as `{shown}`, or only `{time}` and the place \
         as the `zone`{places}"
    ))
}

/// Help for a part that the calendar or the clock does not have, given the text up to that part.
pub(super) fn without_it(before: &str) -> Option<String> {
    last_day(before).or_else(|| coarser(before))
}

/// Help for a day that the month does not have, given the text up to that day: `1931-02-`.
fn last_day(before: &str) -> Option<String> {
    let month = before.strip_suffix('-')?;
    let start = month.len().checked_sub("1931-02".len())?;
    let (front, digits) = month.split_at_checked(start)?;
    let (year, month) = digits.split_once('-')?;
    let sign = if front.ends_with('-') { "-" } else { "" };
    let size = number(year)?;
    let value = if sign.is_empty() { size } else { -size };
    let month = u8::try_from(number(month)?).ok()?;
    let last = CivilDate::new(value, month, month_length(value, month))?;
    Some(format!(
        "the month's last day is `{last}`; where only the month is known, write `{sign}{digits}`"
    ))
}

/// Help for any part that is faulty, given the text up to it: the date without that part.
fn coarser(before: &str) -> Option<String> {
    let value = before.rsplit(['/', '[', '{', ',']).next()?;
    let value = value.rsplit("..").next()?;
    let whole = value.strip_suffix(['-', ':', 'T'])?;
    // A month of which nothing is known is no better than the year.
    let whole = whole.strip_suffix("-XX").unwrap_or(whole);
    let (day, time) = match whole.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (whole, None),
    };
    if parse_strictly(whole).is_err() || whole == "XXXX" {
        return None;
    }
    let unit = match (time, day.trim_start_matches('-').matches('-').count()) {
        (Some(time), _) if time.contains(['+', '-']) => return None,
        (Some(time), _) if time.contains(':') => "minute",
        (Some(_), _) => "hour",
        (None, 0) => "year",
        (None, 1) => "month",
        (None, _) => "day",
    };
    Some(format!("where only the {unit} is known, write `{whole}`"))
}
