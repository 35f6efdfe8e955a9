//! Text and names as SARIF writes them.

use std::fmt::Write as _;

use crate::report::safe;

/// Text as a plain text message that shows just this.
///
/// Braces, which stand around the places of arguments, are doubled (3.11.5). Where the text could
/// be taken for a link `[text](place)`, brackets and backslashes are escaped; elsewhere they stand
/// for themselves (3.11.6), and viewers that know nothing of escapes show them right.
pub(super) fn plain(text: &str) -> String {
    let is_link = text.contains("](");
    let mut message = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' => message.extend([c, c]),
            '[' | ']' | '\\' if is_link => message.extend(['\\', c]),
            '\n' => message.push(c),
            c => {
                // What shows a character may have braces of its own.
                let mut shown = String::new();
                safe::push_shown(&mut shown, c);
                message.push_str(&shown.replace('{', "{{").replace('}', "}}"));
            }
        }
    }
    message
}

/// A path as a URI: relative where it is, else of the scheme `file`.
///
/// Everything but letters, digits and `-._~/` is percent-encoded (RFC 3986), `:` too, so that no
/// part of a name passes for a scheme.
pub(super) fn uri(path: &str) -> String {
    let drive = path.get(1..3) == Some(":/");
    let mut uri = match (path.starts_with('/'), drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uris() {
        for (path, expected) in [
            ("timelines/a.ron", "timelines/a.ron"),
            ("a b#c?d%41.ron", "a%20b%23c%3Fd%2541.ron"),
            ("javascript:alert(1).ron", "javascript%3Aalert%281%29.ron"),
            ("é大.ron", "%C3%A9%E5%A4%A7.ron"),
            ("../-x\n.ron", "../-x%0A.ron"),
            ("/tmp/a.ron", "file:///tmp/a.ron"),
            ("C:/a.ron", "file:///C%3A/a.ron"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn messages_hold_no_placeholder_and_no_link() {
        for (text, expected) in [
            ("in `[1931,1935]`", "in `[1931,1935]`"),
            ("in `{1931}` {0}", "in `{{1931}}` {{0}}"),
            ("[a](1)", r"\[a\](1)"),
            (r"[a\](1) \", r"\[a\\\](1) \\"),
            ("a\u{202e}b\u{1b}\u{0}", r"a\u{{202e}}b␛␀"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
