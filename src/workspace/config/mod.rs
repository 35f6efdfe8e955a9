//! `annals.toml`: what a project says about its timelines.
//!
//! The file at a root sets the levels of rules, for the whole project and by path, the defaults of
//! the timelines' settings, and which files are timelines. A fault in it is an
//! [`Error`], never a finding: nobody can tell what such a project wants to be checked.

mod globs;
mod parse;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Error;
use super::files::{self, with_slashes};
use super::root::{folder_of, root_of};
use crate::diagnostic::{Level, Rule};
use crate::model::Settings;
use crate::source::{SourceFile, SourceMap, Span};

pub(super) use globs::Globs;
pub(super) use parse::Fault;

/// The name of the file that marks a root.
pub(super) const NAME: &str = "annals.toml";

/// The largest configuration that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// A path of a project as messages show it: from the working folder, where it is below that.
pub(super) fn shown(path: &Path) -> String {
    let working = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let inner = working
        .ok()
        .and_then(|folder| path.strip_prefix(folder).ok());
    with_slashes(inner.unwrap_or(path))
}

/// Levels of rules, each with the place that sets it.
pub(super) type Levels = BTreeMap<Rule, (Level, Span)>;

/// What one `annals.toml` says; nothing, where there is none.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The file, and the folder that its paths and patterns start from.
    pub(super) file: Option<Arc<SourceFile>>,
    pub(super) folder: PathBuf,
    /// What is checked where no path is named.
    pub(super) paths: Option<Vec<PathBuf>>,
    /// Which files of a folder are timelines; `.ron` files where nothing is said.
    pub(super) include: Option<Globs>,
    /// Which are not, all the same.
    pub(super) exclude: Globs,
    /// Levels for the whole project.
    pub(super) levels: Levels,
    /// Levels for the files that patterns match; later ones count.
    pub(super) per_path: Vec<(Globs, String, Levels)>,
    /// Defaults of the timelines' settings.
    pub(super) settings: Settings,
}

/// What decides the level of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nothing but the rule itself.
    Default,
    /// A line of the project's `[rules]`.
    Project(Span),
    /// A line of the levels for a pattern.
    Pattern(String, Span),
}

impl Config {
    /// Reads the configuration at a path; it is added to the sources, so that what it sets has a
    /// place.
    fn read(path: &Path, sources: &mut SourceMap) -> Result<Self, Error> {
        let bytes = files::read(path, MAX_BYTES).map_err(|error| error.of(path, MAX_BYTES))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::at(path, "a configuration is UTF-8 text, and this is not"))?;
        let file = sources.add(shown(path), text);
        let folder = folder_of(path).canonicalize();
        let folder = folder.map_err(|error| Error::io(path, &error))?;
        Self::parse(&file, folder).map_err(|faults| Error::in_config(&file, &faults))
    }

    /// What the text of a configuration says, whose patterns start from a folder.
    pub(super) fn parse(file: &Arc<SourceFile>, folder: PathBuf) -> Result<Self, Vec<Fault>> {
        parse::parse(file, folder)
    }

    /// The level of a rule for a file, by its path from [`folder`](Self::folder).
    pub(super) fn level(&self, rule: Rule, path: &Path) -> (Level, Origin) {
        let by_pattern = self
            .per_path
            .iter()
            .rev()
            .find_map(|(globs, pattern, levels)| {
                let &(level, place) = levels.get(&rule).filter(|_| globs.matches(path))?;
                Some((level, Origin::Pattern(pattern.clone(), place)))
            });
        by_pattern.unwrap_or_else(|| match self.levels.get(&rule) {
            Some(&(level, place)) => (level, Origin::Project(place)),
            None => (Level::of(rule), Origin::Default),
        })
    }

    /// Whether a file found in a folder is one to check.
    pub(super) fn takes(&self, path: &Path) -> bool {
        let Some(inner) = self.inner(path) else {
            return true;
        };
        let included = match &self.include {
            Some(globs) => globs.matches(inner),
            None => path.extension().is_some_and(|extension| extension == "ron"),
        };
        included && !self.exclude.matches(inner)
    }

    /// A canonical path as the patterns see it.
    pub(super) fn inner<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(&self.folder).ok()
    }
}

/// The configurations of a run: one for each root, or one for all.
#[derive(Debug, Default)]
pub(super) struct Configs {
    /// The one that was asked for by name.
    forced: Option<Arc<Config>>,
    of_root: HashMap<PathBuf, Arc<Config>>,
}

impl Configs {
    /// Those that are found, or the one that is named.
    pub(super) fn new(named: Option<&Path>, sources: &mut SourceMap) -> Result<Self, Error> {
        let forced = named.map(|path| Config::read(path, sources)).transpose()?;
        Ok(Self {
            forced: forced.map(Arc::new),
            of_root: HashMap::new(),
        })
    }

    /// The configuration of the files below a root.
    pub(super) fn of_root(
        &mut self,
        root: &Path,
        sources: &mut SourceMap,
    ) -> Result<Arc<Config>, Error> {
        if let Some(forced) = &self.forced {
            return Ok(Arc::clone(forced));
        }
        if let Some(known) = self.of_root.get(root) {
            return Ok(Arc::clone(known));
        }
        let path = root.join(NAME);
        let config = if path.exists() {
            Config::read(&path, sources)?
        } else {
            Config {
                folder: root.to_owned(),
                ..Config::default()
            }
        };
        let config = Arc::new(config);
        self.of_root.insert(root.to_owned(), Arc::clone(&config));
        Ok(config)
    }

    /// The configuration of what is in a canonical folder.
    pub(super) fn of_folder(
        &mut self,
        folder: &Path,
        sources: &mut SourceMap,
    ) -> Result<Arc<Config>, Error> {
        self.of_root(&root_of(folder), sources)
    }
}
