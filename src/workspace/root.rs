//! The root of a timeline: the folder beyond which nothing that it names is read.

use std::path::{Path, PathBuf};

/// The root of a file: the folder of the nearest `annals.toml` above it, else its git root, else
/// its own folder; resolved through symbolic links.
pub(super) fn root_of(file: &Path) -> std::io::Result<PathBuf> {
    let folder = folder_of(file).canonicalize()?;
    let nearest = |mark: &str| folder.ancestors().find(|above| above.join(mark).exists());
    let root = nearest(super::config::NAME)
        .or_else(|| nearest(".git"))
        .unwrap_or(&folder);
    Ok(root.to_owned())
}

/// The folder that a file stands in; the working folder for a bare name.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("."),
    }
}
