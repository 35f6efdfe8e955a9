//! Random stories, most of them true.
//!
//! Every story has a schedule behind it: when each event really began and ended, and each source
//! was published. Dates are written near it. In a true story, what the schedule does not bear out
//! is left out again; in one that errs now and then, some of it stays; in a free one, all.

use crate::calendar::{Civil, DAY, day_of, number};
use crate::closure::{Closure, Edge, Limit};
use crate::dates::{ALL_YEARS, Reading};
use crate::durations::{DURATIONS, Range};
use crate::links;
use crate::points::{ORIGIN, end, start};
use crate::random::Random;
use crate::search::holds_at;
use crate::story::{
    Anchor, Claim, Dating, Event, Evidence, Hemisphere, Key, Link, Relative, Source, Story, Zone,
};
use crate::units::{UNITS, Unit, WEEKDAYS};

/// Draws by the way.
struct Draw {
    random: Random,
    zone: Zone,
    /// In which span of days things happen, and from which on.
    first_day: i64,
    days: u32,
}

/// From when to when something really was.
type Real = (i64, i64);

pub(crate) fn story(seed: u64) -> Story {
    let mut random = Random::new(seed);
    let zones = [Zone::Utc, Zone::Utc, Zone::East, Zone::West, Zone::Berlin];
    let zone = zones[at(&mut random, zones.len())];
    let base = if zone == Zone::Berlin {
        (2021, 10, 1)
    } else {
        [(1931, 4, 1), (1968, 1, 20), (2023, 12, 1)][at(&mut random, 3)]
    };
    let (year, month, day) = base;
    let days = [12, 40, 40, 400, 2_000][at(&mut random, 5)];
    let mut draw = Draw {
        random,
        zone,
        first_day: number(Civil { year, month, day }),
        days,
    };
    draw.story()
}

fn at(random: &mut Random, count: usize) -> usize {
    random.below(u32::try_from(count).expect("there are few")) as usize
}

impl Draw {
    fn one_in(&mut self, count: u32) -> bool {
        self.random.below(count) == 0
    }

