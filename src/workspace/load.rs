//! Loads timelines and all that they use, each file once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{Config, Configs};
use super::files::{self, Stdin, with_slashes};
use super::reach::{Fence, Unreached, contents, reach, shown};
use super::root::{folder_of, repository_of, root_of};
use super::{Error, reach::MAX_BYTES};
use super::{archives, cycles};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Collection, Timeline, TimelineId, check_id, decode, resolve};
use crate::source::{SourceFile, SourceMap, Span};

/// How many files one run reads through `uses`.
const MAX_FILES: usize = 10_000;
/// How deep timelines use each other.
const MAX_DEPTH: u32 = 1000;
/// How many bytes one run reads through `uses`.
const MAX_TOTAL: u64 = 1 << 30;

/// Timelines as they were read, with what was found on the way.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) sources: SourceMap,
    pub(super) collection: Collection,
    /// The findings of each timeline.
    pub(super) found: Vec<Vec<Diagnostic>>,
    /// Where the archived texts of their sources are.
    pub(super) archives: archives::Found,
    /// Where each timeline belongs.
    pub(super) homes: Vec<Home>,
}

/// Where a timeline belongs.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// What its project says.
    pub(super) config: Arc<Config>,
    /// Its path below the folder of the configuration, as patterns see it.
    pub(super) inner: PathBuf,
    /// Its path below its repository, else below its root, with `/`: what it is known by wherever
    /// the project stands.
    pub(super) key: String,
}

/// Loads files, folders and, for `-`, standard input, with all that they use. Gives the timelines
/// that were asked for, in order. Where none is named, `base` is where they are looked for. The
/// configuration may be named; else each root has its own.
pub(super) fn load(
    base: &Path,
    paths: &[PathBuf],
    stdin: Option<Stdin>,
    config: Option<&Path>,
) -> Result<(Loaded, Vec<TimelineId>), Error> {
    let mut loader = Loader {
        base: base.to_owned(),
        ..Loader::default()
    };
    loader.configs = Configs::new(config, &mut loader.loaded.sources)?;
    let mut asked = Vec::new();
    let mut stdin = stdin;
    let is_stdin = |path: &PathBuf| path == Path::new("-");
    // Standard input stands where the first `-` does, or alone.
    if !paths.iter().any(is_stdin) {
        match stdin.take() {
            Some(stdin) => asked.push(loader.stdin(stdin)?),
            None if paths.is_empty() => asked.extend(loader.files(&[])?),
            None => {}
        }
    }
    for path in paths {
        if !is_stdin(path) {
            asked.extend(loader.files(std::slice::from_ref(path))?);
        } else if let Some(stdin) = stdin.take() {
            asked.push(loader.stdin(stdin)?);
        }
    }
    loader.follow_uses()?;
    let Loader { mut loaded, .. } = loader;
    cycles::refuse(&mut loaded);
    for (found, more) in loaded.found.iter_mut().zip(resolve(&mut loaded.collection)) {
        found.extend(more);
    }
    for (timeline, found) in loaded
        .collection
        .timelines
        .iter_mut()
        .zip(&mut loaded.found)
    {
        timeline.complete &= found.iter().all(|finding| !finding.leaves_out());
    }
    Ok((loaded, asked))
}

/// What a path of `uses` leads to.
enum Reached {
    /// A timeline that was read before.
    Known(TimelineId),
    /// A file, and its bytes.
    New(PathBuf, Vec<u8>),
}

#[derive(Default)]
struct Loader {
    /// Where to look if no path is named.
    base: PathBuf,
    loaded: Loaded,
    configs: Configs,
    /// Where each timeline stands: as it is shown, its root, and how deep it was found.
    places: Vec<Place>,
    known: HashMap<PathBuf, TimelineId>,
    /// How many files were read through `uses`, and their bytes.
    used: usize,
    total: u64,
}

/// Where a timeline stands.
#[derive(Clone)]
struct Place {
    /// Its path as findings show it; nothing is looked up by it.
    shown: PathBuf,
    /// Its folder, resolved through symbolic links: what it names is found from here.
    folder: PathBuf,
    /// Its root.
    root: PathBuf,
    /// How many files use each other on the way to it.
    depth: u32,
}

impl Place {
    fn new(shown: PathBuf, folder: PathBuf, depth: u32) -> Self {
        let root = root_of(&folder);
        Self {
            shown,
            folder,
            root,
            depth,
        }
    }

    /// What the timeline may reach.
    fn fence(&self) -> Fence<'_> {
        Fence {
            folder: &self.root,
            what: "the root",
        }
    }
}

impl Loader {
    fn stdin(&mut self, stdin: Stdin) -> Result<TimelineId, Error> {
        if stdin.bytes.len() as u64 > files::MAX_BYTES {
            return Err(Error::new("standard input is larger than 2 GiB"));
        }
        let path = PathBuf::from(&stdin.name);
        let folder = folder_of(&path).canonicalize();
        let folder = folder
            .or_else(|_| std::env::current_dir()?.canonicalize())
            .map_err(|error| Error::io(&path, &error))?;
        self.add(Place::new(path, folder, 0), stdin.bytes)
    }

    /// Reads what `paths` mean, but what was read already. Gives what was read.
    fn files(&mut self, paths: &[PathBuf]) -> Result<Vec<TimelineId>, Error> {
        let mut read = Vec::new();
        let Self {
            base,
            configs,
            loaded,
            ..
        } = self;
        let expanded = files::expand(base, paths, &mut |folder| {
            configs.of_folder(folder, &mut loaded.sources)
        })?;
        for path in expanded {
            let canonical = path.canonicalize();
            let canonical = canonical.map_err(|error| Error::io(&path, &error))?;
            if self.known.contains_key(&canonical) {
                continue;
            }
            let bytes = files::read_named(&path)?;
            let folder = folder_of(&canonical).to_owned();
            let id = self.add(Place::new(path, folder, 0), bytes)?;
            self.known.insert(canonical, id);
            read.push(id);
        }
        Ok(read)
    }

