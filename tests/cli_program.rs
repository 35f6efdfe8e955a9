//! The program as shells see it: streams, exit codes, files.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn annals(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

fn read(path: &Path) -> String {
    let mut text = String::new();
    let mut file = std::fs::File::open(path).expect("the file is there");
    file.read_to_string(&mut text).expect("it is text");
    text
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &[][..],
        &["chekc"],
        &["order"],
        &["why", "a.ron"],
        &["check", "--format", "xml"],
        &["check", "--format", "json="],
        &["check", "--fail-on", "sometimes"],
        &["check", "-j", "0"],
        &["--as-of", "yesterday", "check"],
        &["--as-of", "2026-1-2", "check"],
        &["check", "--as-of", "2026-02-30"],
        &["order", "a.ron", "a", "b", "c"],
        &["check", "-q", "-v"],
        &["completions", "cmd"],
    ] {
        let output = annals(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_exit_with_0_and_show_examples() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "order", "why", "bounds", "init", "completions"] {
        let output = annals(folder.path(), &[command, "--help"]);
        assert_eq!(output.status.code(), Some(0), "{command}");
        let help = text(&output.stdout);
        assert!(
            help.contains(&format!("Examples:\n  annals {command}")),
            "{help}"
        );
    }
    let output = annals(folder.path(), &["--version"]);
    assert_eq!(
        text(&output.stdout),
        format!("annals {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn arguments_are_shown_safely() {
    let folder = tempfile::tempdir().unwrap();
    let evil = "--x\u{1b}[2J\u{202e}\n::error::y\u{85}";
    let output = annals(folder.path(), &["check", evil]);
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(
        message.contains("--x␛[2J\\u{202e}␊::error::y\\u{85}"),
        "{message}"
    );
    assert!(
        message
            .chars()
            .all(|c| c == '\n' || !annals::emit::safe::is_unsafe(c))
    );
    assert!(!message.lines().any(|line| line.starts_with("::")));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf_8_are_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let output = Command::new(env!("CARGO_BIN_EXE_annals"))
        .arg("order")
        .arg("a.ron")
        .arg(std::ffi::OsStr::from_bytes(b"a\xff\x1b"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.contains(&0x1b));
}

#[test]
fn init_writes_a_timeline_and_names_the_next_commands() {
    let folder = tempfile::tempdir().unwrap();
    let output = annals(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("\n  annals check timelines/first.ron\n"));
    let written = read(&folder.path().join("timelines/first.ron"));
    assert!(written.contains("annals: 1"));

    let again = annals(folder.path(), &["init", "."]);
    assert_eq!(again.status.code(), Some(2));
    assert!(again.stdout.is_empty());
    let message = text(&again.stderr);
    assert!(message.contains("timelines/first.ron") && message.contains("exists already"));
    assert_eq!(read(&folder.path().join("timelines/first.ron")), written);
}

#[test]
fn init_makes_the_folder_that_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let output = annals(folder.path(), &["init", "a/b", "-q"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    assert!(folder.path().join("a/b/timelines/first.ron").is_file());
}

#[cfg(unix)]
#[test]
fn init_follows_no_dangling_link() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("timelines")).unwrap();
    let outside = folder.path().join("outside.ron");
    std::os::unix::fs::symlink(&outside, folder.path().join("timelines/first.ron")).unwrap();
    let output = annals(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!outside.exists());
}

#[test]
fn the_first_timeline_is_ron() {
    let folder = tempfile::tempdir().unwrap();
    annals(folder.path(), &["init"]);
    let text = read(&folder.path().join("timelines/first.ron"));
    let value: ron::Value = ron::from_str(&text).expect("it is well-formed");
    let ron::Value::Map(fields) = value else {
        panic!("a timeline is a struct");
    };
    let events = fields
        .iter()
        .find(|(name, _)| **name == ron::Value::String("events".into()));
    let Some((_, ron::Value::Seq(events))) = events else {
        panic!("a timeline has events");
    };
    assert_eq!(events.len(), 4);
}

#[test]
fn completions_are_written_for_each_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = annals(folder.path(), &["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(text(&output.stdout).contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for arguments in [
        &["completions", "zsh"][..],
        &["--help"],
        &["check", "--help"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        // The reader is dropped behind the first line, which closes the pipe.
        let stdout = child.stdout.take().unwrap();
        BufReader::with_capacity(64, stdout)
            .read_line(&mut first)
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(!first.is_empty());
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn colour_follows_flags_and_environment() {
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.args(arguments).envs(variables.iter().copied());
        let output = command.output().unwrap();
        output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
    };
    for arguments in [&["--help"][..], &["check", "--nope"]] {
        assert!(!run(arguments, &[]), "pipes are no terminals");
        assert!(run(arguments, &[("CLICOLOR_FORCE", "1")]));
        assert!(!run(arguments, &[("NO_COLOR", "1")]));
        let never: Vec<_> = ["--color", "never"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        assert!(!run(&never, &[("CLICOLOR_FORCE", "1")]));
        let never: Vec<_> = ["--color=never"].iter().chain(arguments).copied().collect();
        assert!(!run(&never, &[("CLICOLOR_FORCE", "1")]));
        let always: Vec<_> = ["--color", "always"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        assert!(run(&always, &[]));
    }
}

#[test]
fn no_timeline_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let timeline = "(annals: 1, title: \"T\", events: [(id: \"a\", title: \"A\")])";
    let path = folder.path().join("a.ron");
    std::io::Write::write_all(
        &mut std::fs::File::create(&path).unwrap(),
        timeline.as_bytes(),
    )
    .unwrap();
    for arguments in [
        &["check", "a.ron", "-o", "a.ron"][..],
        &["check", "--format", "json=./a.ron", "."],
        &["order", "a.ron", "-o", "a.ron"],
    ] {
        let output = annals(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("it is a timeline that was read"));
        assert_eq!(read(&path), timeline);
    }
}
