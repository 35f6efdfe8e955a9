//! What relative dates say: which calendar unit an anchor is in, and so where the event is.

use std::sync::Arc;

use super::claim::any_of;
use super::date::bounded;
use super::distance::Distance;
use super::encoder::{Encoder, Ends, is_trivial, join};
use super::rungs::{Beyond, Units};
use super::search_range::Around;
use super::{Origin, Trust};
use crate::calendar::{CivilDate, SECONDS_PER_DAY, Tick};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Hemisphere, RelativeDate, RelativeSide, RelativeUnits, TickSpan};
use crate::model::{EventIndex, Part, Relative};
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
        let is_unbounded = self.searched.unbounded.contains(&anchor);
        // Very many dates may be counted alike.
        let known = self.distances.entry(date);
        let distance = *known.or_insert_with(|| Distance::of(&date));
        let points = Points {
            anchor,
            event: Self::ends(event),
            distance,
            is_unbounded,
            around: self.searched.around,
        };
        self.anchors.push((anchor, points.event.0));
        self.relaxed |= self.searched.endless.contains(&anchor) && points.around(&date).is_none();
        let alternatives = hemispheres
            .iter()
            .map(|&southern| points.units(RelativeDate { southern, ..date }, tag));
        let mut said = any_of(alternatives.collect(), tag);
        join(&mut said, points.distance(self.tick, tag));
        join(&mut said, points.length(self.tick, tag));
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
    /// How far the event can be from the anchor; `None` where no unit has the part.
    distance: Option<Distance>,
    /// Whether nothing bounds the anchor, so that it is searched in a limited range.
    is_unbounded: bool,
    /// Where it is searched otherwise.
    around: Option<Around>,
}

impl Points {
    /// The anchor starts in one of its calendar units, and the event lies in the part that follows.
    fn units(&self, date: RelativeDate, tag: Tag) -> Conjunction {
        let around = self.around(&date);
        let units = RelativeUnits::new(date, around.map(|around| around.searched));
        let goes_on = match around {
            Some(_) => Beyond::default(),
            None if self.is_unbounded => beyond_search(date.tick, self.distance),
            None => Beyond {
                before: true,
                behind: true,
            },
        };
        let horizon = around.map(|around| around.horizon);
        let terms = self.terms();
        let Some(units) = Units::new(units, goes_on, horizon) else {
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
        if horizon.is_none()
            && let (Some(first), Some(last)) = (units.first(), units.last())
        {
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

    /// Where the anchor is searched if something bounds it, as far as that can be counted.
    fn around(&self, date: &RelativeDate) -> Option<Around> {
        self.around.filter(|around| {
            !self.is_unbounded && can_count(around.searched, date.tick, self.distance)
        })
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

    /// How long the event can last, whichever unit it is in: implied as well, so that no unit has to
    /// be looked at to see that it is too short.
    fn length(&self, tick: Tick, tag: Tag) -> Conjunction {
        let (start, end) = self.event;
        let longest = self.distance.and_then(|known| ticks(known.longest, tick));
        let longest =
            longest.map(|ticks| DifferenceConstraint::new(start, end, Weight::at_most(ticks), tag));
        Conjunction {
            constraints: longest.into_iter().collect(),
            disjunctions: Vec::new(),
        }
    }

    /// How far the event can be from its anchor, whichever unit that is in: implied by the units,
    /// it lets what knows no choices see how close the two are.
    fn distance(&self, tick: Tick, tag: Tag) -> Conjunction {
        let mut said = Conjunction::default();
        let Some(Distance {
            least, greatest, ..
        }) = self.distance
        else {
            return said;
        };
        let (start, end) = self.event;
        // The anchor starts before the end of its unit, the event no earlier than its part does.
        if let Some(ticks) = ticks(-least, tick) {
            let weight = Weight::below(ticks);
            said.constraints
                .push(DifferenceConstraint::new(start, self.anchor, weight, tag));
        }
        if let Some(ticks) = ticks(greatest, tick) {
            for (point, weight) in [(start, Weight::below(ticks)), (end, Weight::at_most(ticks))] {
                said.constraints
                    .push(DifferenceConstraint::new(self.anchor, point, weight, tag));
            }
        }
        said
    }
}

fn ticks(seconds: i128, tick: Tick) -> Option<i64> {
    tick.from_seconds(seconds).ok()
}

/// Whether all of a span can be counted, and all that is dated from it.
fn can_count(span: TickSpan, tick: Tick, distance: Option<Distance>) -> bool {
    let moved = distance.map_or((0, 0), |known| (known.least.min(0), known.greatest.max(0)));
    let counted = |at: Option<i64>, moved: i128| {
        at.is_some_and(|at| ticks(i128::from(tick.to_seconds(at).0) + moved, tick).is_some())
    };
    // A few years to spare: no unit reaches beyond them.
    let years = 20 * 366 * SECONDS_PER_DAY;
    counted(span.lo, moved.0 - years) && counted(span.hi, moved.1 + years)
}

/// Where units go on behind the years that are searched, because no more of them can be counted.
fn beyond_search(tick: Tick, distance: Option<Distance>) -> Beyond {
    let year = |year| {
        let day = CivilDate::new(year, 1, 1).map_or(0, CivilDate::day_number);
        ticks(day * SECONDS_PER_DAY, tick)
    };
    let counted = |at: Option<i64>| can_count(TickSpan { lo: at, hi: at }, tick, distance);
    Beyond {
        before: !counted(year(0)),
        behind: !counted(year(10_000)),
    }
}