    fn at(&mut self, count: usize) -> usize {
        at(&mut self.random, count)
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.at(items.len())]
    }

    fn within(&mut self, lo: i64, hi: i64) -> i64 {
        let count = u32::try_from(hi - lo + 1).expect("the range is short");
        lo + i64::from(self.random.below(count))
    }

    fn instant(&mut self) -> i64 {
        if self.zone == Zone::Berlin && self.one_in(4) {
            // Around the end of summer time.
            let day = number(Civil {
                year: 2021,
                month: 10,
                day: 31,
            });
            return day * DAY + self.pick(&[0, 1_800, 5_400]);
        }
        let day = self.first_day + i64::from(self.random.below(self.days));
        day * DAY + self.pick(&[0, 0, 10, 12, 23]) * 3_600
    }

    fn story(&mut self) -> Story {
        let count = 2 + self.at(4);
        let sources = self.at(3);
        let real: Vec<Real> = (0..count + sources)
            .map(|_| {
                let start = self.instant();
                let hours = self.pick(&[0, 0, 1, 12, 24, 24, 50, 168, 720]);
                (start, start + hours * 3_600)
            })
            .collect();
        let mut story = Story {
            zone: (self.zone != Zone::Utc || self.one_in(4)).then_some(self.zone),
            hemisphere: self.one_in(2).then(|| {
                self.pick(&[
                    Hemisphere::Either,
                    Hemisphere::Either,
                    Hemisphere::South,
                    Hemisphere::North,
                ])
            }),
            approximate: self.one_in(5).then(|| self.within(0, 2)),
            publication_bounds: sources > 0 && self.one_in(2),
            ..Story::default()
        };
        if self.one_in(4) {
            let slack = 1 + self.at(4);
            story.report_slack = (DURATIONS[slack].0 != "P1D").then_some(Range::Exactly(slack));
        }
        if self.zone == Zone::Berlin {
            // The default counts days of a clock.
            story.report_slack = Some(Range::Exactly(4));
        }
        if self.one_in(5) {
            let day = self.instant();
            story.as_of = Some(self.day(day));
        }
        for source in 0..sources {
            let at = real[count + source].0;
            story.sources.push(Source {
                published: Some(self.mask(at)),
                background: self.one_in(5),
            });
        }
        for (event, &real) in real[..count].iter().enumerate() {
            // What is anchored to something undated can be anywhere, which is soon too much.
            let dated = (0..event).filter(|&event| is_dated(&story.events[event]));
            let anchors: Vec<Anchor> = dated
                .map(Anchor::Event)
                .chain((0..sources).map(Anchor::Source))
                .collect();
            let drawn = self.event(&anchors, sources, real);
            story.events.push(drawn);
        }
        for _ in 0..self.at(5) {
            let link = self.link(count);
            story.links.push(link);
        }
        for _ in 0..[0, 0, 0, 0, 1, 1, 2][self.at(7)] {
            let groups = 1 + [0, 1, 1, 2][self.at(4)];
            let groups = (0..groups).map(|_| {
                let links = 1 + [0, 0, 1][self.at(3)];
                (0..links).map(|_| self.link(count)).collect()
            });
            let groups = groups.collect();
            story.choices.push(groups);
        }
        self.settle(&mut story);
        match self.at(10) {
            0..6 => leave_out_what_is_false(&mut story, &real, u64::MAX),
            6..9 => leave_out_what_is_false(&mut story, &real, self.random.next()),
            _ => {}
        }
        story
    }

    /// Leaves out what the oracle cannot tell or the format does not allow.
    fn settle(&mut self, story: &mut Story) {
        let zones: Vec<Zone> = (0..story.events.len())
            .map(|event| story.zone_of(event))
            .collect();
        let unclear = |zone: Zone, range: Option<Range>| {
            zone.slack().is_none() && range.is_some_and(Range::counts_days)
        };
        for (event, &zone) in story.events.iter_mut().zip(&zones) {
            let claims = event.claims.iter_mut().map(|claim| &mut claim.dating);
            for dating in std::iter::once(&mut event.dating).chain(claims) {
                dating.lasts = dating.lasts.filter(|&lasts| !unclear(zone, Some(lasts)));
            }
            event.claims.retain(|claim| !claim.dating.is_empty());
        }
        let links = story.choices.iter_mut().flatten().flatten();
        for link in story.links.iter_mut().chain(links) {
            link.lag = link
                .lag
                .filter(|&lag| !unclear(zones[link.from], Some(lag)));
        }
    }

    fn event(&mut self, anchors: &[Anchor], sources: usize, real: Real) -> Event {
        let zone = self.zone;
        let own = self.one_in(6) && zone != Zone::Berlin;
        let own = own.then(|| self.pick(&[Zone::Utc, Zone::East, Zone::West]));
        self.zone = own.unwrap_or(zone);
        let mut drawn = Event {
            zone: own,
            ..Event::default()
        };
        drawn.dating = self.dating(anchors, real);
        drawn.evidence = self.evidence(sources);
        if self.one_in(5) {
            let count = 1 + self.at(3);
            let claims = (0..count).map(|_| Claim {
                dating: self.dating(anchors, real),
                evidence: self.evidence(sources),
                prefer: self.one_in(6),
            });
            drawn.claims = claims.collect();
        }
        self.zone = zone;
        drawn
    }

    fn evidence(&mut self, sources: usize) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = Vec::new();
        for source in 0..sources {
            if self.one_in(3) {
                evidence.push(Evidence {
                    source,
                    foretells: self.one_in(4),
                    quotes: self.one_in(4),
                });
            }
        }
        evidence
    }

    fn dating(&mut self, anchors: &[Anchor], real: Real) -> Dating {
        let mut dating = Dating::default();
        if !self.one_in(4) {
            dating.when = Some(self.when(real));
        }
        if self.one_in(3) && !anchors.is_empty() {
            dating.relative = Some(self.relative(anchors));
        }
        if self.one_in(5) {
            dating.lasts = Some(self.range());
        }
        dating
    }

    fn relative(&mut self, anchors: &[Anchor]) -> Relative {
        let to = self.pick(anchors);
        let unit = self.pick(&UNITS);
        let part = match unit {
            Unit::Week => Some(self.pick(&WEEKDAYS).to_owned()),
            Unit::Month => Some(format!("{:02}", self.within(1, 31))),
            Unit::Year => Some(match self.at(4) {
                0 => format!("{}", self.within(21, 41)),
                1 => format!("{:02}-{:02}", self.within(1, 12), self.within(1, 28)),
                2 => "02-29".to_owned(),
                _ => format!("{:02}", self.within(1, 12)),
            }),
            Unit::Day | Unit::Quarter | Unit::Decade => None,
        };
        Relative {
            to,
            unit,
            offset: self.within(-1, 1),
            part: part.filter(|_| self.one_in(2)),
        }
    }

    fn range(&mut self) -> Range {
        let (one, other) = (self.at(DURATIONS.len()), self.at(DURATIONS.len()));
        match self.at(4) {
            0 => Range::Exactly(one),
            1 => Range::Between(one.min(other), one.max(other)),
            2 => Range::AtLeast(one.min(other)),
            _ => Range::AtMost(one.max(other)),
        }
    }

    fn link(&mut self, events: usize) -> Link {
        let from = self.at(events);
        let to = (from + 1 + self.at(events - 1)) % events;
        let plain = ["precedes", "causes", "part_of", "follows", "leads_to"];
        let kinds: Vec<&'static str> = links::kinds().map(|(kind, _)| kind).collect();
        let count = [1, 1, 1, 2, 2, 2, 3, 5][self.at(8)];
        if count == 1 {
            let kind = if self.one_in(2) {
                self.pick(&plain)
            } else {
                self.pick(&kinds)
            };
            // Causes run one way, so that they form no cycle.
            let (from, to) = match links::cause(kind, from, to) {
                Some((cause, effect)) if cause > effect => (to, from),
                _ => (from, to),
            };
            let has_lag = links::lag(kind, from, to).is_some() && self.one_in(3);
            return Link {
                from,
                to,
                kinds: vec![kind],
                lag: has_lag.then(|| self.range()),
            };
        }
        let mut chosen: Vec<&'static str> = Vec::new();
        while chosen.len() < count {
            let kind = self.pick(&kinds);
            if !chosen.contains(&kind) {
                chosen.push(kind);
            }
        }
        Link {
            from,
            to,
            kinds: chosen,
            lag: None,
        }
    }

    /// Year, month and day that the zone's calendar shows, some days beside the instant now and
    /// then.
    fn civil(&mut self, instant: i64) -> Civil {
        let jitter = if self.one_in(5) {
            self.within(-3, 3)
        } else {
            0
        };
        let local = instant + self.zone.offset_at(instant);
        day_of(local.div_euclid(DAY) + jitter)
    }

    fn day(&mut self, instant: i64) -> String {
        let Civil { year, month, day } = self.civil(instant);
        format!("{year}-{month:02}-{day:02}")
    }

    fn month(&mut self, instant: i64) -> String {
        let Civil { year, month, .. } = self.civil(instant);
        format!("{year}-{month:02}")
    }

    /// A day, month or year of which some digits may be unknown.
    fn mask(&mut self, instant: i64) -> String {
        let Civil { year, month, day } = self.civil(instant);
        let decade = year / 10;
        let date = match self.at(14) {
            0 | 1 => format!("{year}-{month:02}-{day:02}"),
            2 => format!("{year}-{month:02}"),
            3 => format!("{year}"),
            4 | 5 => format!("{year}-XX-{day:02}"),
            6 => format!("{decade}X-{month:02}-{day:02}"),
            7 => format!("{year}-{}X", month / 10),
            8 => format!("{year}-{month:02}-{}X", day / 10),
            9 => format!("{year}-{month:02}-X{}", day % 10),
            10 => format!("{decade}X-{month:02}"),
            11 => format!("{year}-X{}", month % 10),
            12 => format!("{year}-X{}-{day:02}", month % 10),
            _ => format!("{year}-{month:02}-XX"),
        };
        let mark = match self.at(12) {
            0 => "?",
            1 => "~",
            2 => "%",
            _ => "",
        };
        date + mark
    }

    /// A mask of all years, where the zone is known in all.
    fn wide(&mut self, instant: i64) -> String {
        let Civil { month, day, .. } = self.civil(instant);
        match self.at(3) {
            _ if self.zone == Zone::Berlin => self.mask(instant),
            0 => "XXXX-02-29".to_owned(),
            1 => format!("XXXX-{month:02}"),
            _ => format!("XXXX-{month:02}-{day:02}"),
        }
    }

    fn time(&mut self, instant: i64) -> String {
        let zone = self.zone;
        let offset = self.one_in(3).then_some(3_600 * 2);
        let local = instant + offset.unwrap_or(zone.offset_at(instant));
        let Civil { year, month, day } = day_of(local.div_euclid(DAY));
        let seconds = local.rem_euclid(DAY);
        let (hour, minute) = (seconds / 3_600, seconds / 60 % 60);
        let second = if self.one_in(3) { ":00" } else { "" };
        let suffix = if offset.is_some() { "+02:00" } else { "" };
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}{second}{suffix}")
    }

    fn season(&mut self, instant: i64) -> String {
        let year = self.civil(instant).year;
        let code = if self.one_in(3) {
            self.within(25, 41)
        } else {
            self.within(21, 24)
        };
        format!("{year}-{code}")
    }

    /// One date.
    fn date(&mut self, instant: i64) -> String {
        match self.at(8) {
            0 => self.season(instant),
            1 => self.time(instant),
            2 => self.wide(instant),
            _ => self.mask(instant),
        }
    }

    fn when(&mut self, (from, to): Real) -> String {
        match self.at(10) {
            0..4 => self.date(from),
            4..7 => self.set(from),
            7 | 8 => {
                let (first, last) = (self.mask(from), self.mask(to));
                match self.at(8) {
                    0 => format!("{first}/.."),
                    1 => format!("../{last}"),
                    2 => format!("{first}/"),
                    _ if self.is_in_order(&first, &last) => format!("{first}/{last}"),
                    _ => first,
                }
            }
            _ => self.mask(from),
        }
    }

    /// Whether an interval of these dates can begin before it ends, in any reading.
    fn is_in_order(&self, first: &str, last: &str) -> bool {
        let reading = Reading {
            zone: self.zone,
            hemisphere: Hemisphere::North,
            approximate: 0,
        };
        let (first, last) = (
            reading.date(first, ALL_YEARS),
            reading.date(last, ALL_YEARS),
        );
        first[0].0 < last[last.len() - 1].1
    }

    fn set(&mut self, instant: i64) -> String {
        let count = 1 + self.at(3);
        let members: Vec<String> = (0..count).map(|_| self.member(instant)).collect();
        format!("[{}]", members.join(","))
    }

    fn member(&mut self, real: i64) -> String {
        let instant = match self.at(3) {
            0 => real,
            1 => real + self.within(-40, 40) * DAY,
            _ => self.instant(),
        };
        let later = instant + self.within(0, 40) * DAY;
        match self.at(9) {
            0 => format!("{}..{}", self.exact(instant), self.exact_from(later)),
            1 => format!("{}..", self.exact(instant)),
            2 => format!("..{}", self.exact(instant)),
            3 => self.month(instant),
            4 => self.time(instant),
            5 => self.mask(instant),
            6 => self.season(instant),
            _ => self.exact(instant),
        }
    }

    /// A day, without jitter.
    fn exact(&mut self, instant: i64) -> String {
        let local = instant + self.zone.offset_at(instant);
        let Civil { year, month, day } = day_of(local.div_euclid(DAY));
        format!("{year}-{month:02}-{day:02}")
    }

    /// A day or a month.
    fn exact_from(&mut self, instant: i64) -> String {
        let day = self.exact(instant);
        if self.one_in(4) {
            day[..7].to_owned()
        } else {
            day
        }
    }
}

