//! Spans of dates as the rungs of ladders.

use crate::calendar::SECONDS_PER_DAY;
use crate::edtf::{RelativeSide, RelativeUnit, RelativeUnits, SpanSet, TickSpan};
use crate::search::{Cycle, Rung, RungSpan, Rungs, Side};

/// The alternatives of a date.
#[derive(Debug)]
pub(super) struct Alternatives(pub(super) SpanSet);

impl Rungs for Alternatives {
    fn first_ending_after(&self, _: Side, ticks: i64) -> Option<Rung> {
        self.0.first_ending_after(ticks).map(alone)
    }

    fn last_starting_by(&self, _: Side, ticks: i64) -> Option<Rung> {
        self.0.last_starting_by(ticks).map(alone)
    }
}

fn alone(span: TickSpan) -> Rung {
    let span = rung_span(span);
    Rung {
        event: span,
        anchor: span,
    }
}

const fn rung_span(span: TickSpan) -> RungSpan {
    RungSpan {
        lo: span.lo,
        hi: span.hi,
    }
}

/// The calendar units of an anchor, each with the part in which the dated event lies then.
///
/// Where the units end only because no more of them can be counted, the first or the last one
/// stands for all that are beyond it: it is unbounded there, so that nothing is excluded.
#[derive(Debug)]
pub(super) struct Units {
    units: RelativeUnits,
    first: Rung,
    last: Rung,
    goes_on: Beyond,
    horizon: Option<RungSpan>,
}

/// On which sides units go on beyond what can be counted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beyond {
    pub(super) before: bool,
    pub(super) behind: bool,
}

impl Units {
    /// The units, if there is any.
    pub(super) fn new(
        units: RelativeUnits,
        goes_on: Beyond,
        horizon: Option<RungSpan>,
    ) -> Option<Self> {
        let first = rung(units.first_ending_after(RelativeSide::Unit, i64::MIN)?);
        let last = rung(units.last_starting_by(RelativeSide::Unit, i64::MAX)?);
        Some(Self {
            units,
            first,
            last,
            goes_on,
            horizon,
        })
    }

    fn opened(&self, found: Rung) -> Rung {
        let mut opened = found;
        if self.goes_on.before && found == self.first {
            opened.anchor.lo = None;
            opened.event.lo = None;
        }
        if self.goes_on.behind && found == self.last {
            opened.anchor.hi = None;
            opened.event.hi = None;
        }
        opened
    }
}

impl Rungs for Units {
    fn first_ending_after(&self, side: Side, ticks: i64) -> Option<Rung> {
        let found = self.units.first_ending_after(relative_side(side), ticks);
        let last = || self.goes_on.behind.then_some(self.last);
        found
            .map(rung)
            .or_else(last)
            .map(|found| self.opened(found))
    }

    fn last_starting_by(&self, side: Side, ticks: i64) -> Option<Rung> {
        let found = self.units.last_starting_by(relative_side(side), ticks);
        let first = || self.goes_on.before.then_some(self.first);
        found
            .map(rung)
            .or_else(first)
            .map(|found| self.opened(found))
    }

    /// Between two changes of the zone's clock units repeat as those of the calendar do. Of those
    /// at the ends, which may have no limits, neither counts.
    fn cycle_at(&self, ticks: i64) -> Option<Cycle> {
        let date = self.units.date();
        let tick = |seconds| date.tick.from_seconds(seconds).ok();
        let (start, end) = date.zone.steady(date.tick.to_seconds(ticks).0.into());
        let mut first = self.after(&self.first)?;
        let mut last = self.before(&self.last)?;
        for side in [Side::Anchor, Side::Event] {
            let out = start
                .and_then(tick)
                .and_then(|start| self.last_starting_by(side, start));
            if let Some(out) = out {
                first = later(first, self.after(&out)?);
            }
            let out = end
                .and_then(tick)
                .and_then(|end| self.first_ending_after(side, end.checked_sub(1)?));
            if let Some(out) = out {
                last = earlier(last, self.before(&out)?);
            }
        }
        let limits = |rung: Rung| [rung.anchor.lo, rung.anchor.hi, rung.event.lo, rung.event.hi];
        let from = limits(first)
            .into_iter()
            .try_fold(i64::MIN, |at, limit| Some(at.max(limit?)))?;
        let to = limits(last)
            .into_iter()
            .try_fold(i64::MAX, |at, limit| Some(at.min(limit?)))?;
        let ticks = tick(date.period() * SECONDS_PER_DAY)?;
        (from <= to).then_some(Cycle { ticks, from, to })
    }

    fn horizon(&self) -> Option<RungSpan> {
        self.horizon
    }

    fn stands_in(&self, rung: &Rung) -> bool {
        rung.anchor.lo.is_none() || rung.anchor.hi.is_none()
    }
}

fn later(one: Rung, other: Rung) -> Rung {
    if one.anchor.lo < other.anchor.lo {
        other
    } else {
        one
    }
}

fn earlier(one: Rung, other: Rung) -> Rung {
    if other.anchor.lo < one.anchor.lo {
        other
    } else {
        one
    }
}

const fn rung(found: RelativeUnit) -> Rung {
    Rung {
        event: rung_span(found.part),
        anchor: rung_span(found.unit),
    }
}

const fn relative_side(side: Side) -> RelativeSide {
    match side {
        Side::Event => RelativeSide::Part,
        Side::Anchor => RelativeSide::Unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Tick, Zone};
    use crate::edtf::{RelativeDate, Unit};

    fn years(goes_on: Beyond) -> Units {
        let date = RelativeDate {
            unit: Unit::Year,
            offset: -1,
            part: None,
            zone: Zone::UTC,
            tick: Tick::Second,
            southern: false,
        };
        Units::new(RelativeUnits::new(date, None), goes_on, None).unwrap()
    }

    #[test]
    fn units_that_go_on_have_open_ends_and_lack_none() {
        let (before, behind) = (true, true);
        let open = years(Beyond { before, behind });
        let (first, last) = (open.first().unwrap(), open.last().unwrap());
        assert_eq!((first.anchor.lo, first.event.lo), (None, None));
        assert_eq!((last.anchor.hi, last.event.hi), (None, None));
        assert_eq!(open.before(&first), None);
        assert_eq!(open.after(&last), None);
        for side in [Side::Event, Side::Anchor] {
            assert_eq!(open.last_starting_by(side, i64::MIN), Some(first));
            assert_eq!(open.first_ending_after(side, i64::MAX), Some(last));
        }
        let second = open.after(&first).unwrap();
        assert_eq!(second.anchor.lo, first.anchor.hi);
        assert_eq!(second.event.hi, first.anchor.hi, "the year before");
    }

    #[test]
    fn units_that_do_not_go_on_end() {
        let (before, behind) = (false, false);
        let closed = years(Beyond { before, behind });
        let mut at = closed.first();
        let mut count = 0;
        while let Some(rung) = at {
            assert!(rung.anchor.lo.is_some() && rung.event.hi.is_some());
            count += 1;
            at = closed.after(&rung);
        }
        assert_eq!(count, 10_000);
        assert_eq!(closed.last_starting_by(Side::Anchor, i64::MIN), None);
    }
}
