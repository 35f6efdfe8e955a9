//! Small timelines at the edges of what statements mean.

use annals::analysis::{Analysis, Modality};
use annals::diagnostic::Rule;
use annals::model::{Chronology, Collection, EventIndex, TimelineId, decode, resolve};
use annals::source::SourceMap;

/// Reads the fields of a timeline in which nothing is wrong with the form.
fn read(fields: &str) -> Collection {
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

fn analyse(collection: &Collection) -> Analysis<'_> {
    Analysis::new(Chronology::new(collection, TimelineId(0)))
}

fn event(analysis: &Analysis<'_>, id: &str) -> EventIndex {
    analysis
        .chronology()
        .find(id)
        .expect("the event is declared")
}

/// Each explanation as the texts of its statements, the first to doubt first.
fn explanations(analysis: &Analysis<'_>) -> Vec<(Rule, Vec<String>)> {
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

#[test]
fn answers_do_without_no_more_than_the_first_to_doubt_if_that_suffices() {
    // `b responds_to a` and `a leads_to b` go round in a circle; the former, the first to doubt,
    // also contradicts the dates, and `a starts_before b`.
    let collection = read(
        r#"sources: [(id: "s", title: "S")],
        events: [(id: "b", title: "B", follows: ["a"]), (id: "a", title: "A", lasts: "PT1S")],
        links: [
            (from: "a", to: "b", kind: "responds_to", evidence: [(source: "s")]),
            (from: "a", to: "b", kind: "starts_before"),
            (from: "a", to: "b", kind: "leads_to", evidence: [(source: "s")]),
        ]"#,
    );
    let analysis = analyse(&collection);
    let of = |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.into()).collect() };
    assert_eq!(
        explanations(&analysis),
        [
            (Rule::CausalCycle, of(&["a responds_to b", "a leads_to b"])),
            (
                Rule::Contradiction,
                of(&["a starts_before b", "a responds_to b"])
            ),
        ]
    );
    let left_out: Vec<String> = analysis
        .retracted()
        .map(|statement| statement.text(analysis.chronology()))
        .collect();
    assert_eq!(left_out, ["a responds_to b", "a starts_before b"]);
    let pair = analysis.pair(event(&analysis, "a"), event(&analysis, "b"));
    assert_eq!(
        pair.precedes,
        Modality::Necessary,
        "`b follows a` still holds"
    );
}

#[test]
fn days_of_a_lag_are_those_of_the_years_in_which_it_begins() {
    // Berlin was two hours ahead in July 1941 and one in July 1961, so from noon to noon there are
    // 7305 days and an hour.
    let long = r#"zone: "Europe/Berlin",
        events: [
            (id: "noon", title: "N", when: "1941-07-01T10:00:00Z", lasts: "PT0S"),
            (id: "first", title: "F"),
            (id: "second", title: "S", when: "1961-07-01T12:00:00", lasts: "PT0S"),
        ],
        links: [
            (from: "noon", to: "first", kind: "same_time"),
            (from: "first", to: "second", kind: "precedes", lag: "P7305D"),
        ]"#;
    assert_eq!(analyse(&read(long)).consistent(), Some(true));
    // The same told from the other side, where `from` is the later one.
    let back = long.replace(
        r#"from: "first", to: "second", kind: "precedes""#,
        r#"from: "second", to: "first", kind: "follows""#,
    );
    assert_eq!(analyse(&read(&back)).consistent(), Some(true));
}
