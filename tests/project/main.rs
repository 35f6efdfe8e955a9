//! annals in a project: its configuration, findings that are accepted or known, mends, and watching.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test writes files and fails where it cannot"
)]

#[path = "../program/mod.rs"]
mod program;

mod accepted;
mod configured;
mod fixing;
mod known;
mod many;
mod watching;

use std::fs;
use std::path::Path;

use program::{Run, run};
use tempfile::TempDir;

/// A folder with files in it.
struct Project {
    folder: TempDir,
}

impl Project {
    /// A project with these files.
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        // The root, so that nothing above the folder counts.
        fs::create_dir(project.path().join(".git")).unwrap();
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    /// A project in a git repository with one commit.
    fn committed(files: &[(&str, &str)]) -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (name, text) in files {
            project.write(name, text);
        }
        project.git(&["init", "-q", "-b", "main"]);
        project.commit();
        project
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let out = std::process::Command::new("git")
            .current_dir(self.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{arguments:?}: {}",
            program::text(out.stderr)
        );
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "a step"]);
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(self.path(), arguments)
    }

    /// The findings of `check` with more arguments, a line each without the message.
    fn found(&self, arguments: &[&str]) -> Vec<String> {
        let run = self.run(&[&["check", "--format", "concise"], arguments].concat());
        assert!(run.code != Some(2), "{}", run.err);
        let lines = run.out.lines();
        lines
            .map(|line| {
                line.split_once(']')
                    .map_or(line, |(head, _)| head)
                    .to_owned()
                    + "]"
            })
            .collect()
    }
}

/// A timeline with one event that a source of the list does not report, and one unknown actor.
const FAULTY: &str = "(
    annals: 1,
    title: \"A vote\",
    sources: [(id: \"ledger\", title: \"Ledger\"), (id: \"gazette\", title: \"Gazette\")],
    actors: [(id: \"union\", name: \"Union\")],
    events: [
        (id: \"vote\", title: \"Vote\", when: \"1931-04-15\", actors: [\"union\", \"berg\"], evidence: [(source: \"gazette\")]),
    ],
)
";

/// The same without a fault.
const CLEAN: &str = "(
    annals: 1,
    title: \"A vote\",
    events: [(id: \"vote\", title: \"Vote\", when: \"1931-04-15\")],
)
";
