//! `first-of-january`.

use super::stated::Told;
use super::words::{Word, month, words};
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Date, Edtf, End, Member, Qualifier, Value, Year};

pub(super) const RULE: Entry = Entry {
    rule: Rule::FirstOfJanuary,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A first of January that looks like a default.",
    why: "Programs that store dates as days turn `1931` into `1931-01-01`, and spreadsheets and databases pass it on. As a \
date it says far more than the source did: that the event was on that very day, before all others of the year. Orders \
and contradictions are then concluded from a day that nobody meant.\n\
Fires where 1 January of a year stands in full and without `?` or `~`: as `when` of an event or a claim, as the start of an \
interval (`1931-01-01/1931-12-31` is a year in disguise), or in a set. Silent where the title, a `quote` or a \
`says` of the event names the day (1 January, New Year, 1er janvier, 1. Januar, 1 de enero …), and where a time of day is given.",
    mend: "Write the year alone if that is what is known, qualify the date (`1931-01-01?`), or let the evidence say that the day is meant.",
    wrong: r#"(
    annals: 1,
    title: "The gasworks",
    events: [
        (id: "founded", title: "The gasworks are founded", when: "1931-01-01"),
        (id: "strike", title: "Stokers strike", when: "1931-06-19", follows: ["founded"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "The gasworks",
    events: [
        (id: "founded", title: "The gasworks are founded", when: "1931"),
        (id: "strike", title: "Stokers strike", when: "1931-06-19", follows: ["founded"]),
        (id: "merger", title: "Taken over by the city on 1 January", when: "1932-01-01"),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for event in &subject.timeline().events {
        for (told, when) in Told::dates(event) {
            let Some((value, instead)) = suspicious(&when.value) else {
                continue;
            };
            if told.prose().any(|text| names_the_day(text)) {
                continue;
            }
            let message = format!(
                "`{value}` of `{}` looks like a year that was made a day",
                event.id
            );
            let place = when.text.span_of(value.range());
            let finding = Diagnostic::new(Rule::FirstOfJanuary, place, message)
                .with_help(format!("if only the year is known, write `{instead}`"))
                .with_help(format!(
                    "if the day is meant, let a quote say so, or qualify it: `{value}?`"
                ));
            found.push(finding);
        }
    }
}

/// The first of January in a date that looks like a default, and what to write in place of the
/// whole date.
fn suspicious(date: &Edtf) -> Option<(&Value, String)> {
    match date {
        Edtf::Value(value) => Some((value, year(first_of_january(value)?))),
        Edtf::Interval(interval) => {
            let value = interval.start.value()?;
            let start = first_of_january(value)?;
            let end = match &interval.end {
                End::Value(Value::Date(end)) if is_day(end, 12, 31) => year(end),
                end => end.to_string(),
            };
            let start = year(start);
            let both = if start == end {
                start
            } else {
                format!("{start}/{end}")
            };
            Some((value, both))
        }
        Edtf::Set(set) => set.members.iter().find_map(|member| match member {
            Member::Value(value) | Member::Between(value, _) | Member::From(value) => {
                Some((value, year(first_of_january(value)?)))
            }
            Member::Until(_) => None,
        }),
    }
}

fn first_of_january(value: &Value) -> Option<&Date> {
    match value {
        Value::Date(date) if is_day(date, 1, 1) => Some(date),
        _ => None,
    }
}

/// Whether a date is this day of a year that is known, and says so without a doubt.
fn is_day(date: &Date, month: u8, day: u8) -> bool {
    let number = |digits: Option<crate::edtf::Digits>| digits.and_then(crate::edtf::Digits::value);
    let year = matches!(&date.year, Year::Digits(year) if year.value().is_some());
    let qualifiers = [
        date.year_qualifier,
        date.month_qualifier,
        date.day_qualifier,
    ];
    year && number(date.month) == Some(month)
        && number(date.day) == Some(day)
        && qualifiers
            .iter()
            .all(|&qualifier| qualifier == Qualifier::None)
}

fn year(date: &Date) -> String {
    date.year.to_string()
}

/// Whether a text speaks of the first of January.
fn names_the_day(text: &str) -> bool {
    if text.contains("1月1日") {
        return true;
    }
    let words = words(text);
    let holiday = (0..words.len()).any(|at| {
        PHRASES
            .iter()
            .any(|phrase| begins_with(&words[at..], phrase))
    });
    holiday || in_words(&words) || in_figures(&words)
}

/// What the day is called in languages that chronologies are mostly written in.
const PHRASES: [&[&str]; 14] = [
    &["new", "year"],
    &["new", "years"],
    &["neujahr"],
    &["neujahrstag"],
    &["neujahrsmorgen"],
    &["nouvel", "an"],
    &["jour", "de", "l", "an"],
    &["ano", "nuevo"],
    &["ano", "novo"],
    &["capodanno"],
    &["nieuwjaar"],
    &["nieuwjaarsdag"],
    &["nowy", "rok"],
    &["новый", "год"],
];

fn begins_with(words: &[Word], phrase: &[&str]) -> bool {
    words.len() >= phrase.len()
        && words
            .iter()
            .zip(phrase)
            .all(|(word, part)| word.text == *part)
}

/// `1 January`, `January the first`, `1 de enero`.
fn in_words(words: &[Word]) -> bool {
    const FIRST: [&str; 14] = [
        "1", "01", "1st", "first", "1er", "premier", "1ro", "1o", "primero", "primo", "erster",
        "ersten", "erste", "eerste",
    ];
    let is_first = |word: &Word| FIRST.contains(&&*word.text);
    words.iter().enumerate().any(|(at, word)| {
        let near = &words[at.saturating_sub(2)..words.len().min(at + 3)];
        month(&word.text) == Some(1) && near.iter().any(is_first)
    })
}

/// `1.1.1931`, `01/01/31`, `1931-01-01`.
fn in_figures(words: &[Word]) -> bool {
    let is_one = |word: &Word| word.text == "1" || word.text == "01";
    let is_year = |word: &Word| {
        (word.text.len() == 2 || word.text.len() == 4)
            && word.text.bytes().all(|digit| digit.is_ascii_digit())
    };
    words.windows(3).any(|three| {
        (is_one(&three[0]) && is_one(&three[1]) && is_year(&three[2]))
            || (is_year(&three[0]) && is_one(&three[1]) && is_one(&three[2]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_known_in_many_languages() {
        for text in [
            "Law in force from 1 January 1931",
            "January 1st",
            "on Jan. 1 the bank closed",
            "New Year's Day",
            "Neujahrsansprache am 1. Januar",
            "am 1. Jänner",
            "le 1er janvier",
            "el 1 de enero",
            "1º de janeiro",
            "le jour de l’an",
            "1 января",
            "on 01.01.1931",
            "since 1931-01-01",
            "1月1日",
        ] {
            assert!(names_the_day(text), "{text}");
        }
        for text in [
            "Founded",
            "In January",
            "A new mayor",
            "11 January",
            "Rule 1.1",
            "The first strike of the year",
        ] {
            assert!(!names_the_day(text), "{text}");
        }
    }

    #[test]
    fn years_that_were_made_days_are_suspicious() {
        for (date, instead) in [
            ("1931-01-01", Some("1931")),
            ("1931-01-01/1931-12-31", Some("1931")),
            ("1931-01-01/1933-12-31", Some("1931/1933")),
            ("1931-01-01/1931-06-19", Some("1931/1931-06-19")),
            ("1931-01-01/..", Some("1931/..")),
            ("[1930-05-01,1931-01-01]", Some("1931")),
            ("-0330-01-01", Some("-0330")),
            ("1931-01-01?", None),
            ("1931-01~-01", None),
            ("193X-01-01", None),
            ("1931-01", None),
            ("1930-05-01/1931-01-01", None),
            ("1931-01-01T00:00:00", None),
            ("1931-01-02", None),
        ] {
            let parsed = Edtf::parse(date).unwrap();
            let found = suspicious(&parsed).map(|(_, instead)| instead);
            assert_eq!(found.as_deref(), instead, "{date}");
        }
    }
}
