//! Whole runs of the program, named by their situation: each snapshot was looked at.

mod program;
mod scratch;

use program::{broken, session};

/// Five events of which only the first and the last have a date.
const CANAL: &str = r#"Timeline(
    annals: 1,
    title: "A canal",
    zone: "Europe/Berlin",
    sources: [(id: "diary", title: "The engineer's diary", grade: "B2")],
    events: [
        (id: "permit", title: "The permit", when: "1890-03", certainty: confirmed, evidence: [(source: "diary")]),
        (id: "digging", title: "Digging", lasts: "P60D/P90D", because: ["permit"], evidence: [(source: "diary")]),
        (id: "flooding", title: "Water is let in", follows: ["digging"], evidence: [(source: "diary")]),
        (id: "trial", title: "A barge goes through", part_of: "flooding", evidence: [(source: "diary")]),
        (id: "opening", title: "The opening", when: "1890-09-01T12/1890-09-02", evidence: [(source: "diary")]),
        (id: "jubilee", title: "A jubilee is planned", status: planned),
    ],
    links: [
        (from: "flooding", to: "opening", kind: "precedes", lag: "P1W/..",
         evidence: [(source: "diary", at: "page 9")]),
    ],
)
"#;

/// A session in a folder with one timeline, `canal.ron`.
fn told(text: &str, arguments: &[&str]) -> String {
    session(scratch::with("canal.ron", text).path(), arguments)
}

fn canal(arguments: &[&str]) -> String {
    told(CANAL, arguments)
}

/// The check of a file under `tests/broken/`.
fn check(path: &str) -> String {
    session(&broken(), &["check", path])
}

#[test]
fn contradiction_through_four_events_in_two_files() {
    insta::assert_snapshot!(check("two-files/a.ron"));
}

#[test]
fn treaty_and_deployment_swapped() {
    insta::assert_snapshot!(check("swapped-treaty.ron"));
}

#[test]
fn causal_cycle() {
    insta::assert_snapshot!(check("causal-cycle.ron"));
}

#[test]
fn impossible_date() {
    insta::assert_snapshot!(check("impossible-date.ron"));
}

#[test]
fn unknown_id() {
    insta::assert_snapshot!(check("unknown-event.ron"));
}

#[test]
fn not_yet_supported() {
    insta::assert_snapshot!(check("not-yet-supported/expect.ron"));
}

#[test]
fn syntax_fault_and_date_fault_in_one_run() {
    let text = CANAL
        .replace("title: \"The permit\",", "title: \"The permit,")
        .replace("1890-09-01T12", "1890-09-31");
    insta::assert_snapshot!(told(&text, &["check"]));
}

#[test]
fn check_with_the_support_of_each_link() {
    insta::assert_snapshot!(canal(&["check", "-v", "canal.ron"]));
}

#[test]
fn bounds_in_the_zone_of_the_timeline() {
    insta::assert_snapshot!(canal(&["bounds", "canal.ron"]));
}

#[test]
fn order_of_all() {
    insta::assert_snapshot!(canal(&["order", "canal.ron"]));
}

#[test]
fn order_around_one() {
    insta::assert_snapshot!(canal(&["order", "canal.ron", "trial"]));
}

#[test]
fn order_of_two() {
    insta::assert_snapshot!(canal(&["order", "canal.ron", "permit", "opening"]));
}

#[test]
fn order_of_two_that_is_open() {
    insta::assert_snapshot!(canal(&["order", "canal.ron", "trial", "flooding"]));
}

#[test]
fn why_over_four_events() {
    insta::assert_snapshot!(canal(&["why", "canal.ron", "permit", "trial"]));
}

#[test]
fn why_an_event_can_be_no_earlier_and_no_later() {
    insta::assert_snapshot!(canal(&["why", "canal.ron", "trial"]));
}

#[test]
fn why_neither_is_over_when_the_other_starts() {
    let text = CANAL.replace(
        "part_of: \"flooding\"",
        "part_of: \"flooding\", lasts: \"P1D\"",
    );
    let shown = told(&text, &["why", "canal.ron", "trial", "flooding"]);
    insta::assert_snapshot!(shown);
}

#[test]
fn question_about_no_event() {
    insta::assert_snapshot!(canal(&["why", "canal.ron", "openning"]));
}

#[test]
fn question_about_what_has_not_occurred() {
    insta::assert_snapshot!(canal(&["order", "canal.ron", "jubilee"]));
}

#[test]
fn answer_on_a_timeline_that_contradicts_itself() {
    let question = [
        "order",
        "swapped-treaty.ron",
        "june-treaty",
        "troop-deployment",
    ];
    insta::assert_snapshot!(session(&broken(), &question));
}

#[test]
fn init() {
    insta::assert_snapshot!(session(scratch::empty().path(), &["init", "mine"]));
}

#[test]
fn no_such_file() {
    insta::assert_snapshot!(canal(&["check", "cannal.ron"]));
}

#[test]
fn values_in_the_wrong_place_are_each_one_error_with_a_help() {
    let text = r#"(annals: "1", title: ["A canal"], uses: ["b.ron"],
  sources: [(id: "diary", name: "The diary")],
  events: [
    (id: "a", title: "A", evidence: ["diary"]),
    (id: "b", title: "B", evidence: (source: "diary")),
    (id: "c", title: "C", because: "a"),
    (id: "d", title: "D", when: 1890),
    (id: "e", title: "E", when: null),
    (id: "f", name: "F"),
    (ID: "g", title: "G"),
    (id: "h", title: "H", date: "1890"),
    (id: "i", title: "I", after: ["a"]),
  ])
"#;
    insta::assert_snapshot!(told(text, &["check"]));
}
