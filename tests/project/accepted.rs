//! Comments and entries of `allow`.

use super::Project;

/// A timeline with an unknown actor and something before its event, and with entries of `allow`.
fn timeline(before: &str, behind: &str, allow: &str) -> String {
    format!(
        "(
    annals: 1,
    title: \"A vote\",
    actors: [(id: \"union\", name: \"Union\")],
    events: [
        {before}
        (id: \"vote\", title: \"Vote\", when: \"1931\", actors: [\"union\", \"berg\"]),{behind}
        (id: \"strike\", title: \"Strike\", when: \"1931\"),
    ],
    {allow}
)
"
    )
}

fn found(before: &str, behind: &str, allow: &str) -> Vec<String> {
    let project = Project::new(&[("a.ron", &timeline(before, behind, allow))]);
    let found = project.found(&[]).into_iter();
    found
        .map(|line| line.rsplit_once(' ').unwrap().1.to_owned())
        .collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_comment_silences_what_it_speaks_of() {
    for comment in [
        "// annals: allow(unknown-actor) he is in no list",
        "//annals:allow(unknown-actor): he is in no list",
        "/* annals: allow(self-link, unknown-actor) he is in no list */",
    ] {
        let all = found(comment, "", "");
        let unused = usize::from(comment.contains("self-link"));
        assert_eq!(all.len(), unused, "{comment}: {all:?}");
    }
    assert_eq!(
        found("", " // annals: allow(unknown-actor) he is in no list", ""),
        NOTHING
    );
    let far = "(id: \"before\", title: \"Before\"), // annals: allow(unknown-actor) far away";
    assert_eq!(
        found(far, "", ""),
        ["warning[unused-allow]", "error[unknown-actor]"]
    );
}

#[test]
fn an_entry_silences_what_concerns_its_ids() {
    let entry = |with: &str, more: &str| {
        format!("allow: [(rule: \"unknown-actor\"{with}, reason: \"he is in no list\"{more})],")
    };
    assert_eq!(found("", "", &entry("", "")), NOTHING);
    assert_eq!(found("", "", &entry(", with: [\"vote\"]", "")), NOTHING);
    assert_eq!(
        found("", "", &entry(", with: [\"strike\"]", "")),
        ["error[unknown-actor]", "warning[unused-allow]"]
    );
    assert_eq!(
        found("", "", &entry("", ", until: \"2026-11-23\"")),
        NOTHING
    );
    assert_eq!(found("", "", &entry("", ", until: \"2026-12\"")), NOTHING);
    assert_eq!(
        found("", "", &entry("", ", until: \"2026-11-22\"")),
        ["error[unknown-actor]", "warning[expired-allow]"]
    );
}

#[test]
fn a_suppression_without_a_reason_has_no_effect() {
    assert_eq!(
        found("// annals: allow(unknown-actor)", "", ""),
        ["error[allow-without-reason]", "error[unknown-actor]"]
    );
    assert_eq!(
        found("", "", "allow: [(rule: \"unknown-actor\")],"),
        ["error[unknown-actor]", "error[allow-without-reason]"]
    );
    assert_eq!(
        found("", "", "allow: [(rule: \"unknown-actor\", reason: \" \")],"),
        ["error[unknown-actor]", "error[allow-without-reason]"]
    );
}

#[test]
fn what_silences_nothing_is_told() {
    let clean = |comment: &str| {
        let text =
            format!("(annals: 1, title: \"A\", events: [\n{comment}\n(id: \"a\", title: \"A\")])");
        Project::new(&[("a.ron", &text)]).found(&[])
    };
    assert_eq!(
        clean("// annals: allow(self-link) a reason"),
        ["a.ron:2:1: warning[unused-allow]"]
    );
    assert_eq!(
        clean("// annals: alow(self-link) a reason"),
        ["a.ron:2:1: warning[unused-allow]"]
    );
    assert_eq!(
        clean("// annals: allow(selflink) a reason"),
        ["a.ron:2:1: error[unknown-rule]"]
    );
    assert_eq!(clean("// nothing to annals: allow(selflink)"), NOTHING);
}

#[test]
fn a_contradiction_is_silenced_at_any_of_its_statements() {
    let text = |first: &str, second: &str| {
        format!(
            "(annals: 1, title: \"A\", events: [
                {first}
                (id: \"a\", title: \"A\", when: \"1932\"),
                (id: \"b\", title: \"B\", when: \"1931\"),
            ], links: [
                {second}
                (from: \"a\", to: \"b\", kind: \"precedes\"),
            ])"
        )
    };
    let comment = "// annals: allow(contradiction) two calendars";
    for text in [text(comment, ""), text("", comment)] {
        let project = Project::new(&[("a.ron", &text)]);
        let run = project.run(&["check"]);
        assert_eq!(run.code, Some(0), "{}", run.out);
        assert!(run.out.contains("(1 accepted left out)"), "{}", run.out);
        // The answers say so all the same.
        assert_eq!(project.run(&["bounds", "a.ron"]).code, Some(1));
    }
}

#[test]
fn what_cannot_be_read_cannot_be_accepted() {
    let text = "// annals: allow(syntax) never mind\n(annals: 1, title: \"A\" events: [])";
    let project = Project::new(&[("a.ron", text)]);
    assert!(
        project
            .found(&[])
            .contains(&"a.ron:2:23: error[syntax]".to_owned())
    );
}

#[test]
fn an_entry_that_cannot_be_read_accepts_nothing() {
    let all = found(
        "",
        "",
        "allow: [(rule: \"unknown-actor\", with: \"vote\", reason: \"x\")],",
    );
    assert_eq!(all, ["error[unknown-actor]", "error[wrong-type]"]);
}

#[test]
fn a_suppression_of_what_an_archive_says_waits_for_the_archive() {
    let text =
        "(annals: 1, title: \"A\", sources: [(id: \"s\", title: \"S\", file: \"s.txt\")], events: [
        // annals: allow(quote-not-found) the scan is bad
        (id: \"a\", title: \"A\", evidence: [(source: \"s\", quote: \"none\")]),
    ])";
    let project = Project::new(&[("a.ron", text)]);
    assert_eq!(project.found(&[]), ["a.ron:1:64: warning[missing-archive]"]);
    project.write("s.txt", "something else");
    assert_eq!(project.found(&[]), NOTHING);
    project.write("s.txt", "there is none");
    assert_eq!(project.found(&[]), ["a.ron:2:9: warning[unused-allow]"]);
}

#[test]
fn a_block_comment_before_an_item_speaks_of_that_item() {
    let before = "(id: \"first\", title: \"First\", actors: [\"holm\"]), /* annals: allow(unknown-actor) x */";
    assert_eq!(found(before, "", ""), ["error[unknown-actor]"]);
}
