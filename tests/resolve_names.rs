//! What events of used files are called.

use annals::model::{Chronology, Collection, EventRef, TimelineId, decode, resolve};
use annals::source::SourceMap;

/// Timelines with one event `e` each, which use others: by prefix and number.
fn collection(uses: &[Vec<(String, u32)>]) -> Collection {
    let mut map = SourceMap::new();
    let mut collection = Collection::default();
    for used in uses {
        let entries = used
            .iter()
            .map(|(prefix, number)| format!("(file: \"{number}.ron\", as: \"{prefix}\")"));
        let text = format!(
            "(annals: 1, title: \"T\", uses: [{}], events: [(id: \"e\", title: \"E\")])",
            entries.collect::<Vec<_>>().join(", ")
        );
        let (mut timeline, found) = decode(&map.add("a.ron", text));
        assert_eq!(found, []);
        for (entry, (_, number)) in timeline.uses.iter_mut().zip(used) {
            entry.target = Some(TimelineId(*number));
        }
        collection.timelines.push(timeline);
    }
    assert!(resolve(&mut collection).iter().all(Vec::is_empty));
    collection
}

fn used(entries: &[(&str, u32)]) -> Vec<(String, u32)> {
    entries
        .iter()
        .map(|&(prefix, number)| (prefix.to_owned(), number))
        .collect()
}

#[test]
fn a_file_used_under_two_prefixes_is_found_under_both() {
    let collection = collection(&[
        used(&[("left", 1), ("one", 2), ("two", 2)]),
        used(&[("base", 2), ("deep", 3)]),
        used(&[]),
        used(&[]),
    ]);
    let chronology = Chronology::new(&collection, TimelineId(0));
    let event = |timeline: u32| {
        let timeline = TimelineId(timeline);
        chronology.number(EventRef { timeline, index: 0 })
    };
    assert_eq!(chronology.event_count(), 4);
    assert_eq!(chronology.find("e"), event(0));
    assert_eq!(chronology.find("left/e"), event(1));
    assert_eq!(chronology.find("one/e"), event(2));
    assert_eq!(chronology.find("two/e"), event(2));
    assert_eq!(chronology.find("left/deep/e"), event(3));
    assert_eq!(
        event(2).map(|e| chronology.name(e)).as_deref(),
        Some("one/e")
    );
    for unknown in ["deep/e", "left/f", "/e", "left/", ""] {
        assert_eq!(chronology.find(unknown), None, "{unknown}");
    }
}

#[test]
fn names_of_files_deep_down_are_short_and_lead_back() {
    let depth = 600;
    let long = "p".repeat(128);
    let mut uses: Vec<_> = (1..=depth).map(|next| used(&[(&long, next)])).collect();
    uses.push(Vec::new());
    let collection = collection(&uses);
    let chronology = Chronology::new(&collection, TimelineId(0));
    let mut names = std::collections::HashSet::new();
    for (event, _) in chronology.events() {
        let name = chronology.name(event);
        assert!(name.len() < 2200, "{}", name.len());
        assert_eq!(chronology.find(&name), Some(event));
        assert!(names.insert(name));
    }
}
