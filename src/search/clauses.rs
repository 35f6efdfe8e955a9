//! Clauses: of their literals at least one holds. Each is watched at two of them.
//!
//! No clause has two literals of the same direction. What was learnt from statements that can be
//! left out holds as long as their switches are on; these are kept beside the literals, because
//! there are many, and none of them is ever watched (Lagniez & Biere, *Factoring out assumptions to
//! speed up MUS extraction*, 2013, replace them for the same reason).

use super::switches::Switches;
use super::trail::{Reason, Trail};
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
    /// It holds where all of these are on.
    under: Switches,
    /// How many levels its literals had when it was learnt; 0 for what was stated.
    levels: u32,
    activity: u32,
}

#[derive(Debug, Default)]
pub(super) struct Clauses {
    clauses: Vec<Clause>,
    watches: Vec<Vec<Watch>>,
    learnt: usize,
    /// How many hold under switches only.
    switched: usize,
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

    /// The switches under which a clause holds.
    pub(super) fn under(&self, clause: u32) -> &Switches {
        &self.clauses[clause as usize].under
    }

    /// Adds a clause that was stated, of at least two literals, none of which fails.
    pub(super) fn add(&mut self, literals: Vec<Lit>) {
        self.push(literals, Switches::default(), 0);
    }

    /// Adds a clause that was learnt. Its first literal is to be made true at once; the others fail,
    /// the second since the latest level.
    pub(super) fn learn(&mut self, literals: Vec<Lit>, under: Switches, levels: u32) -> u32 {
        self.learnt += 1;
        self.switched += usize::from(!under.is_empty());
        self.push(literals, under, levels.max(1))
    }

    fn push(&mut self, literals: Vec<Lit>, under: Switches, levels: u32) -> u32 {
        let number = u32::try_from(self.clauses.len()).unwrap_or(u32::MAX);
        self.clauses.push(Clause {
            literals,
            under,
            levels,
            activity: self.now,
        });
        self.watch_first_two(number);
        number
    }

    fn watch_first_two(&mut self, clause: u32) {
        if let [first, second, ..] = self.clauses[clause as usize].literals[..] {
            self.watch(first, second, clause);
            self.watch(second, first, clause);
        }
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
            if trail.level() == 0 && !self.under(watch.clause).is_empty() {
                // It is watched anew once switches are on again.
                watches[kept] = watch;
                kept += 1;
                continue;
            }
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
                *steps += u64::from(index % 8 == 0);
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
        self.learnt = self.count(|clause| clause.levels > 0);
        self.switched = self.count(|clause| !clause.under.is_empty());
        self.now += 1;
        self.watch_all(trail, &Switches::default());
    }

    fn count(&self, kind: impl Fn(&Clause) -> bool) -> usize {
        self.clauses.iter().filter(|clause| kind(clause)).count()
    }

    /// Watches what holds under these switches, which have been switched on just now, and makes true
    /// what follows at once.
    ///
    /// # Errors
    ///
    /// A clause whose literals all fail.
    pub(super) fn switch_on(&mut self, trail: &mut Trail, on: &Switches) -> Result<(), u32> {
        if self.switched == 0 {
            return Ok(());
        }
        for tight in self.watch_all(trail, on) {
            let first = self.clauses[tight as usize].literals[0];
            if trail.is_false(first) {
                return Err(tight);
            }
            if !trail.is_true(first) {
                trail.push(first, Reason::Clause(tight));
            }
        }
        Ok(())
    }

    /// Watches all clauses that hold under some switches, at literals that do not fail. Returns
    /// those of which no more than the first can hold.
    fn watch_all(&mut self, trail: &Trail, on: &Switches) -> Vec<u32> {
        for watches in &mut self.watches {
            watches.clear();
        }
        let mut tight = Vec::new();
        for number in (0..self.clauses.len()).filter_map(|number| u32::try_from(number).ok()) {
            let Clause {
                literals, under, ..
            } = &mut self.clauses[number as usize];
            if !under.is_within(on) {
                continue;
            }
            literals.sort_by_key(|&literal| trail.is_false(literal));
            if literals.get(1).is_none_or(|&second| trail.is_false(second)) {
                tight.push(number);
            }
            self.watch_first_two(number);
        }
        tight
    }
}
