//! Formats files in place.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Error;
use super::config::Configs;
use super::files::{self, Stdin, with_slashes};
use super::load::{not_utf8, text_of};
use super::replace::{Step, replace_with};
use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;
use crate::syntax;

/// Whether files are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formatting {
    /// Files are replaced by what they should be.
    InPlace,
    /// It is only told what they should be.
    Dry,
}

/// A file, and what formatting has made of it.
#[derive(Debug)]
pub struct FormattedFile {
    /// The file's path as it was named.
    pub path: String,
    /// What was made of it, or why it could not be read or written.
    pub outcome: Result<FormatOutcome, Error>,
}

/// What formatting has made of a text.
#[derive(Debug)]
pub enum FormatOutcome {
    /// It is in the canonical layout.
    Unchanged(String),
    /// It is not.
    Changed {
        /// What the file holds, or has held.
        old: String,
        /// The same in the canonical layout.
        new: String,
    },
    /// It has syntax errors and is left as it is.
    Malformed {
        /// The first of them.
        error: Box<Diagnostic>,
        /// The text that it points into.
        sources: SourceMap,
    },
}

/// Formats files, and the timeline files below folders: all that can be, in parallel. Gives what
/// `present` makes of each, in order. The configuration may be named, in place of that of each root.
///
/// # Errors
///
/// Where no path is given and there is no timeline; what is wrong with one file is told of it.
pub fn format_files<T: Send>(
    paths: &[PathBuf],
    formatting: Formatting,
    config: Option<&Path>,
    present: impl Fn(FormattedFile) -> T + Sync,
) -> Result<Vec<T>, Error> {
    format_files_with(paths, formatting, config, &|_| {}, present)
}

/// The same; tells of each step before it is taken.
fn format_files_with<T: Send>(
    paths: &[PathBuf],
    formatting: Formatting,
    config: Option<&Path>,
    on_step: &(dyn Fn(Step) + Sync),
    present: impl Fn(FormattedFile) -> T + Sync,
) -> Result<Vec<T>, Error> {
    let mut sources = SourceMap::new();
    let mut configs = Configs::new(config, &mut sources)?;
    let mut config_of = |folder: &Path| configs.of_folder(folder, &mut sources);
    let here = Path::new(".");
    let mut found = Vec::new();
    if paths.is_empty() {
        found.extend(
            files::expand(here, paths, &mut config_of)?
                .into_iter()
                .map(Ok),
        );
    }
    let mut seen = HashSet::new();
    for path in paths {
        match files::expand(here, std::slice::from_ref(path), &mut config_of) {
            Ok(files) => {
                let known = |file: &PathBuf| file.canonicalize().unwrap_or_else(|_| file.clone());
                let files = files.into_iter().filter(|file| seen.insert(known(file)));
                found.extend(files.map(Ok));
            }
            Err(error) => found.push(Err((path.clone(), error))),
        }
    }
    let formatted = found.into_par_iter().map(|found| {
        let (path, outcome) = match found {
            Ok(path) => {
                let outcome = format_file(&path, formatting, on_step);
                (path, outcome)
            }
            Err((path, error)) => (path, Err(error)),
        };
        present(FormattedFile {
            path: with_slashes(&path),
            outcome,
        })
    });
    Ok(formatted.collect())
}

/// Formats a text from standard input; nothing is written.
#[must_use]
pub fn format_stdin(stdin: Stdin) -> FormattedFile {
    FormattedFile {
        outcome: Ok(format_bytes(&stdin.name, stdin.bytes)),
        path: stdin.name,
    }
}

fn format_file(
    path: &Path,
    formatting: Formatting,
    on_step: &(dyn Fn(Step) + Sync),
) -> Result<FormatOutcome, Error> {
    let bytes = files::read_named(path)?;
    let outcome = format_bytes(&with_slashes(path), bytes);
    if formatting == Formatting::InPlace
        && let FormatOutcome::Changed { old, new } = &outcome
    {
        replace_with(path, old.as_bytes(), new.as_bytes(), on_step)?;
    }
    Ok(outcome)
}

