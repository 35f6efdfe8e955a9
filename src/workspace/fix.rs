//! Mends of form: what `check --fix` writes.
//!
//! A mend writes down what annals has read anyway: a comma that is missing, quotes of another
//! kind, a suppression that silences nothing. It never changes what a file says: no date, claim,
//! link or order. To be sure, a text with mends is read back: whatever was read before must be read
//! again, word for word, else the file is left alone.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Checked;
use crate::diagnostic::{Edit, Fix, Rule};
use crate::model::{Evidence, Timeline, decode};
use crate::source::{FileId, SourceFile, SourceMap};
use crate::syntax::faults;

/// How often a text is read again to find mends that earlier ones have brought to light.
const ROUNDS: usize = 100;

/// A file as it would be mended.
#[derive(Debug)]
pub struct Mended {
    /// The file as it was read.
    pub file: Arc<SourceFile>,
    /// Its text with the mends.
    pub text: String,
    /// How many findings they mend.
    pub count: usize,
}

/// The files that were asked for, and not only used, with the mends of their findings.
///
/// ```
/// use annals::workspace::{CheckOptions, Stdin, check, mended};
///
/// let text = Stdin { name: "a.ron".into(), bytes: b"(annals: 1; title = 'A strike')".to_vec() };
/// let checked = check(&[], Some(text), &CheckOptions::default())?;
/// assert_eq!(mended(&checked)[0].text, "(annals: 1, title: \"A strike\")");
/// # Ok::<(), annals::workspace::Error>(())
/// ```
#[must_use]
pub fn mended(checked: &Checked) -> Vec<Mended> {
    let mut fixes: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for file in checked.files.iter().filter(|file| file.asked) {
        for finding in &file.diagnostics {
            let Some(fix) = &finding.fix else { continue };
            let others = fixes.entry(finding.span.file).or_default();
            // A check shows the first faults of syntax only, so these are looked for again.
            if finding.rule != Rule::Syntax {
                others.push(fix);
            }
        }
    }
    let files = fixes.into_iter();
    files
        .filter_map(|(id, fixes)| of_file(checked.sources.file(id), &fixes))
        .collect()
}

/// A file with the mends of all its faults of syntax, and others.
fn of_file(file: &Arc<SourceFile>, others: &[&Fix]) -> Option<Mended> {
    let before = faults(file);
    let of_syntax = before.iter().filter_map(|fault| fault.fix.as_ref());
    let all: Vec<&Fix> = of_syntax.chain(others.iter().copied()).collect();
    let (mut text, mut count) = apply(file.text(), &all);
    // Where one fault hides the next, the next can be mended once the first is.
    let mut after = faults(&in_memory(&text));
    for _ in 0..ROUNDS {
        let fixes: Vec<&Fix> = after
            .iter()
            .filter_map(|fault| fault.fix.as_ref())
            .collect();
        if fixes.is_empty() {
            break;
        }
        let (better, more) = apply(&text, &fixes);
        (text, count) = (better, count + more);
        after = faults(&in_memory(&text));
    }
    let (old, new) = (decode(file).0, decode(&in_memory(&text)).0);
    let is_mend = after.len() <= before.len() && keeps(&old, &new) && text != file.text();
    is_mend.then(|| Mended {
        file: Arc::clone(file),
        text,
        count,
    })
}

fn in_memory(text: &str) -> Arc<SourceFile> {
    SourceMap::new().add("", text)
}

/// Whether all that one reading states is stated by the other, in the same words.
fn keeps(before: &Timeline, after: &Timeline) -> bool {
    let mut stated: HashMap<String, usize> = HashMap::new();
    for item in items(after) {
        *stated.entry(item).or_insert(0) += 1;
    }
    items(before).into_iter().all(|item| {
        let left = stated.get_mut(&item).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    })
}

/// The events, links, sources and actors of a timeline, without their places.
fn items(timeline: &Timeline) -> Vec<String> {
    let events = timeline.events.iter().map(|event| {
        let lasts = event.dating.lasts.as_ref().map(|lasts| &lasts.text);
        format!(
            "{:?}",
            (
                (
                    &event.id,
                    &event.title,
                    &event.kind,
                    &event.actors,
                    &event.tags
                ),
                event.dating.when.as_ref().map(|when| &when.text),
                (lasts, event.dating.relative.is_some(), event.claims.len()),
                (&event.place, event.status, event.certainty),
                said(&event.evidence),
            )
        )
    });
    let choices = timeline.choices.iter().flat_map(|choice| &choice.any_of);
    let links = timeline.links.iter().chain(choices.flatten()).map(|link| {
        let lag = link.lag.as_ref().map(|lag| &lag.text);
        let ends = (&link.from.text, &link.to.text);
        format!("{:?}", (ends, link.kind_name(), lag, said(&link.evidence)))
    });
    let sources = timeline.sources.iter().map(|source| {
        let published = source.published.as_ref().map(|date| &date.text);
        format!("{:?}", (&source.id, &source.title, published, &source.file))
    });
    let actors = timeline.actors.iter().flatten();
    let actors = actors.map(|actor| format!("{:?}", (&actor.id, &actor.name, &actor.part_of)));
    let title = timeline.title.iter().map(|title| format!("{title:?}"));
    let items = events.chain(links).chain(sources).chain(actors);
    items.chain(title).collect()
}

fn said(evidence: &[Evidence]) -> String {
    let said = evidence.iter();
    let said = said.map(|piece| (&piece.source.text, &piece.at, &piece.quote, &piece.says));
    format!("{:?}", said.collect::<Vec<_>>())
}

/// The text with the fixes that do not touch each other, and how many these are.
fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    // The edits that are taken, by where they begin.
    let mut taken: BTreeMap<u32, &Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in fixes {
        let apart = |edit: &Edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, other)| other.span.end < edit.span.start)
        };
        if fix.edits.iter().all(apart) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            count += 1;
        }
    }
    let (mut mended, mut at) = (String::with_capacity(text.len()), 0);
    for edit in taken.values() {
        mended.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        mended.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    (mended, count)
}
