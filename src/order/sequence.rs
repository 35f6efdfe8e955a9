//! The sequence of points: the finest ordinal sum of their necessary order.

use crate::stn::{Distance, Solution, TimePoint};

/// The finest groups of `points` such that each group wholly stands before the next.
///
/// A point stands before another where it is no later in every schedule, and not the reverse in
/// every one. Each group lists indices into `points`, rising.
#[must_use]
pub fn sequence(solution: &Solution, points: &[TimePoint]) -> Vec<Vec<usize>> {
    let upto = |a: usize, b: usize| {
        solution
            .distance(points[b], points[a])
            .is_some_and(|distance| distance <= Distance::ZERO)
    };
    let count = points.len();
    let before = |a: usize, b: usize| upto(a, b) && !upto(b, a);
    let mut behind: Vec<(usize, usize)> = (0..count)
        .map(|a| (0..count).filter(|&b| before(b, a)).count())
        .zip(0..)
        .collect();
    behind.sort_unstable();
    let order: Vec<usize> = behind.into_iter().map(|(_, point)| point).collect();
    let mut groups = Vec::new();
    let mut start = 0;
    for cut in 1..=count {
        let (left, right) = order.split_at(cut);
        if left.iter().all(|&a| right.iter().all(|&b| before(a, b))) {
            let mut group = order[start..cut].to_vec();
            group.sort_unstable();
            groups.push(group);
            start = cut;
        }
    }
    groups
}
