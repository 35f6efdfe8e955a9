//! Whole runs on timelines, from file to answer.

mod program;
mod scratch;

use program::{Run, command, run_with_input, until_the_first_line};
use serde_json::Value;

/// A folder with the first timeline in it.
fn first() -> tempfile::TempDir {
    let folder = scratch::empty();
    assert_eq!(
        run_with_input(folder.path(), &["init", "-q"], "").code,
        Some(0)
    );
    folder
}

const FIRST: &str = "timelines/first.ron";

/// Two events whose dates and link cannot all hold.
const CLASH: &str = r#"(annals: 1, title: "t",
  events: [
    (id: "a", title: "A", when: "1932"),
    (id: "b", title: "B", when: "1931"),
  ],
  links: [(from: "a", to: "b", kind: "causes", certainty: alleged)],
)
"#;

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).expect("the answer is JSON")
}

#[test]
fn the_first_timeline_checks_clean() {
    let folder = first();
    let run = run_with_input(folder.path(), &["check"], "");
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (
            Some(0),
            "Checked 1 file with 4 events and 4 links as of 2026-11-23: nothing to report.\n",
            ""
        )
    );
    let strict = run_with_input(folder.path(), &["check", "--fail-on", "note", "-q"], "");
    assert_eq!((strict.code, strict.out.as_str()), (Some(0), ""));
}

#[test]
fn the_first_timeline_has_answers_worth_reading() {
    let folder = first();
    let ask = |arguments: &[&str]| {
        let run = run_with_input(folder.path(), arguments, "");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
        run
    };
    let pair = ask(&["order", FIRST, "survey", "opening"]);
    assert!(
        pair.out.starts_with(
            "  survey stands before opening: necessary.\n  \
         opening stands before survey: impossible.\n  \
         opening starts 104 to less than 330 days after survey ends \
         (P104D to less than P330D).\n"
        ),
        "{}",
        pair.out
    );
    assert!(pair.out.ends_with("\n\nAs of 2026-11-23.\n"));

    let bounds = json(&ask(&["bounds", FIRST, "opening", "--format", "json"]));
    assert_eq!(bounds["events"][0]["stated"], "2022");
    assert_eq!(
        bounds["events"][0]["start"]["earliest"],
        "2022-05-30T00:00:00Z"
    );
    assert_eq!(
        bounds["events"][0]["start"]["latest"],
        "2022-09-28T00:00:00Z"
    );
    assert_eq!(bounds["events"][0]["start"]["latest_open"], true);

    let all = json(&ask(&["order", FIRST, "--format", "json"]));
    assert_eq!(
        all["sequence"],
        serde_json::json!([["leak"], ["survey"], ["vote"], ["opening"]])
    );
    let one = json(&ask(&["order", FIRST, "vote", "--format", "json"]));
    assert_eq!(one["before"], serde_json::json!(["leak", "survey"]));
    assert_eq!(one["after"], serde_json::json!(["opening"]));

    let why = ask(&["why", FIRST, "survey"]).out;
    for expected in [
        "Why start of `survey` ≥ 2021-11-01:",
        "leak causes survey",
        "survey lasts P1D",
        "(confirmed, gazette, chronicle) at timelines/first.ron:",
    ] {
        assert!(why.contains(expected), "{expected} in {why}");
    }
    let why = ask(&["why", FIRST, "survey", "opening"]).out;
    assert!(why.contains("survey precedes vote") && why.contains("vote leads_to opening"));
}

#[test]
fn contradictory_timelines_are_answered_with_exit_code_1() {
    let folder = scratch::empty();
    for arguments in [
        &["check", "-"][..],
        &["order", "-"],
        &["order", "-", "a"],
        &["order", "-", "a", "b"],
        &["why", "-", "a"],
        &["why", "-", "a", "b"],
        &["bounds", "-"],
        &["bounds", "-", "b"],
    ] {
        let run = run_with_input(folder.path(), arguments, CLASH);
        assert_eq!(run.code, Some(1), "{arguments:?}: {}", run.err);
        let said = format!("{}{}", run.out, run.err);
        assert!(
            said.contains("error[contradiction]"),
            "{arguments:?}: {said}"
        );
        if arguments[0] != "check" {
            assert!(
                run.out.contains("note: the timeline contradicts itself"),
                "{}",
                run.out
            );
        }
    }
    let run = run_with_input(folder.path(), &["bounds", "-", "--format", "json"], CLASH);
    assert_eq!(json(&run)["consistent"], false);
}

#[test]
fn the_way_out_of_the_failing_level_is_open() {
    let folder = scratch::empty();
    let run = run_with_input(folder.path(), &["check", "-", "--fail-on", "never"], CLASH);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("error[contradiction]"));
}

#[test]
fn events_that_there_are_not_exit_with_2_and_the_nearest_one() {
    let folder = first();
    for arguments in [
        &["order", FIRST, "surwey"][..],
        &["order", FIRST, "vote", "surwey"],
        &["why", FIRST, "surwey"],
        &["bounds", FIRST, "vote", "surwey"],
    ] {
        let run = run_with_input(folder.path(), arguments, "");
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert_eq!(
            run.err,
            "annals: error: no event has the id `surwey`; did you mean `survey`?\n"
        );
    }
}

#[test]
fn files_that_there_are_not_exit_with_2() {
    let folder = scratch::empty();
    for arguments in [
        &["check", "no\u{1b}[31m.ron"][..],
        &["order", "no\u{1b}[31m.ron"],
        &["bounds", "."],
    ] {
        let run = run_with_input(folder.path(), arguments, "");
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.err.starts_with("annals: error: "), "{}", run.err);
        assert!(!run.err.contains('\u{1b}'));
    }
}

