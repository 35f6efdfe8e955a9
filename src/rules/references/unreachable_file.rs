//! `unreachable-file`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnreachableFile,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "A file that is named and cannot be reached.",
    why: "A path in `uses`, or the `file` of a source, leads nowhere, to something that is no regular file, to one that is too large, or out of the root: the \
folder of the nearest `annals.toml`, else of the git repository, else of the file itself. Symbolic links are followed first.\n\
For `uses` it is an error, as what the timeline rests on is missing. For the archived text of a source it is a warning: quotes from it \
cannot be looked up.",
    mend: "Mend the path, which is relative to the file that names it, or bring the file into the root and commit it.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    uses: [(file: "../politics/council.ron", as: "council")],
    events: [
        (id: "strike", title: "The port stands still", when: "1931-05"),
    ],
)"#,
    right: r#"// file: strike.ron
(
    annals: 1,
    title: "A harbour strike",
    uses: [(file: "council.ron", as: "council")],
    events: [
        (id: "strike", title: "The port stands still", when: "1931-05", follows: ["council/election"]),
    ],
)
// file: council.ron
(
    annals: 1,
    title: "The city council",
    events: [
        (id: "election", title: "Council election", when: "1931-02"),
    ],
)"#,
    check: Check::Stage,
};
