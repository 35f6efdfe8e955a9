//! The root of a timeline: the folder beyond which nothing that it names is read.

use std::path::{Path, PathBuf};

/// The root of the files in a folder that is resolved through symbolic links: the folder of the
/// nearest `annals.toml` above, else its git root, else itself.
pub(super) fn root_of(folder: &Path) -> PathBuf {
    let nearest = |mark: &str| folder.ancestors().find(|above| above.join(mark).exists());
    let root = nearest(super::config::NAME)
        .or_else(|| nearest(".git"))
        .unwrap_or(folder);
    root.to_owned()
}

/// The top of the git repository that a folder belongs to.
pub(super) fn repository_of(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| above.join(".git").exists())
}

/// The folder that a file stands in; the working folder for a bare name.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("."),
    }
}
