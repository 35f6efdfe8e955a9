//! A story written as a file, with the place of every statement.

use crate::piece::{Piece, field, list, quoted, record};
use crate::story::{Backing, CERTAINTIES, Event, Key, Link, Shorthand, Story};

/// In which order things are written.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) events: Vec<usize>,
    pub(crate) links: Vec<usize>,
    /// By how many places the fields of every struct are turned.
    pub(crate) turn: usize,
}

impl Layout {
    /// As they come.
    pub(crate) fn plain(story: &Story) -> Self {
        Self {
            events: (0..story.events.len()).collect(),
            links: (0..story.links.len()).collect(),
            turn: 0,
        }
    }
}

fn backing(backing: &Backing) -> Vec<Piece> {
    let certainty = backing
        .certainty
        .map(|certainty| field("certainty", CERTAINTIES[certainty]));
    let sources: Vec<String> = backing
        .sources
        .iter()
        .map(|source| format!("(source: \"s{source}\")"))
        .collect();
    let evidence =
        (!sources.is_empty()).then(|| field("evidence", &format!("[{}]", sources.join(", "))));
    certainty.into_iter().chain(evidence).collect()
}

/// How an event is called.
pub(crate) fn id(event: usize) -> String {
    format!("e{event}")
}

impl Story {
    /// The story as a file.
    pub(crate) fn write(&self, layout: &Layout) -> Piece {
        self.write_part(layout, "", &id)
    }

    /// A part of the story as a file: those events and links that the layout lists.
    pub(crate) fn write_part(
        &self,
        layout: &Layout,
        uses: &str,
        name: &dyn Fn(usize) -> String,
    ) -> Piece {
        let mut fields = vec![field("annals", "1"), quoted("title", "A story")];
        fields.extend((!uses.is_empty()).then(|| Piece::plain(uses)));
        fields.extend(self.zone.map(|zone| quoted("zone", zone.name())));
        fields.extend(self.as_of.map(|day| {
            quoted(
                "as_of",
                &format!("{}-{:02}-{:02}", day.year, day.month, day.day),
            )
        }));
        fields.extend(
            self.approximate
                .map(|count| field("settings", &format!("(approximate: {count})"))),
        );
        let sources = self.sources.iter().enumerate().map(|(index, source)| {
            let grade = source
                .grade
                .map(|(letter, digit)| quoted("grade", &format!("{letter}{digit}")));
            let derived = source
                .derived_from
                .map(|from| field("derived_from", &format!("[\"s{from}\"]")));
            let known = [quoted("id", &format!("s{index}")), quoted("title", "S")];
            record(
                known.into_iter().chain(grade).chain(derived).collect(),
                layout.turn,
            )
        });
        fields.push(list("sources", sources));
        let events = layout.events.iter().map(|&index| {
            let event = &self.events[index];
            self.event(index, event, layout, name)
        });
        fields.push(list("events", events));
        let links = layout
            .links
            .iter()
            .map(|&index| (index, &self.links[index]));
        let links = links
            .filter(|(_, link)| link.shorthand.is_none())
            .map(|(index, link)| written(index, link, layout, name));
        fields.push(list("links", links));
        record(fields, layout.turn)
    }

    fn event(
        &self,
        index: usize,
        event: &Event,
        layout: &Layout,
        name: &dyn Fn(usize) -> String,
    ) -> Piece {
        let mut fields = vec![quoted("id", &id(index)), quoted("title", "E")];
        fields.extend(event.zone.map(|zone| quoted("zone", zone.name())));
        fields.extend(
            event
                .when
                .map(|when| quoted("when", &when.text()).stated(Key::When(index))),
        );
        fields.extend(
            event
                .lasts
                .map(|lasts| quoted("lasts", &lasts.text()).stated(Key::Lasts(index))),
        );
        fields.extend((!event.occurred).then(|| {
            let statuses = ["planned", "cancelled", "hypothetical"];
            field("status", statuses[index % statuses.len()])
        }));
        fields.extend(backing(&event.backing));
        for (field, shorthand) in [
            ("because", Shorthand::Because),
            ("follows", Shorthand::Follows),
            ("precedes", Shorthand::Precedes),
            ("part_of", Shorthand::PartOf),
        ] {
            let listed = layout.links.iter().map(|&at| (at, &self.links[at]));
            let listed = listed.filter(|(_, link)| link.shorthand == Some(shorthand));
            let others: Vec<Piece> = listed
                .filter_map(|(at, link)| {
                    let (this, other) = match shorthand {
                        Shorthand::Because | Shorthand::Follows => (link.to, link.from),
                        Shorthand::Precedes | Shorthand::PartOf => (link.from, link.to),
                    };
                    let other = Piece::plain(format!("\"{}\"", name(other)));
                    (this == index).then(|| other.stated(Key::Link(at)))
                })
                .collect();
            if others.is_empty() {
                continue;
            }
            fields.push(match shorthand {
                Shorthand::PartOf => Piece::join(others, "").within("part_of: ", ""),
                _ => list(field, others),
            });
        }
        record(fields, layout.turn)
    }
}

fn written(index: usize, link: &Link, layout: &Layout, name: &dyn Fn(usize) -> String) -> Piece {
    let mut fields = vec![
        quoted("from", &name(link.from)),
        quoted("to", &name(link.to)),
        quoted("kind", link.kind),
    ];
    fields.extend(link.lag.map(|lag| quoted("lag", &lag.text())));
    fields.extend(backing(&link.backing));
    record(fields, layout.turn).stated(Key::Link(index))
}
