//! Causes that cause themselves.

use itertools::Itertools as _;

use super::Analysis;
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::Cause;
use crate::model::EventIndex;
use crate::stn::Tag;

/// A closed chain of causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CausalCycle {
    /// The causes in their order: each one's effect is the next one's cause.
    pub causes: Vec<Cause>,
    /// Its statements, the first to doubt first.
    pub doubts: Vec<Tag>,
}

impl CausalCycle {
    /// The least trusted link of the cycle.
    #[must_use]
    pub fn first_to_doubt(&self) -> Option<Tag> {
        self.doubts.first().copied()
    }
}

/// Cycles that share no link, such that without all their links no cycle is left.
///
/// One depth-first search that goes on where a cycle was taken out; every link is looked at once
/// and taken out at most once, so it is linear. A cycle passes each of its events once, so leaving
/// out any one of its links breaks it.
pub(super) fn cycles(
    causes: &[Cause],
    event_count: u32,
    rank: &dyn Fn(Tag) -> u32,
) -> Vec<CausalCycle> {
    let mut search = Search::new(causes, event_count as usize);
    let mut found = Vec::new();
    for event in 0..event_count as usize {
        search.visit(event, &mut found);
    }
    found
        .into_iter()
        .map(|cycle| {
            let causes: Vec<Cause> = cycle.into_iter().map(|cause| causes[cause]).collect();
            let mut doubts: Vec<Tag> = causes.iter().map(|cause| cause.statement).collect();
            doubts.sort_unstable_by_key(|&tag| rank(tag));
            CausalCycle { causes, doubts }
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    /// On the path, at this depth.
    Open(usize),
    Done,
}

struct Search<'s> {
    causes: &'s [Cause],
    /// The causes by their cause event: those of event `e` stand at `first[e]..first[e + 1]`.
    outgoing: Vec<usize>,
    first: Vec<usize>,
    /// The next outgoing cause of each event to look at.
    next: Vec<usize>,
    marks: Vec<Mark>,
    /// The events on the path, each with the cause that led there.
    path: Vec<(usize, Option<usize>)>,
}

impl<'s> Search<'s> {
    fn new(causes: &'s [Cause], event_count: usize) -> Self {
        let outgoing: Vec<usize> = (0..causes.len())
            .sorted_by_key(|&cause| causes[cause].cause)
            .collect();
        let mut first = vec![0; event_count + 1];
        for cause in causes {
            first[cause.cause.index() + 1] += 1;
        }
        for event in 0..event_count {
            first[event + 1] += first[event];
        }
        let next = first.clone();
        Self {
            causes,
            outgoing,
            first,
            next,
            marks: vec![Mark::New; event_count],
            path: Vec::new(),
        }
    }

    fn visit(&mut self, root: usize, found: &mut Vec<Vec<usize>>) {
        if self.marks[root] != Mark::New {
            return;
        }
        self.open(root, None);
        while let Some(&(event, _)) = self.path.last() {
            let at = self.next[event];
            if at == self.first[event + 1] {
                self.marks[event] = Mark::Done;
                self.path.pop();
                continue;
            }
            self.next[event] = at + 1;
            let cause = self.outgoing[at];
            let effect = self.causes[cause].effect.index();
            match self.marks[effect] {
                Mark::New => self.open(effect, Some(cause)),
                Mark::Done => {}
                Mark::Open(depth) => {
                    let mut cycle: Vec<usize> = self.path[depth + 1..]
                        .iter()
                        .filter_map(|&(_, cause)| cause)
                        .collect();
                    cycle.push(cause);
                    found.push(cycle);
                    // All links of the cycle are taken out: its events but the first are to be
                    // reached anew, and go on with the links they have not looked at yet.
                    for &(event, _) in &self.path[depth + 1..] {
                        self.marks[event] = Mark::New;
                    }
                    self.path.truncate(depth + 1);
                }
            }
        }
    }

    fn open(&mut self, event: usize, cause: Option<usize>) {
        self.marks[event] = Mark::Open(self.path.len());
        self.path.push((event, cause));
    }
}

/// The finding for one cycle.
pub(super) fn finding(analysis: &Analysis<'_>, cycle: &CausalCycle) -> Diagnostic {
    let chronology = analysis.chronology();
    let name = |event: EventIndex| chronology.name(event);
    let place = cycle
        .first_to_doubt()
        .and_then(|tag| analysis.system.statement(tag))
        .map(|statement| statement.span)
        .expect("a cycle has at least one link");
    let round = cycle
        .causes
        .iter()
        .map(|cause| cause.cause)
        .chain(cycle.causes.first().map(|cause| cause.cause));
    let message = match &cycle.causes[..] {
        [own] => format!("`{}` is its own cause", name(own.cause)),
        _ => format!(
            "these causes go round in a circle: {}",
            round.map(|event| format!("`{}`", name(event))).join(" → ")
        ),
    };
    let mut finding = Diagnostic::new(Rule::CausalCycle, place, message);
    for cause in &cycle.causes {
        let Some(statement) = analysis.system.statement(cause.statement) else {
            continue;
        };
        let says = format!(
            "`{}` is a cause of `{}`",
            name(cause.cause),
            name(cause.effect)
        );
        if statement.span == place && finding.here.is_empty() {
            finding.here = says;
        } else {
            finding = finding.with_label(statement.span, says);
        }
    }
    finding.statements = analysis.notes(&cycle.doubts);
    finding
        .with_note("nothing can be among its own causes, whatever the dates")
        .with_help("one of these links is wrong or runs the other way")
}
