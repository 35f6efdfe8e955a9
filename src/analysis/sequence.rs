//! The order of all events by their starts, over all choices.
//!
//! What is settled gives cuts that hold; solutions, each with the alternatives that it takes, give
//! all that can hold. What lies between is asked for pair by pair.

use super::Analysis;
use super::order::Position;
use crate::encode::System;
use crate::model::{EventIndex, Side};
use crate::search::Bounded;
use crate::stn::{Distance, Solution, TimePoint, Weight};

/// How many solutions are used to refute orders before a search is asked.
const WITNESSES: usize = 4;

/// Which orders of starts are necessary.
pub(super) struct Orders<'a> {
    analysis: &'a Analysis<'a>,
    tight: &'a Bounded<Solution>,
    refuting: Vec<Solution>,
}

impl<'a> Orders<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>) -> Self {
        let reasoned = &analysis.reasoned;
        let possibilities = &reasoned.possibilities;
        let tight = possibilities.tightened();
        let disjunctions = reasoned.disjunctions(&analysis.system);
        let refuting = possibilities
            .witnesses(WITNESSES)
            .iter()
            .filter_map(|witness| {
                let taken = possibilities.taken(reasoned.stn(), &disjunctions, witness);
                taken.solve().ok()
            })
            .collect();
        Self {
            analysis,
            tight,
            refuting,
        }
    }

    /// Whether the first of two points is no later in any solution.
    pub(super) fn is_upto(&self, first: TimePoint, second: TimePoint) -> bool {
        if self.tight.value.is_upto(first, second) {
            return true;
        }
        let possibilities = &self.analysis.reasoned.possibilities;
        let island = possibilities.island(first);
        if island.is_none() || island != possibilities.island(second) {
            // They are independent but for their bounds, which are known.
            self.analysis.note(self.tight.exact);
            return false;
        }
        if self
            .refuting
            .iter()
            .any(|solution| !solution.is_upto(first, second))
        {
            return false;
        }
        let may_be_later = possibilities.may_be_later(first, second);
        self.analysis.note(may_be_later.is_some());
        may_be_later == Some(false)
    }

    /// The finest groups of starts of which each wholly stands before the next.
    pub(super) fn groups(&self, starts: &[TimePoint]) -> Vec<Vec<usize>> {
        let coarse = crate::order::sequence(&self.tight.value, starts);
        let fine: Vec<Vec<usize>> = self
            .refuting
            .iter()
            .map(|solution| numbered(&crate::order::sequence(solution, starts), starts.len()))
            .collect();
        coarse
            .into_iter()
            .flat_map(|group| self.divided(group, &fine, starts))
            .collect()
    }

    /// Divides a group where every pair across is necessarily in order.
    fn divided(
        &self,
        mut group: Vec<usize>,
        fine: &[Vec<usize>],
        starts: &[TimePoint],
    ) -> Vec<Vec<usize>> {
        let Some(order) = fine.first().filter(|_| group.len() > 1) else {
            return vec![group];
        };
        group.sort_by_key(|&start| (order[start], start));
        let mut divided: Vec<Vec<usize>> = Vec::new();
        for mut run in runs(&group, fine) {
            // Order is transitive: what holds between neighbours holds throughout.
            while let Some(before) = divided.pop_if(|before| !self.holds(before, &run, starts)) {
                run.extend(before);
            }
            divided.push(run);
        }
        for part in &mut divided {
            part.sort_unstable();
        }
        divided
    }

    /// Whether every start of one run is necessarily no later than every one of the next.
    fn holds(&self, before: &[usize], behind: &[usize], starts: &[TimePoint]) -> bool {
        before.iter().all(|&first| {
            behind
                .iter()
                .all(|&second| self.is_upto(starts[first], starts[second]))
        })
    }
}

/// The runs of a sorted group between which every sequence has a cut.
fn runs(group: &[usize], fine: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut is_cut = vec![true; group.len()];
    for order in fine {
        let mut first_behind = usize::MAX;
        let mut least = vec![usize::MAX; group.len()];
        for (at, &start) in group.iter().enumerate().rev() {
            least[at] = first_behind;
            first_behind = first_behind.min(order[start]);
        }
        let mut last = 0;
        for (at, &start) in group.iter().enumerate() {
            last = last.max(order[start]);
            is_cut[at] &= last < least[at];
        }
    }
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    for (&start, is_cut) in group.iter().zip(is_cut) {
        if let Some(run) = runs.last_mut() {
            run.push(start);
        }
        if is_cut {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The number of the group of each member.
fn numbered(groups: &[Vec<usize>], count: usize) -> Vec<usize> {
    let mut number = vec![0; count];
    for (group, members) in groups.iter().enumerate() {
        for &member in members {
            number[member] = group;
        }
    }
    number
}

impl Analysis<'_> {
    /// The events that occurred in the order of their starts, as the finest groups of which each
    /// wholly stands before the next.
    #[must_use]
    pub fn sequence(&self) -> Vec<Vec<EventIndex>> {
        let events: Vec<EventIndex> = self
            .chronology()
            .events()
            .map(|(event, _)| event)
            .filter(|&event| self.occurred(event))
            .collect();
        let starts: Vec<TimePoint> = events
            .iter()
            .map(|&event| System::point(event, Side::Start))
            .collect();
        let possibilities = &self.reasoned.possibilities;
        let groups = if possibilities.is_all_plain() {
            crate::order::sequence(possibilities.settled(), &starts)
        } else {
            Orders::new(self).groups(&starts)
        };
        groups
            .into_iter()
            .map(|group| group.into_iter().map(|index| events[index]).collect())
            .collect()
    }

    /// How all events that occurred stand to one of them, by their starts.
    #[must_use]
    pub fn position(&self, event: EventIndex) -> Position {
        let start = System::point(event, Side::Start);
        let possibilities = &self.reasoned.possibilities;
        let orders = (!possibilities.is_all_plain()).then(|| Orders::new(self));
        let later = possibilities.settled().distances_from(start);
        let earlier = possibilities.settled().distances_to(start);
        let no_more = |distances: &[Option<Distance>], point: TimePoint| {
            let distance = distances.get(point.index() as usize).copied().flatten();
            distance.is_some_and(|distance| distance.implies(Weight::at_most(0)))
        };
        let is_upto = |distances, point, first, second| {
            no_more(distances, point)
                || orders
                    .as_ref()
                    .is_some_and(|orders| orders.is_upto(first, second))
        };
        let mut position = Position::default();
        for (other, _) in self.chronology().events() {
            if other == event || !self.occurred(other) {
                continue;
            }
            let point = System::point(other, Side::Start);
            let no_later = is_upto(&later, point, point, start);
            let no_earlier = is_upto(&earlier, point, start, point);
            let group = match (no_later, no_earlier) {
                (true, true) => &mut position.simultaneous,
                (true, false) => &mut position.before,
                (false, true) => &mut position.after,
                (false, false) => &mut position.undetermined,
            };
            group.push(other);
        }
        position
    }
}
