//! `unneeded-mask`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnneededMask,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A date with unspecified digits that the other statements determine.",
    why: "`XXXX-09` is some September. Where dates and links of the timeline leave just one of all Septembers, the note says which, and names the statements \
that it rests on.\n\
The date need not be mended: it is what was known of the event by itself, and the note is a conclusion. It is worth reading because a \
wrong link determines a wrong year just as well. Silent where a source is quoted or paraphrased for the event, as the mask then is what the source says.",
    mend: "If the conclusion is right, write the date that it gives, or keep the mask and quote the source. If it surprises, doubt the links it rests on.",
    wrong: r#"(
    annals: 1,
    title: "A summit and a treaty",
    events: [
        (id: "visit", title: "The minister visits the capital", when: "2023-07"),
        (id: "summit", title: "The leaders meet", when: "XXXX-09", follows: ["visit"]),
        (id: "treaty", title: "The treaty is signed", when: "2024-06", follows: ["summit"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A summit and a treaty",
    events: [
        (id: "visit", title: "The minister visits the capital", when: "2023-07"),
        (id: "summit", title: "The leaders meet", when: "2023-09", follows: ["visit"]),
        (id: "treaty", title: "The treaty is signed", when: "2024-06", follows: ["summit"]),
    ],
)"#,
    check: Check::Stage,
};
