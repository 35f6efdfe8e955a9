//! What choices between groups of links say.

use super::claim::any_of;
use super::encoder::{Encoder, in_force, is_trivial, join};
use super::{Origin, Trust};
use crate::model::{Certainty, Choice, Chronology, EventIndex, Link, TimelineId};
use crate::search::Conjunction;
use crate::stn::Tag;

impl Encoder<'_> {
    /// One choice: at least one of its groups holds whole. Only order counts, no causes.
    pub(super) fn choice(&mut self, timeline: TimelineId, choice: &Choice, index: u32) {
        let tag = self.next_tag();
        let groups: Vec<Conjunction> = choice
            .any_of
            .iter()
            .map(|group| self.group(group, tag))
            .collect();
        // A group that was lost may be the one that holds; a choice without groups was reported.
        if choice.lost_groups || groups.is_empty() {
            return;
        }
        let said = any_of(groups, tag);
        if !is_trivial(&said) {
            let trust = trust(choice, self.chronology);
            self.state(Origin::Choice { timeline, index }, trust, choice.span);
            self.enter(said);
        }
    }

    /// What all links of a group say together.
    pub(super) fn group(&mut self, group: &[Link], tag: Tag) -> Conjunction {
        group.iter().fold(Conjunction::default(), |mut all, link| {
            join(&mut all, self.order(link, tag));
            all
        })
    }
}

/// A group is trusted as its least trusted link, a choice as its most trusted group.
fn trust(choice: &Choice, chronology: &Chronology<'_>) -> Trust {
    let of_link = |link: &Link| Trust::new(link.certainty, false, &link.evidence, chronology);
    let counts = |link: &&Link| in_force(link, chronology).is_some();
    let groups = choice.any_of.iter();
    let trusts = groups.filter_map(|group| group.iter().filter(counts).map(of_link).max());
    trusts
        .min()
        .unwrap_or_else(|| Trust::new(Certainty::default(), false, &[], chronology))
}

/// The events that a choice concerns, each once, in the order in which they are mentioned.
pub(super) fn events(choice: &Choice, chronology: &Chronology<'_>) -> Vec<EventIndex> {
    let mut events = Vec::new();
    let links = choice.any_of.iter().flatten();
    for (from, to) in links.filter_map(|link| in_force(link, chronology)) {
        for event in [from, to] {
            if !events.contains(&event) {
                events.push(event);
            }
        }
    }
    events
}
