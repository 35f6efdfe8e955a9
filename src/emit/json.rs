//! Reports as JSON documents.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use crate::report::safe;

/// Writes a report as one document, indented, with a line end behind it.
///
/// Besides what JSON has to escape, everything is escaped that controls a terminal, changes the
/// direction of reading or cannot be seen, so that the document is safe to look at, and the bracket
/// of `##[`, with which a line of a log would be a command to GitHub's runners.
///
/// ```
/// let mut out = Vec::new();
/// annals::emit::json::write(&mut out, &"a\u{202e}b").unwrap();
/// assert_eq!(out, b"\"a\\u202eb\"\n");
/// ```
///
/// # Errors
///
/// Those of `out`.
pub fn write(mut out: impl Write, report: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut out, Safe::default());
    report.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Indents, and escapes what is unsafe to show.
#[derive(Default)]
struct Safe<'a> {
    indent: PrettyFormatter<'a>,
}

impl Formatter for Safe<'_> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        let mut hashes = 0;
        let mut is_unsafe = |c: char| {
            let commands = c == '[' && hashes >= 2;
            hashes = if c == '#' { hashes + 1 } else { 0 };
            commands || safe::is_unsafe(c)
        };
        while let Some(at) = rest.find(&mut is_unsafe) {
            let (before, behind) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut chars = behind.chars();
            if let Some(c) = chars.next() {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.indent.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.indent.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.indent.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn documents_are_safe_and_mean_the_same(texts in any::<Vec<String>>()) {
            let mut out = Vec::new();
            write(&mut out, &texts).unwrap();
            let text = String::from_utf8(out).unwrap();
            prop_assert!(text.chars().all(|c| c == '\n' || !safe::is_unsafe(c)));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), texts);
        }

        #[test]
        fn documents_hold_no_command(text in "[#\\[\"\\\\a\u{1b}]{0,12}") {
            let mut out = Vec::new();
            write(&mut out, &text).unwrap();
            let written = String::from_utf8(out).unwrap();
            prop_assert!(!written.contains("##["), "{}", written);
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
