//! The README and the page on CI show what the program says: every `console` block is run and
//! compared.
//!
//! `<!-- file: NAME -->` above a block makes it a file, `<!-- edit NAME: OLD => NEW -->` changes
//! one, as the reader is told to. Run with `UPDATE_README=1`, this writes what the program says
//! into the pages instead; look at them then.

mod program;
mod scratch;

use std::fs;
use std::path::Path;

use scratch::{read, write};

/// What a terminal shows for one command.
fn session(folder: &Path, command: &str) -> String {
    let words: Vec<&str> = command.split_whitespace().collect();
    let (program, arguments) = words.split_first().expect("a command");
    assert_eq!(*program, "annals", "{command}");
    // The README was written on the day of these runs; readers will see their own.
    let run = program::run(folder, arguments);
    assert!(matches!(run.code, Some(0 | 1)), "{command}: {:?}", run.code);
    format!("{}\n", program::shown(arguments, &run).trim_end())
}

/// The README with what the program says in every `console` block.
fn replayed(readme: &str, folder: &Path) -> String {
    let mut told = String::new();
    let mut file_name = None;
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        told.push_str(line);
        told.push('\n');
        let indent = &line[..line.len() - line.trim_start().len()];
        let directive = line.trim().strip_prefix("<!-- ");
        if let Some(directive) = directive.and_then(|rest| rest.strip_suffix(" -->")) {
            if let Some(name) = directive.strip_prefix("file: ") {
                file_name = Some(name);
            } else if let Some(edit) = directive.strip_prefix("edit ") {
                let (name, change) = edit.split_once(": ").expect("`NAME: OLD => NEW`");
                let (old, new) = change.split_once(" => ").expect("`OLD => NEW`");
                let path = folder.join(name);
                let text = read(&path);
                assert!(text.contains(old), "{name} has no `{old}`");
                write(&path, &text.replacen(old, new, 1));
            }
        }
        if !line.trim_start().starts_with("```") || line.trim() == "```" {
            continue;
        }
        let body: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "```")
            .map(|line| line.strip_prefix(indent).unwrap_or(line))
            .collect();
        let shown = if line.trim() == "```console" {
            let commands = body.iter().filter_map(|line| line.strip_prefix("$ "));
            let sessions: Vec<String> = commands.map(|line| session(folder, line)).collect();
            sessions.join("\n")
        } else {
            let text = format!("{}\n", body.join("\n"));
            if let Some(name) = file_name.take() {
                write(&folder.join(name), &text);
            }
            text
        };
        for line in shown.lines() {
            if !line.is_empty() {
                told.push_str(indent);
                told.push_str(line);
            }
            told.push('\n');
        }
        told.push_str(indent);
        told.push_str("```\n");
    }
    told
}

/// Compares a page with what the program says in a folder.
fn shows_what_the_program_says(page: &str, folder: &Path) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = read(&path);
    let told = replayed(&text, folder);
    if std::env::var_os("UPDATE_README").is_some() {
        write(&path, &told);
    } else {
        assert!(text.contains("```console"), "no command is shown");
        for (number, (shown, said)) in (1..).zip(text.lines().zip(told.lines())) {
            assert_eq!(shown, said, "{page}:{number}: run with UPDATE_README=1");
        }
        assert_eq!(text, told, "run with UPDATE_README=1");
    }
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = scratch::empty();
    let timelines = folder.path().join("timelines");
    fs::create_dir(&timelines).expect("there is room");
    for entry in fs::read_dir(root.join("timelines")).expect("the timelines are there") {
        let entry = entry.expect("a timeline");
        fs::copy(entry.path(), timelines.join(entry.file_name())).expect("there is room");
    }
    shows_what_the_program_says("README.md", folder.path());
}

#[test]
fn the_page_on_ci_shows_what_the_program_says() {
    shows_what_the_program_says("docs/ci.md", scratch::empty().path());
}

#[test]
fn whole_timelines_in_the_manual_check_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = read(&root.join("docs/format.md"));
    let folder = scratch::empty();
    let blocks = manual.split("```ron\n").skip(1);
    let blocks = blocks.filter_map(|block| block.split("```").next());
    let whole: Vec<&str> = blocks
        .filter(|block| block.starts_with("Timeline("))
        .collect();
    assert!(!whole.is_empty());
    for timeline in whole {
        write(&folder.path().join("a.ron"), timeline);
        let shown = session(folder.path(), "annals check a.ron");
        assert!(shown.contains("nothing to report"), "{shown}");
    }
}
