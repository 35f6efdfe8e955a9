//! What changes in a text, as a unified diff.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::safe;

/// How many unchanged lines stand around a change.
const CONTEXT: usize = 3;

/// The unified diff between two texts of one file; nothing where they are the same.
///
/// `patch` and `git apply -p0` take it, unless a text holds characters that control terminals:
/// signs stand for those, as everywhere.
///
/// ```
/// use annals::emit::unified_diff;
///
/// let diff = unified_diff("a.ron", "(a:1)\n", "(a: 1)\n", false);
/// assert_eq!(diff, "--- a.ron\n+++ a.ron\n@@ -1 +1 @@\n-(a:1)\n+(a: 1)\n");
/// ```
#[must_use]
pub fn unified_diff(name: &str, old: &str, new: &str, styled: bool) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut out = String::new();
    let mut line = |style: &str, text: &str, end: &str| {
        let _ = if styled && !style.is_empty() {
            write!(out, "\u{1b}[{style}m{text}\u{1b}[0m{end}")
        } else {
            write!(out, "{text}{end}")
        };
    };
    let name = safe::one_line(name);
    for (at, hunk) in diff
        .unified_diff()
        .context_radius(CONTEXT)
        .iter_hunks()
        .enumerate()
    {
        if at == 0 {
            line("1", &format!("--- {name}"), "\n");
            line("1", &format!("+++ {name}"), "\n");
        }
        line("36", &hunk.header().to_string(), "\n");
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', "31"),
                ChangeTag::Insert => ('+', "32"),
                ChangeTag::Equal => (' ', ""),
            };
            let text = change.value();
            let (text, end) = match text.strip_suffix('\n') {
                Some(text) => text
                    .strip_suffix('\r')
                    .map_or((text, "\n"), |text| (text, "\r\n")),
                None => (text, "\n"),
            };
            line(style, &format!("{sign}{}", safe::one_line(text)), end);
            if change.missing_newline() {
                line("", "\\ No newline at end of file", "\n");
            }
        }
    }
    out
}
