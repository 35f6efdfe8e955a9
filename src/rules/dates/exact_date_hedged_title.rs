//! `exact-date-hedged-title`.

use super::hedge::{Kind, hedge};
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Date, Digits, Edtf, Value};
use crate::model::{Certainty, Event};

pub(super) const RULE: Entry = Entry {
    rule: Rule::ExactDateHedgedTitle,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A title that hedges its time beside a date that does not.",
    why: "The title says \"reportedly\", \"about noon\" or \"early June\", and `when` gives a day or a time without `?` or `~`. \
Readers see the doubt, the reasoning does not: it takes the date as exact, orders events by it, and may report a \
contradiction that is none.\n\
A hedge is a word of doubt anywhere in the title (reportedly, allegedly, probably, perhaps …), \"about\", \"around\", \
\"roughly\", \"circa\" before a time, and \"early\", \"mid\", \"late\" before a month, a season, a year or a decade; so an early \
warning and talks about sanctions are none. Words of doubt are also known in German, French and Spanish.\n\
Silent where rival `claims` stand, and for words of doubt where the `certainty` says estimated, alleged or disputed.",
    mend: "Let the date say what the title says: `1931-06-03~`, `1931-06-03?`, or the month alone; or give the `certainty`.",
    wrong: r#"(
    annals: 1,
    title: "The sinking of a ferry",
    zone: "Europe/Copenhagen",
    events: [
        (id: "departs", title: "The ferry leaves in early June", when: "1931-06-03"),
        (id: "sinks", title: "It reportedly sinks off the cape", when: "1931-06-04", follows: ["departs"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "The sinking of a ferry",
    zone: "Europe/Copenhagen",
    events: [
        (id: "departs", title: "The ferry leaves in early June", when: "1931-06-03~"),
        (id: "sinks", title: "It reportedly sinks off the cape", when: "1931-06-04", certainty: alleged, follows: ["departs"]),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for event in &subject.timeline().events {
        let Some(when) = &event.dating.when else {
            continue;
        };
        let Some(value) = exact(&when.value).filter(|_| event.claims.is_empty()) else {
            continue;
        };
        let Some(hedge) = hedge(&event.title).filter(|hedge| !is_said(hedge.kind, event)) else {
            continue;
        };
        let words = &event.title[hedge.range.clone()];
        let message = format!(
            "the title of `{}` says \"{words}\", its date is exact",
            event.id
        );
        let help = match (value, hedge.kind) {
            (Value::Date(_), Kind::Vagueness) => {
                format!("write `{value}~`, or the month or year alone")
            }
            (Value::Date(_), Kind::Doubt) => {
                format!("write `{value}?`, or give its `certainty`, such as `alleged`")
            }
            (Value::DateTime(_), Kind::Vagueness) => {
                "write the hour or the day alone, or an interval".to_owned()
            }
            (Value::DateTime(_), Kind::Doubt) => {
                "give its `certainty`, such as `alleged`".to_owned()
            }
        };
        let finding = Diagnostic::new(
            Rule::ExactDateHedgedTitle,
            event.title.span_of(hedge.range),
            message,
        )
        .with_label(when.text.span(), "taken as exact")
        .with_help(help);
        found.push(finding);
    }
}

/// A single day or time that is stated without a doubt.
fn exact(date: &Edtf) -> Option<&Value> {
    let Edtf::Value(value) = date else {
        return None;
    };
    let is_exact = match value {
        Value::DateTime(_) => true,
        Value::Date(date) => is_exact_day(date),
    };
    is_exact.then_some(value)
}

fn is_exact_day(date: &Date) -> bool {
    let is_known = |digits: Option<Digits>| digits.and_then(Digits::value).is_some();
    date.year.value().is_some()
        && is_known(date.month)
        && is_known(date.day)
        && date.finest_qualified().is_none()
}

/// Whether the event's certainty says already what a hedge says.
fn is_said(kind: Kind, event: &Event) -> bool {
    kind == Kind::Doubt
        && matches!(
            event.certainty,
            Certainty::Estimated | Certainty::Alleged | Certainty::Disputed
        )
}
