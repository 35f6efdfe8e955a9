//! What ids refer to, and that one fault is reported once, where it is.

use annals::diagnostic::{Diagnostic, Rule};
use annals::model::{Collection, TimelineId, decode, resolve};
use annals::source::SourceMap;

/// What is found in these texts, each of which uses all that come after it, as `u1`, `u2`, ….
fn found(texts: &[&str]) -> Vec<Vec<Diagnostic>> {
    let mut map = SourceMap::new();
    let mut collection = Collection::default();
    let mut found = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let uses =
            (at + 1..texts.len()).map(|next| format!("(file: \"{next}.ron\", as: \"u{next}\")"));
        let uses = uses.collect::<Vec<_>>().join(", ");
        let (mut timeline, faults) = decode(&map.add("a.ron", text.replace("USES", &uses)));
        for used in &mut timeline.uses {
            let number = used
                .prefix
                .strip_prefix('u')
                .and_then(|number| number.parse().ok());
            used.target = number.map(TimelineId);
        }
        collection.timelines.push(timeline);
        found.push(faults);
    }
    for (found, more) in found.iter_mut().zip(resolve(&mut collection)) {
        found.extend(more);
    }
    found
}

fn rules(found: &[Diagnostic]) -> Vec<Rule> {
    found.iter().map(|finding| finding.rule).collect()
}

const USER: &str = r#"(annals: 1, title: "T", uses: [USES], events: [
    (id: "a", title: "A", follows: ["u1/b", "u1/c"], evidence: [(source: "u1/s")]),
])"#;

#[test]
fn faults_of_a_used_file_are_its_own() {
    let whole = r#"(annals: 1, title: "T", sources: [(id: "s", title: "S")],
        events: [(id: "b", title: "B"), (id: "c", title: "C")])"#;
    assert_eq!(found(&[USER, whole]), [vec![], vec![]]);
    for used in [
        // An item that cannot be read, by its syntax or by its type.
        whole.replace(r#""B")"#, r#""B"#),
        whole.replace(r#"(id: "b", title: "B")"#, r#"{"id": "b", "title": "B"}"#),
        whole.replace(r#"(id: "s", title: "S")"#, r#"["id": "s"]"#),
        // A file of another format.
        "(annals: 2, chronicle: [])".to_owned(),
    ] {
        let found = found(&[USER, &used]);
        assert_eq!(rules(&found[0]), [], "{used}");
        assert!(!found[1].is_empty(), "{used}");
    }
    // What it does not even mention is missing all the same.
    let found = found(&[
        USER,
        &whole.replace(r#""B")"#, r#""B"#).replace("\"c\"", "\"d\""),
    ]);
    assert_eq!(rules(&found[0]), [Rule::UnknownEvent]);
}

#[test]
fn a_mention_in_one_file_is_none_in_another() {
    let own = r#"(annals: 1, title: "T", uses: [USES], events: [
        (id: "x", title: "X),
        (id: "a", title: "A", follows: ["u1/x"]),
    ])"#;
    let found = found(&[own, r#"(annals: 1, title: "T")"#]);
    assert!(rules(&found[0]).contains(&Rule::UnknownEvent), "{found:?}");
}

#[test]
fn a_faulty_entry_of_uses_is_the_only_thing_that_is_reported() {
    for entry in [
        r#"(file: "x.ron", as: 5)"#,
        r#"(file: "x.ron", as: "h/s")"#,
        r#"(as: "h")"#,
        r#""x.ron""#,
    ] {
        let text = USER.replace("USES", entry).replace("u1/", "h/");
        let found = found(&[&text]);
        assert_eq!(found[0].len(), 1, "{entry}: {found:?}");
    }
    let found = found(&[&USER.replace("USES", "").replace("u1/", "h/")]);
    assert_eq!(found[0].len(), 3);
    assert!(found[0][0].help[0].contains("is no prefix of a used file"));
}

#[test]
fn an_anchor_is_suggested_among_events_and_sources() {
    let suggested = |to: &str| {
        let text = format!(
            r#"(annals: 1, title: "T", sources: [(id: "gazette", title: "G")], events: [
                (id: "strike", title: "S"),
                (id: "a", title: "A", relative: (to: "{to}", unit: week)),
            ])"#
        );
        let found = found(&[&text]).remove(0);
        assert_eq!(rules(&found), [Rule::UnknownEvent]);
        found[0].help.concat()
    };
    assert_eq!(suggested("gazete"), "did you mean `gazette`?");
    assert_eq!(suggested("stike"), "did you mean `strike`?");
}
