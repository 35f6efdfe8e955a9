//! Untrusted text, made safe to show.
//!
//! Timeline files, their names and command line arguments may hold anything: escape sequences
//! that drive a terminal, marks that turn the reading direction around (Boucher & Anderson,
//! "Trojan Source", 2021), characters that cannot be seen. In text output such characters are
//! replaced by something visible that stands for them: control pictures (`␛`) for C0 and DEL,
//! `\u{202e}` for the rest. What people write on purpose, in any script, stays as it is, but for
//! `##[`: on GitHub's runners that begins a command wherever it stands in a line.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` without any character that controls or hides instead of showing.
///
/// Line ends and tabs count: the result is one line.
///
/// ```
/// use annals::report::safe::one_line;
///
/// assert_eq!(one_line("vote\u{1b}[31m\n"), "vote␛[31m␊");
/// assert_eq!(one_line("a\u{202e}b"), r"a\u{202e}b");
/// assert_eq!(one_line("Ōsaka 大阪"), "Ōsaka 大阪");
/// assert_eq!(one_line("##[stop-commands]x"), r"##\u{5b}stop-commands]x");
/// ```
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_shown(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// A file's name for the beginning of a line: one line, and never what a program that reads
/// output line by line could take for a command (`::error`, `##[…]`, `-x`).
///
/// ```
/// use annals::report::safe::line_start;
///
/// assert_eq!(line_start("timelines/strike.ron"), "timelines/strike.ron");
/// assert_eq!(line_start("::error::x"), "./::error::x");
/// ```
#[must_use]
pub fn line_start(name: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_');
    let shown = one_line(name);
    if shown.starts_with(plain) {
        shown
    } else {
        Cow::Owned(format!("./{shown}"))
    }
}

/// What begins a command on GitHub's runners, wherever it stands in a line.
const COMMAND: &str = "##[";

/// Appends `c`, or what stands for it.
pub fn push_shown(shown: &mut String, c: char) {
    let commands = c == '[' && shown.ends_with("##");
    if !is_unsafe(c) && !commands {
        shown.push(c);
        return;
    }
    let picture = match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code),
        0x7f => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        None => {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        }
    }
}

/// Whether a character controls a terminal, changes the direction of reading, ends a line, or
/// cannot be seen: C0, DEL, C1, line and paragraph separators, Unicode's format characters (Cf),
/// invisible fillers and noncharacters.
#[must_use]
pub const fn is_unsafe(c: char) -> bool {
    let code = c as u32;
    matches!(
        code,
        0x00..=0x1f
            | 0x7f..=0x9f
            | 0xad
            | 0x034f
            | 0x0600..=0x0605
            | 0x061c
            | 0x06dd
            | 0x070f
            | 0x0890..=0x0891
            | 0x08e2
            | 0x115f..=0x1160
            | 0x17b4..=0x17b5
            | 0x180b..=0x180f
            | 0x200b..=0x200f
            | 0x2028..=0x202e
            | 0x2060..=0x206f
            | 0x3164
            | 0xfdd0..=0xfdef
            | 0xfeff
            | 0xffa0
            | 0xfff0..=0xfffb
            | 0x110bd
            | 0x110cd
            | 0x13430..=0x1343f
            | 0x1bca0..=0x1bca3
            | 0x1d173..=0x1d17a
            | 0xe0000..=0xe0fff
    ) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn everything_that_controls_or_hides_is_replaced() {
        let bad = "\0\t\n\r\u{7}\u{1b}\u{7f}\u{80}\u{9b}\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\
                   \u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{e0041}";
        for c in bad.chars() {
            assert!(is_unsafe(c), "{c:?}");
            let shown = one_line(&c.to_string()).into_owned();
            assert!(!shown.is_empty() && !shown.chars().any(is_unsafe), "{c:?}");
        }
    }

    #[test]
    fn letters_of_all_scripts_stay() {
        for text in [
            "Ωmega",
            "عيد",
            "日本",
            "한글",
            "नमस्ते",
            "e\u{301}",
            "🜚",
            "…–≥",
        ] {
            assert_eq!(one_line(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_unsafe_gets_through(text in any::<String>()) {
            prop_assert!(!one_line(&text).chars().any(is_unsafe));
            let commands = format!("{text}##[{text}");
            prop_assert!(!one_line(&commands).contains(COMMAND));
            let start = line_start(&text);
            prop_assert!(!start.chars().any(is_unsafe));
            let first = start.chars().next().unwrap();
            prop_assert!(first.is_alphanumeric() || "._/".contains(first));
        }

        #[test]
        fn safe_text_is_not_touched_twice(text in any::<String>()) {
            let once = one_line(&text).into_owned();
            prop_assert_eq!(one_line(&once), once.as_str());
        }
    }
}
