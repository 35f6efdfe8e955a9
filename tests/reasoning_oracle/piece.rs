//! Text that knows where in it statements stand.

use std::ops::Range;

use crate::story::Key;

/// A part of a text and where in it statements stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) places: Vec<(Key, Range<usize>)>,
}

impl Piece {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            places: Vec::new(),
        }
    }

    fn push(&mut self, piece: Self) {
        let at = self.text.len();
        let moved = |range: Range<usize>| at + range.start..at + range.end;
        let places = piece.places.into_iter();
        self.places
            .extend(places.map(|(key, range)| (key, moved(range))));
        self.text.push_str(&piece.text);
    }

    /// The whole piece is a statement.
    pub(crate) fn stated(mut self, key: Key) -> Self {
        self.places.push((key, 0..self.text.len()));
        self
    }

    pub(crate) fn join(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut joined = Self::default();
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                joined.text.push_str(between);
            }
            joined.push(piece);
        }
        joined
    }

    pub(crate) fn within(self, open: &str, close: &str) -> Self {
        Self::join([Self::plain(open), self, Self::plain(close)], "")
    }

    /// The statement that a place belongs to; of those within each other the innermost.
    pub(crate) fn key_at(&self, start: u32) -> Option<Key> {
        let start = usize::try_from(start).ok()?;
        let around = self
            .places
            .iter()
            .filter(|(_, range)| range.contains(&start));
        let innermost = around.min_by_key(|(_, range)| range.len());
        innermost.map(|(key, _)| *key)
    }

    /// Where a statement stands.
    #[cfg_attr(
        test,
        allow(
            dead_code,
            reason = "one of the two oracles that share this asks for it"
        )
    )]
    pub(crate) fn place_of(&self, key: Key) -> usize {
        let found = self.places.iter().find(|(known, _)| *known == key);
        found.expect("every statement has a place").1.start
    }
}

pub(crate) fn record(mut fields: Vec<Piece>, turn: usize) -> Piece {
    let turn = turn % fields.len();
    fields.rotate_left(turn);
    Piece::join(fields, ", ").within("(", ")")
}

pub(crate) fn field(name: &str, value: &str) -> Piece {
    Piece::plain(format!("{name}: {value}"))
}

pub(crate) fn quoted(name: &str, value: &str) -> Piece {
    field(name, &format!("\"{value}\""))
}

pub(crate) fn list(name: &str, items: impl IntoIterator<Item = Piece>) -> Piece {
    Piece::join(items, ",\n    ").within(&format!("{name}: [\n    "), "]")
}
