//! Consistency: which statements contradict each other, and what holds without those that are
//! first to doubt.

use std::collections::{BTreeSet, HashSet};

use super::causality::CausalCycle;
use super::grounds::Grounds;
use crate::encode::System;
use crate::search::{
    Conjunction, Disjunction, Exclusion, Possibilities, Verdict, contradictions, retraction,
};
use crate::stn::{ConstraintId, MinimalConflict, Solution, Stn, Tag, TimePoint};

/// Statements that cannot hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// Their tags, the first to doubt first.
    pub(super) tags: Vec<Tag>,
    /// Whether leaving out any one of them resolves it; false where the search for a smaller
    /// explanation was given up.
    pub(super) minimal: bool,
    /// The closed chain of constraints that clash, where no choice is involved.
    pub(super) cycle: Option<Vec<ConstraintId>>,
}

impl From<MinimalConflict> for Contradiction {
    fn from(conflict: MinimalConflict) -> Self {
        Self {
            tags: conflict.tags,
            minimal: conflict.minimal,
            cycle: Some(conflict.cycle),
        }
    }
}

impl From<Exclusion> for Contradiction {
    fn from(exclusion: Exclusion) -> Self {
        Self {
            tags: exclusion.tags,
            minimal: exclusion.minimal,
            cycle: None,
        }
    }
}

/// What the statements of a system come to.
#[derive(Debug)]
pub(super) struct Reasoned {
    pub(super) contradictions: Vec<Contradiction>,
    /// The statements that answers do without.
    pub(super) retracted: Vec<Tag>,
    /// The bounds and distances of what leaves no choice.
    pub(super) base: Solution,
    /// What holds over all choices.
    pub(super) possibilities: Possibilities,
    /// Whether the search for contradictions came to its end.
    pub(super) decided: bool,
    /// Whether no more was left out than explanations name.
    pub(super) spared: bool,
}

/// What part of the effort the search for what else to do without may use.
const SHARE: u64 = 4;

type Rank<'a> = &'a (dyn Fn(Tag) -> u32 + Sync);

/// Reasons about a system; what causes itself is known already.
pub(super) fn reason(
    system: &System,
    cycles: &[CausalCycle],
    rank: Rank<'_>,
    effort: u64,
) -> Reasoned {
    let (found, decided, known) = explanations(system, rank, effort);
    if let (true, true, Some(possibilities), Ok(base)) = (
        found.is_empty(),
        cycles.is_empty(),
        known,
        system.stn.solve(),
    ) {
        return Reasoned {
            contradictions: found,
            retracted: Vec::new(),
            base,
            possibilities,
            decided,
            spared: true,
        };
    }
    let mut retracted: BTreeSet<Tag> = cycles
        .iter()
        .filter_map(CausalCycle::first_to_doubt)
        .collect();
    retracted.extend(found.iter().filter_map(|found| found.tags.first()));
    // What is first to doubt may not account for all: more goes as long as it does not.
    let mut spared = true;
    loop {
        let tags: Vec<Tag> = retracted.iter().copied().collect();
        let rest = system.stn.without(&tags);
        let Ok(base) = rest.solve() else {
            let before = retracted.len();
            retracted.extend(rest.remainder(&rest.conflicts(rank), rank));
            assert!(
                retracted.len() > before,
                "every contradiction has a statement"
            );
            continue;
        };
        let open = without(&system.disjunctions, &retracted);
        let Ok(possibilities) = Possibilities::new(&rest, &open, effort) else {
            // What follows at once of the choices clashes with the rest, and was not explained.
            retracted.extend(open.iter().map(Disjunction::tag));
            continue;
        };
        if possibilities.consistent() != Some(false) {
            return Reasoned {
                contradictions: found,
                retracted: tags,
                base,
                decided,
                spared,
                possibilities,
            };
        }
        let points = possibilities.contradictory();
        let more = retraction(&rest, &open, &points, rank, effort / SHARE);
        spared &= more.complete && !more.tags.is_empty();
        if more.tags.is_empty() {
            retracted.extend(open.iter().map(Disjunction::tag));
        }
        retracted.extend(more.tags);
    }
}

/// Contradictions that share no statement, such that without all their statements nothing else
/// contradicts; whether that is certain; and what is possible, where there are none.
fn explanations(
    system: &System,
    rank: Rank<'_>,
    effort: u64,
) -> (Vec<Contradiction>, bool, Option<Possibilities>) {
    let mut found: Vec<Contradiction> = Vec::new();
    let mut out: BTreeSet<Tag> = BTreeSet::new();
    let mut rest = system.stn.clone();
    let mut grounds = None;
    // Where a choice makes an explanation smaller, what it does without may clash elsewhere.
    while rest.solve().is_err() {
        let conflicts = rest.conflicts(rank);
        let grounds = grounds.get_or_insert_with(|| Grounds::new(system));
        let share = effort / conflicts.len().max(1) as u64;
        let conflicts = conflicts.into_iter();
        let smaller = conflicts.map(|conflict| reduced(grounds, conflict, rank, share));
        found.extend(smaller.filter(|found| !found.tags.is_empty()));
        let before = out.len();
        out.extend(found.iter().flat_map(|found| &found.tags));
        if out.len() == before {
            return (found, false, None);
        }
        let tags: Vec<Tag> = out.iter().copied().collect();
        rest = system.stn.without(&tags);
    }
    let open = without(&system.disjunctions, &out);
    let Ok(possibilities) = Possibilities::new(&rest, &open, effort) else {
        return (found, false, None);
    };
    if possibilities.consistent() != Some(false) {
        let decided = possibilities.consistent().is_some();
        return (found, decided, Some(possibilities));
    }
    let more = contradictions(&rest, &open, &possibilities.contradictory(), rank, effort);
    found.extend(more.found.into_iter().map(Contradiction::from));
    (found, more.complete, None)
}

/// A contradiction of plain constraints, without the statements that are not needed once what its
/// statements leave to choose counts as well.
fn reduced(
    grounds: &Grounds<'_>,
    conflict: MinimalConflict,
    rank: Rank<'_>,
    effort: u64,
) -> Contradiction {
    let mut part: BTreeSet<u32> = conflict.tags.iter().map(|tag| tag.index()).collect();
    if !part.iter().any(|&number| grounds.is_open(number)) {
        return conflict.into();
    }
    let points = part.iter().flat_map(|&number| grounds.points(number));
    let points: BTreeSet<TimePoint> = points.copied().collect();
    part.extend(points.iter().flat_map(|&point| grounds.given(point)));
    match grounds.exclusion(&part, &points, &Conjunction::default(), rank, effort) {
        Verdict::Excluded(smaller) if smaller.tags.len() < conflict.tags.len() => smaller.into(),
        _ => conflict.into(),
    }
}

/// The disjunctions that some statements do not make.
fn without(disjunctions: &[Disjunction], out: &BTreeSet<Tag>) -> Vec<Disjunction> {
    let out: HashSet<Tag> = out.iter().copied().collect();
    disjunctions
        .iter()
        .filter(|disjunction| !out.contains(&disjunction.tag()))
        .cloned()
        .collect()
}

impl Reasoned {
    /// The network without what answers do without.
    pub(super) fn stn(&self) -> &Stn {
        self.base.stn()
    }

    /// The disjunctions without those that answers do without.
    pub(super) fn disjunctions(&self, system: &System) -> Vec<Disjunction> {
        without(
            &system.disjunctions,
            &self.retracted.iter().copied().collect(),
        )
    }
}