    /// Reads one text as a timeline.
    fn add(&mut self, place: Place, bytes: Vec<u8>) -> Result<TimelineId, Error> {
        let count = self.loaded.collection.timelines.len();
        let id = TimelineId(u32::try_from(count).expect("fewer files than bytes are read"));
        let name = with_slashes(&place.shown);
        let (text, fault) = text_of(bytes);
        let file = self.loaded.sources.add(name, text);
        let (mut timeline, found) = match fault {
            None => decode(&file),
            Some(at) => (Timeline::unread(&file), vec![not_utf8(&file, at)]),
        };
        let home = self.home(&place)?;
        timeline.settings.fill(&home.config.settings);
        self.loaded.homes.push(home);
        self.loaded.collection.timelines.push(timeline);
        self.loaded.found.push(found);
        self.places.push(place);
        Ok(id)
    }

    /// Where a timeline belongs.
    fn home(&mut self, place: &Place) -> Result<Home, Error> {
        let config = self
            .configs
            .of_root(&place.root, &mut self.loaded.sources)?;
        let name = place.shown.file_name().unwrap_or_default();
        let whole = place.folder.join(name);
        let top = repository_of(&place.folder).unwrap_or(&place.root);
        let key = whole.strip_prefix(top).unwrap_or(Path::new(name));
        Ok(Home {
            inner: config.inner(&whole).unwrap_or(&whole).to_owned(),
            key: with_slashes(key),
            config,
        })
    }

    /// Reads what the timelines use, and what those use.
    fn follow_uses(&mut self) -> Result<(), Error> {
        let mut next = 0;
        while next < self.loaded.collection.timelines.len() {
            let place = self.places[next].clone();
            let mut uses = std::mem::take(&mut self.loaded.collection.timelines[next].uses);
            // A prefix that is no id was reported; nobody can refer through it.
            for used in uses
                .iter_mut()
                .filter(|used| check_id(&used.prefix).is_ok())
            {
                match self.read_used(&place, &used.file)? {
                    Ok(target) => used.target = Some(target),
                    Err(message) => {
                        let span = used.file.span();
                        let finding = Diagnostic::new(Rule::UnreachableFile, span, message)
                            .with_note("what refers to it was left out");
                        self.loaded.found[next].push(finding);
                    }
                }
            }
            self.loaded.collection.timelines[next].uses = uses;
            let sources = &self.loaded.collection.timelines[next].sources;
            let refused = archives::find(sources, &place.folder, &mut self.loaded.archives);
            self.loaded.found[next].extend(refused);
            next += 1;
        }
        Ok(())
    }

    /// The timeline that a path means, read once; or why it cannot be.
    fn read_used(
        &mut self,
        place: &Place,
        named: &str,
    ) -> Result<Result<TimelineId, String>, Error> {
        let (reached, bytes) = match self.reach_used(place, named) {
            Ok(Reached::Known(id)) => return Ok(Ok(id)),
            Ok(Reached::New(reached, bytes)) => (reached, bytes),
            Err(message) => return Ok(Err(message)),
        };
        let shown = shown(folder_of(&place.shown), named, &reached, &place.root);
        let folder = folder_of(&reached).to_owned();
        let id = self.add(Place::new(shown, folder, place.depth + 1), bytes)?;
        self.known.insert(reached, id);
        Ok(Ok(id))
    }

    fn reach_used(&mut self, place: &Place, named: &str) -> Result<Reached, String> {
        let reached =
            reach(&place.folder, place.fence(), named).map_err(Unreached::into_message)?;
        if let Some(&id) = self.known.get(&reached) {
            return Ok(Reached::Known(id));
        }
        if place.depth >= MAX_DEPTH {
            return Err(format!(
                "timelines use each other more than {MAX_DEPTH} deep"
            ));
        }
        if self.used >= MAX_FILES {
            return Err(format!("more than {MAX_FILES} files are used"));
        }
        let too_large = || {
            let most = MAX_TOTAL >> 20;
            format!("the used files are larger than {most} MiB together")
        };
        let left = MAX_TOTAL - self.total;
        let size = files::look(&reached, MAX_BYTES).map_err(|error| error.message(MAX_BYTES))?;
        if size > left {
            return Err(too_large());
        }
        let bytes = contents(&reached)?;
        // It may have grown.
        let size = bytes.len() as u64;
        self.total += Some(size)
            .filter(|&size| size <= left)
            .ok_or_else(too_large)?;
        self.used += 1;
        Ok(Reached::New(reached, bytes))
    }
}

/// The text that bytes are. Where they are not UTF-8, the part before the first byte that is not,
/// and its place: a text with that byte replaced would be as long as nobody wrote it.
pub(super) fn text_of(bytes: Vec<u8>) -> (String, Option<usize>) {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let at = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(at);
            bytes.shrink_to_fit();
            (String::from_utf8(bytes).unwrap_or_default(), Some(at))
        },
        |text| (text, None),
    )
}

pub(super) fn not_utf8(file: &Arc<SourceFile>, at: usize) -> Diagnostic {
    let at = u32::try_from(at).expect("a text is at most 2 GiB long");
    let span = Span::new(file.id(), at, at);
    Diagnostic::new(
        Rule::Syntax,
        span,
        "a timeline is UTF-8 text, and this byte is not",
    )
    .with_help("save the file as UTF-8")
}
