//! Validates files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::archives;
use super::levels::Selection;
use super::load::{Loaded, load};
use super::root::folder_of;
use super::{Error, Stdin};
use crate::analysis::{Analysis, LinkSupport, Options};
use crate::diagnostic::Diagnostic;
use crate::model::{Chronology, Collection, TimelineId};
use crate::report;
use crate::report::Fingerprints;
use crate::rules::{self, Concerned, Silenced, Subject, Usage};
use crate::source::SourceMap;
use crate::syntax::directives;

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The texts that were read.
    pub sources: SourceMap,
    /// The files: those that were asked for, then those that they use.
    pub files: Vec<CheckedFile>,
    /// The archived texts that their sources name, whether or not they are there.
    pub archives: Vec<PathBuf>,
}

/// What a check found in one file.
#[derive(Debug)]
pub struct CheckedFile {
    /// The file's path as it was named.
    pub path: String,
    /// Whether the file was asked for, and not only used.
    pub asked: bool,
    /// How many events the file has.
    pub events: usize,
    /// How many links the file has, shorthands included.
    pub links: usize,
    /// Whether its statements, with those of the files that it uses, can hold together; `None`
    /// where that cannot be told.
    pub consistent: Option<bool>,
    /// Whether every statement was reasoned with.
    pub exact: bool,
    /// The support of its links, where that was asked for.
    pub support: Vec<report::LinkSupport>,
    /// The findings, in the order of their places, as far as they are to be reported.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more the file accepts.
    pub accepted: usize,
    /// How many more are known, from a baseline or another revision.
    pub known: usize,
    /// The file's path below its repository, else below its root: by this it is known wherever
    /// the project stands.
    pub key: String,
}

/// How to check.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// How to reason.
    pub reasoning: Options,
    /// Whether to find out, too, what the other statements say of each link.
    pub with_support: bool,
    /// The day that counts as today, in UTC, as days since 1970-01-01; without it nothing is in
    /// the future.
    pub today: Option<i64>,
    /// The configuration, in place of that of each root.
    pub config: Option<PathBuf>,
    /// What the command line says of levels.
    pub levels: Selection,
}

/// Validates files, folders and standard input, and the files that they use.
///
/// Files are reasoned about in parallel.
///
/// # Errors
///
/// Where a file that was asked for cannot be read, or a folder holds no timeline.
pub fn check(
    paths: &[PathBuf],
    stdin: Option<Stdin>,
    options: &CheckOptions,
) -> Result<Checked, Error> {
    check_from(Path::new("."), paths, stdin, options)
}

/// The same, where no path is named as from another working folder.
pub(super) fn check_from(
    base: &Path,
    paths: &[PathBuf],
    stdin: Option<Stdin>,
    options: &CheckOptions,
) -> Result<Checked, Error> {
    let (mut loaded, asked) = load(base, paths, stdin, options.config.as_deref())?;
    let count = loaded.collection.timelines.len();
    let reached = (0..count).map(|at| TimelineId(u32::try_from(at).unwrap_or(u32::MAX)));
    let asked_for: HashSet<TimelineId> = asked.iter().copied().collect();
    let mut order = asked;
    order.extend(reached.filter(|id| !asked_for.contains(id)));
    archives::check(&mut loaded);
    let found: Vec<Vec<Diagnostic>> = order
        .iter()
        .map(|id| std::mem::take(&mut loaded.found[id.index()]))
        .collect();
    let run = Run {
        loaded: &loaded,
        asked: asked_for,
        usage: Usage::new(&loaded.collection),
        options,
    };
    let files = order
        .into_par_iter()
        .zip(found)
        .map(|(id, found)| run.checked(id, found))
        .collect();
    Ok(Checked {
        archives: archives(&loaded.collection),
        sources: loaded.sources,
        files,
    })
}

/// The archived texts that the sources of timelines name.
fn archives(collection: &Collection) -> Vec<PathBuf> {
    let timelines = collection.timelines.iter();
    let named = timelines.flat_map(|timeline| {
        let folder = folder_of(Path::new(timeline.file.name()));
        let sources = timeline.sources.iter();
        let files = sources.filter_map(|source| source.file.as_ref());
        files.map(move |file| folder.join(file.as_str()))
    });
    named.collect()
}

/// What is the same for every file of a run.
struct Run<'l> {
    loaded: &'l Loaded,
    asked: HashSet<TimelineId>,
    usage: Usage,
    options: &'l CheckOptions,
}

impl Run<'_> {
    fn checked(&self, id: TimelineId, mut found: Vec<Diagnostic>) -> CheckedFile {
        let collection = &self.loaded.collection;
        let timeline = collection.timeline(id);
        let home = &self.loaded.homes[id.index()];
        let analysis = Analysis::with(Chronology::new(collection, id), self.options.reasoning);
        found.extend(analysis.findings());
        let subject = Subject {
            collection,
            analysis: &analysis,
            usage: &self.usage,
            today: self.options.today,
        };
        if timeline.legible {
            found.extend(rules::check(&subject));
        }
        if !found.is_empty() {
            let concerned = Concerned::new(timeline);
            for finding in &mut found {
                finding.concerns = concerned.ids(finding);
            }
        }
        let directives = directives(&timeline.file);
        let Silenced { mut kept, accepted } = rules::silence(&subject, &directives, found);
        self.options.levels.apply(home, &mut kept);
        kept.sort_by_key(|finding| (finding.span, finding.rule.name()));
        Fingerprints::stamp(&mut kept, &self.loaded.sources);
        let support = if self.options.with_support {
            analysis.support(id)
        } else {
            Vec::new()
        };
        CheckedFile {
            path: timeline.file.name().to_owned(),
            asked: self.asked.contains(&id),
            events: timeline.event_count,
            links: timeline.link_count,
            consistent: analysis.consistent(),
            exact: analysis.exact(),
            support: support
                .par_iter()
                .map(|link| supported(&analysis, link))
                .collect(),
            diagnostics: kept,
            accepted,
            known: 0,
            key: home.key.clone(),
        }
    }
}

fn supported(analysis: &Analysis<'_>, link: &LinkSupport) -> report::LinkSupport {
    let chronology = analysis.chronology();
    let statement = analysis.system().statement(link.statement);
    let kind = statement.and_then(|statement| statement.link(chronology));
    report::LinkSupport {
        from: chronology.name(link.from),
        to: chronology.name(link.to),
        kind: kind.map(|link| link.kind_name()).unwrap_or_default(),
        support: link.support,
    }
}
