//! Statements: what a timeline says, one thing at a time.

use std::collections::HashSet;

use super::publication::declaration;
use super::{Held, Trust, choice};
use crate::calendar::Weekday;
use crate::diagnostic::{StatementKind, StatementNote};
use crate::model::{
    Choice, Chronology, Claim, EventIndex, Evidence, Link, Part, Relative, SourceRef, TimelineId,
};
use crate::source::Span;

/// Where in the model a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// An event's `when`.
    When(EventIndex),
    /// An event's `relative`.
    Relative(EventIndex),
    /// An event's `lasts`.
    Lasts(EventIndex),
    /// The rival claims about an event.
    Claims {
        /// The event.
        event: EventIndex,
        /// Which of them count, and whether one of those holds or all.
        held: Held,
    },
    /// A link, by its place among the links of its timeline.
    Link {
        /// The timeline that states it.
        timeline: TimelineId,
        /// Its place there.
        index: u32,
        /// The event it runs from.
        from: EventIndex,
        /// The event it runs to.
        to: EventIndex,
    },
    /// A choice, by its place among the choices of its timeline.
    Choice {
        /// The timeline that states it.
        timeline: TimelineId,
        /// Its place there.
        index: u32,
    },
    /// A source's `published`.
    Source(SourceRef),
    /// That an event began before a source that reports it was published.
    PublicationBound {
        /// The event.
        event: EventIndex,
        /// The source.
        source: SourceRef,
    },
}

/// One statement of the system: the unit of explanation and of doubt.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Where it stands in the model.
    pub origin: Origin,
    /// How far it is trusted.
    pub trust: Trust,
    /// Where it stands in the file: of claims, the first that counts.
    pub span: Span,
}

/// How many claims the text of a statement tells.
const TOLD: usize = 4;

impl Statement {
    /// Which kind of statement it is.
    #[must_use]
    pub const fn kind(&self) -> StatementKind {
        match self.origin {
            Origin::When(_) => StatementKind::Date,
            Origin::Relative(_) => StatementKind::Relative,
            Origin::Lasts(_) => StatementKind::Duration,
            Origin::Claims { .. } => StatementKind::Claim,
            Origin::Link { .. } => StatementKind::Link,
            Origin::Choice { .. } => StatementKind::Choice,
            Origin::Source(_) | Origin::PublicationBound { .. } => StatementKind::Source,
        }
    }

    /// The events it concerns; from, then to, for a link.
    #[must_use]
    pub fn events(&self, chronology: &Chronology<'_>) -> Vec<EventIndex> {
        match self.origin {
            Origin::When(event)
            | Origin::Relative(event)
            | Origin::Lasts(event)
            | Origin::Claims { event, .. }
            | Origin::PublicationBound { event, .. } => vec![event],
            Origin::Link { from, to, .. } => vec![from, to],
            Origin::Choice { .. } => self
                .choice(chronology)
                .map_or_else(Vec::new, |choice| choice::events(choice, chronology)),
            Origin::Source(_) => Vec::new(),
        }
    }

