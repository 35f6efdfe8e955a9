//! A timeline together with all that it uses: what is reasoned about as one.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Collection, Event, EventRef, SourceRef, Timeline, TimelineId};
use crate::source::Text;

/// One event of a [`Chronology`], by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIndex(pub u32);

impl EventIndex {
    /// The event's place among the events of the chronology.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A timeline and the timelines that it uses, directly or through others, each once.
///
/// Events are numbered through: those of the timeline itself first, then those of the files that
/// it uses in the order in which they are reached. An event of a used file is called by the
/// prefixes that lead there, `bg/id`, as the file is reached first.
#[derive(Debug)]
pub struct Chronology<'c> {
    collection: &'c Collection,
    members: Vec<Member>,
    numbers: HashMap<TimelineId, usize>,
    event_count: u32,
    /// Made when a name is first looked up.
    by_name: OnceLock<ByName>,
}

#[derive(Debug)]
struct Member {
    timeline: TimelineId,
    /// The member that uses this one first, and the prefix there; `None` for the told timeline.
    /// Prefixes written out would take the square of the depth.
    given: Option<(usize, Text)>,
    first_event: u32,
}

/// How many prefixes a name shows. Behind more of them, the first and the last few are shown,
/// around the number of the member.
const SHOWN_PREFIXES: usize = 16;

/// The members and their events by what they are called.
#[derive(Debug)]
struct ByName {
    members: HashMap<String, usize>,
    /// The events of each member; ids share the text of their file.
    events: Vec<HashMap<Text, u32>>,
}

impl<'c> Chronology<'c> {
    /// The chronology that the timeline `root` tells.
    ///
    /// # Panics
    ///
    /// If `root` belongs to another collection, or there are more than 2³² events.
    #[must_use]
    pub fn new(collection: &'c Collection, root: TimelineId) -> Self {
        let mut chronology = Self {
            collection,
            members: Vec::new(),
            numbers: HashMap::new(),
            event_count: 0,
            by_name: OnceLock::new(),
        };
        chronology.add(root, None);
        let mut next = 0;
        while next < chronology.members.len() {
            let timeline = collection.timeline(chronology.members[next].timeline);
            for used in &timeline.uses {
                if let Some(target) = used.target {
                    chronology.add(target, Some((next, used.prefix.clone())));
                }
            }
            next += 1;
        }
        chronology
    }

    fn add(&mut self, timeline: TimelineId, given: Option<(usize, Text)>) {
        if self.numbers.contains_key(&timeline) {
            return;
        }
        self.numbers.insert(timeline, self.members.len());
        let count = self.collection.timeline(timeline).events.len();
        self.members.push(Member {
            timeline,
            given,
            first_event: self.event_count,
        });
        self.event_count = u32::try_from(count)
            .ok()
            .and_then(|count| self.event_count.checked_add(count))
            .expect("texts of at most 2 GiB hold fewer events");
    }

    /// The chronology that another timeline of the same collection tells.
    #[must_use]
    pub fn told_by(&self, timeline: TimelineId) -> Self {
        Self::new(self.collection, timeline)
    }

    /// The timeline that is told.
    #[must_use]
    pub fn root(&self) -> TimelineId {
        self.members[0].timeline
    }

    /// All its timelines, the told one first.
    pub fn timelines(&self) -> impl Iterator<Item = (TimelineId, &'c Timeline)> {
        self.members
            .iter()
            .map(|member| (member.timeline, self.collection.timeline(member.timeline)))
    }

