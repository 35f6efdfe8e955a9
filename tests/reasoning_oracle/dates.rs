//! Dates as data: what is written, and which span of time that is.

use crate::calendar::{Civil, DAY, day_of, first_of_month, number};
use crate::story::Zone;

/// The finest thing that a date names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    Decade,
    Year,
    /// `1961-XX`: some month of the year.
    SomeMonth,
    /// Spring to winter, by the month.
    Season,
    Month,
    /// `1961-02-XX`: some day of the month.
    SomeDay,
    Day,
    Hour,
    Minute,
    Second,
}

/// What is said of a date's quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Plain,
    Uncertain,
    Approximate,
    Both,
}

/// One date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Date {
    pub(crate) grain: Grain,
    pub(crate) day: Civil,
    pub(crate) hour: i64,
    /// The offset that a time states, in hours.
    pub(crate) offset: Option<i64>,
    pub(crate) mark: Mark,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    At(Date),
    Open,
    Unknown,
}

/// What an event's `when` says.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    Within(Date),
    Between(End, End),
    /// `[a..b]`, with one end or both.
    OneOf(Option<Date>, Option<Date>),
    /// `{a,b}`, in this order.
    All(Date, Date),
}

/// From the first instant to the first one behind, in seconds since 1970.
pub(crate) type Span = (i64, i64);

impl Date {
    fn season(self) -> i64 {
        match self.day.month {
            3..=5 => 21,
            6..=8 => 22,
            9..=11 => 23,
            _ => 24,
        }
    }

    /// Year and month in which the season begins.
    fn season_start(self) -> (i64, i64) {
        match self.day.month {
            month @ 3..=11 => (self.day.year, month / 3 * 3),
            12 => (self.day.year, 12),
            _ => (self.day.year - 1, 12),
        }
    }

    pub(crate) fn text(self) -> String {
        let Civil { year, month, day } = self.day;
        let hour = self.hour;
        let offset = match self.offset {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(hours) if hours < 0 => format!("-{:02}:00", -hours),
            Some(hours) => format!("+{hours:02}:00"),
        };
        let mark = match self.mark {
            Mark::Plain => "",
            Mark::Uncertain => "?",
            Mark::Approximate => "~",
            Mark::Both => "%",
        };
        let date = match self.grain {
            Grain::Decade => format!("{}X", year / 10),
            Grain::Year => format!("{year}"),
            Grain::SomeMonth => format!("{year}-XX"),
            Grain::Season => format!("{}-{}", self.season_start().0, self.season()),
            Grain::Month => format!("{year}-{month:02}"),
            Grain::SomeDay => format!("{year}-{month:02}-XX"),
            Grain::Day => format!("{year}-{month:02}-{day:02}"),
            Grain::Hour => format!("{year}-{month:02}-{day:02}T{hour:02}{offset}"),
            Grain::Minute => format!("{year}-{month:02}-{day:02}T{hour:02}:00{offset}"),
            Grain::Second => format!("{year}-{month:02}-{day:02}T{hour:02}:00:00{offset}"),
        };
        date + mark
    }

    pub(crate) fn is_uncertain(self) -> bool {
        matches!(self.mark, Mark::Uncertain | Mark::Both)
    }

    /// The span, with dates and bare times read in `zone`, and approximate ones widened.
    pub(crate) fn span(self, zone: Zone, approximate: i64) -> Span {
        let wide = match self.mark {
            Mark::Approximate | Mark::Both => approximate,
            Mark::Plain | Mark::Uncertain => 0,
        };
        let Civil { year, month, .. } = self.day;
        let months = |year: i64, month: i64, count: i64, wide: i64| {
            let (lo, hi) = (month - wide, month + count + wide);
            (
                first_of_month(year, lo) * DAY,
                first_of_month(year, hi) * DAY,
            )
        };
        let days = |(lo, hi): Span| (lo - wide * DAY, hi + wide * DAY);
        let day = (number(self.day) * DAY, number(self.day) * DAY + DAY);
        let time = |length: i64| {
            let lo = day.0 + self.hour * 3_600;
            (lo, lo + length)
        };
        let (lo, hi) = match self.grain {
            Grain::Decade => months(year.div_euclid(10) * 10, 1, 120, 120 * wide),
            Grain::Year => months(year, 1, 12, 12 * wide),
            Grain::SomeMonth => months(year, 1, 12, wide),
            Grain::Season => {
                let (year, month) = self.season_start();
                months(year, month, 3, 3 * wide)
            }
            Grain::Month => months(year, month, 1, wide),
            Grain::SomeDay => days(months(year, month, 1, 0)),
            Grain::Day => days(day),
            Grain::Hour => time(3_600),
            Grain::Minute => time(60),
            Grain::Second => time(1),
        };
        let instant = |local: i64| {
            let offset = self
                .offset
                .map_or(zone.offset(local), |hours| hours * 3_600);
            local - offset
        };
        (instant(lo), instant(hi))
    }

