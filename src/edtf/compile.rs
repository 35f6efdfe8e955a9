//! From EDTF to spans on the tick line.

use std::ops::Range;

use super::ast::{
    Date, DateTime, Edtf, End, Interval, Member, Set, SetKind, UtcOffset, Value, Year,
};
use super::conclude::{Bound, EventBounds, PointBounds};
use super::error::{EdtfError, EdtfErrorKind};
use super::extent::{Extent, margin, season_months, whole_years};
use super::mask::{Completions, Mask};
use super::spans::{SpanSet, TickSpan};
use crate::calendar::{
    CivilDate, NANOS_PER_SECOND, OutOfRange, SECONDS_PER_DAY, Tick, Zone, month_index,
};

/// How dates are read: the unit of the time line, the zone of times without an offset, and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The unit of the time line.
    pub tick: Tick,
    /// The zone of dates, and of times without an offset.
    pub zone: Zone,
    /// Where seasons 21 to 24 are.
    pub hemisphere: Hemisphere,
    /// By how many units `~` widens.
    pub approximate: u32,
}

impl Reading {
    /// Northern seasons, and `~` widens by one unit.
    #[must_use]
    pub const fn new(tick: Tick, zone: Zone) -> Self {
        Self {
            tick,
            zone,
            hemisphere: Hemisphere::North,
            approximate: 1,
        }
    }
}

/// Where seasons 21 to 24 are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hemisphere {
    /// Spring is March to May.
    #[default]
    North,
    /// Spring is September to November.
    South,
    /// One of the two: a season is two alternatives.
    Either,
}

impl Hemisphere {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::North, Self::South, Self::Either];

    /// The word for it in a file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::North => "north",
            Self::South => "south",
            Self::Either => "either",
        }
    }
}

/// What a date says about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// The event lies within one of the spans: `lo ≤ start < hi` and `end ≤ hi`.
    Within(SpanSet),
    /// The start and the end each have spans: `lo ≤ start < hi` and `lo ≤ end ≤ hi`.
    Interval {
        /// Where the start is.
        start: Endpoint,
        /// Where the end is.
        end: Endpoint,
    },
}

/// Where one end of an event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// Within one of the spans.
    Within(SpanSet),
    /// None is stated: unbounded.
    Open,
    /// There is one, and it is unknown: unbounded too.
    Unknown,
}

impl Shape {
    /// The earliest and latest start and end that the date allows; what lies between them need not
    /// be allowed.
    ///
    /// # Examples
    ///
    /// ```
    /// use annals::calendar::{Tick, Zone};
    /// use annals::edtf::{Bound, Edtf, Reading};
    ///
    /// let some_january = Edtf::parse("197X-01")?;
    /// let bounds = some_january.compile(&Reading::new(Tick::Second, Zone::UTC))?.bounds();
    /// assert_eq!(bounds.start.earliest, Some(Bound::closed(0)));
    /// assert_eq!(bounds.end.latest, Some(Bound::closed((9 * 365 + 2 + 31) * 86_400)));
    /// # Ok::<(), annals::edtf::EdtfError>(())
    /// ```
    #[must_use]
    pub fn bounds(&self) -> EventBounds {
        let (first, last) = match self {
            Self::Within(spans) => (spans.hull(), spans.hull()),
            Self::Interval { start, end } => (start.hull(), end.hull()),
        };
        EventBounds {
            start: PointBounds {
                earliest: first.lo.map(Bound::closed),
                latest: first.hi.map(Bound::open),
            },
            end: PointBounds {
                earliest: last.lo.map(Bound::closed),
                latest: last.hi.map(Bound::closed),
            },
        }
    }

    /// The span from the earliest start to the latest end that the date allows.
    #[must_use]
    pub fn hull(&self) -> TickSpan {
        match self {
            Self::Within(spans) => spans.hull(),
            Self::Interval { start, end } => TickSpan {
                lo: start.hull().lo,
                hi: end.hull().hi,
            },
        }
    }
}

impl Endpoint {
    /// The span in which the end is.
    #[must_use]
    pub fn hull(&self) -> TickSpan {
        match self {
            Self::Within(spans) => spans.hull(),
            Self::Open | Self::Unknown => TickSpan { lo: None, hi: None },
        }
    }
}

