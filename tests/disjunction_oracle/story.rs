//! A timeline as data.

use crate::calendar::{DAY, last_sunday};
use crate::durations::Range;
use crate::units::Unit;

/// A zone of which the oracle knows all it needs in the years of the stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Utc,
    /// Three hours ahead, always.
    East,
    /// Five hours behind, always.
    West,
    /// One hour ahead, two in summer by the rule of the European Union, which is from 1996.
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

    /// By how many seconds a number of its days may be shorter or longer than as many times 24
    /// hours, whatever the years; unknown where that depends on the years.
    pub(crate) fn slack(self) -> Option<i64> {
        (self != Self::Berlin).then_some(0)
    }

    /// Seconds that its clocks are ahead of UTC at an instant.
    pub(crate) fn offset_at(self, instant: i64) -> i64 {
        let hours = match self {
            Self::Utc => 0,
            Self::East => 3,
            Self::West => -5,
            Self::Berlin if is_summer(instant) => 2,
            Self::Berlin => 1,
        };
        hours * 3_600
    }

    /// The instants at which its clocks show a time: one, none or two.
    pub(crate) fn instants(self, local: i64) -> Vec<i64> {
        let mut offsets = [-5, 0, 1, 2, 3].map(|hours| hours * 3_600);
        offsets.reverse();
        let instants = offsets.map(|offset| (offset, local - offset));
        let shown = instants
            .into_iter()
            .filter(|&(offset, instant)| self.offset_at(instant) == offset);
        shown.map(|(_, instant)| instant).collect()
    }

    /// The instant at which a day begins.
    pub(crate) fn midnight(self, day: i64) -> i64 {
        self.instants(day * DAY)[0]
    }
}

/// One o'clock UTC on the last Sundays of March and October is when clocks change.
fn is_summer(instant: i64) -> bool {
    let day = instant.div_euclid(DAY);
    let year = crate::calendar::day_of(day).year;
    let change = |month: i64| last_sunday(year, month) * DAY + 3_600;
    (change(3)..change(10)).contains(&instant)
}

/// Whose seasons 21 to 24 are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hemisphere {
    North,
    South,
    Either,
}

#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) published: Option<String>,
    pub(crate) background: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub(crate) source: usize,
    pub(crate) foretells: bool,
    pub(crate) quotes: bool,
}

/// What a date is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Event(usize),
    Source(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Relative {
    pub(crate) to: Anchor,
    pub(crate) unit: Unit,
    pub(crate) offset: i64,
    pub(crate) part: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Dating {
    pub(crate) when: Option<String>,
    pub(crate) relative: Option<Relative>,
    pub(crate) lasts: Option<Range>,
}

impl Dating {
    pub(crate) fn is_empty(&self) -> bool {
        self.when.is_none() && self.relative.is_none() && self.lasts.is_none()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) dating: Dating,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) prefer: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Event {
    pub(crate) zone: Option<Zone>,
    pub(crate) dating: Dating,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) claims: Vec<Claim>,
}

/// A link, of one kind or of one of several.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) lag: Option<Range>,
}

pub(crate) type Group = Vec<Link>;

#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    pub(crate) zone: Option<Zone>,
    pub(crate) as_of: Option<String>,
    pub(crate) hemisphere: Option<Hemisphere>,
    pub(crate) approximate: Option<i64>,
    /// Whether publications bound, and the slack of reports where one is given.
    pub(crate) publication_bounds: bool,
    pub(crate) report_slack: Option<Range>,
    pub(crate) sources: Vec<Source>,
    pub(crate) events: Vec<Event>,
    pub(crate) links: Vec<Link>,
    pub(crate) choices: Vec<Vec<Group>>,
}

/// One statement, or a part of one that a finding may point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    When(usize),
    Relative(usize),
    Lasts(usize),
    Claims(usize),
    Link(usize),
    Choice(usize),
    Published(usize),
    /// The bound of an event by a source.
    Bound(usize, usize),
    /// A member of the set that an event's date is.
    Member(usize, usize),
    /// A kind of a link.
    Kind(usize, usize),
    /// A group of a choice.
    Group(usize, usize),
}

impl Key {
    /// The statement that it is or belongs to.
    pub(crate) fn statement(self) -> Self {
        match self {
            Self::Member(event, _) => Self::When(event),
            Self::Kind(link, _) => Self::Link(link),
            Self::Group(choice, _) => Self::Choice(choice),
            key => key,
        }
    }
}

impl Story {
    pub(crate) fn own_zone(&self) -> Zone {
        self.zone.unwrap_or(Zone::Utc)
    }

    pub(crate) fn zone_of(&self, event: usize) -> Zone {
        self.events[event].zone.unwrap_or(self.own_zone())
    }
}
