//! A timeline together with all that it uses: what is reasoned about as one.

use std::collections::HashMap;

use super::{Collection, Event, EventRef, SourceRef, Timeline, TimelineId};

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
/// prefixes that lead there, `bg/id`.
#[derive(Debug)]
pub struct Chronology<'c> {
    collection: &'c Collection,
    members: Vec<Member>,
    numbers: HashMap<TimelineId, usize>,
    event_count: u32,
}

#[derive(Debug)]
struct Member {
    timeline: TimelineId,
    prefix: String,
    first_event: u32,
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
        };
        chronology.add(root, String::new());
        let mut next = 0;
        while next < chronology.members.len() {
            let timeline = collection.timeline(chronology.members[next].timeline);
            for used in &timeline.uses {
                if let Some(target) = used.target {
                    let prefix = format!("{}{}/", chronology.members[next].prefix, &*used.prefix);
                    chronology.add(target, prefix);
                }
            }
            next += 1;
        }
        chronology
    }

    fn add(&mut self, timeline: TimelineId, prefix: String) {
        if self.numbers.contains_key(&timeline) {
            return;
        }
        self.numbers.insert(timeline, self.members.len());
        let count = self.collection.timeline(timeline).events.len();
        self.members.push(Member {
            timeline,
            prefix,
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
        format!("{}{}", self.member(event).prefix, &*self.event(event).id)
    }

    /// What a source is called here.
    #[must_use]
    pub fn source_name(&self, source: SourceRef) -> String {
        let prefix = self
            .numbers
            .get(&source.timeline)
            .map(|&at| &*self.members[at].prefix);
        let sources = &self.collection.timeline(source.timeline).sources;
        format!(
            "{}{}",
            prefix.unwrap_or_default(),
            &*sources[source.index as usize].id
        )
    }

    /// The event that is called `name` here: by its id behind any prefixes that lead to its file.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<EventIndex> {
        let mut steps = name.split('/');
        let id = steps.next_back()?;
        let timeline = steps.try_fold(self.root(), |timeline, step| {
            let mut uses = self.timeline(timeline).uses.iter();
            uses.find(|used| used.prefix == *step)?.target
        })?;
        let events = &self.timeline(timeline).events;
        let index = events.iter().position(|event| event.id == *id)?;
        self.number(EventRef {
            timeline,
            index: u32::try_from(index).ok()?,
        })
    }

    fn member(&self, event: EventIndex) -> &Member {
        let after = self
            .members
            .partition_point(|member| member.first_event <= event.0);
        &self.members[after - 1]
    }
}