    /// Whether it names a time that the zone's clocks do not show.
    fn is_skipped(self, zone: Zone) -> bool {
        let local = number(self.day) * DAY + self.hour * 3_600;
        self.has_time() && self.offset.is_none() && zone.skips(local)
    }

    fn has_time(self) -> bool {
        matches!(self.grain, Grain::Hour | Grain::Minute | Grain::Second)
    }

    pub(crate) fn later_by(self, years: i64) -> Self {
        let mut date = self;
        date.day.year += years;
        date
    }
}

impl End {
    fn text(self) -> String {
        match self {
            Self::At(date) => date.text(),
            Self::Open => "..".to_owned(),
            Self::Unknown => String::new(),
        }
    }

    fn date(self) -> Option<Date> {
        match self {
            Self::At(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }

    fn map(self, change: impl Fn(Date) -> Date) -> Self {
        match self {
            Self::At(date) => Self::At(change(date)),
            end => end,
        }
    }
}

impl When {
    pub(crate) fn text(self) -> String {
        match self {
            Self::Within(date) => date.text(),
            Self::Between(first, last) => format!("{}/{}", first.text(), last.text()),
            Self::OneOf(first, last) => {
                let text = |date: Option<Date>| date.map(Date::text).unwrap_or_default();
                format!("[{}..{}]", text(first), text(last))
            }
            Self::All(one, other) => format!("{{{},{}}}", one.text(), other.text()),
        }
    }

    fn dates(self) -> Vec<Date> {
        match self {
            Self::Within(date) => vec![date],
            Self::Between(first, last) => first.date().into_iter().chain(last.date()).collect(),
            Self::OneOf(first, last) => first.into_iter().chain(last).collect(),
            Self::All(one, other) => vec![one, other],
        }
    }

    pub(crate) fn is_uncertain(self) -> bool {
        self.dates().into_iter().any(Date::is_uncertain)
    }

    /// Whether the date makes sense: no interval ends before it begins, no range is without ends.
    pub(crate) fn is_sound(self, zone: Zone, approximate: i64) -> bool {
        let span = |date: Date| date.span(zone, approximate);
        if self.dates().into_iter().any(|date| date.is_skipped(zone)) {
            return false;
        }
        match self {
            Self::Within(_) => true,
            Self::All(one, other) => {
                let (one, other) = (span(one), span(other));
                one.1 <= other.0 || other.1 <= one.0
            }
            Self::Between(End::At(first), End::At(last)) | Self::OneOf(Some(first), Some(last)) => {
                span(first).0 < span(last).1
                    && number(first.day) <= number(last.day)
                    && first.has_time() == last.has_time()
            }
            Self::Between(first, last) => first.date().or(last.date()).is_some(),
            Self::OneOf(first, last) => first.or(last).is_some(),
        }
    }

    pub(crate) fn later_by(self, years: i64) -> Self {
        let later = |date: Date| date.later_by(years);
        match self {
            Self::Within(date) => Self::Within(later(date)),
            Self::Between(first, last) => Self::Between(first.map(later), last.map(later)),
            Self::OneOf(first, last) => Self::OneOf(first.map(later), last.map(later)),
            Self::All(one, other) => Self::All(later(one), later(other)),
        }
    }
}

/// A day of the grid on which stories take place: `days` days behind 1961-02-10.
pub(crate) fn grid(days: i64) -> Civil {
    let first = Civil {
        year: 1961,
        month: 2,
        day: 10,
    };
    day_of(number(first) + days)
}
