//! Calendar and clock units around an instant, with their EDTF.

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

/// A unit: its EDTF and the ticks that it spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) text: String,
    pub(super) lo: i64,
    pub(super) hi: i64,
}

/// The unit of a level that contains a tick; `None` where EDTF cannot write it or the tick cannot
/// count its ends.
pub(super) fn unit(level: Level, at: i64, zone: Zone, tick: Tick) -> Option<Unit> {
    let (seconds, nanos) = tick.to_seconds(at);
    let seconds = i128::from(seconds);
    match level {
        Level::Fraction(digits) => clock_unit(seconds, Some((nanos, digits)), 1, zone, tick),
        Level::Second => clock_unit(seconds, None, 1, zone, tick),
        Level::Minute => clock_unit(seconds, None, 60, zone, tick),
        Level::Hour => clock_unit(seconds, None, 3_600, zone, tick),
        Level::Day | Level::Month | Level::Years(_) => {
            let day = zone.local_at(seconds).div_euclid(SECONDS_PER_DAY);
            let date = CivilDate::from_day_number(day)?;
            let (text, first, end) = calendar_unit(level, date)?;
            let (lo, hi) = zone.days(first, end)?;
            Some(Unit {
                text,
                lo: tick.from_seconds(lo).ok()?,
                hi: tick.from_seconds(hi).ok()?,
            })
        }
    }
}

/// The text of a day or a coarser unit, its first day and the one behind its last.
fn calendar_unit(level: Level, date: CivilDate) -> Option<(String, i128, i128)> {
    let (year, month) = (date.year(), date.month());
    let short = (-9999..=9999).contains(&year);
    match level {
        Level::Day if short => {
            let text = format!("{}-{month:02}-{:02}", year_text(year), date.day());
            Some((text, date.day_number(), date.day_number() + 1))
        }
        Level::Month if short => {
            let index = month_index(year, month);
            let text = format!("{}-{month:02}", year_text(year));
            Some((text, first_of_month(index), first_of_month(index + 1)))
        }
        Level::Years(zeros) => {
            let (text, first, end) = years_unit(year, zeros)?;
            Some((text, first_of_month(first * 12), first_of_month(end * 12)))
        }
        _ => None,
    }
}

/// A block of `10^zeros` years: `1931`, `193X`, `19XX`, `Y12345`, `Y12340S4`.
fn years_unit(year: i64, zeros: u32) -> Option<(String, i128, i128)> {
    let unit = 10_u64.checked_pow(zeros)?;
    let size = year.unsigned_abs();
    let low = size - size % unit;
    let (text, sign) = (low.to_string(), if year < 0 { "-" } else { "" });
    let text = match (size <= 9999, zeros) {
        (true, 0) => format!("{sign}{low:04}"),
        (true, 1..=4) => {
            let digits = format!("{low:04}");
            let known = 4 - usize::try_from(zeros).ok()?;
            format!("{sign}{:X<4}", digits.get(..known)?)
        }
        (true, _) => return None,
        (false, 0) => format!("Y{sign}{text}"),
        (false, _) => {
            let significant = text.len().checked_sub(usize::try_from(zeros).ok()?)?;
            if significant == 0 || low <= 9999 {
                return None;
            }
            format!("Y{sign}{text}S{significant}")
        }
    };
    let (low, high) = (i128::from(low), i128::from(low) + i128::from(unit));
    Some(if year < 0 {
        (text, 1 - high, if low == 0 { 0 } else { 1 - low })
    } else {
        (text, low, high)
    })
}

/// A year as EDTF.
fn year_text(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// A unit of `width` seconds on the zone's clock, or of a fraction of one.
///
/// Where EDTF cannot write the zone's offset, as of local mean time, the unit is one of UTC.
fn clock_unit(
    seconds: i128,
    fraction: Option<(u32, u8)>,
    width: i128,
    zone: Zone,
    tick: Tick,
) -> Option<Unit> {
    let offset = i128::from(zone.offset_at(seconds));
    let writable = offset % 60 == 0 && (-12 * 3_600..=14 * 3_600).contains(&offset);
    let offset = if writable { offset } else { 0 };
    let local = seconds + offset;
    let local = local - local.rem_euclid(width);
    let date = CivilDate::from_day_number(local.div_euclid(SECONDS_PER_DAY))?;
    if !(-9999..=9999).contains(&date.year()) {
        return None;
    }
    let of_day = local.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let year = year_text(date.year());
    let mut text = format!("{year}-{:02}-{:02}T{hour:02}", date.month(), date.day());
    if width < 3_600 {
        text += &format!(":{minute:02}");
    }
    if width < 60 {
        text += &format!(":{second:02}");
    }
    let start = local - offset;
    let (lo, hi) = match fraction {
        None => (
            tick.from_seconds(start).ok()?,
            tick.from_seconds(start + width).ok()?,
        ),
        Some((nanos, digits)) => {
            let unit = 10_u32.checked_pow(9_u32.checked_sub(digits.into())?)?;
            let nanos = nanos - nanos % unit;
            let shown = format!("{nanos:09}");
            text += &format!(".{}", shown.get(..usize::from(digits))?);
            let lo = start * NANOS_PER_SECOND + i128::from(nanos);
            (
                tick.from_nanos_floor(lo).ok()?,
                tick.from_nanos_floor(lo + i128::from(unit)).ok()?,
            )
        }
    };
    text += &offset_text(offset / 60);
    Some(Unit { text, lo, hi })
}

fn offset_text(minutes: i128) -> String {
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    let size = minutes.abs();
    format!("{sign}{:02}:{:02}", size / 60, size % 60)
}
