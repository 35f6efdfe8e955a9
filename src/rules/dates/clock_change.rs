//! `clock-change`.

use super::stated::{Told, zone};
use super::{Check, Entry, Group, Subject};
use crate::calendar::{Tick, Zone, format_instant};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{DateTime, Value};

pub(super) const RULE: Entry = Entry {
    rule: Rule::ClockChange,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A time that the clocks of its zone show twice.",
    why: "In the night in which clocks are turned back, an hour is shown twice: first in summer time, then again in winter \
time. A time of that hour without an offset is two instants, an hour apart, and the timeline keeps both open. Logs and \
minutes of such a night are the classic case: what looks like twenty minutes may be eighty.\n\
Fires on `when` of events and claims, on the ends of intervals and on the members of sets, by the event's zone. A time that \
the clocks skipped in spring is `invalid-date`.",
    mend: "Write the offset from UTC behind the time.",
    wrong: r#"(
    annals: 1,
    title: "An outage in the night of the clock change",
    zone: "Europe/Berlin",
    events: [
        (id: "alarm", title: "The first alarm", when: "2024-10-27T02:40"),
        (id: "failover", title: "Traffic is moved to the second site", when: "2024-10-27T03:05"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "An outage in the night of the clock change",
    zone: "Europe/Berlin",
    events: [
        (id: "alarm", title: "The first alarm", when: "2024-10-27T02:40+02:00"),
        (id: "failover", title: "Traffic is moved to the second site", when: "2024-10-27T03:05"),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for event in &subject.timeline().events {
        for (_, when) in Told::dates(event) {
            for value in when.value.values() {
                let Value::DateTime(time) = value else {
                    continue;
                };
                let Some(zone) = zone(event, subject) else {
                    continue;
                };
                let Some([first, second]) = shown_twice(time, zone) else {
                    continue;
                };
                let message = format!("the clocks of {zone} show {value} twice");
                let place = when.text.span_of(value.range());
                let at = |instant: i64| {
                    format!(
                        "{} (offset {})",
                        format_instant(instant, Tick::Second),
                        offset(zone, instant)
                    )
                };
                let finding = Diagnostic::new(Rule::ClockChange, place, message)
                    .with_note(format!(
                        "first at {}, then again at {}",
                        at(first),
                        at(second)
                    ))
                    .with_help(format!(
                        "write the offset: `{value}{}` or `{value}{}`",
                        offset(zone, first),
                        offset(zone, second)
                    ));
                found.push(finding);
            }
        }
    }
}

/// The instants, in seconds, at which the clocks of a zone begin to show a time that they show
/// twice; `None` where they do not.
fn shown_twice(time: &DateTime, zone: Zone) -> Option<[i64; 2]> {
    if time.offset.is_some() || zone == Zone::UTC {
        return None;
    }
    let (from, to) = time.clock();
    match zone.clock_spans(from, to)[..] {
        [(first, _), (second, _)] => Some([first.try_into().ok()?, second.try_into().ok()?]),
        _ => None,
    }
}

/// The offset from UTC at an instant, as EDTF writes it.
fn offset(zone: Zone, instant: i64) -> String {
    let seconds = zone.offset_at(instant.into());
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::{Edtf, Reading};

    /// Each of the two instants is what the time means with its offset.
    #[test]
    fn the_offsets_tell_the_two_instants() {
        for (zone, text) in [
            ("Europe/Berlin", "2024-10-27T02:30"),
            ("Europe/Berlin", "2024-10-27T02:00:00"),
            ("Europe/Berlin", "1945-11-18T02:59:59"),
            ("America/New_York", "2023-11-05T01:15"),
            ("Australia/Lord_Howe", "2024-04-07T01:45"),
        ] {
            let zone = Zone::from_name(zone).unwrap();
            let Edtf::Value(Value::DateTime(time)) = Edtf::parse(text).unwrap() else {
                panic!("{text}");
            };
            let instants = shown_twice(&time, zone).expect(text);
            assert!(instants[0] < instants[1]);
            for instant in instants {
                let written = Edtf::parse(&format!("{text}{}", offset(zone, instant))).unwrap();
                let shape = written
                    .compile(&Reading::new(Tick::Second, Zone::UTC))
                    .unwrap();
                assert_eq!(shape.hull().lo, Some(instant), "{text}");
            }
        }
    }

    #[test]
    fn other_times_are_shown_once() {
        for (zone, text) in [
            ("Europe/Berlin", "2024-10-27T03:00"),
            ("Europe/Berlin", "2024-10-27T01:59:59"),
            ("Europe/Berlin", "2024-10-27T02:30+02:00"),
            ("Europe/Berlin", "2024-10-27T02:30Z"),
            ("UTC", "2024-10-27T02:30"),
        ] {
            let zone = Zone::from_name(zone).unwrap();
            let Edtf::Value(Value::DateTime(time)) = Edtf::parse(text).unwrap() else {
                panic!("{text}");
            };
            assert_eq!(shown_twice(&time, zone), None, "{text}");
        }
    }
}