#[test]
fn files_that_cannot_be_read_are_findings() {
    let folder = scratch::empty();
    for text in [
        "",
        "(",
        "\u{0}",
        "(annals: 1, title: \"t\", events: [(id: )])",
    ] {
        for arguments in [&["check", "-"][..], &["order", "-"], &["bounds", "-"]] {
            let run = run_with_input(folder.path(), arguments, text);
            assert_eq!(run.code, Some(1), "{arguments:?} of {text:?}: {}", run.err);
            assert!(!run.err.contains("internal error"), "{}", run.err);
        }
    }
}

/// Everything that a line of output may begin with; the rest is untrusted.
fn is_ours(line: &str) -> bool {
    let starts = [
        "error[", "warning[", "note[", "annals: ", "Checked ", "In ", "As of ", "note: ",
    ];
    let starts = starts
        .iter()
        .chain(&["Begin before `", "Begin after `", "Begin together with `"])
        .chain(&["May begin before `", "Why "]);
    line.is_empty()
        || line.starts_with([' ', '|', '.'])
        || line.starts_with(|c: char| c.is_ascii_digit())
        || starts.into_iter().any(|start| line.starts_with(start))
}

#[test]
fn nothing_of_a_timeline_controls_the_terminal_or_begins_a_line() {
    let folder = scratch::empty();
    let evil = "x\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{200b}\u{feff}\u{7f}\u{85}\u{2028}::error::y";
    let timeline = CLASH
        .replace("\"A\"", &format!("\"{evil}\\n{evil}\""))
        .replace("\"B\"", &format!("\"{evil}\""))
        .replace(
            "annals: 1,",
            &format!("annals: 1, /* {evil} */ \"{evil}\": 1, "),
        )
        .replace(
            "\"1931\"",
            &format!("\"1931\", kind: \"{evil}\", because: [\"{evil}\"]"),
        );
    let name = format!("::{evil}\n{evil}.ron");
    for arguments in [
        &["check", "-", "-v"][..],
        &["check", "-", "--format", "concise"],
        &["check", "-", "--format", "json"],
        &["order", "-"],
        &["order", "-", "a"],
        &["order", "-", "a", "b"],
        &["why", "-", "a"],
        &["bounds", "-"],
        &["order", "-", evil],
    ] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--stdin-filename", &name]);
        let run = run_with_input(folder.path(), &arguments, &timeline);
        assert!(run.code > Some(0), "{arguments:?}");
        for text in [&run.out, &run.err] {
            let hidden = |c: char| c != '\n' && annals::emit::safe::is_unsafe(c);
            assert!(!text.contains(hidden), "{arguments:?}: {text:?}");
            if arguments.contains(&"concise") {
                assert!(text.lines().all(|line| line.starts_with("./::")), "{text}");
            } else if !arguments.contains(&"json") {
                for line in text.lines() {
                    assert!(is_ours(line), "{arguments:?}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn output_files_are_written_whole_or_not_at_all() {
    let folder = first();
    let read = |name: &str| scratch::read(&folder.path().join(name));
    let run = run_with_input(
        folder.path(),
        &["check", "--format", "human", "--format", "json=out.json"],
        "",
    );
    assert_eq!(run.code, Some(0));
    assert!(run.out.starts_with("Checked 1 file"));
    let report: Value = serde_json::from_str(&read("out.json")).unwrap();
    assert_eq!(report["files"][0]["support"].as_array().unwrap().len(), 4);

    let run = run_with_input(folder.path(), &["bounds", FIRST, "-o", "out.json"], "");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert!(read("out.json").starts_with("  event"));

    // A wrong question leaves the last answer as it is.
    let before = read("out.json");
    let run = run_with_input(
        folder.path(),
        &["bounds", FIRST, "nothing", "-o", "out.json"],
        "",
    );
    assert_eq!(run.code, Some(2));
    assert_eq!(read("out.json"), before);
    for place in ["no/such/folder/out", "timelines"] {
        let run = run_with_input(folder.path(), &["bounds", FIRST, "-o", place], "");
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{place}");
        assert!(run.err.contains("cannot write"), "{}", run.err);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let events: String = (0..5000)
        .map(|n| {
            format!(
                "(id: \"e{n}\", title: \"Event\", when: \"{:04}\"),\n",
                1000 + n / 5
            )
        })
        .collect();
    let text = format!("(annals: 1, title: \"t\", events: [\n{events}])");
    let folder = scratch::with("long.ron", &text);
    for arguments in [
        &["order", "long.ron"][..],
        &["bounds", "long.ron", "--format", "json"],
    ] {
        let (line, run) = until_the_first_line(command(folder.path(), arguments));
        assert!(!line.is_empty());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn findings_have_colour_only_where_it_is_wanted() {
    let folder = scratch::empty();
    let escapes = |more: &[&str]| {
        let run = run_with_input(folder.path(), &[&["check", "-"], more].concat(), CLASH);
        (run.out + &run.err).contains('\u{1b}')
    };
    assert!(!escapes(&[]), "pipes are no terminals");
    assert!(!escapes(&["--color", "never"]));
    assert!(escapes(&["--color", "always"]));
}

#[test]
fn runs_repeat_byte_for_byte() {
    let folder = scratch::empty();
    let arguments = ["check", "-", "--format", "json", "-j", "2"];
    let first = run_with_input(folder.path(), &arguments, CLASH).out;
    assert!(first.contains("\"fingerprint\""));
    for jobs in ["1", "3"] {
        let again = run_with_input(
            folder.path(),
            &["check", "-", "--format", "json", "-j", jobs],
            CLASH,
        );
        assert_eq!(again.out, first);
    }
}
