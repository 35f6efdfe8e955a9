//! What follows from a chronology: consistency, contradictions, bounds, orders, and why.
//!
//! [`Analysis`] runs the reasoning once; its methods answer questions. All answers are exact over
//! every assignment of the statements that could be entered. Where a timeline contradicts itself,
//! answers rest on what remains without the statements that are first to doubt, and
//! [`Analysis::retracted`] names those.

mod alternatives;
mod asking;
mod causality;
mod chain;
mod claims;
mod conclusion;
mod contradiction;
mod deduction;
mod grounds;
mod masks;
mod order;
mod ownership;
mod pieces;
mod range;
mod reasoning;
mod reasons;
mod sequence;
mod support;
mod wording;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use self::ownership::Ownership;
use self::reasoning::{Reasoned, reason};
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{Statement, System, encode};
use crate::model::{Chronology, EventIndex};
use crate::source::{FileId, Span};
use crate::stn::Tag;

pub use causality::CausalCycle;
pub use chain::{Chain, Step};
pub use conclusion::{Conclusion, PointBounds, Why};
pub use deduction::{By, Deduction, Derived, Excluded, Inference, Reason};
pub use order::{Modality, Pair, Position};
pub use support::{LinkSupport, Support};
pub use wording::Wording;

pub use crate::encode::Claims;

/// Steps of search that are spent where nothing else is said.
///
/// A budget in steps, not in time, so that the same file gives the same answers everywhere.
pub const DEFAULT_EFFORT: u64 = 200_000_000;

/// How a chronology is reasoned about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Which of rival claims hold.
    pub claims: Claims,
    /// Steps of search after which an answer is given up that depends on choices.
    pub effort: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            claims: Claims::Any,
            effort: DEFAULT_EFFORT,
        }
    }
}

/// What is concluded from one chronology.
#[derive(Debug)]
pub struct Analysis<'c> {
    chronology: Chronology<'c>,
    system: System,
    causal_cycles: Vec<CausalCycle>,
    reasoned: Reasoned,
    options: Options,
    /// Whether some answer was given that may be wider than it need be.
    given_up: AtomicBool,
    /// The disjunctions of each event's date, by their numbers; made when they are asked for.
    dates: OnceLock<HashMap<EventIndex, Vec<usize>>>,
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
        Self::with(chronology, Options::default())
    }

    /// Reasons about a chronology as the options say.
    ///
    /// # Panics
    ///
    /// As [`new`](Self::new).
    #[must_use]
    pub fn with(chronology: Chronology<'c>, options: Options) -> Self {
        let mut system = encode(
            &chronology,
            crate::encode::Options {
                claims: options.claims,
            },
        );
        let places = places(&chronology, &system.statements);
        let ranks = ranks(&system.statements, &places);
        let rank = |tag: Tag| ranks.get(tag.index() as usize).copied().unwrap_or(0);
        let causal_cycles = causality::cycles(&system.causes, chronology.event_count(), &rank);
        let mut reasoned = reason(&system, &causal_cycles, &rank, options.effort);
        reasoned
            .retracted
            .sort_unstable_by_key(|tag| places.get(tag.index() as usize));
        if let Some(finding) = range::beyond(&chronology, &system, &reasoned.base) {
            system.found.push(finding);
            system.complete = false;
        }
        Self {
            chronology,
            system,
            causal_cycles,
            given_up: AtomicBool::new(
                !reasoned.decided
                    || !reasoned.spared
                    || reasoned.possibilities.consistent().is_none(),
            ),
            reasoned,
            options,
            dates: OnceLock::new(),
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
    /// nothing contradicts, but not every statement could be entered or the search was given up.
    #[must_use]
    pub fn consistent(&self) -> Option<bool> {
        if !self.reasoned.contradictions.is_empty() || !self.causal_cycles.is_empty() {
            Some(false)
        } else if self.system.complete && self.reasoned.decided {
            Some(true)
        } else {
            None
        }
    }

    /// Whether every statement was entered and no search was given up, so that all that was told
    /// so far is as tight as can be.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.system.complete && !self.system.relaxed && !self.gave_up()
    }

    /// Whether some search was given up so far, for contradictions or for an answer.
    #[must_use]
    pub fn gave_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Whether every statement was entered.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.system.complete
    }

    /// Whether the search for contradictions was given up.
    #[must_use]
    pub const fn undecided(&self) -> bool {
        !self.reasoned.decided
    }

    /// Steps of search after which answers are given up.
    #[must_use]
    pub const fn effort(&self) -> u64 {
        self.options.effort
    }

    /// Steps to try where those of [`effort`](Self::effort) were not enough: ten times as many, and
    /// no fewer than where nothing is said.
    #[must_use]
    pub const fn more_effort(&self) -> u64 {
        let more = self.options.effort.saturating_mul(10);
        if more < DEFAULT_EFFORT {
            DEFAULT_EFFORT
        } else {
            more
        }
    }

    /// Takes note of an answer that may be wider than it need be.
    fn note(&self, exact: bool) {
        if !exact {
            self.given_up.store(true, Ordering::Relaxed);
        }
    }

    /// The statements that bounds and orders do without, because they are the first to doubt of a
    /// contradiction; in the order of their places.
    pub fn retracted(&self) -> impl ExactSizeIterator<Item = &Statement> {
        self.reasoned
            .retracted
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
        found.extend(claims::findings(self));
        found.extend(alternatives::findings(self));
        found.extend(masks::findings(self));
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
        let undecided = self.undecided().then(|| self.undecided_finding());
        let conflicts = self
            .reasoned
            .contradictions
            .iter()
            .filter(|conflict| wanted(&conflict.tags));
        cycles
            .map(|cycle| causality::finding(self, cycle))
            .chain(conflicts.map(|conflict| contradiction::finding(self, conflict)))
            .chain(undecided)
            .collect()
    }

    /// That nothing could be decided within the budget.
    fn undecided_finding(&self) -> Diagnostic {
        let root = self.chronology.timeline(self.chronology.root());
        let first = self.system.disjunctions.first();
        let place = first
            .and_then(|disjunction| self.system.statement(disjunction.tag()))
            .map_or(Span::new(root.file.id(), 0, 0), |statement| statement.span);
        // What was proven to contradict is decided.
        let what = match self.consistent() {
            Some(false) => "the rest, beside what was found to contradict itself,",
            _ => "the statements",
        };
        let message = format!(
            "whether {what} can hold together was not decided within {} steps of search",
            self.options.effort
        );
        Diagnostic::new(Rule::Undecided, place, message)
            .with_note("this is the first statement that leaves a choice")
            .with_help(format!(
                "allow more steps, as by `--effort {}`, or settle some of the choices",
                self.more_effort()
            ))
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
