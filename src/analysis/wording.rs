//! Time points, instants and inequalities in words.

use super::conclusion::PointBounds;
use crate::calendar::{
    CivilDate, SECONDS_PER_DAY, Tick, Zone, difference_in_words, duration_in_words, format_instant,
    format_wide_difference,
};
use crate::encode::{Subject, System};
use crate::model::{Chronology, Side};
use crate::stn::{Bound, DifferenceConstraint, TimePoint, Weight};

/// How a limit is compared with what it limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The point is no earlier, or later if the limit is strict.
    Lower,
    /// The point is no later, or earlier if the limit is strict.
    Upper,
}

impl Limit {
    /// The other one.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Lower => Self::Upper,
            Self::Upper => Self::Lower,
        }
    }

    /// The sign of comparison.
    #[must_use]
    pub const fn sign(self, strict: bool) -> &'static str {
        match (self, strict) {
            (Self::Lower, false) => "≥",
            (Self::Lower, true) => ">",
            (Self::Upper, false) => "≤",
            (Self::Upper, true) => "<",
        }
    }
}

/// What constraints that are followed one by one say of the point reached last: how far from the
/// beginning its limit lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    pub(super) limit: Limit,
    pub(super) ticks: i128,
    pub(super) strict: bool,
}

impl Running {
    pub(super) const fn new(limit: Limit) -> Self {
        Self {
            limit,
            ticks: 0,
            strict: false,
        }
    }

    /// Follows one more constraint, and gives the point that is limited now. With `Lower` each
    /// bounds its `from` by its `to`, with `Upper` the other way round.
    pub(super) fn follow(&mut self, constraint: &DifferenceConstraint) -> TimePoint {
        let weight = i128::from(constraint.weight.ticks);
        self.strict |= constraint.weight.strict;
        match self.limit {
            Limit::Lower => {
                self.ticks -= weight;
                constraint.from
            }
            Limit::Upper => {
                self.ticks += weight;
                constraint.to
            }
        }
    }
}

/// Puts points, instants and constraints of one chronology into words, in the timeline's zone.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    chronology: &'a Chronology<'a>,
    system: &'a System,
    zone: Zone,
}

impl<'a> Wording<'a> {
    /// Words for a chronology and its system.
    #[must_use]
    pub fn new(chronology: &'a Chronology<'a>, system: &'a System) -> Self {
        Self {
            chronology,
            system,
            zone: chronology
                .timeline(chronology.root())
                .zone
                .or(Some(Zone::UTC))
                .unwrap_or(Zone::UTC),
        }
    }

    /// The unit that is counted in.
    #[must_use]
    pub const fn tick(&self) -> Tick {
        self.system.tick
    }

    /// The zone that instants are told in.
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// A point by its event, `start of vote`, or by what it is the publication of.
    #[must_use]
    pub fn point(&self, point: TimePoint) -> String {
        let event = |event| self.chronology.name(event);
        let source = |source| self.chronology.source_name(source);
        match self.system.subject(point) {
            Subject::Origin => "the epoch".to_owned(),
            Subject::Event(of, Side::Start) => format!("start of `{}`", event(of)),
            Subject::Event(of, Side::End) => format!("end of `{}`", event(of)),
            Subject::Publication(of, Side::Start) => format!("publication of `{}`", source(of)),
            Subject::Publication(of, Side::End) => {
                format!("end of the publication of `{}`", source(of))
            }
        }
    }

    /// An instant: the day where it is the first of one, else with the time and the zone's offset.
    #[must_use]
    pub fn instant(&self, ticks: i128) -> String {
        self.midnight(ticks)
            .map_or_else(|| self.date_time(ticks), |day| day.to_string())
    }

    /// A limit of a point: `start of vote ≥ 1931-04-15`.
    ///
    /// Where a limit that is itself reached, or one from which on something is later, falls
    /// between two days, it is told as the end of the day before.
    #[must_use]
    pub fn limit(&self, point: TimePoint, limit: Limit, ticks: i128, strict: bool) -> String {
        let instant = self.bound(limit, ticks, strict);
        format!("{} {} {instant}", self.point(point), limit.sign(strict))
    }

    /// The bounds of a point: `1931-04-15 to before 1931-05-16`.
    #[must_use]
    pub fn within(&self, bounds: PointBounds) -> String {
        let told = |limit, bound: Option<Bound>| {
            bound.map(|Bound { ticks, open }| (ticks, self.bound(limit, ticks, open), open))
        };
        let earliest = told(Limit::Lower, bounds.earliest);
        let latest = told(Limit::Upper, bounds.latest);
        match (earliest, latest) {
            (None, None) => "not bounded".to_owned(),
            (Some((_, earliest, true)), None) => format!("after {earliest}"),
            (Some((_, earliest, false)), None) => format!("{earliest} or later"),
            (None, Some((_, latest, true))) => format!("before {latest}"),
            (None, Some((_, latest, false))) => format!("by {latest}"),
            (Some((instant, ..)), Some((same, ..))) if instant == same => {
                format!("at {}", self.date_time(instant))
            }
            (Some((_, earliest, after)), Some((_, latest, before))) => {
                let after = if after { "after " } else { "" };
                let before = if before { "before " } else { "" };
                format!("{after}{earliest} to {before}{latest}")
            }
        }
    }

