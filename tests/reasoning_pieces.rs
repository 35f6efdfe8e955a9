//! Events of which several separate dates are left, worked out by hand.

mod reasoning_support;

use reasoning_support::{analyse, event, read};

/// What is concluded of `x`: the date, and whether it says exactly that.
fn concluded(fields: &str) -> (String, bool) {
    let collection = read(fields);
    let analysis = analyse(&collection);
    assert_eq!(analysis.consistent(), Some(true));
    let concluded = analysis.bounds(event(&analysis, "x")).concluded;
    let concluded = concluded.expect("something is concluded");
    (concluded.edtf, concluded.exact)
}

/// What is concluded of `x` of a date, with a link to another event.
fn concluded_beside(when: &str, link: &str, other: &str) -> (String, bool) {
    concluded(&format!(
        r#"events: [
            (id: "x", title: "X", when: "{when}", {link}),
            (id: "other", title: "O", when: "{other}"),
        ]"#
    ))
}

/// What is concluded of a September between two others.
fn september_between(before: &str, after: &str) -> (String, bool) {
    concluded(&format!(
        r#"events: [
            (id: "before", title: "B", when: "{before}"),
            (id: "x", title: "X", when: "XXXX-09", follows: ["before"], precedes: ["after"]),
            (id: "after", title: "A", when: "{after}"),
        ]"#
    ))
}

fn exactly(date: &str) -> (String, bool) {
    (date.to_owned(), true)
}

fn at_least(date: &str) -> (String, bool) {
    (date.to_owned(), false)
}

#[test]
fn completions_that_are_left_are_a_set() {
    let found = september_between("2023-07", "2025-06");
    assert_eq!(found, exactly("[2023-09,2024-09]"));
}

#[test]
fn the_last_piece_is_told_as_far_as_it_is_left() {
    let found = september_between("2023-09-21", "2025-06");
    // No earlier than the day of what it follows.
    assert_eq!(found, exactly("[2023-09-21..2023-09-30,2024-09]"));
}

#[test]
fn one_completion_that_is_left_is_a_date() {
    let found = september_between("2023-07", "2024-06");
    assert_eq!(found, exactly("2023-09"));
}

