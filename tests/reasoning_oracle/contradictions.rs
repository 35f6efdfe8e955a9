//! Explanations explain: they contradict themselves, nothing in them is superfluous, and together
//! they account for all that is wrong.

use std::collections::BTreeSet;

use annals::diagnostic::Rule;
use proptest::prelude::*;

use crate::meaning::is_acyclic;
use crate::piece::Piece;
use crate::story::{Key, Story};
use crate::subject::{analyse, explanations, read};
use crate::text::Layout;
use crate::{config, generate};

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn explanations_are_irreducible_and_account_for_all(story in generate::story()) {
        let written = story.write(&Layout::plain(&story));
        let collection = read(&written.text);
        let analysis = analyse(&collection);
        let clashes = explanations(&analysis, Rule::Contradiction, &written);
        let rounds = explanations(&analysis, Rule::CausalCycle, &written);
        let told = contradictions(&story, &written, &clashes).and_then(|()| cycles(&story, &written, &rounds));
        told.map_err(|error| {
            TestCaseError::fail(format!("{error}\n{clashes:?} {rounds:?}\n{}", written.text))
        })?;
    }
}

fn contradictions(story: &Story, written: &Piece, found: &[Vec<Key>]) -> Result<(), TestCaseError> {
    let statements = story.statements();
    let holds = |wanted: &dyn Fn(&Key) -> bool| {
        let kept = statements.iter().filter(|(key, _)| wanted(key));
        story.closure(kept).is_consistent()
    };
    for explanation in found {
        prop_assert!(!holds(&|key| explanation.contains(key)), "these contradict");
        for left_out in explanation {
            let rest = |key: &Key| key != left_out && explanation.contains(key);
            prop_assert!(holds(&rest), "{:?} is needed", left_out);
        }
        first_to_doubt(story, written, explanation)?;
    }
    let all: BTreeSet<Key> = found.iter().flatten().copied().collect();
    let count: usize = found.iter().map(Vec::len).sum();
    prop_assert_eq!(all.len(), count, "explanations share nothing");
    prop_assert!(
        holds(&|key| !all.contains(key)),
        "without them the rest holds"
    );
    Ok(())
}

fn cycles(story: &Story, written: &Piece, found: &[Vec<Key>]) -> Result<(), TestCaseError> {
    let causes = story.causes();
    for cycle in found {
        let mut links: Vec<(Key, usize, usize)> = causes
            .iter()
            .filter(|(key, _, _)| cycle.contains(key))
            .copied()
            .collect();
        prop_assert_eq!(links.len(), cycle.len(), "causal links, each once");
        let passed: BTreeSet<usize> = links.iter().map(|&(_, cause, _)| cause).collect();
        prop_assert_eq!(passed.len(), links.len(), "each event is passed once");
        let (_, first, mut at) = links.swap_remove(0);
        while at != first {
            let next = links.iter().position(|&(_, cause, _)| cause == at);
            prop_assert!(next.is_some(), "each effect is the next cause");
            at = next.map_or(first, |next| links.swap_remove(next).2);
        }
        prop_assert!(links.is_empty(), "no link is superfluous");
        first_to_doubt(story, written, cycle)?;
    }
    let all: BTreeSet<Key> = found.iter().flatten().copied().collect();
    let count: usize = found.iter().map(Vec::len).sum();
    prop_assert_eq!(all.len(), count, "cycles share no link");
    let rest: Vec<(Key, usize, usize)> = causes
        .into_iter()
        .filter(|(key, _, _)| !all.contains(key))
        .collect();
    prop_assert!(is_acyclic(&rest), "without them no cycle is left");
    Ok(())
}

fn first_to_doubt(
    story: &Story,
    written: &Piece,
    explanation: &[Key],
) -> Result<(), TestCaseError> {
    let doubts: Vec<_> = explanation
        .iter()
        .map(|&key| story.doubt(key, written))
        .collect();
    let greatest = doubts.iter().max();
    prop_assert_eq!(doubts.first(), greatest, "the least trusted is named first");
    Ok(())
}
