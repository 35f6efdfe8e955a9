//! Random stories, some of them true.
//!
//! Every story has a schedule behind it: when each event really began and ended. Dates are drawn
//! near it. In a true story, what the schedule does not bear out is left out again, so that many
//! statements hold together; in one that errs now and then, some of it stays; in a free one, all.

use proptest::collection::vec;
use proptest::option::{self, of};
use proptest::prelude::*;
use proptest::sample::select;

use crate::calendar::{DAY, number};
use crate::closure::Edge;
use crate::dates::{Date, End, Grain, Mark, When, grid};
use crate::durations::{DURATIONS, Range};
use crate::links;
use crate::story::{Backing, Event, Link, Shorthand, Source, Story, Zone};

#[derive(Debug, Clone, Copy)]
struct DateDraw {
    grain: Grain,
    jitter: i64,
    mark: Mark,
    offset: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
struct WhenDraw {
    form: usize,
    first: DateDraw,
    last: DateDraw,
}

#[derive(Debug, Clone)]
struct EventDraw {
    start: i64,
    length: i64,
    when: Option<WhenDraw>,
    event: Event,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Truth {
    Whole,
    Mostly,
    Free,
}

fn date() -> impl Strategy<Value = DateDraw> {
    let grain = prop_oneof![
        6 => Just(Grain::Day),
        3 => Just(Grain::Month),
        2 => select(vec![Grain::Hour, Grain::Minute, Grain::Second]),
        3 => select(vec![
            Grain::Year, Grain::Decade, Grain::Season, Grain::SomeDay, Grain::SomeMonth,
        ]),
    ];
    let mark = prop_oneof![
        6 => Just(Mark::Plain),
        2 => select(vec![Mark::Uncertain, Mark::Approximate, Mark::Both]),
    ];
    let offset = of(select(vec![-5, 0, 2]));
    let jitter = prop_oneof![3 => Just(0), 1 => -6_i64..=6];
    (grain, jitter, mark, offset).prop_map(|(grain, jitter, mark, offset)| {
        let timed = matches!(grain, Grain::Hour | Grain::Minute | Grain::Second);
        DateDraw {
            grain,
            jitter,
            mark: if timed { Mark::Plain } else { mark },
            offset: offset.filter(|_| timed),
        }
    })
}

fn range() -> impl Strategy<Value = Range> {
    let one = 0..DURATIONS.len();
    (0..4_usize, one.clone(), one).prop_map(|(form, one, other)| match form {
        0 => Range::Exactly(one),
        1 => Range::Between(one.min(other), one.max(other)),
        2 => Range::AtLeast(one.min(other)),
        _ => Range::AtMost(one.max(other)),
    })
}

fn zone() -> impl Strategy<Value = Zone> {
    select(vec![
        Zone::Utc,
        Zone::East,
        Zone::West,
        Zone::Berlin,
        Zone::NewYork,
    ])
}

fn backing() -> impl Strategy<Value = Backing> {
    (option::weighted(0.3, 0..5_usize), vec(0..4_usize, 0..3))
        .prop_map(|(certainty, sources)| Backing { certainty, sources })
}

fn event() -> impl Strategy<Value = EventDraw> {
    let start = (0..45_i64, select(vec![0, 0, 10, 12, 23]));
    let hours = vec![0, 0, 1, 12, 24, 24, 50, 120, 168, 720];
    let when = (0..12_usize, date(), date()).prop_map(|(form, first, last)| WhenDraw {
        form,
        first,
        last,
    });
    (
        (start, select(hours), option::weighted(0.6, when)),
        option::weighted(0.25, range()),
        option::weighted(0.2, zone()),
        prop::bool::weighted(0.93),
        backing(),
    )
        .prop_map(
            |(((day, hour), hours, when), lasts, zone, occurred, backing)| EventDraw {
                start: number(grid(day)) * DAY + hour * 3_600,
                length: hours * 3_600,
                when,
                event: Event {
                    zone,
                    when: None,
                    lasts,
                    occurred,
                    backing,
                },
            },
        )
}

fn link(events: usize) -> impl Strategy<Value = Link> {
    let kinds: Vec<&str> = links::kinds().map(|(kind, _)| kind).collect();
    let plain = vec!["causes", "precedes", "part_of", "leads_to", "responds_to"];
    let kind = prop_oneof![select(kinds), select(plain)];
    let step = prop_oneof![12 => 1..events, 1 => Just(0)];
    let lag = option::weighted(0.3, range());
    (0..events, step, kind, lag, backing(), 0..4_usize).prop_map(
        move |(from, step, kind, lag, backing, short)| {
            let to = (from + step) % events;
            let lag = lag.filter(|_| links::lag(kind, from, to).is_some());
            let shorthand = match (kind, short) {
                ("causes", 0 | 1) => Some(Shorthand::Because),
                ("precedes", 0) => Some(Shorthand::Follows),
                ("precedes", 1) => Some(Shorthand::Precedes),
                ("part_of", 0 | 1) => Some(Shorthand::PartOf),
                _ => None,
            };
            Link {
                from,
                to,
                kind,
                shorthand: shorthand.filter(|_| lag.is_none()),
                lag,
                backing,
            }
        },
    )
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let grade = of((select(vec!['A', 'B', 'F']), select(vec![1_u8, 2, 6])));
    let derived = option::weighted(0.4, any::<prop::sample::Index>());
    vec((grade, derived), 4).prop_map(|drawn| {
        let drawn = drawn.into_iter().enumerate();
        drawn
            .map(|(index, (grade, derived))| Source {
                grade,
                derived_from: derived
                    .filter(|_| index > 0)
                    .map(|derived| derived.index(index)),
            })
            .collect()
    })
}

/// Any story.
pub(crate) fn story() -> impl Strategy<Value = Story> {
    let truth = prop_oneof![
        5 => Just(Truth::Whole),
        3 => Just(Truth::Mostly),
        2 => Just(Truth::Free),
    ];
    (2..=6_usize, truth).prop_flat_map(|(events, truth)| {
        let links = if truth == Truth::Free { 0..7 } else { 0..15 };
        (
            vec(event(), events),
            vec(link(events), links),
            of(zone()),
            option::weighted(0.4, 0..45_i64),
            of(0..3_i64),
            sources(),
            Just(truth),
        )
            .prop_map(
                |(events, links, zone, as_of, approximate, sources, truth)| {
                    let story = Story {
                        zone,
                        as_of: as_of.map(grid),
                        approximate,
                        sources,
                        events: Vec::new(),
                        links,
                    };
                    tell(story, &events, truth)
                },
            )
    })
}

/// A story in which nothing contradicts.
pub(crate) fn true_story() -> impl Strategy<Value = Story> {
    story().prop_filter("the story contradicts itself", |story| {
        crate::meaning::is_acyclic(&story.causes())
            && story.closure(&story.statements()).is_consistent()
    })
}

fn tell(mut story: Story, drawn: &[EventDraw], truth: Truth) -> Story {
    let schedule: Vec<(i64, i64)> = drawn
        .iter()
        .map(|event| (event.start, event.start + event.length))
        .collect();
    for event in drawn {
        story.events.push(event.event.clone());
    }
    for (index, event) in drawn.iter().enumerate() {
        let zone = story.zone_of(index);
        let when = event.when.map(|when| write(when, schedule[index], zone));
        story.events[index].when = when.filter(|when| when.is_sound(zone, story.approximate()));
        let lasts = event.event.lasts;
        story.events[index].lasts =
            lasts.filter(|lasts| zone.slack().is_some() || !lasts.counts_days());
    }
    let zones: Vec<Zone> = (0..drawn.len()).map(|event| story.zone_of(event)).collect();
    let mut parts = Vec::new();
    for link in &mut story.links {
        let known = zones[link.from].slack().is_some();
        link.lag = link.lag.filter(|lag| known || !lag.counts_days());
        if link.shorthand == Some(Shorthand::PartOf) {
            if parts.contains(&link.from) {
                link.shorthand = None;
            }
            parts.push(link.from);
        }
    }
    if truth != Truth::Free {
        leave_out_what_is_false(&mut story, &schedule, truth);
    }
    story
}

fn leave_out_what_is_false(story: &mut Story, schedule: &[(i64, i64)], truth: Truth) {
    use crate::story::Key;
    let mut points = vec![0];
    points.extend(schedule.iter().flat_map(|&(start, end)| [start, end]));
    let holds = |edge: &Edge| {
        let difference = points[edge.to] - points[edge.from];
        difference < edge.limit.ticks || difference == edge.limit.ticks && edge.limit.taken
    };
    let mut wrong = 0;
    let mut dropped = Vec::new();
    for (key, edges) in story.statements() {
        if edges.iter().all(holds) {
            continue;
        }
        wrong += 1;
        if truth == Truth::Mostly && wrong % 4 == 1 {
            continue;
        }
        match key {
            Key::When(event) => story.events[event].when = None,
            Key::Lasts(event) => story.events[event].lasts = None,
            Key::Link(link) => dropped.push(link),
        }
    }
    let mut index = 0;
    story.links.retain(|_| {
        index += 1;
        !dropped.contains(&(index - 1))
    });
}

/// A date near what really happened.
fn write(when: WhenDraw, (start, end): (i64, i64), zone: Zone) -> When {
    let first = at(when.first, start, zone);
    let last = at(when.last, end, zone);
    let coarse = |date: Date, grain: Grain| Date {
        grain: match date.grain {
            Grain::Day | Grain::Month | Grain::Year => date.grain,
            _ => grain,
        },
        offset: None,
        mark: Mark::Plain,
        ..date
    };
    match when.form {
        0..=4 => When::Within(first),
        5 | 6 => When::Between(End::At(first), End::At(last)),
        7 => When::Between(End::At(first), End::Open),
        8 => When::Between(End::At(first), End::Unknown),
        9 if when.first.jitter % 2 == 0 => When::Between(End::Open, End::At(last)),
        9 => When::Between(End::Unknown, End::At(last)),
        10 => {
            let (first, last) = (coarse(first, Grain::Day), coarse(last, Grain::Month));
            match when.first.jitter {
                1.. => When::OneOf(None, Some(last)),
                0 => When::OneOf(Some(first), Some(last)),
                _ => When::OneOf(Some(first), None),
            }
        }
        _ => {
            let day = |date: Date| Date {
                grain: Grain::Day,
                ..coarse(date, Grain::Day)
            };
            if when.first.jitter % 2 == 0 {
                When::All(day(first), day(last))
            } else {
                When::All(day(last), day(first))
            }
        }
    }
}

fn at(drawn: DateDraw, instant: i64, zone: Zone) -> Date {
    let offset = drawn
        .offset
        .map_or(zone.offset(instant), |hours| hours * 3_600);
    let local = instant + offset + drawn.jitter * DAY;
    let first = number(grid(0));
    Date {
        grain: drawn.grain,
        day: grid(local.div_euclid(DAY) - first),
        hour: local.rem_euclid(DAY) / 3_600,
        offset: drawn.offset,
        mark: drawn.mark,
    }
}
