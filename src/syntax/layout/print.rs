//! Writes pieces, and chooses a form for each pair of brackets.

use super::WIDTH;
use super::measure::{Bracket, flat_width, is_spaced, width};
use super::pieces::{Comma, Kind, Piece, Pieces};

/// What a step of indentation is.
const INDENT: usize = 4;

/// The form of a pair of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// All on one line.
    Flat,
    /// As many items on a line as fit, further lines being indented like the first item.
    Filled,
    /// An item a line.
    Spread,
}

/// Brackets that are open.
#[derive(Debug, Clone, Copy)]
struct Frame {
    form: Form,
    /// Where the lines inside begin.
    indent: usize,
    /// Where the line of the closing bracket begins.
    outer: usize,
    /// Whether it is a list.
    is_list: bool,
}

/// What is written between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    /// A line break; a line is left empty where the author has left some.
    Line {
        empty: bool,
        indent: usize,
    },
}

/// Writes all pieces of `text`.
pub(super) fn print(text: &str, pieces: &Pieces, brackets: &[Bracket]) -> String {
    let mut printer = Printer {
        text,
        pieces: &pieces.all,
        brackets,
        line_end: pieces.line_end,
        out: String::with_capacity(text.len() + text.len() / 4),
        column: 0,
        line_indent: 0,
        between: true,
        frames: vec![Frame {
            form: Form::Spread,
            indent: 0,
            outer: 0,
            is_list: false,
        }],
    };
    if text.starts_with('\u{FEFF}') {
        printer.out.push('\u{FEFF}');
    }
    for at in 0..pieces.all.len() {
        printer.piece(at);
    }
    printer.out.push_str(pieces.line_end);
    printer.out
}

struct Printer<'p> {
    text: &'p str,
    pieces: &'p [Piece],
    brackets: &'p [Bracket],
    line_end: &'static str,
    out: String,
    /// How many columns the last line has.
    column: usize,
    /// Where it begins.
    line_indent: usize,
    /// Whether what was written last stands between two items: a bracket, a comma, or a comment
    /// behind one.
    between: bool,
    frames: Vec<Frame>,
}

