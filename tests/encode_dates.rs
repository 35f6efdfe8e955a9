//! What dates mean, masks, sets and relative ones included.

mod encode_support;

use annals::calendar::{CivilDate, Tick};
use annals::diagnostic::{Rule, StatementKind};
use annals::model::{Chronology, TimelineId};
use encode_support::{Meaning, instant, of};

#[test]
fn a_mask_puts_start_and_end_into_one_completion() {
    let said = of(r#"events: [(id: "a", title: "A", when: "1931-XX-15")]"#);
    assert!(said.allows(&[("a", "1931-04-15", "1931-04-16")]));
    assert!(said.allows(&[("a", "1931-12-15T10:00", "1931-12-16")]));
    assert!(!said.allows(&[("a", "1931-04-15", "1931-05-15")]));
    assert!(!said.allows_day("a", "1931-04-16"));
    assert!(!said.allows_day("a", "1931-04-14"));
    assert!(!said.allows_day("a", "1932-04-15"));
    assert!(said.system.complete);
    assert_eq!(said.system.disjunctions.len(), 1);
}

#[test]
fn a_set_is_a_choice_and_its_hull_a_constraint() {
    let said = of(r#"events: [(id: "a", title: "A", when: "[1931,1935-02..1935-03,1940]")]"#);
    assert!(said.allows(&[("a", "1935-02-01", "1935-04-01")]));
    assert!(said.allows_day("a", "1931-12-31"));
    assert!(!said.allows_day("a", "1934-01-01"));
    let constraints = said.system.stn.constraints();
    assert_eq!(constraints.len(), 4, "an order and three outer bounds");
    let open = of(r#"events: [(id: "a", title: "A", when: "[..1931,1935]")]"#);
    assert!(open.allows_day("a", "0800-12-25"));
    assert!(!open.allows_day("a", "1933-01-01"));
    assert!(open.allows_day("a", "1935-01-01"));
}

#[test]
fn each_end_of_an_interval_has_its_own_choice() {
    let said = of(r#"events: [(id: "a", title: "A", when: "1931-XX-15/1931-XX-20")]"#);
    assert!(said.allows(&[("a", "1931-04-15T12:00", "1931-06-20")]));
    assert!(said.allows(&[("a", "1931-04-15", "1931-06-21")]));
    assert!(!said.allows(&[("a", "1931-04-16", "1931-06-20")]));
    assert!(!said.allows(&[("a", "1931-04-15", "1931-06-22")]));
    assert!(!said.allows(&[("a", "1931-04-15", "1931-06-19")]));
    assert_eq!(said.system.disjunctions.len(), 2);
    let goes_on =
        of(r#"as_of: "1931-06-30", events: [(id: "a", title: "A", when: "1931-XX-15/..")]"#);
    assert!(goes_on.allows(&[("a", "1931-04-15", "1931-07-01")]));
    assert!(!goes_on.allows(&[("a", "1931-04-15", "1931-06-30")]));
}

#[test]
fn a_time_that_the_clocks_showed_twice_is_two_alternatives() {
    let said =
        of(r#"zone: "Europe/Berlin", events: [(id: "a", title: "A", when: "2021-10-31T02:30")]"#);
    assert!(said.allows_day("a", "2021-10-31T00:30"));
    assert!(said.allows_day("a", "2021-10-31T01:30"));
    assert!(!said.allows_day("a", "2021-10-31T01:00"));
}

#[test]
fn seasons_of_either_hemisphere_are_two_alternatives() {
    let said =
        of(r#"settings: (hemisphere: either), events: [(id: "a", title: "A", when: "1931-21")]"#);
    assert!(said.allows_day("a", "1931-03-10"));
    assert!(said.allows_day("a", "1931-10-10"));
    assert!(!said.allows_day("a", "1931-07-10"));
}

/// `b` is dated by the calendar of `a`.
fn relative(fields: &str) -> Meaning {
    of(&format!(
        r#"events: [(id: "a", title: "A", when: "19XX"), (id: "b", title: "B", relative: (to: "a", {fields}))]"#
    ))
}

#[test]
fn a_relative_date_moves_by_whole_units_and_picks_a_part() {
    let cases = [
        (
            "unit: day, offset: 1",
            "1931-04-15T13:00",
            "1931-04-16",
            "1931-04-17",
        ),
        ("unit: day", "1931-04-15T13:00", "1931-04-15", "1931-04-16"),
        // The 15th of April 1931 was a Wednesday.
        (
            "unit: week, offset: 1",
            "1931-04-15",
            "1931-04-20",
            "1931-04-27",
        ),
        (
            "unit: week, part: \"monday\"",
            "1931-04-15",
            "1931-04-13",
            "1931-04-14",
        ),
        (
            "unit: week, offset: -1, part: \"sunday\"",
            "1931-04-15",
            "1931-04-12",
            "1931-04-13",
        ),
        (
            "unit: month, offset: -3",
            "1931-02-15",
            "1930-11-01",
            "1930-12-01",
        ),
        (
            "unit: month, offset: 1, part: \"25\"",
            "1931-04-15",
            "1931-05-25",
            "1931-05-26",
        ),
        (
            "unit: quarter, offset: 1",
            "1931-11-15",
            "1932-01-01",
            "1932-04-01",
        ),
        (
            "unit: year, offset: -1, part: \"07\"",
            "1931-01-01",
            "1930-07-01",
            "1930-08-01",
        ),
        (
            "unit: year, part: \"07-25\"",
            "1931-12-01",
            "1931-07-25",
            "1931-07-26",
        ),
        (
            "unit: year, part: \"24\"",
            "1931-01-01",
            "1931-12-01",
            "1932-03-01",
        ),
        (
            "unit: decade, offset: -1",
            "1931-04-15",
            "1920-01-01",
            "1930-01-01",
        ),
    ];
    for (fields, anchor, lo, hi) in cases {
        let said = relative(fields);
        let allows = |start, end| said.allows(&[("a", anchor, anchor), ("b", start, end)]);
        assert!(allows(lo, hi), "{fields}");
        assert!(allows(lo, lo), "{fields}");
        assert!(!allows(hi, hi), "{fields}: it starts before the end");
        let before = CivilDate::from_day_number(i128::from(instant(lo, Tick::Second) / 86_400) - 1);
        let before = before.unwrap().to_string();
        assert!(!allows(&before, lo), "{fields}");
        assert!(!allows(lo, &format!("{hi}T00:01")), "{fields}");
        assert_eq!(said.rules(), [], "{fields}");
    }
}

#[test]
fn the_zone_of_the_dated_event_decides_the_unit() {
    let said = of(r#"events: [(id: "a", title: "A", when: "1931"),
            (id: "b", title: "B", zone: "Asia/Tokyo", relative: (to: "a", unit: day))]"#);
    // In Tokyo it is the 16th already.
    let anchor = ("a", "1931-04-15T18:00", "1931-04-15T18:00");
    assert!(said.allows(&[anchor, ("b", "1931-04-15T15:00", "1931-04-16T15:00")]));
    assert!(!said.allows(&[anchor, ("b", "1931-04-15T14:00", "1931-04-15T14:00")]));
}

#[test]
fn a_part_that_a_unit_lacks_excludes_it() {
    let said = relative("unit: month, offset: 1, part: \"31\"");
    let allows = |anchor, day| said.allows(&[("a", anchor, anchor), ("b", day, day)]);
    assert!(allows("1931-04-15", "1931-05-31"));
    assert!(!allows("1931-05-15", "1931-06-30"));
    assert!(!allows("1931-05-15", "1931-07-01"));
}

#[test]
fn a_relative_season_of_either_hemisphere_is_two_ladders() {
    let said = of(
        r#"settings: (hemisphere: either), events: [(id: "a", title: "A", when: "1931"),
            (id: "b", title: "B", relative: (to: "a", unit: year, part: "21"))]"#,
    );
    let allows = |day| said.allows(&[("a", "1931-05-01", "1931-05-01"), ("b", day, day)]);
    assert!(allows("1931-03-10") && allows("1931-10-10"));
    assert!(!allows("1931-07-10") && !allows("1932-03-10"));
}

const JULY_LAST_YEAR: &str = r#"events: [(id: "a", title: "A",
    relative: (to: "gazette", unit: year, offset: -1, part: "07"))]"#;

#[test]
fn a_date_relative_to_a_source_rests_on_its_publication() {
    let sources = r#"sources: [(id: "gazette", title: "G", published: "2024-12?", grade: "C3"),
        (id: "herald", title: "H", published: "2020")]"#;
    let said = of(&format!("{sources}, {JULY_LAST_YEAR}"));
    let gazette = ("gazette", "2024-12-05", "2024-12-05");
    assert!(said.allows(&[gazette, ("a", "2023-07-01", "2023-08-01")]));
    assert!(!said.allows(&[gazette, ("a", "2024-07-01", "2024-07-02")]));
    let early = ("gazette", "2023-12-05", "2023-12-05");
    assert!(!said.allows(&[early, ("a", "2022-07-01", "2022-07-02")]));
    assert_eq!(
        said.texts(),
        [
            "a: 07 of the year before gazette",
            "gazette published 2024-12?"
        ]
    );
    assert_eq!(said.system.sources.len(), 1, "nothing rests on the herald");
    let published = &said.system.statements[1];
    assert_eq!(published.kind(), StatementKind::Source);
    let chronology = Chronology::new(&said.collection, TimelineId(0));
    let note = published.note(&chronology);
    assert_eq!(
        (note.events, note.sources),
        (vec![], vec!["gazette".to_owned()])
    );
    assert_eq!(note.trust, "reported");
}

#[test]
fn an_anchor_that_nothing_bounds_is_searched_in_ten_thousand_years() {
    let said = of(&format!(
        r#"sources: [(id: "gazette", title: "G")], {JULY_LAST_YEAR}"#
    ));
    let allows = |year: &str, july: &str| {
        let (published, visit) = (format!("{year}-03-01"), format!("{july}-07-05"));
        said.allows(&[("gazette", &published, &published), ("a", &visit, &visit)])
    };
    assert!(allows("2024", "2023") && allows("0000", "-001") && allows("9999", "9998"));
    assert!(!allows("10000", "9999") && !allows("-001", "-002"));
}

#[test]
fn an_anchor_that_anything_bounds_is_searched_everywhere() {
    let said = of(
        r#"events: [(id: "a", title: "A", precedes: ["c"]), (id: "c", title: "C", when: "-0300"),
            (id: "b", title: "B", relative: (to: "a", unit: year, offset: 1))]"#,
    );
    let c = ("c", "-300-05-01", "-300-05-01");
    assert!(said.allows(&[
        ("a", "-400-01-01", "-400-01-01"),
        c,
        ("b", "-399-02-01", "-399-02-01")
    ]));
    assert!(!said.allows(&[
        ("a", "-400-01-01", "-400-01-01"),
        c,
        ("b", "-398-02-01", "-398-02-01")
    ]));
    let far = ("a", "-9999-01-01", "-9999-01-01");
    assert!(said.allows(&[far, c, ("b", "-9998-02-01", "-9998-02-01")]));
    assert!(!said.allows(&[far, c, ("b", "-9997-02-01", "-9997-02-01")]));
}

#[test]
fn units_are_told_apart_wherever_dates_can_lead() {
    let said = of(
        r#"events: [(id: "a", title: "A"), (id: "b", title: "B", when: "2000", relative: (to: "a", unit: decade, offset: 1500))]"#,
    );
    let b = ("b", "2000-05-01", "2000-05-01");
    let allows = |day| said.allows(&[("a", day, day), b]);
    assert!(allows("-13000-01-01") && allows("-12991-12-31"));
    assert!(!allows("-13001-12-31") && !allows("-12990-01-01"));
}

#[test]
fn an_event_is_behind_its_anchor_however_far_both_are() {
    let said = of(
        r#"events: [(id: "a", title: "A", precedes: ["c"]), (id: "c", title: "C", when: "1931"),
            (id: "b", title: "B", zone: "Europe/Berlin", relative: (to: "a", unit: day, offset: 1))]"#,
    );
    let c = ("c", "1931-05-01", "1931-05-01");
    let allows = |a, b| said.allows(&[("a", a, a), c, ("b", b, b)]);
    assert!(allows("-9999-01-01T12:00", "-9999-01-02T10:00"));
    assert!(!allows("-9999-01-01T12:00", "-9999-01-01T12:00"));
    assert!(!allows("-9999-01-01T12:00", "-9999-01-06T10:00"));
}

#[test]
fn in_a_chain_of_relatives_only_the_first_anchor_is_limited() {
    let said = of(
        r#"events: [(id: "a", title: "A"), (id: "b", title: "B", relative: (to: "a", unit: year, offset: -1)),
            (id: "c", title: "C", relative: (to: "b", unit: year, offset: -1))]"#,
    );
    let allows = |[a, b, c]: [&str; 3]| said.allows(&[("a", a, a), ("b", b, b), ("c", c, c)]);
    assert!(allows(["0000-05-01", "-001-05-01", "-002-05-01"]));
    assert!(!allows(["-001-05-01", "-002-05-01", "-003-05-01"]));
}

