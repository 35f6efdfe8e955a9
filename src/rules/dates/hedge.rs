//! Words of a title by which it hedges its time.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::{Word, each_word, is_season, is_weekday, month, words};

/// A hedge in a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hedge {
    /// The bytes of the hedging words.
    pub(super) range: Range<usize>,
    /// What it leaves open.
    pub(super) kind: Kind,
}

/// What a hedge leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whether it was so: "reportedly".
    Doubt,
    /// When exactly it was: "about noon", "early June".
    Vagueness,
}

/// Words that doubt whatever they stand beside: English, German, French, Spanish.
const DOUBTS: [&str; 25] = [
    "reportedly",
    "allegedly",
    "purportedly",
    "supposedly",
    "probably",
    "possibly",
    "perhaps",
    "maybe",
    "angeblich",
    "vermutlich",
    "wahrscheinlich",
    "vielleicht",
    "moglicherweise",
    "mutmaßlich",
    "probablement",
    "peut-etre",
    "vraisemblablement",
    "pretendument",
    "probablemente",
    "posiblemente",
    "supuestamente",
    "presuntamente",
    "quizas",
    "quiza",
    "tal-vez",
];

/// Words that hedge a time which follows, and nothing else.
const ABOUT: [&str; 12] = [
    "about",
    "around",
    "approximately",
    "roughly",
    "circa",
    "ca",
    "etwa",
    "ungefahr",
    "gegen",
    "environ",
    "vers",
    "hacia",
];

/// Words for a part of a month, a season, a year or a decade which follows.
const PART: [&str; 12] = [
    "early",
    "mid",
    "late",
    "anfang",
    "mitte",
    "ende",
    "debut",
    "mi",
    "fin",
    "principios",
    "mediados",
    "finales",
];

/// Words behind which "about" names a subject, not a time.
const SPEAKING: [&str; 32] = [
    "talk",
    "talks",
    "talking",
    "debate",
    "debates",
    "report",
    "reports",
    "warning",
    "warnings",
    "question",
    "questions",
    "news",
    "doubts",
    "statement",
    "speech",
    "book",
    "film",
    "letter",
    "article",
    "concerns",
    "concern",
    "fears",
    "dispute",
    "rumours",
    "rumors",
    "claims",
    "lies",
    "story",
    "asked",
    "told",
    "warned",
    "says",
];

/// Times of day by name.
const TIMES_OF_DAY: [&str; 14] = [
    "noon",
    "midnight",
    "midday",
    "dawn",
    "dusk",
    "sunrise",
    "sunset",
    "nightfall",
    "mittag",
    "mitternacht",
    "midi",
    "minuit",
    "mediodia",
    "medianoche",
];

/// Small words between a hedge and its time.
const BETWEEN: [&str; 10] = [
    "the", "of", "in", "de", "des", "du", "la", "el", "der", "des",
];

/// Words that a hedge begins with.
static BEGINNINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let first = |doubt: &&'static str| doubt.split('-').next().unwrap_or(doubt);
    let doubts = DOUBTS.iter().map(first);
    doubts.chain(ABOUT).chain(PART).chain(["c"]).collect()
});

/// The first hedge in a title.
pub(super) fn hedge(title: &str) -> Option<Hedge> {
    let mut may_begin = false;
    each_word(title, |word, _| may_begin |= BEGINNINGS.contains(word));
    if !may_begin {
        return None;
    }
    let words = words(title);
    (0..words.len()).find_map(|at| {
        let title = Title {
            text: title,
            words: &words,
        };
        let (kind, count) = title.hedge_at(at)?;
        Some(Hedge {
            range: words[at].range.start..words[at + count - 1].range.end,
            kind,
        })
    })
}

struct Title<'t> {
    text: &'t str,
    words: &'t [Word],
}

