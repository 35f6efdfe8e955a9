//! Comments that speak to annals: `// annals: …`.

use super::lexer::{Lexer, TokenKind};
use super::tape::offset;
use crate::source::{SourceFile, Span};

/// A comment that speaks to annals, and what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The whole comment.
    pub span: Span,
    /// What it says behind `annals:`, without blanks around it.
    pub text: String,
    /// What it speaks of: the field or item that begins behind it or, where it stands at the end
    /// of a line, the one that ends or begins there. Empty where there is none.
    pub covers: Span,
}

/// The comments of a text that begin with `annals:`, in their order.
///
/// A comment above the timeline itself speaks of all of it. Faults of syntax do not disturb: what
/// is covered then ends with the bracket around it. Linear in the text, which is not read at all
/// where no comment speaks to annals.
///
/// ```
/// use annals::source::SourceMap;
/// use annals::syntax::directives;
///
/// let text = "(events: [\n // annals: allow(unsourced) a legend\n (id: \"flood\"), (id: \"ark\")])";
/// let file = SourceMap::new().add("a.ron", text);
/// let found = directives(&file);
/// assert_eq!(found[0].text, "allow(unsourced) a legend");
/// assert_eq!(file.slice(found[0].covers), "(id: \"flood\")");
/// ```
#[must_use]
pub fn directives(file: &SourceFile) -> Vec<Directive> {
    if !may_have_some(file.text()) {
        return Vec::new();
    }
    let mut scan = Scan {
        file,
        found: Vec::new(),
        frames: vec![Frame::default()],
        waiting: Vec::new(),
        before: None,
        end: 0,
    };
    let (text, mut lexer, mut end) = (file.text(), Lexer::new(0), 0);
    loop {
        let token = lexer.next(text);
        scan.comments(end, token.start);
        scan.token(token.kind, token.start, token.end);
        end = token.end;
        if matches!(token.kind, TokenKind::End | TokenKind::UnclosedComment) {
            return scan.found;
        }
    }
}

/// Whether a comment may begin with `annals:`; quick, and right where it says no.
fn may_have_some(text: &str) -> bool {
    let comment = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end_matches([' ', '\t', '*', '!']);
        before.ends_with("//") || before.ends_with('/')
    };
    text.match_indices("annals:").any(comment)
}

/// A bracket that is open.
#[derive(Default)]
struct Frame {
    /// Where the item or field at hand begins, if one has begun.
    item: Option<usize>,
    /// The directives that speak of it.
    of_item: Vec<usize>,
    /// The one before it.
    last: Option<(usize, usize)>,
}

struct Scan<'f> {
    file: &'f SourceFile,
    found: Vec<Directive>,
    frames: Vec<Frame>,
    /// Directives that speak of what begins next.
    waiting: Vec<usize>,
    /// The last token, and where it ends.
    before: Option<TokenKind>,
    end: usize,
}

