//! How findings look that only note what could be said more simply: each snapshot was looked at.

use std::path::Path;
use std::process::Command;

/// What a terminal shows for the check of a file under `tests/broken/`.
fn check(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let output = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["check", "--as-of", "2026-11-23", path])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    assert_eq!(
        output.status.code(),
        Some(0),
        "notes and warnings fail nothing"
    );
    String::from_utf8(output.stdout).expect("it writes UTF-8")
}

#[test]
fn dead_alternatives() {
    insta::assert_snapshot!(check("dead-alternative.ron"));
}

#[test]
fn unneeded_mask() {
    insta::assert_snapshot!(check("unneeded-mask.ron"));
}

#[test]
fn conflicting_claims() {
    insta::assert_snapshot!(check("conflicting-claims.ron"));
}
