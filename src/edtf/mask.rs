//! Dates with unspecified digits: their completions, told one after another.

use super::ast::{Date, YearDigits};
use super::extent::{Extent, Margin, matching, trailing_unspecified};
use super::mask_years::MaskYears;
use super::runs::Runs;
use super::spans::TickSpan;
use crate::calendar::{CivilDate, OutOfRange, Tick, Zone, month_length};

/// A date with unspecified digits, which has several completions apart from one another.
///
/// Nothing is expanded: completions are counted through, and made when they are asked for. Those
/// that touch or overlap, once widened, are one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mask {
    years: MaskYears,
    within: Within,
    margin: Margin,
    zone: Zone,
    tick: Tick,
    hull: TickSpan,
}

/// What a mask picks in each of its blocks of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// The whole block.
    Years,
    /// Months, counted from January of the year: the first, and how many.
    Season { first: i128, count: i128 },
    /// Months that follow one another.
    Months(Runs),
    /// In each of these months, days that follow one another.
    Days(Runs, Runs),
}

/// What a date with unspecified digits comes to.
pub(super) enum Completions {
    /// The zone has none of them.
    None,
    /// They make up one span.
    One(TickSpan),
    /// They are several.
    Many(Mask),
}

/// Completions that follow one another on the calendar, as one: which in the order of time, the
/// day numbers of the first day and of the one behind the last, and their span.
#[derive(Debug, Clone, Copy)]
struct Completion {
    index: i64,
    first: i128,
    end: i128,
    span: TickSpan,
}

impl Mask {
    /// The completions of a date in a zone; `season` is the first month and how many there are, where
    /// the date has a season.
    pub(super) fn completions(
        date: &Date,
        years: YearDigits,
        season: Option<(i128, i128)>,
        margin: Margin,
        zone: Zone,
        tick: Tick,
    ) -> Result<Completions, OutOfRange> {
        // All days of a month are the month, all months the year.
        let day = date.day.filter(|day| !day.is_unspecified());
        let month = date
            .month
            .filter(|month| day.is_some() || !month.is_unspecified());
        let months = |month| matching(month, 12);
        let (within, zeros) = match (season, month, day) {
            (Some((first, count)), _, _) => (Within::Season { first, count }, 0),
            (None, None, _) => (Within::Years, trailing_unspecified(years)),
            (None, Some(month), None) => (Within::Months(Runs::joined(months(month))), 0),
            (None, Some(month), Some(day)) => {
                let days = Runs::joined(matching(day, 31));
                (Within::Days(Runs::single(months(month)), days), 0)
            }
        };
        let mut mask = Self {
            years: MaskYears::new(years, zeros),
            within,
            margin,
            zone,
            tick,
            hull: TickSpan { lo: None, hi: None },
        };
        // The ends show whether the tick reaches all of them.
        let first = (0..mask.end()).find_map(|index| mask.seconds(index));
        let last = (0..mask.end()).rev().find_map(|index| mask.seconds(index));
        let (Some((lo, _)), Some((_, hi))) = (first, last) else {
            return Ok(Completions::None);
        };
        mask.hull = TickSpan {
            lo: Some(tick.from_seconds(lo)?),
            hi: Some(tick.from_seconds(hi)?),
        };
        let mut pieces = mask.pieces_around(None);
        Ok(match (pieces.next(), pieces.next()) {
            (Some(one), None) => Completions::One(one),
            _ => Completions::Many(mask),
        })
    }

    /// The span from the first to the last completion.
    pub(super) fn hull(&self) -> TickSpan {
        self.hull
    }

    /// At least as many as there are pieces.
    pub(super) fn count_bound(&self) -> u64 {
        self.end().unsigned_abs()
    }

