//! Which characters make up words.

use serde::de::IgnoredAny;

/// Whether `c` may begin a word.
pub(super) fn is_identifier_start(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic() || c == '_'
    } else {
        ron_reads(c.encode_utf8(&mut [0; 4]))
    }
}

/// Whether `c` may go on a word.
pub(super) fn is_identifier_part(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        let mut word = [b'a'; 5];
        let length = c.encode_utf8(&mut word[1..]).len();
        std::str::from_utf8(&word[..=length]).is_ok_and(ron_reads)
    }
}

/// Whether `c` may stand in a raw identifier: `r#a-b`.
pub(super) fn is_raw_identifier_part(c: char) -> bool {
    matches!(c, '.' | '+' | '-') || is_identifier_part(c)
}

/// `ron` keeps Unicode's table of letters to itself, so that it is asked: a word alone is a value.
/// White space is no part of a word, but `ron` would pass over it.
fn ron_reads(word: &str) -> bool {
    let blank = |c| {
        matches!(
            c,
            '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
        )
    };
    !word.contains(blank) && ron::from_str::<IgnoredAny>(word).is_ok()
}
