//! What people write who mean EDTF: guesses, each of which is read back before it is proposed.
//!
//! Nothing is ever mended silently. Where two readings are likely, as of `05/06/1931`, both are
//! given and the author has to choose.

use std::ops::Range;

use super::error::{EdtfError, EdtfErrorKind};
use super::near_miss_advice;
use super::near_miss_date;
use super::near_miss_feast;
use super::near_miss_neighbour::neighbour;
use super::near_miss_words;
use super::near_miss_yearless::{self, labelled};
use super::parse::parse_strictly;

/// Longer texts are not guessed at.
const LONGEST: usize = 400;

/// What is said of a text that is meant as a date.
const NO_EDTF: &str = "this is not how EDTF writes a date";

/// What may be meant: one reading, or several.
pub(super) type Readings = Vec<String>;

/// Adds what to write instead to an error, if that can be guessed.
pub(super) fn explain(text: &str, error: EdtfError) -> EdtfError {
    if text.len() > LONGEST || error.kind == EdtfErrorKind::Inverted {
        return error;
    }
    let trimmed = trimmed(text);
    let simple = simplified(text);
    let spelled = |reading: String| (parse_strictly(&reading).is_ok()).then(|| vec![reading]);
    let dashed = simple != text.trim() && dash_means_interval(text, &simple);
    if !dashed {
        // Only single characters are amiss, and the error points at the first of them.
        let squeezed: String = squeezed(&simple);
        let found = spelled(simple.clone())
            .or_else(|| spelled(squeezed.clone()))
            .or_else(|| spelled(squeezed.to_uppercase()))
            .or_else(|| spelled(one_qualifier(&squeezed)));
        if let Some(readings) = found {
            return with_readings(in_plain_words(text, error), &readings);
        }
    }
    let lower = simple.to_lowercase();
    if near_miss_date::says_unknown(&lower) {
        return EdtfError::syntax(trimmed, "this is no date")
            .with_help("leave the date out where it is not known");
    }
    let readings = near_miss_yearless::readings(&lower)
        .or_else(|| whole(&lower))
        .or_else(|| near_miss_date::readings(&lower));
    if let Some(readings) = readings {
        let whole = EdtfError::syntax(trimmed, NO_EDTF);
        let at_mark = text.starts_with(['[', '{'])
            && text
                .get(error.range.clone())
                .is_some_and(|fault| fault.starts_with(['[', '{', ',', '/']));
        // What the error says of the calendar or of a set's marks says more.
        let keeps = error.kind == EdtfErrorKind::Calendar || at_mark;
        return with_readings(if keeps { error } else { whole }, &readings);
    }
    if let Some(help) = near_miss_feast::help(&lower) {
        return EdtfError::syntax(trimmed, "the name of a feast is no date").with_help(help);
    }
    if let Some(help) = near_miss_advice::advice(&lower) {
        return EdtfError::syntax(trimmed, NO_EDTF).with_help(help);
    }
    if let Some(form) = near_miss_words::impossible_day(&lower)
        && let Err(fault) = parse_strictly(&form)
    {
        let fault = without_fault(&form, fault);
        return EdtfError {
            range: trimmed,
            ..fault
        };
    }
    if error.kind == EdtfErrorKind::Calendar {
        return without_fault(text, error);
    }
    let begins = text.trim_start().chars().next();
    if error.range.start == trimmed.start
        && begins.is_some_and(|first| !first.is_ascii_digit() && !"XY-+.[{/".contains(first))
    {
        return EdtfError::syntax(trimmed, NO_EDTF)
            .with_help("a date is written as `1931-06-19`, `1931-06`, `1931` or `1931/1932`");
    }
    error
}

/// Adds the date without the part that the calendar or the clock does not have.
fn without_fault(text: &str, error: EdtfError) -> EdtfError {
    let before = text.get(..error.range.start);
    match before.and_then(near_miss_advice::without_it) {
        Some(help) if error.help.is_none() => error.with_help(help),
        _ => error,
    }
}

