//! The text of a page.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// What stands between these tags is for programs, or for readers without them.
const HIDDEN: [&[u8]; 5] = [b"script", b"style", b"noscript", b"iframe", b"noembed"];

/// Tags inside of a line: words go on across them. All others part words.
const INLINE: [&[u8]; 43] = [
    b"a",
    b"abbr",
    b"acronym",
    b"b",
    b"bdi",
    b"bdo",
    b"big",
    b"cite",
    b"code",
    b"data",
    b"del",
    b"dfn",
    b"em",
    b"emph",
    b"font",
    b"g",
    b"hi",
    b"i",
    b"ins",
    b"kbd",
    b"label",
    b"mark",
    b"name",
    b"nobr",
    b"persname",
    b"placename",
    b"q",
    b"ref",
    b"rp",
    b"rt",
    b"ruby",
    b"s",
    b"samp",
    b"small",
    b"span",
    b"strike",
    b"strong",
    b"sub",
    b"sup",
    b"time",
    b"tt",
    b"u",
    b"wbr",
];

/// What a page says: its text without tags, comments and scripts, entities decoded, and a space
/// where a tag parts words.
///
/// The page is read token by token, as browsers do, and no tree is built: tags that are never closed
/// or nested a million deep cost no more than others.
pub(super) fn text_of(page: &str) -> String {
    let is_xml = page.trim_start().starts_with("<?xml");
    let page = if is_xml {
        with_sections(page)
    } else {
        page.into()
    };
    let mut text = String::with_capacity(page.len() / 2);
    let mut hidden = Hidden::default();
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    hidden.open(name);
                    part(&mut text, name);
                }
                // HTML has no tags that close themselves.
                CallbackEvent::CloseStartTag { self_closing } => {
                    hidden.opened(self_closing && is_xml);
                }
                CallbackEvent::EndTag { name } => {
                    hidden.close(name);
                    part(&mut text, name);
                }
                CallbackEvent::String { value } if hidden.by.is_none() => {
                    text.push_str(&String::from_utf8_lossy(value));
                }
                _ => {}
            }
            None
        },
    );
    // In XML, scripts are text like other text.
    emitter.naively_switch_states(!is_xml);
    match Tokenizer::new_with_emitter(&*page, emitter).finish() {
        Ok(()) => text,
    }
}

/// Whether text is hidden, and the tag that hides it.
#[derive(Default)]
struct Hidden {
    by: Option<&'static [u8]>,
    /// Whether that tag is being read.
    opening: bool,
}

impl Hidden {
    fn open(&mut self, name: &[u8]) {
        if self.by.is_none() {
            self.by = HIDDEN.into_iter().find(|&hidden| hidden == name);
            self.opening = self.by.is_some();
        }
    }

    fn opened(&mut self, is_closed: bool) {
        if std::mem::take(&mut self.opening) && is_closed {
            self.by = None;
        }
    }

    fn close(&mut self, name: &[u8]) {
        self.by = self.by.filter(|&hidden| hidden != name);
    }
}

fn part(text: &mut String, tag: &[u8]) {
    if !INLINE.contains(&tag) && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// A page with the sections of character data that XML has as text; to HTML they are comments.
fn with_sections(page: &str) -> Cow<'_, str> {
    const START: &str = "<![CDATA[";
    if !page.contains(START) {
        return page.into();
    }
    let mut parts = page.split(START);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (data, rest) = part.split_once("]]>").unwrap_or((part, ""));
        plain.push_str(&data.replace('&', "&amp;").replace('<', "&lt;"));
        plain.push_str(rest);
    }
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn text(page: &str) -> String {
        fold(&text_of(page))
    }

    #[test]
    fn tags_are_out_and_entities_are_decoded() {
        assert_eq!(
            text(
                "<p>Wa<b>ges</b> &amp; pay&nbsp;were<br>cut.</p><p>Then&hellip; &#8220;no&#x201d;"
            ),
            "Wages & pay were cut. Then… “no”"
        );
        assert_eq!(
            text("<table><tr><td>1</td><td>2</td></tr><li>3<li>4"),
            "1 2 3 4"
        );
        assert_eq!(text("a<!-- <p>b -->c<!doctype x>d"), "acd");
        assert_eq!(text("<img alt='x > y' title=\"</p>\">z"), "z");
    }

    #[test]
    fn scripts_and_styles_are_out() {
        let page = "<title>T</title><style>p > a {}</style><script>if (a<b) '</p>';</script>x";
        assert_eq!(text(page), "T x");
        assert_eq!(text("x<script>never closed <p>y"), "x");
        assert_eq!(text("<SCRIPT>a</script>b<noscript><p>c</noscript>d"), "b d");
    }

    #[test]
    fn character_data_of_xml_is_text() {
        assert_eq!(
            text("<?xml version='1.0'?><p>a<![CDATA[ b < c & d ]]>e</p>"),
            "a b < c & d e"
        );
        assert_eq!(
            text("<?xml version='1.0'?><html><title/><script src='x'/><p>a<script>b < c</script>d"),
            "a d"
        );
    }
}
