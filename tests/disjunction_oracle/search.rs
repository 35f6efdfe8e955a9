//! All combinations of alternatives, each closed by itself.

use crate::closure::{Closure, Edge, Limit};
use crate::meaning::{Choice, Conj, Wide};
use crate::points::{ORIGIN, end, no_earlier, no_later, start};

/// There is too much to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMuch;

/// How many combinations are looked at.
const MOST: usize = 900;

/// How many alternatives of a date are found with as much work as one combination takes.
const EXPANDED_AT_ONCE: usize = 20;

/// How many combinations may hold.
const MOST_HOLDING: usize = 120;

/// What holds in some combination.
#[derive(Debug, Clone)]
pub(crate) struct Answers {
    combinations: Vec<Closure>,
    hull: Vec<Vec<Option<Limit>>>,
}

impl Answers {
    /// Of statements over so many points.
    pub(crate) fn new<'s>(
        points: usize,
        says: impl IntoIterator<Item = &'s Conj>,
    ) -> Result<Self, TooMuch> {
        let (closure, choices) = together(points, says, &[]);
        let mut search = Search {
            left: MOST,
            wanted: MOST_HOLDING,
            found: Vec::new(),
        };
        search.descend(closure, &choices)?;
        if search.found.len() == MOST_HOLDING {
            return Err(TooMuch);
        }
        let hull = |from: usize| (0..points).map(move |to| (from, to));
        let hull = (0..points).map(|from| {
            let row = hull(from).map(|(from, to)| greatest(&search.found, from, to));
            row.collect()
        });
        Ok(Self {
            hull: hull.collect(),
            combinations: search.found,
        })
    }

    pub(crate) fn is_consistent(&self) -> bool {
        !self.combinations.is_empty()
    }

    pub(crate) fn combinations(&self) -> &[Closure] {
        &self.combinations
    }

    /// The least upper limit of `to − from`.
    pub(crate) fn difference(&self, from: usize, to: usize) -> Option<Limit> {
        self.hull[from][to]
    }

    pub(crate) fn implies(&self, edge: &Edge) -> bool {
        self.difference(edge.from, edge.to)
            .is_some_and(|known| known <= edge.limit)
    }

    pub(crate) fn allows(&self, edges: &[Edge]) -> bool {
        self.combinations
            .iter()
            .any(|closure| closure.allows(edges))
    }

    /// Whether one of the alternatives holds in every assignment.
    pub(crate) fn implies_any(&self, alternatives: &[Vec<Edge>]) -> bool {
        let mut all = self.combinations.iter();
        all.all(|closure| {
            // A date with very many completions has few in any one combination.
            let met = alternatives.iter().filter(|edges| closure.allows(edges));
            implies_any(closure, &met.cloned().collect::<Vec<_>>())
        })
    }
}

/// Whether no assignment breaks every alternative: each is broken by breaking one of its edges.
fn implies_any(closure: &Closure, alternatives: &[Vec<Edge>]) -> bool {
    let Some((first, rest)) = alternatives.split_first() else {
        return !closure.is_consistent();
    };
    if !closure.is_consistent() {
        return true;
    }
    first.iter().all(|edge| {
        let broken = Edge {
            from: edge.to,
            to: edge.from,
            limit: Limit {
                ticks: -edge.limit.ticks,
                taken: !edge.limit.taken,
            },
        };
        implies_any(&closure.and(&[broken]), rest)
    })
}

/// Whether some assignment satisfies all of it: looked for in the years around the times that are
/// stated, then everywhere or, where that is too much, within some centuries.
pub(crate) fn is_possible<'s>(
    points: usize,
    says: impl IntoIterator<Item = &'s Conj> + Clone,
) -> Result<bool, TooMuch> {
    let mut stated = Vec::new();
    for conj in says.clone() {
        times(conj, &mut stated);
    }
    let first = stated.iter().min().copied().unwrap_or(0);
    let last = stated.iter().max().copied().unwrap_or(0);
    let near = (first - 3 * YEAR, last + 3 * YEAR);
    let far = (first - 150 * YEAR, last + 150 * YEAR);
    if is_possible_in(points, says.clone(), Some(near)) == Ok(true) {
        return Ok(true);
    }
    is_possible_in(points, says.clone(), None)
        .or_else(|TooMuch| is_possible_in(points, says, Some(far)))
}

const YEAR: i64 = 366 * 86_400;

/// The times that something states.
fn times(conj: &Conj, stated: &mut Vec<i64>) {
    for edge in &conj.edges {
        match (edge.from, edge.to) {
            (ORIGIN, _) => stated.push(edge.limit.ticks),
            (_, ORIGIN) => stated.push(-edge.limit.ticks),
            _ => {}
        }
    }
    for choice in &conj.choices {
        if let Choice::Any(alternatives) = choice {
            alternatives.iter().for_each(|conj| times(conj, stated));
        }
    }
}

fn is_possible_in<'s>(
    points: usize,
    says: impl IntoIterator<Item = &'s Conj>,
    limits: Option<(i64, i64)>,
) -> Result<bool, TooMuch> {
    let limited = limits.into_iter().flat_map(|(from, to)| {
        (1..points).flat_map(move |point| [no_earlier(point, from), no_later(point, to)])
    });
    let (closure, choices) = together(points, says, &limited.collect::<Vec<Edge>>());
    let mut search = Search {
        left: MOST,
        wanted: 1,
        found: Vec::new(),
    };
    search.descend(closure, &choices)?;
    Ok(!search.found.is_empty())
}

