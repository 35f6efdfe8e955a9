//! The composition table, computed once.
//!
//! Six ends of three intervals have at most six different places, so trying all intervals over
//! six integers finds every composition there is, instants included.

use std::sync::OnceLock;

use super::{AllenRelation, RelationSet};

/// Different places that the ends of three intervals can have.
const PLACES: u8 = 6;

type Table = [[RelationSet; 13]; 13];

/// What A may be to C, where A is `first` to B and B is `second` to C.
pub(crate) fn composition(first: AllenRelation, second: AllenRelation) -> RelationSet {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(table)[first as usize][second as usize]
}

fn table() -> Table {
    let intervals: Vec<(u8, u8)> = (0..PLACES)
        .flat_map(|start| (start..PLACES).map(move |end| (start, end)))
        .collect();
    let mut table = Table::default();
    for &a in &intervals {
        for &b in &intervals {
            let first = AllenRelation::between(a, b);
            for &c in &intervals {
                let second = AllenRelation::between(b, c);
                let entry = &mut table[first as usize][second as usize];
                *entry = entry.with(AllenRelation::between(a, c));
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use AllenRelation::{Before, Contains, During, Equals, Meets, Overlaps, Starts};

    #[test]
    fn known_compositions() {
        assert_eq!(composition(Before, Before), Before.into());
        assert_eq!(composition(Starts, During), During.into());
        assert_eq!(composition(Before, AllenRelation::After), RelationSet::ALL);
        assert_eq!(
            composition(Overlaps, Overlaps),
            [Before, Meets, Overlaps].into_iter().collect()
        );
        // Allen's table has `before` here; an instant at the meeting point makes no difference.
        assert_eq!(composition(Meets, Meets), Before.into());
        // With proper intervals `during` then `contains` is anything, and it stays so.
        assert_eq!(composition(During, Contains), RelationSet::ALL);
    }

    #[test]
    fn equals_is_neutral_and_converse_reverses() {
        for a in AllenRelation::ALL {
            assert_eq!(composition(a, Equals), a.into());
            assert_eq!(composition(Equals, a), a.into());
            for b in AllenRelation::ALL {
                assert_eq!(
                    composition(a, b).converse(),
                    composition(b.converse(), a.converse())
                );
            }
        }
    }

    #[test]
    fn more_places_give_no_more_compositions() {
        let intervals: Vec<(u8, u8)> = (0..8).flat_map(|s| (s..8).map(move |e| (s, e))).collect();
        for &a in &intervals {
            for &b in &intervals {
                for &c in &intervals {
                    let found =
                        composition(AllenRelation::between(a, b), AllenRelation::between(b, c));
                    assert!(found.contains(AllenRelation::between(a, c)));
                }
            }
        }
    }
}
