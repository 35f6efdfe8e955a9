//! Baselines and `--since`.

use super::{CLEAN, FAULTY, Project};

const NOTHING: [&str; 0] = [];

#[test]
fn a_baseline_knows_findings_wherever_they_move_in_their_file() {
    let project = Project::new(&[("a.ron", FAULTY), ("b.ron", FAULTY)]);
    let run = project.run(&["check", "--write-baseline", "known.json"]);
    assert_eq!((run.code, &*run.out), (Some(0), ""));
    assert!(
        run.err.contains("wrote 4 findings to `known.json`"),
        "{}",
        run.err
    );
    let baseline = ["--baseline", "known.json"];
    assert_eq!(project.found(&baseline), NOTHING);
    project.write("a.ron", &format!("// Moved.\n\n\n{FAULTY}"));
    assert_eq!(project.found(&baseline), NOTHING);
    // A new fault, and one that is gone.
    project.write("a.ron", &FAULTY.replace("\"berg\"", "\"holm\""));
    assert_eq!(
        project.found(&baseline),
        ["a.ron:7:76: error[unknown-actor]"]
    );
    let run = project.run(&["check", "--baseline", "known.json"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err
            .contains("1 of the findings in `known.json` are gone")
            || run.err.contains("1 of the findings"),
        "{}",
        run.err
    );
    assert!(run.out.contains("(3 known left out)"), "{}", run.out);
    // The same file from another folder.
    let inner = Project::new(&[("x/a.ron", FAULTY)]);
    inner.run(&["check", "--write-baseline", "known.json"]);
    let run = super::run(
        &inner.path().join("x"),
        &["check", "--baseline", "../known.json"],
    );
    assert_eq!(run.code, Some(0), "{}", run.out);
}

#[test]
fn what_is_no_baseline_is_refused() {
    let project = Project::new(&[
        ("a.ron", CLEAN),
        ("b.json", "{}"),
        ("c.json", "{\"schema\": 9, \"findings\": []}"),
    ]);
    for (name, said) in [
        ("none.json", "there is no such baseline"),
        ("b.json", "this is no baseline: "),
        ("c.json", "this baseline has format 9"),
    ] {
        let run = project.run(&["check", "--baseline", name]);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains(said), "{}", run.err);
    }
    let run = project.run(&["check", "--write-baseline", "a.ron"]);
    assert_eq!(run.code, Some(2), "a timeline is never written over");
}

#[test]
fn since_a_revision_only_what_is_new_counts() {
    let project = Project::committed(&[
        ("a.ron", FAULTY),
        ("old/b.ron", FAULTY),
        (
            "c.ron",
            "(annals: 1, title: \"C\", uses: [(file: \"parts/d.ron\", as: \"d\")], events: [(id: \"c\", title: \"C\", follows: [\"d/x\"])])",
        ),
        ("parts/d.ron", CLEAN),
    ]);
    assert_eq!(project.found(&["--since", "HEAD"]), NOTHING);
    // Renamed, moved by a line, and a new fault.
    project.git(&["mv", "old/b.ron", "new.ron"]);
    project.write(
        "a.ron",
        &format!(
            "// Moved.\n{}",
            FAULTY.replace("title: \"Vote\"", "title: \"Vote\", follows: [\"none\"]")
        ),
    );
    project.write("e.ron", FAULTY);
    assert_eq!(
        project.found(&["--since", "HEAD"]),
        [
            "a.ron:8:48: error[unknown-event]",
            "e.ron:4:21: warning[unused-source]",
            "e.ron:7:76: error[unknown-actor]",
        ]
    );
    assert_eq!(project.found(&["a.ron", "--since", "HEAD"]).len(), 1);
    project.commit();
    assert_eq!(project.found(&["--since", "HEAD"]), NOTHING);
    assert_eq!(project.found(&["--since", "HEAD~1"]).len(), 3);
    // From below the top.
    let below = super::run(
        &project.path().join("parts"),
        &[
            "check", "../a.ron", "--since", "HEAD~1", "--format", "concise",
        ],
    );
    assert_eq!(below.out.lines().count(), 1, "{}{}", below.out, below.err);
}

