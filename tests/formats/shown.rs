//! Each form of one small timeline that contradicts itself, as the program writes it.

use annals::rules;
use serde_json::Value;

use super::program::{command, run, run_with_input};
use super::scratch;

const STRIKE: &str = r#"Timeline(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "The union")],
    events: [
        (id: "vote", title: "Vote", when: "1931-05-15"),
        (id: "strike", title: "Strike", when: "1931-04", certainty: alleged, because: ["vote"]),
    ],
)
"#;

fn told(form: &str) -> String {
    let folder = scratch::with("strike.ron", STRIKE);
    let run = run(folder.path(), &["check", "--format", form, "strike.ron"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    run.out
}

#[test]
fn sarif() {
    let mut log: Value = serde_json::from_str(&told("sarif")).expect("it is JSON");
    let driver = &mut log["runs"][0]["tool"]["driver"];
    for rule in driver["rules"].as_array_mut().expect("a list") {
        // What rules say of themselves is held against the registry and left out here.
        let rule = rule.as_object_mut().expect("an object");
        let name = rule["id"].as_str().expect("a name").to_owned();
        let entry = rules::entries().find(|entry| entry.rule.name() == name);
        let help = rule.remove("help");
        assert_eq!(help.is_some(), entry.is_some(), "{name}");
        if let (Some(help), Some(entry)) = (help, entry) {
            assert_eq!(help["text"], entry.page());
            assert_eq!(help["markdown"], entry.markdown());
            assert_eq!(rule["properties"]["tags"][0], entry.group.name());
        }
        rule.retain(|field, _| ["id", "defaultConfiguration"].contains(&field.as_str()));
    }
    for field in ["version", "semanticVersion"] {
        assert_eq!(driver[field], env!("CARGO_PKG_VERSION"));
        driver[field] = "VERSION".into();
    }
    let text = serde_json::to_string_pretty(&log).expect("it is JSON");
    insta::assert_snapshot!(text);
}

#[test]
fn github() {
    insta::assert_snapshot!(told("github"));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(told("gitlab"));
}

#[test]
fn junit() {
    insta::assert_snapshot!(told("junit"));
}

#[test]
fn forms_go_to_their_files_in_one_run() {
    let folder = scratch::with("strike.ron", STRIKE);
    let arguments = [
        "check",
        "strike.ron",
        "--format",
        "github",
        "--format",
        "sarif=out.sarif",
        "--format",
        "gitlab=out.json",
        "--format",
        "junit=out.xml",
    ];
    let run = run(folder.path(), &arguments);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.out, told("github"));
    for (form, file) in [
        ("sarif", "out.sarif"),
        ("gitlab", "out.json"),
        ("junit", "out.xml"),
    ] {
        assert_eq!(scratch::read(&folder.path().join(file)), told(form));
    }
}

#[test]
fn no_form_holds_a_path_of_the_machine() {
    let folder = scratch::with("strike.ron", STRIKE);
    let whole = folder.path().canonicalize().expect("it is there");
    let name = whole.join("strike.ron");
    let name = name.to_str().expect("it is text");
    for form in ["sarif", "github", "gitlab", "junit"] {
        let output = command(&whole, &["check", "--format", form, name]).output();
        let text = String::from_utf8(output.expect("it runs").stdout).expect("it is text");
        assert_eq!(text, told(form), "{form}");
    }
}

#[test]
fn what_fails_in_junit_is_what_fails() {
    let folder = scratch::empty();
    let failures = |level: &str| {
        let arguments = ["check", "-", "--format", "junit", "--fail-on", level];
        let run = run_with_input(folder.path(), &arguments, STRIKE);
        run.out.matches("<failure ").count()
    };
    // An error is never shown as a test that passes.
    assert_eq!(
        (failures("never"), failures("error"), failures("warning")),
        (1, 1, 2)
    );
}