impl Edtf {
    /// What the date says about an event, in ticks.
    ///
    /// # Errors
    ///
    /// [`EdtfError`] where a time does not exist in the zone, where an interval ends before it
    /// starts, and where the tick cannot count it.
    ///
    /// # Examples
    ///
    /// ```
    /// use annals::calendar::{Tick, Zone};
    /// use annals::edtf::{Edtf, Reading, Shape, SpanSet, TickSpan};
    ///
    /// let day = Edtf::parse("1970-01-02")?;
    /// let span = TickSpan { lo: Some(86_400), hi: Some(172_800) };
    /// assert_eq!(
    ///     day.compile(&Reading::new(Tick::Second, Zone::UTC))?,
    ///     Shape::Within(SpanSet::one(span))
    /// );
    /// # Ok::<(), annals::edtf::EdtfError>(())
    /// ```
    pub fn compile(&self, reading: &Reading) -> Result<Shape, EdtfError> {
        match self {
            Self::Value(value) => reading.value(value).map(Shape::Within),
            Self::Interval(interval) => reading.interval(interval),
            Self::Set(set) => match set.kind {
                SetKind::OneOf => reading.one_of(set),
                SetKind::AllOf => reading.all_of(set),
            },
        }
    }

    /// The coarsest tick that counts every time in it exactly.
    #[must_use]
    pub fn finest_fraction(&self) -> Tick {
        let tick = |value: &Value| match value {
            Value::DateTime(time) => time.fraction.map_or(Tick::Second, |fraction| {
                Tick::for_fraction_digits(fraction.digits)
            }),
            Value::Date(_) => Tick::Second,
        };
        self.values().map(tick).max().unwrap_or_default()
    }
}

impl Reading {
    fn interval(&self, interval: &Interval) -> Result<Shape, EdtfError> {
        let endpoint = |end: &End| match end {
            End::Value(value) => self.value(value).map(Endpoint::Within),
            End::Open => Ok(Endpoint::Open),
            End::Unknown => Ok(Endpoint::Unknown),
        };
        let (start, end) = (endpoint(&interval.start)?, endpoint(&interval.end)?);
        if let (End::Value(first), End::Value(last)) = (&interval.start, &interval.end)
            && let (Endpoint::Within(from), Endpoint::Within(to)) = (&start, &end)
        {
            in_order(from.hull(), to.hull(), first, last)?;
        }
        Ok(Shape::Interval { start, end })
    }

    fn one_of(&self, set: &Set) -> Result<Shape, EdtfError> {
        let mut members = Vec::with_capacity(set.members.len());
        for member in &set.members {
            members.push(match member {
                Member::Value(value) => self.value(value)?,
                Member::From(value) => SpanSet::one(TickSpan {
                    lo: self.value(value)?.hull().lo,
                    hi: None,
                }),
                Member::Until(value) => SpanSet::one(TickSpan {
                    lo: None,
                    hi: self.value(value)?.hull().hi,
                }),
                Member::Between(first, last) => {
                    let (from, to) = (self.value(first)?.hull(), self.value(last)?.hull());
                    in_order(from, to, first, last)?;
                    SpanSet::one(TickSpan {
                        lo: from.lo,
                        hi: to.hi,
                    })
                }
            });
        }
        let none = || EdtfError::syntax(0..0, "a set has at least one date");
        SpanSet::union(members).map(Shape::Within).ok_or_else(none)
    }

    /// The earliest member is the one that begins first, then ends first; the latest ends last.
    fn all_of(&self, set: &Set) -> Result<Shape, EdtfError> {
        let (mut earliest, mut latest): (Option<SpanSet>, Option<SpanSet>) = (None, None);
        let (mut open_start, mut open_end) = (false, false);
        for member in &set.members {
            if let Member::Between(first, last) = member {
                in_order(
                    self.value(first)?.hull(),
                    self.value(last)?.hull(),
                    first,
                    last,
                )?;
            }
            open_start |= matches!(member, Member::Until(_));
            open_end |= matches!(member, Member::From(_));
            for value in member.values() {
                let spans = self.value(value)?;
                let hull = spans.hull();
                let starts = |spans: &SpanSet| (spans.hull().lo, spans.hull().hi);
                let ends = |spans: &SpanSet| (spans.hull().hi, spans.hull().lo);
                if latest
                    .as_ref()
                    .is_none_or(|latest| (hull.hi, hull.lo) > ends(latest))
                {
                    latest = Some(spans.clone());
                }
                if earliest
                    .as_ref()
                    .is_none_or(|earliest| (hull.lo, hull.hi) < starts(earliest))
                {
                    earliest = Some(spans);
                }
            }
        }
        let endpoint = |open: bool, spans: Option<SpanSet>| match spans {
            Some(spans) if !open => Endpoint::Within(spans),
            _ => Endpoint::Open,
        };
        Ok(Shape::Interval {
            start: endpoint(open_start, earliest),
            end: endpoint(open_end, latest),
        })
    }

