//! `cyclic-uses`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::CyclicUses,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "Timeline files that use each other in a circle.",
    why: "A file uses another one that, directly or through others, uses the first. Then there is no order in which to read them, and no end to the \
prefixes of their ids. The message shows the way round; each entry of `uses` on it is reported in its own file.",
    mend: "Move what both need into a timeline of its own, mostly the shared sources or the background events, and let both use that.",
    wrong: r#"// file: strike.ron
(
    annals: 1,
    title: "A harbour strike",
    uses: [(file: "politics.ron", as: "politics")],
    events: [
        (id: "strike", title: "The port stands still", when: "1931-05", follows: ["politics/election"]),
    ],
)
// file: politics.ron
(
    annals: 1,
    title: "The city council",
    uses: [(file: "strike.ron", as: "strike")],
    events: [
        (id: "election", title: "Council election", when: "1931-02"),
        (id: "resigns", title: "The mayor resigns", when: "1931-07", follows: ["strike/strike"]),
    ],
)"#,
    right: r#"// file: strike.ron
(
    annals: 1,
    title: "A harbour strike",
    uses: [(file: "election.ron", as: "politics")],
    events: [
        (id: "strike", title: "The port stands still", when: "1931-05", follows: ["politics/election"]),
    ],
)
// file: election.ron
(
    annals: 1,
    title: "The city council until the strike",
    events: [
        (id: "election", title: "Council election", when: "1931-02"),
    ],
)"#,
    check: Check::Stage,
};
