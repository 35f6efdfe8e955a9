//! `invalid-date`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::InvalidDate,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A date that is not EDTF, or that no calendar has.",
    why: "Dates are written in the Extended Date/Time Format (ISO 8601-2). This fires on what people write instead (`June 1931`, `c. 1931`, `1930s`), on days \
that no month has (`1931-06-31`), on times that the clocks of the zone skipped, and on intervals that end before they start.\n\
Nothing is guessed: `03/04/1931` is two different days on two sides of an ocean. Where only one reading is \
possible, the help gives the EDTF to write.",
    mend: "Write what the help proposes, or look into the source for what it says. `1931-06~` is about June 1931, `193X` the thirties, `1931-06-19?` an uncertain day.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "March 1931"),
        (id: "award", title: "The arbitrator's award", when: "1931-06-31"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "award", title: "The arbitrator's award", when: "1931-06-30"),
    ],
)"#,
    check: Check::Stage,
};
