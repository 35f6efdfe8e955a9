//! What was found at another revision: the old side of `--since`.
//!
//! The files of the revision that a check may read are written to a scratch folder and checked
//! there as if it were the work tree: timelines with what they use, archived texts, and
//! configurations, all as they were. Submodules, and what is kept outside of git (such as Git LFS),
//! are not there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::config::{self, Config};
use super::git::{Blob, Repository, by_path};
use super::known::Known;
use super::root::folder_of;
use super::{CheckOptions, Error, checked};
use crate::model::decode;
use crate::source::SourceMap;

/// The findings of a revision, for the paths that a check looks at now.
///
/// Gives a remark, too, where the old side could not be checked, so that everything counts as new.
///
/// # Errors
///
/// Where there is no repository, or no such revision in it.
pub fn since(
    paths: &[PathBuf],
    revision: &str,
    options: &CheckOptions,
) -> Result<(Known, Option<String>), Error> {
    let here = Path::new(".");
    let working = here
        .canonicalize()
        .map_err(|error| Error::io(here, &error))?;
    // The repository is that of what is checked, wherever that is done.
    let first = paths.first().map_or(
        here,
        |path| if path.is_dir() { path } else { folder_of(path) },
    );
    let repository = Repository::of(first)?;
    let commit = repository.commit(revision)?;
    let blobs = repository.files(&commit)?;
    let scratch = tempfile::tempdir()
        .map_err(|error| Error::new(format!("cannot make a scratch folder: {error}")))?;
    // Canonical, as files are compared with it.
    let old = scratch.path().canonicalize();
    let old = old.map_err(|error| Error::io(scratch.path(), &error))?;
    let inner = |path: &Path| -> Result<PathBuf, Error> {
        let whole = working.join(path);
        let whole = whole.canonicalize().unwrap_or(whole);
        let inner = whole.strip_prefix(&repository.top);
        let inner = inner.map_err(|_| Error::at(path, "this is outside of the git repository"))?;
        Ok(old.join(inner))
    };
    // A configuration that is named is, on the old side, what it was then; its patterns start there.
    let config = options.config.as_deref().map(&inner).transpose()?;
    let named = config
        .as_deref()
        .and_then(|config| config.strip_prefix(&old).ok());
    write_out(&repository, &blobs, named, &old)?;
    let mut then: Vec<PathBuf> = Vec::new();
    for path in paths {
        let path = inner(path)?;
        if path.exists() {
            then.push(path);
        }
    }
    if then.is_empty() && !paths.is_empty() {
        return Ok((Known::default(), None));
    }
    let options = CheckOptions {
        with_support: false,
        config,
        ..options.clone()
    };
    let base = if paths.is_empty() {
        inner(here)?
    } else {
        old.clone()
    };
    let found = if base.is_dir() {
        checked::check_from(&base, &then, None, &options)
    } else {
        return Ok((Known::default(), None));
    };
    let mut known = match found {
        Ok(checked) => Known::of(&checked),
        Err(error) if error.is_nothing_to_check() => Known::default(),
        Err(error) => {
            let lines = error
                .lines()
                .join("; ")
                .replace(&*old.to_string_lossy(), revision);
            let remark =
                format!("nothing counts as known, as `{revision}` cannot be checked: {lines}");
            return Ok((Known::default(), Some(remark)));
        }
    };
    for (from, to) in repository.renamed(&commit)? {
        known.renamed(&from, &to);
    }
    Ok((known, None))
}

