//! The strike of the format's description, worked out by hand, through the program.

mod compact;
mod program;
mod scratch;

use compact::compact;
use serde_json::Value;

const STRIKE: &str = r#"Timeline(
    annals: 1,                                   // the format's version, required
    title: "A harbour strike",                   // required
    summary: "How a pay dispute closed the port.",
    sources: [
        (id: "gazette", title: "The strike, day by day", published: "1931-06-20",
         file: "sources/gazette.txt", grade: "B2"),
    ],
    actors: [
        (id: "union", name: "Dockers' union", kind: "organisation"),
        (id: "berg",  name: "Ida Berg", kind: "person", part_of: "union"),
    ],
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03", kind: "decision",
         evidence: [(source: "gazette", at: "paragraph 2", quote: "wages were cut in March")]),
        (id: "vote", title: "Union votes to strike", when: "1931-XX-15",
         actors: ["union", "berg"], because: ["pay-cut"], certainty: reported),
        (id: "strike", title: "Strike", when: "1931-05~/1931-06-19"),
        (id: "walkout", title: "First walkout", part_of: "strike", lasts: "P1D",
         relative: (to: "vote", unit: week, offset: 1)),
    ],
    links: [
        (from: "vote", to: "strike", kind: "leads_to", lag: "P1D/P60D",
         evidence: [(source: "gazette", at: "paragraph 4")]),
    ],
)
"#;

/// The strike with one date for the vote and no relative date.
fn dated(vote: &str) -> String {
    STRIKE
        .replace("1931-XX-15", vote)
        .replace("lasts: \"P1D\",\n", "lasts: \"P1D\"),\n")
        .replace(
            "         relative: (to: \"vote\", unit: week, offset: 1)),\n",
            "",
        )
}

/// Exit code, standard output without white space between its tokens, standard error.
fn run(text: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = scratch::with("strike.ron", text);
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).expect("there is room");
    scratch::write(
        &sources.join("gazette.txt"),
        "At last wages were cut in March.",
    );
    let run = program::run(folder.path(), &[arguments, &["--format", "json"]].concat());
    (run.code, compact(&run.out), run.err)
}

fn assert_json(text: &str, arguments: &[&str], expected: &str) {
    let (code, out, err) = run(text, arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}\n{out}");
    assert_eq!(out, compact(expected), "{arguments:?}");
}

#[test]
fn bounds_with_the_vote_in_april() {
    let expected = r#"{ "schema": 1, "consistent": true, "exact": true, "events": [
      { "id": "pay-cut", "stated": "1931-03", "concluded": "1931-03", "concluded_exact": true,
        "start": { "earliest": "1931-03-01T00:00:00Z", "earliest_open": false, "latest": "1931-04-01T00:00:00Z", "latest_open": true },
        "end":   { "earliest": "1931-03-01T00:00:00Z", "earliest_open": false, "latest": "1931-04-01T00:00:00Z", "latest_open": false } },
      { "id": "vote", "stated": "1931-04-15", "concluded": "1931-04-15", "concluded_exact": true,
        "start": { "earliest": "1931-04-15T00:00:00Z", "earliest_open": false, "latest": "1931-04-16T00:00:00Z", "latest_open": true },
        "end":   { "earliest": "1931-04-15T00:00:00Z", "earliest_open": false, "latest": "1931-04-16T00:00:00Z", "latest_open": false } },
      { "id": "strike", "stated": "1931-05~/1931-06-19", "concluded": "[1931-04-16..1931-06-19]", "concluded_exact": false,
        "start": { "earliest": "1931-04-16T00:00:00Z", "earliest_open": false, "latest": "1931-06-15T00:00:00Z", "latest_open": true },
        "end":   { "earliest": "1931-06-19T00:00:00Z", "earliest_open": false, "latest": "1931-06-20T00:00:00Z", "latest_open": false } },
      { "id": "walkout", "stated": null, "concluded": "[1931-04-16..1931-06-19]", "concluded_exact": false,
        "start": { "earliest": "1931-04-16T00:00:00Z", "earliest_open": false, "latest": "1931-06-19T00:00:00Z", "latest_open": false },
        "end":   { "earliest": "1931-04-17T00:00:00Z", "earliest_open": false, "latest": "1931-06-20T00:00:00Z", "latest_open": false } } ] }"#;
    assert_json(&dated("1931-04-15"), &["bounds", "strike.ron"], expected);
}

