//! From bytes to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a file its encoding and its kind may be declared, in bytes; as browsers look.
const HEAD: usize = 1024;

/// How a file begins, and what it then is.
const MAGIC: [(&[u8], &str); 19] = [
    (b"%PDF-", "a PDF document"),
    (
        b"PK\x03\x04",
        "a ZIP file, as Word, ODF and EPUB documents are",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or a recording"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"BZh", "compressed (bzip2)"),
    (b"\xfd7zXZ", "compressed (xz)"),
    (b"7z\xbc\xaf", "compressed (7z)"),
    (b"\x28\xb5\x2f\xfd", "compressed (Zstandard)"),
];

/// Why a file cannot be searched as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is something else, with an article where it needs one.
    Other(&'static str),
    /// It holds a NUL byte here, which no text does.
    Nul {
        /// The byte's place, from 0.
        at: usize,
    },
    /// It is not UTF-8 from this byte on, and declares no other encoding.
    NotUtf8 {
        /// The byte's place, from 0.
        at: usize,
    },
    /// It is not in the encoding that it declares, or in that of its byte order mark.
    Malformed {
        /// The encoding's name.
        encoding: &'static str,
    },
}

impl Unreadable {
    /// What the file is, for a message: `it is a PDF document`.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Other(what) => format!("it is {what}"),
            Self::Nul { at } => format!("it is binary: its byte {} is NUL", at + 1),
            Self::NotUtf8 { at } => {
                format!(
                    "it is not UTF-8: its byte {} is no part of a character",
                    at + 1
                )
            }
            Self::Malformed { encoding } => {
                format!(
                    "it says that it is {encoding}, and holds bytes that {encoding} does not know"
                )
            }
        }
    }
}

/// A file as text.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    /// Whether it is HTML or XML, whose tags are no text.
    pub(super) is_markup: bool,
}

pub(super) fn decode<'b>(bytes: &'b [u8], name: &str) -> Result<Decoded<'b>, Unreadable> {
    if let Some(&(_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::Other(what));
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != UTF_8 => decoded(&bytes[length..], encoding)?,
        Some((_, length)) => utf8(bytes, length)?,
        None => without_mark(bytes, name)?,
    };
    if let Some(at) = text.find('\0') {
        return Err(Unreadable::Nul { at });
    }
    let is_markup = is_markup(&text, name);
    if !is_markup && is_mail(&text) {
        return Err(Unreadable::Other("a MIME message, such as MHTML"));
    }
    Ok(Decoded { text, is_markup })
}

/// The text of a file that does not begin with a byte order mark.
fn without_mark<'b>(bytes: &'b [u8], name: &str) -> Result<Cow<'b, str>, Unreadable> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let declared = is_markup(&head, name)
        .then(|| declared(&head))
        .flatten()
        // A page that says so in ASCII cannot be UTF-16.
        .filter(|&encoding| encoding != UTF_16BE && encoding != UTF_16LE);
    match (declared, utf8(bytes, 0)) {
        // Escape sequences switch this one, so that it is valid UTF-8 and means something else.
        (Some(encoding), _) if encoding == ISO_2022_JP => decoded(bytes, encoding),
        // A page that was saved anew is often UTF-8, whatever it says.
        (_, Ok(text)) => Ok(text),
        (Some(encoding), Err(_)) => match bytes.iter().position(|&byte| byte == 0) {
            Some(at) => Err(Unreadable::Nul { at }),
            None => decoded(bytes, encoding),
        },
        (None, Err(error)) => Err(error),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<Cow<'_, str>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        match bytes.iter().position(|&byte| byte == 0) {
            Some(at) => Unreadable::Nul { at },
            None => Unreadable::NotUtf8 { at },
        }
    })?;
    Ok(Cow::Borrowed(text.get(skipped..).unwrap_or_default()))
}

fn decoded<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Result<Cow<'b, str>, Unreadable> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or(Unreadable::Malformed {
        encoding: encoding.name(),
    })
}