    /// The link, where the statement is one.
    #[must_use]
    pub fn link<'c>(&self, chronology: &Chronology<'c>) -> Option<&'c Link> {
        match self.origin {
            Origin::Link {
                timeline, index, ..
            } => chronology.timeline(timeline).links.get(index as usize),
            _ => None,
        }
    }

    /// The choice, where the statement is one.
    #[must_use]
    pub fn choice<'c>(&self, chronology: &Chronology<'c>) -> Option<&'c Choice> {
        match self.origin {
            Origin::Choice { timeline, index } => {
                chronology.timeline(timeline).choices.get(index as usize)
            }
            _ => None,
        }
    }

    /// The claims that count, where the statement is what is claimed of an event.
    #[must_use]
    pub fn claims<'c>(&self, chronology: &Chronology<'c>) -> Vec<&'c Claim> {
        match self.origin {
            Origin::Claims { event, held } => held.counting(chronology.event(event)).collect(),
            _ => Vec::new(),
        }
    }

    /// Where a statement that stands in several places stands, with what stands there: claims, if
    /// more than one counts. None for what stands in one place.
    #[must_use]
    pub fn places(&self, chronology: &Chronology<'_>) -> Vec<(Span, String)> {
        match self.claims(chronology).as_slice() {
            [] | [_] => Vec::new(),
            claims => {
                let claims = claims.iter().take(TOLD);
                let places = claims.map(|claim| (claim.span, claimed(claim, chronology)));
                places.collect()
            }
        }
    }

    /// The statement in a few words: `vote: 1931-XX-15`, `vote leads_to strike`. Of what goes on it
    /// says until when that is told.
    #[must_use]
    pub fn text(&self, chronology: &Chronology<'_>) -> String {
        match self.origin {
            Origin::When(event) => {
                let (id, declared) = chronology.declaration(event);
                let when = declared.dating.when.as_ref().map_or("", |when| &when.text);
                let name = chronology.name(event);
                match &chronology.timeline(id).as_of {
                    // What goes on goes on up to that day.
                    Some(as_of) if when.ends_with("/..") => {
                        format!("{name}: {when} as of {}", as_of.text)
                    }
                    _ => format!("{name}: {when}"),
                }
            }
            Origin::Relative(event) => {
                let relative = chronology.event(event).dating.relative.as_deref();
                let counted = relative.map(counted).unwrap_or_default();
                format!("{}: {counted}", chronology.name(event))
            }
            Origin::Lasts(event) => {
                let dating = &chronology.event(event).dating;
                let lasts = dating.lasts.as_ref().map_or("", |lasts| &lasts.text);
                format!("{} lasts {lasts}", chronology.name(event))
            }
            Origin::Claims { event, held } => {
                let claims = claims(&self.claims(chronology), held, chronology);
                format!("{} claimed {claims}", chronology.name(event))
            }
            Origin::Link { from, to, .. } => {
                let said = self.link(chronology).map(said).unwrap_or_default();
                let (kind, lag) = said;
                let (from, to) = (chronology.name(from), chronology.name(to));
                format!("{from} {kind} {to}{lag}")
            }
            Origin::Choice { .. } => match self.choice(chronology) {
                Some(Choice { id: Some(id), .. }) => format!("choice {id}"),
                Some(choice) => format!("choice of {} groups", choice.any_of.len()),
                None => String::new(),
            },
            Origin::Source(source) => {
                format!(
                    "{} published {}",
                    chronology.source_name(source),
                    published(source, chronology)
                )
            }
            Origin::PublicationBound { event, source } => {
                format!(
                    "{} reported by {}, published {}",
                    chronology.name(event),
                    chronology.source_name(source),
                    published(source, chronology)
                )
            }
        }
    }

    /// Where it is stated.
    #[must_use]
    pub fn evidence<'c>(&self, chronology: &Chronology<'c>) -> Vec<&'c Evidence> {
        match self.origin {
            Origin::When(event) | Origin::Relative(event) | Origin::Lasts(event) => {
                chronology.event(event).evidence.iter().collect()
            }
            Origin::Claims { .. } => {
                let claims = self.claims(chronology).into_iter();
                claims.flat_map(|claim| &claim.evidence).collect()
            }
            Origin::Link { .. } => {
                let link = self.link(chronology);
                link.map_or_else(Vec::new, |link| link.evidence.iter().collect())
            }
            Origin::Choice { .. } => {
                let choice = self.choice(chronology);
                let links = choice
                    .into_iter()
                    .flat_map(|choice| &choice.any_of)
                    .flatten();
                links.flat_map(|link| &link.evidence).collect()
            }
            Origin::Source(_) => Vec::new(),
            Origin::PublicationBound { event, source } => {
                let evidence = chronology.event(event).evidence.iter();
                evidence
                    .filter(|piece| piece.source.target == Some(source))
                    .collect()
            }
        }
    }

    /// The sources that state it, each once.
    fn sources(&self, chronology: &Chronology<'_>) -> Vec<SourceRef> {
        if let Origin::Source(source) = self.origin {
            return vec![source];
        }
        let mut seen = HashSet::new();
        let evidence = self.evidence(chronology).into_iter();
        let sources = evidence.filter_map(|piece| piece.source.target);
        sources.filter(|&source| seen.insert(source)).collect()
    }

    /// The statement as a finding shows it.
    #[must_use]
    pub fn note(&self, chronology: &Chronology<'_>) -> StatementNote {
        let events = self.events(chronology).into_iter();
        let sources = self.sources(chronology).into_iter();
        StatementNote {
            kind: self.kind(),
            events: events.map(|event| chronology.name(event)).collect(),
            sources: sources
                .map(|source| chronology.source_name(source))
                .collect(),
            text: self.text(chronology),
            trust: self.trust.certainty().name().to_owned(),
            span: self.span,
        }
    }
}

