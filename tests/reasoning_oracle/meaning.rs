//! What the statements of a story say, as constraints.

use crate::calendar::{DAY, number};
use crate::closure::{Closure, Edge, Limit};
use crate::dates::{End, Span, When};
use crate::links;
use crate::points::{duration, earlier, end, no_earlier, no_later, start};
use crate::story::{Key, Story};

impl Story {
    /// The statements that are in force, each with its constraints.
    pub(crate) fn statements(&self) -> Vec<(Key, Vec<Edge>)> {
        let mut statements = Vec::new();
        for (index, event) in self.events.iter().enumerate() {
            if !event.occurred {
                continue;
            }
            if let Some(when) = event.when {
                statements.push((Key::When(index), self.date(index, when)));
            }
            if let Some(lasts) = event.lasts {
                let edges = duration(start(index), end(index), lasts, self.zone_of(index));
                statements.push((Key::Lasts(index), edges));
            }
        }
        for (index, link) in self.links.iter().enumerate() {
            if !self.is_in_force(link) {
                continue;
            }
            let mut edges = links::order(link.kind, link.from, link.to);
            let points = links::lag(link.kind, link.from, link.to);
            if let (Some(lag), Some((earlier, later))) = (link.lag, points) {
                let zone = self.zone_of(link.from);
                edges.extend(duration(earlier, later, lag, zone));
            }
            statements.push((Key::Link(index), edges));
        }
        statements
    }

    fn date(&self, event: usize, when: When) -> Vec<Edge> {
        let (start, end) = (start(event), end(event));
        let span = |date: crate::dates::Date| date.span(self.zone_of(event), self.approximate());
        let within =
            |(lo, hi): Span| vec![no_earlier(start, lo), earlier(start, hi), no_later(end, hi)];
        let starts = |(lo, hi): Span| vec![no_earlier(start, lo), earlier(start, hi)];
        let ends = |(lo, hi): Span| vec![no_earlier(end, lo), no_later(end, hi)];
        match when {
            When::Within(date) => within(span(date)),
            When::OneOf(first, last) => {
                let lo = first.map(|first| no_earlier(start, span(first).0));
                let hi = last.map(|last| span(last).1);
                let hi = hi.map(|hi| [earlier(start, hi), no_later(end, hi)]);
                lo.into_iter().chain(hi.into_iter().flatten()).collect()
            }
            When::All(one, other) => {
                let (first, last) = (span(one).min(span(other)), span(one).max(span(other)));
                [starts(first), ends(last)].concat()
            }
            When::Between(first, last) => {
                let first = match first {
                    End::At(date) => starts(span(date)),
                    End::Open | End::Unknown => Vec::new(),
                };
                let last = match (last, self.as_of) {
                    (End::At(date), _) => ends(span(date)),
                    (End::Open, Some(day)) => {
                        let told = (number(day) + 1) * DAY;
                        vec![no_earlier(end, told - self.own_zone().offset(told))]
                    }
                    (End::Open, None) | (End::Unknown, _) => Vec::new(),
                };
                [first, last].concat()
            }
        }
    }

    /// All that follows from statements, and from every event ending no earlier than it starts.
    pub(crate) fn closure<'s>(
        &self,
        statements: impl IntoIterator<Item = &'s (Key, Vec<Edge>)>,
    ) -> Closure {
        let natural: Vec<Edge> = (0..self.events.len())
            .map(|event| Edge {
                from: end(event),
                to: start(event),
                limit: Limit::ZERO,
            })
            .collect();
        let stated = statements.into_iter().flat_map(|(_, edges)| edges);
        Closure::new(1 + 2 * self.events.len(), natural.iter().chain(stated))
    }

    /// The causal links that are in force, as cause and effect.
    pub(crate) fn causes(&self) -> Vec<(Key, usize, usize)> {
        let links = self.links.iter().enumerate();
        links
            .filter(|(_, link)| self.is_in_force(link))
            .filter_map(|(index, link)| {
                let (cause, effect) = links::cause(link.kind, link.from, link.to)?;
                Some((Key::Link(index), cause, effect))
            })
            .collect()
    }
}

/// Whether no cause is, through others or at once, its own effect: whatever has no cause among
/// what is left is taken away until nothing is left.
pub(crate) fn is_acyclic(causes: &[(Key, usize, usize)]) -> bool {
    let mut left = causes.to_vec();
    loop {
        let before = left.len();
        let effects: Vec<usize> = left.iter().map(|&(_, _, effect)| effect).collect();
        left.retain(|(_, cause, _)| effects.contains(cause));
        if left.is_empty() {
            return true;
        }
        if left.len() == before {
            return false;
        }
    }
}
