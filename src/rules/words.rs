//! Words of titles and quotes, as the rules compare them.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use crate::calendar::Weekday;
use crate::edtf::month_of_name;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case; Latin letters without their accents.
    pub(super) text: String,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// The words of a text: its runs of letters and digits.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(text, |word, range| {
        words.push(Word {
            text: word.to_owned(),
            range,
        });
    });
    words
}

/// Calls back with each word of a text, folded, and its bytes.
pub(super) fn each_word(text: &str, mut tell: impl FnMut(&str, Range<usize>)) {
    let mut word = String::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_alphanumeric() || is_mark(letter) {
            start = start.or(Some(at));
            fold(letter, &mut word);
        } else if let Some(from) = start.take() {
            tell(&word, from..at);
            word.clear();
        }
    }
}

/// A text in lower case, its Latin letters without accents.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        fold(letter, &mut folded);
    }
    folded
}

fn fold(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
        return;
    }
    for lower in letter.to_lowercase().filter(|&lower| !is_mark(lower)) {
        let mut parts = String::new();
        decompose_compatible(lower, |part| parts.push(part));
        if parts.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            folded.extend(parts.chars().filter(char::is_ascii_alphanumeric));
        } else {
            folded.push(lower);
        }
    }
}

const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The month, 1 to 12, that a folded word names, in full or as it is mostly shortened.
pub(super) fn month(word: &str) -> Option<u8> {
    const SHORT: [(&str, u8); 16] = [
        ("jan", 1),
        ("janv", 1),
        ("ene", 1),
        ("feb", 2),
        ("febr", 2),
        ("fev", 2),
        ("mar", 3),
        ("apr", 4),
        ("avr", 4),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("okt", 10),
        ("nov", 11),
        ("dec", 12),
    ];
    let short = || SHORT.iter().find(|(name, _)| *name == word);
    month_of_name(word).or_else(|| short().map(|&(_, month)| month))
}

/// Whether a folded word names a day of the week, in English, German, French or Spanish.
pub(super) fn is_weekday(word: &str) -> bool {
    const OTHERS: [&str; 21] = [
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
    ];
    Weekday::from_name(word).is_some() || OTHERS.contains(&word)
}

/// Whether a folded word names a season, in English, German, French or Spanish.
pub(super) fn is_season(word: &str) -> bool {
    const SEASONS: [&str; 18] = [
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "fruhling",
        "fruhjahr",
        "sommer",
        "herbst",
        "printemps",
        "ete",
        "automne",
        "hiver",
        "primavera",
        "verano",
        "otono",
        "invierno",
        "midsummer",
    ];
    SEASONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_folded_and_know_their_place() {
        let text = "Début: l’Été à Gdańsk, 1er mai";
        assert_eq!(
            texts(text),
            ["debut", "l", "ete", "a", "gdansk", "1er", "mai"]
        );
        for word in words(text) {
            assert_eq!(folded(&text[word.range]), word.text);
        }
        assert_eq!(texts("E\u{301}te\u{301}"), ["ete"]);
        assert_eq!(texts("МАЙ"), ["май"]);
        assert_eq!(texts(" — "), Vec::<String>::new());
    }

    #[test]
    fn months_are_known_in_full_and_shortened() {
        for (word, number) in [
            ("january", 1),
            ("marz", 3),
            ("май", 5),
            ("dec", 12),
            ("out", 0),
        ] {
            assert_eq!(month(word).unwrap_or(0), number, "{word}");
        }
        assert!(is_weekday("monday") && is_weekday("mardi") && !is_weekday("march"));
    }
}
