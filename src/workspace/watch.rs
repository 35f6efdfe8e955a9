//! Waits for files to change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::root::folder_of;
use super::{Checked, Error, config};

/// How long nothing must happen before a change counts as over: editors write in several steps.
const QUIET: Duration = Duration::from_millis(60);

/// Watches the folders of timelines.
///
/// Folders are watched, not files, as editors put new files in the place of old ones, and a file
/// that is missed today may be there tomorrow.
#[derive(Debug)]
pub struct Watch {
    watcher: RecommendedWatcher,
    changes: Receiver<PathBuf>,
    folders: BTreeSet<PathBuf>,
    /// What was read, or looked for, wherever it is called something else than a timeline.
    read: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches what paths name: folders with all below them, files with their folders.
    ///
    /// # Errors
    ///
    /// Where the system does not tell of changes.
    pub fn new(paths: &[PathBuf]) -> Result<Self, Error> {
        let (sender, changes) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if matches!(event.kind, EventKind::Access(_)) {
                return;
            }
            for path in event.paths {
                // Where nobody waits any more, there is nobody to tell.
                let _ = sender.send(path);
            }
        });
        let mut watch = Self {
            watcher: watcher.map_err(|error| cannot(&error))?,
            changes,
            folders: BTreeSet::new(),
            read: BTreeSet::new(),
        };
        for path in paths {
            if path.is_dir() {
                watch.add(path, RecursiveMode::Recursive)?;
            }
        }
        Ok(watch)
    }

    /// Watches the folders of what a check has read, too.
    ///
    /// # Errors
    ///
    /// Where the system does not tell of changes.
    pub fn follow(&mut self, checked: &Checked) -> Result<(), Error> {
        let sources = checked.sources.files();
        let sources = sources.map(|file| PathBuf::from(file.name()));
        for file in sources.chain(checked.archives.iter().cloned()) {
            let folder = folder_of(&file);
            // What is named and is not there, with its folder, cannot be waited for.
            let Ok(whole) = folder.canonicalize() else {
                continue;
            };
            self.add(folder, RecursiveMode::NonRecursive)?;
            self.read
                .extend(file.file_name().map(|name| whole.join(name)));
        }
        Ok(())
    }

    fn add(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Error> {
        let whole = folder.canonicalize();
        let whole = whole.map_err(|error| Error::io(folder, &error))?;
        let known = self.folders.iter().any(|known| *known == whole);
        if !known {
            self.watcher
                .watch(&whole, mode)
                .map_err(|error| cannot(&error))?;
            self.folders.insert(whole);
        }
        Ok(())
    }

    /// Waits until a timeline, a configuration or something that was read has changed and is at
    /// rest again; `false` where nothing will tell of changes any more.
    #[must_use]
    pub fn wait(&self) -> bool {
        loop {
            let Ok(first) = self.changes.recv() else {
                return false;
            };
            let mut counts = self.counts(&first);
            while let Ok(path) = self.changes.recv_timeout(QUIET) {
                counts |= self.counts(&path);
            }
            if counts {
                return true;
            }
        }
    }

    fn counts(&self, path: &Path) -> bool {
        let of_git = path.components().any(|part| part.as_os_str() == ".git");
        let is_timeline = path.extension().is_some_and(|extension| extension == "ron");
        let is_config = path.file_name().is_some_and(|name| name == config::NAME);
        !of_git && (is_timeline || is_config || self.read.contains(path))
    }
}

fn cannot(error: &notify::Error) -> Error {
    Error::new(format!("cannot watch files: {error}"))
}