#[test]
fn members_stay_apart_even_where_they_touch() {
    let found = concluded(r#"events: [(id: "x", title: "X", when: "[1931,1932]")]"#);
    assert_eq!(found, exactly("[1931,1932]"));
}

#[test]
fn more_than_eight_pieces_are_told_as_they_are_stated_while_none_at_the_ends_is_out() {
    let found = concluded(r#"events: [(id: "x", title: "X", when: "156X-12-25")]"#);
    assert_eq!(found, at_least("156X-12-25"));
    let found = concluded(r#"events: [(id: "x", title: "X", when: "XXXX-09")]"#);
    assert_eq!(found, at_least("XXXX-09"));
}

#[test]
fn more_than_eight_pieces_are_told_by_their_bounds_which_say_less() {
    let found = concluded_beside("156X-12-25", r#"precedes: ["other"]"#, "1569-05");
    assert_eq!(found, at_least("[1560-12-25..1568-12-25]"));
}

#[test]
fn what_was_stated_is_concluded_where_it_says_more_than_other_forms() {
    let found = concluded(r#"events: [(id: "x", title: "X", when: "2019-1X/..")]"#);
    assert_eq!(found, exactly("2019-1X/.."));
    // What is uncertain is no conclusion, and says no more.
    let found = concluded(r#"events: [(id: "x", title: "X", when: "2019-1X?/..")]"#);
    assert_eq!(found, at_least("2019/.."));
    // How wide this is, and when summer is, depends on where it is read.
    let found = concluded(r#"events: [(id: "x", title: "X", when: "2019-1X~/..")]"#);
    assert_eq!(found, at_least("20XX/.."));
    let found = concluded(r#"events: [(id: "x", title: "X", when: "193X-22")]"#);
    assert_eq!(found, at_least("[1930-06..1939-08]"));
    // Once something moves a bound, it no longer says all.
    let found = concluded_beside("2019-1X/..", r#"follows: ["other"]"#, "2019-12");
    assert_eq!(found, exactly("2019-12/.."));
}

#[test]
fn what_is_counted_from_a_set_is_a_set() {
    let counted = |unit: &str, offset: i32| {
        concluded(&format!(
            r#"events: [
                (id: "fire", title: "F", when: "[1929-06-30,1930-06-30]"),
                (id: "x", title: "X", relative: (to: "fire", unit: {unit}, offset: {offset})),
            ]"#
        ))
    };
    assert_eq!(counted("day", 10), exactly("[1929-07-10,1930-07-10]"));
    assert_eq!(counted("month", 1), exactly("[1929-07,1930-07]"));
    // Of a Sunday's and a Monday's week the next one.
    let weeks = exactly("[1929-07-01..1929-07-07,1930-07-07..1930-07-13]");
    assert_eq!(counted("week", 1), weeks);
}

#[test]
fn very_many_days_may_leave_a_few() {
    let found = concluded(
        r#"events: [
            (id: "week", title: "W", when: "1931"),
            (id: "x", title: "X", when: "1931-XX-13", relative: (to: "week", unit: week, part: "friday")),
        ]"#,
    );
    // The Fridays the thirteenth of 1931.
    assert_eq!(found, exactly("[1931-02-13,1931-03-13,1931-11-13]"));
}

#[test]
fn rival_claims_are_pieces() {
    let found = concluded(
        r#"events: [(id: "x", title: "X", claims: [(when: "1931-05"), (when: "1931-07-02")])]"#,
    );
    assert_eq!(found, exactly("[1931-05,1931-07-02]"));
    let found = concluded(
        r#"events: [(id: "x", title: "X", claims: [(when: "1931-05"), (when: "1931-05-02")])]"#,
    );
    assert_eq!(found, exactly("1931-05"), "one is a part of the other");
    let found = concluded(
        r#"events: [(id: "x", title: "X", claims: [(when: "2023"), (when: "2023-X2/2023-1X")])]"#,
    );
    assert_eq!(found, exactly("2023"), "even where it is no single date");
}

#[test]
fn a_claim_may_leave_several_pieces() {
    let found = concluded(
        r#"events: [(id: "x", title: "X", claims: [(when: "[1931-01,1931-03]"), (when: "1932")])]"#,
    );
    assert_eq!(found, exactly("[1931-01,1931-03,1932]"));
}

#[test]
fn two_datings_of_one_event_leave_what_both_leave() {
    let found = concluded(
        r#"events: [
            (id: "anchor", title: "A", when: "[1930,1931,1933]"),
            (id: "x", title: "X", when: "[1931-05,1932-05,1934-05]",
             relative: (to: "anchor", unit: year, offset: 1)),
        ]"#,
    );
    assert_eq!(found, exactly("[1931-05,1932-05,1934-05]"));
    let found = concluded(
        r#"events: [
            (id: "anchor", title: "A", when: "[1930,1932,1933]"),
            (id: "x", title: "X", when: "[1931-05,1932-05,1934-05]",
             relative: (to: "anchor", unit: year, offset: 1)),
        ]"#,
    );
    assert_eq!(found, exactly("[1931-05,1934-05]"));
}

#[test]
fn what_another_event_leaves_open_is_followed() {
    // Mondays of the week behind each vote.
    let found = concluded(
        r#"events: [
            (id: "vote", title: "V", when: "[1931-04-15,1931-05-15,1931-06-15]"),
            (id: "x", title: "X", relative: (to: "vote", unit: week, offset: 1, part: "monday"),
             precedes: ["end"]),
            (id: "end", title: "E", when: "1931-06"),
        ]"#,
    );
    assert_eq!(found, exactly("[1931-04-20,1931-05-18,1931-06-22]"));
}

#[test]
fn a_choice_between_starts_is_told_by_bounds() {
    let found = concluded(r#"events: [(id: "x", title: "X", when: "1931-0X-15/1931-12")]"#);
    assert!(!found.1, "{found:?}");
}
