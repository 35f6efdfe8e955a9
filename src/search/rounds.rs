//! Ladders that push one another on, round after round.
//!
//! Where "the week of the report" and "Thursday of the week before it" are said to meet, each week that is
//! excluded excludes the next one, and so on to the end of time. Rung by rung that takes millions of
//! steps. But rungs repeat: what moved a bound by whole [cycles](super::Cycle) moves it as often again, as long
//! as the rungs on the way repeat. So one look back at how a bound came about does all further rounds at
//! once.

use std::collections::HashMap;

use super::problem::Cycle;
use super::solver::{Conflict, Solver};
use super::trail::Reason;
use super::value::{Direction, Lit, TICK, Value};

/// How many limits ladders imply in one propagation before the first look back.
const PATIENCE: u32 = 16;

/// When to look back.
#[derive(Debug)]
pub(super) struct Rounds {
    climbed: u32,
    patience: u32,
}

impl Rounds {
    pub(super) const fn new() -> Self {
        Self {
            climbed: 0,
            patience: PATIENCE,
        }
    }

    /// A ladder implied something; whether it is time to look back. What is in vain is done the
    /// more seldom.
    const fn is_due(&mut self) -> bool {
        self.climbed += 1;
        if self.climbed < self.patience {
            return false;
        }
        self.patience = self.patience.saturating_add(self.patience / 2);
        true
    }
}

/// How a bound came about: from which other one.
struct Step {
    /// What was implied.
    limit: Lit,
    /// How the ladder repeats that implied it, if it was not a constraint.
    cycle: Option<Cycle>,
    guard: Option<Lit>,
}

/// A bound that came about from an earlier one of the same point, whole cycles back.
struct Round {
    /// The earlier bound.
    from: Lit,
    /// By how much it is moved in each round.
    moved: Value,
    /// How often it can be.
    count: Value,
    guards: Vec<Lit>,
}

impl Solver {
    /// A ladder has implied this limit: if ladders go round, does all rounds.
    ///
    /// # Errors
    ///
    /// What holds and cannot hold together.
    pub(super) fn go_round(&mut self, limit: Lit) -> Result<(), Conflict> {
        if !self.rounds.is_due() {
            return Ok(());
        }
        let Some(round) = self.look_back(limit) else {
            return Ok(());
        };
        self.rounds = Rounds::new();
        let last = Lit {
            direction: round.from.direction,
            value: round.from.value - round.moved * round.count,
        };
        let mut causes = round.guards;
        causes.push(round.from);
        if self.trail.is_true(last) {
            return Ok(());
        }
        if self.trail.is_false(last) {
            causes.push(last.negated());
            return Err(Conflict::Literals(causes));
        }
        let reason = self.trail.write(&causes);
        self.trail.push(last, reason);
        Ok(())
    }

    /// The round that ends with a limit, or with one that it came from.
    fn look_back(&mut self, limit: Lit) -> Option<Round> {
        let mut at = limit;
        let mut steps: Vec<Step> = Vec::new();
        let mut seen: HashMap<Direction, usize> = HashMap::new();
        let mut period: Value = 1;
        let mut causes = Vec::new();
        for index in (0..self.trail.len()).rev() {
            self.steps += 1;
            let entry = self.trail.entry(index);
            if entry.direction != at.direction || !entry.brought(at) {
                continue;
            }
            let reason = entry.reason;
            let cycle = match reason {
                Reason::Edge(_) => None,
                Reason::Ladder(ladder, _) => Some(self.cycle(ladder, at)?),
                Reason::Decision | Reason::Clause(_) | Reason::Literals(..) => return None,
            };
            if let Some(cycle) = cycle {
                period = common(period, Value::from(cycle.ticks) * TICK)?;
            }
            causes.clear();
            self.explain(at, reason, &mut causes);
            let is_bound = |cause: &Lit| cause.variable() < self.points;
            let cause = *causes.iter().find(|cause| is_bound(cause))?;
            seen.entry(at.direction).or_insert(steps.len());
            steps.push(Step {
                limit: at,
                cycle,
                guard: causes.iter().copied().find(|cause| !is_bound(cause)),
            });
            at = cause;
            if let Some(&first) = seen.get(&at.direction)
                && at.value - steps[first].limit.value >= period
            {
                return round(&steps[first..], at);
            }
        }
        None
    }

