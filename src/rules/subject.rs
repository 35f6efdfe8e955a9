//! What a rule looks at.

use super::Usage;
use crate::analysis::Analysis;
use crate::model::{Chronology, Collection, EventIndex, EventRef, Timeline, TimelineId};

/// One file under check, with all that is concluded about it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Every file of this run.
    pub collection: &'s Collection,
    /// The file, with those that it uses, reasoned about.
    pub analysis: &'s Analysis<'s>,
    /// What is referred to anywhere in this run.
    pub usage: &'s Usage,
    /// The day that counts as today, in UTC, as days since 1970-01-01, where there is one.
    pub today: Option<i64>,
}

impl<'s> Subject<'s> {
    /// The file with those that it uses.
    #[must_use]
    pub fn chronology(&self) -> &'s Chronology<'s> {
        self.analysis.chronology()
    }

    /// The number of the file in the collection.
    #[must_use]
    pub fn id(&self) -> TimelineId {
        self.chronology().root()
    }

    /// The file's own content.
    #[must_use]
    pub fn timeline(&self) -> &'s Timeline {
        self.chronology().timeline(self.id())
    }

    /// The number by which the reasoning knows an event of the file.
    #[must_use]
    pub fn number(&self, index: u32) -> Option<EventIndex> {
        let timeline = self.id();
        self.chronology().number(EventRef { timeline, index })
    }

    /// Whether bounds and orders rest on every statement of the file: it was read whole and does
    /// not contradict itself.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.analysis.consistent() == Some(true)
    }
}
