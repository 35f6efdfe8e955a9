//! `unknown-actor`.

use super::{Check, Entry, Group};
use crate::diagnostic::Rule;

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnknownActor,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "An id that no actor has.",
    why: "Once a timeline gives `actors`, everybody whom an event or an actor's `part_of` names must be among them. Sequences per actor, and whatever is \
asked about one, go by the id: a person under two spellings is two persons, each with half a story.\n\
A timeline without `actors` may name them freely.",
    mend: "Mend the id, or add the actor to `actors`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union"), (id: "berg", name: "Ida Berg", part_of: "union")],
    events: [
        (id: "speech", title: "Ida Berg speaks on the quay", when: "1931-04-14", actors: ["borg"]),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union", "berg"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union"), (id: "berg", name: "Ida Berg", part_of: "union")],
    events: [
        (id: "speech", title: "Ida Berg speaks on the quay", when: "1931-04-14", actors: ["berg"]),
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union", "berg"]),
    ],
)"#,
    check: Check::Stage,
};
