//! The sequence of points: the finest ordinal sum of their necessary order.
//!
//! No pair matrix. Points are put into a linear extension; every group is a run of it, so only
//! the cuts between neighbours are in question. Between islands of the network the bounds decide
//! a cut exactly. Within an island schedules refute most of the wrong cuts, bounds prove many of
//! the right ones, and the rest is proven pair by pair between neighbouring runs: since the order
//! is transitive, cuts that hold between neighbours hold throughout.

use rayon::prelude::*;

use crate::stn::{Length, Placements, Solution, TimePoint};

use super::cuts::Island;

/// The finest groups of `points` such that each group wholly stands before the next.
///
/// A point stands before another where it is no later in every schedule, and not the reverse in
/// every one. Each group lists indices into `points`, rising. Points that the network does not
/// have count as the origin.
///
/// # Examples
///
/// ```
/// use annals::order::sequence;
/// use annals::stn::{DifferenceConstraint, Stn, Tag, TimePoint};
///
/// let [vote, strike, talks] = [1, 2, 3].map(TimePoint::new);
/// let stn = Stn::new(4, vec![
///     DifferenceConstraint::order(vote, strike, Tag::new(0)),
///     DifferenceConstraint::order(vote, talks, Tag::new(1)),
/// ]);
/// let groups = sequence(&stn.solve()?, &[strike, talks, vote]);
/// assert_eq!(groups, [vec![2], vec![0, 1]]);
/// # Ok::<(), annals::stn::NegativeCycle>(())
/// ```
#[must_use]
pub fn sequence(solution: &Solution, points: &[TimePoint]) -> Vec<Vec<usize>> {
    let placements = solution.placements(points);
    let classes = Classes::new(&placements);
    let mut is_cut = across_islands(&placements, &classes);
    let refuted: Vec<(usize, usize)> = islands(&placements, &classes)
        .into_par_iter()
        .flat_map_iter(|members| {
            let own: Vec<usize> = members.iter().map(|&(_, point)| point).collect();
            let cuts = Island::new(solution, points, &placements, &own).cuts();
            members
                .windows(2)
                .zip(cuts)
                .filter(|(_, holds)| !holds)
                .map(|(pair, _)| (pair[0].0, pair[1].0))
                .collect::<Vec<_>>()
        })
        .collect();
    remove(&mut is_cut, &refuted);
    classes.groups(&is_cut)
}

/// Points that are necessarily equal, in the order of a linear extension.
struct Classes {
    members: Vec<Vec<usize>>,
}

impl Classes {
    fn new(placements: &Placements) -> Self {
        let mut sorted: Vec<usize> = (0..placements.places.len()).collect();
        sorted.sort_by_key(|&point| (placements.places[point], point));
        let members = sorted
            .chunk_by(|&a, &b| placements.places[a] == placements.places[b])
            .map(<[usize]>::to_vec)
            .collect();
        Self { members }
    }

    fn groups(&self, is_cut: &[bool]) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (class, members) in self.members.iter().enumerate() {
            match groups.last_mut() {
                Some(group) if !is_cut[class - 1] => group.extend(members),
                _ => groups.push(members.clone()),
            }
        }
        for group in &mut groups {
            group.sort_unstable();
        }
        groups
    }
}

/// The two greatest values of different islands.
#[derive(Clone, Copy)]
struct TopTwo {
    first: Option<(Length, u32)>,
    second: Option<(Length, u32)>,
}

impl TopTwo {
    const NONE: Self = Self {
        first: None,
        second: None,
    };

    fn add(&mut self, value: Length, island: u32) {
        match self.first {
            Some((first, own)) if own == island => self.first = Some((first.max(value), own)),
            Some((first, _)) if first >= value => match self.second {
                Some((second, _)) if second >= value => {}
                _ => self.second = Some((value, island)),
            },
            _ => {
                self.second = self.first;
                self.first = Some((value, island));
            }
        }
    }

    /// Whether some values of different islands, one of each side, sum up to more than nothing.
    fn exceeds(self, other: Self) -> bool {
        let values = |top: Self| [top.first, top.second].into_iter().flatten();
        values(self).any(|(a, own)| {
            values(other).any(|(b, island)| own != island && a.through(b) > Length::ZERO)
        })
    }
}

/// Whether the cut behind each class holds, as far as points of different islands go: they are
/// tied through the origin alone, so that their bounds tell all.
fn across_islands(placements: &Placements, classes: &Classes) -> Vec<bool> {
    let count = classes.members.len();
    let mut behind = vec![TopTwo::NONE; count];
    let mut top = TopTwo::NONE;
    for (class, members) in classes.members.iter().enumerate().rev() {
        behind[class] = top;
        for &point in members {
            top.add(placements.earliest[point], placements.islands[point]);
        }
    }
    let mut top = TopTwo::NONE;
    classes
        .members
        .iter()
        .zip(behind)
        .map(|(members, behind)| {
            for &point in members {
                top.add(placements.latest[point], placements.islands[point]);
            }
            !top.exceeds(behind)
        })
        .collect()
}

/// For each island its classes in order, each with one of its points.
fn islands(placements: &Placements, classes: &Classes) -> Vec<Vec<(usize, usize)>> {
    let mut entries: Vec<(u32, usize, usize)> = Vec::with_capacity(placements.islands.len());
    for (class, members) in classes.members.iter().enumerate() {
        for &point in members {
            entries.push((placements.islands[point], class, point));
        }
    }
    entries.sort_unstable();
    entries.dedup_by_key(|&mut (island, class, _)| (island, class));
    entries
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|island| island.len() > 1)
        .map(|island| {
            island
                .iter()
                .map(|&(_, class, point)| (class, point))
                .collect()
        })
        .collect()
}

/// Removes the cuts behind the classes of each range.
fn remove(is_cut: &mut [bool], ranges: &[(usize, usize)]) {
    let mut change = vec![0_i64; is_cut.len() + 1];
    for &(from, to) in ranges {
        change[from] += 1;
        change[to] -= 1;
    }
    let mut open = 0;
    for (is_cut, change) in is_cut.iter_mut().zip(change) {
        open += change;
        *is_cut &= open == 0;
    }
}