    /// The spans of one date or time, all of which are bounded.
    fn value(&self, value: &Value) -> Result<SpanSet, EdtfError> {
        match value {
            Value::Date(date) => self.date(date),
            Value::DateTime(time) => self.date_time(time),
        }
    }

    fn date(&self, date: &Date) -> Result<SpanSet, EdtfError> {
        match (date.season(), self.hemisphere) {
            (None, _) => self.season_or_date(date, None),
            (Some(code @ 21..=24), Hemisphere::Either) => {
                let northern = self.season_or_date(date, Some(season_months(code, false)))?;
                let southern = self.season_or_date(date, Some(season_months(code, true)))?;
                SpanSet::union([northern, southern]).ok_or_else(|| self.no_such_day(date))
            }
            (Some(code), hemisphere) => {
                let southern = hemisphere == Hemisphere::South;
                self.season_or_date(date, Some(season_months(code, southern)))
            }
        }
    }

    fn season_or_date(
        &self,
        date: &Date,
        season: Option<(i128, i128)>,
    ) -> Result<SpanSet, EdtfError> {
        let margin = margin(date, self.approximate);
        let out_of_range = |error| EdtfError::out_of_range(date.place.range(), error);
        let Some(extent) =
            extent(date, season).map_err(|Beyond| out_of_range(OutOfRange { tick: self.tick }))?
        else {
            let Year::Digits(years) = &date.year else {
                return Err(self.no_such_day(date));
            };
            let found = Mask::completions(date, *years, season, margin, self.zone, self.tick);
            return match found.map_err(out_of_range)? {
                Completions::None => Err(self.no_such_day(date)),
                Completions::One(span) => Ok(SpanSet::one(span)),
                Completions::Many(mask) => Ok(SpanSet::of_mask(mask)),
            };
        };
        let days = extent.widened(margin);
        let (first, end) = days.ok_or_else(|| out_of_range(OutOfRange { tick: self.tick }))?;
        let Some((lo, hi)) = self.zone.days(first, end) else {
            return Err(self.no_such_day(date));
        };
        self.seconds(lo, hi).map(SpanSet::one).map_err(out_of_range)
    }

    fn date_time(&self, time: &DateTime) -> Result<SpanSet, EdtfError> {
        let range = time.place.range();
        let (from, width) = clock(time);
        let spans = match time.offset {
            Some(offset) => {
                let ahead = i128::from(offset.minutes()) * 60;
                vec![(from - ahead, from + width - ahead)]
            }
            None => self.zone.clock_spans(from, from + width),
        };
        let span = |(lo, hi): (i128, i128)| match time.fraction {
            None => self.seconds(lo, hi),
            Some(fraction) => {
                let lo = lo * NANOS_PER_SECOND + i128::from(fraction.nanos);
                let hi = lo + 10_i128.pow(9 - u32::from(fraction.digits.min(9)));
                Ok(TickSpan {
                    lo: Some(self.tick.from_nanos_floor(lo)?),
                    hi: Some(self.tick.from_nanos_ceil(hi)?),
                })
            }
        };
        let spans: Result<Vec<_>, _> = spans
            .into_iter()
            .map(|seconds| span(seconds).map(SpanSet::one))
            .collect();
        let spans = spans.map_err(|error| EdtfError::out_of_range(range.clone(), error))?;
        SpanSet::union(spans).ok_or_else(|| self.no_such_time(time, range))
    }

