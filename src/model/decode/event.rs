//! Events, their evidence and their claims.

use super::super::{
    Certainty, Claim, Event, Evidence, Given, Link, LinkKind, LinkOrigin, Name, Relation, Status,
};
use super::Decoder;
use super::record::{Record, Shape};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Text;
use crate::syntax::{Kind, Value};

const EVENT: Shape = Shape {
    what: "an event",
    name: "Event",
    fields: &[
        "id",
        "title",
        "when",
        "relative",
        "lasts",
        "kind",
        "actors",
        "tags",
        "zone",
        "place",
        "summary",
        "status",
        "certainty",
        "evidence",
        "claims",
        "because",
        "follows",
        "precedes",
        "part_of",
    ],
};

const EVIDENCE: Shape = Shape {
    what: "a piece of evidence",
    name: "Evidence",
    fields: &["source", "at", "quote", "says", "foretells"],
};

const CLAIM: Shape = Shape {
    what: "a claim",
    name: "Claim",
    fields: &[
        "id",
        "when",
        "relative",
        "lasts",
        "certainty",
        "evidence",
        "prefer",
    ],
};

const PLACE: Shape = Shape {
    what: "a place",
    name: "Place",
    fields: &["name", "lat", "lon"],
};

impl Decoder<'_> {
    /// An event, and the links that its shorthands stand for. An event without an id is lost.
    pub(super) fn event(&mut self, value: Value<'_>, links: &mut Vec<Link>) -> Option<Event> {
        let record = self.record(value, &EVENT)?;
        self.missing_field(&record, "id");
        self.missing_field(&record, "title");
        let id = record.get("id").and_then(|value| self.id(value));
        let title = record.get("title").and_then(|value| self.text(value));
        let dating = self.dating(&record);
        let certainty = self.certainty(&record);
        let status = record.get("status").map_or(Status::default(), |value| {
            self.word(value, "a status", &Status::ALL, Status::name)
                .unwrap_or(Status::Unreadable)
        });
        record.get("summary").and_then(|value| self.text(value));
        let place = record.get("place").and_then(|value| self.place(value));
        let kind = record.get("kind").and_then(|value| self.text(value));
        let actors = record.get("actors").and_then(|value| self.id_texts(value));
        let tags = record.get("tags").and_then(|value| self.texts(value));
        let zone = match record.get("zone") {
            Some(value) => Given::read(self.zone(value)),
            None => Given::Default,
        };
        let evidence = self.evidence(&record);
        let (claims, lost_claims) = self.claims(&record);
        self.shorthands(&record, id.as_ref(), links);
        let id = id?;
        Some(Event {
            title: title.unwrap_or_else(|| id.clone()),
            id,
            dating,
            kind,
            actors: actors.unwrap_or_default(),
            tags: tags.unwrap_or_default(),
            place,
            zone,
            status,
            certainty,
            evidence,
            claims,
            lost_claims,
            span: value.span(),
        })
    }

    /// The field `certainty`, or its default.
    pub(super) fn certainty(&mut self, record: &Record<'_>) -> Certainty {
        record
            .get("certainty")
            .and_then(|value| {
                self.word(
                    value,
                    "a degree of certainty",
                    &Certainty::ALL,
                    Certainty::name,
                )
            })
            .unwrap_or_default()
    }

    /// The field `evidence`.
    pub(super) fn evidence(&mut self, record: &Record<'_>) -> Vec<Evidence> {
        record
            .get("evidence")
            .and_then(|value| {
                self.structs(
                    value,
                    "a list of evidence",
                    &EVIDENCE,
                    Self::piece_of_evidence,
                )
            })
            .unwrap_or_default()
    }

    fn piece_of_evidence(&mut self, value: Value<'_>) -> Option<Evidence> {
        let record = self.record(value, &EVIDENCE)?;
        self.missing_field(&record, "source");
        let at = record.get("at").and_then(|value| self.text(value));
        let quote = record.get("quote").and_then(|value| self.text(value));
        let says = record.get("says").and_then(|value| self.text(value));
        let foretells = match record.get("foretells") {
            Some(value) => self.truth(value).unwrap_or(true),
            None => self.broken || record.may_have("foretells"),
        };
        let source = record.get("source").and_then(|value| self.name(value))?;
        Some(Evidence {
            source,
            at,
            quote,
            says,
            foretells,
        })
    }

    /// The field `claims`, and whether one of them was lost.
    fn claims(&mut self, record: &Record<'_>) -> (Vec<Claim>, bool) {
        let Some(value) = record.get("claims") else {
            return (Vec::new(), false);
        };
        let mut lost = self.broken;
        let claims = self.structs(value, "a list of claims", &CLAIM, |this, value| {
            let claim = this.claim(value);
            lost |= claim.is_none();
            claim
        });
        (claims.unwrap_or_default(), lost)
    }

    fn claim(&mut self, value: Value<'_>) -> Option<Claim> {
        let record = self.record(value, &CLAIM)?;
        self.undated_claim(&record);
        Some(Claim {
            id: record.get("id").and_then(|value| self.id(value)),
            dating: self.dating(&record),
            certainty: self.certainty(&record),
            evidence: self.evidence(&record),
            prefer: record
                .get("prefer")
                .and_then(|value| self.truth(value))
                .unwrap_or_default(),
            span: value.span(),
        })
    }

    /// Reports a claim that claims no date: at least one of several claims holds, so it would make
    /// all of them say nothing. Quiet where a date may be there that was reported as a fault.
    fn undated_claim(&mut self, record: &Record<'_>) {
        const DATES: [&str; 3] = ["when", "relative", "lasts"];
        let may_be_dated = |field: &&str| record.get(field).is_some() || record.may_have(field);
        if self.broken || DATES.iter().any(may_be_dated) {
            return;
        }
        let message = "a claim needs a date: `when`, `relative` or `lasts`";
        let finding = Diagnostic::new(Rule::MissingField, record.span, message)
            .with_here("this holds whatever the date, so its rivals say nothing either")
            .with_help("add what it claims; a source that says nothing of the date belongs in the event's own `evidence`");
        self.report(finding);
    }

    /// A place, by its name or with its coordinates; gives the name.
    fn place(&mut self, value: Value<'_>) -> Option<Text> {
        if let Kind::Str(name) = value.kind() {
            return Some(name);
        }
        let record = self.record(value, &PLACE)?;
        self.missing_field(&record, "name");
        for (field, most) in [("lat", 90.0), ("lon", 180.0)] {
            if let Some(value) = record.get(field) {
                self.degrees(value, field, most);
            }
        }
        record.get("name").and_then(|value| self.text(value))
    }

    /// `because`, `follows`, `precedes` and `part_of`.
    fn shorthands(&mut self, record: &Record<'_>, id: Option<&Text>, links: &mut Vec<Link>) {
        const LISTS: [(&str, LinkOrigin); 3] = [
            ("because", LinkOrigin::Because),
            ("follows", LinkOrigin::Follows),
            ("precedes", LinkOrigin::Precedes),
        ];
        let mut add = |other: Text, origin| links.extend(id.map(|id| shorthand(id, other, origin)));
        for (field, origin) in LISTS {
            let Some(value) = record.get(field) else {
                continue;
            };
            let others = self.list(
                value,
                "a list of event ids, such as `[\"a\"]`",
                |this, value| this.id_text(value, "an event's id in quotes"),
            );
            for other in others.into_iter().flatten() {
                add(other, origin);
            }
        }
        if let Some(value) = record.get("part_of")
            && let Some(whole) = self.id_text(value, "an event's id in quotes")
        {
            add(whole, LinkOrigin::PartOf);
        }
    }
}

/// The link that event `id` states by naming `other` in one of its own fields.
fn shorthand(id: &Text, other: Text, origin: LinkOrigin) -> Link {
    let span = other.span();
    let this = Name::new(id.clone());
    let other = Name::new(other);
    let (from, to, means) = match origin {
        LinkOrigin::Because => (other, this, LinkKind::Causes),
        LinkOrigin::Follows => (other, this, LinkKind::Precedes),
        LinkOrigin::PartOf => (this, other, LinkKind::PartOf),
        LinkOrigin::Precedes | LinkOrigin::Written => (this, other, LinkKind::Precedes),
    };
    Link {
        one_of: Vec::new(),
        relation: Relation::Kind {
            name: from.text.clone(),
            means,
            cause: means.cause(),
        },
        from,
        to,
        lag: None,
        certainty: Certainty::default(),
        evidence: Vec::new(),
        origin,
        span,
    }
}
