//! The groups of a sequence, by looking at every set of events.

use std::collections::BTreeSet;

/// Every set of events that wholly stands before the others is a cut; the groups lie between
/// neighbouring cuts.
pub(crate) fn groups(
    events: &[usize],
    before: impl Fn(usize, usize) -> bool,
) -> Vec<BTreeSet<usize>> {
    let mut cuts: Vec<BTreeSet<usize>> = (0..1_usize << events.len())
        .map(|bits| {
            let chosen = events.iter().enumerate();
            let chosen = chosen.filter(|(place, _)| bits >> place & 1 == 1);
            chosen.map(|(_, &event)| event).collect::<BTreeSet<usize>>()
        })
        .filter(|set| {
            let outside = |event: &&usize| !set.contains(event);
            set.iter()
                .all(|&x| events.iter().filter(outside).all(|&y| before(x, y)))
        })
        .collect();
    cuts.sort_by_key(BTreeSet::len);
    cuts.windows(2)
        .map(|pair| pair[1].difference(&pair[0]).copied().collect())
        .collect()
}
