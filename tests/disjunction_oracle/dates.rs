//! A reader of dates, for those forms that the stories are written in.

use crate::calendar::{Civil, DAY, first_of_month, month_length, number};
use crate::story::{Hemisphere, Zone};
use crate::units::{Unit, WEEKDAYS};

/// From the first instant to the first one behind; `None` is unbounded.
pub(crate) type Span = (Option<i64>, Option<i64>);

/// How dates are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) zone: Zone,
    pub(crate) hemisphere: Hemisphere,
    pub(crate) approximate: i64,
}

/// First and last year to be looked at.
pub(crate) type Years = (i64, i64);

pub(crate) const ALL_YEARS: Years = (0, 9_999);

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    At(Vec<Span>),
    Open,
    Unknown,
}

/// What a date says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Within one of the spans of one of the members.
    Within(Vec<Vec<Span>>),
    Between(End, End),
}

/// Whether a date is a mask of so many years that it is read only as far as needed.
pub(crate) fn is_wide(text: &str) -> bool {
    text.starts_with("XXXX") && !text.contains('/')
}

/// The members of a set, as they are written; of a date the date.
pub(crate) fn members(text: &str) -> Vec<&str> {
    match text.strip_prefix('[') {
        Some(set) => set.trim_end_matches(']').split(',').collect(),
        None => vec![text],
    }
}

impl Reading {
    pub(crate) fn shape(&self, text: &str, years: Years) -> Shape {
        if let Some((start, end)) = text.split_once('/') {
            let side = |text: &str| match text {
                "" => End::Unknown,
                ".." => End::Open,
                text => End::At(self.date(text, years)),
            };
            return Shape::Between(side(start), side(end));
        }
        let members = members(text).into_iter();
        Shape::Within(members.map(|member| self.member(member, years)).collect())
    }

    fn member(&self, text: &str, years: Years) -> Vec<Span> {
        let Some((first, last)) = text.split_once("..") else {
            return self.date(text, years);
        };
        let spans = |text: &str| (!text.is_empty()).then(|| self.date(text, years));
        let lo = spans(first).and_then(|spans| spans[0].0);
        let hi = spans(last).and_then(|spans| spans[spans.len() - 1].1);
        vec![(lo, hi)]
    }

    /// The spans of one date.
    pub(crate) fn date(&self, text: &str, years: Years) -> Vec<Span> {
        let plain = text.trim_end_matches(['?', '~', '%']);
        let marks = &text[plain.len()..];
        let wide = if marks.contains(['~', '%']) {
            self.approximate
        } else {
            0
        };
        if let Some((day, time)) = plain.split_once('T') {
            return self.time(day, time);
        }
        let parts: Vec<&str> = plain.split('-').collect();
        let days: Vec<(i64, i64)> = match parts[..] {
            [year] => vec![years_of(year, wide)],
            [year, part] => {
                let season = part.parse().ok().filter(|code| (21..=41).contains(code));
                match season {
                    Some(code) => self.season(number_of(year), code, wide),
                    None => months(year, part, years, wide),
                }
            }
            [year, month, day] => single_days(year, month, day, years, wide),
            _ => panic!("{text} is not written by the oracle"),
        };
        let days = if plain.contains('X') {
            join(days)
        } else {
            days
        };
        let at = |day: i64| Some(self.zone.midnight(day));
        days.into_iter().map(|(lo, hi)| (at(lo), at(hi))).collect()
    }

    /// A time of day, in the zone or with an offset of its own.
    fn time(&self, day: &str, time: &str) -> Vec<Span> {
        let (clock, offset) = match time.find(['Z', '+', '-']) {
            Some(at) => (&time[..at], Some(offset_of(&time[at..]))),
            None => (time, None),
        };
        let date: Vec<i64> = day.split('-').map(number_of).collect();
        let parts: Vec<i64> = clock.split(':').map(number_of).collect();
        let weights = [3_600, 60, 1];
        let seconds: i64 = parts
            .iter()
            .zip(weights)
            .map(|(part, weight)| part * weight)
            .sum();
        let day = number(Civil {
            year: date[0],
            month: date[1],
            day: date[2],
        });
        let local = day * DAY + seconds;
        let length = weights[parts.len() - 1];
        let instants = match offset {
            Some(offset) => vec![local - offset],
            None => self.zone.instants(local),
        };
        let span = |at: i64| (Some(at), Some(at + length));
        instants.into_iter().map(span).collect()
    }