    /// The same as it goes on in a sentence: `from 1931-04-15 to before 1931-05-16`.
    #[must_use]
    pub fn clause(&self, bounds: PointBounds) -> String {
        let from = match (bounds.earliest, bounds.latest) {
            (Some(earliest), Some(latest)) if earliest.ticks != latest.ticks => "from ",
            _ => "",
        };
        match (bounds.earliest, bounds.latest) {
            (None, None) => "at a time that nothing bounds".to_owned(),
            _ => format!("{from}{}", self.within(bounds)),
        }
    }

    /// An instant that limits a point: where something may lie behind the day before and in front
    /// of this one, the end of the day before.
    pub(super) fn bound(&self, limit: Limit, ticks: i128, strict: bool) -> String {
        let behind = matches!(
            (limit, strict),
            (Limit::Upper, false) | (Limit::Lower, true)
        );
        self.midnight(ticks)
            .filter(|_| behind)
            .and_then(|day| CivilDate::from_day_number(day.day_number() - 1))
            .map_or_else(|| self.instant(ticks), |day| format!("the end of {day}"))
    }

    /// What a constraint says: of the point that it bounds from above (`Upper`), or of the other
    /// one, from below (`Lower`).
    #[must_use]
    pub fn constraint(&self, constraint: &DifferenceConstraint, limit: Limit) -> String {
        let DifferenceConstraint {
            from,
            to,
            weight: Weight { ticks, strict },
            ..
        } = *constraint;
        let ticks = i128::from(ticks);
        if to == TimePoint::ORIGIN {
            return self.limit(from, Limit::Lower, -ticks, strict);
        }
        if from == TimePoint::ORIGIN {
            return self.limit(to, Limit::Upper, ticks, strict);
        }
        let (one, other, ticks) = match limit {
            Limit::Upper => (to, from, ticks),
            Limit::Lower => (from, to, -ticks),
        };
        self.apart(one, limit, other, ticks, strict)
    }

    /// A limit of a point by another point and a time: `start of strike ≥ start of vote + 1 day`.
    #[must_use]
    pub fn apart(
        &self,
        point: TimePoint,
        limit: Limit,
        base: TimePoint,
        ticks: i128,
        strict: bool,
    ) -> String {
        let (point, base) = (self.point(point), self.shifted(base, ticks));
        format!("{point} {} {base}", limit.sign(strict))
    }

    /// A point and a time: `end of vote + 1 day`.
    #[must_use]
    pub fn shifted(&self, point: TimePoint, ticks: i128) -> String {
        let point = self.point(point);
        match ticks {
            0 => point,
            1.. => format!("{point} + {}", difference_in_words(ticks, self.tick())),
            _ => format!("{point} − {}", difference_in_words(ticks, self.tick())),
        }
    }

    /// An amount of time in words, without its sign: `92 days`, `36525 days (about 100 years)`.
    #[must_use]
    pub fn amount(&self, ticks: i128) -> String {
        let size = format_wide_difference(ticks, self.tick());
        duration_in_words(size.trim_start_matches('-'))
    }

    /// The day that begins at an instant in the zone, if one does.
    fn midnight(&self, ticks: i128) -> Option<CivilDate> {
        let per_second = i128::from(self.tick().per_second());
        if ticks.rem_euclid(per_second) != 0 {
            return None;
        }
        let local = self.zone.local_at(ticks.div_euclid(per_second));
        let day = SECONDS_PER_DAY;
        if local.rem_euclid(day) != 0 {
            return None;
        }
        CivilDate::from_day_number(local.div_euclid(day))
    }

    fn date_time(&self, ticks: i128) -> String {
        let seconds = ticks.div_euclid(i128::from(self.tick().per_second()));
        let offset = self.zone.offset_at(seconds);
        let shift = i128::from(offset) * i128::from(self.tick().per_second());
        let Ok(local) = i64::try_from(ticks + shift) else {
            return "beyond what can be counted".to_owned();
        };
        let local = format_instant(local, self.tick());
        let local = local.trim_end_matches('Z');
        let local = local.strip_suffix(":00").unwrap_or(local);
        if offset == 0 {
            return format!("{local}Z");
        }
        let (minutes, seconds) = (offset.abs() / 60, offset.abs() % 60);
        let sign = if offset < 0 { '-' } else { '+' };
        let zone = format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        // Before there were standard times, towns had their own: Berlin's was 53 minutes and 28
        // seconds.
        match seconds {
            0 => zone,
            _ => format!("{zone}:{seconds:02}"),
        }
    }
}
