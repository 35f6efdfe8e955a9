//! Cuts RON into what must survive formatting, without the reader that is tested.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use annals::source::SourceMap;

/// A token or comment, and whether an empty line stands right before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub text: String,
    pub is_comment: bool,
    pub after_empty_line: bool,
}

/// Everything in `text` but blanks.
pub fn elements(text: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        let inside = rest.trim_start_matches(|c: char| {
            c.is_ascii_whitespace()
                || matches!(
                    c,
                    '\u{b}' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
                )
        });
        let breaks = rest[..rest.len() - inside.len()].matches('\n').count();
        if inside.is_empty() {
            return elements;
        }
        let length = length(inside);
        elements.push(Element {
            text: inside[..length].to_owned(),
            is_comment: inside.starts_with("//") || inside.starts_with("/*"),
            after_empty_line: breaks > 1,
        });
        rest = &inside[length..];
    }
}

/// The length of the token or comment that `text` begins with.
fn length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return block_comment(text);
    }
    if text.starts_with(['(', ')', '[', ']', '{', '}', ',', ':', '#', '!', '=']) {
        return 1;
    }
    if let Some(length) = quoted(text) {
        return length;
    }
    let ends = |(at, c): (usize, char)| {
        c.is_whitespace()
            || "()[]{},:\"/".contains(c)
            || matches!(c, '\u{200e}' | '\u{200f}')
            || c == '\'' && at > 0
    };
    text.char_indices()
        .find(|&place| ends(place))
        .map_or(text.len(), |(at, _)| at)
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += text[at..].chars().next().expect("it is closed").len_utf8();
        }
        if depth == 0 {
            return at;
        }
    }
}

/// The length of a string or character in any kind of quotes.
fn quoted(text: &str) -> Option<usize> {
    let prefix = ["br", "b", "r", ""]
        .into_iter()
        .find(|prefix| text.starts_with(prefix))?;
    let behind = &text[prefix.len()..];
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    if prefix.ends_with('r') && behind[hashes..].starts_with('"') {
        let ending = format!("\"{}", "#".repeat(hashes));
        let open = prefix.len() + hashes + 1;
        return Some(open + text[open..].find(&ending)? + ending.len());
    }
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (at, c) in behind.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(prefix.len() + at + 1),
            _ => {}
        }
    }
    None
}

/// What formatting may not change: tokens and comments in their order, but for commas, for blanks
/// at the ends of a comment's lines, and for the style of its line ends.
pub fn essence(text: &str) -> Vec<String> {
    let kept = elements(text).into_iter().filter(|one| one.text != ",");
    kept.map(|one| {
        if one.is_comment {
            let lines: Vec<&str> = one.text.split('\n').map(str::trim_end).collect();
            lines.join("\n")
        } else {
            one.text
        }
    })
    .collect()
}

/// The formatted text; none where it has syntax errors.
pub fn formatted(text: &str) -> Option<String> {
    let file = SourceMap::new().add("a.ron", text);
    annals::syntax::format(&file).ok()
}