/// What holds in any case, and the choices.
fn together<'s>(
    points: usize,
    says: impl IntoIterator<Item = &'s Conj>,
    edges: &[Edge],
) -> (Closure, Vec<&'s Choice>) {
    let events = 0..(points - 1) / 2;
    let natural = events.map(|event| Edge {
        from: end(event),
        to: start(event),
        limit: Limit::ZERO,
    });
    let mut all: Vec<Edge> = natural.chain(edges.iter().copied()).collect();
    let mut choices = Vec::new();
    for conj in says {
        all.extend(&conj.edges);
        choices.extend(&conj.choices);
    }
    (Closure::new(points, &all), choices)
}

fn greatest(closures: &[Closure], from: usize, to: usize) -> Option<Limit> {
    let mut limits = closures.iter().map(|closure| closure.difference(from, to));
    let first = limits.next()??;
    limits.try_fold(first, |greatest, limit| Some(greatest.max(limit?)))
}

struct Search {
    left: usize,
    wanted: usize,
    found: Vec<Closure>,
}

impl Search {
    fn descend(&mut self, closure: Closure, choices: &[&Choice]) -> Result<(), TooMuch> {
        if !closure.is_consistent() || self.found.len() == self.wanted {
            return Ok(());
        }
        self.left = self.left.checked_sub(1).ok_or(TooMuch)?;
        let open: Vec<&Choice> = choices
            .iter()
            .copied()
            .filter(|choice| !is_settled(&closure, choice))
            .collect();
        if open.is_empty() {
            self.found.push(closure);
            return Ok(());
        }
        let listed = open
            .iter()
            .enumerate()
            .filter_map(|(at, choice)| match choice {
                Choice::Any(alternatives) => Some((live(&closure, alternatives).count(), at)),
                Choice::Wide(_) => None,
            });
        let (next, expanded);
        let alternatives: Vec<&Conj> = if let Some((_, at)) = listed.min() {
            let Choice::Any(alternatives) = open[at] else {
                return Ok(());
            };
            next = at;
            live(&closure, alternatives).collect()
        } else {
            (next, expanded) = expand(&closure, &open)?;
            let cost = expanded.len() / EXPANDED_AT_ONCE;
            self.left = self.left.checked_sub(cost).ok_or(TooMuch)?;
            live(&closure, &expanded).collect()
        };
        for conj in alternatives {
            let mut rest = open.clone();
            rest.swap_remove(next);
            rest.extend(&conj.choices);
            self.descend(closure.and(&conj.edges), &rest)?;
        }
        Ok(())
    }
}

/// Whether one of the alternatives holds in any case, so that nothing is left to choose.
fn is_settled(closure: &Closure, choice: &Choice) -> bool {
    let given = |conj: &Conj| {
        conj.choices.is_empty() && conj.edges.iter().all(|edge| closure.implies(edge))
    };
    match choice {
        Choice::Any(alternatives) => alternatives.iter().any(given),
        Choice::Wide(_) => false,
    }
}

/// The alternatives of which no single edge is excluded.
fn live<'a>(closure: &'a Closure, alternatives: &'a [Conj]) -> impl Iterator<Item = &'a Conj> {
    let is_live = |edge: &Edge| {
        let back = closure.difference(edge.to, edge.from);
        back.is_none_or(|back| back.plus(edge.limit) >= Limit::ZERO)
    };
    let conjs = alternatives.iter();
    conjs.filter(move |conj| conj.edges.iter().all(is_live))
}

/// The choice that depends on a point whose time is best known, with its alternatives.
fn expand(closure: &Closure, choices: &[&Choice]) -> Result<(usize, Vec<Conj>), TooMuch> {
    let known = choices.iter().enumerate().filter_map(|(at, choice)| {
        let Choice::Wide(wide) = choice else {
            return None;
        };
        let (from, to) = limits(closure, wide)?;
        Some((to - from, at, wide, (from, to)))
    });
    let nearest = known.min_by_key(|&(length, at, ..)| (length, at));
    let (_, at, wide, (from, to)) = nearest.ok_or(TooMuch)?;
    Ok((at, wide.alternatives(from, to).ok_or(TooMuch)?))
}

/// The time in which the point lies that a choice depends on.
fn limits(closure: &Closure, wide: &Wide) -> Option<(i64, i64)> {
    let from = closure.difference(wide.point, ORIGIN)?;
    let to = closure.difference(ORIGIN, wide.point)?;
    Some((-from.ticks, to.ticks))
}

/// Whether an assignment, given as a closure in which every point has its time, satisfies it.
pub(crate) fn holds_at(assignment: &Closure, says: &Conj) -> bool {
    let holds = |choice: &Choice| match choice {
        Choice::Any(alternatives) => alternatives.iter().any(|conj| holds_at(assignment, conj)),
        Choice::Wide(wide) => limits(assignment, wide).is_some_and(|(from, to)| {
            let alternatives = wide.alternatives(from, to).into_iter();
            alternatives
                .flatten()
                .any(|conj| holds_at(assignment, &conj))
        }),
    };
    says.edges.iter().all(|edge| assignment.implies(edge)) && says.choices.iter().all(holds)
}
