//! What the statements of a story say: constraints, and choices between constraints.

use crate::calendar::DAY;
use crate::closure::{Edge, Limit};
use crate::dates::{ALL_YEARS, End, Reading, Shape, Span, is_wide};
use crate::links;
use crate::points::{duration, earlier, end, no_earlier, no_later, start};
use crate::story::{Anchor, Claim, Dating, Evidence, Hemisphere, Key, Link, Relative, Story, Zone};

/// Constraints and choices all of which hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conj {
    pub(crate) edges: Vec<Edge>,
    pub(crate) choices: Vec<Choice>,
}

/// At least one alternative holds.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    Any(Vec<Conj>),
    /// The alternatives are found when it is known in which years a point lies.
    Wide(Wide),
}

/// A choice of which only a part may matter.
#[derive(Debug, Clone)]
pub(crate) struct Wide {
    pub(crate) event: usize,
    /// The point that decides between the alternatives.
    pub(crate) point: usize,
    pub(crate) reading: Reading,
    pub(crate) what: WideDate,
}

#[derive(Debug, Clone)]
pub(crate) enum WideDate {
    Mask(String),
    Relative(Relative),
}

/// How many units are looked at.
const MOST_UNITS: i64 = 2_500;

impl Conj {
    pub(crate) fn of(edges: Vec<Edge>) -> Self {
        Self {
            edges,
            choices: Vec::new(),
        }
    }

    /// One of these; the only one, where there is but one.
    pub(crate) fn any(mut alternatives: Vec<Self>) -> Self {
        match alternatives.len() {
            1 => alternatives.remove(0),
            _ => Self {
                edges: Vec::new(),
                choices: vec![Choice::Any(alternatives)],
            },
        }
    }

    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.edges.extend(part.edges);
            all.choices.extend(part.choices);
        }
        all
    }
}

/// An event lies within a span.
pub(crate) fn within(event: usize, (lo, hi): Span) -> Vec<Edge> {
    let lo = lo.map(|lo| no_earlier(start(event), lo));
    let hi = hi.map(|hi| [earlier(start(event), hi), no_later(end(event), hi)]);
    lo.into_iter().chain(hi.into_iter().flatten()).collect()
}

impl Wide {
    /// The alternatives that its point's lying within some time leaves; `None` where there are
    /// too many.
    pub(crate) fn alternatives(&self, from: i64, to: i64) -> Option<Vec<Conj>> {
        let day = |instant: i64| (instant + self.reading.zone.offset_at(instant)).div_euclid(DAY);
        let (first, last) = (day(from), day(to));
        match &self.what {
            WideDate::Mask(mask) => {
                let year = |day: i64| crate::calendar::day_of(day).year;
                let years = ((year(first) - 1).max(0), (year(last) + 1).min(9_999));
                let spans = self.reading.date(mask, years).into_iter();
                let conjs = spans.map(|span| Conj::of(within(self.event, span)));
                Some(conjs.collect())
            }
            WideDate::Relative(relative) => {
                let unit = relative.unit;
                let (first, last) = (unit.number_at(first), unit.number_at(last));
                let rungs = (first..=last).flat_map(|number| self.rung(relative, number));
                (last - first < MOST_UNITS).then(|| rungs.collect())
            }
        }
    }

    fn rung(&self, relative: &Relative, number: i64) -> Vec<Conj> {
        let unit = relative.unit;
        let at = |number: i64| self.reading.zone.midnight(unit.first_day(number));
        let anchored = [
            no_earlier(self.point, at(number)),
            earlier(self.point, at(number + 1)),
        ];
        let part = relative.part.as_deref();
        let spans = self.reading.part(unit, number + relative.offset, part);
        let rung = |span| Conj::of([&anchored[..], &within(self.event, span)].concat());
        spans.into_iter().map(rung).collect()
    }
}

impl Story {
    pub(crate) fn reading(&self, zone: Zone) -> Reading {
        Reading {
            zone,
            hemisphere: self.hemisphere.unwrap_or(Hemisphere::North),
            approximate: self.approximate.unwrap_or(1),
        }
    }

