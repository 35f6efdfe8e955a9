//! Reads ISO 8601 durations, and guesses what people mean who write something else.

use std::ops::Range;

use super::Zone;
use super::duration::{Duration, DurationError, DurationRange};
use super::duration_bounds::nanos;

const NANOS: u128 = 1_000_000_000;

/// Reads a duration or a range of durations.
pub(super) fn range(text: &str) -> Result<DurationRange, DurationError> {
    strict_range(text).map_err(|error| {
        if error.help.is_some() {
            return error;
        }
        match mend(text) {
            Some(mended) => DurationError::new(error.range, error.message)
                .with_help(format!("write `{mended}`")),
            None => error.with_help(
                "durations are written as `P1Y2M3DT4H5M6S`, `P2W`, or as a range `P1D/P3D`, `P1D/..`",
            ),
        }
    })
}

fn strict_range(text: &str) -> Result<DurationRange, DurationError> {
    let mut range = DurationRange {
        least: None,
        greatest: None,
        text_len: text.len(),
    };
    let Some(slash) = text.find('/') else {
        let one = duration(text, 0..text.len())?;
        range.least = Some(one);
        range.greatest = Some(one);
        return Ok(range);
    };
    let end = |side: Range<usize>| match &text[side.clone()] {
        ".." => Ok(None),
        "" => Err(
            DurationError::new(slash..slash + 1, "a duration is missing beside the `/`")
                .with_help("write `..` where there is no limit, as in `P1D/..`"),
        ),
        _ => duration(text, side).map(Some),
    };
    range.least = end(0..slash)?;
    range.greatest = end(slash + 1..text.len())?;
    match (&range.least, &range.greatest) {
        (None, None) => Err(DurationError::new(
            0..text.len(),
            "a range without any duration says nothing",
        )
        .with_help("give at least one end, as in `P1D/..`")),
        (Some(least), Some(greatest)) if is_inverted(least, greatest) => Err(range.inverted()),
        _ => Ok(range),
    }
}

/// Whether the least is longer than the greatest in any zone.
fn is_inverted(least: &Duration, greatest: &Duration) -> bool {
    if least.has_calendar_units() != greatest.has_calendar_units() {
        // How long the one is depends on the zone.
        return false;
    }
    let length = |duration| nanos(duration, Zone::UTC, None);
    match (length(least), length(greatest)) {
        (Some((least, _)), Some((_, greatest))) => least > greatest,
        _ => false,
    }
}

/// The units in the order in which they are written; those from `time` on stand behind `T`.
const UNITS: [(u8, bool, &str); 7] = [
    (b'Y', false, "years"),
    (b'M', false, "months"),
    (b'W', false, "weeks"),
    (b'D', false, "days"),
    (b'H', true, "hours"),
    (b'M', true, "minutes"),
    (b'S', true, "seconds"),
];

