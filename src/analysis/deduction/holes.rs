//! Dates of an event that are out although earlier and later ones are not.

use super::ask::Goal;
use super::choice::{FEW, is_before, lower, upper};
use super::words::Words;
use crate::analysis::Analysis;
use crate::encode::System;
use crate::model::{EventIndex, Side};
use crate::search::{self, Conjunction, Disjunction, Ladder, Rung};

impl Analysis<'_> {
    /// That an event is in none of the dates that nothing allows, though they lie within its
    /// bounds.
    pub(in crate::analysis) fn holes(&self, event: EventIndex) -> Vec<Goal> {
        let start = System::point(event, Side::Start);
        let mut goals = Vec::new();
        for said in &self.reasoned.disjunctions(&self.system) {
            let Disjunction::Ladder(ladder) = said else {
                continue;
            };
            let mut terms = ladder.terms.iter();
            if !terms.any(|term| term.point == start && term.side == search::Side::Event) {
                continue;
            }
            for rung in self.dates_within(event, ladder) {
                goals.extend(self.hole(event, ladder, rung));
            }
        }
        goals
    }

    /// The dates between the first and the last that the event's bounds allow, if they are few.
    fn dates_within(&self, event: EventIndex, ladder: &Ladder) -> Vec<Rung> {
        let start = System::point(event, Side::Start);
        let possibilities = &self.reasoned.possibilities;
        let ticks = |bound: Option<crate::stn::Bound>| i64::try_from(bound?.ticks).ok();
        let earliest = ticks(possibilities.earliest(start).value);
        let latest = ticks(possibilities.latest(start).value);
        let (Some(earliest), Some(latest)) = (earliest, latest) else {
            return Vec::new();
        };
        let first = ladder
            .rungs
            .first_ending_after(search::Side::Event, earliest);
        let last = ladder.rungs.last_starting_by(search::Side::Event, latest);
        let (Some(first), Some(last)) = (first, last) else {
            return Vec::new();
        };
        let mut dates = Vec::new();
        let mut at = ladder.rungs.after(&first);
        while let Some(rung) = at
            && is_before(&rung, &last)
        {
            dates.push(rung);
            if dates.len() > FEW {
                return Vec::new();
            }
            at = ladder.rungs.after(&rung);
        }
        dates
    }

    fn hole(&self, event: EventIndex, ladder: &Ladder, rung: Rung) -> Option<Goal> {
        let terms = ladder.terms.iter();
        let constraints = terms
            .flat_map(|&term| lower(term, &rung).into_iter().chain(upper(term, &rung)))
            .collect();
        let condition = Conjunction {
            constraints,
            disjunctions: Vec::new(),
        };
        if self.reasoned.possibilities.allows(&condition) != Some(false) {
            return None;
        }
        let date = Words::new(self).date(ladder, rung);
        let name = self.chronology.name(event);
        Some(Goal {
            says: format!("`{name}` is not in {date}"),
            holds: None,
            opposite: format!("`{name}` is in {date}"),
            refuted: condition.constraints,
            date: Some((ladder.tag, rung)),
        })
    }
}
