//! Calendar and clock units around an instant, with their EDTF.

use std::fmt;

use crate::calendar::{
    CivilDate, NANOS_PER_SECOND, SECONDS_PER_DAY, Tick, Zone, first_of_month, month_index,
};

/// How large a unit is, from fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// The last of so many digits of a fraction of a second.
    Fraction(u8),
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A month.
    Month,
    /// `10^n` years: a year, a decade, a century.
    Years(u32),
}

impl Level {
    /// Every level that the tick can count, from fine to coarse.
    pub(super) fn all(tick: Tick) -> impl Iterator<Item = Self> {
        let digits: u8 = match tick {
            Tick::Second => 0,
            Tick::Millisecond => 3,
            Tick::Microsecond => 6,
            Tick::Nanosecond => 9,
        };
        (1..=digits)
            .rev()
            .map(Self::Fraction)
            .chain([
                Self::Second,
                Self::Minute,
                Self::Hour,
                Self::Day,
                Self::Month,
            ])
            .chain((0..=17).map(Self::Years))
    }
}

impl Level {
    /// Whether no unit of the level is as long as `ticks`; a day has less than 50 hours in any zone.
    pub(super) fn is_shorter_than(self, ticks: i128, tick: Tick) -> bool {
        let most: i128 = match self {
            Self::Fraction(_) | Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 50 * 3_600,
            Self::Month => 33 * SECONDS_PER_DAY,
            Self::Years(zeros) => 10_i128.pow(zeros.min(20)) * 368 * SECONDS_PER_DAY,
        };
        most * i128::from(tick.per_second()) < ticks
    }
}

/// A unit: what it is, and the ticks that it spans. It is written only when it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    place: Place,
    pub(super) lo: i64,
    pub(super) hi: i64,
}

/// Which unit of the calendar or the clock it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The block of `10^zeros` years whose number nearest to zero is `low`.
    Years {
        negative: bool,
        low: u64,
        zeros: u32,
    },
    /// A month of a year.
    Month(i64, u8),
    /// A day.
    Day(CivilDate),
    /// So many seconds from `local`, seconds since 1970 on a clock ahead of UTC by `offset` seconds,
    /// or a fraction of the second: its nanoseconds, of which so many digits are known.
    Clock {
        local: i128,
        width: i128,
        fraction: Option<(u32, u8)>,
        offset: i128,
    },
}

/// An instant, with what the units around it have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    seconds: i128,
    nanos: u32,
    offset: i128,
    date: Option<CivilDate>,
    zone: Zone,
    tick: Tick,
}

impl Around {
    /// The units around a tick.
    pub(super) fn new(at: i64, zone: Zone, tick: Tick) -> Self {
        let (seconds, nanos) = tick.to_seconds(at);
        let seconds = i128::from(seconds);
        let offset = i128::from(zone.offset_at(seconds));
        let date = CivilDate::from_day_number((seconds + offset).div_euclid(SECONDS_PER_DAY));
        Self {
            seconds,
            nanos,
            offset,
            date,
            zone,
            tick,
        }
    }

    /// The unit of a level that contains the instant; `None` where EDTF cannot write it or the tick
    /// cannot count its ends.
    pub(super) fn unit(&self, level: Level) -> Option<Unit> {
        match level {
            Level::Fraction(digits) => self.of_clock(1, Some(digits)),
            Level::Second => self.of_clock(1, None),
            Level::Minute => self.of_clock(60, None),
            Level::Hour => self.of_clock(3_600, None),
            Level::Day | Level::Month | Level::Years(_) => {
                let (place, first, end) = calendar_place(level, self.date?)?;
                let (lo, hi) = self.zone.days(first, end)?;
                Some(Unit {
                    place,
                    lo: self.tick.from_seconds(lo).ok()?,
                    hi: self.tick.from_seconds(hi).ok()?,
                })
            }
        }
    }

    /// A unit of `width` seconds on the zone's clock, or of so many digits of a fraction of one.
    ///
    /// Where EDTF cannot write the zone's offset, as of local mean time, the unit is one of UTC.
    fn of_clock(&self, width: i128, digits: Option<u8>) -> Option<Unit> {
        let writable = self.offset % 60 == 0 && (-12 * 3_600..=14 * 3_600).contains(&self.offset);
        let offset = if writable { self.offset } else { 0 };
        let local = self.seconds + offset;
        let local = local - local.rem_euclid(width);
        let date = CivilDate::from_day_number(local.div_euclid(SECONDS_PER_DAY))?;
        if !is_short(date.year()) {
            return None;
        }
        let start = local - offset;
        let tick = self.tick;
        let (fraction, lo, hi) = match digits {
            None => (
                None,
                tick.from_seconds(start).ok()?,
                tick.from_seconds(start + width).ok()?,
            ),
            Some(digits) => {
                let unit = 10_u32.checked_pow(9_u32.checked_sub(digits.into())?)?;
                let nanos = self.nanos - self.nanos % unit;
                let lo = start * NANOS_PER_SECOND + i128::from(nanos);
                (
                    Some((nanos, digits)),
                    tick.from_nanos_floor(lo).ok()?,
                    tick.from_nanos_floor(lo + i128::from(unit)).ok()?,
                )
            }
        };
        let place = Place::Clock {
            local,
            width,
            fraction,
            offset,
        };
        Some(Unit { place, lo, hi })
    }
}

