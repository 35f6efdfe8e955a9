//! Names of months in the languages that chronologies are mostly written in.

/// Names without their accents, by month: English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Polish and Russian, with the case endings that dates take.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "janner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "januari",
        "styczen",
        "stycznia",
        "январь",
        "января",
        "январе",
    ],
    &[
        "february",
        "februar",
        "feber",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "luty",
        "lutego",
        "lutym",
        "февраль",
        "февраля",
        "феврале",
    ],
    &[
        "march",
        "marz",
        "maerz",
        "mars",
        "marzo",
        "marco",
        "maart",
        "mrt",
        "marzec",
        "marca",
        "marcu",
        "март",
        "марта",
        "марте",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "kwiecien",
        "kwietnia",
        "kwietniu",
        "апрель",
        "апреля",
        "апреле",
    ],
    &[
        "may", "mai", "mayo", "maggio", "maio", "mei", "maj", "maja", "maju", "май", "мая", "мае",
    ],
    &[
        "june", "juni", "juno", "juin", "junio", "giugno", "junho", "czerwiec", "czerwca",
        "czerwcu", "июнь", "июня", "июне",
    ],
    &[
        "july", "juli", "julei", "juillet", "julio", "luglio", "julho", "lipiec", "lipca", "lipcu",
        "июль", "июля", "июле",
    ],
    &[
        "august",
        "aout",
        "agosto",
        "augustus",
        "sierpien",
        "sierpnia",
        "sierpniu",
        "август",
        "августа",
        "августе",
    ],
    &[
        "september",
        "sept",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "wrzesien",
        "wrzesnia",
        "wrzesniu",
        "сентябрь",
        "сентября",
        "сентябре",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "pazdziernik",
        "pazdziernika",
        "pazdzierniku",
        "октябрь",
        "октября",
        "октябре",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "listopad",
        "listopada",
        "listopadzie",
        "ноябрь",
        "ноября",
        "ноябре",
    ],
    &[
        "december",
        "dezember",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "grudzien",
        "grudnia",
        "grudniu",
        "декабрь",
        "декабря",
        "декабре",
    ],
];

/// Words beside the parts of a date that say nothing more.
const FILLERS: [&str; 30] = [
    "of", "the", "on", "in", "der", "den", "am", "im", "de", "del", "di", "do", "en", "le", "les",
    "el", "il", "em", "nel", "van", "op", "w", "r", "roku", "в", "г", "год", "года", "году",
    "anno",
];

/// The number of the month, 1 to 12, that a word in lower case names, be it shortened to three
/// letters; `None` where none does, or months of two languages.
pub(super) fn month_number(word: &str) -> Option<i64> {
    let plain = without_accents(word);
    if plain.chars().count() < 3 {
        return None;
    }
    let mut named = (1..)
        .zip(MONTHS)
        .filter(|(_, names)| names.iter().any(|name| name.starts_with(&plain)));
    let (month, _) = named.next()?;
    named.next().is_none().then_some(month)
}

/// The month, 1 to 12, that a word in lower case names in full, in one of the languages that
/// chronologies are mostly written in.
///
/// ```
/// use annals::edtf::month_of_name;
///
/// assert_eq!(month_of_name("janvier"), Some(1));
/// assert_eq!(month_of_name("märz"), Some(3));
/// assert_eq!(month_of_name("jan"), None);
/// ```
#[must_use]
pub fn month_of_name(word: &str) -> Option<u8> {
    let plain = without_accents(word);
    let mut named = (1..).zip(MONTHS);
    named
        .find(|(_, names)| names.contains(&&*plain))
        .map(|(month, _)| month)
}

/// Whether a word in lower case only joins the parts of a date.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

fn without_accents(word: &str) -> String {
    word.chars()
        .filter(|mark| !matches!(mark, '\u{300}'..='\u{302}' | '\u{308}' | '\u{327}'))
        .map(|letter| match letter {
            'á' | 'à' | 'ä' | 'â' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' => 'i',
            'ó' | 'ò' | 'ô' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' | 'ć' => 'c',
            'ñ' | 'ń' => 'n',
            'ś' => 's',
            'ź' | 'ż' => 'z',
            other => other,
        })
        .collect()
}
