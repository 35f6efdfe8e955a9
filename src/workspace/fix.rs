//! Mends of form: what `check --fix` writes.
//!
//! A mend writes down what annals has read anyway: a comma that is missing, quotes of another
//! kind, a suppression that silences nothing. It never changes what a file says: no date, claim,
//! link or order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Checked;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::model::decode;
use crate::source::{FileId, SourceFile, SourceMap};

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
            if let Some(fix) = &finding.fix {
                fixes.entry(finding.span.file).or_default().push(fix);
            }
        }
    }
    let files = fixes.into_iter();
    files
        .filter_map(|(id, fixes)| of_file(checked.sources.file(id), &fixes))
        .collect()
}

fn of_file(file: &Arc<SourceFile>, fixes: &[&Fix]) -> Option<Mended> {
    let (mut text, mut count) = apply(file.text(), fixes);
    // Where one fault hides the next, the next can be mended once the first is.
    for _ in 0..ROUNDS {
        let found = findings(&text);
        let fixes: Vec<&Fix> = found
            .iter()
            .filter_map(|finding| finding.fix.as_ref())
            .collect();
        if fixes.is_empty() {
            break;
        }
        let (better, more) = apply(&text, &fixes);
        // A struct reports the first of its faults of one kind, so there may be as many as before.
        if findings(&better).len() > found.len() {
            break;
        }
        (text, count) = (better, count + more);
    }
    // A mend that leaves more faults than there were is none.
    let better = findings(&text).len() <= findings(file.text()).len();
    (better && text != file.text()).then(|| Mended {
        file: Arc::clone(file),
        text,
        count,
    })
}

/// The faults of form of a text.
fn findings(text: &str) -> Vec<Diagnostic> {
    decode(&SourceMap::new().add("", text)).1
}

/// The text with the fixes that do not touch each other, and how many these are.
fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in fixes {
        let apart = |edit: &Edit| {
            edits
                .iter()
                .all(|taken| edit.span.end < taken.span.start || taken.span.end < edit.span.start)
        };
        if fix.edits.iter().all(apart) {
            edits.extend(&fix.edits);
            count += 1;
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let (mut mended, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        mended.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        mended.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    (mended, count)
}
