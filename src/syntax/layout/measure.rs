//! How wide things are on one line.

use unicode_width::UnicodeWidthStr as _;

use super::pieces::{Comma, Kind, Piece, Pieces};

/// A pair of brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    /// Its width on one line; none where it cannot stand on one.
    pub(super) flat: Option<usize>,
    /// Where its closing bracket stands among the pieces.
    pub(super) close: usize,
    /// Whether comments stand right inside of it.
    pub(super) comments: bool,
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}

/// Whether a blank stands between two pieces of one line.
pub(super) const fn is_spaced(before: Kind, next: Kind) -> bool {
    match (before, next) {
        (Kind::Blank, _) => true,
        (_, Kind::Comma(_) | Kind::Close) | (Kind::Open(_), _) => false,
        (Kind::Comma(_), _) => true,
        (_, Kind::Colon) => false,
        (Kind::Colon, _) => true,
        _ => before.is_comment() || next.is_comment(),
    }
}

/// The width of a piece on a line that holds its brackets; none where it ends lines.
pub(super) fn flat_width(piece: Piece) -> Option<usize> {
    match piece.kind {
        Kind::LineComment => None,
        _ => piece.width(),
    }
}

/// Brackets that are open.
struct Frame {
    number: usize,
    bracket: Bracket,
}

/// What is to be known of each pair of brackets, by its number.
pub(super) fn brackets(pieces: &Pieces) -> Vec<Bracket> {
    let none = Bracket {
        flat: Some(0),
        close: 0,
        comments: false,
    };
    let mut brackets = vec![none; pieces.brackets];
    let mut frames: Vec<Frame> = Vec::new();
    // Whether the piece before is between two items: a bracket, a comma, or a comment behind one.
    let mut between = true;
    let mut before = Kind::Comma(Comma::Never);
    for (at, &piece) in pieces.all.iter().enumerate() {
        // What stands before a bracket belongs to what is around it.
        if let Some(Frame { bracket, .. }) = frames.last_mut() {
            let blank = usize::from(is_spaced(before, piece.kind));
            let stays = between && ends_line(before, piece);
            bracket.flat = bracket.flat.filter(|_| !stays).map(|flat| flat + blank);
            bracket.comments |= piece.kind.is_comment();
        }
        if let Kind::Open(number) = piece.kind {
            frames.push(Frame {
                number: number as usize,
                bracket: none,
            });
        }
        if let Some(Frame { bracket, .. }) = frames.last_mut() {
            let both = bracket.flat.zip(flat_width(piece));
            bracket.flat = both.map(|(flat, more)| flat + more);
        }
        if piece.kind == Kind::Close
            && let Some(mut closed) = frames.pop()
        {
            closed.bracket.close = at;
            brackets[closed.number] = closed.bracket;
            if let Some(Frame { bracket, .. }) = frames.last_mut() {
                let both = bracket.flat.zip(closed.bracket.flat);
                bracket.flat = both.map(|(flat, inner)| flat + inner);
            }
        }
        between = match piece.kind {
            Kind::Open(_) | Kind::Comma(_) => true,
            Kind::LineComment | Kind::BlockComment => between,
            _ => false,
        };
        before = piece.kind;
    }
    brackets
}

/// Whether the author's line break before a piece between two items is one that stays.
fn ends_line(before: Kind, piece: Piece) -> bool {
    match (before, piece.kind) {
        // Behind a comment, or before one: it stays at the end of its line, or on its own.
        _ if before.is_comment() || piece.kind.is_comment() => piece.breaks > 0,
        (_, Kind::Close) => false,
        // Behind the opening bracket it means that the author wants an item a line.
        (Kind::Open(_), _) => piece.breaks > 0,
        // A blank line makes groups.
        _ => piece.breaks > 1,
    }
}
