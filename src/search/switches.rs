//! Sets of switches: which statements something was derived from.

/// A set of switches by their numbers, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Switches {
    words: Vec<u64>,
}

impl Switches {
    pub(super) fn insert(&mut self, switch: u32) {
        let word = switch as usize / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (switch % 64);
    }

    pub(super) fn insert_all(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, &more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words
            .iter()
            .zip(others)
            .all(|(&word, all)| word & !all == 0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.words).flat_map(|(index, &word)| {
            (0..64).filter_map(move |bit| (word >> bit & 1 == 1).then_some(64 * index + bit))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    fn of(numbers: &BTreeSet<u32>) -> Switches {
        let mut all = Switches::default();
        for &number in numbers {
            all.insert(number);
        }
        all
    }

    proptest! {
        #[test]
        fn they_are_sets(
            one in prop::collection::btree_set(0..200_u32, 0..6),
            other in prop::collection::btree_set(0..200_u32, 0..6),
        ) {
            let (first, second) = (of(&one), of(&other));
            prop_assert_eq!(first.iter().collect::<BTreeSet<_>>(), one.clone());
            prop_assert_eq!(first.is_empty(), one.is_empty());
            prop_assert_eq!(first.is_within(&second), one.is_subset(&other));
            let mut both = first.clone();
            both.insert_all(&second);
            prop_assert!(first.is_within(&both) && second.is_within(&both));
            prop_assert_eq!(both.iter().collect::<BTreeSet<_>>(), &one | &other);
        }
    }
}
