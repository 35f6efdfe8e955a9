//! Tokens and comments, with the line breaks before them.

use super::measure::width;
use crate::syntax::lexer::{Lexer, Token, TokenKind, block_comment_end};
use crate::syntax::tape::offset;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An opening bracket, with its number.
    Open(u32),
    Close,
    /// The end of an item; each has one, whether or not the text has a comma there.
    Comma(Comma),
    Colon,
    /// The blank in `( )`: to `ron` that is an empty tuple, and `()` is none.
    Blank,
    /// A scalar, a name or an attribute: any text that stays as it is.
    Word,
    /// `// …`
    LineComment,
    /// `/* … */`
    BlockComment,
}

impl Kind {
    pub(super) const fn is_comment(self) -> bool {
        matches!(self, Self::LineComment | Self::BlockComment)
    }
}

/// Where a comma is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// Everywhere.
    Always,
    /// Where its brackets are spread: behind the last item.
    Spread,
    /// Nowhere.
    Never,
}

/// A token or a comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many columns it takes; [`LINES`] where it has line ends.
    width: u32,
    /// How many line breaks stand before it; 2 stands for more, too.
    pub(super) breaks: u8,
}

/// The width of what has several lines.
const LINES: u32 = u32::MAX;

impl Piece {
    /// How many columns it takes; none where it has line ends.
    pub(super) fn width(self) -> Option<usize> {
        (self.width != LINES).then_some(self.width as usize)
    }

