//! From a conflict to the clause that it teaches.

use std::collections::BinaryHeap;

use super::solver::Solver;
use super::trail::Reason;
use super::value::Lit;

/// The literals that a conflict goes back to, while they are found.
#[derive(Debug, Default)]
struct Trace {
    /// What is needed of each entry, by entry.
    needed: std::collections::HashMap<u32, i128>,
    /// Entries of the latest level, the last first.
    open: BinaryHeap<u32>,
    /// Entries of earlier levels.
    earlier: Vec<u32>,
}

impl Solver {
    /// Learns from literals that hold and cannot hold together, and takes decisions back so far
    /// that what was learnt says something new.
    pub(super) fn learn(&mut self, conflict: Vec<Lit>) {
        if self.trail.level() == 0 {
            self.inconsistent = true;
            return;
        }
        let Some((clause, level)) = self.analyze(conflict) else {
            self.inconsistent = true;
            return;
        };
        self.heap.decay();
        self.cancel(level);
        match clause[..] {
            [only] => self.fact(only),
            _ => {
                let asserting = clause[0];
                let mut levels: Vec<u32> = clause[1..].iter().map(|&l| self.level_of(l)).collect();
                levels.sort_unstable();
                levels.dedup();
                let levels = u32::try_from(levels.len()).unwrap_or(u32::MAX);
                let number = self.clauses.add(clause, levels.max(1));
                self.trail.push(asserting, Reason::Clause(number));
            }
        }
    }

    /// The level since which a failing literal fails.
    fn level_of(&self, literal: Lit) -> u32 {
        self.trail
            .since(literal.negated())
            .map_or(0, |entry| self.trail.entry(entry).level)
    }

    /// The clause, the literal that it implies first and the latest of the others second, and the
    /// level at which it does; `None` where the conflict does not depend on any decision.
    fn analyze(&mut self, conflict: Vec<Lit>) -> Option<(Vec<Lit>, u32)> {
        // A conflict may be found late: it belongs to the latest level that takes part.
        let latest = conflict
            .iter()
            .filter_map(|&literal| self.trail.since(literal))
            .map(|entry| self.trail.entry(entry).level)
            .max()?;
        if latest == 0 {
            return None;
        }
        self.cancel(latest);
        let mut trace = Trace::default();
        for literal in conflict {
            self.trace(&mut trace, literal, latest);
        }
        let mut causes = Vec::new();
        let unique = loop {
            let entry = trace.open.pop()?;
            let needed = self.needed(&trace, entry);
            if trace.open.is_empty() {
                break needed;
            }
            trace.needed.remove(&entry);
            let reason = self.trail.entry(entry).reason;
            if let Reason::Clause(clause) = reason {
                self.clauses.used(clause);
            }
            causes.clear();
            self.explain(needed, reason, &mut causes);
            for &cause in &causes {
                self.trace(&mut trace, cause, latest);
            }
        };
        Some(self.clause(&trace, unique))
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
    fn clause(&self, trace: &Trace, unique: Lit) -> (Vec<Lit>, u32) {
        let mut rest: Vec<Lit> = trace
            .earlier
            .iter()
            .filter(|&&entry| !self.is_implied(trace, entry))
            .map(|&entry| self.needed(trace, entry))
            .filter(|literal| literal.direction != unique.direction)
            .collect();
        // Of one direction the tightest says all.
        rest.sort_unstable_by_key(|literal| (literal.direction, literal.value));
        rest.dedup_by_key(|literal| literal.direction);
        let mut clause = vec![unique.negated()];
        clause.extend(rest.iter().map(|literal| literal.negated()));
        let level = |index: usize| self.level_of(clause[index]);
        let latest =
            (1..clause.len()).max_by_key(|&index| (level(index), std::cmp::Reverse(index)));
        let Some(latest) = latest else {
            return (clause, 0);
        };
        let level = level(latest);
        clause.swap(1, latest);
        (clause, level)
    }

    /// Whether an entry of an earlier level follows from others that are needed anyway.
    fn is_implied(&self, trace: &Trace, entry: u32) -> bool {
        let reason = self.trail.entry(entry).reason;
        if matches!(reason, Reason::Decision) {
            return false;
        }
        let mut causes = Vec::new();
        self.explain(self.needed(trace, entry), reason, &mut causes);
        causes.iter().all(|&cause| match self.trail.since(cause) {
            None => true,
            Some(since) => {
                self.trail.entry(since).level == 0
                    || trace
                        .needed
                        .get(&since)
                        .is_some_and(|&needed| needed <= cause.value)
            }
        })
    }

    /// The assumptions that exclude one of them, itself included.
    ///
    /// Only assumptions may have been decided.
    pub(super) fn responsible(&mut self, assumption: Lit) -> Vec<Lit> {
        let mut core = vec![assumption];
        let mut needed: std::collections::HashMap<u32, i128> = std::collections::HashMap::new();
        let mut open: BinaryHeap<u32> = BinaryHeap::new();
        let mut causes = vec![assumption.negated()];
        loop {
            for cause in causes.drain(..) {
                self.steps += 1;
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
            let Some(entry) = open.pop() else { return core };
            let literal = Lit {
                direction: self.trail.entry(entry).direction,
                value: needed[&entry],
            };
            match self.trail.entry(entry).reason {
                Reason::Decision => core.push(Lit {
                    direction: literal.direction,
                    value: self.trail.entry(entry).value,
                }),
                reason => self.explain(literal, reason, &mut causes),
            }
        }
    }
}
