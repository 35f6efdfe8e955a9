//! Sets of spans on the tick line.

use std::cmp::Reverse;

use super::mask::{Mask, MaskPieces};

/// A half-open span of ticks; an end that is `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TickSpan {
    /// The first tick.
    pub lo: Option<i64>,
    /// The tick behind the last one.
    pub hi: Option<i64>,
}

impl TickSpan {
    /// Whether the tick is in the span.
    #[must_use]
    pub fn contains(self, tick: i64) -> bool {
        self.lo.is_none_or(|lo| lo <= tick) && self.hi.is_none_or(|hi| tick < hi)
    }

    /// Whether the other span is a part of this one.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        let lo = self
            .lo
            .is_none_or(|lo| other.lo.is_some_and(|other| lo <= other));
        let hi = self
            .hi
            .is_none_or(|hi| other.hi.is_some_and(|other| other <= hi));
        lo && hi
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            lo: self.lo.zip(other.lo).map(|(one, other)| one.min(other)),
            hi: self.hi.zip(other.hi).map(|(one, other)| one.max(other)),
        }
    }

    /// Whether a time point between `lo` and `hi`, both included, can be in the span.
    fn meets(self, lo: Option<i64>, hi: Option<i64>) -> bool {
        let before_end = self.hi.is_none_or(|end| lo.is_none_or(|lo| lo < end));
        let after_start = self.lo.is_none_or(|start| hi.is_none_or(|hi| start <= hi));
        before_end && after_start
    }

    /// An order in time: by the first tick, then by the last.
    fn order(self) -> (bool, Option<i64>, bool, Option<i64>) {
        // `None` is the least `lo` already, and has to become the greatest `hi`.
        let (unbounded, hi) = self.end_key();
        (self.lo.is_some(), self.lo, unbounded, hi)
    }

    /// An order of ends: none is behind all others.
    fn end_key(self) -> (bool, Option<i64>) {
        (self.hi.is_none(), self.hi)
    }
}

