//! Which files are meant, and their text.

use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::Error;
use super::config::Config;
use super::root::{folder_of, root_of};

/// The largest timeline that is read when it is asked for by name, in bytes.
pub const MAX_BYTES: u64 = crate::source::MAX_BYTES as u64;

/// A text from standard input.
#[derive(Debug, Clone)]
pub struct Stdin {
    /// The name under which findings show it; paths in it are relative to that name.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The timeline files that `paths` mean, in order and each once: files as they are, folders as
/// every `.ron` file below them that git does not ignore.
///
/// Where no path is named, the configuration of the working folder may name some.
pub(super) fn expand(
    base: &Path,
    paths: &[PathBuf],
    config_of: &mut dyn FnMut(&Path) -> Result<Arc<Config>, Error>,
) -> Result<Vec<PathBuf>, Error> {
    let default = if paths.is_empty() {
        default_paths(base, config_of)?
    } else {
        Vec::new()
    };
    let paths = if paths.is_empty() { &default } else { paths };
    let mut files = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|error| Error::io(path, &error))?;
        if metadata.is_dir() {
            let before = files.len();
            walk(path, config_of, &mut files)?;
            if files.len() == before {
                return Err(Error::nothing_in(path));
            }
        } else if metadata.is_file() {
            files.push(path.clone());
        } else {
            return Err(Error::at(
                path,
                "this is neither a regular file nor a folder",
            ));
        }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    Ok(files)
}

/// What the project's configuration says, else `timelines/` where there is one, else the working
/// folder.
fn default_paths(
    base: &Path,
    config_of: &mut dyn FnMut(&Path) -> Result<Arc<Config>, Error>,
) -> Result<Vec<PathBuf>, Error> {
    let working = base
        .canonicalize()
        .map_err(|error| Error::io(base, &error))?;
    let config = config_of(&working)?;
    if let Some(paths) = config.paths.as_ref().filter(|paths| !paths.is_empty()) {
        // Paths in a configuration start from its folder; from inside of the project they are
        // shown as they are reached from here.
        let inside = working == config.folder;
        let from_here = |path: &PathBuf| {
            if inside {
                base.join(path)
            } else {
                config.folder.join(path)
            }
        };
        return Ok(paths.iter().map(from_here).collect());
    }
    let folder = base.join("timelines");
    Ok(vec![if folder.is_dir() {
        folder
    } else {
        base.to_owned()
    }])
}

/// Adds the timeline files below a folder. What is there is read because it is there, not because
/// somebody named it, so a symbolic link counts only where it leads to a regular file inside the
/// folder's own root.
fn walk(
    folder: &Path,
    config_of: &mut dyn FnMut(&Path) -> Result<Arc<Config>, Error>,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let canonical = folder.canonicalize();
    let canonical = canonical.map_err(|error| Error::io(folder, &error))?;
    let root = root_of(&canonical);
    let outer = config_of(&canonical)?;
    let inside = |link: &Path| {
        link.canonicalize()
            .is_ok_and(|target| target.starts_with(&root) && target.is_file())
    };
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .ignore(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = entry.map_err(|error| Error::at(folder, error.to_string()))?;
        let path = entry.path();
        // Where it stands, but for a symbolic link in its own name.
        let inner = path.strip_prefix(folder).unwrap_or(path);
        let whole = canonical.join(inner);
        if !outer.takes(&whole) {
            continue;
        }
        let taken = entry
            .file_type()
            .is_some_and(|kind| kind.is_file() || kind.is_symlink() && inside(path));
        // A project inside of the project has its own say.
        if taken && config_of(folder_of(&whole))?.takes(&whole) {
            let path = path.strip_prefix(".").unwrap_or(path);
            files.push(path.to_owned());
        }
    }
    Ok(())
}

/// A path as findings show it, with `/` on every system.
pub(super) fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// Reads a file that was named on the command line and is no timeline.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read_named(path: &Path) -> Result<Vec<u8>, Error> {
    read(path, MAX_BYTES).map_err(|error| error.of(path, MAX_BYTES))
}

/// Reads a regular file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    // Opening a device may do something, and a folder does not open everywhere; so look first.
    let size = look(path, limit)?;
    let file = open(path).map_err(Unreadable::Io)?;
    // What was opened may be something else by now.
    let size = size.max(self::size(
        &file.metadata().map_err(Unreadable::Io)?,
        limit,
    )?);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // And it may grow.
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(Unreadable::Io)?;
    if bytes.len() as u64 > limit {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
}

/// The size of a regular file of at most `limit` bytes, without opening it.
pub(super) fn look(path: &Path, limit: u64) -> Result<u64, Unreadable> {
    size(&std::fs::metadata(path).map_err(Unreadable::Io)?, limit)
}

/// The size of a file that is regular and not too large.
fn size(metadata: &Metadata, limit: u64) -> Result<u64, Unreadable> {
    if metadata.is_dir() {
        Err(Unreadable::Folder)
    } else if !metadata.is_file() {
        Err(Unreadable::Irregular)
    } else if metadata.len() > limit {
        Err(Unreadable::TooLarge)
    } else {
        Ok(metadata.len())
    }
}

/// Opens a file without waiting for the other end, should it be a pipe.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    /// `O_NONBLOCK`, where its value is known for sure: POSIX names it, each system numbers it.
    const NON_BLOCKING: i32 = if cfg!(all(
        target_os = "linux",
        any(
            target_arch = "x86_64",
            target_arch = "x86",
            target_arch = "aarch64",
            target_arch = "arm",
            target_arch = "riscv64",
            target_arch = "s390x",
            target_arch = "powerpc64"
        )
    )) {
        0o4000
    } else if cfg!(any(
        target_os = "macos",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd"
    )) {
        4
    } else {
        0
    };
    std::fs::OpenOptions::new()
        .read(true)
        .custom_flags(NON_BLOCKING)
        .open(path)
}

/// Opens a file.
#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// The operating system says so.
    Io(std::io::Error),
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or the like.
    Irregular,
    /// It has more bytes than are read.
    TooLarge,
}

impl Unreadable {
    /// The failure of a run that cannot do without the file.
    pub(super) fn of(self, path: &Path, limit: u64) -> Error {
        match self {
            Self::Io(error) => Error::io(path, &error),
            other => Error::at(path, other.message(limit)),
        }
    }

    /// What to say of the file.
    pub(super) fn message(&self, limit: u64) -> String {
        match self {
            Self::Io(error) => match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                std::io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
                _ => error.to_string(),
            },
            Self::Folder => "this is a folder, not a file".to_owned(),
            Self::Irregular => "this is no regular file".to_owned(),
            Self::TooLarge => format!("the file is larger than {} MiB", limit >> 20),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn opening_a_pipe_that_nobody_writes_to_does_not_wait() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.ron");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let opened = open(&pipe).unwrap().metadata().unwrap();
        assert!(matches!(size(&opened, 1), Err(Unreadable::Irregular)));
        assert!(matches!(read(&pipe, 1), Err(Unreadable::Irregular)));
    }
}
