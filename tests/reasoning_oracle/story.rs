//! A timeline as data.

use crate::calendar::Civil;
use crate::dates::When;
use crate::durations::Range;

/// A zone of which the oracle knows all it needs in the years of the stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Utc,
    /// Three hours ahead, always.
    East,
    /// Five hours behind, always.
    West,
    /// One hour ahead, and no summer time from 1950 to 1979.
    Berlin,
}

impl Zone {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utc => "UTC",
            Self::East => "Etc/GMT-3",
            Self::West => "Etc/GMT+5",
            Self::Berlin => "Europe/Berlin",
        }
    }

    /// Seconds that its clocks are ahead of UTC.
    pub(crate) fn offset(self) -> i64 {
        match self {
            Self::Utc => 0,
            Self::East => 3 * 3_600,
            Self::West => -5 * 3_600,
            Self::Berlin => 3_600,
        }
    }

    /// Whether its days always have 24 hours.
    pub(crate) fn is_fixed(self) -> bool {
        self != Self::Berlin
    }
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

    /// The story without some statements. Links stay where they are, so that keys keep meaning the
    /// same; one that is left out becomes a link that says nothing.
    pub(crate) fn uses_berlin(&self) -> bool {
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
