//! `--claims` and `--effort`: what they change in what the program answers.

mod compact;
mod program;
mod scratch;

use std::path::Path;

use compact::compact;
use program::run;

/// Two sources that agree on no day, and a day that fits the first.
const CLAIMS: &str = r#"(annals: 1, title: "A vote",
    sources: [(id: "gazette", title: "G"), (id: "diary", title: "D")],
    events: [
        (id: "cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes", because: ["cut"], claims: [
            (id: "one", when: "1931-04-15", evidence: [(source: "gazette")]),
            (id: "two", when: "1931-05-15", evidence: [(source: "diary")]),
        ]),
    ],
)"#;

/// A folder with one timeline, `a.ron`.
fn folder(text: &str) -> tempfile::TempDir {
    scratch::with("a.ron", text)
}

/// The exit code and the standard output, JSON without its indentation.
fn answer(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let run = run(folder, arguments);
    let json = arguments.contains(&"json");
    (run.code, if json { compact(&run.out) } else { run.out })
}

/// What `check` answers as JSON, without its indentation.
fn check(folder: &Path, options: &[&str]) -> (Option<i32>, String) {
    answer(folder, &[&["check", "--format", "json"], options].concat())
}

#[track_caller]
fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in {text}");
    }
}

/// So many days, no two of them at one time, within a week of so many: pigeons and their holes.
fn pigeonhole(pigeons: u32, holes: u32) -> String {
    let events: String = (0..pigeons)
        .map(|pigeon| {
            format!(
                r#"        (id: "day-{pigeon}", title: "D", part_of: "week", lasts: "P1D"),{}"#,
                '\n'
            )
        })
        .collect();
    let links: String = (0..pigeons)
        .flat_map(|to| (0..to).map(move |from| (from, to)))
        .map(|(from, to)| {
            format!(
                r#"        (from: "day-{from}", to: "day-{to}", one_of: ["before", "meets", "met_by", "after"]),{}"#,
                '\n'
            )
        })
        .collect();
    format!(
        r#"(annals: 1, title: "Days of a week",
    events: [
        (id: "week", title: "W", when: "1931-06-01/1931-06-0{holes}"),
{events}    ],
    links: [
{links}    ],
)"#
    )
}

