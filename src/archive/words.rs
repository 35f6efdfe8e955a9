//! Words, for looking for passages that are alike.

/// One word of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// A hash of it without regard to capitals.
    pub(super) hash: u64,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
}

/// The words of a text: runs of letters and digits, and each character of scripts that put no
/// space between words.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|(_, c)| c.is_alphanumeric())?;
        let mut word = Word {
            hash: add(0xcbf2_9ce4_8422_2325, first),
            start,
            end: start + first.len_utf8(),
        };
        if !stands_alone(first) {
            let goes_on = |&(_, c): &(usize, char)| c.is_alphanumeric() && !stands_alone(c);
            while let Some((at, c)) = characters.next_if(goes_on) {
                word.hash = add(word.hash, c);
                word.end = at + c.len_utf8();
            }
        }
        word.hash = spread(word.hash);
        Some(word)
    })
}

/// A hash of two neighbours.
pub(super) const fn pair(first: u64, second: u64) -> u64 {
    spread(first.rotate_left(23) ^ second.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Adds a character to a hash (Fowler, Noll & Vo).
fn add(hash: u64, c: char) -> u64 {
    let step = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    if c.is_ascii() {
        step(hash, c.to_ascii_lowercase())
    } else {
        c.to_lowercase().fold(hash, step)
    }
}

const fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// Chinese, Japanese, Thai, Lao, Khmer and Burmese characters.
const fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text)
            .map(|word| &text[word.start..word.end])
            .collect()
    }

    #[test]
    fn words_are_runs_of_letters_or_single_characters() {
        assert_eq!(split("“Don’t”, 3rd—Übung"), ["Don", "t", "3rd", "Übung"]);
        assert_eq!(split("日本go語"), ["日", "本", "go", "語"]);
        assert_eq!(split(" … "), [""; 0]);
        let hashes: Vec<u64> = words("Straße STRASSE straße")
            .map(|word| word.hash)
            .collect();
        assert_eq!(hashes[0], hashes[2]);
        assert_ne!(hashes[0], hashes[1]);
    }
}
