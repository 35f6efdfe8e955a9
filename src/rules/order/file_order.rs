//! `file-order`.

use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Side;
use crate::stn::Bound;

pub(super) const RULE: Entry = Entry {
    rule: Rule::FileOrder,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "An event that stands in the file behind one that it necessarily starts before.",
    why: "For files that are kept in the order of time, as a printed chronology is: an event stands behind another one \
although every reading of the dates and links has it start earlier. Readers go by the order of the page, and \
an entry in the wrong place is overlooked or entered again.\n\
Off unless it is asked for, since many timelines are kept by theme or by place. Events whose order is open, or that \
may start at one instant, are never reported.",
    mend: "Move the event up to where the label points, or look whether its date is right.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05/1931-06-19"),
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05/1931-06-19"),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_sound() {
        return;
    }
    let events = &subject.timeline().events;
    let starts: Vec<Start> = (0..)
        .take(events.len())
        .map(|index| start(subject, index))
        .collect();
    for (event, before) in out_of_place(&starts) {
        let (event, before) = (&events[event], &events[before]);
        let message = format!(
            "`{}` starts before `{}`, and stands behind it",
            event.id, before.id
        );
        let finding = Diagnostic::new(Rule::FileOrder, event.id.span(), message)
            .with_label(before.id.span(), "it belongs before this")
            .with_help("move it up, or look whether its date is right");
        found.push(finding);
    }
}

/// The earliest and the latest instant at which an event starts.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    earliest: Option<Bound>,
    latest: Option<Bound>,
}

fn start(subject: &Subject<'_>, index: u32) -> Start {
    let event = subject.number(index);
    let Some(event) = event.filter(|&event| subject.analysis.occurred(event)) else {
        return Start::default();
    };
    let bounds = subject.analysis.outer_bounds(event, Side::Start);
    Start {
        earliest: bounds.earliest,
        latest: bounds.latest,
    }
}

/// Each event that necessarily starts before an earlier one of the list, with the first such.
fn out_of_place(starts: &[Start]) -> Vec<(usize, usize)> {
    // Events whose earliest start is later than that of all before them.
    let mut peaks: Vec<(Bound, usize)> = Vec::new();
    let mut found = Vec::new();
    for (event, start) in starts.iter().enumerate() {
        if let Some(latest) = start.latest {
            let first = peaks.partition_point(|&(earliest, _)| !is_before(latest, earliest));
            if let Some(&(_, before)) = peaks.get(first) {
                found.push((event, before));
            }
        }
        if let Some(earliest) = start.earliest {
            let key = |bound: Bound| (bound.ticks, bound.open);
            if peaks
                .last()
                .is_none_or(|&(peak, _)| key(peak) < key(earliest))
            {
                peaks.push((earliest, event));
            }
        }
    }
    found
}

/// Whether every instant up to one bound is before every instant from another on.
const fn is_before(latest: Bound, earliest: Bound) -> bool {
    latest.ticks < earliest.ticks
        || (latest.ticks == earliest.ticks && (latest.open || earliest.open))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bound() -> impl Strategy<Value = Option<Bound>> {
        proptest::option::weighted(0.8, (0_i32..6, any::<bool>())).prop_map(|bound| {
            bound.map(|(ticks, open)| Bound {
                ticks: ticks.into(),
                open,
            })
        })
    }

    proptest! {
        #[test]
        fn what_is_out_of_place_is_what_starts_before_something_above_it(
            starts in proptest::collection::vec((bound(), bound()), 0..8),
        ) {
            let starts: Vec<Start> = starts
                .into_iter()
                .map(|(earliest, latest)| Start { earliest, latest })
                .collect();
            let mut expected = Vec::new();
            for event in 0..starts.len() {
                let before = (0..event).find(|&other| {
                    matches!((starts[event].latest, starts[other].earliest),
                        (Some(latest), Some(earliest)) if is_before(latest, earliest))
                });
                expected.extend(before.map(|before| (event, before)));
            }
            prop_assert_eq!(out_of_place(&starts), expected);
        }
    }
}
