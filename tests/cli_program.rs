//! The program as shells see it: streams, exit codes, files.

mod program;
mod scratch;

use std::path::Path;

use program::{Run, bare, until_the_first_line};
use scratch::{read, write};

/// The program as of today.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = bare(folder).args(arguments).output();
    output.expect("the program runs").into()
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = scratch::empty();
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
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!run.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_exit_with_0_and_show_examples() {
    let folder = scratch::empty();
    for command in [
        "check",
        "order",
        "why",
        "bounds",
        "init",
        "completions",
        "man",
    ] {
        let run = run(folder.path(), &[command, "--help"]);
        assert_eq!(run.code, Some(0), "{command}");
        let help = run.out;
        assert!(
            help.contains(&format!("Examples:\n  annals {command}")),
            "{help}"
        );
    }
    let run = run(folder.path(), &["--version"]);
    assert_eq!(run.out, format!("annals {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn arguments_are_shown_safely() {
    let folder = scratch::empty();
    let evil = "--x\u{1b}[2J\u{202e}\n::error::y\u{85}";
    let run = run(folder.path(), &["check", evil]);
    assert_eq!(run.code, Some(2));
    let message = run.err;
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
    let output = bare(Path::new("."))
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
    let folder = scratch::empty();
    let first = run(folder.path(), &["init"]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(first.out.contains("\n  annals check timelines/first.ron\n"));
    let written = read(&folder.path().join("timelines/first.ron"));
    assert!(written.contains("annals: 1"));

    let again = run(folder.path(), &["init", "."]);
    assert_eq!(again.code, Some(2));
    assert!(again.out.is_empty());
    let message = again.err;
    assert!(message.contains("timelines/first.ron") && message.contains("exists already"));
    assert_eq!(read(&folder.path().join("timelines/first.ron")), written);
}

#[test]
fn init_makes_the_folder_that_it_is_given() {
    let folder = scratch::empty();
    let run = run(folder.path(), &["init", "a/b", "-q"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.is_empty());
    assert!(folder.path().join("a/b/timelines/first.ron").is_file());
}

#[test]
fn init_writes_a_configuration_and_a_ci_job() {
    let folder = scratch::empty();
    let first = run(folder.path(), &["init"]);
    assert!(first.out.contains("Wrote annals.toml: "), "{}", first.out);
    let workflow = read(&folder.path().join(".github/workflows/annals.yml"));
    let tag = format!("ANNALS_TAG: \"v{}\"", env!("CARGO_PKG_VERSION"));
    assert!(
        workflow.contains(&tag) && !workflow.contains("VERSION\""),
        "{workflow}"
    );
    // The configuration is one that `check` reads, with and without what it only proposes.
    let check = || run(folder.path(), &["check"]);
    assert_eq!(check().code, Some(0), "{}", check().err);
    let path = folder.path().join("annals.toml");
    let config = read(&path);
    let proposed: Vec<&str> = config
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || rest.contains(" = ") => rest,
            _ => line,
        })
        .collect();
    assert_ne!(config.trim_end(), proposed.join("\n"));
    write(&path, &proposed.join("\n"));
    assert!(matches!(check().code, Some(0 | 1)), "{}", check().err);
}

#[test]
fn init_leaves_a_configuration_and_a_ci_job_as_they_are() {
    let folder = scratch::empty();
    write(&folder.path().join("annals.toml"), "# mine\n");
    let first = run(folder.path(), &["init"]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(first.out.contains("Left annals.toml as it is.\n"));
    assert_eq!(read(&folder.path().join("annals.toml")), "# mine\n");
}

#[test]
fn manual_pages_are_written_for_each_command_and_over_nothing() {
    let folder = scratch::empty();
    let main = run(folder.path(), &["man"]);
    assert_eq!((main.code, main.err.as_str()), (Some(0), ""));
    assert!(main.out.contains(".SH SYNOPSIS") && main.out.contains("annals"));
    let written = run(folder.path(), &["man", "--out", "a/man1"]);
    assert_eq!((written.code, written.out.as_str()), (Some(0), ""));
    assert_eq!(read(&folder.path().join("a/man1/annals.1")), main.out);
    let help = run(folder.path(), &["--help"]).out;
    let commands = help.split("Commands:\n").nth(1).expect("they are listed");
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let mut count = 0;
    for name in commands.filter_map(|line| line.split_whitespace().next()) {
        if name != "help" {
            let page = read(&folder.path().join(format!("a/man1/annals-{name}.1")));
            assert!(page.contains(&format!(".TH annals-{name} 1")), "{page}");
            count += 1;
        }
    }
    let pages = std::fs::read_dir(folder.path().join("a/man1")).expect("it is there");
    assert_eq!(pages.count(), count + 1);

    // One page that is somebody's own, and nothing is written.
    let other = folder.path().join("b");
    std::fs::create_dir(&other).expect("there is room");
    write(&other.join("annals-why.1"), "mine");
    let refused = run(folder.path(), &["man", "--out", "b"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("annals-why.1` exists already"),
        "{}",
        refused.err
    );
    assert_eq!(std::fs::read_dir(&other).expect("it is there").count(), 1);
}

#[cfg(unix)]
#[test]
fn init_follows_no_dangling_link() {
    let folder = scratch::empty();
    std::fs::create_dir(folder.path().join("timelines")).unwrap();
    let outside = folder.path().join("outside.ron");
    std::os::unix::fs::symlink(&outside, folder.path().join("timelines/first.ron")).unwrap();
    let run = run(folder.path(), &["init"]);
    assert_eq!(run.code, Some(2));
    assert!(!outside.exists());
}

#[test]
fn the_first_timeline_is_ron() {
    let folder = scratch::empty();
    run(folder.path(), &["init"]);
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
    let folder = scratch::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = run(folder.path(), &["completions", shell]);
        assert_eq!(run.code, Some(0), "{shell}");
        assert!(run.out.contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for arguments in [
        &["completions", "zsh"][..],
        &["--help"],
        &["check", "--help"],
    ] {
        let mut command = bare(Path::new("."));
        command.args(arguments);
        let (first, run) = until_the_first_line(command);
        assert!(!first.is_empty());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn colour_follows_flags_and_environment() {
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = bare(Path::new("."));
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
    let folder = scratch::empty();
    let timeline = "(annals: 1, title: \"T\", events: [(id: \"a\", title: \"A\")])";
    let path = folder.path().join("a.ron");
    write(&path, timeline);
    for arguments in [
        &["check", "a.ron", "-o", "a.ron"][..],
        &["check", "--format", "json=./a.ron", "."],
        &["order", "a.ron", "-o", "a.ron"],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.err.contains("it is a timeline that was read"));
        assert_eq!(read(&path), timeline);
    }
}
