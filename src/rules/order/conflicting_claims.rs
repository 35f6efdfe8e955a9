//! `conflicting-claims`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::ConflictingClaims,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "Rival claims about an event that no single date fits.",
    why: "Sources date an event differently, the timeline prefers none of them, and no date fits all. That is a warning and no error: rival claims are what \
`claims` are for, and the reasoning goes on with at least one of them being right.\n\
The claims are judged by themselves and by what they count from, so the finding names sources that truly disagree, not a \
claim that some other statement of the timeline rules out. Fewest claims are shown that already conflict.",
    mend: "Look which source is nearer to the event, and mark its claim `prefer: true`. If the question is open, allow the finding and say why.",
    wrong: r#"(
    annals: 1,
    title: "A harbour fire",
    events: [
        (id: "fire", title: "Warehouse 4 burns down", claims: [
            (id: "brigade", when: "1931-04-11"),
            (id: "insurer", when: "1931-05-11"),
        ]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour fire",
    events: [
        (id: "fire", title: "Warehouse 4 burns down", claims: [
            (id: "brigade", when: "1931-04-11", prefer: true),
            (id: "insurer", when: "1931-05-11"),
        ]),
    ],
)"#,
    check: Check::Stage,
};
