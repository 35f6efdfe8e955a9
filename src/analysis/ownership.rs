//! Which file a finding belongs to.

use std::collections::{HashMap, HashSet};

use super::Analysis;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Chronology, TimelineId};
use crate::source::{FileId, Span};

/// Which files lie behind each file that a timeline uses.
///
/// A contradiction among the statements of used files belongs to the timeline that brings them
/// together: one whose statements all lie behind a single used file is that file's own.
pub(super) struct Ownership {
    own: FileId,
    /// For each file that is used directly, where it is named and the files that it reads, itself
    /// included.
    behind: Vec<(Span, HashSet<FileId>)>,
}

impl Ownership {
    pub(super) fn new(chronology: &Chronology<'_>) -> Self {
        let root = chronology.timeline(chronology.root());
        let mut known: HashSet<TimelineId> = HashSet::new();
        let behind = root
            .uses
            .iter()
            .filter_map(|used| Some((used.file.span(), used.target?)))
            .filter(|&(_, target)| known.insert(target))
            .map(|(place, target)| (place, files_behind(chronology, target)))
            .collect();
        Self {
            own: root.file.id(),
            behind,
        }
    }

    /// Whether statements of these files concern the timeline itself.
    pub(super) fn is_own(&self, files: impl Iterator<Item = FileId>) -> bool {
        let files: HashSet<FileId> = files.collect();
        let mut behind = self.behind.iter();
        files.contains(&self.own) || !behind.any(|(_, behind)| files.is_subset(behind))
    }

    /// Of what was found in used files, what these do not have when they are told by themselves:
    /// times that only the finer unit in which this timeline counts cannot hold. They are reported
    /// where the file is named.
    pub(super) fn brought_about(
        &self,
        chronology: &Chronology<'_>,
        foreign: &[&Diagnostic],
    ) -> Vec<Diagnostic> {
        let depends_on_the_unit = |finding: &&&Diagnostic| {
            matches!(
                finding.rule,
                Rule::TimeOutOfRange | Rule::ImpossibleDuration
            )
        };
        let mut alone: HashMap<FileId, Vec<Span>> = HashMap::new();
        let mut found = Vec::new();
        for finding in foreign.iter().filter(depends_on_the_unit) {
            let file = finding.span.file;
            let own = alone
                .entry(file)
                .or_insert_with(|| found_alone(chronology, file));
            let entry = self
                .behind
                .iter()
                .find(|(_, behind)| behind.contains(&file));
            if let (false, Some((place, _))) = (own.contains(&finding.span), entry) {
                let message = "this file states a time that cannot be counted together with the \
                               times of this timeline";
                found.push(
                    Diagnostic::new(finding.rule, *place, message)
                        .with_label(finding.span, &finding.message),
                );
            }
        }
        found
    }
}

/// The places of what is found in a file when it is told by itself.
fn found_alone(chronology: &Chronology<'_>, file: FileId) -> Vec<Span> {
    let member = chronology
        .timelines()
        .find(|(_, timeline)| timeline.file.id() == file);
    member.map_or_else(Vec::new, |(id, _)| {
        let alone = Analysis::new(chronology.told_by(id));
        alone
            .system
            .found
            .iter()
            .map(|finding| finding.span)
            .collect()
    })
}

fn files_behind(chronology: &Chronology<'_>, from: TimelineId) -> HashSet<FileId> {
    let mut seen = HashSet::from([from]);
    let mut stack = vec![from];
    let mut files = HashSet::new();
    while let Some(id) = stack.pop() {
        let timeline = chronology.timeline(id);
        files.insert(timeline.file.id());
        let targets = timeline.uses.iter().filter_map(|used| used.target);
        stack.extend(targets.filter(|&target| seen.insert(target)));
    }
    files
}
