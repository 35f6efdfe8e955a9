//! The alternatives that a reader of a statement knows.

use super::date::placed;
use super::encoder::Encoder;
use super::publication::declaration;
use super::statement::{anded, claimed};
use super::system::System;
use super::{Held, Origin, order_of};
use crate::calendar::Zone;
use crate::edtf::{Edtf, Member, Set, SetKind, Shape};
use crate::model::{Chronology, EventIndex, Given, Link, Relation, Stated, TimelineId};
use crate::search::Conjunction;
use crate::source::Span;
use crate::stn::Tag;

/// One of several things of which a statement says that at least one holds.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// It in a few words.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// What holds if it does, by itself: all of it has the tag of the statement.
    pub holds: Conjunction,
}

impl System {
    /// The alternatives of a statement as its author wrote them: the members of a set of dates, the
    /// kinds of a link, the groups of a choice, rival claims. None for what leaves no choice, nor
    /// for dates with unspecified digits, whose completions nobody has written.
    ///
    /// They are made when they are asked for.
    #[must_use]
    pub fn alternatives(&self, chronology: &Chronology<'_>, tag: Tag) -> Vec<Alternative> {
        let Some(statement) = self.statement(tag) else {
            return Vec::new();
        };
        let mut encoder = Encoder::again(self, chronology);
        let found = match statement.origin {
            Origin::When(event) => encoder.members_of_when(event, tag),
            Origin::Source(source) => {
                let ends = encoder.publication(source);
                let published = declaration(source, chronology).published.as_ref();
                let reading = (source.timeline, Given::Default);
                let placed = |shape| placed(ends, shape, None, tag);
                published.map_or_else(Vec::new, |published| {
                    encoder.members(published, reading, placed)
                })
            }
            Origin::Claims {
                event,
                held: Held::OneOf,
            } => encoder.claims_one_by_one(event, Held::OneOf, tag),
            Origin::Choice { timeline, index } => encoder.groups(timeline, index, tag),
            Origin::Link { from, to, .. } => {
                let link = statement.link(chronology);
                link.map_or_else(Vec::new, |link| kinds(link, (from, to), tag))
            }
            Origin::Relative(_)
            | Origin::Lasts(_)
            | Origin::Claims { .. }
            | Origin::PublicationBound { .. } => Vec::new(),
        };
        if found.len() > 1 { found } else { Vec::new() }
    }

    /// The claims of a statement that count, each by itself, whether one of them holds or all; none
    /// for other statements.
    #[must_use]
    pub fn claims(&self, chronology: &Chronology<'_>, tag: Tag) -> Vec<Alternative> {
        match self.statement(tag).map(|statement| statement.origin) {
            Some(Origin::Claims { event, held }) => {
                Encoder::again(self, chronology).claims_one_by_one(event, held, tag)
            }
            _ => Vec::new(),
        }
    }
}

impl Encoder<'_> {
    fn members_of_when(&self, event: EventIndex, tag: Tag) -> Vec<Alternative> {
        let (id, declared) = self.chronology.declaration(event);
        let Some(when) = &declared.dating.when else {
            return Vec::new();
        };
        let told = self.told(id);
        self.members(when, (id, declared.zone), |shape| {
            placed(Self::ends(event), shape, told, tag)
        })
    }

    /// The members of a set one of which is meant.
    fn members(
        &self,
        date: &Stated<Edtf>,
        (id, zone): (TimelineId, Given<Zone>),
        placed: impl Fn(Shape) -> Conjunction,
    ) -> Vec<Alternative> {
        let Edtf::Set(set) = &date.value else {
            return Vec::new();
        };
        if set.kind != SetKind::OneOf {
            return Vec::new();
        }
        let members = set.members.iter().filter_map(|member| {
            let alone = Edtf::Set(Set {
                kind: SetKind::OneOf,
                members: vec![member.clone()],
            });
            let range = range(member);
            Some(Alternative {
                text: date.text.get(range.clone()).unwrap_or_default().to_owned(),
                span: date.text.span_of(range),
                holds: placed(self.placed_in_time(&alone, id, zone)?),
            })
        });
        members.collect()
    }

    fn claims_one_by_one(&mut self, event: EventIndex, held: Held, tag: Tag) -> Vec<Alternative> {
        let claims = held.counting(self.chronology.event(event));
        let alternatives = claims.map(|claim| Alternative {
            text: claimed(claim, self.chronology),
            span: claim.span,
            holds: self.claim(event, claim, tag),
        });
        alternatives.collect()
    }

    fn groups(&mut self, timeline: TimelineId, index: u32, tag: Tag) -> Vec<Alternative> {
        let choices = &self.chronology.timeline(timeline).choices;
        let Some(choice) = choices.get(index as usize) else {
            return Vec::new();
        };
        let groups = choice.any_of.iter().map(|group| {
            let links = group.iter().map(|link| link.span);
            Alternative {
                text: anded(group),
                span: links.reduce(Span::to).unwrap_or(choice.span),
                holds: self.group(group, tag),
            }
        });
        groups.collect()
    }
}

/// The kinds of a link that is one of several.
fn kinds(link: &Link, (from, to): (EventIndex, EventIndex), tag: Tag) -> Vec<Alternative> {
    let Relation::OneOf(kinds) = &link.relation else {
        return Vec::new();
    };
    let named = kinds.iter().zip(&link.one_of);
    let alternatives = named.map(|(&kind, name)| Alternative {
        text: name.to_string(),
        span: name.span(),
        holds: Conjunction {
            constraints: order_of(kind, from, to, tag),
            disjunctions: Vec::new(),
        },
    });
    alternatives.collect()
}

/// The bytes of a set in which a member stands.
fn range(member: &Member) -> std::ops::Range<usize> {
    match member {
        Member::Value(value) => value.range(),
        Member::Between(first, last) => first.range().start..last.range().end,
        Member::From(value) => value.range().start..value.range().end + 2,
        Member::Until(value) => value.range().start.saturating_sub(2)..value.range().end,
    }
}
