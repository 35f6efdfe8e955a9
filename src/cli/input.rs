//! Standard input, and where the program runs.

use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use crate::workspace::{MAX_BYTES, Stdin};

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The folder in which the program runs, with `/` on every system; empty where there is none.
pub(super) fn folder() -> String {
    let folder = std::env::current_dir().unwrap_or_default();
    let folder = folder.to_string_lossy();
    folder.replace(std::path::MAIN_SEPARATOR, "/")
}

/// Everything that standard input holds.
///
/// # Errors
///
/// Where it cannot be read or is larger than a timeline file may be.
pub(super) fn stdin(name: &str) -> Result<Stdin, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new("standard input is larger than 2 GiB"));
    }
    Ok(Stdin {
        name: name.to_owned(),
        bytes,
    })
}
