//! Bounds beyond what a tick can count.

use super::Wording;
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::System;
use crate::model::{Chronology, Side};
use crate::stn::{ConstraintId, Solution, TimePoint};

/// Reports the first point whose bounds are instants that the timeline's tick cannot count, at the
/// statement that leads there.
///
/// Every stated date is checked when it is entered; this is for sums of long lags.
pub(super) fn beyond(
    chronology: &Chronology<'_>,
    system: &System,
    solution: &Solution,
) -> Option<Diagnostic> {
    let counted = |ticks: i128| i64::try_from(ticks).is_ok();
    let points = chronology
        .events()
        .flat_map(|(event, _)| [Side::Start, Side::End].map(|side| System::point(event, side)));
    let (point, path) = points.into_iter().find_map(|point| {
        let earliest = solution
            .earliest(point)
            .filter(|bound| !counted(bound.ticks));
        let latest = solution.latest(point).filter(|bound| !counted(bound.ticks));
        if earliest.is_some() {
            // From the point on: what stands nearest to it comes first.
            Some((point, solution.path_to_earliest(point)))
        } else {
            latest.map(|_| {
                let path = solution.path_to_latest(point);
                (point, path.into_iter().rev().collect())
            })
        }
    })?;
    finding(chronology, system, solution, point, &path)
}

fn finding(
    chronology: &Chronology<'_>,
    system: &System,
    solution: &Solution,
    point: TimePoint,
    path: &[ConstraintId],
) -> Option<Diagnostic> {
    let stated = path
        .iter()
        .filter_map(|&id| solution.stn().constraint(id))
        .find_map(|constraint| system.statement(constraint.tag))?;
    let (first, last) = system.tick.years();
    let message = format!(
        "the {} follows to lie beyond the years {first} to {last}, which a timeline counted in \
         {}s reaches",
        Wording::new(chronology, system).point(point),
        system.tick.name(),
    );
    let finding = Diagnostic::new(Rule::TimeOutOfRange, stated.span, message);
    Some(finding.with_help("shorten the durations that lead there"))
}
