//! The timeline itself: its fields and lists, part by part.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::{EventKind, Given, Timeline};
use super::Decoder;
use super::link::OwnKinds;
use super::mentioned::mentioned_ids;
use super::record::Shape;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::{SourceFile, Span, Text};
use crate::syntax::{Kind, Part, Reader, Value};

const TIMELINE: Shape = Shape {
    what: "a timeline",
    name: "Timeline",
    fields: &[
        "annals", "title", "summary", "language", "zone", "requires", "as_of", "uses", "sources",
        "actors", "events", "links", "choices", "kinds", "quiet", "expect", "allow", "settings",
    ],
};

/// The fields that hold lists, and what they are lists of.
const LISTS: [(&str, List); 10] = [
    ("requires", List::Requires),
    ("uses", List::Uses),
    ("sources", List::Sources),
    ("actors", List::Actors),
    ("events", List::Events),
    ("links", List::Links),
    ("choices", List::Choices),
    ("quiet", List::Quiet),
    ("expect", List::Expect),
    ("allow", List::Allow),
];

/// Which list the items at hand belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Requires,
    Uses,
    Sources,
    Actors,
    Events,
    Links,
    Choices,
    Quiet,
    Expect,
    Allow,
    /// One that is no list of the format; it was reported where it begins.
    Foreign,
}

/// See [`decode`](super::decode()).
pub(super) fn decode(file: &Arc<SourceFile>) -> (Timeline, Vec<Diagnostic>) {
    let mut decoder = Decoder::new(file);
    let mut timeline = Timeline::unread(file);
    let mut reader = Reader::new(file);
    let mut syntax = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut list = List::Foreign;
    loop {
        let faults = syntax.len();
        let Some(part) = reader.next_part(&mut syntax) else {
            break;
        };
        match part {
            Part::Name { name, span } => decoder.timeline_name(name, span),
            Part::Field { key, value } => {
                seen.push(key.name.to_owned());
                decoder.broken = !syntax.is_empty();
                if !decoder.field(key.name, key.span, value, &mut timeline) {
                    // The file is of another format: every further finding would mislead.
                    return (Timeline::unread(file), decoder.found);
                }
            }
            Part::List { key, span } => {
                seen.push(key.name.to_owned());
                list = decoder.begin_list(key.name, key.span, span, &mut timeline);
            }
            Part::Item { value } => {
                decoder.broken = syntax.len() > faults;
                decoder.item(list, value, &mut timeline);
            }
            Part::End { span } => {
                decoder.broken = !syntax.is_empty();
                decoder.required_fields(&seen, span);
            }
        }
    }
    decoder.finish(&mut timeline);
    let loses_ids = |finding: &Diagnostic| {
        let rules = [Rule::UnknownField, Rule::MissingField, Rule::WrongType];
        rules.contains(&finding.rule)
    };
    if !syntax.is_empty() || decoder.found.iter().any(loses_ids) {
        timeline.mentioned_ids = mentioned_ids(file.text(), &places_of_ids(&timeline));
    }
    timeline.mentioned_ids.extend(decoder.proposed_ids);
    let mut found = syntax;
    found.append(&mut decoder.found);
    found.sort_by_key(|finding| finding.span);
    timeline.legible = true;
    timeline.whole = found
        .iter()
        .all(|finding| finding.severity != Severity::Error);
    timeline.complete = found.iter().all(|finding| !finding.leaves_out());
    (timeline, found)
}

/// Where the ids stand that were read.
fn places_of_ids(timeline: &Timeline) -> HashSet<u32> {
    let events = timeline.events.iter().map(|event| &event.id);
    let claims = timeline.events.iter().flat_map(|event| &event.claims);
    let claims = claims.filter_map(|claim| claim.id.as_ref());
    let sources = timeline.sources.iter().map(|source| &source.id);
    let actors = timeline.actors.iter().flatten().map(|actor| &actor.id);
    let choices = timeline.choices.iter();
    let choices = choices.filter_map(|choice| choice.id.as_ref());
    let ids = events.chain(claims).chain(sources).chain(actors);
    ids.chain(choices).map(|id| id.span().start).collect()
}

