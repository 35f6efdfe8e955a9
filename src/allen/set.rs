//! Sets of relations: what two intervals may be to each other.

use std::fmt;
use std::ops::{BitAnd, BitOr, Not};

use super::AllenRelation;
use super::composition::composition;

/// A set of Allen's relations.
///
/// ```
/// use annals::allen::{AllenRelation, RelationSet};
///
/// let set: RelationSet = [AllenRelation::Meets, AllenRelation::Before].into_iter().collect();
/// assert_eq!(set.to_string(), "before, meets");
/// assert!(set.converse().contains(AllenRelation::After));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RelationSet(u16);

impl RelationSet {
    /// No relation: a contradiction.
    pub const EMPTY: Self = Self(0);
    /// All thirteen: nothing is known.
    pub const ALL: Self = Self((1 << 13) - 1);

    /// Whether the relation is in the set.
    #[must_use]
    pub const fn contains(self, relation: AllenRelation) -> bool {
        self.0 & relation.bit() != 0
    }

    /// The set with one relation more.
    #[must_use]
    pub const fn with(self, relation: AllenRelation) -> Self {
        Self(self.0 | relation.bit())
    }

    /// Whether there is no relation in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many relations there are in the set.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether every relation of this set is in `other`.
    #[must_use]
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The relations in the set, in the order of [`AllenRelation::ALL`].
    pub fn iter(self) -> impl Iterator<Item = AllenRelation> {
        AllenRelation::ALL
            .into_iter()
            .filter(move |&relation| self.contains(relation))
    }

    /// What the second interval may be to the first.
    #[must_use]
    pub fn converse(self) -> Self {
        self.iter().map(AllenRelation::converse).collect()
    }

    /// What A may be to C, where A is one of `self` to B, and B one of `next` to C.
    #[must_use]
    pub fn compose(self, next: Self) -> Self {
        self.iter()
            .flat_map(|first| next.iter().map(move |second| composition(first, second)))
            .fold(Self::EMPTY, BitOr::bitor)
    }
}

impl FromIterator<AllenRelation> for RelationSet {
    fn from_iter<T: IntoIterator<Item = AllenRelation>>(relations: T) -> Self {
        relations.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl From<AllenRelation> for RelationSet {
    fn from(relation: AllenRelation) -> Self {
        Self::EMPTY.with(relation)
    }
}

impl BitOr for RelationSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for RelationSet {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for RelationSet {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0 & Self::ALL.0)
    }
}

impl fmt::Display for RelationSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, relation) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            f.write_str(relation.name())?;
        }
        Ok(())
    }
}