fn format_bytes(name: &str, bytes: Vec<u8>) -> FormatOutcome {
    let mut sources = SourceMap::new();
    let (text, fault) = text_of(bytes);
    let file = sources.add(name, text);
    let formatted = match fault {
        Some(at) => Err(Box::new(not_utf8(&file, at))),
        None => syntax::format(&file),
    };
    match formatted {
        Ok(new) if new == file.text() => FormatOutcome::Unchanged(new),
        Ok(new) => FormatOutcome::Changed {
            old: file.text().to_owned(),
            new,
        },
        Err(error) => FormatOutcome::Malformed { error, sources },
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::workspace::write_file;

    /// Where a child finds what it is to format, and before which step it is to die.
    const FOLDER: &str = "ANNALS_TEST_FORMAT";
    const LAST: &str = "ANNALS_TEST_DIES_BEFORE";

    const SHORT: (&str, &str) = ("(annals:1)", "(annals: 1)\n");

    /// A text that is written in several steps, and its layout.
    fn long() -> (String, String) {
        let quote = "q".repeat(200_000);
        (
            format!("(annals:1,title:\"{quote}\")"),
            format!("(\n    annals: 1,\n    title: \"{quote}\",\n)\n"),
        )
    }

    fn contents(path: &Path) -> String {
        let bytes = files::read(path, files::MAX_BYTES).expect("it can be read");
        String::from_utf8(bytes).expect("it is text")
    }

    /// The run that is killed: a process of its own.
    fn die_at_a_step(folder: &str) {
        let last = std::env::var(LAST).expect("the parent says when");
        let last: usize = last.parse().expect("it is a number");
        let step = AtomicUsize::new(0);
        let on_step = |_: Step| {
            if step.fetch_add(1, Ordering::SeqCst) == last {
                // No destructor runs and nothing is flushed, as when it is killed.
                std::process::abort();
            }
        };
        let paths = [PathBuf::from(folder)];
        let formatted = format_files_with(&paths, Formatting::InPlace, None, &on_step, |file| {
            matches!(file.outcome, Ok(FormatOutcome::Changed { .. }))
        });
        assert_eq!(formatted.expect("there are files"), [true; 4]);
    }

    #[test]
    fn killed_before_each_step_in_turn_every_file_is_whole() {
        if let Ok(folder) = std::env::var(FOLDER) {
            return die_at_a_step(&folder);
        }
        let long = long();
        let long = (&*long.0, &*long.1);
        // Behind the link stands a file that is none of the folder's timelines itself.
        let files = [
            ("a.ron", 0o640, SHORT),
            ("b.ron", 0o600, long),
            ("c.ron", 0o755, SHORT),
            ("d.txt", 0o664, SHORT),
        ];
        let mut seen_old = 0;
        let mut seen_new = 0;
        let mut last = 0;
        loop {
            let scratch = tempfile::tempdir().unwrap();
            let folder = scratch.path();
            for (name, mode, (old, _)) in files {
                write_file(&folder.join(name), old.as_bytes()).unwrap();
                fs::set_permissions(folder.join(name), Permissions::from_mode(mode)).unwrap();
            }
            symlink("d.txt", folder.join("link.ron")).unwrap();
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "--test-threads=1"])
                .arg(
                    "workspace::format::tests::killed_before_each_step_in_turn_every_file_is_whole",
                )
                .env(FOLDER, folder)
                .env(LAST, last.to_string())
                .env("RAYON_NUM_THREADS", "2")
                .output()
                .unwrap();
            let whole_run = child.status.success();
            for (name, mode, (old, new)) in files {
                let path = folder.join(name);
                let content = contents(&path);
                assert!(
                    content == old || content == new,
                    "{name}, before step {last}"
                );
                assert!(!whole_run || content == new, "{name}");
                seen_old += usize::from(content == old);
                seen_new += usize::from(content == new);
                let kept = fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
                assert_eq!(kept, mode, "{name}, before step {last}");
            }
            let link = fs::read_link(folder.join("link.ron")).unwrap();
            assert_eq!(link, Path::new("d.txt"));
            // What is left over is nothing but drafts, and no timeline.
            let entries = fs::read_dir(folder).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let (drafts, named): (Vec<_>, Vec<_>) =
                names.partition(|name| name.starts_with('.') && name.ends_with(".tmp"));
            assert_eq!(named.len(), 5, "{named:?}");
            assert!(!whole_run || drafts.is_empty(), "{drafts:?}");
            let mut sources = SourceMap::new();
            let mut configs = Configs::new(None, &mut sources).unwrap();
            let config_of = &mut |folder: &Path| configs.of_folder(folder, &mut sources);
            let timelines = files::expand(Path::new("."), &[folder.to_owned()], config_of).unwrap();
            assert_eq!(timelines.len(), 4, "{timelines:?}");
            if whole_run {
                break;
            }
            last += 1;
        }
        // Four files with six kinds of steps each, one of them with several writes.
        assert_eq!(last, 4 * 6 + 3, "steps");
        assert!(
            seen_old > last && seen_new > last,
            "{seen_old} old, {seen_new} new"
        );
    }
}