/// Whether an event has a date of its own.
fn is_dated(event: &Event) -> bool {
    event.dating.when.is_some() || event.dating.relative.is_some()
}

/// Leaves out statements that the schedule does not bear out: all whose bit is set.
fn leave_out_what_is_false(story: &mut Story, real: &[Real], bits: u64) {
    let mut edges = Vec::new();
    for (index, &(from, to)) in real.iter().enumerate() {
        for (point, ticks) in [(start(index), from), (end(index), to)] {
            let limit = Limit::at_most;
            edges.push(Edge {
                from: ORIGIN,
                to: point,
                limit: limit(ticks),
            });
            edges.push(Edge {
                from: point,
                to: ORIGIN,
                limit: limit(-ticks),
            });
        }
    }
    let schedule = Closure::new(story.points(), &edges);
    let mut wrong: Vec<Key> = Vec::new();
    for (place, (key, says)) in story.statements().into_iter().enumerate() {
        if bits >> (place % 64) & 1 == 1 && !holds_at(&schedule, &says) {
            wrong.push(key);
        }
    }
    // From behind, so that numbers stay what they are.
    wrong.sort();
    for &key in wrong.iter().rev() {
        story.leave_out(key);
    }
}

impl Story {
    /// The story without a statement. Publications stay: what rests on them is left out, if it is
    /// not true.
    pub(crate) fn leave_out(&mut self, key: Key) {
        match key {
            Key::When(event) => self.events[event].dating.when = None,
            Key::Relative(event) => self.events[event].dating.relative = None,
            Key::Lasts(event) => self.events[event].dating.lasts = None,
            Key::Claims(event) => self.events[event].claims.clear(),
            Key::Link(link) => drop(self.links.remove(link)),
            Key::Choice(choice) => drop(self.choices.remove(choice)),
            Key::Bound(event, source) => {
                let evidence = &mut self.events[event].evidence;
                evidence.retain(|piece| piece.source != source);
            }
            Key::Published(_) | Key::Member(..) | Key::Kind(..) | Key::Group(..) => {}
        }
    }
}
