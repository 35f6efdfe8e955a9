//! Which relations a tightest network of the four ends leaves possible.

use super::{AllenRelation, RelationSet};

/// One of the four ends of two intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntervalEnd {
    /// The start of the first interval.
    FirstStart,
    /// The end of the first interval.
    FirstEnd,
    /// The start of the second interval.
    SecondStart,
    /// The end of the second interval.
    SecondEnd,
}

use IntervalEnd::{FirstEnd, FirstStart, SecondEnd, SecondStart};

/// The relations that some assignment has, given the tightest differences of the four ends.
///
/// `difference(a, b)` is the least upper bound of `b − a` as `(ticks, strict)`, `None` where it
/// is unbounded. The differences must be minimal, that is, closed under addition, and consistent
/// with `start ≤ end`: then any assignment of the four extends to the whole network, and the
/// answer is exact.
#[must_use]
pub fn possible_relations(
    difference: impl Fn(IntervalEnd, IntervalEnd) -> Option<(i128, bool)>,
) -> RelationSet {
    let mut minimal: Matrix = [[None; 4]; 4];
    for from in ENDS {
        for to in ENDS {
            minimal[from as usize][to as usize] =
                difference(from, to).map(|(ticks, strict)| raw(ticks, strict));
        }
    }
    AllenRelation::ALL
        .into_iter()
        .filter(|&relation| is_consistent(minimal, relation))
        .collect()
}

const ENDS: [IntervalEnd; 4] = [FirstStart, FirstEnd, SecondStart, SecondEnd];

/// Bounds as `2 · ticks + 1`, less 1 if strict: smaller is tighter (Bengtsson & Yi 2004).
type Matrix = [[Option<i128>; 4]; 4];

const ZERO: i128 = raw(0, false);

const fn raw(ticks: i128, strict: bool) -> i128 {
    (ticks << 1) | !strict as i128
}

const fn sum(a: i128, b: i128) -> i128 {
    a + b - ((a & 1) | (b & 1))
}

/// Whether the relation's constraints and the matrix have a common solution.
fn is_consistent(mut bounds: Matrix, relation: AllenRelation) -> bool {
    for constraint in relation.constraints() {
        tighten(
            &mut bounds[constraint.later as usize][constraint.earlier as usize],
            raw(0, constraint.strict),
        );
    }
    for through in 0..4 {
        for from in 0..4 {
            for to in 0..4 {
                if let (Some(a), Some(b)) = (bounds[from][through], bounds[through][to]) {
                    tighten(&mut bounds[from][to], sum(a, b));
                }
            }
        }
    }
    (0..4).all(|end| bounds[end][end].is_none_or(|around| around >= ZERO))
}

fn tighten(bound: &mut Option<i128>, other: i128) {
    *bound = Some(bound.map_or(other, |bound| bound.min(other)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_known_leaves_all_thirteen() {
        let unknown = |from, to| match (from, to) {
            (FirstEnd, FirstStart) | (SecondEnd, SecondStart) => Some((0, false)),
            _ => None,
        };
        assert_eq!(possible_relations(unknown), RelationSet::ALL);
    }

    #[test]
    fn fixed_ends_leave_one() {
        for start in -3_i128..4 {
            for end in start..4 {
                let at = |which| match which {
                    FirstStart => start,
                    FirstEnd => end,
                    SecondStart => 0,
                    SecondEnd => 2,
                };
                assert_eq!(
                    possible_relations(|from, to| Some((at(to) - at(from), false))),
                    AllenRelation::between((start, end), (0, 2)).into()
                );
            }
        }
    }
}