    /// How the rungs of a ladder repeat around a limit.
    fn cycle(&mut self, ladder: u32, limit: Lit) -> Option<Cycle> {
        self.steps += 50;
        let at = i64::try_from(limit.instant().div_euclid(TICK)).ok()?;
        self.ladders[ladder as usize].ladder.rungs.cycle_at(at)
    }
}

/// The round of these steps, the last one first, which began with a bound.
fn round(steps: &[Step], from: Lit) -> Option<Round> {
    let causes = steps.iter().skip(1).map(|step| step.limit).chain([from]);
    let ladders: Vec<(Cycle, Lit, Lit)> = steps
        .iter()
        .zip(causes)
        .filter_map(|(step, cause)| Some((step.cycle?, step.limit, cause)))
        .collect();
    let periods = ladders
        .iter()
        .map(|(cycle, ..)| Value::from(cycle.ticks) * TICK);
    let period = periods.reduce(Value::max)?;
    let moved = (from.value - steps.first()?.limit.value) / period * period;
    if moved == 0 {
        return None;
    }
    let mut more = Value::MAX;
    for (cycle, limit, cause) in ladders {
        // A tick to spare: limits are a little before or behind one.
        let first = (Value::from(cycle.from) + 1) * TICK;
        let last = (Value::from(cycle.to) - 1) * TICK;
        let least = limit.instant().min(cause.instant());
        let greatest = limit.instant().max(cause.instant());
        if least < first || last < greatest {
            return None;
        }
        let room = if limit.is_upper() {
            least - first
        } else {
            last - greatest
        };
        more = more.min(room / moved);
    }
    (more > 0).then(|| Round {
        from,
        moved,
        count: more + 1,
        guards: steps.iter().filter_map(|step| step.guard).collect(),
    })
}

