//! Pieces of the input in messages.

/// The most characters of the input that a message quotes.
const LONGEST: usize = 40;

/// The beginning of `text`, on one line and at most [`LONGEST`] characters of it.
pub(super) fn excerpt(text: &str) -> String {
    let line = text.chars().take_while(|c| !matches!(c, '\n' | '\r'));
    let mut excerpt: String = line.take(LONGEST).collect();
    if excerpt.len() < text.len() {
        excerpt.push('…');
    }
    excerpt
}

/// A character as a message names it: itself, or its number where it cannot be seen.
pub(super) fn name_of(c: char) -> String {
    if c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    {
        format!("the character U+{:04X}", u32::from(c))
    } else {
        format!("`{c}`")
    }
}