/// Says of a dash or a space what is amiss with it, rather than what the grammar wants instead.
fn in_plain_words(text: &str, error: EdtfError) -> EdtfError {
    let fault = text.get(error.range.clone()).unwrap_or_default();
    let message = match fault.chars().next() {
        Some(c) if c.is_whitespace() => "a date has no spaces",
        Some(c) if simplified(c.encode_utf8(&mut [0; 4])) == "-" && c != '-' => {
            "this is a typographic dash: a date has plain hyphens"
        }
        _ => return error,
    };
    EdtfError::syntax(error.range, message)
}

/// The bytes of the text without white space around it.
fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

fn with_readings(error: EdtfError, readings: &[String]) -> EdtfError {
    let help = match readings {
        [one] => format!("write `{one}`"),
        several => format!("say which is meant: {}", labelled(several).join(" or ")),
    };
    error.with_help(help)
}

/// The text with plain dashes and single spaces.
fn simplified(text: &str) -> String {
    let plain = text.trim().replace(
        [
            '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}', '\u{ff0d}',
        ],
        "-",
    );
    let plain = plain
        .replace(['\u{2018}', '\u{2019}'], "'")
        .replace('\u{2026}', "..");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

/// The text without spaces; one between a day and a time becomes `T`.
fn squeezed(simple: &str) -> String {
    match simple.split_once(' ') {
        Some((date, time))
            if date.len() >= 10
                && date.ends_with(|end: char| end.is_ascii_digit())
                && time.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            format!("{date}T{}", time.replace(' ', ""))
        }
        _ => simple.replace(' ', ""),
    }
}

/// `?~` is `%`, and a qualifier given twice is given once.
fn one_qualifier(text: &str) -> String {
    let mut text = text.to_owned();
    for (two, one) in [
        ("?~", "%"),
        ("~?", "%"),
        ("%?", "%"),
        ("?%", "%"),
        ("%~", "%"),
        ("~%", "%"),
        ("%%", "%"),
        ("??", "?"),
        ("~~", "~"),
    ] {
        text = text.replace(two, one);
    }
    text
}

