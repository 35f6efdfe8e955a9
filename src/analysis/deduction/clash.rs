//! Why statements contradict each other whichever alternatives are taken.

use std::collections::HashMap;

use super::ask::{DEPTH, Implied};
use super::lines::lines;
use super::state::{End, Ground, Patience, State};
use super::tell::{Scope, Teller};
use super::trace::{cycles, grounds};
use super::words::Words;
use super::{Excluded, Inference};
use crate::analysis::Analysis;
use crate::analysis::wording::Limit;
use crate::search::Conjunction;
use crate::stn::Tag;

/// Of more statements than this what is supposed and leads nowhere is not told: it would fill pages.
const TANGLED: usize = 10;

/// How a contradiction is told.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Clash {
    /// What follows step by step.
    pub(in crate::analysis) notes: Vec<String>,
    /// What each statement says in it.
    pub(in crate::analysis) sayings: HashMap<Tag, Vec<String>>,
    /// The steps.
    pub(in crate::analysis) steps: Vec<Inference>,
}

/// Why statements contradict each other, whichever alternatives are taken.
pub(in crate::analysis) fn clash(analysis: &Analysis<'_>, tags: &[Tag]) -> Clash {
    let mut told = Clash::default();
    let tried = [Implied::LeftOut, Implied::Told].into_iter();
    let deepest = if tags.len() > TANGLED { 0 } else { DEPTH };
    let found = tried
        .flat_map(|implied| (0..=deepest).map(move |depth| (implied, depth)))
        .find_map(|(implied, depth)| {
            let (stn, open) = (&analysis.system.stn, &analysis.system.disjunctions);
            let before = analysis.state_of(stn, open, tags, implied);
            let mut state = before.clone();
            let end = state.reduce(depth, &mut Patience::default())?;
            Some((before, state, end))
        });
    let words = Words::new(analysis);
    match found {
        Some((before, state, end)) => {
            told.say_choices(&before, &words);
            told.say_chains(&state, &end, &words);
            told.tell(analysis, &state, &end);
        }
        None => {
            let stn = &analysis.system.stn;
            let state = analysis.state_of(stn, &analysis.system.disjunctions, tags, Implied::Told);
            told.say_choices(&state, &words);
        }
    }
    told
}

impl Clash {
    fn say(&mut self, tag: Tag, says: String) {
        let known = self.sayings.entry(tag).or_default();
        if !known.contains(&says) {
            known.push(says);
        }
    }

    fn say_choices(&mut self, state: &State, words: &Words<'_>) {
        for choice in &state.choices {
            if let Some(says) = words.open(choice) {
                self.say(choice.base.tag, says);
            }
        }
    }

    /// What statements without a choice say.
    fn say_chains(&mut self, state: &State, end: &End, words: &Words<'_>) {
        let chosen: Vec<Tag> = self.sayings.keys().copied().collect();
        for (constraint, ground) in cycles(&state.facts, 0, end).into_iter().flatten() {
            if let Ground::Statement(tag) = ground
                && !chosen.contains(tag)
            {
                self.say(*tag, words.wording().constraint(constraint, Limit::Lower));
            }
        }
    }

    fn tell(&mut self, analysis: &Analysis<'_>, state: &State, end: &End) {
        let mut teller = Teller {
            words: Words::new(analysis),
            goals: &[],
            next: 1,
        };
        let mut scope = Scope::default();
        self.steps = teller.steps(&state.facts, 0, grounds(end), &mut scope);
        let because = match end {
            End::Clash(cycle) => teller.chain(cycle, &[], &scope),
            End::NothingLeft(..) => Vec::new(),
        };
        if !because.is_empty() || self.steps.is_empty() {
            let number = teller.next;
            self.steps.push(Inference {
                number,
                statement: None,
                says: String::new(),
                excluded: vec![Excluded {
                    alternative: String::new(),
                    condition: Conjunction::default(),
                    within: Vec::new(),
                    because,
                    rests_on: scope.statements_of(end).into_iter().collect(),
                }],
            });
        }
        self.notes = lines(analysis, &self.steps);
    }
}
