//! Mends change the form of a file and nothing that it says.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads files and fails where it cannot"
)]

use std::fs;
use std::path::Path;

use annals::model::{Timeline, decode};
use annals::source::SourceMap;
use annals::workspace::{CheckOptions, Stdin, check, mended};

/// A text as it is mended, if it is.
fn fixed(text: &str) -> Option<String> {
    let stdin = Stdin {
        name: "a.ron".into(),
        bytes: text.as_bytes().to_vec(),
    };
    let checked = check(&[], Some(stdin), &CheckOptions::default()).unwrap();
    mended(&checked).pop().map(|mended| mended.text)
}

fn read(text: &str) -> (Timeline, usize) {
    let (timeline, found) = decode(&SourceMap::new().add("a.ron", text));
    (timeline, found.len())
}

/// What a timeline states, without places.
fn said(timeline: &Timeline) -> Vec<String> {
    let events = timeline.events.iter().map(|event| {
        let when = event.dating.when.as_ref().map(|when| when.text.as_str());
        format!("{} {} {when:?} {:?}", event.id, event.title, event.actors)
    });
    let links = timeline.links.iter();
    let links =
        links.map(|link| format!("{} {} {}", link.from.text, link.kind_name(), link.to.text));
    let sources = timeline
        .sources
        .iter()
        .map(|source| source.title.to_string());
    events.chain(links).chain(sources).collect()
}

#[test]
fn mistakes_are_mended_to_what_was_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut mended = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let Some(better) = fixed(&text) else { continue };
        let (before, faults) = read(&text);
        let (after, left) = read(&better);
        assert!(left < faults, "{}: {better}", path.display());
        assert_eq!(said(&before), said(&after), "{}", path.display());
        assert_eq!(fixed(&better), None, "{}: all at once", path.display());
        mended += 1;
    }
    assert!(mended >= 10, "{mended} of the mistakes are mended");
}

#[test]
fn comments_that_silence_nothing_are_taken_out_with_their_lines() {
    let text = "(annals: 1, title: \"A\", events: [\n    // annals: allow(self-link) no reason at all\n    (id: \"a\", title: \"A\"), // annals: allow(self-link) none\n])";
    let better = fixed(text).unwrap();
    assert_eq!(
        better,
        "(annals: 1, title: \"A\", events: [\n    (id: \"a\", title: \"A\"),\n])"
    );
    assert_eq!(fixed(&better), None);
}

#[test]
fn what_would_say_something_else_is_not_mended() {
    for text in [
        // A name that was meant for another, a date that is none, a link that has no end.
        "(annals: 1, title: \"A\", events: [(id: \"a\", titel: \"A\")])",
        "(annals: 1, title: \"A\", events: [(id: \"a\", title: \"A\", when: \"June 1931\")])",
        "(annals: 1, title: \"A\", events: [(id: \"a\", title: \"A\", follows: [\"b\"])])",
        "(annals: 1, title: \"A\", events: [(id: \"a\", title: “an “inner” one”)])",
    ] {
        if let Some(better) = fixed(text) {
            assert_eq!(said(&read(text).0), said(&read(&better).0), "{better}");
            assert!(
                !better.contains("title: \"A\")") || !text.contains("titel"),
                "{better}"
            );
        }
    }
}

#[test]
fn what_would_lose_something_is_left_alone() {
    let event = "    (id: \"a\", title: \"A\", when: \"1931\"),\n";
    for text in [
        format!("(annals: 1, title: \"A\",\n e..vents: [\n{event}{event}])"),
        format!("(annals: 1, title: \"A\",\n events-1: [\n{event}])"),
        "(annals: 1, title: \"A\", events: [(id: \"a\", title: \"The \"# 5\" case\")])".to_owned(),
        format!(
            "(annals: 1, title: \"A\", events: [\n(id: \"b\", title: \"B\", certainty: confirm#ed),\n{event}])"
        ),
    ] {
        if let Some(better) = fixed(&text) {
            let (before, after) = (said(&read(&text).0), said(&read(&better).0));
            assert!(
                before.iter().all(|item| after.contains(item)),
                "{text}\n{better}"
            );
        }
    }
}

#[test]
fn thousands_of_faults_are_mended_in_one_run() {
    let events: String = (0..3000)
        .map(|number| format!("(id: \"e{number}\" title: \"E\", when: 1931-05-06),\n"))
        .collect();
    let better = fixed(&format!("(annals: 1, title: \"A\", events: [\n{events}])")).unwrap();
    let (timeline, left) = read(&better);
    assert_eq!((timeline.events.len(), left), (3000, 0));
}
