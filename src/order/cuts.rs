//! Which cuts hold through the linearly extended points of one island.

use crate::stn::{Cover, Length, Placements, Solution, TimePoint};

/// Neighbours that a point is compared with to show that it is not the last, or first, of a run.
const TRIES: usize = 3;

/// Classes of equal points of one island, in the order of a linear extension.
pub(super) struct Island<'a> {
    solution: &'a Solution,
    points: &'a [TimePoint],
    placements: &'a Placements,
    /// One point of each class, as indices into `points`.
    classes: &'a [usize],
}

/// A run of classes between two cuts, `first..end`.
struct Run {
    end: usize,
    /// Classes among which all are that no class of the run stands before.
    first: Vec<usize>,
    /// Classes among which all are that stand before no class of the run.
    last: Vec<usize>,
}

impl<'a> Island<'a> {
    pub(super) fn new(
        solution: &'a Solution,
        points: &'a [TimePoint],
        placements: &'a Placements,
        classes: &'a [usize],
    ) -> Self {
        Self {
            solution,
            points,
            placements,
            classes,
        }
    }

    /// Whether the cut behind each class but the last holds.
    pub(super) fn cuts(&self) -> Vec<bool> {
        let count = self.classes.len();
        let mut holds = self.not_refuted();
        let proven = self.proven_by_bounds();
        let mut runs: Vec<Run> = Vec::new();
        let mut start = 0;
        for class in 0..count {
            if class + 1 < count && !holds[class] {
                continue;
            }
            let mut run = self.run(start, class + 1);
            start = class + 1;
            while let Some(before) = runs.last() {
                if proven[before.end - 1] || self.stands_before(before, &run) {
                    break;
                }
                holds[before.end - 1] = false;
                let Some(before) = runs.pop() else {
                    break;
                };
                run = self.merged(before, run);
            }
            runs.push(run);
        }
        holds.truncate(count - 1);
        holds
    }

    /// The cuts that no schedule refutes: before them nothing is later than anything behind.
    fn not_refuted(&self) -> Vec<bool> {
        let count = self.classes.len();
        let mut holds = vec![true; count];
        for schedule in &self.placements.schedules {
            let at = |class: usize| schedule[self.classes[class]];
            let mut least = vec![Length::UNREACHED; count + 1];
            for class in (0..count).rev() {
                least[class] = least[class + 1].min(at(class));
            }
            let mut greatest = at(0);
            for class in 0..count {
                greatest = greatest.max(at(class));
                holds[class] &= greatest <= least[class + 1];
            }
        }
        holds
    }

    /// The cuts that the bounds prove.
    fn proven_by_bounds(&self) -> Vec<bool> {
        let count = self.classes.len();
        let (latest, earliest) = (&self.placements.latest, &self.placements.earliest);
        let mut least = vec![Length::UNREACHED; count];
        let mut behind: Option<Length> = None;
        for class in (0..count).rev() {
            least[class] = behind.unwrap_or(Length::UNREACHED);
            let own = earliest[self.classes[class]];
            behind = Some(behind.map_or(own, |behind| behind.max(own)));
        }
        let mut greatest = latest[self.classes[0]];
        (0..count)
            .map(|class| {
                greatest = greatest.max(latest[self.classes[class]]);
                greatest.through(least[class]) <= Length::ZERO
            })
            .collect()
    }

    /// The run of classes `start..end` that no surviving cut divides.
    fn run(&self, start: usize, end: usize) -> Run {
        // A class that stands before its neighbour is not among the last, and the other way
        // round; comparing with a few is enough to keep the lists short.
        let mut first = Vec::new();
        let mut last = Vec::new();
        for class in start..end {
            let before = start.max(class.saturating_sub(TRIES))..class;
            if !before.rev().any(|other| self.is_upto(other, class)) {
                first.push(class);
            }
            let mut behind = class + 1..end.min(class + 1 + TRIES);
            if !behind.any(|other| self.is_upto(class, other)) {
                last.push(class);
            }
        }
        Run { end, first, last }
    }

    fn merged(&self, before: Run, behind: Run) -> Run {
        let mut first = before.first;
        let candidates: Vec<usize> = before.last.iter().rev().take(TRIES).copied().collect();
        first.extend(
            behind
                .first
                .iter()
                .filter(|&&class| !candidates.iter().any(|&other| self.is_upto(other, class))),
        );
        let mut last = behind.last;
        // Only the nearest are tried again, so that a long run is not gone through for each
        // class that joins it.
        let near = before.last.len().saturating_sub(TRIES);
        let candidates: Vec<usize> = behind.first.iter().take(TRIES).copied().collect();
        let mut kept: Vec<usize> = before.last[..near].to_vec();
        kept.extend(
            before.last[near..]
                .iter()
                .filter(|&&class| !candidates.iter().any(|&other| self.is_upto(class, other))),
        );
        kept.append(&mut last);
        Run {
            end: behind.end,
            first,
            last: kept,
        }
    }

    /// Whether every class of a run stands before every class of the next.
    fn stands_before(&self, before: &Run, behind: &Run) -> bool {
        if !self.likely(before, behind) {
            return false;
        }
        let point = |class: usize| self.points[self.classes[class]];
        let mut cover = Cover::new(self.solution, before.last.iter().map(|&a| point(a)));
        behind.first.iter().all(|&b| cover.is_behind(point(b)))
    }

    /// The pairs most likely to be unordered, first of all: those at the ends of the lists.
    fn likely(&self, before: &Run, behind: &Run) -> bool {
        let ends = |list: &[usize]| [list.first().copied(), list.last().copied()];
        ends(&before.last).into_iter().flatten().all(|a| {
            ends(&behind.first)
                .into_iter()
                .flatten()
                .all(|b| self.is_upto(a, b))
        })
    }

    fn is_upto(&self, a: usize, b: usize) -> bool {
        let point = |class: usize| self.points[self.classes[class]];
        self.solution.is_upto(point(a), point(b))
    }
}