#[test]
fn bounds_with_the_vote_in_may() {
    let expected = r#"{ "schema": 1, "consistent": true, "exact": true, "events": [
      { "id": "walkout", "stated": null, "concluded": "[1931-05-16..1931-06-19]", "concluded_exact": false,
        "start": { "earliest": "1931-05-16T00:00:00Z", "earliest_open": false, "latest": "1931-06-19T00:00:00Z", "latest_open": false },
        "end":   { "earliest": "1931-05-17T00:00:00Z", "earliest_open": false, "latest": "1931-06-20T00:00:00Z", "latest_open": false } },
      { "id": "vote", "stated": "1931-05-15", "concluded": "1931-05-15", "concluded_exact": true,
        "start": { "earliest": "1931-05-15T00:00:00Z", "earliest_open": false, "latest": "1931-05-16T00:00:00Z", "latest_open": true },
        "end":   { "earliest": "1931-05-15T00:00:00Z", "earliest_open": false, "latest": "1931-05-16T00:00:00Z", "latest_open": false } } ] }"#;
    let (text, asked) = (
        dated("1931-05-15"),
        ["bounds", "strike.ron", "walkout", "vote"],
    );
    assert_json(&text, &asked, expected);
    // The walkout takes a day of the strike, so the strike begins a day before it can end.
    let (_, out, _) = run(&text, &["bounds", "strike.ron", "strike"]);
    let report: Value = serde_json::from_str(&out).expect("the answer is JSON");
    let start = &report["events"][0]["start"];
    assert_eq!(start["earliest"], "1931-05-16T00:00:00Z");
    assert_eq!(start["latest"], "1931-06-19T00:00:00Z");
    assert_eq!(start["latest_open"], false);
}

#[test]
fn order_of_vote_and_strike() {
    // The vote may take the whole day before the strike; at most 60 days lie between the starts.
    for (vote, greatest) in [("1931-04-15", "P60D"), ("1931-05-15", "P35D")] {
        let expected = r#"{ "schema": 1, "consistent": true, "exact": true, "a": "vote", "b": "strike",
          "precedes": "necessary", "follows": "impossible", "allen": ["before", "meets"],
          "lag": { "least": "P0D", "least_open": false, "greatest": "GREATEST", "greatest_open": false } }"#;
        let asked = ["order", "strike.ron", "vote", "strike"];
        assert_json(
            &dated(vote),
            &asked,
            &expected.replace("GREATEST", greatest),
        );
    }
    // The other way round: the strike ends from 1931-06-19 to 1931-06-20, the vote begins on
    // 1931-04-15, before the end of that day.
    let expected = r#"{ "schema": 1, "consistent": true, "exact": true, "a": "strike", "b": "vote",
      "precedes": "impossible", "follows": "necessary", "allen": ["after", "met_by"],
      "lag": { "least": "-P66D", "least_open": false, "greatest": "-P64D", "greatest_open": true } }"#;
    let asked = ["order", "strike.ron", "strike", "vote"];
    assert_json(&dated("1931-04-15"), &asked, expected);
}

#[test]
fn order_of_pay_cut_and_walkout() {
    // From 1931-04-01, when the cut may end, to 1931-04-16, the first start of the strike; from
    // 1931-03-01 to 1931-06-19.
    let expected = r#"{ "schema": 1, "consistent": true, "exact": true, "a": "pay-cut", "b": "walkout",
      "precedes": "necessary", "follows": "impossible", "allen": ["before"],
      "lag": { "least": "P15D", "least_open": false, "greatest": "P110D", "greatest_open": false } }"#;
    let asked = ["order", "strike.ron", "pay-cut", "walkout"];
    assert_json(&dated("1931-04-15"), &asked, expected);
}

#[test]
fn order_of_all_and_of_one_among_all() {
    let all = r#"{ "schema": 1, "consistent": true, "exact": true,
      "sequence": [["pay-cut"], ["vote"], ["strike"], ["walkout"]] }"#;
    let one = r#"{ "schema": 1, "consistent": true, "exact": true, "id": "vote",
      "before": ["pay-cut"], "simultaneous": [], "after": ["strike", "walkout"], "undetermined": [] }"#;
    for vote in ["1931-04-15", "1931-05-15"] {
        assert_json(&dated(vote), &["order", "strike.ron"], all);
        assert_json(&dated(vote), &["order", "strike.ron", "vote"], one);
    }
}