impl Scan<'_> {
    /// The comments between two tokens.
    fn comments(&mut self, from: usize, to: usize) {
        let text = self.file.text();
        let mut at = from;
        while let Some(found) = text.get(at..to).and_then(|blank| blank.find('/')) {
            let start = at + found;
            let rest = &text[start..to];
            let (inner, end) = if rest.starts_with("//") {
                let end = start + rest.find('\n').unwrap_or(rest.len());
                (text[start..end].trim_start_matches('/'), end)
            } else {
                let end = start + block_length(rest);
                let inner = text[start..end].trim_start_matches(['/', '*']);
                (inner.strip_suffix("*/").unwrap_or(inner), end)
            };
            let inner = inner.trim_start_matches('!').trim();
            if let Some(said) = inner.strip_prefix("annals:") {
                let line = text[end..].lines().next().unwrap_or_default().trim_start();
                let before_code = rest.starts_with("/*")
                    && !line.is_empty()
                    && !line.starts_with([',', ')', ']', '}', '/']);
                let alone = text[from..start].contains('\n') || before_code;
                self.directive(start, end, said.trim(), alone || self.before.is_none());
            }
            at = end;
        }
    }

    fn directive(&mut self, start: usize, end: usize, said: &str, alone: bool) {
        let id = self.file.id();
        let number = self.found.len();
        let span = Span::new(id, offset(start), offset(end));
        self.found.push(Directive {
            span,
            text: said.to_owned(),
            covers: span.at_end(),
        });
        if alone {
            self.waiting.push(number);
            return;
        }
        // At the end of a line: of what ends or begins there.
        let depth = match self.before {
            Some(TokenKind::Open(_)) => self.frames.len().saturating_sub(2),
            _ => self.frames.len() - 1,
        };
        let frame = &mut self.frames[depth];
        match (frame.item, frame.last) {
            (Some(item), _) => {
                self.found[number].covers = Span::new(id, offset(item), offset(item));
                frame.of_item.push(number);
            }
            (None, Some((first, behind))) => {
                self.found[number].covers = Span::new(id, offset(first), offset(behind));
            }
            (None, None) => {}
        }
    }

    fn token(&mut self, kind: TokenKind, start: usize, end: usize) {
        match kind {
            TokenKind::Comma => self.end_item(),
            TokenKind::Close(_) | TokenKind::End | TokenKind::UnclosedComment => {
                self.end_item();
                // What a comment before a closing bracket speaks of is not there.
                self.waiting.clear();
                if self.frames.len() > 1 {
                    self.frames.pop();
                }
            }
            _ => self.begin_item(start),
        }
        if matches!(kind, TokenKind::Open(_)) {
            self.frames.push(Frame::default());
        }
        self.before = Some(kind);
        self.end = end;
    }

    fn begin_item(&mut self, start: usize) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        frame.item.get_or_insert(start);
        for number in self.waiting.drain(..) {
            let id = self.found[number].span.file;
            self.found[number].covers = Span::new(id, offset(start), offset(start));
            frame.of_item.push(number);
        }
    }

    fn end_item(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if let Some(start) = frame.item.take() {
            frame.last = Some((start, self.end));
        }
        for number in frame.of_item.drain(..) {
            let covers = &mut self.found[number].covers;
            covers.end = covers.end.max(offset(self.end));
        }
    }
}

/// The length of the block comment that a text begins with; comments nest.
fn block_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;
    use proptest::prelude::*;

    /// What each directive says and covers.
    fn found(text: &str) -> Vec<(String, String)> {
        let file = SourceMap::new().add("a.ron", text);
        let found = directives(&file).into_iter();
        let pair = |one: Directive| (one.text.clone(), file.slice(one.covers).to_owned());
        found.map(pair).collect()
    }

    fn one(text: &str) -> (String, String) {
        let mut found = found(text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0)
    }

    #[test]
    fn a_comment_of_its_own_line_speaks_of_what_begins_next() {
        let (said, covered) =
            one("(a: [\n  // annals: x y\n\n // more\n (b: [1, 2], c: 3), (d: 4),\n])");
        assert_eq!((&*said, &*covered), ("x y", "(b: [1, 2], c: 3)"));
        let (_, covered) = one("(a: 1,\n/* annals: x */\nb: Some([2, (c: 3)]) , d: 4)");
        assert_eq!(covered, "b: Some([2, (c: 3)])");
        let (_, covered) = one("// annals: x\nTimeline(a: 1)\n");
        assert_eq!(covered, "Timeline(a: 1)");
        let (_, covered) = one("[\n// annals: x\n(a: 1)\n]");
        assert_eq!(covered, "(a: 1)");
    }

    #[test]
    fn a_comment_at_the_end_of_a_line_speaks_of_what_ends_or_begins_there() {
        assert_eq!(one("[(a: 1), (b: 2), // annals: x\n (c: 3)]").1, "(b: 2)");
        assert_eq!(one("(a: 1 // annals: x\n, b: 2)").1, "a: 1");
        assert_eq!(
            one("[( // annals: x\n a: 1), (b: 2)]").1,
            "( // annals: x\n a: 1)"
        );
        assert_eq!(one("[(a: (b: 1)) // annals: x\n]").1, "(a: (b: 1))");
    }

    #[test]
    fn what_is_no_directive_is_none() {
        assert_eq!(found("(annals: 1, a: \"// annals: x\") // annals is\n"), []);
        assert_eq!(found("(a: 1 // see annals: x\n)"), []);
        assert_eq!(one("[(a: 1),\n // annals: x\n]").1, "");
        assert_eq!(one("[(a: 1),\n // annals: x").1, "");
    }

    proptest! {
        #[test]
        fn no_text_disturbs(text in "([(){}\\[\\],:a\"\n/*]|// annals: x\n|/\\* annals: y \\*/){0,40}") {
            let file = SourceMap::new().add("a.ron", text.clone());
            for one in directives(&file) {
                prop_assert!(file.slice(one.span).contains("annals:"));
                prop_assert!(one.covers.is_empty() || one.covers.end as usize <= text.len());
                prop_assert!(text.is_char_boundary(one.covers.start as usize));
            }
        }
    }
}