    /// The timeline with this number.
    #[must_use]
    pub fn timeline(&self, id: TimelineId) -> &'c Timeline {
        self.collection.timeline(id)
    }

    /// How many events there are.
    #[must_use]
    pub fn event_count(&self) -> u32 {
        self.event_count
    }

    /// All events by number.
    pub fn events(&self) -> impl Iterator<Item = (EventIndex, &'c Event)> {
        (0..self.event_count).map(|number| (EventIndex(number), self.event(EventIndex(number))))
    }

    /// The number of an event; `None` where its timeline is not part of this chronology.
    #[must_use]
    pub fn number(&self, event: EventRef) -> Option<EventIndex> {
        let member = &self.members[*self.numbers.get(&event.timeline)?];
        Some(EventIndex(member.first_event + event.index))
    }

    /// The timeline that declares an event, and the event.
    #[must_use]
    pub fn declaration(&self, event: EventIndex) -> (TimelineId, &'c Event) {
        let member = self.member(event);
        let events = &self.collection.timeline(member.timeline).events;
        (
            member.timeline,
            &events[(event.0 - member.first_event) as usize],
        )
    }

    /// The event with this number.
    #[must_use]
    pub fn event(&self, event: EventIndex) -> &'c Event {
        self.declaration(event).1
    }

    /// What the event is called here: its id behind the prefixes that lead to its file.
    #[must_use]
    pub fn name(&self, event: EventIndex) -> String {
        let prefix = self.prefix(self.member_of(event));
        prefix + &self.event(event).id
    }

    /// What a source is called here.
    #[must_use]
    pub fn source_name(&self, source: SourceRef) -> String {
        let member = self.numbers.get(&source.timeline);
        let prefix = member.map_or_else(String::new, |&member| self.prefix(member));
        let sources = &self.collection.timeline(source.timeline).sources;
        prefix + &sources[source.index as usize].id
    }

    /// The event that is called `name` here: as [`name`](Self::name) gives it, or by its id behind
    /// any prefixes that lead to its file.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<EventIndex> {
        let (prefix, id) = match name.rfind('/') {
            Some(slash) => name.split_at(slash + 1),
            None => ("", name),
        };
        let by_name = self.by_name.get_or_init(|| self.by_name());
        let member = match by_name.members.get(prefix) {
            Some(&member) => member,
            None => self.follow(prefix)?,
        };
        let index = by_name.events[member].get(id)?;
        Some(EventIndex(self.members[member].first_event + index))
    }

    /// The member that the prefixes lead to, one after the other.
    fn follow(&self, prefixes: &str) -> Option<usize> {
        let mut steps = prefixes.split_terminator('/');
        let timeline = steps.try_fold(self.root(), |timeline, step| {
            let mut uses = self.timeline(timeline).uses.iter();
            uses.find(|used| used.prefix == *step)?.target
        })?;
        self.numbers.get(&timeline).copied()
    }

    fn by_name(&self) -> ByName {
        let named = (0..self.members.len()).map(|member| (self.prefix(member), member));
        let mut members: HashMap<String, usize> = named.collect();
        for used in &self.collection.timeline(self.root()).uses {
            let member = used.target.and_then(|target| self.numbers.get(&target));
            if let Some(&member) = member {
                members.insert(format!("{}/", &*used.prefix), member);
            }
        }
        let events = self.timelines().map(|(_, timeline)| {
            let numbered = timeline.events.iter().zip(0..);
            numbered
                .map(|(event, index)| (event.id.clone(), index))
                .collect()
        });
        ByName {
            members,
            events: events.collect(),
        }
    }

    /// The prefixes that lead to a member, with their slashes.
    fn prefix(&self, member: usize) -> String {
        let mut parts = Vec::new();
        let mut at = member;
        while let Some((user, prefix)) = &self.members[at].given {
            parts.push(prefix);
            at = *user;
        }
        parts.reverse();
        if parts.len() <= SHOWN_PREFIXES {
            return parts.iter().flat_map(|prefix| [&***prefix, "/"]).collect();
        }
        let half = SHOWN_PREFIXES / 2;
        let (first, last) = (&parts[..half], &parts[parts.len() - half..]);
        let written = |parts: &[&Text]| -> String {
            parts.iter().flat_map(|prefix| [&***prefix, "/"]).collect()
        };
        format!("{}…{member}/{}", written(first), written(last))
    }

    fn member_of(&self, event: EventIndex) -> usize {
        let after = self
            .members
            .partition_point(|member| member.first_event <= event.0);
        after - 1
    }

    fn member(&self, event: EventIndex) -> &Member {
        &self.members[self.member_of(event)]
    }
}
