//! Why things hold that rest on a choice, as the program tells it: each snapshot was looked at.

mod program;
mod scratch;

/// What a terminal shows for a timeline of these fields.
fn told(fields: &str, arguments: &[&str]) -> String {
    let text = format!("Timeline(\n    annals: 1,\n    title: \"A story\",\n{fields}\n)\n");
    let folder = scratch::with("story.ron", &text);
    program::shown(arguments, &program::run(folder.path(), arguments))
}

const STRIKE: &str = r#"    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-XX-15", because: ["pay-cut"]),
        (id: "strike", title: "Strike", when: "1931-05~/1931-06-19"),
        (id: "walkout", title: "First walkout", part_of: "strike", lasts: "P1D",
         relative: (to: "vote", unit: week, offset: 1)),
    ],
    links: [(from: "vote", to: "strike", kind: "leads_to", lag: "P1D/P60D")],"#;

#[test]
fn mask_that_other_dates_limit() {
    insta::assert_snapshot!(told(STRIKE, &["why", "story.ron", "vote"]));
}

#[test]
fn order_that_rests_on_how_long_a_date_lasts() {
    insta::assert_snapshot!(told(STRIKE, &["why", "story.ron", "vote", "strike"]));
}

#[test]
fn order_of_what_is_counted_from_a_mask() {
    insta::assert_snapshot!(told(STRIKE, &["why", "story.ron", "vote", "walkout"]));
}

#[test]
fn set_with_a_member_in_the_middle_that_is_out() {
    let fields = r#"    events: [
        (id: "vote", title: "A vote", when: "[1931-02-15,1931-03-15,1931-04-15,1931-05-15]", because: ["cut"]),
        (id: "cut", title: "A cut", when: "1931-03"),
        (id: "fair", title: "A fair", when: "1931-04-10/1931-04-20"),
    ],
    links: [(from: "vote", to: "fair", one_of: ["before", "after"])],"#;
    insta::assert_snapshot!(told(fields, &["why", "story.ron", "vote"]));
}

#[test]
fn kinds_of_a_link() {
    let fields = r#"    events: [
        (id: "a", title: "A", when: "1931-05"),
        (id: "b", title: "B", when: "1931-05/1931-06"),
        (id: "c", title: "C", when: "1931-06-10"),
    ],
    links: [
        (from: "b", to: "a", one_of: ["before", "after"]),
        (from: "b", to: "c", one_of: ["before", "after", "met_by"]),
    ],"#;
    insta::assert_snapshot!(told(fields, &["why", "story.ron", "b"]));
}

#[test]
fn groups_of_a_choice_both_of_which_have_it_so() {
    let fields = r#"    events: [
        (id: "x", title: "X", when: "1931-01-01/1931-01-05"),
        (id: "y", title: "Y", when: "1931-01-04/1931-01-10"),
        (id: "z", title: "Z", when: "1931"),
    ],
    choices: [(id: "either", any_of: [
        [(from: "x", to: "z", kind: "precedes")],
        [(from: "y", to: "z", kind: "precedes")],
    ])],"#;
    insta::assert_snapshot!(told(fields, &["why", "story.ron", "z"]));
}

const CLAIMS: &str = r#"    sources: [(id: "gazette", title: "G"), (id: "herald", title: "H")],
    events: [
        (id: "vote", title: "A vote", because: ["cut"], claims: [
            (when: "1931-04-XX", evidence: [(source: "gazette")]),
            (when: "1931-XX-16", evidence: [(source: "herald")]),
        ]),
        (id: "cut", title: "A cut", when: "1931-05", evidence: [(source: "gazette"), (source: "herald")]),
        (id: "strike", title: "A strike", when: "STRIKE", evidence: [(source: "gazette"), (source: "herald")]),
    ],
    links: [(from: "vote", to: "strike", kind: "precedes")],"#;

#[test]
fn claims_one_of_which_is_out() {
    let fields = CLAIMS.replace("STRIKE", "1931-06-20");
    insta::assert_snapshot!(told(&fields, &["why", "story.ron", "vote"]));
}

#[test]
fn claims_none_of_which_can_be() {
    let fields = CLAIMS.replace("STRIKE", "1931-05-10");
    insta::assert_snapshot!(told(&fields, &["check", "story.ron"]));
}

#[test]
fn date_counted_from_a_publication_and_reported_by_it() {
    let fields = r#"    sources: [(id: "article", title: "An article", published: "2024-12?")],
    events: [
        (id: "visit", title: "A visit", relative: (to: "article", unit: year, offset: -1, part: "07")),
        (id: "summit", title: "A summit", when: "XXXX-09", follows: ["visit"]),
        (id: "treaty", title: "A treaty", when: "XXXX-06", follows: ["summit"],
         evidence: [(source: "article")]),
    ],
    settings: (publication_bounds: true),"#;
    let told = told(fields, &["why", "story.ron", "summit"]);
    assert!(told.lines().count() <= 22, "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn members_of_a_set_all_of_which_are_out() {
    let fields = r#"    events: [
        (id: "vote", title: "A vote", when: "[1931-04-15,1931-05-15]"),
        (id: "cut", title: "A cut", when: "1931-05"),
        (id: "strike", title: "A strike", when: "1931-05-10"),
    ],
    links: [
        (from: "cut", to: "vote", kind: "starts_before"),
        (from: "vote", to: "strike", kind: "precedes"),
    ],"#;
    insta::assert_snapshot!(told(fields, &["check", "story.ron"]));
}

#[test]
fn what_is_left_of_another_event_bounds_this_one() {
    let fields = r#"    events: [
        (id: "reign", title: "A reign", when: "193X"),
        (id: "leap", title: "A leap day", relative: (to: "reign", unit: year, offset: -1, part: "02-29")),
    ],"#;
    insta::assert_snapshot!(told(fields, &["why", "story.ron", "reign"]));
}

#[test]
fn what_goes_on_goes_on_up_to_the_day_that_is_told_of() {
    let fields = r#"    as_of: "1930",
    events: [
        (id: "strike", title: "Strike", when: "1925/.."),
    ],"#;
    insta::assert_snapshot!(told(fields, &["why", "story.ron", "strike"]));
}
