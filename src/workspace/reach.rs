//! Paths that a timeline names.

use std::path::{Component, Path, PathBuf};

use super::files::{Unreadable, read};
use super::root::folder_of;

/// The largest file that a timeline may name, in bytes.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// A file that a timeline names, found and inside the root.
#[derive(Debug)]
pub(super) struct Reached {
    /// The file, resolved through symbolic links.
    pub(super) path: PathBuf,
    /// Its path as findings show it: relative to where the naming file stands.
    pub(super) shown: PathBuf,
}

/// Finds the file that `named` means to the timeline at `from`, without reading it.
///
/// The outcome depends on nothing outside the root: a path that leads there is refused whatever
/// is there.
pub(super) fn reach(from: &Path, root: &Path, named: &str) -> Result<Reached, String> {
    let relative = Path::new(named);
    if named.is_empty() || named.contains('\0') {
        return Err("this is no path".to_owned());
    }
    if relative.is_absolute()
        || relative
            .components()
            .any(|part| matches!(part, Component::Prefix(_)))
    {
        return Err("paths are relative to the file that names them".to_owned());
    }
    let outside = || format!("this leads outside the root, `{}`", root_name(root));
    let folder = folder_of(from);
    let start = folder.canonicalize().map_err(|error| error.to_string())?;
    if leaves(&start, root, relative) {
        return Err(outside());
    }
    let path = start.join(relative).canonicalize().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            "there is no such file".to_owned()
        } else {
            error.to_string()
        }
    })?;
    if !path.starts_with(root) {
        return Err(outside());
    }
    Ok(Reached {
        path,
        shown: tidy(&folder.join(relative)),
    })
}

/// Reads what was reached.
pub(super) fn contents(reached: &Reached) -> Result<Vec<u8>, String> {
    read(&reached.path, MAX_BYTES).map_err(|error: Unreadable| error.message(MAX_BYTES))
}

/// The last part of the root's path: enough to know it by, and no path of this machine.
fn root_name(root: &Path) -> String {
    root.file_name().map_or_else(
        || "/".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Whether the steps of a relative path, taken literally, leave the root.
fn leaves(start: &Path, root: &Path, relative: &Path) -> bool {
    let mut at = start.to_owned();
    relative.components().any(|part| {
        match part {
            Component::ParentDir => {
                at.pop();
            }
            Component::Normal(name) => at.push(name),
            _ => {}
        }
        !at.starts_with(root)
    })
}

/// A path without `.` and, where that is sure, without `..`.
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
