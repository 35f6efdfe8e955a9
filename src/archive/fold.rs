//! Texts in the form in which they are compared.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// So many bytes of folded text lie between two marks at least: what is folded again to find a line.
const STRIDE: usize = 16 << 10;

/// A text in which each run of white space is one space, nothing is invisible, and characters are
/// composed.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// The text as it stands, and some places in it, where lines are asked for.
    lines: Option<Lines>,
}

#[derive(Debug)]
struct Lines {
    raw: String,
    marks: Vec<Mark>,
}

/// A place between two words.
#[derive(Debug, Clone, Copy)]
struct Mark {
    folded: usize,
    raw: usize,
    line: u32,
}

impl Folded {
    /// The folded text, which knows the lines of the original.
    pub(super) fn of(raw: String) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut marks = Vec::new();
        let mut words = Words::new(&raw, 0, 1);
        let mut next = 0;
        loop {
            if text.len() >= next {
                marks.push(Mark {
                    folded: text.len(),
                    raw: words.at,
                    line: words.line,
                });
                next = text.len() + STRIDE;
            }
            if !words.push_next(&mut text) {
                break;
            }
        }
        let lines = Some(Lines { raw, marks });
        Self { text, lines }
    }

    /// The folded text alone.
    pub(super) fn without_lines(raw: &str) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut words = Words::new(raw, 0, 1);
        while words.push_next(&mut text) {}
        Self { text, lines: None }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The line of the original, from 1, on which the word stands at a byte of the folded text.
    pub(super) fn line(&self, at: usize) -> Option<u32> {
        let Lines { raw, marks } = self.lines.as_ref()?;
        let mark = marks[marks
            .partition_point(|mark| mark.folded <= at)
            .checked_sub(1)?];
        let mut words = Words::new(raw, mark.raw, mark.line);
        // A space stands before a word that is not the first.
        let mut scratch = String::new();
        if mark.folded > 0 {
            scratch.push('.');
        }
        let target = at - mark.folded + scratch.len();
        loop {
            let more = words.push_next(&mut scratch);
            if !more || scratch.len() > target {
                return Some(words.word_line);
            }
        }
    }
}

/// A quote in folded form.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut words = Words::new(text, 0, 1);
    while words.push_next(&mut folded) {}
    folded
}

/// The words of a text between its white space.
struct Words<'t> {
    raw: &'t str,
    at: usize,
    /// The line of `at`.
    line: u32,
    /// The line of the last word.
    word_line: u32,
}

impl<'t> Words<'t> {
    const fn new(raw: &'t str, at: usize, line: u32) -> Self {
        Self {
            raw,
            at,
            line,
            word_line: line,
        }
    }

    /// Appends the next word, behind a space where it is not the first; `false` where there is none.
    ///
    /// Spaces begin a new sequence of composition, so words are composed one by one.
    fn push_next(&mut self, folded: &mut String) -> bool {
        let rest = &self.raw[self.at..];
        let word_start = rest.find(|c: char| !c.is_whitespace());
        let (space, rest) = rest.split_at(word_start.unwrap_or(rest.len()));
        self.line += count_lines(space);
        self.word_line = self.line;
        self.at += space.len();
        if rest.is_empty() {
            return false;
        }
        let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        self.at += word.len();
        let before = folded.len();
        if before > 0 {
            folded.push(' ');
        }
        let start = folded.len();
        push_word(folded, word);
        if folded.len() == start {
            folded.truncate(before);
        }
        true
    }
}

fn push_word(folded: &mut String, word: &str) {
    if word.is_ascii() {
        folded.push_str(word);
    } else if word.contains(is_invisible) {
        folded.extend(word.chars().filter(|&c| !is_invisible(c)).nfc());
    } else if is_nfc_quick(word.chars()) == IsNormalized::Yes {
        folded.push_str(word);
    } else {
        folded.extend(word.nfc());
    }
}

/// Soft hyphens, zero-width characters and marks of direction.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

fn count_lines(space: &str) -> u32 {
    let ends = space.bytes().filter(|&byte| byte == b'\n').count();
    u32::try_from(ends).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space_and_what_cannot_be_seen_is_dropped() {
        assert_eq!(fold(" a \t\r\n\u{a0}\u{2003}b\u{2028}c "), "a b c");
        assert_eq!(fold("wa\u{ad}ges \u{200b} we\u{feff}re"), "wages were");
        assert_eq!(fold("cafe\u{301} 10² ﬁn"), "café 10² ﬁn");
        assert_eq!(fold(" \u{ad} "), "");
    }

    #[test]
    fn lines_are_those_of_the_original() {
        let raw: String = (1..=5_000).map(|line| format!("line {line}\n\n")).collect();
        let folded = Folded::of(raw);
        for wanted in [1, 2, 1_234, 4_999, 5_000] {
            let at = folded
                .text()
                .find(&format!("line {wanted} "))
                .unwrap_or_else(|| folded.text().find(&format!("line {wanted}")).unwrap());
            assert_eq!(folded.line(at), Some(2 * wanted - 1));
            assert_eq!(folded.line(at + 5), Some(2 * wanted - 1));
        }
        assert_eq!(Folded::without_lines("a\nb").line(0), None);
    }
}
