//! How findings look that only note what could be said more simply: each snapshot was looked at.

mod program;

/// What a terminal shows for the check of a file under `tests/broken/`.
fn check(path: &str) -> String {
    let run = program::run(&program::broken(), &["check", path]);
    assert_eq!(run.code, Some(0), "notes and warnings fail nothing");
    run.out
}

#[test]
fn dead_alternatives() {
    insta::assert_snapshot!(check("dead-alternative.ron"));
}

#[test]
fn dead_alternatives_that_are_out_for_different_reasons() {
    insta::assert_snapshot!(check("dead-alternatives-for-two-reasons.ron"));
}

#[test]
fn unneeded_mask() {
    insta::assert_snapshot!(check("unneeded-mask.ron"));
}

#[test]
fn conflicting_claims() {
    insta::assert_snapshot!(check("conflicting-claims.ron"));
}
