//! The JSON that programs rely on, field by field and in its order.

mod compact;
mod report_support;

use annals::diagnostic::{Diagnostic, Rule, StatementKind, StatementNote};
use annals::emit::json;
use annals::report::{
    BoundsReport, CheckReport, EventBounds, FileReport, Fingerprints, Head, LinkSupport, Places,
    PointBounds, PositionReport, SequenceEntry, SequenceReport, Support, WhyChain, WhyReport,
};
use annals::source::{SourceMap, Span};
use compact::compact;
use report_support::vote_before_strike;
use serde::Serialize;

fn written(report: &impl Serialize) -> String {
    let mut out = Vec::new();
    json::write(&mut out, report).expect("memory can be written to");
    compact(&String::from_utf8(out).expect("JSON is UTF-8"))
}

/// Nine lines, with `when: "1931-XX-15"` at line 9, column 5, byte 312.
fn strike() -> (SourceMap, Span) {
    let mut text = "x".repeat(299);
    text.push_str(&"\n".repeat(8));
    text.push_str("    \"1931-XX-15\",\n");
    let mut sources = SourceMap::new();
    let file = sources.add("timelines/strike.ron", text);
    (sources, Span::new(file.id(), 311, 323))
}

#[test]
fn check() {
    let (sources, place) = strike();
    let places = Places::new(&sources);
    let mut finding = Diagnostic::new(Rule::Contradiction, place, "no date fits")
        .with_label(place, "the vote")
        .with_help("doubt the vote first");
    finding.statements = vec![StatementNote {
        kind: StatementKind::Date,
        events: vec!["vote".into()],
        sources: Vec::new(),
        text: "vote: 1931-XX-15".into(),
        trust: "reported".into(),
        span: place,
    }];
    let mut findings = [finding];
    Fingerprints::stamp(&mut findings, &sources);
    let file = FileReport {
        events: 4,
        links: 3,
        consistent: Some(true),
        support: vec![LinkSupport {
            from: "vote".into(),
            to: "strike".into(),
            kind: "leads_to".into(),
            support: Support::Consistent,
        }],
        ..FileReport::new("timelines/strike.ron").with_findings(&findings, &places)
    };
    let fingerprint = file.diagnostics[0].fingerprint.clone();
    assert_eq!(
        fingerprint, "c86ab42761b239a6",
        "fingerprints outlive releases"
    );
    let span = r#"{ "file": "timelines/strike.ron", "start": { "line": 9, "column": 5, "offset": 311 },
                "end": { "line": 9, "column": 17, "offset": 323 } }"#;
    let expected = r#"
{ "schema": 1, "tool": { "name": "annals", "version": "VERSION" }, "as_of": "2026-11-23",
  "files": [ { "path": "timelines/strike.ron", "events": 4, "links": 3, "consistent": true, "exact": true,
    "support": [ { "from": "vote", "to": "strike", "kind": "leads_to", "support": "consistent" } ],
    "diagnostics": [ {
      "rule": "contradiction", "level": "error", "certainty": "certain", "message": "no date fits", "help": ["doubt the vote first"], "fingerprint": "FINGERPRINT",
      "span": SPAN,
      "labels": [ { "span": SPAN, "message": "the vote" } ],
      "statements": [ { "kind": "date", "events": ["vote"], "sources": [], "text": "vote: 1931-XX-15", "trust": "reported", "span": SPAN } ]
    } ] } ],
  "summary": { "files": 1, "errors": 1, "warnings": 0, "notes": 0 } }"#;
    let expected = expected
        .replace("VERSION", env!("CARGO_PKG_VERSION"))
        .replace("FINGERPRINT", &fingerprint)
        .replace("SPAN", span);
    let report = CheckReport::new("2026-11-23", vec![file]);
    assert_eq!(written(&report), compact(&expected));
}

