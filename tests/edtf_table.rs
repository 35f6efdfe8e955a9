//! EDTF strings and what they say, against tables written from the specification.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use annals::calendar::{CivilDate, Tick, Zone};
use annals::edtf::{Edtf, Endpoint, Reading, Shape, SpanSet};

/// An instant of the table in nanoseconds since 1970: `-0044-03-15T12:00:00.5`.
fn instant(text: &str) -> i128 {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let (rest, day) = date.rsplit_once('-').unwrap();
    let (year, month) = rest.rsplit_once('-').unwrap();
    let (year, month, day): (i64, u32, u32) = (
        year.parse().unwrap(),
        month.parse().unwrap(),
        day.parse().unwrap(),
    );
    // chrono knows years near our own; the calendar repeats after 400 of them.
    let near = i32::try_from(2000 + year.rem_euclid(400)).unwrap();
    let cycles = (i128::from(year) - i128::from(near)) / 400;
    let peer = chrono::NaiveDate::from_ymd_opt(near, month, day).unwrap();
    let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    let days = i128::from((peer - epoch).num_days()) + cycles * 146_097;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let seconds = clock
        .split(':')
        .fold(0, |sum, part| sum * 60 + part.parse::<i128>().unwrap());
    let nanos: i128 = format!("{fraction:0<9}").parse().unwrap();
    (days * 86_400 + seconds) * 1_000_000_000 + nanos
}

fn shown(shape: &Shape, tick: Tick) -> String {
    let ticks = |ticks: Option<i64>| match ticks {
        Some(ticks) => (i128::from(ticks) * i128::from(tick.nanos())).to_string(),
        None => "*".to_owned(),
    };
    let spans = |spans: &SpanSet| {
        let pieces: Vec<String> = spans
            .pieces_within(None, None)
            .map(|piece| format!("{} .. {}", ticks(piece.lo), ticks(piece.hi)))
            .collect();
        pieces.join(" | ")
    };
    let end = |end: &Endpoint| match end {
        Endpoint::Within(set) => spans(set),
        Endpoint::Open => "*".to_owned(),
        Endpoint::Unknown => "?".to_owned(),
    };
    match shape {
        Shape::Within(set) => spans(set),
        Shape::Interval { start, end: stop } => format!("{} ; {}", end(start), end(stop)),
    }
}

/// The expectation with its instants as numbers.
fn expected(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| match word {
            ".." | "|" | ";" | "*" | "?" => word.to_owned(),
            _ => instant(word).to_string(),
        })
        .collect();
    words.join(" ")
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" => "))
        .map(|(text, expected)| (text.trim_end(), expected.trim()))
}

#[test]
fn valid_strings_say_what_the_specification_says() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (text, expectation) in rows(include_str!("edtf/valid.txt")) {
        count += 1;
        let edtf = match Edtf::parse(text) {
            Ok(edtf) => edtf,
            Err(error) => {
                faults.push(format!("{text}: {error}"));
                continue;
            }
        };
        let again = Edtf::parse(&edtf.to_string());
        if again.as_ref() != Ok(&edtf) {
            faults.push(format!("{text}: printed as {edtf}"));
        }
        let tick = edtf.finest_fraction();
        match edtf.compile(&Reading::new(tick, Zone::UTC)) {
            Ok(shape) if shown(&shape, tick) == expected(expectation) => {}
            Ok(shape) => faults.push(format!(
                "{text}: {} instead of {}",
                shown(&shape, tick),
                expected(expectation)
            )),
            Err(error) => faults.push(format!("{text}: {error}")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 320, "{count} rows");
}

#[test]
fn invalid_strings_are_shown_explained_and_mended() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (marked, expectation) in rows(include_str!("edtf/invalid.txt")) {
        count += 1;
        let marked = marked.replace('␣', " ");
        let (before, rest) = marked.split_once('⟦').unwrap();
        let (fault, behind) = rest.split_once('⟧').unwrap();
        let text = format!("{before}{fault}{behind}");
        let (message, help) = expectation.split_once(" ! ").unwrap();
        let Err(error) = Edtf::parse(&text) else {
            faults.push(format!("{text}: accepted"));
            continue;
        };
        let found = text.get(error.range.clone());
        let help_fits = match (&error.help, help) {
            (None, "-") => true,
            (Some(found), _) => found.contains(help),
            (None, _) => false,
        };
        if error.range != (before.len()..before.len() + fault.len())
            || !error.message.contains(message)
            || !help_fits
        {
            faults.push(format!(
                "{marked}: at {found:?} {:?}: {} ! {:?}",
                error.range, error.message, error.help
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 100, "{count} rows");
}

/// What stands in backticks in a help and is no date: words that were found, fields and zones.
fn is_no_proposal(quoted: &str) -> bool {
    quoted == "zone"
        || quoted == "Z"
        || Zone::from_name(quoted).is_ok()
        || quoted
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == ' ')
}

#[test]
fn every_date_that_a_help_shows_is_read() {
    let mut shown = 0;
    for (marked, _) in rows(include_str!("edtf/invalid.txt")) {
        let text = marked.replace(['⟦', '⟧'], "").replace('␣', " ");
        let help = Edtf::parse(&text).unwrap_err().help.unwrap_or_default();
        for proposal in help.split('`').skip(1).step_by(2) {
            if !is_no_proposal(proposal) {
                shown += 1;
                assert!(Edtf::parse(proposal).is_ok(), "{text}: {proposal}");
            }
        }
    }
    assert!(shown >= 250, "{shown} dates");
}

#[test]
fn ticks_follow_the_finest_fraction() {
    let tick = |text: &str| Edtf::parse(text).unwrap().finest_fraction();
    assert_eq!(tick("1931-06-19"), Tick::Second);
    assert_eq!(tick("1931-06-19T10:02:00"), Tick::Second);
    assert_eq!(tick("1931-06-19T10:02:00.5"), Tick::Millisecond);
    assert_eq!(tick("1931/1932-06-19T10:02:00.0005"), Tick::Microsecond);
    assert_eq!(tick("[1931-06-19T10:02:00.0000005]"), Tick::Nanosecond);
}

#[test]
fn years_beyond_the_tick_are_refused_with_its_range() {
    let compile = |text: &str, tick| {
        Edtf::parse(text)
            .unwrap()
            .compile(&Reading::new(tick, Zone::UTC))
    };
    let error = compile("1931/Y1E30", Tick::Second).unwrap_err();
    assert_eq!(error.range, 5..10);
    assert!(
        error.message.contains("-292277022656 to 292277026595"),
        "{error}"
    );
    assert!(compile("Y292277026595", Tick::Second).is_ok());
    assert!(compile("Y292277026597", Tick::Second).is_err());
    assert!(compile("2261", Tick::Nanosecond).is_ok());
    assert!(compile("2262", Tick::Nanosecond).is_err());
    assert!(compile("XXXX-09", Tick::Nanosecond).is_err());
    assert!(compile("Y9223372036854775807", Tick::Second).is_err());
    assert!(compile("Y-9223372036854775808", Tick::Second).is_err());
    assert!(compile("Y99999999999999999999S1~", Tick::Second).is_err());
}

#[test]
fn civil_days_agree_with_the_tables_reader() {
    let day = CivilDate::new(-44, 3, 15).unwrap().day_number();
    assert_eq!(instant("-0044-03-15"), day * 86_400_000_000_000);
}
