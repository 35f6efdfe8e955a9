//! What follows from a chronology: consistency, contradictions, bounds, orders, and why.
//!
//! [`Analysis`] runs the reasoning once; its methods answer questions. All answers are exact over
//! every assignment of the statements that could be entered. Where a timeline contradicts itself,
//! answers rest on what remains without the statements that are first to doubt, and
//! [`Analysis::retracted`] names those.

mod causality;
mod chain;
mod conclusion;
mod contradiction;
mod order;
mod ownership;
mod range;
mod support;
mod wording;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use self::ownership::Ownership;
use crate::diagnostic::Diagnostic;
use crate::encode::{Options, Statement, System, encode};
use crate::model::Chronology;
use crate::source::FileId;
use crate::stn::{MinimalConflict, Solution, Tag};

pub use causality::CausalCycle;
pub use chain::{Chain, Step};
pub use conclusion::{Conclusion, PointBounds};
pub use order::{Modality, Pair, Position};
pub use support::{LinkSupport, Support};
pub use wording::Wording;

/// What is concluded from one chronology.
#[derive(Debug)]
pub struct Analysis<'c> {
    chronology: Chronology<'c>,
    system: System,
    contradictions: Vec<MinimalConflict>,
    causal_cycles: Vec<CausalCycle>,
    retracted: Vec<Tag>,
    solution: Solution,
}

impl<'c> Analysis<'c> {
    /// Reasons about a chronology.
    ///
    /// # Panics
    ///
    /// Never on any input: that the remainder of a contradictory timeline is consistent is an
    /// invariant of the solver.
    #[must_use]
    pub fn new(chronology: Chronology<'c>) -> Self {
        let mut system = encode(&chronology, Options::default());
        let places = places(&chronology, &system.statements);
        let ranks = ranks(&system.statements, &places);
        let rank = |tag: Tag| ranks.get(tag.index() as usize).copied().unwrap_or(0);
        let causal_cycles = causality::cycles(&system.causes, chronology.event_count(), &rank);
        let solved = system.stn.solve();
        let contradictions = match solved {
            Ok(_) => Vec::new(),
            Err(_) => system.stn.conflicts(&rank),
        };
        let mut retracted = first_to_doubt(&causal_cycles, &contradictions);
        if !contradictions.is_empty() {
            // What is first to doubt may not account for all: more goes as long as it does not.
            let rest = system.stn.without(&retracted);
            retracted.extend(rest.remainder(&rest.conflicts(&rank), &rank));
        }
        let solution = match solved {
            Ok(solution) if retracted.is_empty() => solution,
            _ => {
                let solution = system.stn.without(&retracted).solve();
                solution.expect("the remainder is consistent by construction")
            }
        };
        retracted.sort_unstable_by_key(|tag| places.get(tag.index() as usize));
        if let Some(finding) = range::beyond(&chronology, &system, &solution) {
            system.found.push(finding);
            system.complete = false;
        }
        Self {
            chronology,
            system,
            contradictions,
            causal_cycles,
            retracted,
            solution,
        }
    }

