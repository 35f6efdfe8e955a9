//! No text makes the program fail: mutated timelines are read, reasoned about and answered.

mod scratch;

use std::path::Path;

use annals::report::{CheckReport, FileReport, Places};
use annals::source::SourceMap;
use annals::workspace::{CheckOptions, Stdin, check, open};
use proptest::prelude::*;
use proptest::sample::Index;

const SEEDS: [&str; 6] = [
    "timelines/crowdstrike-outage.ron",
    "timelines/dprk-russia-dated.ron",
    "timelines/dprk-russia.ron",
    "tests/broken/silent/allen.ron",
    "tests/broken/silent/claims-that-agree.ron",
    "tests/broken/lags.ron",
];

/// What is put where something else stood.
const PIECES: [&str; 24] = [
    "",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "\"",
    "\\",
    "/",
    "..",
    "~",
    "-",
    "X",
    "Y1E18",
    "P9999999999Y",
    "0",
    "\u{0}",
    "\u{202e}",
    "r#\"",
    "//",
    "/*",
];

fn seed(which: usize) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SEEDS[which]);
    scratch::read(&path)
}

/// One change: the bytes from a place on, as many as given, become a piece of the text itself or
/// one of [`PIECES`].
#[derive(Debug, Clone)]
enum Change {
    Put(Index, usize, usize),
    Copy(Index, usize, Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 0..6_usize, 0..PIECES.len())
            .prop_map(|(at, cut, piece)| Change::Put(at, cut, piece)),
        (any::<Index>(), 0..40_usize, any::<Index>(), 0..60_usize)
            .prop_map(|(at, cut, from, length)| Change::Copy(at, cut, from, length)),
    ]
}

fn mutated(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            return bytes;
        }
        let (at, cut, piece) = match change {
            Change::Put(at, cut, piece) => (at, *cut, PIECES[*piece].as_bytes().to_vec()),
            Change::Copy(at, cut, from, length) => {
                let from = from.index(bytes.len());
                let to = (from + length).min(bytes.len());
                (at, *cut, bytes[from..to].to_vec())
            }
        };
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, piece);
    }
    bytes
}

fn stdin(bytes: &[u8]) -> Stdin {
    Stdin {
        name: "mutated.ron".to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Every place of the findings is a place in its text.
fn places_are_in_the_text(sources: &SourceMap, report: &CheckReport) -> bool {
    report
        .files
        .iter()
        .flat_map(|file| &file.diagnostics)
        .all(|finding| {
            let text = sources
                .files()
                .find(|file| file.name() == finding.span.file);
            text.is_some_and(|file| {
                let (start, end) = (finding.span.start.offset, finding.span.end.offset);
                start <= end && file.text().get(start as usize..end as usize).is_some()
            })
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_answered(
        which in 0..SEEDS.len(),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let bytes = mutated(seed(which).into_bytes(), &changes);
        let with_support = CheckOptions {
            with_support: true,
            ..CheckOptions::default()
        };
        let checked = check(&[], Some(stdin(&bytes)), &with_support).expect("standard input is read");
        let places = Places::new(&checked.sources);
        let files = checked.files.iter().map(|file| {
            FileReport::new(&file.path).with_findings(&file.diagnostics, &places)
        });
        let report = CheckReport::new("2026-11-23", files.collect());
        prop_assert!(places_are_in_the_text(&checked.sources, &report));
        for file in &checked.files {
            let errors = file.diagnostics.iter().any(|finding| finding.severity.name() == "error");
            prop_assert!(errors || file.consistent == Some(true), "nothing is left unsaid");
        }

        let opened = open("-".into(), Some(stdin(&bytes))).expect("standard input is read");
        let answers = opened.answers();
        let bounds = answers.bounds(&[]).expect("all events");
        prop_assert_eq!(bounds.consistent, checked.files[0].consistent);
        let sequence = answers.sequence();
        prop_assert!(!sequence.text().is_empty());
        let ids: Vec<String> = bounds.events.iter().map(|event| event.id.clone()).collect();
        if let [first, .., last] = &ids[..] {
            // Ids that are no ids, and events that did not occur, are no reason to fail.
            let _ = (answers.pair(first, last), answers.position(first));
            let _ = (answers.why_bounds(last), answers.why_order(first, last));
        }
    }
}
