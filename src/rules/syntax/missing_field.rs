//! `missing-field`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::MissingField,
    group: Group::Syntax,
    since: "0.1.0",
    fixable: false,
    summary: "A required field is not there.",
    why: "Something lacks what makes it whole: `annals` and `title` of a timeline, `id` and `title` of an event or a source, `id` and `name` of an \
actor, `from`, `to` and `kind` (or `one_of`) of a link, the `source` of an evidence, a date in a claim.\n\
The item is left out, as it cannot be said what it means, and all that follows from the timeline is only as good as what is \
left. The other items are still read and checked.",
    mend: "Add the field. If an event has no good name yet, a few plain words do; the id is what others refer to.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", when: "1931-05/1931-06-19"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", when: "1931-05/1931-06-19"),
    ],
)"#,
    check: Check::Stage,
};
