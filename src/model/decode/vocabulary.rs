//! The timeline's own vocabulary, and the lists about the timeline itself.

use super::super::{
    Allow, Direction, EventKind, Expectation, Kinds, KnownSilence, LinkKind, LinkMeaning, Use,
};
use super::Decoder;
use super::record::Shape;
use crate::diagnostic::{Diagnostic, Rule};
use crate::syntax::{Kind, Value};

const USE: Shape = Shape {
    what: "an entry of `uses`",
    name: "Use",
    fields: &["file", "as"],
};

const KINDS: Shape = Shape {
    what: "the vocabulary",
    name: "Kinds",
    fields: &["events", "links"],
};

const EVENT_KIND: Shape = Shape {
    what: "a kind of event",
    name: "EventKind",
    fields: &["id", "title"],
};

const LINK_KIND: Shape = Shape {
    what: "a kind of link",
    name: "LinkKind",
    fields: &["id", "title", "implies", "causal"],
};

const QUIET: Shape = Shape {
    what: "a known silence",
    name: "Quiet",
    fields: &["when", "why"],
};

const ALLOW: Shape = Shape {
    what: "an accepted finding",
    name: "Allow",
    fields: &["rule", "with", "reason", "until"],
};

impl Decoder<'_> {
    /// An entry of `uses`.
    pub(super) fn use_of(&mut self, value: Value<'_>) -> Option<Use> {
        let record = self.record(value, &USE)?;
        self.missing_field(&record, "file");
        self.missing_field(&record, "as");
        let file = record
            .get("file")
            .and_then(|value| self.string(value, "a path in quotes"));
        let prefix = record.get("as").and_then(|value| self.id(value));
        Some(Use {
            file: file?,
            prefix: prefix?,
            target: None,
            span: value.span(),
        })
    }

    /// The field `kinds`.
    pub(super) fn kinds(&mut self, value: Value<'_>) -> Kinds {
        let before = self.found.len();
        let Some(record) = self.record(value, &KINDS) else {
            return Kinds {
                lost: true,
                ..Kinds::default()
            };
        };
        let events = record.get("events").and_then(|value| {
            self.structs(value, "a list of kinds", &EVENT_KIND, |this, value| {
                let record = this.record(value, &EVENT_KIND)?;
                this.missing_field(&record, "id");
                let title = record.get("title").and_then(|value| this.text(value));
                Some(EventKind {
                    id: record.get("id").and_then(|value| this.id(value))?,
                    title,
                })
            })
        });
        let links = record.get("links").and_then(|value| {
            self.structs(value, "a list of kinds", &LINK_KIND, Self::link_meaning)
        });
        let lost = self.broken || self.found.len() > before;
        Kinds {
            events,
            links,
            lost,
        }
    }

    fn link_meaning(&mut self, value: Value<'_>) -> Option<LinkMeaning> {
        let record = self.record(value, &LINK_KIND)?;
        self.missing_field(&record, "id");
        self.missing_field(&record, "implies");
        if let Some(title) = record.get("title") {
            self.text(title);
        }
        let id = record.get("id").and_then(|value| self.id(value));
        let all: Vec<LinkKind> = LinkKind::all().collect();
        let implies = record
            .get("implies")
            .and_then(|value| self.word(value, "a built-in kind of link", &all, LinkKind::name));
        // One that cannot be read makes the kind no cause: less is concluded then, not more.
        let causal = record
            .get("causal")
            .map(|value| self.truth(value).unwrap_or(false));
        let (id, implies) = (id?, implies?);
        if LinkKind::from_name(&id).is_some() {
            let message = format!("`{}` is a built-in kind and keeps its meaning", &*id);
            let finding = Diagnostic::new(Rule::DuplicateId, id.span(), message)
                .with_help("give your own kind another name");
            self.report(finding);
            return None;
        }
        let cause: Option<Direction> = match causal {
            Some(true) => Some(implies.sense()),
            Some(false) => None,
            None => implies.cause(),
        };
        Some(LinkMeaning { id, implies, cause })
    }

    /// An entry of `quiet`.
    pub(super) fn silence(&mut self, value: Value<'_>) -> Option<KnownSilence> {
        let record = self.record(value, &QUIET)?;
        self.missing_field(&record, "when");
        self.missing_field(&record, "why");
        let when = record.get("when").and_then(|value| self.date(value));
        let why = record.get("why").and_then(|value| self.text(value));
        Some(KnownSilence {
            when: when?,
            why: why?,
        })
    }

    /// An entry of `allow`. That it needs a reason is a rule of its own.
    pub(super) fn allow(&mut self, value: Value<'_>) -> Option<Allow> {
        let record = self.record(value, &ALLOW)?;
        self.missing_field(&record, "rule");
        // What cannot be read may narrow the entry, so that without it too much would be accepted.
        let with = match record.get("with") {
            Some(value) => self.texts(value)?,
            None => Vec::new(),
        };
        let rule = record.get("rule").and_then(|value| self.text(value));
        let reason = record.get("reason").and_then(|value| self.text(value));
        let until = match record.get("until") {
            Some(value) => Some(self.date(value)?),
            None => None,
        };
        Some(Allow {
            rule: rule?,
            with,
            reason,
            until,
            span: value.span(),
        })
    }

    /// An entry of `expect`; checked for its form as far as that is settled: it is a struct.
    pub(super) fn expectation(&mut self, value: Value<'_>) -> Option<Expectation> {
        match value.kind() {
            Kind::Struct { .. } | Kind::Unit | Kind::Faulty => {}
            _ => {
                self.wrong_type(value, "an expectation, `(…)`");
                return None;
            }
        }
        Some(Expectation { span: value.span() })
    }
}
