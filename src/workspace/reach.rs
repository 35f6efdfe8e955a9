//! Paths that a timeline names.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::files::{Unreadable, read};

/// The largest file that a timeline may name, in bytes.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// The longest path that is followed, in bytes; no system opens longer ones.
const MAX_PATH: usize = 4096;

/// How many symbolic links one path may lead through; as many as Linux follows.
const MAX_LINKS: usize = 40;

/// A folder that a path must not leave.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fence<'p> {
    /// The folder, resolved through symbolic links.
    pub(super) folder: &'p Path,
    /// What the folder is, with its article: `the root`.
    pub(super) what: &'static str,
}

/// Why a named file was not found.
#[derive(Debug)]
pub(super) enum Unreached {
    /// It must not be named, whatever is there.
    Refused(String),
    /// It may be named and is not there, or the operating system hides it.
    Absent(String),
}

impl Unreached {
    /// What to say of the file.
    pub(super) fn into_message(self) -> String {
        match self {
            Self::Refused(message) | Self::Absent(message) => message,
        }
    }
}

/// Finds the file that `named` means in `folder`, without reading it: its path, resolved through
/// symbolic links.
///
/// The outcome depends on nothing outside the fence: a path that leads there is refused whatever
/// is there.
pub(super) fn reach(folder: &Path, fence: Fence<'_>, named: &str) -> Result<PathBuf, Unreached> {
    let relative = Path::new(named);
    if named.is_empty() || named.contains('\0') {
        return Err(Unreached::Refused("this is no path".to_owned()));
    }
    if named.len() > MAX_PATH {
        return Err(Unreached::Refused("this path is too long".to_owned()));
    }
    if relative.has_root()
        || relative
            .components()
            .any(|part| matches!(part, Component::Prefix(_)))
    {
        let message = "paths are relative to the file that names them";
        return Err(Unreached::Refused(message.to_owned()));
    }
    let outside = || {
        let name = folder_name(fence.folder);
        Unreached::Refused(format!("this leads outside {}, `{name}`", fence.what))
    };
    if leaves(folder, fence.folder, relative) {
        return Err(outside());
    }
    let path = folder.join(relative).canonicalize().map_err(|error| {
        Unreached::Absent(if error.kind() == std::io::ErrorKind::NotFound {
            "there is no such file".to_owned()
        } else {
            error.to_string()
        })
    })?;
    if path.starts_with(fence.folder) {
        Ok(path)
    } else {
        Err(outside())
    }
}

/// Reads what was reached.
pub(super) fn contents(reached: &Path) -> Result<Vec<u8>, String> {
    read(reached, MAX_BYTES).map_err(|error: Unreadable| error.message(MAX_BYTES))
}

/// A path under which findings show what was reached: as it was named, where that is true without
/// its detours, else from the working folder, else from the root.
pub(super) fn shown(beside: &Path, named: &str, reached: &Path, root: &Path) -> PathBuf {
    let named = beside.join(named);
    let direct = tidy(&named);
    let leads_there = |path: &Path| path.canonicalize().is_ok_and(|path| path == reached);
    if leads_there(&direct) {
        return direct;
    }
    if leads_there(&named) {
        return named;
    }
    let working = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let within = working
        .ok()
        .and_then(|folder| reached.strip_prefix(folder).ok().map(Path::to_owned));
    within.unwrap_or_else(|| reached.strip_prefix(root).unwrap_or(reached).to_owned())
}

/// The last part of a folder's path: enough to know it by, and no path of this machine.
fn folder_name(folder: &Path) -> String {
    folder.file_name().map_or_else(
        || "/".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Whether a relative path, followed step by step through symbolic links as the operating system
/// does, leaves the fence at one of its steps. Steps that do not exist count as they are written.
fn leaves(start: &Path, fence: &Path, relative: &Path) -> bool {
    let mut at = start.to_owned();
    let mut links = 0;
    for step in relative.components() {
        // Where a link leads is one step, however many it takes there.
        let mut rest = vec![step.as_os_str().to_owned()];
        while let Some(part) = rest.pop() {
            match Path::new(&part).components().next() {
                Some(Component::Normal(name)) => at.push(name),
                Some(Component::ParentDir) => {
                    at.pop();
                    continue;
                }
                Some(Component::RootDir | Component::Prefix(_)) => {
                    at.push(&part);
                    continue;
                }
                Some(Component::CurDir) | None => continue,
            }
            if let Ok(target) = at.read_link() {
                links += 1;
                if links > MAX_LINKS {
                    // Links in a circle lead nowhere; whoever follows them hears so.
                    return false;
                }
                at.pop();
                let parts: Vec<OsString> = target
                    .components()
                    .map(|part| part.as_os_str().to_owned())
                    .collect();
                rest.extend(parts.into_iter().rev());
            }
        }
        if !at.starts_with(fence) {
            return true;
        }
    }
    false
}

/// A path without `.` and `..`, as far as it has steps to take back.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}
