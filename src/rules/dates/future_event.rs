//! `future-event`.

use super::{Check, Entry, Group, Subject};
use crate::calendar::{CivilDate, SECONDS_PER_DAY, Tick, format_instant};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Side;

pub(super) const RULE: Entry = Entry {
    rule: Rule::FutureEvent,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "An event that has occurred, later than today.",
    why: "By its `status` the event has occurred, which is so unless something else is written, and yet it cannot have started \
by today, or by the day up to which the timeline tells (`as_of`), whichever is earlier. Either a digit of the date is wrong, or the \
event is announced only: then it must not count among what happened, nor order what did.\n\
Certain only: it fires where the dates and links leave no start up to the end of that day in UTC. What may have begun by \
then is not reported. Today is the day of the run, or that of `--as-of`.",
    mend: "Give what is announced `status: planned`, or mend the date.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike, as told in June",
    as_of: "1931-06-01",
    events: [
        (id: "strike", title: "The port stands still", when: "1931-05/.."),
        (id: "arbitration", title: "The arbitrator hears both sides", when: "1931-06-19"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike, as told in June",
    as_of: "1931-06-01",
    events: [
        (id: "strike", title: "The port stands still", when: "1931-05/.."),
        (id: "arbitration", title: "The arbitrator hears both sides", when: "1931-06-19", status: planned),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_sound() {
        return;
    }
    let system = subject.analysis.system();
    let today = subject.today.and_then(|today| {
        let end = system
            .tick
            .from_seconds((i128::from(today) + 1) * SECONDS_PER_DAY);
        let day = CivilDate::from_day_number(today.into())?;
        Some((end.ok()?, format!("today, {day}")))
    });
    let told = system.told_until(subject.id()).and_then(|end| {
        let as_of = subject.timeline().as_of.as_ref()?;
        Some((
            end,
            format!(
                "the day up to which the timeline tells, `as_of: {}`",
                as_of.text
            ),
        ))
    });
    let Some((end, day)) = today.into_iter().chain(told).min_by_key(|&(end, _)| end) else {
        return;
    };
    for (index, event) in (0..).zip(&subject.timeline().events) {
        let number = subject.number(index);
        let Some(number) = number.filter(|&number| subject.analysis.occurred(number)) else {
            continue;
        };
        let earliest = subject.analysis.outer_bounds(number, Side::Start).earliest;
        let Some(earliest) = earliest.filter(|earliest| earliest.ticks >= i128::from(end)) else {
            continue;
        };
        let Ok(start) = i64::try_from(earliest.ticks) else {
            continue;
        };
        let message = format!(
            "`{}` starts no earlier than {}, which is after {day}, and is said to have occurred",
            event.id,
            instant(start, system.tick)
        );
        let place = match &event.dating.when {
            Some(when) => when.text.span(),
            None => event.id.span(),
        };
        let finding = Diagnostic::new(Rule::FutureEvent, place, message)
            .with_help("write `status: planned` if it is announced only, or mend the date");
        found.push(finding);
    }
}

/// An instant, without its time of day at midnight.
fn instant(ticks: i64, tick: Tick) -> String {
    let text = format_instant(ticks, tick);
    match text.strip_suffix("T00:00:00Z") {
        Some(day) => day.to_owned(),
        None => text,
    }
}
