//! `source-before-event`.

use super::{Check, Entry, Group, Subject};
use crate::calendar::{SECONDS_PER_DAY, Tick, format_instant};
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{published_before, reports};
use crate::model::Status;

pub(super) const RULE: Entry = Entry {
    rule: Rule::SourceBeforeEvent,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "A source that was published before the event it reports.",
    why: "A source of role `evidence` was published more than a day before its event can have started, by all that is concluded \
about the event. It cannot report what had not happened yet: one of the two dates is wrong, or another source was meant. \
The day allows for time zones.\n\
Compared are the latest day on which the source may have been published and the earliest instant at which the event may have started, so \
every reading of the dates has the fault. It does not fire for sources of role `background`, for evidence that says \
`foretells: true`, for the evidence of `claims`, nor in a timeline that contradicts itself.",
    mend: "Mend the date of the event or of the source. Where the source announced the event, give that evidence \
`foretells: true`; where it is older literature, give the source `role: background`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [(id: "gazette", title: "The strike, day by day", published: "1931-06-20")],
    events: [
        (id: "strike", title: "Strike", when: "1931-07-20/1931-08-19", evidence: [(source: "gazette")]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [(id: "gazette", title: "The strike, day by day", published: "1931-06-20")],
    events: [
        (id: "strike", title: "Strike", when: "1931-07-20/1931-08-19",
         evidence: [(source: "gazette", says: "called for July", foretells: true)]),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_sound() {
        return;
    }
    let chronology = subject.chronology();
    let tick = subject.analysis.system().tick;
    for (index, event) in (0..).zip(&subject.timeline().events) {
        if event.status != Status::Occurred {
            continue;
        }
        let Some(number) = subject.number(index) else {
            continue;
        };
        let published =
            reports(&event.evidence, chronology)
                .into_iter()
                .filter_map(|(source, span)| {
                    Some((source, span, published_before(source, chronology, tick)?))
                });
        // Bounds may take a search, so they are asked for only where they are compared.
        let mut earliest = None;
        for (source, span, before) in published {
            let earliest = *earliest.get_or_insert_with(|| {
                let earliest = subject.analysis.bounds(number).start.earliest;
                earliest.map(|bound| bound.ticks)
            });
            let Some(earliest) = earliest else {
                break;
            };
            if earliest < i128::from(before) + day(tick) {
                continue;
            }
            let declared = &chronology.timeline(source.timeline).sources[source.index as usize];
            let name = chronology.source_name(source);
            let start = i64::try_from(earliest).ok();
            let start = start.map_or_else(String::new, |start| {
                format!(", not before {}", date(start, tick))
            });
            let message = format!("`{name}` was published before `{}` started", event.id);
            let mut finding = Diagnostic::new(Rule::SourceBeforeEvent, span, message)
                .with_here("reported here")
                .with_label(event.id.span(), format!("this started later{start}"));
            if let Some(published) = &declared.published {
                let label = format!("`{name}` was published by {}", date(before - 1, tick));
                finding = finding.with_label(published.text.span(), label);
            }
            found.push(
                finding
                    .with_help("mend the date that is wrong, or name the source that was meant")
                    .with_help("give the evidence `foretells: true` if the source announced it")
                    .with_help("give the source `role: background` if it reports something older"),
            );
        }
    }
}

/// A day in ticks.
fn day(tick: Tick) -> i128 {
    SECONDS_PER_DAY * i128::from(tick.per_second())
}

/// The day of an instant.
fn date(instant: i64, tick: Tick) -> String {
    let text = format_instant(instant, tick);
    text.split('T').next().unwrap_or_default().to_owned()
}
