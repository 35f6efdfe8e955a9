//! A story written as a file, with the place of every statement and of their parts.

use crate::dates::members;
use crate::piece::{Piece, field, list, quoted, record};
use crate::story::{
    Anchor, Claim, Dating, Event, Evidence, Hemisphere, Key, Link, Relative, Story,
};

/// How an event is called.
pub(crate) fn id(event: usize) -> String {
    format!("e{event}")
}

fn source(source: usize) -> String {
    format!("s{source}")
}

impl Story {
    /// The story as a file.
    pub(crate) fn write(&self) -> Piece {
        let mut fields = vec![field("annals", "1"), quoted("title", "A story")];
        fields.extend(self.zone.map(|zone| quoted("zone", zone.name())));
        fields.extend(self.as_of.as_ref().map(|day| quoted("as_of", day)));
        fields.extend(self.settings());
        fields.extend(section("sources", self.sources()));
        let events = self.events.iter().enumerate();
        fields.push(list(
            "events",
            events.map(|(index, event)| self.event(index, event)),
        ));
        let links = self.links.iter().enumerate();
        let links =
            links.map(|(index, link)| self.link(link, Some(index)).stated(Key::Link(index)));
        fields.extend(section("links", links.collect()));
        let choices = self.choices.iter().enumerate();
        let choices = choices.map(|(index, groups)| {
            let groups = groups.iter().enumerate().map(|(at, group)| {
                let links = group.iter().map(|link| self.link(link, None));
                let group = Piece::join(links, ", ").within("[", "]");
                group.stated(Key::Group(index, at))
            });
            record(vec![list("any_of", groups)], 0).stated(Key::Choice(index))
        });
        fields.extend(section("choices", choices.collect()));
        Piece::join(fields, ",\n").within("(", ")\n")
    }

    fn settings(&self) -> Option<Piece> {
        let approximate = self.approximate.map(|count| count.to_string());
        let hemisphere = self.hemisphere.map(|hemisphere| match hemisphere {
            Hemisphere::North => "north",
            Hemisphere::South => "south",
            Hemisphere::Either => "either",
        });
        let bounds = self
            .publication_bounds
            .then(|| field("publication_bounds", "true"));
        let fields: Vec<Piece> = approximate
            .map(|count| field("approximate", &count))
            .into_iter()
            .chain(hemisphere.map(|word| field("hemisphere", word)))
            .chain(bounds)
            .chain(
                self.report_slack
                    .map(|slack| quoted("report_slack", &slack.text())),
            )
            .collect();
        (!fields.is_empty())
            .then(|| Piece::join([Piece::plain("settings: "), record(fields, 0)], ""))
    }

    fn sources(&self) -> Vec<Piece> {
        let sources = self.sources.iter().enumerate();
        let written = sources.map(|(index, known)| {
            let mut fields = vec![quoted("id", &source(index)), quoted("title", "S")];
            fields.extend(
                known
                    .published
                    .as_ref()
                    .map(|date| date_field("published", date, Some(Key::Published(index)), None)),
            );
            fields.extend(known.background.then(|| field("role", "background")));
            record(fields, 0)
        });
        written.collect()
    }

    fn event(&self, index: usize, event: &Event) -> Piece {
        let mut fields = vec![quoted("id", &id(index)), quoted("title", "E")];
        fields.extend(event.zone.map(|zone| quoted("zone", zone.name())));
        fields.extend(dating(&event.dating, Some(index)));
        fields.extend(evidence(&event.evidence, Some(index)));
        if !event.claims.is_empty() {
            let claims = event.claims.iter().map(claim);
            fields.push(list("claims", claims).stated(Key::Claims(index)));
        }
        record(fields, 0)
    }

    fn link(&self, link: &Link, index: Option<usize>) -> Piece {
        let mut fields = vec![quoted("from", &id(link.from)), quoted("to", &id(link.to))];
        fields.push(match &link.kinds[..] {
            [kind] => quoted("kind", kind),
            kinds => {
                let kinds = kinds.iter().enumerate();
                let kinds = kinds.map(|(at, kind)| {
                    let key = index.map(|index| Key::Kind(index, at));
                    Piece::plain(format!("\"{kind}\"")).stated_if(key)
                });
                Piece::join(kinds, ", ").within("one_of: [", "]")
            }
        });
        fields.extend(link.lag.map(|lag| quoted("lag", &lag.text())));
        record(fields, 0)
    }
}

fn section(name: &str, items: Vec<Piece>) -> Option<Piece> {
    (!items.is_empty()).then(|| list(name, items))
}

/// A field with a date; the members of a set are parts of it.
fn date_field(name: &str, text: &str, key: Option<Key>, event: Option<usize>) -> Piece {
    let name = Piece::plain(format!("{name}: "));
    let value = if text.starts_with('[') {
        let members = members(text).into_iter().enumerate();
        let members = members.map(|(at, member)| {
            let part = event.map(|event| Key::Member(event, at));
            Piece::plain(member).stated_if(part)
        });
        Piece::join(members, ",").within("[", "]")
    } else {
        Piece::plain(text)
    };
    Piece::join([name, value.within("\"", "\"").stated_if(key)], "")
}

/// The fields of a date: an event's, or a claim's, which is a part of what is stated.
fn dating(dating: &Dating, event: Option<usize>) -> Vec<Piece> {
    let key = |of: fn(usize) -> Key| event.map(of);
    let when = dating
        .when
        .as_ref()
        .map(|when| date_field("when", when, key(Key::When), event));
    let relative = dating.relative.as_ref().map(|relative| {
        let value = written(relative).stated_if(key(Key::Relative));
        Piece::join([Piece::plain("relative: "), value], "")
    });
    let lasts = dating.lasts.map(|lasts| {
        let value = Piece::plain(format!("\"{}\"", lasts.text())).stated_if(key(Key::Lasts));
        Piece::join([Piece::plain("lasts: "), value], "")
    });
    when.into_iter().chain(relative).chain(lasts).collect()
}

fn written(relative: &Relative) -> Piece {
    let to = match relative.to {
        Anchor::Event(event) => id(event),
        Anchor::Source(index) => source(index),
    };
    let mut fields = vec![
        quoted("to", &to),
        field("unit", relative.unit.name()),
        field("offset", &relative.offset.to_string()),
    ];
    fields.extend(relative.part.as_ref().map(|part| quoted("part", part)));
    record(fields, 0)
}

fn claim(claim: &Claim) -> Piece {
    let mut fields = dating(&claim.dating, None);
    fields.extend(evidence(&claim.evidence, None));
    fields.extend(claim.prefer.then(|| field("prefer", "true")));
    record(fields, 0)
}

fn evidence(evidence: &[Evidence], event: Option<usize>) -> Option<Piece> {
    let pieces = evidence.iter().map(|piece| {
        let mut fields = vec![quoted("source", &source(piece.source))];
        fields.extend(piece.foretells.then(|| field("foretells", "true")));
        fields.extend(piece.quotes.then(|| quoted("quote", "Q")));
        let key = event.map(|event| Key::Bound(event, piece.source));
        record(fields, 0).stated_if(key)
    });
    (!evidence.is_empty()).then(|| Piece::join(pieces, ", ").within("evidence: [", "]"))
}

impl Piece {
    fn stated_if(self, key: Option<Key>) -> Self {
        match key {
            Some(key) => self.stated(key),
            None => self,
        }
    }
}