impl Printer<'_> {
    fn frame(&self) -> Frame {
        *self.frames.last().expect("the outermost one never closes")
    }

    fn piece(&mut self, at: usize) {
        let piece = self.pieces[at];
        let gap = match at.checked_sub(1) {
            Some(before) => self.gap(self.pieces[before].kind, at),
            None => Gap::None,
        };
        self.write_gap(gap);
        self.between = match piece.kind {
            Kind::Open(number) => {
                self.open(number as usize, at);
                self.write(piece);
                if self.frame().form == Form::Filled {
                    let column = self.column;
                    self.last_frame().indent = column;
                }
                true
            }
            Kind::Close => {
                self.frames.pop();
                self.write(piece);
                false
            }
            Kind::Comma(comma) => {
                if self.writes(comma) {
                    self.out.push(',');
                    self.column += 1;
                }
                true
            }
            Kind::LineComment | Kind::BlockComment => {
                self.comment(piece);
                self.between
            }
            Kind::Colon | Kind::Word | Kind::Blank => {
                self.write(piece);
                false
            }
        };
    }

    fn last_frame(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .expect("the outermost one never closes")
    }

    fn writes(&self, comma: Comma) -> bool {
        match comma {
            Comma::Always => true,
            Comma::Spread => self.frame().form == Form::Spread,
            Comma::Never => false,
        }
    }

    /// What is written before the piece at `at`.
    fn gap(&self, before: Kind, at: usize) -> Gap {
        let frame = self.frame();
        let next = self.pieces[at].kind;
        let one_line = if is_spaced(before, next) {
            Gap::Blank
        } else {
            Gap::None
        };
        match frame.form {
            Form::Spread if self.between && !matches!(next, Kind::Comma(_)) => {
                self.gap_between(frame, before, at)
            }
            // A line comment within an item: the item goes on in the next line.
            Form::Spread if before == Kind::LineComment => Gap::Line {
                empty: false,
                indent: frame.indent + INDENT,
            },
            Form::Filled if before == Kind::Comma(Comma::Always) => {
                if self.column + 1 + self.item_width(at) <= WIDTH {
                    Gap::Blank
                } else {
                    Gap::Line {
                        empty: false,
                        indent: frame.indent,
                    }
                }
            }
            _ => one_line,
        }
    }

    /// What is written between two items of brackets that are spread.
    fn gap_between(&self, frame: Frame, before: Kind, at: usize) -> Gap {
        let next = self.pieces[at];
        let closes = next.kind == Kind::Close;
        let stays = match before {
            Kind::LineComment => false,
            Kind::BlockComment => next.breaks == 0 && !closes,
            _ => next.kind.is_comment() && next.breaks == 0 && self.ends_line(at),
        };
        if stays {
            Gap::Blank
        } else if closes {
            Gap::Line {
                empty: false,
                indent: frame.outer,
            }
        } else {
            Gap::Line {
                empty: next.breaks > 1 && !matches!(before, Kind::Open(_)),
                indent: frame.indent,
            }
        }
    }

    /// Whether nothing but comments follows in the author's line from here on.
    fn ends_line(&self, at: usize) -> bool {
        let mut rest = self.pieces[at..].iter();
        rest.by_ref()
            .zip(0..)
            .find_map(|(piece, place)| match piece.kind {
                _ if place > 0 && piece.breaks > 0 => Some(true),
                Kind::LineComment | Kind::Close => Some(true),
                Kind::BlockComment => None,
                _ => Some(false),
            })
            .unwrap_or(true)
    }

    /// Chooses the form of the brackets that open at `at`.
    fn open(&mut self, number: usize, at: usize) {
        let bracket = self.brackets[number];
        let around = self.frame();
        // A line break within `[]` or `( )` would gain nothing.
        let is_empty = bracket.flat.is_some_and(|flat| flat <= "( )".len());
        let form = if around.form != Form::Spread || is_empty || self.fits(bracket) {
            Form::Flat
        } else if around.is_list && self.fills(bracket, at) {
            Form::Filled
        } else {
            Form::Spread
        };
        self.frames.push(Frame {
            form,
            indent: self.line_indent + INDENT,
            outer: self.line_indent,
            is_list: self.text.as_bytes()[self.pieces[at].start as usize] == b'[',
        });
    }

    /// Whether brackets fit into the rest of the line, with the comma behind them.
    fn fits(&self, bracket: Bracket) -> bool {
        let comma = match self.pieces.get(bracket.close + 1).map(|next| next.kind) {
            Some(Kind::Comma(comma)) => usize::from(self.writes(comma)),
            _ => 0,
        };
        bracket
            .flat
            .is_some_and(|flat| self.column + flat + comma <= WIDTH)
    }

    /// Whether a record can be filled: each of its fields fits into a line.
    fn fills(&self, bracket: Bracket, open: usize) -> bool {
        let is_round = self.pieces[open].text(self.text) == "(";
        if !is_round || bracket.comments || bracket.flat.is_none() {
            return false;
        }
        let mut at = open + 1;
        while at < bracket.close {
            if self.column + 1 + self.item_width(at) > WIDTH {
                return false;
            }
            at = self.item_end(at) + 1;
        }
        true
    }

    /// The width on one line of the item that begins at `at`, with the comma behind it, or with
    /// the closing parenthesis and the comma behind that.
    fn item_width(&self, at: usize) -> usize {
        let mut width = 0;
        let mut at = at;
        let mut before = Kind::Open(0);
        loop {
            let piece = self.pieces[at];
            width += usize::from(is_spaced(before, piece.kind));
            before = piece.kind;
            match piece.kind {
                Kind::Comma(Comma::Always) => return width + 1,
                Kind::Comma(_) => return width + 2,
                Kind::Open(number) => {
                    let bracket = self.brackets[number as usize];
                    width += bracket.flat.unwrap_or(WIDTH);
                    at = bracket.close;
                    before = Kind::Close;
                }
                _ => width += flat_width(piece).unwrap_or(WIDTH),
            }
            at += 1;
        }
    }

    /// Where the comma stands behind the item that begins at `at`.
    fn item_end(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            match self.pieces[at].kind {
                Kind::Comma(_) => return at,
                Kind::Open(number) => at = self.brackets[number as usize].close,
                _ => {}
            }
            at += 1;
        }
    }

    fn write_gap(&mut self, gap: Gap) {
        match gap {
            Gap::None => {}
            Gap::Blank => {
                self.out.push(' ');
                self.column += 1;
            }
            Gap::Line { empty, indent } => {
                if empty {
                    self.out.push_str(self.line_end);
                }
                self.out.push_str(self.line_end);
                self.out.extend(std::iter::repeat_n(' ', indent));
                self.column = indent;
                self.line_indent = indent;
            }
        }
    }

    fn write(&mut self, piece: Piece) {
        let text = piece.text(self.text);
        self.out.push_str(text);
        self.column = match piece.width() {
            Some(width) => self.column + width,
            None => width(text.rsplit('\n').next().unwrap_or_default()),
        };
    }

    /// Writes a comment without the blanks at the ends of its lines.
    fn comment(&mut self, piece: Piece) {
        let mut lines = piece.text(self.text).split('\n');
        let first = lines.next().unwrap_or_default().trim_end();
        self.out.push_str(first);
        self.column += width(first);
        for line in lines {
            let line = line.trim_end();
            self.out.push_str(self.line_end);
            self.out.push_str(line);
            self.column = width(line);
        }
    }
}
