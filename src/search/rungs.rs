//! What is left of a ladder under given bounds.

use super::flat::FlatLadder;
use super::problem::{Limit, Rung, Side, Term};
use super::trail::Trail;
use super::value::{Lit, TICK, Value, down, is_far, up};

/// Ladders of up to this many reachable rungs are kept as lists.
const LISTED: usize = 512;
/// After so many rungs it is estimated whether there are far more than can be listed: where all of
/// them reach this many times as far, they are about four times as many.
const SAMPLE: usize = 16;
const FAR_MORE: i128 = 128;

/// The rungs that bounds leave, and why the others are out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) first: Option<Rung>,
    /// Why every rung before the first is out; `None` where there is none before it.
    pub(super) not_before: Option<Lit>,
    pub(super) last: Option<Rung>,
    /// Why every rung behind the last is out; `None` where there is none behind it.
    pub(super) not_after: Option<Lit>,
}

impl Reach {
    /// Whether some rung is left.
    pub(super) fn is_possible(&self) -> bool {
        match (&self.first, &self.last) {
            (Some(first), Some(last)) => !is_before(last, first),
            _ => false,
        }
    }

    /// Why no rung is left, where none is.
    pub(super) fn causes(&self) -> impl Iterator<Item = Lit> {
        self.not_before.into_iter().chain(self.not_after)
    }
}

/// Whether a rung comes before another.
pub(super) fn is_before(one: &Rung, other: &Rung) -> bool {
    match (one.event.lo, other.event.lo) {
        (one, Some(other)) => one.is_none_or(|one| one < other),
        (_, None) => false,
    }
}

/// The lower limit that a span gives a term, if any.
pub(super) fn lower(term: &Term, rung: &Rung) -> Option<Lit> {
    let lo = rung.span(term.side).lo.filter(|_| term.lower)?;
    Some(Lit::at_least(term.point.index(), Value::from(lo) * TICK))
}

/// The upper limit that a span gives a term, if any.
pub(super) fn upper(term: &Term, rung: &Rung) -> Option<Lit> {
    let hi = rung.span(term.side).hi?;
    Some(Lit::at_most(term.point.index(), greatest(term, hi)))
}

fn greatest(term: &Term, hi: i64) -> Value {
    match term.upper {
        Limit::Below => Value::from(hi) * TICK - 1,
        Limit::AtMost => Value::from(hi) * TICK,
    }
}

/// A ladder, and a list of its rungs where there are few.
#[derive(Debug, Clone)]
pub(super) struct Reachable {
    pub(super) ladder: FlatLadder,
    listed: Option<Vec<Rung>>,
}

impl Reachable {
    /// A ladder under bounds that hold for good.
    pub(super) fn new(ladder: FlatLadder, trail: &Trail) -> Self {
        let mut reachable = Self {
            ladder,
            listed: None,
        };
        reachable.listed = reachable.list(trail);
        reachable
    }

    fn list(&self, trail: &Trail) -> Option<Vec<Rung>> {
        let reach = self.reach(trail);
        let (Some(first), Some(last)) = (reach.first, reach.last) else {
            return Some(Vec::new());
        };
        let mut listed = vec![first];
        // One more at each end: reasons are told by the rungs that are out.
        listed.extend(self.before(&first));
        listed.reverse();
        let mut at = first;
        while is_before(&at, &last) || at == last {
            let Some(next) = self.after(&at) else { break };
            if listed.len() > LISTED || listed.len() == SAMPLE && goes_on(&first, &at, &last) {
                return None;
            }
            listed.push(next);
            at = next;
        }
        Some(listed)
    }

    pub(super) fn first_ending_after(&self, side: Side, ticks: i64) -> Option<Rung> {
        match &self.listed {
            Some(rungs) => {
                let at =
                    rungs.partition_point(|rung| rung.span(side).hi.is_some_and(|hi| hi <= ticks));
                rungs.get(at).copied()
            }
            None => self.ladder.rungs.first_ending_after(side, ticks),
        }
    }

    pub(super) fn last_starting_by(&self, side: Side, ticks: i64) -> Option<Rung> {
        match &self.listed {
            Some(rungs) => {
                let behind =
                    rungs.partition_point(|rung| rung.span(side).lo.is_none_or(|lo| lo <= ticks));
                rungs.get(behind.checked_sub(1)?).copied()
            }
            None => self.ladder.rungs.last_starting_by(side, ticks),
        }
    }

    pub(super) fn after(&self, rung: &Rung) -> Option<Rung> {
        self.first_ending_after(Side::Event, rung.event.hi?)
    }

    pub(super) fn before(&self, rung: &Rung) -> Option<Rung> {
        self.last_starting_by(Side::Event, rung.event.lo?.checked_sub(1)?)
    }

    /// What keeps clear of the rungs that stand for what is beyond them.
    pub(super) fn told_apart(&self) -> impl Iterator<Item = Lit> {
        let rungs = &self.ladder.rungs;
        let first = rungs.first().filter(|rung| rungs.stands_in(rung));
        let last = rungs.last().filter(|rung| rungs.stands_in(rung));
        let term = &self.ladder.terms[0];
        let second = first.and_then(|first| rungs.after(&first));
        let from = second.and_then(|second| lower(term, &second));
        let to = last.and_then(|last| lower(term, &last)).map(Lit::negated);
        from.into_iter().chain(to)
    }

