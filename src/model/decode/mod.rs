//! From the reader's values to typed statements.
//!
//! One file for each struct of the format; [`record`] and [`value`] hold what they share. A fault
//! is reported where it stands and what is left is still read, so one run shows every fault of a
//! file. A value that the reader found faulty is passed over in silence: it was reported already.

mod dating;
mod document;
mod event;
mod link;
mod mentioned;
mod part;
mod party;
mod record;
mod settings;
mod value;
mod vocabulary;
mod written;

use std::collections::HashSet;
use std::sync::Arc;

use super::{Nearest, Timeline};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::{SourceFile, Span};

/// Reads one timeline file, item by item.
///
/// The timeline holds what could be read; everything else is in the findings, which are also why
/// [`Timeline::complete`] may be false. Ids are not resolved yet: see
/// [`resolve`](super::resolve()).
///
/// ```
/// use annals::model::decode;
/// use annals::source::SourceMap;
///
/// let mut map = SourceMap::new();
/// let file = map.add("a.ron", r#"(annals: 1, title: "A strike", events: [
///     (id: "vote", title: "The vote", when: "1931-03"),
///     (id: "walkout", titel: "First walkout"),
/// ])"#);
/// let (timeline, found) = decode(&file);
/// assert_eq!(timeline.events.len(), 2);
/// assert_eq!(found[0].message, "an event has no field `titel`");
/// ```
#[must_use]
pub fn decode(file: &Arc<SourceFile>) -> (Timeline, Vec<Diagnostic>) {
    document::decode(file)
}

/// What decoding goes along with: the file, and the findings so far.
pub(super) struct Decoder<'f> {
    file: &'f Arc<SourceFile>,
    found: Vec<Diagnostic>,
    nearest: Nearest,
    /// Whether it was said that the file holds JSON: once is enough.
    json: bool,
    /// Whether the item at hand has a fault of syntax, so that a field may be missing because of
    /// that.
    broken: bool,
    /// Ids that were proposed for faulty ones: what refers to them is right once these are mended.
    proposed_ids: HashSet<String>,
}

impl<'f> Decoder<'f> {
    fn new(file: &'f Arc<SourceFile>) -> Self {
        Self {
            file,
            found: Vec::new(),
            nearest: Nearest::default(),
            json: false,
            broken: false,
            proposed_ids: HashSet::new(),
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    fn fault(&mut self, rule: Rule, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(rule, span, message));
    }

    /// The help for an unknown `name`: the nearest known one, or all where they are few.
    fn suggestion(&mut self, name: &str, known: &[&'static str]) -> String {
        let list = || {
            known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self.nearest.find(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", list()),
        }
    }
}