    pub(crate) fn points(&self) -> usize {
        1 + 2 * (self.events.len() + self.sources.len())
    }

    /// The point at which a source was published; sources are counted behind events.
    pub(crate) fn publication(&self, source: usize) -> usize {
        self.events.len() + source
    }

    /// The statements, each with what it says.
    pub(crate) fn statements(&self) -> Vec<(Key, Conj)> {
        let mut statements = Vec::new();
        for (index, source) in self.sources.iter().enumerate() {
            if let (Some(published), true) = (&source.published, self.is_rested_on(index)) {
                let says = self.when(self.publication(index), published, self.own_zone());
                statements.push((Key::Published(index), says));
            }
        }
        for (index, event) in self.events.iter().enumerate() {
            statements.extend(self.dating(index, &event.dating));
            if !event.claims.is_empty() {
                statements.push((Key::Claims(index), self.claims(index, &event.claims)));
            }
            let bounds = self.publication_bounds(index, &event.evidence).into_iter();
            statements.extend(bounds.map(|(source, says)| (Key::Bound(index, source), says)));
        }
        let links = self.links.iter().enumerate();
        statements.extend(links.map(|(index, link)| (Key::Link(index), self.linked(link))));
        let choices = self.choices.iter().enumerate();
        statements.extend(choices.map(|(index, groups)| {
            let groups = groups.iter().map(|group| self.group(group));
            (Key::Choice(index), Conj::any(groups.collect()))
        }));
        statements
    }

    /// What an event's own date, relative date and length say.
    fn dating(&self, event: usize, dating: &Dating) -> Vec<(Key, Conj)> {
        let when = dating.when.as_ref().map(|when| {
            let says = self.when(event, when, self.zone_of(event));
            (Key::When(event), says)
        });
        let relative = dating
            .relative
            .as_ref()
            .map(|relative| (Key::Relative(event), self.relative(event, relative)));
        let lasts = dating.lasts.map(|lasts| {
            let edges = duration(start(event), end(event), lasts, self.zone_of(event));
            (Key::Lasts(event), Conj::of(edges))
        });
        when.into_iter().chain(relative).chain(lasts).collect()
    }

    /// What a date says of an event, or of a publication.
    fn when(&self, event: usize, text: &str, zone: Zone) -> Conj {
        let reading = self.reading(zone);
        if is_wide(text) {
            let what = WideDate::Mask(text.to_owned());
            return wide(event, start(event), reading, what);
        }
        let alternatives = |spans: Vec<Span>, edges: &dyn Fn(Span) -> Vec<Edge>| {
            let alternatives = spans.into_iter().map(|span| Conj::of(edges(span)));
            Conj::any(alternatives.collect())
        };
        match reading.shape(text, ALL_YEARS) {
            Shape::Within(members) => alternatives(members.concat(), &|span| within(event, span)),
            Shape::Between(first, last) => {
                let first = match first {
                    End::At(spans) => alternatives(spans, &|span| starts(event, span)),
                    End::Open | End::Unknown => Conj::default(),
                };
                let last = match (last, self.told()) {
                    (End::At(spans), _) => alternatives(spans, &|span| ends(event, span)),
                    (End::Open, Some(told)) => Conj::of(vec![no_earlier(end(event), told)]),
                    (End::Open, None) | (End::Unknown, _) => Conj::default(),
                };
                Conj::all([first, last])
            }
        }
    }

    /// The instant up to which the timeline tells.
    fn told(&self) -> Option<i64> {
        let day = self.as_of.as_ref()?;
        self.reading(self.own_zone()).date(day, ALL_YEARS)[0].1
    }

    fn relative(&self, event: usize, relative: &Relative) -> Conj {
        let anchor = match relative.to {
            Anchor::Event(event) => event,
            Anchor::Source(source) => self.publication(source),
        };
        let what = WideDate::Relative(relative.clone());
        wide(
            event,
            start(anchor),
            self.reading(self.zone_of(event)),
            what,
        )
    }

