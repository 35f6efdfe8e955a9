//! `check --watch`.

use std::io::{BufRead as _, BufReader, Read};
use std::process::Stdio;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::program::command;
use super::{CLEAN, FAULTY, Project};

/// How long a line may take; a test that waits for ever tells nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// The lines of a stream, as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

#[test]
fn a_change_is_checked_again() {
    let project = Project::new(&[("timelines/a.ron", CLEAN), ("timelines/b.ron", CLEAN)]);
    let mut child = command(project.path(), &["check", "--watch", "--format", "concise"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let messages = lines(child.stderr.take().unwrap());
    let findings = lines(child.stdout.take().unwrap());
    let until_it_waits = || {
        let line = messages.recv_timeout(PATIENCE).unwrap();
        assert_eq!(line, "annals: waiting for changes");
    };
    let until_a_line_of = |name: &str| {
        while !findings.recv_timeout(PATIENCE).unwrap().starts_with(name) {}
    };
    until_it_waits();
    project.write("timelines/b.ron", FAULTY);
    until_a_line_of("timelines/b.ron:");
    until_it_waits();
    // A file that is new, and put in place as editors do it.
    project.write("timelines/c.ron.tmp", FAULTY);
    let timelines = project.path().join("timelines");
    std::fs::rename(timelines.join("c.ron.tmp"), timelines.join("c.ron")).unwrap();
    until_a_line_of("timelines/c.ron:");
    // What is no timeline and was not read changes nothing, so the next line tells of `d`.
    until_it_waits();
    project.write("timelines/notes.txt", "anything");
    std::thread::sleep(Duration::from_millis(300));
    project.write("timelines/d.ron", FAULTY);
    until_a_line_of("timelines/d.ron:");
    until_it_waits();
    assert_eq!(messages.try_recv().ok(), None);
    child.kill().unwrap();
    child.wait().unwrap();
}