    /// A season, quarter, quadrimester or half as days.
    fn season(&self, year: i64, code: i64, wide: i64) -> Vec<(i64, i64)> {
        let (first, length) = match code {
            21..=24 => {
                let north = || self.season(year, code + 4, wide);
                let south = || self.season(year, code + 8, wide);
                return match self.hemisphere {
                    Hemisphere::North => north(),
                    Hemisphere::South => south(),
                    Hemisphere::Either => [north(), south()].concat(),
                };
            }
            25..=28 => (3 + 3 * (code - 25), 3),
            29..=30 => (9 + 3 * (code - 29), 3),
            31..=32 => (3 + 3 * (code - 31), 3),
            33..=36 => (1 + 3 * (code - 33), 3),
            37..=39 => (1 + 4 * (code - 37), 4),
            _ => (1 + 6 * (code - 40), 6),
        };
        let (lo, hi) = (first - 3 * wide, first + length + 3 * wide);
        vec![(first_of_month(year, lo), first_of_month(year, hi))]
    }

    /// The spans of a part of the unit with this number, or of the whole unit.
    pub(crate) fn part(&self, unit: Unit, number: i64, part: Option<&str>) -> Vec<Span> {
        let (first, behind) = (unit.first_day(number), unit.first_day(number + 1));
        let at = |day: i64| Some(self.zone.midnight(day));
        let days = |lo: i64, hi: i64| vec![(at(lo), at(hi))];
        match (unit, part) {
            (_, None) => days(first, behind),
            (Unit::Week, Some(name)) => {
                let place = WEEKDAYS.iter().position(|&known| known == name);
                let place = place.expect("the day of the week has a name");
                let day = first + i64::try_from(place).expect("a week has seven days");
                days(day, day + 1)
            }
            (Unit::Month, Some(day)) => {
                let day = first + number_of(day) - 1;
                if day < behind {
                    days(day, day + 1)
                } else {
                    Vec::new()
                }
            }
            (_, Some(part)) => {
                let exists = part.split_once('-').is_none_or(|(month, day)| {
                    number_of(day) <= month_length(number, number_of(month))
                });
                if exists {
                    self.date(&format!("{number:04}-{part}"), ALL_YEARS)
                } else {
                    Vec::new()
                }
            }
        }
    }
}

fn number_of(digits: &str) -> i64 {
    digits.parse().expect("digits are a number")
}

/// Seconds of `Z`, `+02:00`.
fn offset_of(text: &str) -> i64 {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    match text[1..].split_once(':') {
        Some((hours, minutes)) => sign * (number_of(hours) * 3_600 + number_of(minutes) * 60),
        None => 0,
    }
}

/// A year, decade or century.
fn years_of(text: &str, wide: i64) -> (i64, i64) {
    let unit = 10_i64.pow(u32::try_from(text.matches('X').count()).unwrap_or(0));
    let first = number_of(&text.replace('X', "0"));
    let year = |year: i64| first_of_month(year, 1);
    (year(first - wide * unit), year(first + unit + wide * unit))
}

fn months(year: &str, month: &str, years: Years, wide: i64) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    for year in completions(year, years) {
        for month in completions(month, (1, 12)) {
            found.push((
                first_of_month(year, month - wide),
                first_of_month(year, month + 1 + wide),
            ));
        }
    }
    found
}

fn single_days(year: &str, month: &str, day: &str, years: Years, wide: i64) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    for year in completions(year, years) {
        for month in completions(month, (1, 12)) {
            let first = first_of_month(year, month) - 1;
            for day in completions(day, (1, month_length(year, month))) {
                found.push((first + day - wide, first + day + 1 + wide));
            }
        }
    }
    found
}

/// The numbers within limits that a mask stands for.
fn completions(mask: &str, (least, greatest): (i64, i64)) -> Vec<i64> {
    let lo = number_of(&mask.replace('X', "0")).max(least);
    let hi = number_of(&mask.replace('X', "9")).min(greatest);
    let width = mask.len();
    let fits = |number: &i64| {
        let digits = format!("{number:0width$}");
        let mut both = digits.chars().zip(mask.chars());
        both.all(|(digit, known)| known == 'X' || known == digit)
    };
    (lo..=hi).filter(fits).collect()
}

/// Spans that touch or overlap are one.
fn join(spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (lo, hi) in spans {
        match joined.last_mut() {
            Some(last) if lo <= last.1 => last.1 = last.1.max(hi),
            _ => joined.push((lo, hi)),
        }
    }
    joined
}
