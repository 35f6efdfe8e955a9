//! What relative dates say: which calendar unit an anchor is in, and so where the event is.

use std::sync::Arc;

use super::claim::any_of;
use super::date::bounded;
use super::encoder::{Encoder, Ends, is_trivial, join};
use super::rungs::{Beyond, Units};
use super::{Origin, Trust};
use crate::calendar::{CivilDate, SECONDS_PER_DAY, Tick};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Hemisphere, RelativeDate, RelativeSide, RelativeUnits, TickSpan};
use crate::model::{EventIndex, Part, Relative, Unit};
use crate::search::{self, Conjunction, Disjunction, Ladder, Rungs, Term};
use crate::stn::{DifferenceConstraint, Tag, TimePoint, Weight};

impl Encoder<'_> {
    /// The `relative` of one event.
    pub(super) fn relative_of(&mut self, index: EventIndex) {
        let event = self.chronology.event(index);
        let Some(relative) = &event.dating.relative else {
            return;
        };
        if self.counts(index, relative) {
            let trust = Trust::new(event.certainty, false, &event.evidence, self.chronology);
            let tag = self.state(Origin::Relative(index), trust, relative.span);
            let said = self.relative(index, relative, tag);
            self.enter(said);
        }
    }

    /// Whether a relative date is part of the system: its anchor is known, occurred, and is not
    /// dated by what it dates.
    fn counts(&self, event: EventIndex, relative: &Relative) -> bool {
        let anchor = relative.event.and_then(|anchor| self.occurred(anchor));
        match (anchor, relative.source) {
            (Some(anchor), _) => !self.circles.has(event, anchor),
            (None, Some(_)) => relative.event.is_none(),
            (None, None) => false,
        }
    }

    /// What a relative date says of an event.
    pub(super) fn relative(
        &mut self,
        event: EventIndex,
        relative: &Relative,
        tag: Tag,
    ) -> Conjunction {
        let nothing = Conjunction::default();
        if !self.counts(event, relative) {
            return nothing;
        }
        let (Some(zone), Some(hemispheres)) = (self.zone(event), self.hemispheres(event, relative))
        else {
            return nothing;
        };
        let date = RelativeDate {
            unit: relative.unit,
            offset: relative.offset,
            part: relative.part,
            zone,
            tick: self.tick,
            southern: false,
        };
        if let Some(finding) = uncountable(&date, relative) {
            self.found.push(finding);
            return nothing;
        }
        let anchor = match (relative.event, relative.source) {
            (Some(anchor), _) => self.occurred(anchor).map(Self::ends),
            (None, source) => source.map(|source| self.publication(source)),
        };
        let Some((anchor, _)) = anchor else {
            return nothing;
        };
        let points = Points {
            anchor,
            event: Self::ends(event),
            searched: self.searched.contains(&anchor),
        };
        self.anchors.push((anchor, points.event.0));
        let alternatives = hemispheres
            .iter()
            .map(|&southern| points.units(RelativeDate { southern, ..date }, tag));
        let mut said = any_of(alternatives.collect(), tag);
        join(&mut said, points.distance(&date, tag));
        debug_assert!(!is_trivial(&said), "a relative date says something");
        said
    }

    /// Whether seasons are southern, of each hemisphere in question; `None` where that is not
    /// known.
    fn hemispheres(&self, event: EventIndex, relative: &Relative) -> Option<&'static [bool]> {
        if !matches!(relative.part, Some(Part::Season(21..=24))) {
            return Some(&[false]);
        }
        let (id, _) = self.chronology.declaration(event);
        let settings = &self.chronology.timeline(id).settings;
        Some(match settings.hemisphere.or(Some(Hemisphere::North))? {
            Hemisphere::North => &[false],
            Hemisphere::South => &[true],
            Hemisphere::Either => &[false, true],
        })
    }
}

/// The error of a date that lies beyond what can be counted, wherever its anchor is.
fn uncountable(date: &RelativeDate, relative: &Relative) -> Option<Diagnostic> {
    let has_units = |date: RelativeDate| {
        let units = RelativeUnits::new(date, None);
        units
            .first_ending_after(RelativeSide::Unit, i64::MIN)
            .is_some()
    };
    let as_it_is = RelativeDate { offset: 0, ..*date };
    // A part that no unit has makes no date whatever the offset; that is a contradiction.
    if has_units(*date) || !has_units(as_it_is) {
        return None;
    }
    let (first, last) = date.tick.years();
    let message = format!(
        "this lies beyond the years {first} to {last}, which a timeline counted in {}s reaches",
        date.tick.name()
    );
    let finding = Diagnostic::new(Rule::TimeOutOfRange, relative.span, message);
    Some(finding.with_help("give a smaller `offset`"))
}

/// The points that a relative date is about.
struct Points {
    /// The anchor's start.
    anchor: TimePoint,
    event: Ends,
    /// Whether nothing bounds the anchor, so that it is searched in a limited range.
    searched: bool,
}