/// Writes what a check may read below a folder.
fn write_out(
    repository: &Repository,
    blobs: &[Blob],
    config: Option<&Path>,
    folder: &Path,
) -> Result<(), Error> {
    // The top counts as a root, as it does in the work tree.
    fs::create_dir(folder.join(".git")).map_err(|error| Error::io(folder, &error))?;
    let is_config = |blob: &Blob| config.is_some_and(|config| Path::new(&blob.path) == config);
    let at_hand = by_path(blobs);
    let name = |blob: &Blob| blob.path.rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = |blob: &&Blob| {
        blob.is_link
            || is_config(blob)
            || blob.path.ends_with(".ron")
            || [config::NAME, ".gitignore"].contains(&&*name(blob))
    };
    let mut first: BTreeMap<&str, &Blob> = BTreeMap::new();
    first.extend(
        blobs
            .iter()
            .filter(wanted)
            .map(|blob| (blob.path.as_str(), blob)),
    );
    // What they name: other files that are timelines, and archived texts.
    let mut named: BTreeMap<String, &Blob> = BTreeMap::new();
    let mut timelines: Vec<&Blob> = first.values().copied().collect();
    let mut links = Vec::new();
    while !timelines.is_empty() {
        let mut next = Vec::new();
        repository.contents(&timelines, |blob, content| {
            if blob.is_link {
                links.push((blob.clone(), content));
                return Ok(());
            }
            write(folder, blob, &content)?;
            for path in paths_in(blob, is_config(blob), &content, blobs) {
                let Some(&found) = at_hand.get(path.as_str()) else {
                    continue;
                };
                let is_new = !first.contains_key(path.as_str());
                if is_new && named.insert(path, found).is_none() {
                    next.push(found);
                }
            }
            Ok(())
        })?;
        timelines = next;
    }
    // Links come last, so that nothing is written through one.
    for (blob, target) in links {
        write(folder, &blob, &target)?;
    }
    // What was not there then said nothing; and no configuration above the scratch folder counts.
    let top = Path::new(config::NAME);
    for path in [Some(top), config].into_iter().flatten() {
        let path = folder.join(path);
        if path.symlink_metadata().is_err() && path.parent().is_some_and(Path::is_dir) {
            let made = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path);
            made.map_err(|error| Error::io(&path, &error))?;
        }
    }
    Ok(())
}

/// The paths from the top that a file's content names: what a timeline uses and quotes, and the
/// timelines that a configuration counts as such.
fn paths_in(blob: &Blob, is_config: bool, content: &[u8], blobs: &[Blob]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(content) else {
        return Vec::new();
    };
    let (folder, name) = blob.path.rsplit_once('/').unwrap_or(("", &blob.path));
    let file = SourceMap::new().add(blob.path.clone(), text);
    if is_config || name == config::NAME {
        let Ok(config) = Config::parse(&file, PathBuf::from(folder)) else {
            return Vec::new();
        };
        let inside = blobs.iter().map(|blob| blob.path.clone());
        return inside
            .filter(|path| {
                let inner = Path::new(path).strip_prefix(folder);
                let included = config.include.as_ref();
                inner.is_ok_and(|inner| included.is_some_and(|globs| globs.matches(inner)))
            })
            .collect();
    }
    if !text.contains("file") {
        return Vec::new();
    }
    let (timeline, _) = decode(&file);
    let uses = timeline.uses.iter().map(|used| &used.file);
    let archives = timeline
        .sources
        .iter()
        .filter_map(|source| source.file.as_ref());
    uses.chain(archives)
        .filter_map(|named| joined(folder, named))
        .collect()
}

/// A relative path from a folder, without detours; `None` where it leads outside.
fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in Path::new(relative).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            _ => return None,
        }
    }
    Some(parts.join("/"))
}

/// Writes one file of the revision; only below the folder, whatever the revision calls it.
fn write(folder: &Path, blob: &Blob, content: &[u8]) -> Result<(), Error> {
    let relative = Path::new(&blob.path);
    let inside = |part| matches!(part, Component::Normal(name) if name != ".git");
    if !relative.components().all(inside) {
        return Ok(());
    }
    let path = folder.join(relative);
    if !make_parents(folder, relative)? {
        return Ok(());
    }
    if blob.is_link {
        return link(content, &path);
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| Error::io(&path, &error))?;
    std::io::Write::write_all(&mut file, content).map_err(|error| Error::io(&path, &error))
}

/// Makes the folders that a file stands in; `false` where one of them is something else, such as
/// a link, through which nothing is written.
fn make_parents(folder: &Path, relative: &Path) -> Result<bool, Error> {
    let mut at = folder.to_owned();
    let parents = relative.parent().unwrap_or(Path::new(""));
    for part in parents.components() {
        at.push(part);
        match at.symlink_metadata() {
            Ok(known) if known.is_dir() => {}
            Ok(_) => return Ok(false),
            Err(_) => fs::create_dir(&at).map_err(|error| Error::io(&at, &error))?,
        }
    }
    Ok(true)
}

#[cfg(unix)]
fn link(target: &[u8], path: &Path) -> Result<(), Error> {
    use std::os::unix::ffi::OsStrExt as _;

    let target = std::ffi::OsStr::from_bytes(target);
    std::os::unix::fs::symlink(target, path).map_err(|error| Error::io(path, &error))
}

#[cfg(not(unix))]
fn link(_target: &[u8], _path: &Path) -> Result<(), Error> {
    // Links need a privilege there; what they lead to is missed.
    Ok(())
}
