//! Links and choices.

use std::collections::HashMap;

use super::super::{Choice, Link, LinkKind, LinkMeaning, LinkOrigin, Relation};
use super::Decoder;
use super::record::Shape;
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Text;
use crate::syntax::{Kind, Value};

const LINK: Shape = Shape {
    what: "a link",
    name: "Link",
    fields: &[
        "from",
        "to",
        "kind",
        "one_of",
        "lag",
        "certainty",
        "evidence",
        "note",
    ],
};

const CHOICE: Shape = Shape {
    what: "a choice",
    name: "Choice",
    fields: &["id", "any_of"],
};

/// The timeline's own kinds of links.
pub(super) struct OwnKinds<'k> {
    by_id: HashMap<&'k str, &'k LinkMeaning>,
    in_order: &'k [LinkMeaning],
}

impl<'k> OwnKinds<'k> {
    /// The kinds by their ids; of two with one id the first counts.
    pub(super) fn new(kinds: &'k [LinkMeaning]) -> Self {
        let by_id = kinds.iter().rev().map(|kind| (&*kind.id, kind)).collect();
        Self {
            by_id,
            in_order: kinds,
        }
    }
}

impl Decoder<'_> {
    /// A link; its kind is settled by [`settle_kind`](Self::settle_kind) once the timeline's own
    /// vocabulary has been read.
    pub(super) fn link(&mut self, value: Value<'_>) -> Option<Link> {
        let record = self.record(value, &LINK)?;
        self.missing_field(&record, "from");
        self.missing_field(&record, "to");
        if record.get("one_of").is_none() {
            self.missing_field(&record, "kind");
        }
        let from = record.get("from").and_then(|value| self.name(value));
        let to = record.get("to").and_then(|value| self.name(value));
        if let Some(note) = record.get("note") {
            self.text(note);
        }
        let certainty = self.certainty(&record);
        let evidence = self.evidence(&record);
        let lag = record.get("lag").map(|value| self.duration(value));
        let relation = match (record.get("kind"), record.get("one_of")) {
            (Some(_), Some(both)) => {
                let message = "a link has either a `kind` or `one_of` several, not both";
                self.fault(Rule::WrongType, both.span(), message);
                None
            }
            (Some(kind), None) => self.kind_name(kind).map(Relation::Unlisted),
            (None, Some(kinds)) => self.one_of(kinds).map(Relation::OneOf),
            (None, None) => None,
        };
        if let (Some(Relation::OneOf(_)), Some(lag)) = (&relation, record.get("lag")) {
            let message = "a link with `one_of` takes no lag";
            let finding = Diagnostic::new(Rule::WrongType, lag.span(), message)
                .with_help("state the lag in a link of its own, with the kind that it belongs to");
            self.report(finding);
        }
        Some(Link {
            from: from?,
            to: to?,
            relation: relation?,
            // A lag that cannot be read is left out; the order that the link states still holds.
            lag: lag.flatten(),
            certainty,
            evidence,
            origin: LinkOrigin::Written,
            span: value.span(),
        })
    }

    fn kind_name(&mut self, value: Value<'_>) -> Option<Text> {
        match value.kind() {
            Kind::Identifier(_) => Some(Text::verbatim(self.file, value.span())),
            _ => self.string(
                value,
                "the kind of the link, such as `\"causes\"`, in quotes",
            ),
        }
    }

    fn one_of(&mut self, value: Value<'_>) -> Option<Vec<LinkKind>> {
        let all: Vec<LinkKind> = LinkKind::all().collect();
        let mut lost = self.broken;
        let kinds = self.list(value, "a list of kinds", |this, value| {
            let kind = this.word(value, "a kind of link", &all, LinkKind::name);
            lost |= kind.is_none();
            kind
        })?;
        if lost {
            // The kind that cannot be read may be the one that holds.
            return None;
        }
        if kinds.is_empty() {
            let message = "`one_of` needs at least one kind";
            self.fault(Rule::WrongType, value.span(), message);
            return None;
        }
        Some(kinds)
    }

    /// A choice between groups of links.
    pub(super) fn choice(&mut self, value: Value<'_>) -> Option<Choice> {
        let record = self.record(value, &CHOICE)?;
        self.missing_field(&record, "any_of");
        let id = record.get("id").and_then(|value| self.id(value));
        let groups = record.get("any_of")?;
        let mut lost_groups = self.broken;
        let any_of = self.list(groups, "a list of lists of links", |this, group| {
            let links = this.list(group, "a list of links", Self::link);
            lost_groups |= links.is_none();
            links
        })?;
        if any_of.is_empty() && !self.broken {
            self.fault(
                Rule::WrongType,
                groups.span(),
                "a choice needs at least one group of links",
            );
        }
        Some(Choice {
            id,
            any_of,
            lost_groups,
            span: value.span(),
        })
    }

    /// Finds what a link's kind means: a built-in kind, or one of the timeline's own.
    pub(super) fn settle_kind(&mut self, link: &mut Link, own: Option<&OwnKinds<'_>>, lost: bool) {
        let Relation::Unlisted(name) = &link.relation else {
            return;
        };
        if let Some(kind) = own.and_then(|own| own.by_id.get(&**name)) {
            link.relation = Relation::Kind {
                name: name.clone(),
                means: kind.implies,
                cause: kind.cause,
            };
        } else if let Some(means) = LinkKind::from_name(name) {
            link.relation = Relation::Kind {
                name: name.clone(),
                means,
                cause: means.cause(),
            };
        } else if !lost {
            self.unlisted_kind(&name.clone(), own);
        }
        self.refuse_lag(link);
    }

    fn unlisted_kind(&mut self, name: &Text, own: Option<&OwnKinds<'_>>) {
        let built_in: Vec<&str> = LinkKind::all().map(LinkKind::name).collect();
        let Some(own) = own else {
            self.unknown_word(name, name.span(), "a kind of link", &built_in);
            return;
        };
        let listed = own.in_order.iter().map(|kind| &*kind.id);
        let known = listed.chain(built_in.iter().copied());
        let near = self.nearest.find(name, known).map(str::to_owned);
        let message = format!("the timeline lists no kind of link `{name}`");
        let finding = Diagnostic::new(Rule::UnlistedKind, name.span(), message)
            .with_note("nothing of time is concluded from this link")
            .with_help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "add it to `kinds.links`, with the built-in kind that it implies".to_owned()
                }
            });
        self.report(finding);
    }

    fn refuse_lag(&mut self, link: &mut Link) {
        let (Relation::Kind { name, means, .. }, Some(lag)) = (&link.relation, &link.lag) else {
            return;
        };
        if means.lag().is_none() {
            let message = format!("a link of kind `{}` takes no lag", &**name);
            let finding = Diagnostic::new(Rule::WrongType, lag.text.span(), message)
                .with_help("a lag goes with kinds that say which comes first, such as `precedes`");
            self.report(finding);
            link.lag = None;
        }
    }
}
