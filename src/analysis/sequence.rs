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
    tight: Bounded<&'a Solution>,
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
        let coarse = crate::order::sequence(self.tight.value, starts);
        let told = Told {
            orders: self,
            starts,
            fine: self
                .refuting
                .iter()
                .map(|solution| numbered(&crate::order::sequence(solution, starts), starts.len()))
                .collect(),
        };
        // What is settled proves an order, but not that the two are ever apart.
        let mut joined: Vec<Vec<usize>> = Vec::new();
        for group in coarse {
            match joined.last_mut() {
                Some(before) if !told.some_parts(before, &group) => before.extend(group),
                _ => joined.push(group),
            }
        }
        joined
            .into_iter()
            .flat_map(|group| told.divided(group))
            .collect()
    }
}

/// How many starts that no solution at hand tells apart are compared with each other: of 5,000 events
/// in one group all comparisons take a second.
const COMPARED: usize = 5_000;

/// What the sequences of some solutions tell of starts.
struct Told<'a> {
    orders: &'a Orders<'a>,
    starts: &'a [TimePoint],
    /// For each solution the group of each start.
    fine: Vec<Vec<usize>>,
}

impl Told<'_> {
    /// Whether some solution has everything on one side apart from everything on the other.
    fn some_parts(&self, before: &[usize], behind: &[usize]) -> bool {
        self.fine.iter().any(|order| {
            let last = before.iter().map(|&start| order[start]).max();
            let first = behind.iter().map(|&start| order[start]).min();
            last < first
        })
    }

    /// Divides a group where every pair across is necessarily in order.
    fn divided(&self, mut group: Vec<usize>) -> Vec<Vec<usize>> {
        if group.len() < 2 || self.fine.is_empty() {
            return vec![group];
        }
        group.sort_by_key(|&start| (self.key(start), start));
        let mut sorted = Vec::with_capacity(group.len());
        for alike in group.chunk_by(|&one, &other| self.key(one) == self.key(other)) {
            sorted.extend(self.in_order(alike));
        }
        let mut divided: Vec<Vec<usize>> = Vec::new();
        for start in sorted {
            let mut run = vec![start];
            // Order is transitive: what holds between neighbours holds throughout.
            while let Some(before) = divided.pop_if(|before| !self.stands_before(before, &run)) {
                run.splice(0..0, before);
            }
            divided.push(run);
        }
        for part in &mut divided {
            part.sort_unstable();
        }
        divided
    }

    /// What rises wherever the order of two starts is necessary, but for solutions that no one
    /// looked at.
    fn key(&self, start: usize) -> Vec<usize> {
        self.fine.iter().map(|order| order[start]).collect()
    }

    /// Starts that the solutions at hand do not tell apart, such that one that stands before
    /// another comes before it.
    fn in_order(&self, alike: &[usize]) -> Vec<usize> {
        if alike.len() > COMPARED {
            self.orders.analysis.note(false);
            return alike.to_vec();
        }
        let mut ordered: Vec<usize> = Vec::with_capacity(alike.len());
        for &start in alike {
            let behind = ordered
                .iter()
                .position(|&other| self.is_before(start, other));
            ordered.insert(behind.unwrap_or(ordered.len()), start);
        }
        ordered
    }

    /// Whether every start of one run stands before every one of the next.
    fn stands_before(&self, before: &[usize], behind: &[usize]) -> bool {
        // The nearest are the likeliest not to.
        before
            .iter()
            .rev()
            .all(|&first| behind.iter().all(|&second| self.is_before(first, second)))
    }

    /// Whether one start is no later than another in every solution, and earlier in some.
    fn is_before(&self, first: usize, second: usize) -> bool {
        let mut told = self
            .fine
            .iter()
            .map(|order| order[first].cmp(&order[second]));
        if told.any(std::cmp::Ordering::is_gt) {
            return false;
        }
        let (one, other) = (self.starts[first], self.starts[second]);
        let apart = self.fine.iter().any(|order| order[first] < order[second]);
        self.orders.is_upto(one, other) && (apart || !self.orders.is_upto(other, one))
    }
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
