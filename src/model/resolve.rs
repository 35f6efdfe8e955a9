//! What each id refers to, within a file and across the files that it uses.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::{
    Event, EventRef, Evidence, Link, LinkOrigin, Name, Nearest, Relative, SourceRef, Timeline,
    TimelineId, check_id,
};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::{Span, Text};

/// Timelines that refer to each other, by number.
#[derive(Debug, Default)]
pub struct Collection {
    /// The timelines.
    pub timelines: Vec<Timeline>,
}

impl Collection {
    /// The timeline with this number.
    ///
    /// # Panics
    ///
    /// If the number belongs to another collection.
    #[must_use]
    pub fn timeline(&self, id: TimelineId) -> &Timeline {
        &self.timelines[id.index()]
    }

    /// The event that `event` names.
    ///
    /// # Panics
    ///
    /// As [`timeline`](Self::timeline).
    #[must_use]
    pub fn event(&self, event: EventRef) -> &Event {
        &self.timeline(event.timeline).events[event.index as usize]
    }
}

/// Finds what each id refers to, in every timeline of the collection, once the targets of their
/// [`uses`](Timeline::uses) are set.
///
/// The findings stand at the index of their timeline. Something declared twice is kept once, as it
/// was declared first.
pub fn resolve(collection: &mut Collection) -> Vec<Vec<Diagnostic>> {
    let mut found: Vec<Vec<Diagnostic>> = collection
        .timelines
        .iter_mut()
        .map(drop_duplicates)
        .collect();
    let indexes: Vec<Index> = (0..).zip(&mut collection.timelines).map(index).collect();
    for ((timeline, found), own) in collection
        .timelines
        .iter_mut()
        .zip(&mut found)
        .zip(&indexes)
    {
        let mut resolver = Resolver {
            own,
            prefixes: prefixes(timeline, &indexes),
            every_prefix_is_known: !timeline.lost_uses
                && timeline
                    .uses
                    .iter()
                    .all(|used| check_id(&used.prefix).is_ok()),
            nearest: Nearest::default(),
            found,
        };
        resolver.timeline(timeline);
        timeline.complete &= found.iter().all(|finding| !finding.leaves_out());
    }
    for (timeline, index) in collection.timelines.iter_mut().zip(indexes) {
        timeline.mentioned_ids = index.mentioned;
    }
    found
}

/// The file behind each prefix of a timeline; `None` where it could not be read.
fn prefixes<'r>(timeline: &Timeline, indexes: &'r [Index]) -> HashMap<Text, Option<&'r Index>> {
    let uses = timeline.uses.iter();
    uses.map(|used| {
        let target = used.target.map(|target| &indexes[target.index()]);
        (used.prefix.clone(), target)
    })
    .collect()
}

/// The ids that one timeline declares.
struct Index {
    events: Ids<EventRef>,
    sources: Ids<SourceRef>,
    actors: Ids<()>,
    /// The ids that it may declare in items that could not be read.
    mentioned: HashSet<String>,
    /// Whether it can be told at all what it declares.
    legible: bool,
}

impl Index {
    /// Whether the file may declare `id` where it could not be read.
    fn may_declare(&self, id: &str) -> bool {
        !self.legible || self.mentioned.contains(id)
    }
}

/// The ids of one name space, for look-up and in their order.
struct Ids<T> {
    targets: HashMap<Text, T>,
    order: Vec<Text>,
}

impl<T> FromIterator<(Text, T)> for Ids<T> {
    fn from_iter<I: IntoIterator<Item = (Text, T)>>(ids: I) -> Self {
        let mut order = Vec::new();
        let targets = ids
            .into_iter()
            .inspect(|(id, _)| order.push(id.clone()))
            .collect();
        Self { targets, order }
    }
}

/// Removes what is declared again under an id that is taken, and says so.
fn drop_duplicates(timeline: &mut Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let found = &mut found;
    let dropped = unique(&mut timeline.events, "an event", |event| &event.id, found);
    let dropped: Vec<Span> = dropped.iter().map(|event| event.span).collect();
    drop_shorthands(&mut timeline.links, &dropped);
    unique(
        &mut timeline.sources,
        "a source",
        |source| &source.id,
        found,
    );
    repeated(
        timeline.choices.iter().map(|choice| &choice.id),
        "a choice",
        found,
    );
    for event in &timeline.events {
        let ids = event.claims.iter().map(|claim| &claim.id);
        repeated(ids, "a claim about this event", found);
    }
    if let Some(actors) = &mut timeline.actors {
        unique(actors, "an actor", |actor| &actor.id, found);
    }
    unique(
        &mut timeline.uses,
        "a used file",
        |used| &used.prefix,
        found,
    );
    if let Some(kinds) = &mut timeline.kinds.events {
        unique(kinds, "a kind of event", |kind| &kind.id, found);
    }
    if let Some(kinds) = &mut timeline.kinds.links {
        unique(kinds, "a kind of link", |kind| &kind.id, found);
    }
    std::mem::take(found)
}

