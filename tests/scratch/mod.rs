//! Scratch folders, and files in them.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

/// An empty folder, which is gone with its value.
pub fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is room")
}

/// A folder with one file.
pub fn with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = empty();
    write(&folder.path().join(name), text);
    folder
}

pub fn write(path: &Path, text: &str) {
    let mut file = File::create(path).expect("its folder is there");
    file.write_all(text.as_bytes()).expect("there is room");
}

pub fn read(path: &Path) -> String {
    let mut text = String::new();
    let mut file = File::open(path).expect("the file is there");
    file.read_to_string(&mut text).expect("it is text");
    text
}
