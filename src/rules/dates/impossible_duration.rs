//! `impossible-duration`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::ImpossibleDuration,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A duration that is not ISO 8601, or that nothing can last.",
    why: "`lasts` of an event and `lag` of a link take ISO 8601 durations such as `P2D` or `PT90M`, or ranges such as `P1D/P3D`. This fires on durations in \
words, on hours without their `T` (`P4H`), on negative ones, and on ranges whose least is more than their greatest.\n\
A duration is a strong statement: together with one end it dates the other. So an unreadable one is never skipped in silence.",
    mend: "Write days, weeks, months and years behind `P`, hours, minutes and seconds behind `T`, and the lesser end of a range first.",
    wrong: r#"(
    annals: 1,
    title: "An outage of the booking system",
    events: [
        (id: "outage", title: "Bookings fail", when: "2024-03-05", lasts: "P2H"),
        (id: "report", title: "Report to the board", when: "2024-03", follows: ["outage"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "An outage of the booking system",
    events: [
        (id: "outage", title: "Bookings fail", when: "2024-03-05", lasts: "PT2H"),
        (id: "report", title: "Report to the board", when: "2024-03", follows: ["outage"]),
    ],
)"#,
    check: Check::Stage,
};
