//! Small timelines as text, and what is concluded from them.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use annals::analysis::{Analysis, PointBounds};
use annals::calendar::format_instant;
use annals::diagnostic::Rule;
use annals::model::{Chronology, Collection, EventIndex, TimelineId, decode, resolve};
use annals::source::SourceMap;
use annals::stn::Bound;

/// Reads the fields of a timeline in which nothing is wrong with the form.
pub fn read(fields: &str) -> Collection {
    let mut sources = SourceMap::new();
    let file = sources.add(
        "edge.ron",
        format!("(annals: 1, title: \"An edge\", {fields})"),
    );
    let (timeline, found) = decode(&file);
    assert!(found.is_empty(), "{found:#?}");
    let mut collection = Collection {
        timelines: vec![timeline],
    };
    let found = resolve(&mut collection).concat();
    assert!(found.is_empty(), "{found:#?}");
    collection
}

pub fn analyse(collection: &Collection) -> Analysis<'_> {
    Analysis::new(Chronology::new(collection, TimelineId(0)))
}

pub fn event(analysis: &Analysis<'_>, id: &str) -> EventIndex {
    analysis
        .chronology()
        .find(id)
        .expect("the event is declared")
}

/// Each explanation as the texts of its statements, the first to doubt first.
pub fn explanations(analysis: &Analysis<'_>) -> Vec<(Rule, Vec<String>)> {
    let findings = analysis.findings().into_iter();
    findings
        .map(|finding| {
            let statements = finding.statements.into_iter();
            (
                finding.rule,
                statements.map(|statement| statement.text).collect(),
            )
        })
        .collect()
}

/// The bounds of an event's start and end, as intervals.
pub fn spans(analysis: &Analysis<'_>, id: &str) -> (String, String) {
    let bounds = analysis.bounds(event(analysis, id));
    let tick = analysis.system().tick;
    let instant = |bound: Bound| {
        let ticks = i64::try_from(bound.ticks).expect("edges are within reach");
        format_instant(ticks, tick)
            .replace(":00Z", "Z")
            .replace("T00:00Z", "")
    };
    let text = |point: PointBounds| {
        let lower = match point.earliest {
            Some(bound) if bound.open => format!("({}", instant(bound)),
            Some(bound) => format!("[{}", instant(bound)),
            None => "(-".to_owned(),
        };
        let upper = match point.latest {
            Some(bound) if bound.open => format!("{})", instant(bound)),
            Some(bound) => format!("{}]", instant(bound)),
            None => "-)".to_owned(),
        };
        format!("{lower}, {upper}")
    };
    (text(bounds.start), text(bounds.end))
}

#[track_caller]
pub fn assert_spans(fields: &str, id: &str, start: &str, end: &str) {
    let collection = read(fields);
    let analysis = analyse(&collection);
    assert_eq!(
        analysis.consistent(),
        Some(true),
        "{:?}",
        explanations(&analysis)
    );
    assert_eq!(spans(&analysis, id), (start.to_owned(), end.to_owned()));
}

#[track_caller]
pub fn assert_consistent(fields: &str, consistent: bool) {
    let collection = read(fields);
    let analysis = analyse(&collection);
    assert_eq!(
        analysis.consistent(),
        Some(consistent),
        "{:?}",
        explanations(&analysis)
    );
}

pub fn relations(analysis: &Analysis<'_>, a: &str, b: &str) -> Vec<&'static str> {
    let pair = analysis.pair(event(analysis, a), event(analysis, b));
    pair.allen.iter().map(|relation| relation.name()).collect()
}
