//! Files that are written where there are none yet.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::Failure;

/// Makes a folder, and those that it stands in.
///
/// # Errors
///
/// Where it cannot be made.
pub(super) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        let folder = folder.display();
        Failure::new(format!("cannot make the folder `{folder}`: {error}"))
    })
}

/// Whether something has this name; a symbolic link that leads nowhere has it, too.
pub(super) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Writes a file that does not exist yet, whole or not at all.
///
/// # Errors
///
/// Where it exists or cannot be written.
pub(super) fn write_new(path: &Path, text: &[u8]) -> Result<(), Failure> {
    try_write(path, text).map_err(|error| {
        let shown = path.display();
        Failure::new(if error.kind() == io::ErrorKind::AlreadyExists {
            format!("`{shown}` exists already; nothing was written")
        } else {
            format!("cannot write `{shown}`: {error}")
        })
    })
}

fn try_write(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text).and_then(|()| file.sync_all());
    if written.is_err() {
        // The file is ours: `create_new` has made it.
        let _ = fs::remove_file(path);
    }
    written
}
