//! Dates with unspecified digits: their completions, told one after another.

use super::ast::{Date, Digits, YearDigits};
use super::extent::{Extent, Margin, matching, trailing_unspecified};
use super::spans::TickSpan;
use crate::calendar::{CivilDate, OutOfRange, SECONDS_PER_DAY, Tick, Zone, month_length};

/// A date with unspecified digits, which has several completions apart from one another.
///
/// Nothing is expanded: the completions of one block of years are made when they are asked for.
/// Those that touch or overlap, once widened, are one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mask {
    years: YearDigits,
    within: Within,
    margin: Margin,
    zone: Zone,
    tick: Tick,
    hull: TickSpan,
}

/// What a mask picks in each of its years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// The whole year; years that differ in their last digits only, `10^zeros` of them, are one
    /// block.
    Year { zeros: u32 },
    /// Months, counted from January of the year: the first, and how many.
    Season { first: i128, count: i128 },
    /// Each month with these digits.
    Month(Digits),
    /// Each day with these digits in each such month.
    Day(Digits, Digits),
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
        let within = match (season, month, day) {
            (Some((first, count)), _, _) => Within::Season { first, count },
            (None, None, _) => Within::Year {
                zeros: trailing_unspecified(years),
            },
            (None, Some(month), None) => Within::Month(month),
            (None, Some(month), Some(day)) => Within::Day(month, day),
        };
        let mut mask = Self {
            years,
            within,
            margin,
            zone,
            tick,
            hull: TickSpan { lo: None, hi: None },
        };
        let (least, greatest) = mask.blocks();
        // The ends show whether the tick reaches all of them.
        let first = mask.end_of_blocks(least, greatest, 1)?;
        let last = mask.end_of_blocks(greatest, least, -1)?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(Completions::None);
        };
        mask.hull = TickSpan {
            lo: first.lo,
            hi: last.hi,
        };
        let mut pieces = mask.pieces_from(least);
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
        let (least, greatest) = self.blocks();
        let blocks = (least..=greatest)
            .filter(|&block| self.is_block(block))
            .count() as u64;
        let in_year = match self.within {
            Within::Year { .. } | Within::Season { .. } => 1,
            Within::Month(month) => matching(month, 12).count() as u64,
            Within::Day(month, day) => {
                (matching(month, 12).count() * matching(day, 31).count()) as u64
            }
        };
        blocks * in_year
    }

    /// The pieces, the first of which is the first that ends behind `lo`, or one before it.
    pub(super) fn pieces_around(&self, lo: Option<i64>) -> MaskPieces<'_> {
        let (least, greatest) = self.blocks();
        let Some(lo) = lo else {
            return self.pieces_from(least);
        };
        let mut block = self.block_before(lo).clamp(least, greatest);
        // A piece may have begun in an earlier block.
        while block > least && (!self.is_block(block) || self.touches_before(block, least)) {
            block -= 1;
        }
        self.pieces_from(block)
    }

    fn pieces_from(&self, block: i64) -> MaskPieces<'_> {
        MaskPieces {
            mask: self,
            next_block: block,
            last_block: self.blocks().1,
            ready: Vec::new(),
            pending: None,
        }
    }

    /// The first and last number that a block of years can have; blocks ascend in time.
    fn blocks(&self) -> (i64, i64) {
        let number = |unspecified: u8| {
            let digits = self.years.digits.iter();
            digits.fold(0, |number, &digit| {
                let digit = if digit == b'X' { unspecified } else { digit };
                number * 10 + i64::from(digit - b'0')
            })
        };
        let unit = 10_i64.pow(self.zeros());
        let (least, greatest) = (number(b'0') / unit, number(b'9') / unit);
        if self.years.negative {
            (-greatest, -least)
        } else {
            (least, greatest)
        }
    }

    fn zeros(&self) -> u32 {
        match self.within {
            Within::Year { zeros } => zeros,
            _ => 0,
        }
    }

    /// Whether the mask has this block of years.
    fn is_block(&self, block: i64) -> bool {
        let number = block.unsigned_abs() * 10_u64.pow(self.zeros());
        let mut rest = number;
        let matches = self.years.digits.iter().rev().all(|&digit| {
            let last = rest % 10;
            rest /= 10;
            digit == b'X' || u64::from(digit - b'0') == last
        });
        // There is no year -0.
        matches && !(self.years.negative && number == 0 && self.zeros() == 0)
    }

    /// The years of a block: the first, and the one behind the last.
    fn years_of(&self, block: i64) -> (i64, i64) {
        let unit = 10_i64.pow(self.zeros());
        if self.years.negative {
            let low = -block * unit;
            (1 - (low + unit), if low == 0 { 0 } else { 1 - low })
        } else {
            (block * unit, (block + 1) * unit)
        }
    }

    /// A block that is certainly before all that ends behind `lo`.
    fn block_before(&self, lo: i64) -> i64 {
        let day = i128::from(self.tick.to_seconds(lo).0).div_euclid(SECONDS_PER_DAY);
        let before = day - self.margin.days - 31 * self.margin.months - 2 * 366;
        let year = CivilDate::from_day_number(before).map_or(i64::MIN, CivilDate::year);
        let unit = 10_i64.pow(self.zeros());
        year.div_euclid(unit).saturating_sub(1)
    }

    /// Whether the first completion of a block touches the last one before it.
    fn touches_before(&self, block: i64, least: i64) -> bool {
        let Some(first) = self.spans_of(block).first().copied() else {
            return true;
        };
        let before = (least..block)
            .rev()
            .filter(|&earlier| self.is_block(earlier))
            .find_map(|earlier| self.spans_of(earlier).last().copied());
        before.is_some_and(|before| touch(before, first))
    }

    /// The first completion, looking from one end of the blocks towards the other.
    fn end_of_blocks(&self, from: i64, to: i64, step: i64) -> Result<Option<TickSpan>, OutOfRange> {
        let mut block = from;
        loop {
            if self.is_block(block) {
                let mut spans = Vec::new();
                self.push_spans(block, &mut spans)?;
                let end = if step > 0 {
                    spans.first()
                } else {
                    spans.last()
                };
                if let Some(&span) = end {
                    return Ok(Some(span));
                }
            }
            if block == to {
                return Ok(None);
            }
            block += step;
        }
    }

    fn spans_of(&self, block: i64) -> Vec<TickSpan> {
        let mut spans = Vec::new();
        // All are within the hull, which the tick was seen to count.
        let counted = self.push_spans(block, &mut spans);
        debug_assert!(counted.is_ok(), "the hull was counted");
        spans
    }

    /// Adds the completions of a block in the order of time.
    fn push_spans(&self, block: i64, spans: &mut Vec<TickSpan>) -> Result<(), OutOfRange> {
        let (year, end) = self.years_of(block);
        let january = i128::from(year) * 12;
        match self.within {
            Within::Year { .. } => {
                self.push(Extent::years(year.into(), end.into()), spans)?;
            }
            Within::Season { first, count } => {
                self.push(
                    Extent::Months(january + first, january + first + count),
                    spans,
                )?;
            }
            Within::Month(months) => {
                for month in matching(months, 12) {
                    let month = january + i128::from(month) - 1;
                    self.push(Extent::Months(month, month + 1), spans)?;
                }
            }
            Within::Day(months, days) => {
                for month in matching(months, 12) {
                    for day in matching(days, month_length(year, month)) {
                        if let Some(date) = CivilDate::new(year, month, day) {
                            self.push(Extent::Day(date), spans)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn push(&self, extent: Extent, spans: &mut Vec<TickSpan>) -> Result<(), OutOfRange> {
        let days = extent
            .widened(self.margin)
            .ok_or(OutOfRange { tick: self.tick })?;
        if let Some((lo, hi)) = self.zone.days(days.0, days.1) {
            let (lo, hi) = (self.tick.from_seconds(lo)?, self.tick.from_seconds(hi)?);
            spans.push(TickSpan {
                lo: Some(lo),
                hi: Some(hi),
            });
        }
        Ok(())
    }
}

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
    next_block: i64,
    last_block: i64,
    /// Completions of one block, the last first.
    ready: Vec<TickSpan>,
    pending: Option<TickSpan>,
}

impl MaskPieces<'_> {
    fn next_completion(&mut self) -> Option<TickSpan> {
        loop {
            if let Some(span) = self.ready.pop() {
                return Some(span);
            }
            if self.next_block > self.last_block {
                return None;
            }
            if self.mask.is_block(self.next_block) {
                self.ready = self.mask.spans_of(self.next_block);
                self.ready.reverse();
            }
            self.next_block += 1;
        }
    }
}

impl Iterator for MaskPieces<'_> {
    type Item = TickSpan;

    fn next(&mut self) -> Option<TickSpan> {
        let mut piece = match self.pending.take() {
            Some(span) => span,
            None => self.next_completion()?,
        };
        while let Some(next) = self.next_completion() {
            if !touch(piece, next) {
                self.pending = Some(next);
                break;
            }
            piece.hi = piece.hi.max(next.hi);
        }
        Some(piece)
    }
}