/// Whether a text is HTML or XML: by its file's extension, or by how it begins.
fn is_markup(text: &str, name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let known = ["html", "htm", "xhtml", "xht", "xml"];
    if extension.is_some_and(|extension| known.iter().any(|k| extension.eq_ignore_ascii_case(k))) {
        return true;
    }
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    ["<!doctype html", "<html", "<head", "<body", "<?xml"]
        .iter()
        .any(|tag| {
            let begins = start.get(..tag.len());
            begins.is_some_and(|begins| begins.eq_ignore_ascii_case(tag))
        })
}

/// Whether a text is a mail, or a page saved as one: its words are then encoded once more.
fn is_mail(text: &str) -> bool {
    text.lines()
        .take(40)
        .take_while(|line| !line.trim().is_empty() && line.len() < HEAD)
        .any(|line| {
            line.get(..13)
                .is_some_and(|field| field.eq_ignore_ascii_case("mime-version:"))
        })
}

/// The encoding that the head of a page declares: `charset=…` of HTML, `encoding="…"` of XML.
fn declared(head: &str) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let label = ["charset", "encoding"].iter().find_map(|field| {
        let (_, rest) = lower.split_once(field)?;
        let value = rest.trim_start().strip_prefix('=')?;
        let value = value.trim_start_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
        value
            .split(|c: char| c.is_whitespace() || "\"'>;/?".contains(c))
            .next()
    })?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], name: &str) -> Result<String, Unreadable> {
        decode(bytes, name).map(|decoded| decoded.text.into_owned())
    }

    #[test]
    fn byte_order_marks_tell_the_encoding() {
        assert_eq!(text(b"\xef\xbb\xbfab", "a.txt").unwrap(), "ab");
        assert_eq!(text(b"\xff\xfea\0\xe4\0", "a.txt").unwrap(), "aä");
        assert_eq!(text(b"\xfe\xff\0a\0\xe4", "a.txt").unwrap(), "aä");
        assert!(matches!(
            text(b"\xff\xfea\0\0\xd8b\0", "a.txt"),
            Err(Unreadable::Malformed {
                encoding: "UTF-16LE"
            })
        ));
    }

    #[test]
    fn a_page_may_declare_its_encoding_and_plain_text_may_not() {
        let page = b"<html><meta charset=windows-1252><p>H\xfctte \x84so\x93";
        assert!(text(page, "a.txt").unwrap().ends_with("Hütte „so“"));
        let xml = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><p>H\xfctte";
        assert!(text(xml, "a.xml").unwrap().ends_with("Hütte"));
        let plain = b"charset=windows-1252 H\xfctte";
        assert_eq!(text(plain, "a.txt"), Err(Unreadable::NotUtf8 { at: 22 }));
        let saved_anew = "<meta charset=latin1>Hütte".as_bytes();
        assert!(text(saved_anew, "a.htm").unwrap().ends_with("Hütte"));
        let japanese = b"<meta charset=iso-2022-jp>\x1b$BF|K\\\x1b(B";
        assert!(text(japanese, "a.html").unwrap().ends_with("日本"));
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        for (bytes, reason) in [
            (&b"%PDF-1.7"[..], "it is a PDF document"),
            (
                b"PK\x03\x04..",
                "it is a ZIP file, as Word, ODF and EPUB documents are",
            ),
            (b"ab\0c", "it is binary: its byte 3 is NUL"),
            (b"\xe4\0c", "it is binary: its byte 2 is NUL"),
            (
                b"ab\xffc",
                "it is not UTF-8: its byte 3 is no part of a character",
            ),
            (
                b"From: x\r\nMIME-Version: 1.0\r\n\r\nw=E4ges",
                "it is a MIME message, such as MHTML",
            ),
        ] {
            assert_eq!(text(bytes, "a.txt").unwrap_err().reason(), reason);
        }
        assert_eq!(text(b"", "a.txt").unwrap(), "");
    }
}
