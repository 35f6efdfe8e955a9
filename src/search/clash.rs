//! Where statements contradict each other: all places, and what to do without.

use std::collections::HashSet;

use super::explain::{Excluder, Exclusion, Verdict};
use super::flat::Mode;
use super::groups::groups;
use super::problem::{Conjunction, Disjunction};
use crate::stn::{Stn, Tag, TimePoint};

/// What contradicts each other in several places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradictions {
    /// Explanations that share no tag.
    pub found: Vec<Exclusion>,
    /// Whether without all their tags the rest is known to be consistent.
    pub complete: bool,
}

/// Why there is no solution, which is known of these points: explanations that share no tag, such
/// that without all their tags nothing contradicts that bears on these points. The origin stands for
/// disjunctions of no point.
///
/// `rank` is the lower, the less a tag is trusted; `effort` is the number of steps for all.
#[must_use]
pub fn contradictions(
    stn: &Stn,
    disjunctions: &[Disjunction],
    points: &[TimePoint],
    rank: &(dyn Fn(Tag) -> u32 + Sync),
    effort: u64,
) -> Contradictions {
    let mut all = Contradictions {
        found: Vec::new(),
        complete: true,
    };
    everywhere(stn, disjunctions, points, rank, effort, |place, _| {
        for is_first in std::iter::once(true).chain(std::iter::repeat(false)) {
            match place.verdict() {
                Verdict::Possible => break,
                Verdict::GivenUp => {
                    // That there is no solution is known of the first one only.
                    if is_first {
                        all.found.push(place.everything());
                    }
                    all.complete = false;
                    break;
                }
                Verdict::Excluded(exclusion) => {
                    if exclusion.tags.is_empty() {
                        all.complete = false;
                        break;
                    }
                    place.leave_out(&exclusion.tags);
                    all.found.push(exclusion);
                }
            }
        }
    });
    all
}

/// How often one statement is left out at each place before whole explanations are.
const PATIENCE: u32 = 12;

/// What to do without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retraction {
    /// Statements without which there is a solution.
    pub tags: Vec<Tag>,
    /// Whether nothing was left out but what explanations name; false where the search was given up
    /// at some place, of which no choice is left then.
    pub complete: bool,
}

/// Statements without which there is a solution: of each explanation that is found on the way the
/// least trusted, while patience lasts, and where the steps end all that leave a choice.
///
/// The arguments are those of [`contradictions`].
#[must_use]
pub fn retraction(
    stn: &Stn,
    disjunctions: &[Disjunction],
    points: &[TimePoint],
    rank: &(dyn Fn(Tag) -> u32 + Sync),
    effort: u64,
) -> Retraction {
    let mut all = Retraction {
        tags: Vec::new(),
        complete: true,
    };
    everywhere(stn, disjunctions, points, rank, effort, |place, choices| {
        let mut round = 0;
        loop {
            let out = match place.verdict() {
                Verdict::Possible => return,
                Verdict::GivenUp => Vec::new(),
                Verdict::Excluded(exclusion) => exclusion.tags,
            };
            round += 1;
            let count = if round <= PATIENCE { 1 } else { out.len() };
            let out = &out[..count.min(out.len())];
            if out.is_empty() {
                all.complete = false;
                all.tags.extend(choices.iter().map(|choice| choice.tag()));
                return;
            }
            place.leave_out(out);
            all.tags.extend(out);
        }
    });
    all
}

/// Asks at each place where there is no solution, of which some points are known, and says what
/// leaves a choice there; each place may use as many of the steps that are left as all that are
/// still to come.
fn everywhere(
    stn: &Stn,
    disjunctions: &[Disjunction],
    points: &[TimePoint],
    rank: &(dyn Fn(Tag) -> u32 + Sync),
    effort: u64,
    mut ask: impl FnMut(&mut Excluder<'_>, &[&Disjunction]),
) {
    let nothing = Conjunction::default();
    let asked: HashSet<TimePoint> = points.iter().copied().collect();
    let mut places = groups(stn, disjunctions);
    places.retain(|place| {
        place.points.is_empty() || place.points.iter().any(|point| asked.contains(point))
    });
    let mut left = effort;
    for (place, open) in places.iter().zip((1..=places.len() as u64).rev()) {
        let own: Vec<&Disjunction> = place
            .disjunctions
            .iter()
            .map(|&number| &disjunctions[number])
            .collect();
        let mut excluder = Excluder::of(
            &place.points,
            &place.constraints,
            &own,
            &nothing,
            rank,
            Mode::Switched,
        );
        excluder.budget = left / open;
        ask(&mut excluder, &own);
        left -= left / open - excluder.budget;
    }
}
