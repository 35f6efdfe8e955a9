//! What git knows, asked without a shell.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Error;

/// The largest file of a revision that is looked at, in bytes.
const MAX_BYTES: usize = 256 << 20;

/// A repository.
#[derive(Debug)]
pub(super) struct Repository {
    /// The top of its work tree, resolved through symbolic links.
    pub(super) top: PathBuf,
}

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blob {
    /// Its path from the top, with `/`.
    pub(super) path: String,
    /// The name of its content.
    pub(super) id: String,
    /// Whether it is a symbolic link, whose content is where it leads.
    pub(super) is_link: bool,
}

impl Repository {
    /// The repository that a folder belongs to.
    pub(super) fn of(folder: &Path) -> Result<Self, Error> {
        let out = run(folder, ["rev-parse", "--show-toplevel"]).map_err(|error| {
            Error::at(folder, format!("`--since` needs a git repository: {error}"))
        })?;
        let top = PathBuf::from(text(&out).trim_end_matches(['\n', '\r']));
        let top = top
            .canonicalize()
            .map_err(|error| Error::io(&top, &error))?;
        Ok(Self { top })
    }

    /// The full name of the commit that a revision means.
    pub(super) fn commit(&self, revision: &str) -> Result<String, Error> {
        let wanted = format!("{revision}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ];
        if let Ok(out) = run(&self.top, arguments) {
            return Ok(text(&out).trim().to_owned());
        }
        let shallow = run(&self.top, ["rev-parse", "--is-shallow-repository"]);
        let shallow = shallow.is_ok_and(|out| text(&out).trim() == "true");
        Err(Error::new(if shallow {
            format!(
                "the revision `{revision}` is not in this shallow clone: fetch more history, as by \
                 `fetch-depth: 0` in the checkout step or by `git fetch --unshallow`"
            )
        } else {
            format!("git knows no revision `{revision}`")
        }))
    }

    /// The files of a commit.
    pub(super) fn files(&self, commit: &str) -> Result<Vec<Blob>, Error> {
        let out =
            run(&self.top, ["ls-tree", "-r", "-z", "--full-tree", commit]).map_err(Error::new)?;
        let lines = out.split(|&byte| byte == 0);
        Ok(lines.filter_map(|line| blob(&text(line))).collect())
    }

    /// Files that have another name in the index than at a commit: the old names and the new. The work
    /// tree is not looked at, as that would run the filters which the repository configures.
    pub(super) fn renamed(&self, commit: &str) -> Result<Vec<(String, String)>, Error> {
        let arguments = [
            "diff",
            "--cached",
            "--no-ext-diff",
            "--name-status",
            "-M",
            "-z",
            "--diff-filter=R",
            commit,
            "--",
        ];
        let out = run(&self.top, arguments).map_err(Error::new)?;
        let words: Vec<String> = out.split(|&byte| byte == 0).map(text).collect();
        let threes = words.chunks_exact(3);
        Ok(threes
            .map(|three| (three[1].clone(), three[2].clone()))
            .collect())
    }

    /// The contents of blobs, handed over one by one.
    pub(super) fn contents(
        &self,
        blobs: &[&Blob],
        mut take: impl FnMut(&Blob, Vec<u8>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let failed = |error: std::io::Error| Error::new(format!("git cat-file: {error}"));
        let mut child = command(&self.top, ["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::new("git cat-file has no streams"));
        };
        let mut stdout = BufReader::new(stdout);
        for blob in blobs {
            writeln!(stdin, "{}", blob.id).map_err(failed)?;
            stdin.flush().map_err(failed)?;
            let mut head = String::new();
            stdout.read_line(&mut head).map_err(failed)?;
            let size = head.rsplit(' ').next().map(str::trim);
            let Some(size) = size.and_then(|size| size.parse::<usize>().ok()) else {
                let message = format!("git does not have `{}` of that revision", blob.path);
                return Err(Error::new(message));
            };
            if size > MAX_BYTES {
                // Nobody reads as much, so it is not missed.
                let mut rest = stdout.by_ref().take(size as u64 + 1);
                std::io::copy(&mut rest, &mut std::io::sink()).map_err(failed)?;
                continue;
            }
            let mut content = vec![0; size + 1];
            stdout.read_exact(&mut content).map_err(failed)?;
            content.truncate(size);
            take(blob, content)?;
        }
        drop(stdin);
        child.wait().map_err(failed)?;
        Ok(())
    }
}

/// A line of `ls-tree`: `100644 blob ID<TAB>PATH`. Submodules have no content here.
fn blob(line: &str) -> Option<Blob> {
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
    (kind == "blob").then(|| Blob {
        path: path.to_owned(),
        id: id.to_owned(),
        is_link: mode == "120000",
    })
}

fn command<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new("git");
    // Looking starts no program that the repository's configuration names, and locks nothing.
    command
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.fsmonitor=false", "--no-optional-locks"])
        .args(arguments)
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    command
}

fn run<S: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Result<Vec<u8>, String> {
    let out = command(folder, arguments)
        .output()
        .map_err(|error| format!("git does not start: {error}"))?;
    if out.status.success() {
        Ok(out.stdout)
    } else {
        let said = text(&out.stderr);
        let first = said.lines().next().unwrap_or("git failed");
        Err(first.trim_start_matches("fatal: ").to_owned())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The paths of blobs, for looking up.
pub(super) fn by_path(blobs: &[Blob]) -> HashMap<&str, &Blob> {
    blobs
        .iter()
        .map(|blob| (blob.path.as_str(), blob))
        .collect()
}
