//! Anchors of relative dates that are bounded on one side only: units of the calendar go on for ever,
//! and yet what no unit allows is impossible.

mod reasoning_support;

use annals::analysis::{Analysis, Modality};
use annals::diagnostic::Rule;
use reasoning_support::{analyse, event, explanations, read};

/// An anchor after 1931, and what is dated by it.
fn timeline(dated: &str, links: &str) -> String {
    format!(
        r#"events: [
            (id: "known", title: "K", when: "1931"),
            (id: "anchor", title: "A", follows: ["known"]),
            {dated}
        ],
        links: [{links}]"#
    )
}

fn dated(id: &str, unit: &str, offset: i32, part: Option<&str>) -> String {
    let part = part.map_or(String::new(), |part| format!(", part: \"{part}\""));
    format!(
        r#"(id: "{id}", title: "D", relative: (to: "anchor", unit: {unit}, offset: {offset}{part})),"#
    )
}

fn latest_start(analysis: &Analysis<'_>, id: &str) -> Option<i128> {
    let bounds = analysis.bounds(event(analysis, id)).start;
    bounds.latest.map(|bound| bound.ticks)
}

#[test]
fn what_no_year_allows_is_a_contradiction() {
    let months = dated("july", "year", 0, Some("07")) + &dated("march", "year", 0, Some("03"));
    let wrong = r#"(from: "july", to: "march", kind: "precedes")"#;
    let collection = read(&timeline(&months, wrong));
    let analysis = analyse(&collection);
    assert_eq!(analysis.consistent(), Some(false));
    let right = r#"(from: "march", to: "july", kind: "precedes")"#;
    let collection = read(&timeline(&months, right));
    assert_eq!(analyse(&collection).consistent(), Some(true));
}

#[test]
fn two_parts_of_one_unit_keep_their_order_and_distance() {
    let months = dated("july", "year", 0, Some("07")) + &dated("march", "year", 0, Some("03"));
    let collection = read(&timeline(&months, ""));
    let analysis = analyse(&collection);
    let pair = analysis.pair(event(&analysis, "march"), event(&analysis, "july"));
    assert_eq!(pair.precedes, Modality::Necessary);
    // From the last of March to the first of July 91 days pass, from the first to the last 153.
    let day = 86_400;
    assert_eq!(
        pair.negated_least_lag.map(|lag| lag.ticks()),
        Some(-91 * day)
    );
    assert_eq!(pair.greatest_lag.map(|lag| lag.ticks()), Some(153 * day));
    assert!(analysis.exact());
    assert_eq!(latest_start(&analysis, "march"), None);
    assert_eq!(latest_start(&analysis, "july"), None);
}

#[test]
fn what_has_no_end_is_not_bounded_at_the_end_of_what_is_searched() {
    for unit in ["day", "week", "month", "quarter", "year", "decade"] {
        let collection = read(&timeline(&dated("next", unit, 1, None), ""));
        let analysis = analyse(&collection);
        for id in ["anchor", "next"] {
            assert_eq!(latest_start(&analysis, id), None, "{unit}: {id}");
        }
        let pair = analysis.pair(event(&analysis, "known"), event(&analysis, "next"));
        assert_eq!(pair.precedes, Modality::Necessary, "{unit}");
        assert_eq!(pair.greatest_lag, None, "{unit}");
        assert!(analysis.exact(), "{unit}");
    }
}

#[test]
fn months_of_31_days_do_not_follow_one_another_three_times() {
    let chain = |to: &str, id: &str| {
        format!(
            r#"(id: "{id}", title: "D", relative: (to: "{to}", unit: month, offset: 1, part: "31")),"#
        )
    };
    let two = chain("anchor", "first") + &chain("first", "second");
    let collection = read(&timeline(&two, ""));
    assert_eq!(analyse(&collection).consistent(), Some(true));
    let three = two + &chain("second", "third");
    let collection = read(&timeline(&three, ""));
    let analysis = analyse(&collection);
    assert_eq!(analysis.consistent(), Some(false));
    let found = explanations(&analysis);
    let [(rule, statements)] = &found[..] else {
        panic!("one contradiction: {found:?}");
    };
    assert_eq!(*rule, Rule::Contradiction);
    assert_eq!(statements.len(), 3, "the anchor's date has no part in it");
}

#[test]
fn what_cannot_be_counted_so_far_is_not_called_exact() {
    let months = dated("july", "year", 0, Some("07")) + &dated("march", "year", 0, Some("03"));
    let precise = r#"(id: "precise", title: "P", when: "1931-05-01T12:00:00.123456789"),"#;
    let collection = read(&timeline(&(months.clone() + precise), ""));
    assert!(!analyse(&collection).exact());
    // An anchor that is bounded on both sides is searched nowhere else.
    let link = r#"(from: "anchor", to: "precise", kind: "precedes")"#;
    let collection = read(&timeline(&(months + precise), link));
    assert!(analyse(&collection).exact());
}
