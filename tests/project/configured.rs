//! `annals.toml`.

use super::{CLEAN, FAULTY, Project};

#[test]
fn levels_are_those_of_the_project_and_of_the_last_pattern_that_matches() {
    let project = Project::new(&[
        ("a.ron", FAULTY),
        ("drafts/a.ron", FAULTY),
        ("drafts/late/a.ron", FAULTY),
        (
            "annals.toml",
            "[rules]\nunused-source = \"error\"\nunknown-actor = \"note\"\n\
             [per-path.\"drafts/**\"]\nunused-source = \"off\"\n\
             [per-path.\"drafts/late/**\"]\nunused-source = \"note\"\n",
        ),
    ]);
    assert_eq!(
        project.found(&[]),
        [
            "a.ron:4:21: error[unused-source]",
            "a.ron:7:76: note[unknown-actor]",
            "drafts/a.ron:7:76: note[unknown-actor]",
            "drafts/late/a.ron:4:21: note[unused-source]",
            "drafts/late/a.ron:7:76: note[unknown-actor]",
        ]
    );
    assert_eq!(
        project.found(&["a.ron", "--ignore", "references"]),
        Vec::<String>::new()
    );
    assert_eq!(
        project.found(&["drafts/a.ron", "--select", "unused-source"]),
        ["drafts/a.ron:4:21: warning[unused-source]"],
        "what is asked for is shown"
    );
}

#[test]
fn a_fault_of_the_configuration_stops_the_run_and_is_explained() {
    for (text, said) in [
        (
            "exclud = []",
            "annals.toml:1:1: there is no key `exclud`; did you mean `exclude`?",
        ),
        (
            "[rules]\nunsource = \"off\"",
            "annals.toml:2:1: there is no rule `unsource`; did you mean `unsourced`?",
        ),
        (
            "[rules]\nunsourced = \"of\"",
            "annals.toml:2:13: this is no level; write \"off\",",
        ),
        (
            "[rules]\nsyntax = \"off\"",
            "annals.toml:2:10: `syntax` is always an error",
        ),
        (
            "unsourced = \"off\"",
            "annals.toml:1:1: `unsourced` is a rule, and stands in no table; put it below a line `[rules]`",
        ),
        (
            "[settings]\nweak_stepp = \"P1Y\"",
            "annals.toml:2:1: there is no setting `weak_stepp`; did you mean `weak_step`?",
        ),
        ("[settings]\nweak_step = \"1 year\"", "annals.toml:2:13: "),
        (
            "exclude = [\"a[\"]",
            "annals.toml:1:12: this is no pattern: ",
        ),
        (
            "paths = [\"../other\"]",
            "annals.toml:1:10: a path is relative to the folder of annals.toml",
        ),
        ("a = = b", "annals.toml:1:5: this is no TOML: "),
    ] {
        let project = Project::new(&[("a.ron", CLEAN), ("annals.toml", text)]);
        for command in [
            &["check"][..],
            &["bounds", "a.ron"],
            &["config"],
            &["fmt", "--check"],
        ] {
            let run = project.run(command);
            assert_eq!(run.code, Some(2), "{command:?} {text}: {}", run.out);
            assert!(run.err.contains(said), "{text}: {}", run.err);
        }
    }
}

#[test]
fn every_fault_of_the_configuration_is_told_in_one_run() {
    let text = "exclud = []\n[rules]\nx = 1\nunsourced = 3\n";
    let project = Project::new(&[("a.ron", CLEAN), ("annals.toml", text)]);
    let run = project.run(&["check"]);
    assert_eq!(run.err.lines().count(), 3, "{}", run.err);
}

#[test]
fn files_are_those_that_the_configuration_takes() {
    let project = Project::new(&[
        ("chronicles/a.timeline", CLEAN),
        ("chronicles/old/b.timeline", FAULTY),
        ("chronicles/c.ron", FAULTY),
        ("elsewhere/d.timeline", FAULTY),
        (
            "annals.toml",
            "paths = [\"chronicles\"]\ninclude = [\"**/*.timeline\"]\nexclude = [\"chronicles/old/\"]\n",
        ),
    ]);
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.out.contains("Checked 1 file "), "{}", run.out);
    // What is named is checked all the same.
    assert_eq!(project.found(&["chronicles/old/b.timeline"]).len(), 2);
}

#[test]
fn settings_of_the_project_are_defaults() {
    let season =
        "(annals: 1, title: \"A\", events: [(id: \"a\", title: \"A\", when: \"1931-22\")])";
    let own = "(annals: 1, title: \"A\", settings: (hemisphere: north), events: [(id: \"a\", title: \"A\", when: \"1931-22\")])";
    let project = Project::new(&[
        ("south.ron", season),
        ("own.ron", own),
        ("annals.toml", "[settings]\nhemisphere = \"south\"\n"),
    ]);
    assert!(
        project
            .run(&["bounds", "south.ron"])
            .out
            .contains("1931-12-01")
    );
    assert!(
        project
            .run(&["bounds", "own.ron"])
            .out
            .contains("1931-06-01")
    );
    let shown = project.run(&["config", "own.ron"]).out;
    let line = shown
        .lines()
        .find(|line| line.contains("hemisphere"))
        .unwrap();
    assert!(line.ends_with("north  the timeline"), "{shown}");
    let shown = project.run(&["config", "south.ron"]).out;
    assert!(
        shown.contains("south    annals.toml") || shown.contains("south  annals.toml"),
        "{shown}"
    );
    // Another configuration in its place.
    project.write("other.toml", "[settings]\nhemisphere = \"north\"\n");
    let other = project.run(&["bounds", "south.ron", "--config", "other.toml"]);
    assert!(other.out.contains("1931-06-01"), "{}", other.out);
}

#[test]
fn the_configuration_is_shown_with_its_places() {
    let project = Project::new(&[
        ("a.ron", CLEAN),
        (
            "annals.toml",
            "exclude = [\"old/**\"]\n[rules]\nunsourced = \"off\"\n",
        ),
    ]);
    let run = project.run(&["config", "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let rules = shown["rules"].as_array().unwrap();
    let rule = rules
        .iter()
        .find(|rule| rule["name"] == "unsourced")
        .unwrap();
    assert_eq!(
        (&rule["value"], &rule["from"]),
        (&"off".into(), &"annals.toml:3".into())
    );
    assert_eq!(shown["exclude"][0], "old/**");
    assert_eq!(rules.len(), annals::diagnostic::Rule::ALL.len());
}
