//! Names of feasts: what day one fell on depends on the year, the church and the country.

use super::near_miss_date::number;
use super::parse::parse_strictly;

/// Feasts that move, or whose day differs from country to country, so that no day is shown.
const MOVING: [&str; 45] = [
    "advent",
    "all saints",
    "ascension",
    "ash wednesday",
    "candlemas",
    "carnival",
    "chinese new year",
    "corpus christi",
    "diwali",
    "easter",
    "eid",
    "epiphany",
    "good friday",
    "halloween",
    "hanukkah",
    "himmelfahrt",
    "jewish new year",
    "karfreitag",
    "lent",
    "lunar new year",
    "maundy thursday",
    "michaelmas",
    "midsummer",
    "orthodox christmas",
    "ostermontag",
    "ostern",
    "ostersonntag",
    "palm sunday",
    "paques",
    "pâques",
    "pascua",
    "pasqua",
    "passover",
    "pentecost",
    "pesach",
    "pfingsten",
    "purim",
    "ramadan",
    "rosh hashanah",
    "shrove tuesday",
    "thanksgiving",
    "whit monday",
    "whit sunday",
    "whitsun",
    "yom kippur",
];

/// Feasts that are on one day in most calendars, and that day; longer names first.
const FIXED: [(&str, &str); 15] = [
    ("christmas eve", "12-24"),
    ("heiligabend", "12-24"),
    ("christmas", "12-25"),
    ("xmas", "12-25"),
    ("weihnachten", "12-25"),
    ("noel", "12-25"),
    ("noël", "12-25"),
    ("navidad", "12-25"),
    ("natale", "12-25"),
    ("new year's eve", "12-31"),
    ("new years eve", "12-31"),
    ("silvester", "12-31"),
    ("neujahr", "01-01"),
    ("new year", "01-01"),
    ("new years", "01-01"),
];

/// Help for a text in lower case that names a feast: to write the day. A day is only shown of a
/// feast that does not move, and as an example.
pub(super) fn help(text: &str) -> Option<String> {
    let year = text
        .split(|mark: char| !mark.is_ascii_alphanumeric())
        .find(|word| word.len() == 4 && number(word).is_some());
    if MOVING.iter().any(|name| names(text, name)) {
        return Some(match year {
            Some(year) => format!(
                "write the day that it fell on; where only the year is known, write `{year}`"
            ),
            None => "write the day that it fell on, or leave the date out".to_owned(),
        });
    }
    let (_, day) = FIXED.iter().find(|(name, _)| names(text, name))?;
    let shown = format!("{}-{day}", year.unwrap_or("XXXX"));
    parse_strictly(&shown).ok()?;
    Some(format!("write the day that is meant, such as `{shown}`"))
}

/// Whether `name` stands in the text as words of its own.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + name.len()..].chars().next();
        let apart = |mark: Option<char>| mark.is_none_or(|mark| !mark.is_alphabetic());
        apart(before) && apart(behind)
    })
}