#[test]
fn findings_other_than_contradictions_have_no_statements() {
    let (sources, place) = strike();
    let places = Places::new(&sources);
    let plain = Diagnostic::new(Rule::InvalidDate, place, "no such day");
    let mut unfinished = Diagnostic::new(Rule::Contradiction, place, "no date fits");
    unfinished.minimal = false;
    let file = FileReport::new("a.ron").with_findings(&[plain, unfinished], &places);
    let json = written(&file);
    assert!(
        json.contains(r#""consistent":null,"exact":true,"support":[],"diagnostics":[{"#),
        "{json}"
    );
    assert_eq!(json.matches("statements").count(), 1, "{json}");
    assert!(
        json.ends_with(r#""labels":[],"statements":[],"minimal":false}]}"#),
        "{json}"
    );
}

#[test]
fn bounds() {
    let point = PointBounds {
        earliest: Some("1931-04-15T00:00:00Z".into()),
        earliest_open: false,
        latest: Some("1931-05-16T00:00:00Z".into()),
        latest_open: true,
    };
    let vote = EventBounds {
        id: "vote".into(),
        stated: Some("1931-XX-15".into()),
        concluded: Some("[1931-04-15,1931-05-15]".into()),
        concluded_exact: true,
        start: point.clone(),
        end: point,
        starts: String::new(),
        ends: String::new(),
    };
    let expected = r#"
{ "schema": 1, "consistent": true, "exact": true, "events": [
  { "id": "vote", "stated": "1931-XX-15", "concluded": "[1931-04-15,1931-05-15]", "concluded_exact": true,
    "start": { "earliest": "1931-04-15T00:00:00Z", "earliest_open": false, "latest": "1931-05-16T00:00:00Z", "latest_open": true },
    "end":   { "earliest": "1931-04-15T00:00:00Z", "earliest_open": false, "latest": "1931-05-16T00:00:00Z", "latest_open": true } } ] }"#;
    let report = BoundsReport::new(Head::consistent(), vec![vote]);
    assert_eq!(written(&report), compact(expected));
}

#[test]
fn what_is_not_known_is_null() {
    let nothing = EventBounds {
        id: "a".into(),
        stated: None,
        concluded: None,
        concluded_exact: false,
        start: PointBounds::default(),
        end: PointBounds::default(),
        starts: String::new(),
        ends: String::new(),
    };
    let point = r#"{"earliest":null,"earliest_open":false,"latest":null,"latest_open":false}"#;
    let expected = r#"{"schema":1,"consistent":null,"exact":false,"events":[{"id":"a","stated":null,"concluded":null,"concluded_exact":false,"start":POINT,"end":POINT}]}"#;
    let report = BoundsReport::new(Head::default(), vec![nothing]);
    assert_eq!(written(&report), expected.replace("POINT", point));
}

#[test]
fn order_of_two() {
    let report = vote_before_strike();
    let expected = r#"
{ "schema": 1, "consistent": true, "exact": true, "a": "vote", "b": "strike",
  "precedes": "necessary", "follows": "impossible",
  "allen": ["before", "meets"], "lag": { "least": "P0D", "least_open": false, "greatest": "P11D", "greatest_open": false } }"#;
    assert_eq!(written(&report), compact(expected));
}

fn entries(ids: &[&str]) -> Vec<SequenceEntry> {
    ids.iter().map(|id| SequenceEntry::new(*id)).collect()
}

#[test]
fn order_of_all() {
    let groups = [["pay-cut"], ["vote"], ["strike"], ["walkout"]];
    let groups = groups.iter().map(|group| entries(group)).collect();
    let expected = r#"
{ "schema": 1, "consistent": true, "exact": true, "sequence": [["pay-cut"], ["vote"], ["strike"], ["walkout"]] }"#;
    let report = SequenceReport::new(Head::consistent(), groups);
    assert_eq!(written(&report), compact(expected));
}

#[test]
fn order_to_one() {
    let report = PositionReport {
        before: entries(&["pay-cut"]),
        after: entries(&["strike"]),
        undetermined: entries(&["walkout"]),
        ..PositionReport::new(Head::consistent().with_note("a remark"), "vote")
    };
    let expected = r#"{"schema":1,"consistent":true,"exact":true,"id":"vote","before":["pay-cut"],"simultaneous":[],"after":["strike"],"undetermined":["walkout"],"notes":["a remark"]}"#;
    assert_eq!(written(&report), expected);
}

#[test]
fn reasons() {
    let (sources, place) = strike();
    let places = Places::new(&sources);
    let statement = StatementNote {
        kind: StatementKind::Link,
        events: vec!["pay-cut".into(), "vote".into()],
        sources: vec!["gazette".into()],
        text: "pay-cut causes vote".into(),
        trust: "reported".into(),
        span: place,
    };
    let chain = WhyChain::new("start of vote ≥ 1931-03-01")
        .stated(
            &places,
            &statement,
            "start of vote ≥ start of pay-cut",
            "1931-03-01",
        )
        .by_nature("end of vote ≥ start of vote", "1931-03-01");
    let report = WhyReport::new(Head::consistent(), vec!["vote".into()], "vote is bounded")
        .with_chain(chain);
    let expected = r#"{"schema":1,"consistent":true,"exact":true,"events":["vote"],"answer":"vote is bounded","chains":[{"conclusion":"start of vote ≥ 1931-03-01","steps":[
        {"statement":{"kind":"link","events":["pay-cut","vote"],"sources":["gazette"],"text":"pay-cut causes vote","trust":"reported","span":{"file":"timelines/strike.ron","start":{"line":9,"column":5,"offset":311},"end":{"line":9,"column":17,"offset":323}}},"says":"start of vote ≥ start of pay-cut","so":"1931-03-01"},
        {"statement":null,"says":"end of vote ≥ start of vote","so":"1931-03-01"}]}]}"#;
    assert_eq!(written(&report), compact(expected));
}