#[test]
fn the_old_side_has_its_own_configuration_and_archives() {
    let quoting = "(
    annals: 1, title: \"A\",
    sources: [(id: \"s\", title: \"S\", file: \"texts/s.txt\")],
    events: [(id: \"a\", title: \"A\", evidence: [(source: \"s\", quote: \"wages were cut\")])],
)";
    let project = Project::committed(&[
        ("annals.toml", "[rules]\nunused-source = \"off\"\n"),
        ("a.ron", FAULTY),
        ("q.ron", quoting),
        ("texts/s.txt", "In March wages were cut."),
    ]);
    assert_eq!(project.found(&["--since", "HEAD"]), NOTHING);
    // What was off is on: all that it finds is new.
    project.write("annals.toml", "");
    assert_eq!(
        project.found(&["--since", "HEAD"]),
        ["a.ron:4:21: warning[unused-source]"]
    );
    // The quote stood in its source then, and does not now.
    project.write("texts/s.txt", "In March nothing was cut.");
    let found = project.found(&["q.ron", "--since", "HEAD"]);
    assert_eq!(found, ["q.ron:4:69: error[quote-not-found]"]);
}

#[test]
fn revisions_that_cannot_be_had_are_errors_and_no_commands() {
    let project = Project::committed(&[("a.ron", FAULTY)]);
    for revision in ["nowhere", "--help", "HEAD; touch x", "", "HEAD:a.ron"] {
        let run = project.run(&["check", &format!("--since={revision}")]);
        assert_eq!(run.code, Some(2), "{revision}: {}", run.out);
        assert!(
            run.err.contains("git knows no revision"),
            "{revision}: {}",
            run.err
        );
    }
    assert!(!project.path().join("x").exists());
    project.write("a.ron", CLEAN);
    project.commit();
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", project.path().display());
    project.git(&[
        "clone",
        "-q",
        "--depth=1",
        &url,
        clone.path().to_str().unwrap(),
    ]);
    let run = super::run(clone.path(), &["check", "--since", "HEAD~1"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("fetch-depth: 0"), "{}", run.err);
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("a.ron"), CLEAN).unwrap();
    let run = super::run(outside.path(), &["check", "--since", "HEAD"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("needs a git repository"), "{}", run.err);
}

#[test]
fn an_old_side_that_cannot_be_checked_knows_nothing_and_says_so() {
    let project = Project::committed(&[("a.ron", FAULTY), ("annals.toml", "rulez = 1\n")]);
    project.write("annals.toml", "");
    let run = project.run(&["check", "--since", "HEAD"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("nothing counts as known") && run.err.contains("rulez"),
        "{}",
        run.err
    );
}

#[test]
fn a_configuration_that_is_named_is_on_the_old_side_what_it_was() {
    let project = Project::committed(&[
        ("chronicles/a.ron", FAULTY),
        (
            "ci/ci.toml",
            "[per-path.\"**\"]\nunused-source = \"error\"\n",
        ),
        (
            "ci.toml",
            "paths = [\"chronicles\"]\n[per-path.\"chronicles/**\"]\nfile-order = \"error\"\n",
        ),
    ]);
    let since = ["--config", "ci.toml", "--since", "HEAD"];
    assert_eq!(project.found(&since), NOTHING);
    project.write("chronicles/a.ron", &FAULTY.replace("1931-04-15", "1931-13"));
    assert_eq!(
        project.found(&since),
        ["chronicles/a.ron:7:49: error[invalid-date]"]
    );
}

#[test]
fn what_cannot_be_read_is_never_known() {
    let project = Project::committed(&[("a.ron", "(annals: 1, title: \"A\", events: [(id: \"a\"")]);
    project.run(&["check", "--write-baseline", "known.json"]);
    for known in [["--baseline", "known.json"], ["--since", "HEAD"]] {
        let run = project.run(&[&["check"], &known[..]].concat());
        assert_eq!(run.code, Some(1), "{}", run.out);
    }
}

#[test]
fn the_repository_is_that_of_what_is_checked() {
    let project = Project::committed(&[("timelines/a.ron", FAULTY)]);
    let outside = tempfile::tempdir().unwrap();
    let path = project.path().join("timelines");
    let arguments = ["check", path.to_str().unwrap(), "--since", "HEAD"];
    let run = super::run(outside.path(), &arguments);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
}
