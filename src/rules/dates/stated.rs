//! The dates that are stated of an event.

use crate::calendar::Zone;
use crate::edtf::Edtf;
use crate::model::{Claim, Dating, Event, Evidence, Stated};
use crate::source::Text;

use super::Subject;

/// How an event is dated: by itself, or by one of its claims.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'e> {
    /// The event.
    pub(super) event: &'e Event,
    /// What is stated.
    pub(super) dating: &'e Dating,
    /// The claim that states it, if one does.
    pub(super) claim: Option<&'e Claim>,
}

impl<'e> Told<'e> {
    /// All that is stated of an event's date.
    pub(super) fn all(event: &'e Event) -> impl Iterator<Item = Self> {
        let own = Self {
            event,
            dating: &event.dating,
            claim: None,
        };
        let claimed = event.claims.iter().map(move |claim| Self {
            event,
            dating: &claim.dating,
            claim: Some(claim),
        });
        std::iter::once(own).chain(claimed)
    }

    /// Each EDTF date that is stated of an event.
    pub(super) fn dates(event: &'e Event) -> impl Iterator<Item = (Self, &'e Stated<Edtf>)> {
        Self::all(event).filter_map(|told| Some((told, told.dating.when.as_ref()?)))
    }

    /// The evidence of the date: the event's and that of the claim.
    pub(super) fn evidence(self) -> impl Iterator<Item = &'e Evidence> {
        let claimed = self.claim.map_or(&[][..], |claim| &claim.evidence);
        self.event.evidence.iter().chain(claimed)
    }

    /// What is written about the event in words: its title, quotes and paraphrases.
    pub(super) fn prose(self) -> impl Iterator<Item = &'e Text> {
        let told = self
            .evidence()
            .flat_map(|evidence| evidence.quote.iter().chain(&evidence.says));
        std::iter::once(&self.event.title).chain(told)
    }
}

/// The zone of an event's dates; `None` where that cannot be told.
pub(super) fn zone(event: &Event, subject: &Subject<'_>) -> Option<Zone> {
    event.zone.or(subject.timeline().zone.or(Some(Zone::UTC)))
}
