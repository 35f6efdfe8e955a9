//! Which facts a conclusion needs, and how they are told together.

use std::collections::BTreeSet;

use super::state::{Cycle, End, Fact, Ground};

/// The facts that an end of reasoning names.
pub(super) fn grounds(end: &End) -> Vec<usize> {
    match end {
        End::NothingLeft(_, facts) => facts.clone(),
        End::Clash(cycle) => cycle
            .iter()
            .filter_map(|&(_, ground)| match ground {
                Ground::Fact(fact) => Some(fact),
                _ => None,
            })
            .collect(),
    }
}

/// The facts that are needed for some of them, in the order in which they were found: those of
/// this list, which begins with the number `known`, and those that were known before.
pub(super) fn needed(
    facts: &[Fact],
    known: usize,
    roots: impl IntoIterator<Item = usize>,
) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    let mut open: Vec<usize> = roots.into_iter().collect();
    while let Some(fact) = open.pop() {
        if needed.insert(fact) && fact >= known {
            open.extend(references(&facts[fact - known]));
        }
    }
    needed
}

/// The facts found before on which a fact rests.
fn references(fact: &Fact) -> BTreeSet<usize> {
    let mut named = needed(&fact.within, fact.known, grounds(&fact.end));
    named.extend(&fact.rests_on);
    named.retain(|&other| other < fact.known);
    named
}

/// The chains behind an end of reasoning, itself included.
pub(super) fn cycles<'f>(facts: &'f [Fact], known: usize, end: &'f End) -> Vec<&'f Cycle> {
    let mut found = Vec::new();
    for number in needed(facts, known, grounds(end)).range(known..) {
        let fact = &facts[number - known];
        found.extend(cycles(&fact.within, fact.known, &fact.end));
    }
    if let End::Clash(cycle) = end {
        found.push(cycle);
    }
    found
}

/// Facts of one choice that are told together.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) facts: Vec<usize>,
    references: BTreeSet<usize>,
}

/// The needed facts of a list in groups, each resting on those before it.
pub(super) fn groups(facts: &[Fact], known: usize, needed: &BTreeSet<usize>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let choice = |number: usize| {
        facts[number - known]
            .choice
            .as_ref()
            .map(|&(_, index)| index)
    };
    for &number in needed.range(known..) {
        let references = references(&facts[number - known]);
        let own = choice(number);
        let same = |group: &Group| own.is_some() && choice(group.facts[0]) == own;
        let Some(at) = groups.iter().rposition(same) else {
            groups.push(Group {
                facts: vec![number],
                references,
            });
            continue;
        };
        let (until, behind) = groups.split_at(at + 1);
        let told_later = |fact: &usize| behind.iter().any(|group| group.facts.contains(fact));
        let asked_for = |group: &Group| {
            let mut facts = until[at].facts.iter();
            facts.any(|fact| group.references.contains(fact))
        };
        let at = if !references.iter().any(told_later) {
            at
        } else if !behind.iter().any(asked_for) {
            let group = groups.remove(at);
            groups.push(group);
            groups.len() - 1
        } else {
            groups.push(Group::default());
            groups.len() - 1
        };
        groups[at].facts.push(number);
        groups[at].references.extend(references);
    }
    groups
}
