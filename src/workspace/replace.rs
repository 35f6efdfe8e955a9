//! Puts files in the place of others, whole or not at all.
//!
//! A draft is written beside the file, brought to the disk, and moved over the file, which the
//! operating system does in one step. Whenever the program, or the machine, stops: the file has its
//! old content or its new one, and what may be left over is a draft, `.NAME.PID-N.tmp`, which no
//! folder of timelines counts as one.
//!
//! Kept are the permissions, the owner where that is allowed, and symbolic links, which lead to the
//! new content. Not kept are other hard links to the file, which keep the old content, and
//! attributes beyond the mode.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Error;
use super::root::folder_of;

/// How much is written between two steps.
const CHUNK: usize = 1 << 16;

/// A change to the file system that is about to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The draft is made.
    Create,
    /// Some of the content is written into it.
    Write,
    /// It gets the owner and the permissions of the file.
    Permit,
    /// It is brought to the disk.
    Sync,
    /// It is moved over the file.
    Rename,
    /// The folder is brought to the disk.
    SyncFolder,
}

/// Replaces the content of a file that was read, unless it is no longer what was read.
///
/// Somebody who writes between the last look and the move, a few microseconds, still loses what
/// they wrote.
///
/// # Errors
///
/// Where the file is read-only, where it no longer holds `old`, and where the folder cannot be
/// written to. The file is as it was then.
pub fn replace_file(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Error> {
    replace_with(path, old, new, &|_| {})
}

/// Writes a file that may be there already.
///
/// # Errors
///
/// Where the folder is not there or cannot be written to, or the path is a device, a folder or the
/// like. What was there is as it was then.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    let written = Draft::beside(path).and_then(|mut draft| {
        draft.write_all(content)?;
        draft.put_in_place()
    });
    written.map_err(|error| unwritten(path, &error))
}

/// The same as [`replace_file`]; tells of each step before it is taken.
pub(super) fn replace_with(
    path: &Path,
    old: &[u8],
    new: &[u8],
    on_step: &dyn Fn(Step),
) -> Result<(), Error> {
    let known = fs::metadata(path).map_err(|error| Error::io(path, &error))?;
    if known.permissions().readonly() {
        return Err(Error::at(path, "not written: the file is read-only"));
    }
    let draft = || {
        on_step(Step::Create);
        let mut draft = Draft::beside(path)?;
        for chunk in new.chunks(CHUNK) {
            on_step(Step::Write);
            draft.write_all(chunk)?;
        }
        draft.seal(on_step)?;
        Ok(draft)
    };
    let draft = draft().map_err(|error| unwritten(path, &error))?;
    let limit = old.len() as u64;
    match super::files::read(&draft.target, limit) {
        Ok(bytes) if bytes == old => {}
        _ => {
            return Err(Error::at(
                path,
                "not written: the file was changed meanwhile",
            ));
        }
    }
    draft
        .rename(on_step)
        .map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Path, error: &io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "writing to its folder is not permitted".to_owned(),
        _ => error.to_string(),
    };
    Error::at(path, format!("not written: {message}"))
}

/// What a file is to hold, until it is whole; dropped before that, it is gone.
#[derive(Debug)]
pub(crate) struct Draft {
    path: PathBuf,
    /// What it is moved to, and what is there now.
    target: PathBuf,
    known: Option<Metadata>,
    file: File,
    placed: bool,
}