#[test]
fn a_relative_date_of_what_did_not_occur_says_nothing() {
    let said = of(
        r#"events: [(id: "a", title: "A", status: planned, when: "1931"),
            (id: "b", title: "B", relative: (to: "a", unit: day)),
            (id: "c", title: "C", status: planned, relative: (to: "b", unit: day))]"#,
    );
    assert_eq!(said.system.statements.len(), 0);
    assert_eq!(said.system.disjunctions.len(), 0);
    assert!(said.system.complete);
}

#[test]
fn offsets_beyond_all_counting_are_errors() {
    for offset in [
        "9223372036854775807",
        "-9223372036854775808",
        "1000000000000",
    ] {
        for unit in ["day", "week", "month", "quarter", "year", "decade"] {
            let said = relative(&format!("unit: {unit}, offset: {offset}"));
            let error = said.rules() == [Rule::TimeOutOfRange];
            let small = offset.len() == 13 && !["year", "decade"].contains(&unit);
            assert_eq!(error, !small, "{offset} {unit}");
            assert_eq!(said.system.complete, small);
        }
    }
}

#[test]
fn dates_that_are_counted_from_each_other_are_left_out_and_reported_once() {
    let said = of(
        r#"events: [(id: "a", title: "A", relative: (to: "b", unit: day)),
            (id: "b", title: "B", claims: [(relative: (to: "c", unit: day)), (when: "1931")]),
            (id: "c", title: "C", relative: (to: "a", unit: day)),
            (id: "d", title: "D", relative: (to: "a", unit: day)),
            (id: "e", title: "E", relative: (to: "e", unit: year))]"#,
    );
    assert_eq!(said.rules(), [Rule::CyclicRelative, Rule::CyclicRelative]);
    let [circle, own] = said.system.found.as_slice() else {
        unreachable!()
    };
    assert_eq!(
        circle.message,
        "dates are counted from each other in a circle: `a` → `b` → `c` → `a`"
    );
    assert_eq!(circle.labels.len(), 2);
    assert_eq!(own.message, "the date of `e` is counted from itself");
    assert!(!said.system.complete);
    assert_eq!(
        said.texts(),
        ["d: the day of a"],
        "and no claim without a date holds b"
    );
}