#[test]
fn one_of_rival_claims_holds_unless_all_are_to_hold() {
    let folder = folder(CLAIMS);
    for which in [&[][..], &["--claims", "any"]] {
        let (code, text) = check(folder.path(), which);
        assert_eq!(code, Some(0), "rivals are a warning");
        assert_says(
            &text,
            &[
                r#""consistent":true"#,
                r#""exact":true"#,
                r#""rule":"conflicting-claims","level":"warning""#,
            ],
        );
        assert!(!text.contains(r#""rule":"contradiction""#), "{text}");
        let asked = [&["bounds", "a.ron", "vote", "--format", "json"], which].concat();
        let (code, text) = answer(folder.path(), &asked);
        assert_eq!(code, Some(0));
        assert_says(&text, &[r#""concluded":"[1931-04-15,1931-05-15]""#]);
    }
}

#[test]
fn claims_that_are_all_to_hold_contradict_each_other() {
    let folder = folder(CLAIMS);
    let (code, text) = check(folder.path(), &["--claims", "all"]);
    assert_eq!(code, Some(1));
    assert_says(
        &text,
        &[
            r#""consistent":false"#,
            r#""exact":true"#,
            r#""rule":"contradiction","level":"error""#,
            r#""kind":"claim""#,
        ],
    );
    let (code, text) = answer(
        folder.path(),
        &["bounds", "a.ron", "vote", "--claims", "all"],
    );
    assert_eq!(code, Some(1));
    assert_says(&text, &["the timeline contradicts itself"]);
}

#[test]
fn claims_that_agree_may_all_hold() {
    let folder = folder(&CLAIMS.replace("1931-05-15", "1931-04"));
    let (code, text) = answer(
        folder.path(),
        &[
            "bounds", "a.ron", "vote", "--claims", "all", "--format", "json",
        ],
    );
    assert_eq!(code, Some(0));
    assert_says(
        &text,
        &[r#""consistent":true"#, r#""concluded":"1931-04-15""#],
    );
}

#[test]
fn days_that_do_not_fit_into_a_week_contradict_and_those_that_do_are_exact() {
    let (code, text) = check(folder(&pigeonhole(4, 3)).path(), &[]);
    assert_eq!(code, Some(1));
    assert_says(
        &text,
        &[r#""consistent":false"#, r#""rule":"contradiction""#],
    );
    let fits = folder(&pigeonhole(3, 3));
    let (code, text) = check(fits.path(), &[]);
    assert_eq!(code, Some(0));
    assert_says(&text, &[r#""consistent":true"#, r#""exact":true"#]);
    let pair = ["order", "a.ron", "day-0", "day-1", "--format", "json"];
    let (_, text) = answer(fits.path(), &pair);
    // One after the other, at once or with the third day between.
    assert_says(&text, &[r#""allen":["before","meets","after","met_by"]"#]);
    assert_says(&text, &[r#""least":"-P3D""#, r#""greatest":"P1D""#]);
}

#[test]
fn a_check_that_is_given_up_is_undecided_and_fails() {
    let folder = folder(&pigeonhole(7, 6));
    let (code, text) = check(folder.path(), &["--effort", "1"]);
    assert_eq!(code, Some(1));
    assert_says(
        &text,
        &[
            r#""consistent":null"#,
            r#""exact":false"#,
            r#""rule":"undecided","level":"error""#,
            r#""errors":1"#,
        ],
    );
    assert!(!text.contains(r#""contradicted""#), "no link is refuted");
}

#[test]
fn beside_a_contradiction_only_the_rest_is_undecided() {
    let clash = r#"    events: [
        (id: "early", title: "E", when: "1930"),
        (id: "late", title: "L", when: "1931", precedes: ["early"]),"#;
    let folder = folder(&pigeonhole(7, 6).replacen("    events: [", clash, 1));
    let (code, text) = answer(folder.path(), &["check", "--effort", "1"]);
    assert_eq!(code, Some(1));
    assert_says(
        &text,
        &[
            "error[contradiction]: `early: 1930` and 2 other statements cannot all hold",
            "error[undecided]: whether the rest, beside what was found to contradict itself, can \
             hold together was not decided within 1 steps of search",
            "as by `--effort 200000000`",
        ],
    );
    let (_, text) = check(folder.path(), &["--effort", "1"]);
    assert_says(&text, &[r#""consistent":false"#, r#""exact":false"#]);
}

#[test]
fn what_was_not_found_out_is_not_told_as_known() {
    let folder = folder(&pigeonhole(7, 6));
    let effort = ["--effort", "1"];
    let (_, text) = answer(
        folder.path(),
        &[&["why", "a.ron", "day-0", "day-1"], &effort[..]].concat(),
    );
    assert_says(
        &text,
        &["the order of `day-0` and `day-1` was not found out."],
    );
    let run = run(folder.path(), &[&["order", "a.ron"], &effort[..]].concat());
    let said = format!("{}{}", run.err, run.out);
    let raised = said.matches("`--effort 200000000` allows more").count();
    assert_eq!(raised, 1, "{said}");
    assert_eq!(said.matches("note: ").count(), 1, "{said}");
    let unbounded = r#"(annals: 1, title: "T", events: [
        (id: "a", title: "A", when: "1931"), (id: "b", title: "B"), (id: "c", title: "C"),
    ], links: [(from: "a", to: "b", kind: "precedes"), (from: "a", to: "c", kind: "nothing")])"#;
    let folder = self::folder(unbounded);
    let (_, text) = answer(folder.path(), &["order", "a.ron", "a", "c"]);
    assert_says(
        &text,
        &["no bound was found for the time from the end of a to"],
    );
    let (_, text) = answer(folder.path(), &["why", "a.ron", "c"]);
    assert_says(
        &text,
        &["nothing bounds `c`: no statement that could be read ties it to a date."],
    );
}

#[test]
fn an_event_and_itself_are_one() {
    let folder = folder(CLAIMS);
    for command in ["order", "why"] {
        let (code, text) = answer(folder.path(), &[command, "a.ron", "cut", "cut"]);
        assert_eq!(code, Some(0));
        assert_eq!(
            text,
            "  `cut` is one event, which both ids name.\n\nAs of 2026-11-23.\n"
        );
    }
}

#[test]
fn commands_that_do_not_reason_have_no_options_for_it() {
    let folder = folder(CLAIMS);
    for command in [&["init", "b"][..], &["completions", "bash"]] {
        for option in [["--effort", "5"], ["--claims", "all"]] {
            let run = run(folder.path(), &[command, &option[..]].concat());
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{option:?}");
        }
    }
}

#[test]
fn answers_that_are_given_up_are_outer_bounds_and_say_so() {
    let folder = folder(&pigeonhole(7, 6));
    for asked in [
        &["bounds", "a.ron"][..],
        &["bounds", "a.ron", "day-0"],
        &["order", "a.ron"],
        &["order", "a.ron", "day-0"],
        &["order", "a.ron", "day-0", "day-1"],
        &["why", "a.ron", "day-0"],
    ] {
        let effort = ["--effort", "1", "--format", "json"];
        let (code, text) = answer(folder.path(), &[asked, &effort].concat());
        assert_eq!(code, Some(1), "{asked:?}");
        assert_says(
            &text,
            &[
                r#""consistent":null,"exact":false"#,
                "bounds may be wider than they need be",
            ],
        );
    }
    // The bounds are those of the day and of the week alone: nothing is left out unproven.
    let effort = ["--effort", "1", "--format", "json"];
    let (_, text) = answer(
        folder.path(),
        &[&["bounds", "a.ron", "day-0"], &effort[..]].concat(),
    );
    assert_says(
        &text,
        &[
            r#""earliest":"1931-06-01T00:00:00Z""#,
            r#""latest":"1931-06-07T00:00:00Z""#,
        ],
    );
    let pair = ["order", "a.ron", "day-0", "day-1"];
    let (_, text) = answer(folder.path(), &[&pair, &effort[..]].concat());
    assert_says(
        &text,
        &[
            r#""precedes":"possible","follows":"possible""#,
            r#""before","meets""#,
        ],
    );
}

#[test]
fn what_fits_is_never_refuted_for_want_of_effort() {
    let folder = folder(&pigeonhole(4, 4));
    for effort in ["0", "1", "10", "100", "1000", "10000"] {
        let (code, text) = check(folder.path(), &["--effort", effort]);
        let given_up = text.contains(r#""rule":"undecided""#);
        assert_eq!(code, Some(i32::from(given_up)), "{effort}: {text}");
        assert!(!text.contains(r#""consistent":false"#), "{effort}");
        assert!(!text.contains(r#""rule":"contradiction""#), "{effort}");
        let pair = ["order", "a.ron", "day-0", "day-1", "--format", "json"];
        let (_, text) = answer(folder.path(), &[&pair[..], &["--effort", effort]].concat());
        assert_says(&text, &[r#""precedes":"possible","follows":"possible""#]);
    }
}

#[test]
fn what_is_given_up_is_given_up_at_the_same_step_each_time() {
    let folder = folder(&pigeonhole(7, 6));
    for asked in [
        &["check"][..],
        &["order", "a.ron", "day-0", "day-1"],
        &["bounds", "a.ron"],
    ] {
        for effort in ["1", "2000"] {
            let on = |threads| {
                let options = ["--format", "json", "--effort", effort, "-j", threads];
                run(folder.path(), &[asked, &options].concat())
            };
            let first = on("1");
            assert_eq!(first.code, Some(1), "{asked:?} {effort}");
            assert_eq!(first, on("1"), "{asked:?} {effort}");
            assert_eq!(first, on("4"), "{asked:?} {effort}");
        }
    }
}

#[test]
fn wrong_values_of_the_options_are_wrong_usage() {
    let folder = folder(CLAIMS);
    for wrong in [
        ["--claims", "some"],
        ["--effort", "much"],
        ["--effort", "-1"],
        ["--effort", "1.5"],
    ] {
        let run = run(folder.path(), &[&["check"], &wrong[..]].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{wrong:?}");
    }
}

#[test]
fn what_is_given_up_in_one_place_is_not_given_up_in_another() {
    let apart = r#"    events: [
        (id: "a", title: "A", when: "[1950,1960]", precedes: ["b"]),
        (id: "b", title: "B", when: "1955"),"#;
    let folder = folder(&pigeonhole(7, 4).replacen("    events: [", apart, 1));
    let asked = ["bounds", "a.ron", "a", "--format", "json"];
    let mut told = Vec::new();
    for effort in ["14000", "60000", "1000000"] {
        let (_, text) = answer(folder.path(), &[&asked[..], &["--effort", effort]].concat());
        assert_says(&text, &[r#""concluded":"1950""#]);
        told.push(text);
    }
    assert_says(&told[1], &[r#""consistent":false"#, r#""exact":false"#]);
    assert_says(&told[2], &[r#""consistent":false"#, r#""exact":true"#]);
}

#[test]
fn any_number_of_jobs_is_at_most_what_the_machine_runs_at_once() {
    let folder = folder(CLAIMS);
    let (code, _) = answer(folder.path(), &["-j", "999999", "check"]);
    assert_eq!(code, Some(0));
}