fn duration(text: &str, range: Range<usize>) -> Result<Duration, DurationError> {
    let part = &text[range.clone()];
    let fault = |from: usize, message: &str| {
        let length = part
            .get(from..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let at = range.start + from;
        DurationError::new(at..at + length, message)
    };
    if part.is_empty() {
        return Err(DurationError::new(range, "a duration is missing"));
    }
    if part.starts_with("-P") {
        return Err(DurationError::new(
            range.start..range.start + 1,
            "a duration is never negative",
        )
        .with_help("to say that one event stands before the other, exchange the two"));
    }
    if !part.starts_with('P') {
        return Err(fault(0, "a duration begins with `P`"));
    }
    let bytes = part.as_bytes();
    let (mut at, mut next_unit, mut in_time, mut ended) = (1, 0, false, false);
    let mut found = Duration::default();
    let mut empty = true;
    while at < bytes.len() {
        if bytes[at] == b'T' && !in_time {
            in_time = true;
            empty = true;
            at += 1;
            continue;
        }
        let start = at;
        let (count, nanos, length) = number(&part[at..])
            .ok_or_else(|| fault(start, "a number with a unit belongs here, as in `P2D`"))?;
        at += length;
        let unit = bytes.get(at).copied().unwrap_or(0);
        let index = UNITS
            .iter()
            .position(|&(letter, time, _)| letter == unit && time == in_time);
        let Some(index) = index else {
            let message = if in_time {
                "the units behind `T` are H, M and S"
            } else if matches!(unit, b'H' | b'S') {
                "hours, minutes and seconds stand behind `T`"
            } else {
                "the units are Y, M, W and D, and behind `T` H, M and S"
            };
            return Err(if at < part.len() {
                fault(at, message)
            } else {
                let whole = range.start + start..range.end;
                DurationError::new(whole, "this number has no unit")
            });
        };
        let whole = range.start + start..range.start + at + 1;
        if index < next_unit {
            return Err(DurationError::new(
                whole,
                "units go from the longest to the shortest, each once",
            ));
        }
        if ended {
            return Err(DurationError::new(
                whole,
                "only the last unit has a fraction",
            ));
        }
        if nanos.is_some() && !in_time {
            return Err(DurationError::new(
                whole,
                "only hours, minutes and seconds have fractions",
            ));
        }
        ended = nanos.is_some();
        let nanos = u128::from(nanos.unwrap_or(0));
        let exact = |seconds: u128| u128::from(count) * NANOS * seconds + nanos * seconds;
        match index {
            0 => found.years = count,
            1 => found.months = count,
            2 => found.weeks = count,
            3 => found.days = count,
            4 => found.nanos += exact(3_600),
            5 => found.nanos += exact(60),
            _ => found.nanos += exact(1),
        }
        next_unit = index + 1;
        empty = false;
        at += 1;
    }
    if empty {
        return Err(DurationError::new(
            range,
            "a number with a unit is missing, as in `P2D`",
        ));
    }
    Ok(found)
}

/// A number at the beginning of `text`: its whole part, the billionths behind it, and its length.
fn number(text: &str) -> Option<(u64, Option<u32>, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let count = text[..whole].parse().ok()?;
    if !text[whole..].starts_with(['.', ',']) {
        return Some((count, None, whole));
    }
    let fraction = digits(&text[whole + 1..]);
    if fraction == 0 || fraction > 9 {
        return None;
    }
    let billionths: u32 = text[whole + 1..whole + 1 + fraction].parse().ok()?;
    let scale = 10_u32.pow(9 - u32::try_from(fraction).ok()?);
    Some((count, Some(billionths * scale), whole + 1 + fraction))
}

/// What someone means who writes `2 days`, `1D`, `p1d`, `PT1D`, `1-3 days`, `90 min`.
fn mend(text: &str) -> Option<String> {
    let simple: String = text.trim().to_lowercase().replace(
        [
            '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}',
        ],
        "-",
    );
    let mended = if let Some((from, to)) = split_range(&simple) {
        let open = |side: &str| matches!(side, "" | ".." | "open" | "unknown");
        let side = |side: &str, other: &str| {
            if open(side) {
                return Some("..".to_owned());
            }
            mend_one(side).or_else(|| {
                // `1-3 days`: the unit stands behind the second number.
                let unit = other
                    .trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
                mend_one(&format!("{side} {unit}"))
            })
        };
        format!("{}/{}", side(from, to)?, side(to, from)?)
    } else {
        mend_one(&simple)?
    };
    strict_range(&mended).ok()?;
    (mended != text).then_some(mended)
}

fn split_range(text: &str) -> Option<(&str, &str)> {
    [" to ", "/", "...", "..", "-"]
        .iter()
        .find_map(|mark| text.split_once(mark))
        .map(|(from, to)| (from.trim(), to.trim()))
}

/// Numbers with units in any spelling, as one duration.
fn mend_one(text: &str) -> Option<String> {
    let letters = text
        .strip_prefix('p')
        .filter(|rest| rest.starts_with(['t', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']));
    let is_iso = letters.is_some();
    let mut rest = letters.unwrap_or(text);
    let (mut calendar, mut clock) = (String::new(), String::new());
    let mut in_time = false;
    while !rest.is_empty() {
        if is_iso && let Some(after) = rest.strip_prefix('t') {
            in_time = true;
            rest = after;
            continue;
        }
        let end =
            rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')?;
        let (count, after) = rest.split_at(end);
        let count = match (count, after) {
            ("", _) => words_for_one(after)?,
            _ => (count, after),
        };
        let (number, after) = (count.0, count.1.trim_start());
        let end = after
            .find(|letter: char| !letter.is_alphabetic())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        match unit {
            "y" | "yr" | "yrs" | "year" | "years" => calendar += &format!("{number}Y"),
            "m" if is_iso && !in_time => calendar += &format!("{number}M"),
            "mo" | "mon" | "month" | "months" => calendar += &format!("{number}M"),
            "w" | "wk" | "wks" | "week" | "weeks" => calendar += &format!("{number}W"),
            "d" | "day" | "days" => calendar += &format!("{number}D"),
            "h" | "hr" | "hrs" | "hour" | "hours" => clock += &format!("{number}H"),
            "m" if is_iso => clock += &format!("{number}M"),
            "min" | "mins" | "minute" | "minutes" => clock += &format!("{number}M"),
            "s" | "sec" | "secs" | "second" | "seconds" => clock += &format!("{number}S"),
            _ => return None,
        }
        rest = after.trim_start_matches([' ', ',']);
        rest = rest.strip_prefix("and ").unwrap_or(rest);
    }
    finish(&calendar, &clock)
}

fn words_for_one(text: &str) -> Option<(&str, &str)> {
    let rest = ["a ", "an ", "one "]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    Some(("1", rest))
}

fn finish(calendar: &str, clock: &str) -> Option<String> {
    match (calendar, clock) {
        ("", "") => None,
        (_, "") => Some(format!("P{calendar}")),
        _ => Some(format!("P{calendar}T{clock}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(text: &str) -> String {
        DurationRange::parse(text)
            .unwrap_err()
            .help
            .unwrap_or_default()
    }

    #[test]
    fn what_is_valid_is_printed_back() {
        for text in [
            "P2D",
            "P1Y2M3DT4H5M6.5S",
            "P2W",
            "PT24H",
            "P1D/P3D",
            "P1D/..",
            "../PT2H",
            "PT0.5S",
            "P31D/P1M",
            "PT0.000000001S",
            "PT25H/P1D",
        ] {
            assert_eq!(DurationRange::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            DurationRange::parse("PT1,5H").unwrap().to_string(),
            "PT1H30M"
        );
        assert_eq!(DurationRange::parse("PT0S").unwrap().to_string(), "P0D");
        assert_eq!(DurationRange::parse("P1D/P1D").unwrap().to_string(), "P1D");
    }

    #[test]
    fn mistakes_are_shown_and_mended() {
        let cases = [
            ("2 days", 0..1, "P2D"),
            ("1D", 0..1, "P1D"),
            ("PT1D", 3..4, "P1D"),
            ("P1H", 2..3, "PT1H"),
            ("p1d", 0..1, "P1D"),
            ("1-3 days", 0..1, "P1D/P3D"),
            ("2 weeks", 0..1, "P2W"),
            ("90 min", 0..1, "PT90M"),
            ("a day", 0..1, "P1D"),
            ("1 year and 2 months", 0..1, "P1Y2M"),
            ("P3D/P1D", 0..7, "P1D/P3D"),
            ("P1D\u{2013}P3D", 3..6, "P1D/P3D"),
            ("P1D/open", 4..5, "P1D/.."),
            (" P1D", 0..1, "P1D"),
            ("P1D..P2D", 3..4, "P1D/P2D"),
        ];
        for (text, range, mended) in cases {
            let error = DurationRange::parse(text).unwrap_err();
            assert_eq!(error.range, range, "{text}");
            assert_eq!(
                error.help.as_deref(),
                Some(format!("write `{mended}`").as_str()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let cases = [
            ("", 0..0),
            ("P", 0..1),
            ("PT", 0..2),
            ("P1DT", 0..4),
            ("-P1D", 0..1),
            ("P-1D", 1..2),
            ("P1D/", 3..4),
            ("../..", 0..5),
            ("P1", 1..2),
            ("P1.5D", 1..5),
            ("PT1.5H3M", 6..8),
            ("P1D1Y", 3..5),
            ("P1D2D", 3..5),
            ("PT1.1234567890S", 2..3),
            ("P1X", 2..3),
            ("PT1é", 3..5),
            ("P99999999999999999999D", 1..2),
            ("P1DT1HT1M", 6..7),
            ("P1D/P2D/P3D", 7..8),
        ];
        for (text, range) in cases {
            let error = DurationRange::parse(text).unwrap_err();
            assert_eq!(error.range, range, "{text}: {}", error.message);
            assert!(error.help.is_some(), "{text}");
        }
        assert!(help("-P1D").contains("exchange"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,12}|[-PT0-9YMWDHS./, éa-z]{0,16}") {
            match DurationRange::parse(&text) {
                Ok(range) => {
                    let printed = range.to_string();
                    let again = DurationRange::parse(&printed).unwrap();
                    proptest::prop_assert_eq!(again.to_string(), printed);
                    proptest::prop_assert_eq!((again.least, again.greatest), (range.least, range.greatest));
                }
                Err(error) => {
                    proptest::prop_assert!(text.get(error.range.clone()).is_some());
                }
            }
        }
    }
}
