//! From a conflict to the clause that it teaches.

use std::collections::{BinaryHeap, HashMap};

use super::solver::{Conflict, Solver};
use super::switches::Switches;
use super::trail::Reason;
use super::value::{Lit, Value};

/// The literals that a conflict goes back to, while they are found.
#[derive(Debug, Default)]
struct Trace {
    /// What is needed of each entry, by entry.
    needed: HashMap<u32, Value>,
    /// Entries of the latest level, the last first.
    open: BinaryHeap<u32>,
    /// Entries of earlier levels.
    earlier: Vec<u32>,
    /// What holds since switches are on.
    base: Vec<Lit>,
    /// Switches.
    under: Switches,
}

/// What a conflict teaches.
struct Lesson {
    /// A clause: the literal that it implies first, the latest of the others second.
    clause: Vec<Lit>,
    /// The switches under which it holds.
    under: Switches,
    /// The level at which it implies something new.
    level: u32,
}

impl Solver {
    /// Learns from what holds and cannot hold together, and takes decisions back so far that what
    /// was learnt says something new. Where no decision takes part, returns the switches that do.
    pub(super) fn learn(&mut self, conflict: Conflict) -> Option<Vec<Lit>> {
        let (literals, clause) = match conflict {
            Conflict::Literals(literals) => (literals, None),
            Conflict::Clause(clause) => {
                let failing = self.clauses.literals(clause).iter();
                (
                    failing.map(|literal| literal.negated()).collect(),
                    Some(clause),
                )
            }
        };
        // A conflict may be found late: it belongs to the latest level that takes part.
        let latest = literals.iter().map(|&literal| self.level_since(literal));
        let latest = latest.max().unwrap_or(0);
        if latest <= self.base {
            let core = self.responsible(literals, clause);
            self.inconsistent |= core.is_empty();
            return Some(core);
        }
        self.cancel(latest);
        let lesson = self.analyze(literals, clause, latest);
        self.heap.decay();
        self.cancel(lesson.level);
        let asserting = lesson.clause[0];
        debug_assert!(
            lesson.under.is_empty() || lesson.level > 0,
            "what rests on switches does not hold without"
        );
        if lesson.clause.len() == 1 && lesson.under.is_empty() {
            self.fact(asserting);
            return None;
        }
        let others = lesson.clause[1..].iter();
        let mut levels: Vec<u32> = others.map(|&literal| self.level_of(literal)).collect();
        levels.sort_unstable();
        levels.dedup();
        let levels = u32::try_from(levels.len()).unwrap_or(u32::MAX);
        let number = self.clauses.learn(lesson.clause, lesson.under, levels);
        self.trail.push(asserting, Reason::Clause(number));
        None
    }

    /// The level since which a true literal holds.
    fn level_since(&self, literal: Lit) -> u32 {
        self.trail
            .since(literal)
            .map_or(0, |entry| self.trail.entry(entry).level)
    }

    /// The level since which a failing literal fails.
    fn level_of(&self, literal: Lit) -> u32 {
        self.level_since(literal.negated())
    }

    /// What is to be learnt of literals of which some hold since the latest level, and of a clause
    /// that they fail.
    fn analyze(&mut self, conflict: Vec<Lit>, clause: Option<u32>, latest: u32) -> Lesson {
        let mut trace = Trace::default();
        if let Some(clause) = clause {
            trace.under.insert_all(self.clauses.under(clause));
        }
        for literal in conflict {
            self.trace(&mut trace, literal, latest);
        }
        let mut causes = Vec::new();
        let unique = loop {
            let Some(entry) = trace.open.pop() else {
                unreachable!("something of the latest level takes part");
            };
            let needed = self.needed(&trace, entry);
            if trace.open.is_empty() {
                break needed;
            }
            trace.needed.remove(&entry);
            let reason = self.trail.entry(entry).reason;
            if let Reason::Clause(clause) = reason {
                self.clauses.used(clause);
                trace.under.insert_all(self.clauses.under(clause));
            }
            causes.clear();
            self.explain(needed, reason, &mut causes);
            for &cause in &causes {
                self.trace(&mut trace, cause, latest);
            }
        };
        self.lesson(trace, unique)
    }

    fn needed(&self, trace: &Trace, entry: u32) -> Lit {
        Lit {
            direction: self.trail.entry(entry).direction,
            value: trace.needed[&entry],
        }
    }

