//! Clauses: of their literals at least one holds. Each is watched at two of them.
//!
//! No clause has two literals of the same direction.

use super::trail::Trail;
use super::value::{Direction, Lit, Value};

/// A clause that is watched at one direction: it is looked at when the bound gets that tight.
#[derive(Debug, Clone, Copy)]
struct Watch {
    threshold: Value,
    clause: u32,
    /// Some other literal; while it holds the clause needs no look.
    blocker: Lit,
}

#[derive(Debug)]
struct Clause {
    literals: Vec<Lit>,
    /// How many levels its literals had when it was learnt; 0 for what was stated.
    levels: u32,
    activity: u32,
}

#[derive(Debug, Default)]
pub(super) struct Clauses {
    clauses: Vec<Clause>,
    watches: Vec<Vec<Watch>>,
    learnt: usize,
    now: u32,
}

/// What a look at the watched clauses found.
pub(super) enum Found {
    /// Nothing is left to do.
    Nothing,
    /// The literals of this clause all fail.
    Conflict(u32),
}

impl Clauses {
    pub(super) fn add_variable(&mut self) {
        self.watches.extend([Vec::new(), Vec::new()]);
    }

    pub(super) fn literals(&self, clause: u32) -> &[Lit] {
        &self.clauses[clause as usize].literals
    }

    /// How many clauses were learnt and are kept.
    pub(super) const fn learnt(&self) -> usize {
        self.learnt
    }

    /// Adds a clause of at least two literals, none of which fails, but the second and later may
    /// where the first is to be made true at once; then the second is of the latest level.
    pub(super) fn add(&mut self, literals: Vec<Lit>, levels: u32) -> u32 {
        let number = u32::try_from(self.clauses.len()).unwrap_or(u32::MAX);
        for (own, other) in [(0, 1), (1, 0)] {
            self.watch(literals[own], literals[other], number);
        }
        self.learnt += usize::from(levels > 0);
        self.clauses.push(Clause {
            literals,
            levels,
            activity: self.now,
        });
        number
    }

    fn watch(&mut self, literal: Lit, blocker: Lit, clause: u32) {
        let fails = literal.negated();
        self.watches[fails.direction as usize].push(Watch {
            threshold: fails.value,
            clause,
            blocker,
        });
    }

    /// Remembers that a clause took part in a conflict.
    pub(super) fn used(&mut self, clause: u32) {
        self.clauses[clause as usize].activity = self.now;
    }

    /// Looks at the clauses that a tighter bound may make fail; `imply` gets each literal that has
    /// to hold now and whose clause it is.
    pub(super) fn look(
        &mut self,
        direction: Direction,
        trail: &mut Trail,
        steps: &mut u64,
        mut imply: impl FnMut(&mut Trail, Lit, u32) -> bool,
    ) -> Found {
        let bound = trail.upper(direction);
        let mut watches = std::mem::take(&mut self.watches[direction as usize]);
        let mut found = Found::Nothing;
        let mut kept = 0;
        let mut at = 0;
        *steps += watches.len() as u64 / 4;
        'watches: while at < watches.len() {
            let watch = watches[at];
            at += 1;
            if bound > watch.threshold || trail.is_true(watch.blocker) {
                watches[kept] = watch;
                kept += 1;
                continue;
            }
            *steps += 1;
            let own = Lit {
                direction,
                value: watch.threshold,
            }
            .negated();
            let literals = &mut self.clauses[watch.clause as usize].literals;
            if literals[0] == own {
                literals.swap(0, 1);
            }
            let other = literals[0];
            let moved = Watch {
                blocker: other,
                ..watch
            };
            if trail.is_true(other) {
                watches[kept] = moved;
                kept += 1;
                continue;
            }
            for index in 2..literals.len() {
                let candidate = literals[index];
                if !trail.is_false(candidate) {
                    literals.swap(1, index);
                    self.watch(candidate, other, watch.clause);
                    continue 'watches;
                }
            }
            watches[kept] = moved;
            kept += 1;
            if !imply(trail, other, watch.clause) {
                found = Found::Conflict(watch.clause);
                break;
            }
        }
        while at < watches.len() {
            watches[kept] = watches[at];
            kept += 1;
            at += 1;
        }
        watches.truncate(kept);
        // No clause has two literals of one direction, so none was added here meanwhile.
        self.watches[direction as usize] = watches;
        found
    }

    /// Forgets half of what was learnt, the least useful first, and what holds for good. Nothing
    /// may be decided, so that no clause is the reason for anything.
    pub(super) fn reduce(&mut self, trail: &Trail) {
        let mut useful: Vec<(bool, u32, u32)> = self
            .clauses
            .iter()
            .filter(|clause| clause.levels > 0)
            .map(|clause| (clause.levels > 2, self.now - clause.activity, clause.levels))
            .collect();
        useful.sort_unstable();
        let limit = useful.get(useful.len() / 2).copied();
        let now = self.now;
        self.clauses.retain(|clause| {
            let rank = (clause.levels > 2, now - clause.activity, clause.levels);
            let keep = clause.levels == 0 || limit.is_none_or(|limit| rank < limit);
            keep && !clause
                .literals
                .iter()
                .any(|&literal| trail.is_true(literal))
        });
        self.learnt = self
            .clauses
            .iter()
            .filter(|clause| clause.levels > 0)
            .count();
        self.now += 1;
        for watches in &mut self.watches {
            watches.clear();
        }
        for number in 0..self.clauses.len() {
            let literals = &mut self.clauses[number].literals;
            // Of what fails for good nothing is watched.
            literals.sort_by_key(|&literal| trail.is_false(literal));
            let (first, second) = (literals[0], literals[1]);
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            self.watch(first, second, number);
            self.watch(second, first, number);
        }
    }
}
