//! `time-out-of-range`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::TimeOutOfRange,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A time beyond what the timeline can count.",
    why: "Times are whole numbers of one unit, the coarsest that is exact for all of the timeline: seconds, or down to nanoseconds where some time has a \
fraction. In seconds that reaches some 292 billion years each way, in nanoseconds only from 1677 to 2262.\n\
A date beyond that is refused, not rounded: an order that rests on a rounded time may be wrong.",
    mend: "Mend the year if it is a slip. Otherwise give the finest times fewer digits, or tell the two scales in two timelines.",
    wrong: r#"(
    annals: 1,
    title: "A pulsar, from its discovery to the records",
    events: [
        (id: "supernova", title: "A new star is seen at day", when: "1054-07-04"),
        (id: "pulse", title: "One pulse of the remnant", when: "2020-02-01T00:00:00.000000001Z"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A pulsar, from its discovery to the records",
    events: [
        (id: "supernova", title: "A new star is seen at day", when: "1054-07-04"),
        (id: "pulse", title: "One pulse of the remnant", when: "2020-02-01T00:00:00.000001Z"),
    ],
)"#,
    check: Check::Stage,
};