    fn trace(&mut self, trace: &mut Trace, literal: Lit, latest: u32) {
        self.steps += 1;
        let Some(entry) = self.trail.since(literal) else {
            return;
        };
        let level = self.trail.entry(entry).level;
        if level == 0 {
            return;
        }
        if level == self.base {
            trace.base.push(literal);
            return;
        }
        match trace.needed.entry(entry) {
            std::collections::hash_map::Entry::Occupied(mut known) => {
                let least = (*known.get()).min(literal.value);
                known.insert(least);
            }
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(literal.value);
                if level == latest {
                    trace.open.push(entry);
                } else {
                    trace.earlier.push(entry);
                }
                self.bump(literal);
            }
        }
    }

    /// The clause that forbids what was traced.
    fn lesson(&mut self, mut trace: Trace, unique: Lit) -> Lesson {
        let mut rest = Vec::new();
        for entry in std::mem::take(&mut trace.earlier) {
            if !self.is_implied(&mut trace, entry) {
                rest.push(self.needed(&trace, entry));
            }
        }
        rest.retain(|literal| literal.direction != unique.direction);
        // Of one direction the tightest says all.
        rest.sort_unstable_by_key(|literal| (literal.direction, literal.value));
        rest.dedup_by_key(|literal| literal.direction);
        let mut under = trace.under;
        let decided = self.sources(trace.base, &mut under);
        debug_assert!(decided.is_empty(), "only switches are on at the base");
        let mut clause = vec![unique.negated()];
        clause.extend(rest.iter().map(|literal| literal.negated()));
        let level = |index: usize| self.level_of(clause[index]);
        let latest =
            (1..clause.len()).max_by_key(|&index| (level(index), std::cmp::Reverse(index)));
        let level = match latest {
            Some(latest) => level(latest),
            None if under.is_empty() => 0,
            None => self.base,
        };
        if let Some(latest) = latest {
            clause.swap(1, latest);
        }
        Lesson {
            clause,
            under,
            level,
        }
    }

    /// Whether an entry of an earlier level follows from others that are needed anyway and from what
    /// holds since switches are on, which is taken among what is needed then.
    fn is_implied(&self, trace: &mut Trace, entry: u32) -> bool {
        let reason = self.trail.entry(entry).reason;
        if matches!(reason, Reason::Decision) {
            return false;
        }
        let mut causes = Vec::new();
        self.explain(self.needed(trace, entry), reason, &mut causes);
        let mut base = Vec::new();
        let follows = causes.iter().all(|&cause| match self.trail.since(cause) {
            None => true,
            Some(since) => match self.trail.entry(since).level {
                0 => true,
                level if level == self.base => {
                    base.push(cause);
                    true
                }
                _ => {
                    let needed = trace.needed.get(&since);
                    needed.is_some_and(|&needed| needed <= cause.value)
                }
            },
        });
        if follows {
            trace.base.extend(base);
            if let Reason::Clause(clause) = reason {
                trace.under.insert_all(self.clauses.under(clause));
            }
        }
        follows
    }

    /// The assumptions that literals go back to, among them the switches of a clause.
    ///
    /// Only assumptions may have been decided.
    pub(super) fn responsible(&mut self, literals: Vec<Lit>, clause: Option<u32>) -> Vec<Lit> {
        let mut under = Switches::default();
        if let Some(clause) = clause {
            under.insert_all(self.clauses.under(clause));
        }
        let mut core = self.sources(literals, &mut under);
        core.extend(under.iter().map(|switch| self.switches[switch as usize]));
        core
    }

    /// The decisions that literals go back to, and the switches.
    fn sources(&mut self, mut causes: Vec<Lit>, under: &mut Switches) -> Vec<Lit> {
        let mut decisions = Vec::new();
        let mut needed: HashMap<u32, Value> = HashMap::new();
        let mut open: BinaryHeap<u32> = BinaryHeap::new();
        loop {
            for cause in causes.drain(..) {
                self.steps += 1;
                if let Some(switch) = self.switch(cause) {
                    under.insert(switch);
                    continue;
                }
                let Some(entry) = self.trail.since(cause) else {
                    continue;
                };
                if self.trail.entry(entry).level == 0 {
                    continue;
                }
                let known = needed.entry(entry).or_insert_with(|| {
                    open.push(entry);
                    cause.value
                });
                *known = (*known).min(cause.value);
            }
            let Some(entry) = open.pop() else {
                return decisions;
            };
            let literal = Lit {
                direction: self.trail.entry(entry).direction,
                value: needed[&entry],
            };
            let reason = self.trail.entry(entry).reason;
            match reason {
                Reason::Decision => {
                    decisions.push(Lit {
                        direction: literal.direction,
                        value: self.trail.entry(entry).value,
                    });
                    continue;
                }
                Reason::Clause(clause) => under.insert_all(self.clauses.under(clause)),
                _ => {}
            }
            self.explain(literal, reason, &mut causes);
        }
    }
}