    /// The chronology that was reasoned about.
    #[must_use]
    pub const fn chronology(&self) -> &Chronology<'c> {
        &self.chronology
    }

    /// Its system of constraints.
    #[must_use]
    pub const fn system(&self) -> &System {
        &self.system
    }

    /// Whether some assignment satisfies every statement and no cause causes itself; `None` where
    /// nothing contradicts, but not every statement could be entered.
    #[must_use]
    pub fn consistent(&self) -> Option<bool> {
        if !self.contradictions.is_empty() || !self.causal_cycles.is_empty() {
            Some(false)
        } else if self.system.complete {
            Some(true)
        } else {
            None
        }
    }

    /// Whether every statement was entered, so that bounds and orders are as tight as can be.
    #[must_use]
    pub const fn exact(&self) -> bool {
        self.system.complete
    }

    /// The statements that bounds and orders do without, because they are the first to doubt of a
    /// contradiction; in the order of their places.
    pub fn retracted(&self) -> impl ExactSizeIterator<Item = &Statement> {
        self.retracted
            .iter()
            .map(|tag| &self.system.statements[tag.index() as usize])
    }

    /// What the chronology has against it: everything that could not be entered, causes that cause
    /// themselves, and contradictions.
    ///
    /// Findings that concern a used file alone are left out; they are that file's own.
    #[must_use]
    pub fn findings(&self) -> Vec<Diagnostic> {
        let own = self.chronology.timeline(self.chronology.root()).file.id();
        let ownership = Ownership::new(&self.chronology);
        let mut found = self.findings_where(|tags| {
            let statements = tags.iter().filter_map(|&tag| self.system.statement(tag));
            ownership.is_own(statements.map(|statement| statement.span.file))
        });
        let (mine, foreign): (Vec<&Diagnostic>, Vec<&Diagnostic>) = self
            .system
            .found
            .iter()
            .partition(|finding| finding.span.file == own);
        found.extend(mine.into_iter().cloned());
        found.extend(ownership.brought_about(&self.chronology, &foreign));
        found
    }

    /// All that [`findings`](Self::findings) gives, and what concerns used files alone.
    #[must_use]
    pub fn all_findings(&self) -> Vec<Diagnostic> {
        let mut found = self.findings_where(|_| true);
        found.extend(self.system.found.iter().cloned());
        found
    }

    /// The contradictions and causal cycles whose statements meet a condition.
    fn findings_where(&self, wanted: impl Fn(&[Tag]) -> bool) -> Vec<Diagnostic> {
        let cycles = self
            .causal_cycles
            .iter()
            .filter(|cycle| wanted(&cycle.doubts));
        let conflicts = self
            .contradictions
            .iter()
            .filter(|conflict| wanted(&conflict.tags));
        cycles
            .map(|cycle| causality::finding(self, cycle))
            .chain(conflicts.map(|conflict| contradiction::finding(self, conflict)))
            .collect()
    }

    /// The statements of one explanation, the first to doubt first.
    fn notes<'t>(
        &self,
        tags: impl IntoIterator<Item = &'t Tag>,
    ) -> Vec<crate::diagnostic::StatementNote> {
        tags.into_iter()
            .filter_map(|&tag| self.system.statement(tag))
            .map(|statement| statement.note(&self.chronology))
            .collect()
    }
}

/// The first to doubt of each explanation, each once.
fn first_to_doubt(cycles: &[CausalCycle], contradictions: &[MinimalConflict]) -> Vec<Tag> {
    let of_cycles = cycles.iter().filter_map(CausalCycle::first_to_doubt);
    let of_contradictions = contradictions
        .iter()
        .filter_map(|conflict| conflict.tags.first().copied());
    let tags: BTreeSet<Tag> = of_cycles.chain(of_contradictions).collect();
    tags.into_iter().collect()
}

/// Where each statement stands: by the order in which the chronology reaches the files, not by the
/// order in which they happened to be read, so that an answer does not depend on what else was
/// asked for.
fn places(chronology: &Chronology<'_>, statements: &[Statement]) -> Vec<(usize, u32)> {
    let files: HashMap<FileId, usize> = chronology
        .timelines()
        .enumerate()
        .map(|(position, (_, timeline))| (timeline.file.id(), position))
        .collect();
    statements
        .iter()
        .map(|statement| {
            let file = files
                .get(&statement.span.file)
                .copied()
                .unwrap_or(usize::MAX);
            (file, statement.span.start)
        })
        .collect()
}

/// For each statement how soon it is to be doubted: the least rank first. Where trust is equal,
/// what stands first is doubted first.
fn ranks(statements: &[Statement], places: &[(usize, u32)]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(statements.len()).collect();
    order.sort_unstable_by_key(|&index| {
        let index = index as usize;
        (Reverse(statements[index].trust), places[index])
    });
    let mut ranks = vec![0; statements.len()];
    for (rank, index) in (0..).zip(order) {
        ranks[index as usize] = rank;
    }
    ranks
}
