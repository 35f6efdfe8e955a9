//! `check --watch`.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use super::program::command;
use super::{CLEAN, FAULTY, Project};

#[test]
fn a_change_is_checked_again() {
    let project = Project::new(&[("timelines/a.ron", CLEAN), ("timelines/b.ron", CLEAN)]);
    let mut child = command(project.path(), &["check", "--watch", "--format", "concise"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut messages = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut findings = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until_it_waits = || {
        let line = messages.next().unwrap().unwrap();
        assert_eq!(line, "annals: waiting for changes");
    };
    until_it_waits();
    project.write("timelines/b.ron", FAULTY);
    until_it_waits();
    let found: Vec<String> = (&mut findings).take(2).map(Result::unwrap).collect();
    assert!(
        found
            .iter()
            .all(|line| line.starts_with("timelines/b.ron:")),
        "{found:?}"
    );
    // A file that is new, and put in place as editors do it.
    project.write("timelines/c.ron.tmp", FAULTY);
    let timelines = project.path().join("timelines");
    std::fs::rename(timelines.join("c.ron.tmp"), timelines.join("c.ron")).unwrap();
    until_it_waits();
    let found: Vec<String> = (&mut findings).take(4).map(Result::unwrap).collect();
    assert!(found[2].starts_with("timelines/c.ron:"), "{found:?}");
    child.kill().unwrap();
    child.wait().unwrap();
}