/// Removes the links that dropped events state in fields of their own: they name their event by
/// an id that now means another. Events and links stand in the order of the file.
fn drop_shorthands(links: &mut Vec<Link>, dropped: &[Span]) {
    links.retain(|link| {
        let before = dropped.partition_point(|span| span.start <= link.span.start);
        let within = before > 0 && link.span.end <= dropped[before - 1].end;
        link.origin == LinkOrigin::Written || !within
    });
}

/// Keeps the first item of each id, reports the others, and gives them.
fn unique<T>(
    items: &mut Vec<T>,
    what: &str,
    id: fn(&T) -> &Text,
    found: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let mut first: HashMap<Text, Span> = HashMap::with_capacity(items.len());
    let repeated = items.extract_if(.., |item| match first.entry(id(item).clone()) {
        Entry::Vacant(entry) => {
            entry.insert(id(item).span());
            false
        }
        Entry::Occupied(entry) => {
            let help = "give one of them another id; what refers to it means the first";
            found.push(duplicate(id(item), *entry.get(), what).with_help(help));
            true
        }
    });
    repeated.collect()
}

/// Reports ids that are given twice to what nothing refers to: each item holds all the same.
fn repeated<'t>(
    ids: impl Iterator<Item = &'t Option<Text>>,
    what: &str,
    found: &mut Vec<Diagnostic>,
) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for id in ids.flatten() {
        match first.entry(id) {
            Entry::Vacant(entry) => {
                entry.insert(id.span());
            }
            Entry::Occupied(entry) => {
                let finding = duplicate(id, *entry.get(), what);
                found.push(finding.with_help("give one of them another id"));
            }
        }
    }
}

fn duplicate(id: &Text, first: Span, what: &str) -> Diagnostic {
    let message = format!("the id `{}` is taken: {what} has it already", &**id);
    Diagnostic::new(Rule::DuplicateId, id.span(), message)
        .with_here("declared again here")
        .with_label(first, "declared first here")
}

fn index((number, timeline): (u32, &mut Timeline)) -> Index {
    let id = TimelineId(number);
    let events = timeline.events.iter().zip(0..);
    let sources = timeline.sources.iter().zip(0..);
    Index {
        legible: timeline.legible,
        mentioned: std::mem::take(&mut timeline.mentioned_ids),
        events: events
            .map(|(event, index)| {
                (
                    event.id.clone(),
                    EventRef {
                        timeline: id,
                        index,
                    },
                )
            })
            .collect(),
        sources: sources
            .map(|(source, index)| {
                (
                    source.id.clone(),
                    SourceRef {
                        timeline: id,
                        index,
                    },
                )
            })
            .collect(),
        actors: timeline
            .actors
            .iter()
            .flatten()
            .map(|actor| (actor.id.clone(), ()))
            .collect(),
    }
}

/// What a name turned out to be.
enum Found<T> {
    /// This.
    One(T),
    /// Nothing has this id.
    Nothing,
    /// It cannot be told, and why was reported elsewhere.
    Unknowable,
}

/// What a prefix leads to.
enum Behind<'r> {
    /// This file.
    File(&'r Index),
    /// Nothing is known of it, and why was reported.
    Unknowable,
    /// No used file has the prefix.
    Nothing,
}

/// The lists of ids that a name may be meant to be one of.
type Known<'r> = [&'r [Text]; 2];

struct Resolver<'r> {
    own: &'r Index,
    prefixes: HashMap<Text, Option<&'r Index>>,
    /// Whether a prefix that is not among them is none for sure.
    every_prefix_is_known: bool,
    nearest: Nearest,
    found: &'r mut Vec<Diagnostic>,
}

impl<'r> Resolver<'r> {
    fn timeline(&mut self, timeline: &mut Timeline) {
        for event in &mut timeline.events {
            self.event(event, timeline.actors.is_some());
        }
        let choices = timeline
            .choices
            .iter_mut()
            .flat_map(|choice| choice.any_of.iter_mut());
        for link in timeline.links.iter_mut().chain(choices.flatten()) {
            self.link(link);
        }
        for source in &mut timeline.sources {
            for parent in &mut source.derived_from {
                self.source(parent);
            }
        }
        for actor in timeline.actors.iter().flatten() {
            if let Some(whole) = &actor.part_of {
                self.actor(whole);
            }
        }
    }

    fn event(&mut self, event: &mut Event, actors_are_listed: bool) {
        if actors_are_listed {
            for actor in &event.actors {
                self.actor(actor);
            }
        }
        self.evidence(&mut event.evidence);
        self.relative(event.dating.relative.as_deref_mut());
        for claim in &mut event.claims {
            self.evidence(&mut claim.evidence);
            self.relative(claim.dating.relative.as_deref_mut());
        }
    }

    fn evidence(&mut self, evidence: &mut [Evidence]) {
        for piece in evidence {
            self.source(&mut piece.source);
        }
    }