/// The alternatives within one of which an event, or one of its ends, lies: one or more spans.
///
/// Masks have thousands of them (`XXXX-09`), so they are told one after another and never kept.
/// Spans may touch (`[1931,1932]`) or, where sets say so, overlap; none is a part of another
/// unless a mask is involved.
///
/// ```
/// use annals::calendar::{Tick, Zone};
/// use annals::edtf::{Edtf, Reading, Shape};
///
/// let some_september = Edtf::parse("XXXX-09")?;
/// let reading = Reading::new(Tick::Second, Zone::UTC);
/// let Shape::Within(spans) = some_september.compile(&reading)? else { unreachable!() };
/// assert_eq!(spans.single(), None);
/// assert_eq!(spans.count_bound(), 10_000);
/// // 1970 to 1979
/// assert_eq!(spans.pieces_within(Some(0), Some(315_532_799)).count(), 10);
/// # Ok::<(), annals::edtf::EdtfError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanSet(Inner);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Inner {
    One(TickSpan),
    Several(Box<Several>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Several {
    hull: TickSpan,
    /// In the order of time, none a part of another, so that their ends ascend too.
    spans: Vec<TickSpan>,
    masks: Vec<Mask>,
}

impl SpanSet {
    /// One span.
    #[must_use]
    pub const fn one(span: TickSpan) -> Self {
        Self(Inner::One(span))
    }

    /// The completions of a mask.
    pub(super) fn of_mask(mask: Mask) -> Self {
        Self(Inner::Several(Box::new(Several {
            hull: mask.hull(),
            spans: Vec::new(),
            masks: vec![mask],
        })))
    }

    /// All alternatives of all sets; `None` where there are no sets.
    pub(super) fn union(sets: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut spans, mut masks) = (Vec::new(), Vec::new());
        for set in sets {
            match set.0 {
                Inner::One(span) => spans.push(span),
                Inner::Several(several) => {
                    spans.extend(several.spans);
                    masks.extend(several.masks);
                }
            }
        }
        spans.sort_unstable_by_key(|span| span.order());
        let mut kept: Vec<TickSpan> = Vec::with_capacity(spans.len());
        for span in spans {
            while kept.last().is_some_and(|&last| span.covers(last)) {
                kept.pop();
            }
            if !kept.last().is_some_and(|last| last.covers(span)) {
                kept.push(span);
            }
        }
        if let ([one], []) = (kept.as_slice(), masks.as_slice()) {
            return Some(Self::one(*one));
        }
        let hulls = kept.iter().copied().chain(masks.iter().map(Mask::hull));
        let hull = hulls.reduce(TickSpan::hull)?;
        Some(Self(Inner::Several(Box::new(Several {
            hull,
            spans: kept,
            masks,
        }))))
    }

    /// The smallest span that covers all of them.
    #[must_use]
    pub fn hull(&self) -> TickSpan {
        match &self.0 {
            Inner::One(span) => *span,
            Inner::Several(several) => several.hull,
        }
    }

    /// The span, if there is only one.
    #[must_use]
    pub fn single(&self) -> Option<TickSpan> {
        match &self.0 {
            Inner::One(span) => Some(*span),
            Inner::Several(_) => None,
        }
    }

    /// The spans in which a time point from `lo` to `hi`, both included, can be, in the order of
    /// time. They are whole, not cut off at `lo` and `hi`; `None` is no limit.
    pub fn pieces_within(
        &self,
        lo: Option<i64>,
        hi: Option<i64>,
    ) -> impl Iterator<Item = TickSpan> + '_ {
        let (spans, masks): (&[TickSpan], &[Mask]) = match &self.0 {
            Inner::One(span) => (std::slice::from_ref(span), &[]),
            Inner::Several(several) => (&several.spans, &several.masks),
        };
        let first = match lo {
            Some(lo) => spans.partition_point(|span| span.hi.is_some_and(|end| end <= lo)),
            None => 0,
        };
        let masks = masks.iter().map(|mask| {
            let mut pieces = mask.pieces_around(lo);
            let next = pieces.next();
            (next, pieces)
        });
        let merged = Merged {
            spans: &spans[first..],
            masks: masks.collect(),
        };
        merged
            .skip_while(move |piece| !piece.meets(lo, None))
            .take_while(move |piece| piece.meets(None, hi))
            .filter(move |piece| piece.meets(lo, hi))
    }

    /// The first span with `hi > ticks`, or without `hi`, of those that are no part of another.
    ///
    /// Seen like this the spans are a staircase: `lo` and `hi` both rise strictly from one span to
    /// the next. It is found without the spans before it.
    ///
    /// ```
    /// use annals::calendar::{Tick, Zone};
    /// use annals::edtf::{Edtf, Reading, Shape, TickSpan};
    ///
    /// let leap_day = Edtf::parse("XXXX-02-29")?;
    /// let reading = Reading::new(Tick::Second, Zone::UTC);
    /// let Shape::Within(spans) = leap_day.compile(&reading)? else { unreachable!() };
    /// // 1968-02-29 and 1972-02-29, seen from 1970.
    /// let (before, behind) = (-672 * 86_400, 789 * 86_400);
    /// let day = |lo| Some(TickSpan { lo: Some(lo), hi: Some(lo + 86_400) });
    /// assert_eq!(spans.last_starting_by(0), day(before));
    /// assert_eq!(spans.first_ending_after(0), day(behind));
    /// # Ok::<(), annals::edtf::EdtfError>(())
    /// ```
    #[must_use]
    pub fn first_ending_after(&self, ticks: i64) -> Option<TickSpan> {
        let ends_before = |span: &TickSpan| span.hi.is_some_and(|hi| hi <= ticks);
        let several = match &self.0 {
            Inner::One(span) => return (!ends_before(span)).then_some(*span),
            Inner::Several(several) => several,
        };
        let first = several.spans.partition_point(ends_before);
        let masks = several.masks.iter();
        // Of all that end behind it, none that begins later can have the first as a part.
        masks
            .filter_map(|mask| mask.first_ending_after(ticks))
            .chain(several.spans.get(first).copied())
            .min_by_key(|span| (span.lo, Reverse(span.end_key())))
    }

    /// The last span with `lo <= ticks`, or without `lo`, of those that are no part of another: see
    /// [`first_ending_after`](Self::first_ending_after).
    #[must_use]
    pub fn last_starting_by(&self, ticks: i64) -> Option<TickSpan> {
        let starts_by = |span: &TickSpan| span.lo.is_none_or(|lo| lo <= ticks);
        let several = match &self.0 {
            Inner::One(span) => return starts_by(span).then_some(*span),
            Inner::Several(several) => several,
        };
        let behind = several.spans.partition_point(starts_by);
        let last = behind
            .checked_sub(1)
            .and_then(|last| several.spans.get(last));
        let masks = several.masks.iter();
        masks
            .filter_map(|mask| mask.last_starting_by(ticks))
            .chain(last.copied())
            .max_by_key(|span| (span.end_key(), Reverse(span.lo)))
    }

    /// At least as many as there are spans.
    #[must_use]
    pub fn count_bound(&self) -> u64 {
        match &self.0 {
            Inner::One(_) => 1,
            Inner::Several(several) => {
                several.spans.len() as u64
                    + several.masks.iter().map(Mask::count_bound).sum::<u64>()
            }
        }
    }

    /// Whether some span has this tick.
    #[must_use]
    pub fn contains(&self, tick: i64) -> bool {
        self.pieces_within(Some(tick), Some(tick))
            .any(|piece| piece.contains(tick))
    }
}

/// Spans and the pieces of masks, merged in the order of time.
struct Merged<'a> {
    spans: &'a [TickSpan],
    masks: Vec<(Option<TickSpan>, MaskPieces<'a>)>,
}

impl Iterator for Merged<'_> {
    type Item = TickSpan;

    fn next(&mut self) -> Option<TickSpan> {
        let earliest = self
            .masks
            .iter_mut()
            .filter_map(|(next, pieces)| next.map(|piece| (piece, next, pieces)))
            .min_by_key(|(piece, ..)| piece.order());
        match (self.spans.split_first(), earliest) {
            (Some((&span, rest)), None) => {
                self.spans = rest;
                Some(span)
            }
            (Some((&span, rest)), Some((piece, ..))) if span.order() <= piece.order() => {
                self.spans = rest;
                Some(span)
            }
            (_, Some((piece, next, pieces))) => {
                *next = pieces.next();
                Some(piece)
            }
            (None, None) => None,
        }
    }
}