impl Title<'_> {
    /// Whether a hedge begins at a word, and how many words it is.
    fn hedge_at(&self, at: usize) -> Option<(Kind, usize)> {
        let word = self.word(at)?;
        if DOUBTS.contains(&word) {
            return Some((Kind::Doubt, 1));
        }
        if let Some(next) = self.word(at + 1)
            && DOUBTS.contains(&&*format!("{word}-{next}"))
        {
            return Some((Kind::Doubt, 2));
        }
        let behind = self.behind(at);
        let is_vague = match word {
            "about" => {
                let is_subject = at > 0 && SPEAKING.contains(&&*self.words[at - 1].text);
                self.is_clock(behind) || (!is_subject && self.is_date(behind))
            }
            // Also "against".
            "gegen" => self.is_clock(behind),
            "c" => self.after(at).starts_with('.') && self.is_year(behind, 3),
            "circa" | "ca" => {
                self.is_clock(behind) || self.is_date(behind) || self.is_year(behind, 3)
            }
            word if ABOUT.contains(&word) => self.is_clock(behind) || self.is_date(behind),
            word if PART.contains(&word) => self.is_divisible(behind),
            _ => false,
        };
        is_vague.then_some((Kind::Vagueness, 1))
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(|word| &*word.text)
    }

    /// The next word but small ones.
    fn behind(&self, at: usize) -> usize {
        let mut behind = at + 1;
        while self
            .word(behind)
            .is_some_and(|word| BETWEEN.contains(&word))
        {
            behind += 1;
        }
        behind
    }

    /// What stands right behind a word.
    fn after(&self, at: usize) -> &str {
        &self.text[self.words[at].range.end..]
    }

    /// `10:30`, `5 p.m.`, `18 Uhr`, `noon`.
    fn is_clock(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else {
            return false;
        };
        if TIMES_OF_DAY.contains(&word) {
            return true;
        }
        let rest = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let is_number = rest.is_empty() && word.len() <= 2;
        if !is_number {
            return rest.len() < word.len() && ["am", "pm", "h", "uhr"].contains(&rest);
        }
        let next = self.word(at + 1).unwrap_or_default();
        let second = self.word(at + 2).unwrap_or_default();
        let after = self.after(at);
        let minutes = next.len() == 2 && next.bytes().all(|digit| digit.is_ascii_digit());
        (after.starts_with(':') && minutes)
            || ["am", "pm", "uhr", "h", "heures", "horas"].contains(&next)
            || matches!((next, second), ("a" | "p", "m") | ("o", "clock"))
    }

    /// `June`, `Monday`, `19 June`, a year at the end, `1930s`.
    fn is_date(&self, at: usize) -> bool {
        let is_day = self.word(at).is_some_and(|word| {
            word.starts_with(|first: char| first.is_ascii_digit()) && word.len() <= 4
        });
        self.is_month(at)
            || self.word(at).is_some_and(is_weekday)
            || (is_day && self.is_month(self.behind(at)))
            || self.is_year(at, 4)
            || self.is_decade(at)
    }

    /// What has an early, a middle and a late part.
    fn is_divisible(&self, at: usize) -> bool {
        let is_century = self.word(at).is_some_and(|word| {
            word.starts_with(|first: char| first.is_ascii_digit())
                && matches!(self.word(at + 1), Some("century" | "jahrhundert"))
        });
        let is_year = self.word(at).is_some_and(|word| is_year_number(word, 4));
        self.is_month(at)
            || self.word(at).is_some_and(is_season)
            || is_year
            || is_century
            || self.is_decade(at)
    }

    /// A month; the English ones that are other words, too, count with a capital only.
    fn is_month(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else {
            return false;
        };
        let is_capital = self.text[word.range.clone()].starts_with(char::is_uppercase);
        month(&word.text).is_some()
            && (is_capital || !["may", "march", "mar"].contains(&&*word.text))
    }

    /// A year, not a number of something.
    fn is_year(&self, at: usize, digits: usize) -> bool {
        if !self
            .word(at)
            .is_some_and(|word| is_year_number(word, digits))
        {
            return false;
        }
        let after = self.after(at).trim_start();
        let is_number = self.after(at).starts_with([',', '.'])
            && after[1..].starts_with(|digit: char| digit.is_ascii_digit());
        let is_era = matches!(self.word(at + 1), Some("bc" | "bce" | "ad" | "ce"));
        !is_number && (!after.starts_with(char::is_alphanumeric) || is_era)
    }

    fn is_decade(&self, at: usize) -> bool {
        let decade = |word: &str| {
            let year = word.strip_suffix("er").or_else(|| word.strip_suffix('s'));
            year.is_some_and(|year| is_year_number(year, 4) && year.ends_with('0'))
        };
        self.word(at).is_some_and(decade)
    }
}

/// A number of this many digits or more that counts years.
fn is_year_number(word: &str, digits: usize) -> bool {
    word.len() >= digits
        && word.len() <= 4
        && word
            .parse()
            .is_ok_and(|year: u32| (100..=2_100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_are_found() {
        for (title, words, kind) in [
            ("Minister reportedly resigns", "reportedly", Kind::Doubt),
            ("Vielleicht der erste Streik", "Vielleicht", Kind::Doubt),
            ("Le port est peut-être fermé", "peut-être", Kind::Doubt),
            ("Acuerdo tal vez firmado", "tal vez", Kind::Doubt),
            ("Ship sinks about noon", "about", Kind::Vagueness),
            ("Alarm at around 10:30", "around", Kind::Vagueness),
            ("Shots about 5 p.m.", "about", Kind::Vagueness),
            (
                "Line fails about the 19th of June",
                "about",
                Kind::Vagueness,
            ),
            ("Mill built circa 1880", "circa", Kind::Vagueness),
            ("Mill built c. 880", "c", Kind::Vagueness),
            (
                "Founded roughly 1931, rebuilt later",
                "roughly",
                Kind::Vagueness,
            ),
            ("Talks open in mid-June", "mid", Kind::Vagueness),
            ("Early 1931 lockout", "Early", Kind::Vagueness),
            ("Late summer drought", "Late", Kind::Vagueness),
            ("Decline in the late 1930s", "late", Kind::Vagueness),
            ("Anfang März: Aussperrung", "Anfang", Kind::Vagueness),
            (
                "Gegen Mitternacht bricht Feuer aus",
                "Gegen",
                Kind::Vagueness,
            ),
            ("Grève début mai", "début", Kind::Vagueness),
            ("Huelga a finales de junio", "finales", Kind::Vagueness),
        ] {
            let found = hedge(title).expect(title);
            assert_eq!((&title[found.range], found.kind), (words, kind), "{title}");
        }
    }

    #[test]
    fn other_uses_of_the_words_are_no_hedges() {
        for title in [
            "Early warning is ignored",
            "Talks about sanctions",
            "Talks about June deadline",
            "About 300 dockers walk out",
            "Around 2000 people march",
            "Roughly 1,500 tons are lost",
            "Circa 300 men desert",
            "Debate about may and must",
            "The late minister is buried",
            "Strike in mid-sized ports",
            "Protest gegen April-Gesetze",
            "Ende der Aussperrung",
            "Company C. 3 rooms are searched",
            "Union votes",
            "",
        ] {
            assert_eq!(hedge(title), None, "{title}");
        }
    }
}