#[test]
fn check_of_a_consistent_strike() {
    let expected = r#"{ "schema": 1, "tool": { "name": "annals", "version": "VERSION" }, "as_of": "2026-11-23",
      "files": [ { "path": "strike.ron", "events": 4, "links": 3, "consistent": true, "exact": true,
        "support": [ { "from": "pay-cut", "to": "vote", "kind": "causes", "support": "corroborated" },
                     { "from": "walkout", "to": "strike", "kind": "part_of", "support": "consistent" },
                     { "from": "vote", "to": "strike", "kind": "leads_to", "support": "consistent" } ],
        "diagnostics": [] } ],
      "summary": { "files": 1, "errors": 0, "warnings": 0, "notes": 0 } }"#;
    let expected = expected.replace("VERSION", env!("CARGO_PKG_VERSION"));
    for vote in ["1931-04-15", "1931-05-15"] {
        assert_json(
            &dated(vote),
            &["check", "strike.ron", "--ignore", "unsourced"],
            &expected,
        );
    }
}

/// Where `part` stands in `text`, as a span in JSON.
fn span(text: &str, part: &str) -> String {
    let place = |offset: usize| {
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        format!("{{\"line\":{line},\"column\":{column},\"offset\":{offset}}}")
    };
    let start = text.find(part).expect("the part stands in the text");
    let end = start + part.len();
    format!(
        "{{\"file\":\"strike.ron\",\"start\":{},\"end\":{}}}",
        place(start),
        place(end)
    )
}

#[test]
fn check_of_a_vote_after_the_strike() {
    // The strike begins a day behind the vote at the earliest, and ends on 1931-06-19.
    let text = dated("1931-07-15");
    let (code, out, err) = run(&text, &["check", "strike.ron", "--ignore", "unsourced"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let link = &text[text.find("(from: ").expect("there is a link")..];
    let link = &link[..link.find("),\n    ],\n)").expect("the link ends") + 1];
    let statements = format!(
        "\"statements\":[\
         {{\"kind\":\"date\",\"events\":[\"vote\"],\"sources\":[],\"text\":\"vote: 1931-07-15\",\"trust\":\"reported\",\"span\":{}}},\
         {{\"kind\":\"date\",\"events\":[\"strike\"],\"sources\":[],\"text\":\"strike: 1931-05~/1931-06-19\",\"trust\":\"reported\",\"span\":{}}},\
         {{\"kind\":\"link\",\"events\":[\"vote\",\"strike\"],\"sources\":[\"gazette\"],\"text\":\"vote leads_to strike, lag P1D/P60D\",\"trust\":\"reported\",\"span\":{}}}]",
        span(&text, "1931-07-15"),
        span(&text, "1931-05~/1931-06-19"),
        span(&text, link),
    );
    assert!(out.contains(&statements), "{out}\n{statements}");
    let report: Value = serde_json::from_str(&out).expect("the answer is JSON");
    assert_eq!(report["files"][0]["consistent"], false);
    assert_eq!(report["files"][0]["exact"], true);
    let findings = report["files"][0]["diagnostics"].as_array();
    let findings = findings.expect("findings are a list");
    assert_eq!(findings.len(), 1);
    for (field, value) in [
        ("rule", "contradiction"),
        ("level", "error"),
        ("certainty", "certain"),
    ] {
        assert_eq!(findings[0][field], value);
    }
    let supports: Vec<&str> = report["files"][0]["support"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|link| link["support"].as_str())
        .collect();
    // Answers do without the date of the vote. Then only the link ties it to anything.
    assert_eq!(supports, ["consistent", "consistent", "consistent"]);
    let fields = [
        "rule",
        "level",
        "certainty",
        "message",
        "help",
        "fingerprint",
        "span",
        "labels",
        "statements",
    ];
    let at: Vec<Option<usize>> = fields
        .iter()
        .map(|field| out.find(&format!("\"{field}\":")))
        .collect();
    assert!(at.iter().all(Option::is_some));
    assert!(
        at.windows(2)
            .skip(1)
            .all(|pair| pair[0] < pair[1] || pair[0] > at[7])
    );
}

#[test]
fn bounds_of_the_strike_as_it_stands() {
    // The strike begins by the end of its last day less the day of the walkout; the vote comes a
    // day before that at least, and no earlier than the cut.
    let expected = r#"{ "schema": 1, "consistent": true, "exact": true, "events": [
      { "id": "vote", "stated": "1931-XX-15", "concluded": "[1931-04-15,1931-05-15]", "concluded_exact": true,
        "start": { "earliest": "1931-04-15T00:00:00Z", "earliest_open": false, "latest": "1931-05-16T00:00:00Z", "latest_open": true },
        "end":   { "earliest": "1931-04-15T00:00:00Z", "earliest_open": false, "latest": "1931-05-16T00:00:00Z", "latest_open": false } } ] }"#;
    assert_json(STRIKE, &["bounds", "strike.ron", "vote"], expected);
}

