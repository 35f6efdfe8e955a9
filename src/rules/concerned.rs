//! Which ids a finding is about.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Choice, Link, LinkOrigin, Timeline};
use crate::source::{FileId, Text};

/// What of a timeline stands where, and by which ids it is known.
///
/// A finding is about the event, source, actor, link or choice in which it stands, the events and
/// sources of its explanation, and what else of the timeline its message names. Found in
/// logarithmic time.
#[derive(Debug)]
pub struct Concerned<'t> {
    file: FileId,
    /// First byte, the byte behind the last one, and the ids; by place.
    items: Vec<(u32, u32, Vec<&'t Text>)>,
    declared: HashSet<&'t str>,
}

impl<'t> Concerned<'t> {
    /// Looks through a timeline. Linear in its size.
    #[must_use]
    pub fn new(timeline: &'t Timeline) -> Self {
        let events = timeline.events.iter();
        let events = events.map(|event| (event.span, vec![&event.id]));
        let sources = timeline.sources.iter();
        let sources = sources.map(|source| (source.span, vec![&source.id]));
        let actors = timeline.actors.iter().flatten();
        let actors = actors.map(|actor| (actor.span, vec![&actor.id]));
        let links = timeline.links.iter();
        let links = links
            .filter(|link| link.origin == LinkOrigin::Written)
            .map(|link| (link.span, ends(link).to_vec()));
        let choices = timeline.choices.iter();
        let choices = choices.map(|choice| (choice.span, of_choice(choice)));
        let items = events.chain(sources).chain(actors).chain(links);
        let mut items: Vec<_> = items
            .chain(choices)
            .map(|(span, ids)| (span.start, span.end, ids))
            .collect();
        items.sort_by_key(|&(start, ..)| start);
        let declared = timeline.events.iter().map(|event| event.id.as_str());
        let declared = declared.chain(timeline.sources.iter().map(|source| source.id.as_str()));
        let actors = timeline.actors.iter().flatten();
        let declared = declared.chain(actors.map(|actor| actor.id.as_str()));
        Self {
            file: timeline.file.id(),
            items,
            declared: declared.collect(),
        }
    }

    /// The ids that a finding is about, sorted, each once.
    #[must_use]
    pub fn ids(&self, finding: &Diagnostic) -> Vec<String> {
        let statements = finding.statements.iter();
        let told = statements.flat_map(|note| note.events.iter().chain(&note.sources));
        let mut ids: Vec<String> = told.cloned().collect();
        // Every second piece stands between backticks.
        let named = finding.message.split('`').skip(1).step_by(2);
        let named = named.filter(|name| self.declared.contains(name) || name.contains('/'));
        ids.extend(named.map(str::to_owned));
        if finding.span.file == self.file {
            let at = finding.span.start;
            let behind = self.items.partition_point(|&(start, ..)| start <= at);
            if let Some((_, end, around)) = behind.checked_sub(1).map(|last| &self.items[last])
                && at < *end
            {
                ids.extend(around.iter().map(|id| id.to_string()));
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

fn ends(link: &Link) -> [&Text; 2] {
    [&link.from.text, &link.to.text]
}

fn of_choice(choice: &Choice) -> Vec<&Text> {
    let links = choice.any_of.iter().flatten().flat_map(ends);
    choice.id.iter().chain(links).collect()
}