impl Decoder<'_> {
    fn timeline_name(&mut self, name: &str, span: Span) {
        if name != TIMELINE.name {
            let message = format!("expected a timeline, found a struct called `{name}`");
            let finding = Diagnostic::new(Rule::WrongType, span, message)
                .with_help("write `Timeline(…)`, or leave the name out");
            self.report(finding);
        }
    }

    /// Reads a field of the timeline that is no list; `false` where the file is of a format that
    /// this reader does not know.
    fn field(&mut self, name: &str, key: Span, value: Value<'_>, timeline: &mut Timeline) -> bool {
        match name {
            "annals" => return self.version(value),
            "title" => timeline.title = self.text(value),
            "summary" => drop(self.text(value)),
            "language" => self.language(value),
            "zone" => timeline.zone = Given::read(self.zone(value)),
            "as_of" => timeline.as_of = self.date(value),
            "kinds" => timeline.kinds = self.kinds(value),
            "settings" => timeline.settings = self.settings(value),
            "data" => self.data(value),
            _ if LISTS.iter().any(|(list, _)| *list == name) => {
                let expected = match name {
                    "requires" => "a list of strings, `[…]`",
                    _ => "a list of structs, `[…]`",
                };
                self.wrong_type(value, expected);
            }
            _ => drop(self.unknown_field(name, key, &TIMELINE)),
        }
        true
    }

    fn begin_list(&mut self, name: &str, key: Span, open: Span, timeline: &mut Timeline) -> List {
        let Some((_, list)) = LISTS.iter().find(|(list, _)| *list == name) else {
            if TIMELINE.fields.contains(&name) || name == "data" {
                let help = match name {
                    "as_of" => "write one date in quotes, without brackets",
                    "kinds" | "settings" => "write `(…)` in place of the brackets",
                    _ => "write one value, without brackets",
                };
                let message = format!("`{name}` takes no list");
                self.report(Diagnostic::new(Rule::WrongType, open, message).with_help(help));
            } else {
                self.unknown_field(name, key, &TIMELINE);
            }
            return List::Foreign;
        };
        if *list == List::Actors {
            timeline.actors.get_or_insert_default();
        }
        *list
    }

    fn item(&mut self, list: List, value: Value<'_>, timeline: &mut Timeline) {
        let faulty = matches!(value.kind(), Kind::Faulty);
        match list {
            List::Events => timeline.event_count += 1,
            List::Links => timeline.link_count += 1,
            _ => {}
        }
        if faulty {
            return;
        }
        match list {
            List::Requires => self.requirement(value),
            List::Uses => {
                let used = self.use_of(value);
                timeline.lost_uses |= used.is_none();
                timeline.uses.extend(used);
            }
            List::Sources => timeline.sources.extend(self.source(value)),
            List::Actors => {
                timeline
                    .actors
                    .get_or_insert_default()
                    .extend(self.actor(value));
            }
            List::Events => {
                let before = timeline.links.len();
                timeline
                    .events
                    .extend(self.event(value, &mut timeline.links));
                timeline.link_count += timeline.links.len() - before;
            }
            List::Links => timeline.links.extend(self.link(value)),
            List::Choices => timeline.choices.extend(self.choice(value)),
            List::Quiet => timeline.quiet.extend(self.silence(value)),
            List::Expect => timeline.expectations.extend(self.expectation(value)),
            List::Allow => timeline.allow.extend(self.allow(value)),
            List::Foreign => {}
        }
    }

    /// Whether the file is of format 1.
    fn version(&mut self, value: Value<'_>) -> bool {
        match value.kind() {
            Kind::Faulty => true,
            Kind::Integer(number) if i64::try_from(number).is_ok_and(|number| number == 1) => true,
            Kind::Integer(_) => {
                let finding = Diagnostic::new(
                    Rule::UnsupportedFormat,
                    value.span(),
                    "this program reads format 1 only",
                )
                .with_help("write `annals: 1`, or read the file with a newer annals");
                self.report(finding);
                false
            }
            _ => {
                self.wrong_type(value, "the number of the format, `1`");
                true
            }
        }
    }

    fn requirement(&mut self, value: Value<'_>) {
        if let Some(feature) = self.text(value) {
            let message = format!("this program does not know the feature `{}`", &*feature);
            let finding = Diagnostic::new(Rule::UnsupportedFormat, feature.span(), message)
                .with_note("the file says that it cannot be understood without it")
                .with_help("read the file with a newer annals");
            self.report(finding);
        }
    }

    fn language(&mut self, value: Value<'_>) {
        let Some(tag) = self.text(value) else { return };
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let fits = |part: &str, least| {
            (least..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if !fits(primary, 2) || !parts.all(|part| fits(part, 1)) {
            let finding = Diagnostic::new(
                Rule::WrongType,
                tag.span(),
                "this is no language tag of BCP 47",
            )
            .with_help("for example `\"en\"`, `\"de-AT\"` or `\"zh-Hant\"`");
            self.report(finding);
        }
    }

    fn required_fields(&mut self, seen: &[String], span: Span) {
        if self.broken {
            return;
        }
        for field in ["annals", "title"] {
            // A misspelt one is there, and was reported.
            let given = seen.iter().any(|name| {
                name == field
                    || !TIMELINE.fields.contains(&name.as_str())
                        && self.meant_field(name, &TIMELINE) == Some(field)
            });
            if !given {
                let at = Span::new(span.file, span.start, span.start + 1);
                let help = match field {
                    "annals" => "add `annals: 1`, the version of the format",
                    _ => "add `title: \"…\"`",
                };
                let message = format!("a timeline needs a field `{field}`");
                self.report(Diagnostic::new(Rule::MissingField, at, message).with_help(help));
            }
        }
    }

    /// What can only be settled once the whole file has been read.
    fn finish(&mut self, timeline: &mut Timeline) {
        let kinds = std::mem::take(&mut timeline.kinds);
        let own = kinds.links.as_deref().map(OwnKinds::new);
        let lost = kinds.lost;
        for link in &mut timeline.links {
            self.settle_kind(link, own.as_ref(), lost);
        }
        for group in timeline
            .choices
            .iter_mut()
            .flat_map(|choice| &mut choice.any_of)
        {
            for link in group {
                self.settle_kind(link, own.as_ref(), lost);
            }
        }
        if let Some(kinds) = kinds.events.as_ref().filter(|_| !lost) {
            let known: HashSet<&str> = kinds.iter().map(|kind| &*kind.id).collect();
            for event in &timeline.events {
                if let Some(kind) = event.kind.as_ref().filter(|kind| !known.contains(&***kind)) {
                    self.event_kind(kind, kinds);
                }
            }
        }
        timeline.kinds = kinds;
    }

    fn event_kind(&mut self, kind: &Text, known: &[EventKind]) {
        let near = self
            .nearest
            .find(kind, known.iter().map(|known| &*known.id));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to `kinds.events`".to_owned(),
        };
        let message = format!("the timeline lists no kind of event `{}`", &**kind);
        self.report(Diagnostic::new(Rule::UnlistedKind, kind.span(), message).with_help(help));
    }
}
