//! The bounds of all variables, and how they came about.

use super::value::{Direction, FAR, Lit, Value};

/// No entry.
pub(super) const NONE: u32 = u32::MAX;

/// How many propagated entries are kept at most before the first decision.
const FORGOTTEN: usize = 1 << 18;

/// Why a bound holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reason {
    /// It was tried, or assumed.
    Decision,
    /// The other literals of a clause fail.
    Clause(u32),
    /// A constraint between two points and the bound of the other one.
    Edge(u32),
    /// Literals that were written down: where they begin, and how many there are.
    Literals(u32, u32),
    /// A ladder, its guard, and the bound of one of its points: where that was written down, if one
    /// was needed.
    Ladder(u32, Option<u32>),
}

/// A bound that became tighter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) direction: Direction,
    pub(super) value: Value,
    pub(super) reason: Reason,
    pub(super) level: u32,
    /// The bound before.
    before: Value,
}

impl Entry {
    /// Whether a literal of the same direction holds since then.
    pub(super) const fn brought(&self, literal: Lit) -> bool {
        self.value <= literal.value && literal.value < self.before
    }
}

/// Upper bounds by direction, with the history since the first decision.
#[derive(Debug, Default)]
pub(super) struct Trail {
    upper: Vec<Value>,
    /// The entries of each direction, the latest last.
    history: Vec<Vec<u32>>,
    entries: Vec<Entry>,
    /// Where each level begins.
    levels: Vec<usize>,
    /// Written-down reasons, and how many there were when each level began.
    literals: Vec<Lit>,
    literal_levels: Vec<usize>,
    /// The first entry that was not propagated.
    pub(super) next: usize,
}

impl Trail {
    /// Adds a variable of these bounds.
    pub(super) fn add(&mut self, least: Value, greatest: Value) {
        self.upper.extend([greatest, -least]);
        self.history.extend([Vec::new(), Vec::new()]);
    }

    /// Adds a point that nothing bounds.
    pub(super) fn add_point(&mut self) {
        self.add(-FAR, FAR);
    }

    pub(super) fn upper(&self, direction: Direction) -> Value {
        self.upper[direction as usize]
    }

    pub(super) fn is_true(&self, literal: Lit) -> bool {
        self.upper(literal.direction) <= literal.value
    }

    pub(super) fn is_false(&self, literal: Lit) -> bool {
        self.is_true(literal.negated())
    }

    pub(super) fn level(&self) -> u32 {
        u32::try_from(self.levels.len()).unwrap_or(u32::MAX)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(NONE)
    }

    pub(super) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The next entry to propagate.
    pub(super) fn take(&mut self) -> Option<(Direction, Value)> {
        if self.levels.is_empty() && self.next >= FORGOTTEN {
            // What holds for good has no history, so what was propagated of it can go.
            self.entries.drain(..self.next);
            self.next = 0;
            for entry in &mut self.entries {
                entry.reason = Reason::Decision;
            }
            self.literals.clear();
        }
        let entry = self.entries.get(self.next)?;
        self.next += 1;
        Some((entry.direction, entry.value))
    }

    /// Begins a level.
    pub(super) fn open_level(&mut self) {
        self.levels.push(self.entries.len());
        self.literal_levels.push(self.literals.len());
    }

    /// Makes a bound tighter. The caller has seen that it does not cross the opposite one.
    pub(super) fn push(&mut self, literal: Lit, reason: Reason) {
        let at = literal.direction as usize;
        debug_assert!(literal.value < self.upper[at], "a bound becomes tighter");
        let index = u32::try_from(self.entries.len()).unwrap_or(NONE);
        self.entries.push(Entry {
            direction: literal.direction,
            value: literal.value,
            reason,
            level: self.level(),
            before: self.upper[at],
        });
        self.upper[at] = literal.value;
        if !self.levels.is_empty() {
            self.history[at].push(index);
        }
    }

    /// Writes a reason down.
    pub(super) fn write(&mut self, literals: &[Lit]) -> Reason {
        if self.levels.is_empty() {
            // What holds for good is never explained.
            return Reason::Decision;
        }
        let first = self.literals.len();
        self.literals.extend_from_slice(literals);
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Reason::Literals(narrow(first), narrow(literals.len()))
    }

    /// Writes down what bound lets a ladder imply something; kept before the first decision, too,
    /// so that ladders can be seen to go round.
    pub(super) fn write_cause(&mut self, ladder: u32, cause: Option<Lit>) -> Reason {
        let at = u32::try_from(self.literals.len()).unwrap_or(u32::MAX);
        self.literals.extend(cause);
        Reason::Ladder(ladder, cause.map(|_| at))
    }

    pub(super) fn written(&self, first: u32, count: u32) -> &[Lit] {
        &self.literals[first as usize..(first + count) as usize]
    }

    /// The first entry since which a true literal holds; `None` where it holds from the outset.
    pub(super) fn since(&self, literal: Lit) -> Option<u32> {
        let history = &self.history[literal.direction as usize];
        if self.entry(*history.first()?).before <= literal.value {
            return None;
        }
        let weaker = history.partition_point(|&at| self.entry(at).value > literal.value);
        history.get(weaker).copied()
    }

    /// Forgets the history of what holds for good, once it has been propagated.
    pub(super) fn settle(&mut self) {
        debug_assert!(
            self.levels.is_empty(),
            "only what holds for good is settled"
        );
        self.entries.clear();
        self.next = 0;
        self.literals.clear();
    }

    /// Takes everything back down to a level; calls `undone` for each direction.
    pub(super) fn cancel(&mut self, level: u32, mut undone: impl FnMut(Direction)) {
        let level = level as usize;
        if level >= self.levels.len() {
            return;
        }
        let keep = self.levels[level];
        for entry in self.entries.drain(keep..).rev() {
            self.upper[entry.direction as usize] = entry.before;
            self.history[entry.direction as usize].pop();
            undone(entry.direction);
        }
        self.literals.truncate(self.literal_levels[level]);
        self.levels.truncate(level);
        self.literal_levels.truncate(level);
        self.next = keep.min(self.next);
    }
}