impl Points {
    /// The anchor starts in one of its calendar units, and the event lies in the part that follows.
    fn units(&self, date: RelativeDate, tag: Tag) -> Conjunction {
        let everywhere = TickSpan {
            lo: Some(i64::MIN),
            hi: Some(i64::MAX),
        };
        let units = RelativeUnits::new(date, (!self.searched).then_some(everywhere));
        let goes_on = if self.searched {
            beyond_search(&date)
        } else {
            Beyond {
                before: true,
                behind: true,
            }
        };
        let terms = self.terms();
        let Some(units) = Units::new(units, goes_on) else {
            let none = Disjunction::AnyOf {
                tag,
                alternatives: Vec::new(),
            };
            return Conjunction {
                constraints: Vec::new(),
                disjunctions: vec![none],
            };
        };
        let mut constraints = Vec::new();
        if let (Some(first), Some(last)) = (units.first(), units.last()) {
            for term in &terms {
                let hull = search::RungSpan {
                    lo: first.span(term.side).lo,
                    hi: last.span(term.side).hi,
                };
                constraints.extend(bounded(*term, hull, tag));
            }
        }
        let ladder = Ladder {
            tag,
            terms,
            rungs: Arc::new(units),
        };
        Conjunction {
            constraints,
            disjunctions: vec![Disjunction::Ladder(ladder)],
        }
    }

    fn terms(&self) -> Vec<Term> {
        let anchor = Term {
            point: self.anchor,
            side: search::Side::Anchor,
            lower: true,
            upper: search::Limit::Below,
        };
        let start = Term {
            point: self.event.0,
            side: search::Side::Event,
            ..anchor
        };
        let end = Term {
            point: self.event.1,
            lower: false,
            upper: search::Limit::AtMost,
            ..start
        };
        vec![anchor, start, end]
    }

    /// How far the event can be from its anchor, whichever unit that is in: implied by the units,
    /// and so said in days that are only nearly as tight. It lets what knows no choices see that
    /// the two are close.
    fn distance(&self, date: &RelativeDate, tag: Tag) -> Conjunction {
        let (least, greatest) = distance_in_days(date);
        let (start, end) = self.event;
        let mut said = Conjunction::default();
        if let Some(least) = ticks(-least, date.tick) {
            let weight = Weight::at_most(least);
            said.constraints
                .push(DifferenceConstraint::new(start, self.anchor, weight, tag));
        }
        if let Some(greatest) = ticks(greatest, date.tick) {
            let weight = Weight::at_most(greatest);
            said.constraints
                .push(DifferenceConstraint::new(self.anchor, end, weight, tag));
        }
        said
    }
}

fn ticks(days: i128, tick: Tick) -> Option<i64> {
    tick.from_seconds(days.checked_mul(SECONDS_PER_DAY)?).ok()
}

/// Where units go on behind the years that are searched, because no more of them can be counted.
fn beyond_search(date: &RelativeDate) -> Beyond {
    let (least, greatest) = distance_in_days(date);
    let counted = |year, days: i128| {
        let day = CivilDate::new(year, 1, 1).map_or(0, CivilDate::day_number);
        ticks(day, date.tick).is_some() && ticks(day + days, date.tick).is_some()
    };
    // A few years to spare: no unit reaches beyond them.
    Beyond {
        before: !counted(-20, least.min(0)),
        behind: !counted(10_020, greatest.max(0)),
    }
}

/// How many days the event starts behind its anchor at least, and ends behind it at most.
///
/// Months are taken at their mean length: over any number of months the calendar is never a week
/// away from that. Two more days on each side make up for the zone's clock.
fn distance_in_days(date: &RelativeDate) -> (i128, i128) {
    let offset = i128::from(date.offset);
    let (moved, unit) = match date.unit {
        Unit::Day => ((offset, offset), 1),
        Unit::Week => ((offset * 7, offset * 7), 7),
        Unit::Month => (months(offset), 31),
        Unit::Quarter => (months(offset * 3), 92),
        Unit::Year => (months(offset * 12), 366),
        Unit::Decade => (months(offset * 120), 3_653),
    };
    // A season of the winter ends in the next year.
    let part = match date.part {
        Some(Part::Season(_)) => unit + 62,
        _ => unit,
    };
    (moved.0 - unit - 2, moved.1 + part + 2)
}

/// The least and the greatest number of days that so many months can have.
const fn months(count: i128) -> (i128, i128) {
    let mean = (count * 146_097).div_euclid(4_800);
    (mean - 7, mean + 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::first_of_month;

    #[test]
    fn months_are_never_a_week_away_from_their_mean() {
        for count in (-5_000_i128..5_000).step_by(7).chain([1, 3, 12, 120, -1]) {
            let (least, greatest) = months(count);
            for first in 0..4_800 {
                let days = first_of_month(first + count) - first_of_month(first);
                assert!(least <= days && days <= greatest, "{count} from {first}");
            }
        }
    }
}
