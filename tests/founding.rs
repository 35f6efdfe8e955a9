//! The timeline that annals was founded on: an article that names months without years, and one
//! year that it counts from the day on which it was itself published.

mod program;
mod scratch;

use std::path::Path;

use annals::report::{BoundsReport, EventBounds, Verdict};
use annals::workspace::{Opened, Stdin, open};

const FILE: &str = "timelines/dprk-russia.ron";
const FILLED_IN: &str = "timelines/dprk-russia-dated.ron";
const DATED: [&str; 3] = ["shoigu-visit", "september-summit", "june-treaty"];

fn read(file: &str) -> String {
    scratch::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
}

fn founding() -> String {
    read(FILE)
}

/// The timeline with this text instead of that, which stands in it once.
fn with(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "`{old}` stands in it once");
    text.replacen(old, new, 1)
}

/// The text from this on up to the end of that, which follows it.
fn passage<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).expect("it begins so");
    let end = text[start..].find(to).expect("it ends so") + to.len();
    &text[start..start + end]
}

fn opened(text: &str) -> Opened {
    let stdin = Stdin {
        name: "founding.ron".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    open("-".into(), Some(stdin)).expect("standard input is read")
}

fn bounds(text: &str) -> BoundsReport {
    let opened = opened(text);
    let answers = opened.answers();
    assert_eq!(answers.diagnostics(), [], "nothing is wrong with it");
    let report = answers.bounds(&DATED.map(str::to_owned));
    let report = report.expect("these are events of it");
    assert_eq!((report.consistent, report.exact), (Some(true), true));
    report
}

/// What is concluded of the three events, each of which is dated exactly.
fn concluded(text: &str) -> Vec<Option<String>> {
    let events = bounds(text).events.into_iter();
    let date = |event: EventBounds| {
        assert!(event.concluded_exact, "{}", event.id);
        event.concluded
    };
    events.map(date).collect()
}

fn dates(dates: [&str; 3]) -> Vec<Option<String>> {
    dates.map(|date| Some(date.to_owned())).to_vec()
}

/// A timeline without its comments; `//` within quotes begins none.
fn without_comments(text: &str) -> String {
    let stripped = text.lines().map(|line| {
        let mut quoted = false;
        let mut before = '\0';
        for (at, letter) in line.char_indices() {
            if letter == '"' && before != '\\' {
                quoted = !quoted;
            }
            if !quoted && letter == '/' && before == '/' {
                return &line[..at - 1];
            }
            before = letter;
        }
        line
    });
    stripped.collect::<Vec<_>>().join("\n")
}

/// Every number of four digits.
fn years(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .collect()
}

#[test]
fn no_year_is_stated_but_two() {
    assert_eq!(
        without_comments("a: \"b // c\", // d\ne: 1, // \"f\""),
        "a: \"b // c\", \ne: 1, "
    );
    let text = founding();
    let stated = without_comments(&text);
    assert!(!stated.contains("//") && !stated.contains("/*"));
    assert!(years(&text).len() > 2, "comments may name years");
    // 2019 is the article's own; 2024 stands once.
    let mut found = years(&stated);
    found.sort_unstable();
    assert_eq!(found, ["2019", "2019", "2024"]);
    assert!(stated.contains(r#"published: "2024-12?""#));
    assert!(stated.contains(r#"when: "2019""#));
    assert!(stated.contains(r#"says: "collapsed in 2019""#));
}

#[test]
fn three_dates_are_concluded() {
    assert_eq!(
        concluded(&founding()),
        dates(["2023-07", "2023-09", "2024-06"])
    );
    let stated = bounds(&founding()).events.into_iter();
    let stated: Vec<_> = stated.map(|event| event.stated).collect();
    let [summit, treaty] = ["XXXX-09", "XXXX-06"].map(|mask| Some(mask.to_owned()));
    assert_eq!(stated, [None, summit, treaty]);
}

#[test]
fn what_is_concluded_is_what_public_records_say() {
    let recorded = bounds(&read(FILLED_IN)).events.into_iter();
    let stated: Vec<_> = recorded.map(|event| event.stated).collect();
    assert_eq!(concluded(&founding()), stated);
}

#[test]
fn they_move_a_year_where_the_article_does() {
    let later = with(&founding(), "\"2024-12?\"", "\"2025-12?\"");
    assert_eq!(concluded(&later), dates(["2024-07", "2024-09", "2025-06"]));
}

#[test]
fn without_its_order_to_the_treaty_the_summit_leaves_two_septembers() {
    let text = founding();
    let link = passage(
        &text,
        r#"(from: "september-summit", to: "june-treaty", kind: "precedes""#,
        "note: \"order of telling\"),",
    );
    let loose = with(&text, link, "");
    assert_eq!(
        concluded(&loose),
        dates(["2023-07", "[2023-09,2024-09]", "2024-06"])
    );
}

#[test]
fn without_the_bound_of_publication_the_treaty_may_be_in_any_later_june() {
    let text = with(
        &founding(),
        "publication_bounds: true",
        "publication_bounds: false",
    );
    let events = bounds(&text).events.into_iter();
    let concluded: Vec<_> = events.map(|event| event.concluded).collect();
    let expected = ["2023-07", "[2023-09..9998-09]", "[2024-06..9999-06]"];
    assert_eq!(concluded, dates(expected));
}

#[test]
fn visit_summit_treaty_and_deployment_follow_each_other() {
    let opened = opened(&founding());
    let answers = opened.answers();
    for (a, b, follows) in [
        ("shoigu-visit", "september-summit", Verdict::Impossible),
        ("september-summit", "june-treaty", Verdict::Impossible),
        // Neither need last: as instants at one time, each is over when the other starts.
        ("june-treaty", "troop-deployment", Verdict::Possible),
        ("shoigu-visit", "troop-deployment", Verdict::Impossible),
    ] {
        let pair = answers.pair(a, b).expect("both are events of it");
        assert_eq!(
            (pair.precedes, pair.follows),
            (Verdict::Necessary, follows),
            "{a} {b}"
        );
        assert_eq!((pair.consistent, pair.exact), (Some(true), true));
    }
}

#[test]
fn why_the_summit_was_in_that_year_is_told_in_a_few_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = program::run(root, &["why", "-q", FILE, "september-summit"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let told = run.out;
    assert!(told.lines().count() <= 25, "{told}");
    let first = told.lines().next();
    assert!(first.is_some_and(|line| line.contains("2023-09")), "{told}");
    insta::assert_snapshot!(told);
}
