//! The archived texts of sources: where they are, and what stands in them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::{self, Unreadable};
use super::load::Loaded;
use super::reach::{Fence, MAX_BYTES, Unreached, contents, reach};
use crate::archive::ArchivedText;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::model::{Collection, Evidence, Link, Source, SourceRef, TimelineId};
use crate::rules::{self, Archive, Kept, Quote};
use crate::source::{FileId, Span};

/// Where the archived texts are that sources name, by the place of the name.
pub(super) type Found = HashMap<Span, Whereabouts>;

/// Where an archived text is.
#[derive(Debug)]
pub(super) enum Whereabouts {
    /// It is not there; why, in words.
    Absent(String),
    /// It must not be read, which was reported.
    Refused,
    /// Here, resolved through symbolic links.
    At(PathBuf),
}

/// Finds the archives of a timeline's sources where it may name them: in its own folder or below.
/// Gives what must not be named there.
pub(super) fn find(sources: &[Source], folder: &Path, found: &mut Found) -> Vec<Diagnostic> {
    let fence = Fence {
        folder,
        what: "the timeline's folder",
    };
    let mut refused = Vec::new();
    for file in sources.iter().filter_map(|source| source.file.as_ref()) {
        let looked = match reach(folder, fence, file) {
            Ok(reached) => match files::look(&reached, MAX_BYTES) {
                Ok(_) => Ok(Whereabouts::At(reached)),
                Err(io @ Unreadable::Io(_)) => Ok(Whereabouts::Absent(io.message(MAX_BYTES))),
                // No fault of the timeline's text.
                Err(unreadable) => Err((unreadable.message(MAX_BYTES), Severity::Warning)),
            },
            Err(Unreached::Absent(message)) => Ok(Whereabouts::Absent(message)),
            Err(Unreached::Refused(message)) => {
                Err((message, Rule::UnreachableFile.default_severity()))
            }
        };
        let whereabouts = looked.unwrap_or_else(|(fault, severity)| {
            let mut finding = Diagnostic::new(Rule::UnreachableFile, file.span(), fault);
            finding.severity = severity;
            refused.push(finding);
            Whereabouts::Refused
        });
        found.insert(file.span(), whereabouts);
    }
    refused
}

/// Adds what the rules find in the archives of all sources to the findings of the files concerned.
///
/// A file is read once, where a digest is given or something is quoted, and no thread holds more
/// than one at a time.
pub(super) fn check(loaded: &mut Loaded) {
    let quotes = quotes(&loaded.collection);
    let mut jobs: BTreeMap<Option<&Path>, Vec<SourceRef>> = BTreeMap::new();
    for (number, timeline) in (0..).zip(&loaded.collection.timelines) {
        for (index, source) in (0..).zip(&timeline.sources) {
            let path = match whereabouts(loaded, source) {
                Some(Whereabouts::At(path)) => Some(&**path),
                _ => None,
            };
            let timeline = TimelineId(number);
            jobs.entry(path)
                .or_default()
                .push(SourceRef { timeline, index });
        }
    }
    let jobs: Vec<(Option<&Path>, Vec<SourceRef>)> = jobs.into_iter().collect();
    let found: Vec<Vec<Diagnostic>> = jobs
        .par_iter()
        .map(|(path, sources)| match path {
            Some(path) => judged(loaded, path, sources, &quotes),
            None => unread(loaded, sources, &quotes),
        })
        .collect();
    let timelines = loaded.collection.timelines.iter().enumerate();
    let files: HashMap<FileId, usize> = timelines
        .map(|(number, timeline)| (timeline.file.id(), number))
        .collect();
    for finding in found.into_iter().flatten() {
        if let Some(&timeline) = files.get(&finding.span.file) {
            loaded.found[timeline].push(finding);
        }
    }
}

type Quotes<'a> = HashMap<SourceRef, Vec<Quote<'a>>>;

/// What the rules find where nothing was read.
fn unread(loaded: &Loaded, sources: &[SourceRef], quotes: &Quotes<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for &source in sources {
        let kept = match whereabouts(loaded, declared(loaded, source)) {
            None => Kept::Unnamed,
            Some(Whereabouts::Absent(why)) => Kept::Absent(why),
            Some(Whereabouts::Refused | Whereabouts::At(_)) => Kept::Unread,
        };
        found.extend(found_in(loaded, source, kept, quotes));
    }
    found
}

/// What the rules find in one file, which several sources may name.
fn judged(
    loaded: &Loaded,
    path: &Path,
    sources: &[SourceRef],
    quotes: &Quotes<'_>,
) -> Vec<Diagnostic> {
    let is_quoted = |source: SourceRef| quotes.contains_key(&source);
    let is_needed =
        |&source: &SourceRef| is_quoted(source) || declared(loaded, source).sha256.is_some();
    let needed: Vec<SourceRef> = sources.iter().copied().filter(is_needed).collect();
    if needed.is_empty() {
        return Vec::new();
    }
    let bytes = contents(path);
    let mut found = Vec::new();
    for source in needed {
        let bytes = match &bytes {
            Ok(bytes) => bytes,
            Err(why) => {
                found.extend(found_in(loaded, source, Kept::Closed(why), quotes));
                continue;
            }
        };
        let name = declared(loaded, source).file.as_ref();
        let name = name.map_or("", |name| name);
        let text = is_quoted(source).then(|| ArchivedText::read(bytes, name));
        let text = text.as_ref();
        let kept = Kept::Bytes { bytes, text };
        found.extend(found_in(loaded, source, kept, quotes));
    }
    found
}

fn found_in(
    loaded: &Loaded,
    source: SourceRef,
    kept: Kept<'_>,
    quotes: &Quotes<'_>,
) -> Vec<Diagnostic> {
    rules::check_archive(&Archive {
        source: declared(loaded, source),
        kept,
        quotes: quotes.get(&source).map_or(&[], Vec::as_slice),
    })
}

fn whereabouts<'l>(loaded: &'l Loaded, source: &Source) -> Option<&'l Whereabouts> {
    loaded.archives.get(&source.file.as_ref()?.span())
}

fn declared(loaded: &Loaded, source: SourceRef) -> &Source {
    &loaded.collection.timeline(source.timeline).sources[source.index as usize]
}

/// What is quoted from each source, in the order of the files.
fn quotes(collection: &Collection) -> Quotes<'_> {
    let mut quotes = Quotes::new();
    for timeline in &collection.timelines {
        for event in &timeline.events {
            let claimed = event.claims.iter().flat_map(|claim| &claim.evidence);
            let evidence = event.evidence.iter().chain(claimed);
            add(&mut quotes, evidence, || format!("`{}`", event.id));
        }
        let chosen = timeline.choices.iter().flat_map(|choice| &choice.any_of);
        for link in timeline.links.iter().chain(chosen.flatten()) {
            let Link { from, to, .. } = link;
            add(&mut quotes, &link.evidence, || {
                format!("`{}` → `{}`", from.text, to.text)
            });
        }
    }
    quotes
}

fn add<'a>(
    quotes: &mut Quotes<'a>,
    evidence: impl IntoIterator<Item = &'a Evidence>,
    of: impl Fn() -> String,
) {
    for piece in evidence {
        if let (Some(text), Some(source)) = (&piece.quote, piece.source.target) {
            quotes
                .entry(source)
                .or_default()
                .push(Quote { text, of: of() });
        }
    }
}
