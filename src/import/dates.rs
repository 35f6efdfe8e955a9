//! Dates as people write them in tables.

use crate::edtf::Edtf;

/// In which order day and month stand in dates such as 03/04/1931.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// What a cell says of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Read {
    /// That none is known.
    Nothing,
    /// A date, in EDTF.
    Date(String),
    /// Something that asks: the fact and what to do.
    Unclear(String, Option<String>),
}

/// Words for a date that is not known.
const UNKNOWN: [&str; 12] = [
    "", "-", "–", "—", "?", "n/a", "na", "unknown", "undated", "n.d.", "none", "tbd",
];

/// Reads a cell. What can mean two days is asked about, unless the order is given.
pub(super) fn read(cell: &str, order: Option<DateOrder>) -> Read {
    let cell = cell.trim();
    if UNKNOWN.contains(&&*cell.to_lowercase()) {
        return Read::Nothing;
    }
    if let Some(numbers) = three_numbers(cell) {
        return of_numbers(cell, numbers, order);
    }
    if let Some((first, last)) = two_years(cell) {
        let message = format!("`{cell}` may be two years or, in EDTF, a season");
        let help = format!("write `{first}/{last}` for the years");
        return Read::Unclear(message, Some(help));
    }
    // Serial numbers of spreadsheets and of clocks; ends that are left open.
    let is_number = cell.len() > 4 && cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && cell.len() != 8 || cell.ends_with(['-', '–', '—']) {
        let message = format!("`{cell}` is no date that people write");
        let help = "write it as in 1931-06-19, an open end as in `1931/..`".to_owned();
        return Read::Unclear(message, Some(help));
    }
    // Spreadsheets add midnight to days.
    for midnight in [" 00:00:00", " 00:00", "T00:00:00", " 0:00:00", " 0:00"] {
        if let Some(day) = cell.strip_suffix(midnight)
            && let Read::Date(day) = read(day, order)
        {
            return Read::Date(day);
        }
    }
    match Edtf::parse(cell) {
        Ok(_) => Read::Date(cell.to_owned()),
        Err(error) => {
            let help = error.help.unwrap_or_default();
            let meant = help
                .strip_prefix("write `")
                .and_then(|rest| rest.strip_suffix('`'));
            match meant.filter(|meant| Edtf::parse(meant).is_ok()) {
                Some(meant) => Read::Date(meant.to_owned()),
                None => {
                    let help = Some(help).filter(|help| !help.is_empty());
                    Read::Unclear(format!("`{cell}`: {}", error.message), help)
                }
            }
        }
    }
}

/// Two years of which the second is short, such as 1939-41: EDTF takes some of these for seasons.
fn two_years(cell: &str) -> Option<(&str, String)> {
    let (first, short) = cell.split_once(['-', '–', '/'])?;
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(first, 4) || !digits(short, 2) {
        return None;
    }
    let (century, from) = first.split_at(2);
    let is_month = ("01"..="12").contains(&short);
    (!is_month && short > from).then(|| (first, format!("{century}{short}")))
}

/// Three numbers between slashes, dots or hyphens, the year last.
fn three_numbers(cell: &str) -> Option<[&str; 3]> {
    let separator = cell.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = cell.split(separator).map(str::trim).collect();
    let [first, second, year] = parts.try_into().ok()?;
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = digits(first, 2) && digits(second, 2) && digits(year, 4);
    fits.then_some([first, second, year])
}

fn of_numbers(cell: &str, [first, second, year]: [&str; 3], order: Option<DateOrder>) -> Read {
    if year.len() < 4 {
        let message = format!("`{cell}` does not say the century");
        return Read::Unclear(message, Some("write the year in full".to_owned()));
    }
    let date = |month: &str, day: &str| {
        let date = format!("{year}-{month:0>2}-{day:0>2}");
        Edtf::parse(&date).ok().map(|_| date)
    };
    let (day_first, month_first) = (date(second, first), date(first, second));
    match (day_first, month_first, order) {
        (Some(day_first), Some(month_first), _) if day_first == month_first => {
            Read::Date(day_first)
        }
        (Some(date), None, None) | (None, Some(date), None) => Read::Date(date),
        (Some(date), _, Some(DateOrder::DayFirst)) => Read::Date(date),
        (_, Some(date), Some(DateOrder::MonthFirst)) => Read::Date(date),
        (Some(day_first), Some(month_first), None) => Read::Unclear(
            format!("`{cell}` is {day_first} or {month_first}"),
            Some("say which stands first, the day or the month: `--date-order dmy` or `--date-order mdy`".to_owned()),
        ),
        (None, None, _) => Read::Unclear(format!("`{cell}` is no day of the calendar"), None),
        (..) => Read::Unclear(
            format!("`{cell}` is no date in the order that `--date-order` gives"),
            Some("write it as in 1931-06-19".to_owned()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(cell: &str, order: Option<DateOrder>) -> Option<String> {
        match read(cell, order) {
            Read::Date(date) => Some(date),
            _ => None,
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        for cell in ["03/04/1931", "3.4.1931", "03-04-1931", "3 / 4 / 1931"] {
            assert!(
                matches!(read(cell, None), Read::Unclear(message, Some(_)) if message.contains("1931-04-03 or 1931-03-04")),
                "{cell}"
            );
            assert_eq!(date(cell, Some(DateOrder::DayFirst)).unwrap(), "1931-04-03");
            assert_eq!(
                date(cell, Some(DateOrder::MonthFirst)).unwrap(),
                "1931-03-04"
            );
        }
        assert_eq!(date("13/04/1931", None).unwrap(), "1931-04-13");
        assert_eq!(date("04/13/1931", None).unwrap(), "1931-04-13");
        assert_eq!(date("04/04/1931", None).unwrap(), "1931-04-04");
        assert_eq!(date("04/13/1931", Some(DateOrder::DayFirst)), None);
        assert_eq!(date("3/4/31", Some(DateOrder::DayFirst)), None);
        assert_eq!(date("31/02/1931", None), None);
    }

    #[test]
    fn what_people_write_is_read() {
        for (cell, meant) in [
            ("1931-04-03", "1931-04-03"),
            ("April 1931", "1931-04"),
            ("3 April 1931", "1931-04-03"),
            ("c. 1931", "1931~"),
            ("1931-04-03 00:00:00", "1931-04-03"),
            ("1931-04-03 10:02", "1931-04-03T10:02"),
            ("1931-04-03 12:30 AM", "1931-04-03T00:30"),
            ("1931-04-03 12:30 PM", "1931-04-03T12:30"),
            ("19310403", "1931-04-03"),
            ("1931-12", "1931-12"),
            ("1914-07-28 - 1918-11-11", "1914-07-28/1918-11-11"),
        ] {
            assert_eq!(date(cell, None).as_deref(), Some(meant), "{cell}");
        }
        for unclear in [
            "45000",
            "1713016800",
            "1939-41",
            "1922-24",
            "1931-32",
            "1931-",
        ] {
            let read = read(unclear, None);
            assert!(matches!(read, Read::Unclear(..)), "{unclear}: {read:?}");
        }
        assert_eq!(read(" n/a ", None), Read::Nothing);
        assert!(matches!(read("early 1931", None), Read::Unclear(..)));
    }
}
