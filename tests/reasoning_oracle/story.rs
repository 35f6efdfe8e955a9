//! A timeline as data.

use crate::calendar::{Civil, DAY, first_of_month, last_sunday};
use crate::dates::When;
use crate::durations::Range;

/// A zone of which the oracle knows all it needs in the years of the stories. What clocks do is not
/// the same in those of the other oracle, which therefore has zones of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Utc,
    /// Three hours ahead, always.
    East,
    /// Five hours behind, always.
    West,
    /// One hour ahead, and no summer time from 1950 to 1979.
    Berlin,
    /// Five hours behind, four from the last Sunday of April to the last of October.
    NewYork,
}

impl Zone {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utc => "UTC",
            Self::East => "Etc/GMT-3",
            Self::West => "Etc/GMT+5",
            Self::Berlin => "Europe/Berlin",
            Self::NewYork => "America/New_York",
        }
    }

    /// Seconds that its clocks are ahead of UTC when they show a time.
    pub(crate) fn offset(self, local: i64) -> i64 {
        match self {
            Self::Utc => 0,
            Self::East => 3 * 3_600,
            Self::West => -5 * 3_600,
            Self::Berlin => 3_600,
            Self::NewYork => {
                let (spring, autumn) = new_york_changes(local);
                if (spring..autumn).contains(&local) {
                    -4 * 3_600
                } else {
                    -5 * 3_600
                }
            }
        }
    }

    /// Whether clocks skip a time.
    pub(crate) fn skips(self, local: i64) -> bool {
        let spring = new_york_changes(local).0;
        self == Self::NewYork && (spring..spring + 3_600).contains(&local)
    }

    /// Whether its clocks never change.
    pub(crate) fn is_fixed(self) -> bool {
        !matches!(self, Self::Berlin | Self::NewYork)
    }

    /// By how many seconds a number of its days may be shorter or longer than as many times 24
    /// hours, whatever the years; unknown where that depends on the years.
    pub(crate) fn slack(self) -> Option<i64> {
        match self {
            Self::Utc | Self::East | Self::West => Some(0),
            Self::NewYork => Some(3_600),
            Self::Berlin => None,
        }
    }
}

/// Two o'clock on the last Sundays of April and October of the year of a time.
fn new_york_changes(local: i64) -> (i64, i64) {
    let day = local.div_euclid(DAY);
    let year = (1940..2000)
        .rev()
        .find(|&year| first_of_month(year, 1) <= day);
    let year = year.unwrap_or(1940);
    let two = |day: i64| day * DAY + 2 * 3_600;
    (two(last_sunday(year, 4)), two(last_sunday(year, 10)))
}

/// How certain something is, by name, the most certain first.
pub(crate) const CERTAINTIES: [&str; 5] =
    ["confirmed", "reported", "estimated", "alleged", "disputed"];

#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Letter and digit of the Admiralty code.
    pub(crate) grade: Option<(char, u8)>,
    /// The one source that it derives from, if any.
    pub(crate) derived_from: Option<usize>,
}

/// Where something is stated, and how certain that is.
#[derive(Debug, Clone)]
pub(crate) struct Backing {
    /// Its place in [`CERTAINTIES`].
    pub(crate) certainty: Option<usize>,
    pub(crate) sources: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) zone: Option<Zone>,
    pub(crate) when: Option<When>,
    pub(crate) lasts: Option<Range>,
    pub(crate) occurred: bool,
    pub(crate) backing: Backing,
}

#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: &'static str,
    pub(crate) lag: Option<Range>,
    pub(crate) backing: Backing,
    /// Whether it is written as a field of an event.
    pub(crate) shorthand: Option<Shorthand>,
}

/// The fields of events that stand for links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shorthand {
    Because,
    Follows,
    Precedes,
    PartOf,
}

#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) zone: Option<Zone>,
    pub(crate) as_of: Option<Civil>,
    pub(crate) approximate: Option<i64>,
    pub(crate) sources: Vec<Source>,
    pub(crate) events: Vec<Event>,
    pub(crate) links: Vec<Link>,
}

/// One statement: what an explanation is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    When(usize),
    Lasts(usize),
    Link(usize),
}

impl Story {
    pub(crate) fn own_zone(&self) -> Zone {
        self.zone.unwrap_or(Zone::Utc)
    }

    pub(crate) fn zone_of(&self, event: usize) -> Zone {
        self.events[event].zone.unwrap_or(self.own_zone())
    }

    pub(crate) fn approximate(&self) -> i64 {
        self.approximate.unwrap_or(1)
    }

    /// Whether both events of a link occurred.
    pub(crate) fn is_in_force(&self, link: &Link) -> bool {
        self.events[link.from].occurred && self.events[link.to].occurred
    }

    /// Events that occurred.
    pub(crate) fn occurred(&self) -> Vec<usize> {
        let all = 0..self.events.len();
        all.filter(|&event| self.events[event].occurred).collect()
    }

    /// Whether clocks change somewhere in it.
    pub(crate) fn has_clock_changes(&self) -> bool {
        let events = self.events.iter().filter_map(|event| event.zone);
        self.zone
            .into_iter()
            .chain(events)
            .any(|zone| !zone.is_fixed())
    }

    /// The same story, so many years later.
    pub(crate) fn later_by(&self, years: i64) -> Self {
        let mut later = self.clone();
        for event in &mut later.events {
            event.when = event.when.map(|when| when.later_by(years));
        }
        if let Some(as_of) = &mut later.as_of {
            as_of.year += years;
        }
        later
    }
}