/// A period of both, where one divides the other.
const fn common(one: Value, other: Value) -> Option<Value> {
    if other <= 0 {
        None
    } else if one % other == 0 {
        Some(one)
    } else if other % one == 0 {
        Some(other)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::search::{
        Conjunction, Disjunction, Ladder, Limit, Possibilities, Rung, RungSpan, Rungs, Side, Term,
        Verdict, exclusion,
    };
    use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint, Weight};

    /// Rungs of seven ticks: where the anchor is in one, the event is on some of its days moved.
    #[derive(Debug, Clone, Copy)]
    struct Weeks {
        count: i64,
        moved: i64,
        days: (i64, i64),
        repeat: bool,
    }

    impl Weeks {
        fn rung(&self, index: i64) -> Option<Rung> {
            let span = |lo, hi| RungSpan {
                lo: Some(7 * index + lo),
                hi: Some(7 * index + hi),
            };
            (0..self.count).contains(&index).then(|| Rung {
                anchor: span(0, 7),
                event: span(self.moved + self.days.0, self.moved + self.days.1),
            })
        }

        fn limits(&self, side: Side) -> (i64, i64) {
            match side {
                Side::Anchor => (0, 7),
                Side::Event => (self.moved + self.days.0, self.moved + self.days.1),
            }
        }
    }

    impl Rungs for Weeks {
        fn first_ending_after(&self, side: Side, ticks: i64) -> Option<Rung> {
            let index = ticks.saturating_sub(self.limits(side).1).div_euclid(7) + 1;
            self.rung(index.max(0))
        }

        fn last_starting_by(&self, side: Side, ticks: i64) -> Option<Rung> {
            let index = ticks.saturating_sub(self.limits(side).0).div_euclid(7);
            self.rung(index.min(self.count - 1))
        }

        fn cycle_at(&self, _: i64) -> Option<Cycle> {
            let (first, last) = (self.rung(1)?, self.rung(self.count - 2)?);
            self.repeat.then_some(Cycle {
                ticks: 7,
                from: first.anchor.hi?.max(first.event.hi?),
                to: last.anchor.lo?.min(last.event.lo?),
            })
        }
    }

    fn ladder(anchor: u32, event: u32, weeks: Weeks, tag: u32) -> Disjunction {
        let term = |point, side| Term {
            point: TimePoint::new(point),
            side,
            lower: true,
            upper: Limit::Below,
        };
        Disjunction::Ladder(Ladder {
            tag: Tag::new(tag),
            terms: vec![term(anchor, Side::Anchor), term(event, Side::Event)],
            rungs: Arc::new(weeks),
        })
    }

    fn weeks(count: i64, moved: i64, days: (i64, i64)) -> Weeks {
        Weeks {
            count,
            moved,
            days,
            repeat: true,
        }
    }

    fn within(from: u32, to: u32, ticks: i64, tag: u32) -> DifferenceConstraint {
        let (from, to) = (TimePoint::new(from), TimePoint::new(to));
        DifferenceConstraint::new(from, to, Weight::at_most(ticks), Tag::new(tag))
    }

    /// One event in the week of an anchor, one on Thursday of the week before, at once.
    #[test]
    fn ladders_that_push_one_another_on_do_so_at_once() {
        const MANY: i64 = 1_000_000_000;
        let ladders = [
            ladder(1, 2, weeks(MANY, 0, (0, 7)), 0),
            ladder(1, 3, weeks(MANY, -7, (3, 4)), 1),
        ];
        let stn = Stn::new(
            4,
            vec![
                within(2, 3, 0, 2),
                within(3, 2, 0, 2),
                within(0, 1, 5 * MANY, 3),
            ],
        );
        let all = Possibilities::new(&stn, &ladders, 100_000).unwrap();
        assert_eq!(all.consistent(), Some(false));
        let trust = |tag: Tag| tag.index();
        let nothing = Conjunction::default();
        let why = exclusion(
            &stn,
            &ladders,
            &[TimePoint::new(1)],
            &nothing,
            &trust,
            1_000_000,
        );
        let Verdict::Excluded(why) = why else {
            panic!("{why:?}")
        };
        assert!(why.minimal);
        assert_eq!(why.tags, [0, 1, 2].map(Tag::new));
    }

    proptest! {
        #[test]
        fn what_is_done_in_rounds_is_what_is_done_rung_by_rung(
            ladders in prop::collection::vec((1_u32..4, 1_u32..4, -8_i64..8, 0_i64..5, 1_i64..4), 1..4),
            edges in prop::collection::vec((1_u32..4, 1_u32..4, -9_i64..9), 0..4),
            bounds in prop::collection::vec((0_i64..2_100, any::<bool>(), 1_u32..4), 0..3),
        ) {
            let mut constraints: Vec<DifferenceConstraint> = edges
                .into_iter()
                .filter(|(from, to, _)| from != to)
                .map(|(from, to, ticks)| within(from, to, ticks, 9))
                .collect();
            for (at, upper, point) in bounds {
                constraints.push(if upper { within(0, point, at, 9) } else { within(point, 0, -at, 9) });
            }
            let stn = Stn::new(4, constraints);
            let answer = |repeat| {
                let disjunctions: Vec<Disjunction> = ladders
                    .iter()
                    .filter(|(anchor, event, ..)| anchor != event)
                    .map(|&(anchor, event, moved, first, count)| {
                        let weeks = weeks(300, moved, (first, first + count));
                        ladder(anchor, event, Weeks { repeat, ..weeks }, 0)
                    })
                    .collect();
                let all = Possibilities::new(&stn, &disjunctions, 10_000_000).ok()?;
                let bounds = all.tightened();
                let points = (1..4).map(TimePoint::new);
                let told: Vec<_> = points
                    .map(|point| (bounds.value.earliest(point), bounds.value.latest(point)))
                    .collect();
                Some((all.consistent(), bounds.exact, told))
            };
            prop_assert_eq!(answer(true), answer(false));
        }
    }
}