/// Whether EDTF writes a year with four digits, so that months and days may follow.
fn is_short(year: i64) -> bool {
    (-9999..=9999).contains(&year)
}

/// A day or a coarser unit, its first day and the one behind its last.
fn calendar_place(level: Level, date: CivilDate) -> Option<(Place, i128, i128)> {
    let (year, month) = (date.year(), date.month());
    match level {
        Level::Day if is_short(year) => {
            let day = date.day_number();
            Some((Place::Day(date), day, day + 1))
        }
        Level::Month if is_short(year) => {
            let index = month_index(year, month);
            let (first, end) = (first_of_month(index), first_of_month(index + 1));
            Some((Place::Month(year, month), first, end))
        }
        Level::Years(zeros) => {
            let (place, first, end) = years_place(year, zeros)?;
            Some((place, first_of_month(first * 12), first_of_month(end * 12)))
        }
        _ => None,
    }
}

/// A block of `10^zeros` years, its first year and the one behind its last.
fn years_place(year: i64, zeros: u32) -> Option<(Place, i128, i128)> {
    let unit = 10_u64.checked_pow(zeros)?;
    let size = year.unsigned_abs();
    let low = size - size % unit;
    let written = if is_short(year) {
        zeros <= 4
    } else {
        // The digits that `S` counts are some, and more than four with those behind them.
        zeros == 0 || low > 9999
    };
    if !written {
        return None;
    }
    let negative = year < 0;
    let place = Place::Years {
        negative,
        low,
        zeros,
    };
    let (low, high) = (i128::from(low), i128::from(low) + i128::from(unit));
    Some(if negative {
        (place, 1 - high, if low == 0 { 0 } else { 1 - low })
    } else {
        (place, low, high)
    })
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Years {
                negative,
                low,
                zeros,
            } => write_years(f, negative, low, zeros),
            Place::Month(year, month) => {
                write_year(f, year)?;
                write!(f, "-{month:02}")
            }
            Place::Day(date) => write_day(f, date),
            Place::Clock {
                local,
                width,
                fraction,
                offset,
            } => {
                let day = local.div_euclid(SECONDS_PER_DAY);
                if let Some(date) = CivilDate::from_day_number(day) {
                    write_day(f, date)?;
                }
                let of_day = local.rem_euclid(SECONDS_PER_DAY);
                write!(f, "T{:02}", of_day / 3_600)?;
                if width < 3_600 {
                    write!(f, ":{:02}", of_day / 60 % 60)?;
                }
                if width < 60 {
                    write!(f, ":{:02}", of_day % 60)?;
                }
                if let Some((nanos, digits)) = fraction {
                    let shown = format!("{nanos:09}");
                    let known = shown.get(..usize::from(digits)).unwrap_or(&shown);
                    write!(f, ".{known}")?;
                }
                write_offset(f, offset / 60)
            }
        }
    }
}

/// `1931`, `193X`, `19XX`, `Y12345`, `Y12340S4`.
fn write_years(f: &mut fmt::Formatter<'_>, negative: bool, low: u64, zeros: u32) -> fmt::Result {
    let sign = if negative { "-" } else { "" };
    let masked = usize::try_from(zeros).unwrap_or(usize::MAX);
    if low <= 9999 {
        let digits = format!("{low:04}");
        let known = digits.get(..4_usize.saturating_sub(masked));
        return write!(f, "{sign}{:X<4}", known.unwrap_or_default());
    }
    write!(f, "Y{sign}{low}")?;
    if zeros > 0 {
        write!(f, "S{}", low.to_string().len().saturating_sub(masked))?;
    }
    Ok(())
}

fn write_year(f: &mut fmt::Formatter<'_>, year: i64) -> fmt::Result {
    let sign = if year < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}", year.unsigned_abs())
}

fn write_day(f: &mut fmt::Formatter<'_>, date: CivilDate) -> fmt::Result {
    write_year(f, date.year())?;
    write!(f, "-{:02}-{:02}", date.month(), date.day())
}

fn write_offset(f: &mut fmt::Formatter<'_>, minutes: i128) -> fmt::Result {
    if minutes == 0 {
        return f.write_str("Z");
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    let size = minutes.abs();
    write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
}