    fn seconds(&self, lo: i128, hi: i128) -> Result<TickSpan, OutOfRange> {
        Ok(TickSpan {
            lo: Some(self.tick.from_seconds(lo)?),
            hi: Some(self.tick.from_seconds(hi)?),
        })
    }

    fn no_such_day(&self, date: &Date) -> EdtfError {
        let zone = self.zone;
        EdtfError::new(
            EdtfErrorKind::NoSuchTime,
            date.place.range(),
            format!("there was no {date} in {zone}: the zone's calendar skipped it"),
        )
    }

    fn no_such_time(&self, time: &DateTime, range: Range<usize>) -> EdtfError {
        let zone = self.zone;
        EdtfError::new(
            EdtfErrorKind::NoSuchTime,
            range,
            format!("there was no {time} in {zone}: the clock was turned forward over it"),
        )
        .with_help("give the time's offset from UTC, as in `T10:02+01:00`, or another time")
    }
}

/// A year beyond `i64`.
struct Beyond;

/// The days or months of a date without `X`; `None` where it has some.
fn extent(date: &Date, season: Option<(i128, i128)>) -> Result<Option<Extent>, Beyond> {
    let single = match &date.year {
        Year::Digits(digits) => match (digits.value(), digits.significant) {
            (Some(year), None) => Some(year),
            (Some(_), Some(_)) => None,
            (None, _) => return Ok(None),
        },
        Year::Long(_) => None,
    };
    let Some(year) = single else {
        let (first, end) = whole_years(&date.year).ok_or(Beyond)?;
        return Ok(Some(Extent::years(first, end)));
    };
    let january = i128::from(year) * 12;
    if let Some((first, count)) = season {
        return Ok(Some(Extent::Months(
            january + first,
            january + first + count,
        )));
    }
    let number = super::Digits::value;
    Ok(match (date.month.map(number), date.day.map(number)) {
        (None, _) => Some(Extent::years(year.into(), i128::from(year) + 1)),
        (Some(Some(month)), None) => {
            let month = month_index(year, month);
            Some(Extent::Months(month, month + 1))
        }
        (Some(Some(month)), Some(Some(day))) => CivilDate::new(year, month, day).map(Extent::Day),
        _ => None,
    })
}

/// The local time at which a time of day begins, and how long its last unit is, in seconds; that of
/// a fraction is a second.
pub(super) fn clock(time: &DateTime) -> (i128, i128) {
    let day = CivilDate::new(time.year.into(), time.month, time.day);
    let day = day.map_or(0, CivilDate::day_number);
    let (minute, second) = (time.minute.unwrap_or(0), time.second.unwrap_or(0));
    let of_day = i128::from(time.hour) * 3_600 + i128::from(minute) * 60 + i128::from(second);
    let width = match (time.minute, time.second) {
        (None, _) => 3_600,
        (Some(_), None) => 60,
        (Some(_), Some(_)) => 1,
    };
    (day * SECONDS_PER_DAY + of_day, width)
}

impl DateTime {
    /// The local time from which and up to which the clock shows it, in seconds since
    /// 1970-01-01T00:00:00 local time; a fraction counts as its whole second.
    #[must_use]
    pub fn clock(&self) -> (i128, i128) {
        let (from, width) = clock(self);
        (from, from + width)
    }
}

impl UtcOffset {
    /// Minutes ahead of UTC.
    #[must_use]
    pub fn minutes(self) -> i16 {
        match self {
            Self::Utc => 0,
            Self::Hours(hours) => i16::from(hours) * 60,
            Self::Minutes(minutes) => minutes,
        }
    }
}

/// Refuses what ends before it starts.
fn in_order(from: TickSpan, to: TickSpan, first: &Value, last: &Value) -> Result<(), EdtfError> {
    match (from.lo, to.hi) {
        (Some(lo), Some(hi)) if lo >= hi => Err(inverted(first, last)),
        _ => Ok(()),
    }
}

/// The error of a range that ends before it starts.
pub(super) fn inverted(first: &Value, last: &Value) -> EdtfError {
    let range = first.range().start..last.range().end;
    EdtfError::new(
        EdtfErrorKind::Inverted,
        range,
        format!("{first} is after {last}, so this ends before it starts"),
    )
    .with_help("write the earlier date first")
}