    /// The pieces, the first of which is the first that ends behind `lo`.
    pub(super) fn pieces_around(&self, lo: Option<i64>) -> MaskPieces<'_> {
        let (first, next) = match lo {
            None => (None, 0),
            Some(lo) => match self.piece_ending_after(lo) {
                Some((piece, next)) => (Some(piece), next),
                None => (None, self.end()),
            },
        };
        MaskPieces {
            mask: self,
            first,
            next,
        }
    }

    /// The first piece with `hi > ticks`.
    pub(super) fn first_ending_after(&self, ticks: i64) -> Option<TickSpan> {
        self.piece_ending_after(ticks).map(|(piece, _)| piece)
    }

    /// The last piece with `lo <= ticks`.
    pub(super) fn last_starting_by(&self, ticks: i64) -> Option<TickSpan> {
        let day = self.day(ticks);
        let mut index = self.behind(day + 1);
        loop {
            index -= 1;
            let (first, end) = self.days_before(&mut index)?;
            if first <= day + 1
                && let Some(found) = self.completion(index, first, end)
                && found.span.lo.is_none_or(|lo| lo <= ticks)
            {
                return Some(self.around(found).0);
            }
        }
    }

    /// The first piece with `hi > ticks`, and the index behind it.
    fn piece_ending_after(&self, ticks: i64) -> Option<(TickSpan, i64)> {
        let day = self.day(ticks);
        let mut index = self.before(day);
        loop {
            let (first, end) = self.days_from(&mut index)?;
            if end >= day
                && let Some(found) = self.completion(index, first, end)
                && found.span.hi.is_none_or(|hi| ticks < hi)
            {
                return Some(self.around(found));
            }
            index += 1;
        }
    }

    /// The day of an instant in UTC. No zone's clock is a day or more away from it, so that what
    /// ends behind the instant ends behind the day before, and what begins by it does so by the
    /// day behind.
    fn day(&self, ticks: i64) -> i128 {
        i128::from(self.tick.to_seconds(ticks).0.div_euclid(DAY))
    }

    /// The piece of a completion, and the index behind it.
    fn around(&self, found: Completion) -> (TickSpan, i64) {
        let mut earliest = found;
        while let Some(before) = self.previous(earliest) {
            earliest = before;
        }
        let (piece, next) = self.forwards(found);
        let lo = earliest.span.lo.min(piece.lo);
        (TickSpan { lo, ..piece }, next)
    }

    /// What is left of a completion's piece from there on, and the index behind it.
    fn forwards(&self, mut found: Completion) -> (TickSpan, i64) {
        let mut piece = found.span;
        while let Some(behind) = self.following(found) {
            piece.hi = piece.hi.max(behind.span.hi);
            found = behind;
        }
        (piece, found.index + 1)
    }

    /// The completion behind another, if they touch.
    fn following(&self, found: Completion) -> Option<Completion> {
        let mut index = found.index;
        loop {
            index += 1;
            let (first, end) = self.days_from(&mut index)?;
            if found.end + MOST_SKIPPED < first {
                return None;
            }
            if let Some(behind) = self.completion(index, first, end) {
                return touch(found.span, behind.span).then_some(behind);
            }
        }
    }

    /// The completion before another, if they touch.
    fn previous(&self, found: Completion) -> Option<Completion> {
        let mut index = found.index;
        loop {
            index -= 1;
            let (first, end) = self.days_before(&mut index)?;
            if end + MOST_SKIPPED < found.first {
                return None;
            }
            if let Some(before) = self.completion(index, first, end) {
                return touch(before.span, found.span).then_some(before);
            }
        }
    }

    /// The completion that has this index, or the next that there is.
    fn next(&self, mut index: i64) -> Option<Completion> {
        loop {
            let (first, end) = self.days_from(&mut index)?;
            if let Some(found) = self.completion(index, first, end) {
                return Some(found);
            }
            index += 1;
        }
    }

    /// How many completions there may be; each has an index below.
    fn end(&self) -> i64 {
        self.years.count() * self.in_block()
    }

    /// How many completions a block of years may have.
    fn in_block(&self) -> i64 {
        match self.within {
            Within::Years | Within::Season { .. } => 1,
            Within::Months(months) => months.len(),
            Within::Days(months, days) => months.len() * days.len(),
        }
    }

    /// An index before which all completions end before the day with this number.
    fn before(&self, day: i128) -> i64 {
        let season = match self.within {
            // A season ends in February of the next year at the latest.
            Within::Season { .. } => 62,
            _ => 0,
        };
        let Some(date) = CivilDate::from_day_number(day - self.reach() - season - 1) else {
            return 0;
        };
        let blocks = self.years.ending_before(date.year());
        let skipped = match self.within {
            _ if blocks >= self.years.count() || self.years.block(blocks).0 != date.year() => 0,
            Within::Years | Within::Season { .. } => 0,
            Within::Months(months) => months.ending_before(date.month()),
            Within::Days(months, days) => months.ending_before(date.month()) * days.len(),
        };
        blocks * self.in_block() + skipped
    }

    /// An index from which on all completions begin behind the day with this number.
    fn behind(&self, day: i128) -> i64 {
        let Some(date) = CivilDate::from_day_number(day + self.reach() + 1) else {
            return self.end();
        };
        let blocks = self.years.starting_by(date.year());
        let skipped = match self.within {
            _ if blocks < 1 || self.years.block(blocks - 1).0 != date.year() => 0,
            Within::Years | Within::Season { .. } => 0,
            Within::Months(months) => months.starting_after(date.month()),
            Within::Days(months, days) => months.starting_after(date.month()) * days.len(),
        };
        blocks * self.in_block() - skipped
    }

    /// By how many days completions are widened on each side, at most.
    fn reach(&self) -> i128 {
        self.margin.days + 31 * self.margin.months
    }

    /// The days of the first completion that the calendar has from an index on.
    fn days_from(&self, index: &mut i64) -> Option<(i128, i128)> {
        while *index < self.end() {
            if let Some(days) = self.days(*index) {
                return Some(days);
            }
            *index += 1;
        }
        None
    }

    /// The days of the last completion that the calendar has down from an index.
    fn days_before(&self, index: &mut i64) -> Option<(i128, i128)> {
        while *index >= 0 {
            if let Some(days) = self.days(*index) {
                return Some(days);
            }
            *index -= 1;
        }
        None
    }

    /// The days of a completion once widened: the first, and the one behind the last; `None` where
    /// the calendar lacks it.
    fn days(&self, index: i64) -> Option<(i128, i128)> {
        let in_block = self.in_block();
        let (year, end) = self.years.block(index / in_block);
        let january = i128::from(year) * 12;
        let of_block = index % in_block;
        match self.within {
            Within::Years => Extent::years(year.into(), end.into()).widened(self.margin),
            Within::Season { first, count } => {
                Extent::Months(january + first, january + first + count).widened(self.margin)
            }
            Within::Months(months) => {
                let (first, last) = months.get(of_block);
                Extent::Months(january + i128::from(first) - 1, january + i128::from(last))
                    .widened(self.margin)
            }
            Within::Days(months, days) => {
                let (month, _) = months.get(of_block / days.len());
                let (first, last) = days.get(of_block % days.len());
                let last = last.min(month_length(year, month));
                let first = Extent::Day(CivilDate::new(year, month, first)?);
                let last = Extent::Day(CivilDate::new(year, month, last)?);
                Some((first.widened(self.margin)?.0, last.widened(self.margin)?.1))
            }
        }
    }

    /// The span of a completion in seconds; `None` where the calendar or the zone lacks it.
    fn seconds(&self, index: i64) -> Option<(i128, i128)> {
        let (first, end) = self.days(index)?;
        self.zone.days(first, end)
    }

    /// A completion of these days; `None` where the zone lacks them.
    fn completion(&self, index: i64, first: i128, end: i128) -> Option<Completion> {
        let (lo, hi) = self.zone.days(first, end)?;
        // All are within the hull, which the tick was seen to count.
        let span = TickSpan {
            lo: Some(self.tick.from_seconds(lo).ok()?),
            hi: Some(self.tick.from_seconds(hi).ok()?),
        };
        Some(Completion {
            index,
            first,
            end,
            span,
        })
    }
}

/// A day of 24 hours in seconds.
const DAY: i64 = 86_400;

/// No zone's calendar skips that many days at once: spans of days that are so far apart do not
/// touch.
const MOST_SKIPPED: i128 = 3;

/// Whether a span goes on where, or before, the earlier one ends.
fn touch(earlier: TickSpan, later: TickSpan) -> bool {
    match (earlier.hi, later.lo) {
        (Some(hi), Some(lo)) => lo <= hi,
        _ => true,
    }
}

/// The pieces of a mask in the order of time.
#[derive(Debug, Clone)]
pub(super) struct MaskPieces<'a> {
    mask: &'a Mask,
    /// The next piece, if it is known already.
    first: Option<TickSpan>,
    /// The index behind it, else that of the next completion.
    next: i64,
}

impl Iterator for MaskPieces<'_> {
    type Item = TickSpan;

    fn next(&mut self) -> Option<TickSpan> {
        if let Some(piece) = self.first.take() {
            return Some(piece);
        }
        let found = self.mask.next(self.next)?;
        let (piece, next) = self.mask.forwards(found);
        self.next = next;
        Some(piece)
    }
}