    /// How many steps it takes to see what the bounds leave. For masks 1,800 instructions were
    /// measured where the rungs are listed and 20,000 where they are not.
    pub(super) const fn cost(&self) -> u64 {
        if self.listed.is_some() { 20 } else { 200 }
    }

    /// What the bounds leave of the ladder.
    pub(super) fn reach(&self, trail: &Trail) -> Reach {
        let mut first = self.first_ending_after(Side::Event, i64::MIN);
        let mut last = self.last_starting_by(Side::Event, i64::MAX);
        let (mut by_lower, mut by_upper) = (None, None);
        let (lowest, highest) = (first, last);
        for term in &self.ladder.terms {
            let point = term.point.index();
            let least = -trail.upper(down(point));
            if !is_far(-least) {
                let found = self.not_ended(term, least);
                if later(found, first) {
                    first = found;
                    by_lower = Some(term);
                }
            }
            let most = trail.upper(up(point));
            if term.lower && !is_far(most) {
                let found = self.begun(term, most);
                if earlier(found, last) {
                    last = found;
                    by_upper = Some(term);
                }
            }
        }
        Reach {
            first,
            not_before: by_lower.and_then(|term| {
                let out = match &first {
                    Some(first) => self.before(first)?,
                    None => highest?,
                };
                Some(upper(term, &out)?.negated())
            }),
            last,
            not_after: by_upper.and_then(|term| {
                let out = match &last {
                    Some(last) => self.after(last)?,
                    None => lowest?,
                };
                Some(lower(term, &out)?.negated())
            }),
        }
    }

    /// The first rung that a term's lower bound leaves.
    fn not_ended(&self, term: &Term, least: Value) -> Option<Rung> {
        // `hi` is whole: it is no less than the bound, or greater, from some whole tick on.
        let ended = match term.upper {
            Limit::Below => least.div_euclid(TICK),
            Limit::AtMost => (least - 1).div_euclid(TICK),
        };
        match i64::try_from(ended) {
            Ok(ended) => self.first_ending_after(term.side, ended),
            Err(_) if ended < 0 => self.first_ending_after(term.side, i64::MIN),
            Err(_) => self
                .last_starting_by(Side::Event, i64::MAX)
                .filter(|last| last.span(term.side).hi.is_none()),
        }
    }

    /// The last rung that a term's upper bound leaves.
    fn begun(&self, term: &Term, most: Value) -> Option<Rung> {
        let begun = most.div_euclid(TICK);
        match i64::try_from(begun) {
            Ok(begun) => self.last_starting_by(term.side, begun),
            Err(_) if begun > 0 => self.last_starting_by(term.side, i64::MAX),
            Err(_) => self
                .first_ending_after(Side::Event, i64::MIN)
                .filter(|first| first.span(term.side).lo.is_none()),
        }
    }

    /// Whether one rung holds whole under the bounds, once what the ladder implies is among them.
    pub(super) fn is_decided(&self, reach: &Reach, trail: &Trail) -> bool {
        let Some(last) = &reach.last else { return true };
        self.ladder
            .terms
            .iter()
            .filter_map(|term| lower(term, last))
            .all(|limit| trail.is_true(limit))
    }
}

impl Reachable {
    /// Whether the ladder is in force and one rung holds whole, so that it says nothing more.
    pub(super) fn is_settled(&self, trail: &Trail) -> bool {
        let in_force = self.ladder.guard.is_none_or(|guard| trail.is_true(guard));
        let reach = self.reach(trail);
        let Some(last) = &reach.last else {
            return false;
        };
        let limits = self.ladder.terms.iter();
        let mut limits = limits.flat_map(|term| [lower(term, last), upper(term, last)]);
        in_force && limits.all(|limit| limit.is_none_or(|limit| trail.is_true(limit)))
    }
}

/// Whether rungs go on like those up to `at` for so long that they cannot all be listed. To be wrong
/// about this costs time only.
fn goes_on(first: &Rung, at: &Rung, last: &Rung) -> bool {
    let (Some(from), Some(by), Some(end)) = (first.event.hi, at.event.hi, last.event.lo) else {
        return false;
    };
    i128::from(end) - i128::from(from) > FAR_MORE * (i128::from(by) - i128::from(from))
}

/// Whether no rung, or a later one, was found.
fn later(found: Option<Rung>, first: Option<Rung>) -> bool {
    match (found, first) {
        (None, first) => first.is_some(),
        (Some(found), Some(first)) => is_before(&first, &found),
        (Some(_), None) => false,
    }
}

fn earlier(found: Option<Rung>, last: Option<Rung>) -> bool {
    match (found, last) {
        (None, last) => last.is_some(),
        (Some(found), Some(last)) => is_before(&found, &last),
        (Some(_), None) => false,
    }
}