    pub(super) fn text(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The pieces of a text, and its line ends.
#[derive(Debug)]
pub(super) struct Pieces {
    pub(super) all: Vec<Piece>,
    /// What ends a line: as the first line of the text does.
    pub(super) line_end: &'static str,
    /// How many pairs of brackets there are.
    pub(super) brackets: usize,
}

/// Cuts a well-formed text.
pub(super) fn cut(text: &str) -> Pieces {
    let mut cutter = Cutter::new(text);
    let mut lexer = Lexer::new(cutter.end);
    loop {
        let token = lexer.next(text);
        cutter.gap(token.start);
        match token.kind {
            TokenKind::End => break,
            TokenKind::Stray => cutter.attribute(token, &mut lexer),
            _ => cutter.token(token),
        }
    }
    cutter.end_item(Comma::Never);
    Pieces {
        all: cutter.pieces,
        line_end: cutter.line_end.unwrap_or("\n"),
        brackets: cutter.brackets as usize,
    }
}

/// A pair of brackets that is open.
struct Frame {
    is_round: bool,
    /// How many items were begun, and whether one of them has a name.
    items: u32,
    named: bool,
    /// Whether an item was begun and no comma has followed.
    in_item: bool,
    /// Where the comma stands that was read last.
    comma: usize,
}

impl Frame {
    const fn new(is_round: bool) -> Self {
        Self {
            is_round,
            items: 0,
            named: false,
            in_item: false,
            comma: 0,
        }
    }
}

struct Cutter<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    frames: Vec<Frame>,
    /// What stands outside of all brackets.
    top: Frame,
    brackets: u32,
    /// Where the piece read last ends.
    end: usize,
    /// How many line breaks stand behind it.
    breaks: u8,
    /// Line breaks before a comma that was read last: they stand before what follows it.
    carried: Option<u8>,
    line_end: Option<&'static str>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str) -> Self {
        let mark = '\u{FEFF}';
        Self {
            text,
            pieces: Vec::new(),
            frames: Vec::new(),
            top: Frame::new(false),
            brackets: 0,
            end: if text.starts_with(mark) {
                mark.len_utf8()
            } else {
                0
            },
            breaks: 0,
            carried: None,
            line_end: None,
        }
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.top)
    }

    /// Reads the blanks and comments before the token at `until`.
    fn gap(&mut self, until: usize) {
        let bytes = self.text.as_bytes();
        while self.end < until {
            let at = self.end;
            match (bytes[at], bytes.get(at + 1)) {
                (b'\n', _) => {
                    let returns = at > 0 && bytes[at - 1] == b'\r';
                    self.line_end
                        .get_or_insert(if returns { "\r\n" } else { "\n" });
                    self.breaks = (self.breaks + 1).min(2);
                    self.end += 1;
                }
                (b'/', Some(b'/')) => {
                    let length = bytes[at..until].iter().position(|&byte| byte == b'\n');
                    let end = length.map_or(until, |length| at + length);
                    self.push(Kind::LineComment, at, end);
                }
                (b'/', _) => {
                    let end = block_comment_end(bytes, at).unwrap_or(until);
                    self.push(Kind::BlockComment, at, end);
                }
                _ => self.end += 1,
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let text = &self.text[start..end];
        self.pieces.push(Piece {
            kind,
            start: offset(start),
            end: offset(end),
            width: if text.contains('\n') {
                LINES
            } else {
                offset(width(text))
            },
            breaks: self.breaks.max(self.carried.take().unwrap_or(0)),
        });
        self.end = end;
        self.breaks = 0;
    }

    fn token(&mut self, token: Token) {
        match token.kind {
            TokenKind::Comma => return self.comma(token),
            TokenKind::Close(_) => {
                self.close(token);
                return;
            }
            TokenKind::Colon => self.frame().named = true,
            _ => {}
        }
        let frame = self.frame();
        if !frame.in_item {
            frame.in_item = true;
            frame.items += 1;
        }
        let kind = match token.kind {
            TokenKind::Open(bracket) => {
                self.frames.push(Frame::new(bracket == b'('));
                self.brackets += 1;
                Kind::Open(self.brackets - 1)
            }
            TokenKind::Colon => Kind::Colon,
            _ => Kind::Word,
        };
        self.push(kind, token.start, token.end);
    }

    fn close(&mut self, token: Token) {
        let frame = self.frame();
        if frame.items > 0 {
            self.last_item();
        } else if frame.is_round
            && let [before @ .., open] = &*self.pieces
            && matches!(open.kind, Kind::Open(_))
            && offset(token.start) > open.end
            && before.last().is_none_or(|name| name.kind != Kind::Word)
        {
            self.breaks = 0;
            self.push(Kind::Blank, token.start, token.start);
        }
        self.frames.pop();
        self.push(Kind::Close, token.start, token.end);
    }

    /// `#![enable(implicit_some)]` stays as it is written.
    fn attribute(&mut self, hash: Token, lexer: &mut Lexer) {
        let end = loop {
            let token = lexer.next(self.text);
            if matches!(token.kind, TokenKind::Close(b']') | TokenKind::End) {
                break token.end;
            }
        };
        self.frame().in_item = true;
        self.push(Kind::Word, hash.start, end);
        self.end_item(Comma::Never);
    }

    fn comma(&mut self, token: Token) {
        let before = self.breaks;
        let moved = self.end_item(Comma::Always);
        self.end = token.end;
        self.breaks = 0;
        // A comma that begins a line belongs to the line before, and what follows it to this one;
        // only a comment behind it stays with it.
        let bytes = self.text[token.end..].trim_start_matches([' ', '\t']);
        let comment = bytes.starts_with("//") || bytes.starts_with("/*");
        if moved || !comment {
            self.carried = Some(before);
        }
    }

    /// Ends the last item of the brackets that are closed now.
    fn last_item(&mut self) {
        let frame = self.frame();
        // `(1)` and `(1,)` might be different things to somebody.
        let single = frame.is_round && frame.items == 1 && !frame.named;
        if frame.in_item {
            self.end_item(if single { Comma::Never } else { Comma::Spread });
        } else if !single {
            let comma = frame.comma;
            self.pieces[comma].kind = Kind::Comma(Comma::Spread);
        }
    }

    /// Puts a comma behind the item that was begun last, before comments that end its line or
    /// stand on lines of their own. Gives whether there are such.
    fn end_item(&mut self, comma: Comma) -> bool {
        if !self.frame().in_item {
            return false;
        }
        let is_last = |piece: &Piece| !piece.kind.is_comment();
        let mut at = self.pieces.iter().rposition(is_last).map_or(0, |at| at + 1);
        while self.pieces.get(at).is_some_and(|piece| {
            piece.kind == Kind::BlockComment && piece.breaks == 0 && piece.width().is_some()
        }) {
            at += 1;
        }
        let place = self
            .pieces
            .get(at)
            .map_or(offset(self.end), |next| next.start);
        let piece = Piece {
            kind: Kind::Comma(comma),
            start: place,
            end: place,
            width: u32::from(comma == Comma::Always),
            breaks: 0,
        };
        self.pieces.insert(at, piece);
        let frame = self.frame();
        frame.in_item = false;
        frame.comma = at;
        at + 1 < self.pieces.len()
    }
}
