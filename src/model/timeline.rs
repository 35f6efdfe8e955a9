//! One timeline file.

use std::collections::HashSet;
use std::sync::Arc;

use super::{
    Actor, Choice, Direction, Event, Expectation, Given, Link, LinkKind, Settings, Source, Stated,
    TimelineId,
};
use crate::calendar::Zone;
use crate::edtf::Edtf;
use crate::source::{SourceFile, Span, Text};

/// Another timeline that this one reads.
#[derive(Debug, Clone)]
pub struct Use {
    /// Its path, relative to this timeline.
    pub file: Text,
    /// The prefix of its ids.
    pub prefix: Text,
    /// What it turned out to be, once loaded.
    pub target: Option<TimelineId>,
    /// The whole entry.
    pub span: Span,
}

/// A kind of event of the timeline's own.
#[derive(Debug, Clone)]
pub struct EventKind {
    /// Its id.
    pub id: Text,
    /// Its title.
    pub title: Option<Text>,
}

/// A kind of link of the timeline's own.
#[derive(Debug, Clone)]
pub struct LinkMeaning {
    /// Its id.
    pub id: Text,
    /// The built-in kind whose meaning it takes.
    pub implies: LinkKind,
    /// Which way a cause runs, if it is causal.
    pub cause: Option<Direction>,
}

/// The timeline's own vocabulary; a list that is not given allows everything.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    /// Kinds of events.
    pub events: Option<Vec<EventKind>>,
    /// Kinds of links.
    pub links: Option<Vec<LinkMeaning>>,
    /// Whether something of it could not be read; that was reported, and a kind that is not listed
    /// may be what was lost.
    pub lost: bool,
}

/// A silence that is known and explained.
#[derive(Debug, Clone)]
pub struct KnownSilence {
    /// When it was quiet.
    pub when: Stated<Edtf>,
    /// Why.
    pub why: Text,
}

/// Findings that the author accepts.
#[derive(Debug, Clone)]
pub struct Allow {
    /// The rule's name.
    pub rule: Text,
    /// The ids that a finding must concern, all of them.
    pub with: Vec<Text>,
    /// Why they are accepted; required, which is a rule's matter.
    pub reason: Option<Text>,
    /// The last day on which they are.
    pub until: Option<Stated<Edtf>>,
    /// The whole entry.
    pub span: Span,
}

/// What one timeline file states.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The timeline's title.
    pub title: Option<Text>,
    /// The zone of dates, and of times without an offset; UTC unless set.
    pub zone: Given<Zone>,
    /// The day up to which the timeline tells.
    pub as_of: Option<Stated<Edtf>>,
    /// The timelines that it reads.
    pub uses: Vec<Use>,
    /// Its sources.
    pub sources: Vec<Source>,
    /// Its actors; `None` where no list is given.
    pub actors: Option<Vec<Actor>>,
    /// Its events.
    pub events: Vec<Event>,
    /// Its links, shorthands included, in the order of the file.
    pub links: Vec<Link>,
    /// Its choices.
    pub choices: Vec<Choice>,
    /// Its own vocabulary.
    pub kinds: Kinds,
    /// Silences that are known and explained.
    pub quiet: Vec<KnownSilence>,
    /// Findings that are accepted.
    pub allow: Vec<Allow>,
    /// Its expectations.
    pub expectations: Vec<Expectation>,
    /// Thresholds and margins.
    pub settings: Settings,
    /// How many events the file has, those that could not be read included.
    pub event_count: usize,
    /// How many links the file has, those that could not be read included.
    pub link_count: usize,
    /// Whether an entry of `uses` could not be read, so that some prefix is not known.
    pub lost_uses: bool,
    /// In a file with items that could not be read: the ids that its text seems to declare where
    /// none was read, and what is proposed for faulty ones. What refers to one of them is not
    /// reported, as it may stand in such an item, or will once that is mended.
    pub mentioned_ids: HashSet<String>,
    /// Whether the file is a text of format 1. Of one that is not, nothing can be told, not even
    /// which ids it declares, so nothing that refers to it is reported.
    pub legible: bool,
    /// Whether every item of the file was read.
    pub whole: bool,
    /// Whether everything that bears on conclusions was read and resolved.
    pub complete: bool,
}

impl Timeline {
    /// The timeline of a file of which nothing was read: it states nothing, and is neither legible
    /// nor complete.
    #[must_use]
    pub fn unread(file: &Arc<SourceFile>) -> Self {
        Self {
            file: Arc::clone(file),
            title: None,
            zone: Given::Default,
            as_of: None,
            uses: Vec::new(),
            sources: Vec::new(),
            actors: None,
            events: Vec::new(),
            links: Vec::new(),
            choices: Vec::new(),
            kinds: Kinds::default(),
            quiet: Vec::new(),
            allow: Vec::new(),
            expectations: Vec::new(),
            settings: Settings::default(),
            event_count: 0,
            link_count: 0,
            lost_uses: false,
            mentioned_ids: HashSet::new(),
            legible: false,
            whole: false,
            complete: false,
        }
    }
}