impl Draft {
    /// A new file in the folder of the file that `path` leads to, so that it can be moved without
    /// copying.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written to, and where the path leads to no regular file.
    pub(crate) fn beside(path: &Path) -> io::Result<Self> {
        // A symbolic link stays one: what it leads to is replaced.
        let (target, known) = match fs::symlink_metadata(path) {
            Ok(_) => (fs::canonicalize(path)?, Some(fs::metadata(path)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
            Err(error) => return Err(error),
        };
        let refused = |message: &str| io::Error::new(io::ErrorKind::InvalidInput, message);
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            return Err(refused("this is no regular file"));
        }
        let name = target.file_name();
        let name = name.ok_or_else(|| refused("this names no file"))?;
        for attempt in 0..100 {
            let mut draft = OsString::from(".");
            draft.push(name);
            draft.push(format!(".{}-{attempt}.tmp", std::process::id()));
            let draft = target.with_file_name(draft);
            match create(&draft, known.is_some()) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => {
                    return made.map(|file| Self {
                        path: draft,
                        target,
                        known,
                        file,
                        placed: false,
                    });
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Moves the draft to its place, now that it is whole.
    ///
    /// # Errors
    ///
    /// Where it cannot be written or moved; what was there is as it was then.
    pub(crate) fn put_in_place(mut self) -> io::Result<()> {
        self.seal(&|_| {})?;
        self.rename(&|_| {})
    }

    /// Gives it the owner and permissions of the file, and brings it to the disk.
    fn seal(&mut self, on_step: &dyn Fn(Step)) -> io::Result<()> {
        if let Some(known) = &self.known {
            on_step(Step::Permit);
            keep_owner(&self.file, known);
            self.file.set_permissions(known.permissions())?;
        }
        on_step(Step::Sync);
        self.file.sync_all()
    }

    fn rename(mut self, on_step: &dyn Fn(Step)) -> io::Result<()> {
        on_step(Step::Rename);
        fs::rename(&self.path, &self.target)?;
        self.placed = true;
        on_step(Step::SyncFolder);
        // Not every system can do this, and the file is whole without it.
        let _ = File::open(folder_of(&self.target)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.placed {
            // What went wrong first is what counts.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes a file that is not there yet. What is to replace a file is for its owner alone until it
/// has that file's permissions.
fn create(path: &Path, replaces: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if replaces {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = replaces;
    options.open(path)
}

/// Keeps the owner where that is allowed, as it is to the superuser: who formats in a container
/// does not take the files away from their owner.
#[cfg(unix)]
fn keep_owner(file: &File, known: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let same = |made: Metadata| made.uid() == known.uid() && made.gid() == known.gid();
    if !file.metadata().is_ok_and(same) {
        let _ = fchown(file, Some(known.uid()), Some(known.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::files;

    fn contents(path: &Path) -> Vec<u8> {
        files::read(path, 1 << 20).expect("it can be read")
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_written_whether_or_not_they_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline.json");
        write_file(&path, b"one").unwrap();
        assert_eq!(contents(&path), b"one");
        write_file(&path, b"two").unwrap();
        assert_eq!(contents(&path), b"two");
        assert_eq!(names(folder.path()), ["baseline.json"]);
        let nowhere = folder.path().join("no/baseline.json");
        let error = write_file(&nowhere, b"x").unwrap_err().to_string();
        assert!(
            error.ends_with("not written: there is no such folder"),
            "{error}"
        );
        let error = write_file(folder.path(), b"x").unwrap_err().to_string();
        assert!(
            error.ends_with("not written: this is no regular file"),
            "{error}"
        );
    }

    #[test]
    fn what_somebody_has_changed_meanwhile_is_left_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write_file(&path, b"old").unwrap();
        for meanwhile in [&b"odd"[..], b"old and more", b""] {
            write_file(&path, meanwhile).unwrap();
            let error = replace_file(&path, b"old", b"new").unwrap_err().to_string();
            assert!(
                error.ends_with("not written: the file was changed meanwhile"),
                "{error}"
            );
            assert_eq!(contents(&path), meanwhile);
        }
        write_file(&path, b"old").unwrap();
        let edits = |step| {
            if step == Step::Sync {
                write_file(&path, b"edited").unwrap();
            }
        };
        assert!(replace_with(&path, b"old", b"new", &edits).is_err());
        assert_eq!(contents(&path), b"edited");
        fs::remove_file(&path).unwrap();
        assert!(replace_file(&path, b"edited", b"new").is_err());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn modes_and_links_are_kept_and_read_only_files_refused() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("a.ron"));
        write_file(&file, b"old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.txt", &link).unwrap();
        let private = |step| {
            if step == Step::Permit {
                let draft = names(folder.path()).remove(0);
                let draft = fs::metadata(folder.path().join(draft)).unwrap();
                assert_eq!(draft.permissions().mode() & 0o777, 0o600);
            }
        };
        replace_with(&link, b"old", b"new", &private).unwrap();
        assert_eq!(contents(&file), b"new");
        assert_eq!(fs::read_link(&link).unwrap(), Path::new("a.txt"));
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o640);
        assert_eq!(names(folder.path()), ["a.ron", "a.txt"]);

        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
        let error = replace_file(&link, b"new", b"newer")
            .unwrap_err()
            .to_string();
        assert!(
            error.ends_with("not written: the file is read-only"),
            "{error}"
        );
        symlink("nowhere", folder.path().join("lost")).unwrap();
        assert!(write_file(&folder.path().join("lost"), b"x").is_err());
        assert_eq!(names(folder.path()), ["a.ron", "a.txt", "lost"]);
    }
}