#[test]
fn the_walkout_is_in_the_week_after_either_vote() {
    let (code, out, _) = run(STRIKE, &["bounds", "strike.ron", "walkout"]);
    let report: Value = serde_json::from_str(&out).expect("the answer is JSON");
    assert_eq!(code, Some(0));
    // 1931-04-15 was a Wednesday, 1931-05-15 a Friday.
    let walkout = &report["events"][0];
    assert_eq!(
        walkout["concluded"],
        "[1931-04-20..1931-04-26,1931-05-18..1931-05-24]"
    );
    assert_eq!(walkout["start"]["earliest"], "1931-04-20T00:00:00Z");
    assert_eq!(walkout["start"]["latest"], "1931-05-24T00:00:00Z");
    assert_eq!(walkout["end"]["latest"], "1931-05-25T00:00:00Z");
}

#[test]
fn orders_of_the_strike_as_it_stands() {
    let pair = r#"{ "schema": 1, "consistent": true, "exact": true, "a": "vote", "b": "strike",
      "precedes": "necessary", "follows": "impossible",
      "allen": ["before", "meets"], "lag": { "least": "P0D", "least_open": false, "greatest": "P11D", "greatest_open": false } }"#;
    assert_json(STRIKE, &["order", "strike.ron", "vote", "strike"], pair);
    let sequence = r#"{ "schema": 1, "consistent": true, "exact": true,
      "sequence": [["pay-cut"], ["vote"], ["strike"], ["walkout"]] }"#;
    assert_json(STRIKE, &["order", "strike.ron"], sequence);
}

#[test]
fn the_strike_as_it_stands_has_nothing_against_it() {
    let (code, out, err) = run(STRIKE, &["check", "strike.ron", "--ignore", "unsourced"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&out).expect("the answer is JSON");
    let file = &report["files"][0];
    assert_eq!(file["consistent"], true);
    assert_eq!(file["exact"], true);
    assert_eq!(file["diagnostics"], serde_json::json!([]));
}

#[test]
fn answers_about_a_vote_after_the_strike_do_without_its_date() {
    // The cut came on 1931-03-01 or later; the strike begins by 1931-06-19, a day before it can
    // end, for the walkout takes a day of it; the vote comes a day before that.
    let text = dated("1931-07-15");
    let expected = r#"{ "schema": 1, "consistent": false, "exact": true, "events": [
      { "id": "vote", "stated": "1931-07-15", "concluded": "1931/..", "concluded_exact": false,
        "start": { "earliest": "1931-03-01T00:00:00Z", "earliest_open": false, "latest": "1931-06-18T00:00:00Z", "latest_open": false },
        "end":   { "earliest": "1931-03-01T00:00:00Z", "earliest_open": false, "latest": null, "latest_open": false } } ]"#;
    let (code, out, _) = run(&text, &["bounds", "strike.ron", "vote"]);
    assert_eq!(code, Some(1));
    assert!(out.starts_with(&compact(expected)), "{out}");
    // The vote may last; it need not be over when the strike begins.
    let (code, out, _) = run(&text, &["order", "strike.ron", "vote", "strike"]);
    let report: Value = serde_json::from_str(&out).expect("the answer is JSON");
    assert_eq!(code, Some(1));
    assert_eq!(report["consistent"], false);
    assert_eq!(report["precedes"], "possible");
    assert_eq!(report["follows"], "impossible");
    let lag = serde_json::json!({
        "least": null, "least_open": false, "greatest": "P60D", "greatest_open": false
    });
    assert_eq!(report["lag"], lag);
    let (code, out, _) = run(&text, &["order", "strike.ron"]);
    let sequence = r#""sequence":[["pay-cut"],["vote"],["strike"],["walkout"]]"#;
    assert!(code == Some(1) && out.contains(sequence), "{out}");
}