    fn relative(&mut self, relative: Option<&mut Relative>) {
        let Some(relative) = relative else { return };
        match self.look_up(&relative.to, |index| &index.events) {
            Found::One(event) => relative.event = Some(event),
            Found::Unknowable => {}
            Found::Nothing => match self.look_up(&relative.to, |index| &index.sources) {
                Found::One(source) => relative.source = Some(source),
                Found::Unknowable => {}
                Found::Nothing => {
                    let rule = Rule::UnknownEvent;
                    self.report(rule, "event or source", &relative.to, |index| {
                        [&index.events.order, &index.sources.order]
                    });
                }
            },
        }
    }

    fn link(&mut self, link: &mut Link) {
        for end in [&mut link.from, &mut link.to] {
            match self.look_up(&end.text, |index| &index.events) {
                Found::One(event) => end.target = Some(event),
                Found::Unknowable => {}
                Found::Nothing => {
                    self.report(Rule::UnknownEvent, "event", &end.text, |index| {
                        [&index.events.order, &[]]
                    });
                }
            }
        }
        self.evidence(&mut link.evidence);
    }

    fn source(&mut self, name: &mut Name<SourceRef>) {
        match self.look_up(&name.text, |index| &index.sources) {
            Found::One(source) => name.target = Some(source),
            Found::Unknowable => {}
            Found::Nothing => {
                self.report(Rule::UnknownSource, "source", &name.text, |index| {
                    [&index.sources.order, &[]]
                });
            }
        }
    }

    fn actor(&mut self, name: &Text) {
        if let Found::Nothing = self.look_up(name, |index| &index.actors) {
            self.report(Rule::UnknownActor, "actor", name, |index| {
                [&index.actors.order, &[]]
            });
        }
    }

    /// What a name is looked up in, its prefix, and the name there.
    fn behind<'n>(&self, name: &'n str) -> (Behind<'r>, Option<&'n str>, &'n str) {
        let Some((prefix, local)) = name.split_once('/') else {
            return (Behind::File(self.own), None, name);
        };
        let behind = match self.prefixes.get(prefix) {
            Some(&Some(index)) => Behind::File(index),
            Some(None) => Behind::Unknowable,
            None if !self.every_prefix_is_known || !self.own.legible => Behind::Unknowable,
            None => Behind::Nothing,
        };
        (behind, Some(prefix), local)
    }

    fn look_up<T: Copy>(&self, name: &Text, map: fn(&Index) -> &Ids<T>) -> Found<T> {
        match self.behind(name) {
            (Behind::Unknowable, ..) => Found::Unknowable,
            (Behind::Nothing, ..) => Found::Nothing,
            (Behind::File(index), _, local) => match map(index).targets.get(local) {
                Some(&target) => Found::One(target),
                None if index.may_declare(local) => Found::Unknowable,
                None => Found::Nothing,
            },
        }
    }

    /// Help for an id without a prefix that a used file declares.
    fn in_used_files(&self, id: &str, known_in: fn(&Index) -> Known<'_>) -> Option<String> {
        let declares = |index: &Index| {
            let mut known = known_in(index).into_iter().flatten();
            known.any(|known| &**known == id)
        };
        let mut found: Vec<String> = self
            .prefixes
            .iter()
            .filter(|(_, index)| index.is_some_and(declares))
            .map(|(prefix, _)| format!("`{}/{id}`", &**prefix))
            .collect();
        found.sort();
        (!found.is_empty()).then(|| format!("did you mean {}?", found.join(" or ")))
    }

    fn report(&mut self, rule: Rule, what: &str, name: &Text, known_in: fn(&Index) -> Known<'_>) {
        let message = format!("no {what} has the id `{}`", &**name);
        let finding = Diagnostic::new(rule, name.span(), message);
        let help = match self.behind(name) {
            (Behind::Nothing, Some(prefix), _) => Some(format!(
                "`{prefix}/` is no prefix of a used file: add `uses: [(file: \"…\", as: \"{prefix}\")]`"
            )),
            (Behind::File(index), prefix, local) => {
                let known = known_in(index).into_iter().flatten().map(|id| &**id);
                let near = self.nearest.find(local, known).map(|near| match prefix {
                    Some(prefix) => format!("did you mean `{prefix}/{near}`?"),
                    None => format!("did you mean `{near}`?"),
                });
                let elsewhere = || {
                    prefix
                        .is_none()
                        .then(|| self.in_used_files(local, known_in))
                };
                elsewhere()
                    .flatten()
                    .or(near)
                    .or_else(|| several_ids(local))
            }
            _ => None,
        };
        self.found.push(match help {
            Some(help) => finding.with_help(help),
            None => finding,
        });
    }
}

/// Help for a string that names several things: `"a, b"` where `"a", "b"` is meant.
fn several_ids(name: &str) -> Option<String> {
    let ids: Vec<&str> = name.split([',', ';']).map(str::trim).collect();
    if ids.len() < 2 || !ids.iter().all(|id| check_id(id).is_ok()) {
        return None;
    }
    let quoted: Vec<String> = ids.iter().map(|id| format!("`\"{id}\"`")).collect();
    let quoted = quoted.join(", ");
    Some(format!(
        "each id of a list stands in quotes of its own: {quoted}"
    ))
}