/// What a relative date says: `07 of the year before article`, `the week 3 weeks after vote`.
fn counted(relative: &Relative) -> String {
    let unit = relative.unit.name();
    let anchor = &relative.to;
    let whole = match relative.offset {
        0 => format!("the {unit} of {anchor}"),
        1 => format!("the {unit} after {anchor}"),
        -1 => format!("the {unit} before {anchor}"),
        2.. => format!("the {unit} {} {unit}s after {anchor}", relative.offset),
        _ => {
            let count = relative.offset.unsigned_abs();
            format!("the {unit} {count} {unit}s before {anchor}")
        }
    };
    match relative.part {
        None => whole,
        Some(part) => format!("{} of {whole}", part_as_written(part)),
    }
}

fn part_as_written(part: Part) -> String {
    match part {
        Part::Month(number) | Part::Season(number) | Part::Day(number) => format!("{number:02}"),
        Part::MonthDay(month, day) => format!("{month:02}-{day:02}"),
        Part::Weekday(weekday) => Weekday::name(weekday).to_owned(),
    }
}

/// The claims that count: `1931-04-15 (gazette) or 1931-04-16 (herald)`.
fn claims(counting: &[&Claim], held: Held, chronology: &Chronology<'_>) -> String {
    let mut told: Vec<String> = counting
        .iter()
        .take(TOLD)
        .map(|claim| claimed(claim, chronology))
        .collect();
    if counting.len() > TOLD {
        told.push(format!("{} more", counting.len() - TOLD));
    }
    match held {
        Held::OneOf => told.join(" or "),
        Held::All | Held::Preferred => told.join(" and "),
    }
}

/// One claim: `1931-04-15 (gazette)`.
pub(super) fn claimed(claim: &Claim, chronology: &Chronology<'_>) -> String {
    let dating = &claim.dating;
    let when = dating.when.iter().map(|when| when.text.to_string());
    let relative = dating.relative.iter().map(|relative| counted(relative));
    let lasts = dating
        .lasts
        .iter()
        .map(|lasts| format!("lasting {}", lasts.text));
    let dated: Vec<String> = when.chain(relative).chain(lasts).collect();
    let dated = match dated.as_slice() {
        [] => "undated".to_owned(),
        dated => dated.join(", "),
    };
    let mut sources: Vec<String> = Vec::new();
    for source in claim
        .evidence
        .iter()
        .filter_map(|piece| piece.source.target)
    {
        let name = chronology.source_name(source);
        if !sources.contains(&name) {
            sources.push(name);
        }
    }
    if sources.is_empty() {
        return dated;
    }
    format!("{dated} ({})", sources.join(", "))
}

/// The kind of a link and its lag.
fn said(link: &Link) -> (String, String) {
    let lag = link.lag.as_ref();
    let lag = lag.map(|lag| format!(", lag {}", lag.text));
    (link.kind_name(), lag.unwrap_or_default())
}

/// The links of a group: `strike precedes lockout and lockout precedes talks`.
pub(super) fn anded(group: &[Link]) -> String {
    let links = group.iter().map(|link| {
        let (kind, lag) = said(link);
        format!("{} {kind} {}{lag}", link.from.text, link.to.text)
    });
    links.collect::<Vec<_>>().join(" and ")
}

fn published<'c>(source: SourceRef, chronology: &Chronology<'c>) -> &'c str {
    let published = declaration(source, chronology).published.as_ref();
    published.map_or("", |published| &published.text)
}