/// Whether a dash that is no hyphen stands between two years: `1931–32`.
fn dash_means_interval(text: &str, simple: &str) -> bool {
    let long = ['\u{2012}', '\u{2013}', '\u{2014}'];
    let Some((first, last)) = simple.split_once('-') else {
        return false;
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.contains(long)
        && first.trim().len() == 4
        && digits(first.trim())
        && digits(last.trim())
        && matches!(last.trim().len(), 2 | 4)
        // `1931–06` is June, since 1931 to 1906 is nothing.
        && (last.trim().len() == 4 || first.trim().get(2..).is_some_and(|tail| tail < last.trim()))
}

/// Readings that parse, or nothing.
pub(super) fn checked(readings: Readings) -> Option<Readings> {
    let all = !readings.is_empty()
        && readings
            .iter()
            .all(|reading| parse_strictly(reading).is_ok());
    all.then_some(readings)
}

/// One date as EDTF: as it stands, or as it may be meant.
pub(super) fn one(text: &str) -> Option<String> {
    let text = text.trim();
    let upper = text.to_uppercase();
    if !text.contains('/') && parse_strictly(&upper).is_ok() {
        return Some(upper);
    }
    match near_miss_date::readings(text)?.as_slice() {
        [reading] => Some(reading.clone()),
        _ => None,
    }
}

/// One end of an interval.
fn end(text: &str) -> Option<String> {
    match text.trim() {
        "" | "unknown" | "?" => Some(String::new()),
        ".." | "open" | "now" | "today" | "present" | "ongoing" => Some("..".to_owned()),
        other => one(other),
    }
}

/// Intervals and sets in other words or marks; `text` is in lower case.
fn whole(text: &str) -> Option<Readings> {
    let interval =
        |first: &str, last: &str| checked(vec![format!("{}/{}", end(first)?, end(last)?)]);
    if let Some(inner) = text.strip_prefix(['[', '{']) {
        return set(text, inner);
    }
    // What is before a year is not within it.
    let excluding: [(&str, &str, i8, &str); 4] = [
        ("before ", "[..", -1, "]"),
        ("earlier than ", "[..", -1, "]"),
        ("after ", "[", 1, "..]"),
        ("later than ", "[", 1, "..]"),
    ];
    for (words, before, step, after) in excluding {
        if let Some(date) = text.strip_prefix(words) {
            let beside = neighbour(&one(date)?, step)?;
            return checked(vec![format!("{before}{beside}{after}")]);
        }
    }
    let phrases: [(&str, &str, &str); 6] = [
        ("until ", "../", ""),
        ("by ", "[..", "]"),
        ("no later than ", "[..", "]"),
        ("no earlier than ", "[", "..]"),
        ("not before ", "[", "..]"),
        ("since ", "", "/.."),
    ];
    for (words, before, after) in phrases {
        if let Some(date) = text.strip_prefix(words) {
            return checked(vec![format!("{before}{}{after}", one(date)?)]);
        }
    }
    if let Some(rest) = text.strip_prefix("between ") {
        let (first, last) = rest.split_once(" and ")?;
        return checked(vec![format!("[{}..{}]", one(first)?, one(last)?)]);
    }
    let from = text.strip_prefix("from ").unwrap_or(text);
    for words in [" to ", " until ", " till ", " through ", " -- ", " - "] {
        if let Some((first, last)) = from.split_once(words) {
            return shortened(first, last).or_else(|| interval(first, last));
        }
    }
    if let Some((first, last)) = text.split_once(" or ") {
        return checked(vec![format!("[{},{}]", one(first)?, one(last)?)]);
    }
    if let Some((first, last)) = text.split_once(" and ") {
        return checked(vec![format!("{{{},{}}}", one(first)?, one(last)?)]);
    }
    if let Some((first, last)) = text.split_once('/') {
        if last.contains('/') {
            return near_miss_date::readings(text);
        }
        return near_miss_date::readings(text)
            .or_else(|| shortened(first, last))
            .or_else(|| interval(first, last));
    }
    if let Some((first, last)) = text.split_once("..") {
        let last = last.trim_start_matches('.');
        return shortened(first, last).or_else(|| interval(first, last));
    }
    if let Some((first, last)) = text.split_once("--") {
        return interval(first, last);
    }
    if let Some((first, last)) = text.split_once('-')
        && is_year(first)
        && (is_year(last) || near_miss_date::number(last).is_some_and(|last| last > 12))
    {
        return shortened(first, last).or_else(|| interval(first, last));
    }
    if text.contains(',') && near_miss_date::readings(text).is_none() {
        let members: Option<Vec<String>> = text.split(',').map(one).collect();
        let members = members?.join(",");
        return checked(vec![format!("[{members}]"), format!("{{{members}}}")]);
    }
    None
}

fn is_year(text: &str) -> bool {
    text.trim().len() == 4 && near_miss_date::number(text).is_some()
}

/// An interval whose end leaves out what it shares with its start: `1931/32`, `2004-06-11/15`.
fn shortened(first: &str, last: &str) -> Option<Readings> {
    let (first, last) = (first.trim(), last.trim());
    let digits = last
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !digits || !matches!(last.len(), 2 | 5) || !first.is_ascii() {
        return None;
    }
    let kept = first.len().checked_sub(last.len())?;
    let (head, tail) = first.split_at(kept);
    match first.len() {
        4 if last.len() == 2 => {
            let interval = format!("{first}/{head}{last}");
            let month = format!("{first}-{last}");
            let is_month =
                near_miss_date::number(last).is_some_and(|month| (1..=12).contains(&month));
            match (tail < last, is_month) {
                (true, true) => checked(vec![interval, month]),
                (true, false) => checked(vec![interval]),
                (false, true) => checked(vec![month]),
                (false, false) => None,
            }
        }
        7 if last.len() == 2 => checked(vec![format!("{first}/{head}{last}")]),
        10 => checked(vec![format!("{first}/{head}{last}")]),
        _ => None,
    }
}

/// A set with members in other words, or without its end.
fn set(text: &str, inner: &str) -> Option<Readings> {
    let open = text.get(..1)?;
    let close = if open == "[" { "]" } else { "}" };
    let inner = inner.trim_end_matches([']', '}']).replace('/', "..");
    let members: Option<Vec<String>> = inner
        .split([',', ';'])
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .map(|member| match member.split_once("..") {
            Some((first, last)) => {
                let side = |side: &str| match side.trim() {
                    "" | "open" | "unknown" => Some(String::new()),
                    side => one(side),
                };
                Some(format!("{}..{}", side(first)?, side(last)?))
            }
            None => one(member),
        })
        .collect();
    checked(vec![format!("{open}{}{close}", members?.join(","))])
}
