//! Which files are meant, and their text.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Error;
use super::root::root_of;

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
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let default = [default_path()];
    let paths = if paths.is_empty() { &default } else { paths };
    let mut files = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|error| Error::io(path, &error))?;
        if metadata.is_dir() {
            let before = files.len();
            walk(path, &mut files)?;
            if files.len() == before {
                return Err(Error::at(
                    path,
                    "there is no timeline file (`.ron`) in this folder",
                ));
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

/// `timelines/` where there is one, else the working folder.
fn default_path() -> PathBuf {
    let folder = Path::new("timelines");
    if folder.is_dir() {
        folder.to_owned()
    } else {
        PathBuf::from(".")
    }
}

/// Adds the timeline files below a folder. What is there is read because it is there, not because
/// somebody named it, so a symbolic link counts only where it leads to a regular file inside the
/// folder's own root.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let canonical = folder.canonicalize();
    let root = root_of(&canonical.map_err(|error| Error::io(folder, &error))?);
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
        if path.extension().is_none_or(|extension| extension != "ron") {
            continue;
        }
        let taken = entry
            .file_type()
            .is_some_and(|kind| kind.is_file() || kind.is_symlink() && inside(path));
        if taken {
            let path = path.strip_prefix(".").unwrap_or(path);
            files.push(path.to_owned());
        }
    }
    Ok(())
}

/// Reads a regular file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let metadata = std::fs::metadata(path).map_err(Unreadable::Io)?;
    if metadata.is_dir() {
        return Err(Unreadable::Folder);
    }
    if !metadata.is_file() {
        return Err(Unreadable::Irregular);
    }
    if metadata.len() > limit {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = File::open(path).map_err(Unreadable::Io)?;
    // The file may have grown since it was looked at.
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(Unreadable::Io)?;
    if bytes.len() as u64 > limit {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
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
