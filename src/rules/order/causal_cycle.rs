//! `causal-cycle`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::CausalCycle,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "Causes that cause themselves.",
    why: "Causal links (`causes`, `enables`, `leads_to`, `responds_to`, `because`, and kinds of the timeline's own that are `causal`) lead from an event back to itself. The dates may well allow it, since \
a cause need only start no later than its effect; the causes do not.\n\
Such a circle is often a feedback told with too few events: the riot after the arrests is not the riot before them.",
    mend: "Take out or turn round the link that is wrong; the least trusted one is marked. Where there is a feedback, split the event: what came before, and what came of it.",
    wrong: r#"(
    annals: 1,
    title: "A bank run",
    events: [
        (id: "rumour", title: "A rumour that the bank is broke", when: "1931-07-10", because: ["run"]),
        (id: "run", title: "Depositors queue for their money", when: "1931-07-10", because: ["rumour"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A bank run",
    events: [
        (id: "rumour", title: "A rumour that the bank is broke", when: "1931-07-10"),
        (id: "run", title: "Depositors queue for their money", when: "1931-07-10", because: ["rumour"]),
        (id: "panic", title: "Other banks are suspected, too", when: "1931-07-11", because: ["run"]),
    ],
)"#,
    check: Check::Stage,
};
