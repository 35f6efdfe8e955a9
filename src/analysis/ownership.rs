//! Which file a finding belongs to.

use std::collections::{HashMap, HashSet};

use crate::model::{Chronology, TimelineId};
use crate::source::FileId;

/// Which files lie behind each file that a timeline uses.
///
/// A contradiction among the statements of used files belongs to the timeline that brings them
/// together: one whose statements all lie behind a single used file is that file's own.
pub(super) struct Ownership {
    own: FileId,
    /// For each file that is used directly, the files that it reads, itself included.
    behind: Vec<HashSet<FileId>>,
}

impl Ownership {
    pub(super) fn new(chronology: &Chronology<'_>) -> Self {
        let root = chronology.timeline(chronology.root());
        let mut known: HashMap<TimelineId, HashSet<FileId>> = HashMap::new();
        let targets = root.uses.iter().filter_map(|used| used.target);
        for target in targets {
            known
                .entry(target)
                .or_insert_with(|| files_behind(chronology, target));
        }
        let mut behind: Vec<(TimelineId, HashSet<FileId>)> = known.into_iter().collect();
        behind.sort_unstable_by_key(|(timeline, _)| *timeline);
        Self {
            own: root.file.id(),
            behind: behind.into_iter().map(|(_, files)| files).collect(),
        }
    }

    /// Whether statements of these files concern the timeline itself.
    pub(super) fn is_own(&self, files: impl Iterator<Item = FileId>) -> bool {
        let files: HashSet<FileId> = files.collect();
        files.contains(&self.own) || !self.behind.iter().any(|behind| files.is_subset(behind))
    }
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