    fn claims(&self, event: usize, claims: &[Claim]) -> Conj {
        let preferred = claims.iter().filter(|claim| claim.prefer);
        let preferred: Vec<Conj> = preferred.map(|claim| self.claim(event, claim)).collect();
        if preferred.is_empty() {
            Conj::any(
                claims
                    .iter()
                    .map(|claim| self.claim(event, claim))
                    .collect(),
            )
        } else {
            Conj::all(preferred)
        }
    }

    pub(crate) fn claim(&self, event: usize, claim: &Claim) -> Conj {
        let dated = self.dating(event, &claim.dating).into_iter();
        let bounds = self.publication_bounds(event, &claim.evidence).into_iter();
        Conj::all(
            dated
                .map(|(_, says)| says)
                .chain(bounds.map(|(_, says)| says)),
        )
    }

    /// The sources that bound an event, with how each does.
    fn publication_bounds(&self, event: usize, evidence: &[Evidence]) -> Vec<(usize, Conj)> {
        let reporting = evidence.iter().filter(|piece| self.reports(piece));
        reporting
            .map(|piece| {
                let published = end(self.publication(piece.source));
                let bound = Edge {
                    from: published,
                    to: start(event),
                    limit: Limit::at_most(self.slack()),
                };
                (piece.source, Conj::of(vec![bound]))
            })
            .collect()
    }

    /// Whether a piece of evidence bounds what it is evidence of.
    pub(crate) fn reports(&self, piece: &Evidence) -> bool {
        let source = &self.sources[piece.source];
        self.publication_bounds
            && !piece.foretells
            && !source.background
            && source.published.is_some()
    }

    /// The longest that reports may be ahead of what they are published in.
    fn slack(&self) -> i64 {
        let greatest = self
            .report_slack
            .map(|slack| slack.seconds(self.own_zone()).1);
        greatest.unwrap_or(Some(DAY)).expect("the slack is limited")
    }

    fn linked(&self, link: &Link) -> Conj {
        let kinds = link.kinds.iter();
        let order = Conj::any(
            kinds
                .map(|kind| Conj::of(links::order(kind, link.from, link.to)))
                .collect(),
        );
        let points = links::lag(link.kinds[0], link.from, link.to);
        let lag = match (link.lag, points) {
            (Some(lag), Some((earlier, later))) => {
                duration(earlier, later, lag, self.zone_of(link.from))
            }
            _ => Vec::new(),
        };
        Conj::all([order, Conj::of(lag)])
    }

    pub(crate) fn group(&self, group: &[Link]) -> Conj {
        Conj::all(group.iter().map(|link| self.linked(link)))
    }

    /// Whether something rests on when a source was published.
    fn is_rested_on(&self, source: usize) -> bool {
        self.events.iter().any(|event| {
            let claimed = event.claims.iter();
            let datings =
                std::iter::once(&event.dating).chain(claimed.clone().map(|claim| &claim.dating));
            let mut relatives = datings.filter_map(|dating| dating.relative.as_ref());
            let claimed = claimed.flat_map(|claim| &claim.evidence);
            let mut evidence = event.evidence.iter().chain(claimed);
            relatives.any(|relative| relative.to == Anchor::Source(source))
                || evidence.any(|piece| piece.source == source && self.reports(piece))
        })
    }
}

fn wide(event: usize, point: usize, reading: Reading, what: WideDate) -> Conj {
    let wide = Wide {
        event,
        point,
        reading,
        what,
    };
    Conj {
        edges: Vec::new(),
        choices: vec![Choice::Wide(wide)],
    }
}

pub(crate) fn starts(event: usize, (lo, hi): Span) -> Vec<Edge> {
    let lo = lo.map(|lo| no_earlier(start(event), lo));
    let hi = hi.map(|hi| earlier(start(event), hi));
    lo.into_iter().chain(hi).collect()
}

pub(crate) fn ends(event: usize, (lo, hi): Span) -> Vec<Edge> {
    let lo = lo.map(|lo| no_earlier(end(event), lo));
    let hi = hi.map(|hi| no_later(end(event), hi));
    lo.into_iter().chain(hi).collect()
}
