//! How far away a bound counts as none.
//!
//! The units of a calendar go on for ever, and a ladder of them has to end somewhere. It ends so far
//! behind everything that is known that whatever is still possible there is possible without end:
//! see [`Rungs::horizon`](super::Rungs::horizon).

use super::problem::{Conjunction, Disjunction, RungSpan};
use super::value::{Direction, FAR, TICK, Value, is_far};

/// The greatest bounds that say something, as upper bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Horizon {
    /// Of points and of their opposites.
    limits: [Value; 2],
}

impl Horizon {
    /// The horizon of everything that the ladders of a problem are about.
    pub(super) fn of(disjunctions: &[Disjunction]) -> Self {
        let mut spans = Vec::new();
        for disjunction in disjunctions {
            add(disjunction, &mut spans);
        }
        let limit = |tick: fn(&RungSpan) -> Option<i64>, sign: Value| {
            let limits = spans
                .iter()
                .map(|span| Some(sign * Value::from(tick(span)?) * TICK));
            let limits: Option<Vec<Value>> = limits.collect();
            limits
                .and_then(|limits| limits.into_iter().max())
                .unwrap_or(FAR)
        };
        Self {
            limits: [limit(|span| span.hi, 1), limit(|span| span.lo, -1)],
        }
    }

    /// The bound of a direction, none beyond the horizon.
    pub(super) const fn seen(&self, direction: Direction, bound: Value) -> Value {
        seen(self.limit(direction), bound)
    }

    /// What is just beyond the horizon in a direction, if there is one.
    pub(super) const fn beyond(&self, direction: Direction) -> Option<Value> {
        beyond(self.limit(direction))
    }

    /// The bound of a difference, none where it is wider than all between the horizons.
    pub(super) const fn seen_apart(&self, difference: Value) -> Value {
        seen(self.apart(), difference)
    }

    /// What is just wider than all between the horizons.
    pub(super) const fn beyond_apart(&self) -> Option<Value> {
        beyond(self.apart())
    }

    const fn limit(&self, direction: Direction) -> Value {
        self.limits[(direction % 2) as usize]
    }

    const fn apart(&self) -> Value {
        let [up, down] = self.limits;
        if is_far(up) || is_far(down) {
            FAR
        } else {
            up + down
        }
    }
}

const fn seen(limit: Value, bound: Value) -> Value {
    if bound > limit { FAR } else { bound }
}

const fn beyond(limit: Value) -> Option<Value> {
    if is_far(limit) { None } else { Some(limit + 1) }
}

fn add(disjunction: &Disjunction, spans: &mut Vec<RungSpan>) {
    match disjunction {
        Disjunction::Ladder(ladder) => spans.extend(ladder.rungs.horizon()),
        Disjunction::AnyOf { alternatives, .. } => {
            let nested =
                |said: &Conjunction| said.disjunctions.iter().for_each(|inner| add(inner, spans));
            alternatives.iter().for_each(nested);
        }
    }
}
