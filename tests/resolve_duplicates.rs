//! What is declared twice: the first holds, and the second leaves nothing behind.

use annals::diagnostic::{Diagnostic, Rule};
use annals::model::{Collection, LinkKind, Relation, Timeline, decode, resolve};
use annals::source::SourceMap;

/// One timeline with these fields, resolved, and what was found.
fn resolved(fields: &str) -> (Timeline, Vec<Diagnostic>) {
    let text = format!("(annals: 1, title: \"T\", {fields})");
    let (timeline, mut found) = decode(&SourceMap::new().add("a.ron", text));
    let mut collection = Collection {
        timelines: vec![timeline],
    };
    found.extend(resolve(&mut collection).remove(0));
    (collection.timelines.remove(0), found)
}

fn rules(found: &[Diagnostic]) -> Vec<Rule> {
    found.iter().map(|finding| finding.rule).collect()
}

#[test]
fn an_event_that_is_dropped_takes_its_links_along() {
    let (timeline, found) = resolved(
        r#"events: [
            (id: "a", title: "A", precedes: ["b"]),
            (id: "b", title: "B"),
            (id: "a", title: "Another", because: ["b"], follows: ["b"], part_of: "b"),
            (id: "c", title: "C", because: ["a"]),
        ], links: [(from: "b", to: "c", kind: "precedes")]"#,
    );
    assert_eq!(rules(&found), [Rule::DuplicateId]);
    let ends: Vec<(&str, &str)> = timeline
        .links
        .iter()
        .map(|link| (&*link.from.text, &*link.to.text))
        .collect();
    assert_eq!(ends, [("a", "b"), ("a", "c"), ("b", "c")]);
    assert!(timeline.links.iter().all(|link| link.to.target.is_some()));
}

#[test]
fn choices_and_the_claims_of_an_event_have_ids_of_their_own() {
    let (timeline, found) = resolved(
        r#"events: [
            (id: "a", title: "A", claims: [(id: "x", when: "1931"), (id: "y", when: "1932"), (id: "x", when: "1933")]),
            (id: "b", title: "B", claims: [(id: "x", when: "1931"), (when: "1932"), (when: "1933")]),
        ], choices: [
            (id: "x", any_of: [[(from: "a", to: "b", kind: "precedes")]]),
            (id: "x", any_of: [[(from: "b", to: "a", kind: "precedes")]]),
        ]"#,
    );
    assert_eq!(rules(&found), [Rule::DuplicateId; 2]);
    // To leave out a rival claim would make the others say more than the file does.
    assert_eq!(timeline.events[0].claims.len(), 3);
    assert_eq!(timeline.choices.len(), 2);
}

#[test]
fn the_first_meaning_of_a_kind_of_link_holds() {
    let (timeline, found) = resolved(
        r#"kinds: (links: [(id: "x", title: "X", implies: "precedes"), (id: "x", title: "X", implies: "during")]),
        events: [(id: "a", title: "A"), (id: "b", title: "B")],
        links: [(from: "a", to: "b", kind: "x")]"#,
    );
    assert_eq!(rules(&found), [Rule::DuplicateId]);
    let Relation::Kind { means, .. } = timeline.links[0].relation else {
        panic!("the kind is listed")
    };
    assert_eq!(means, LinkKind::Precedes);
}
