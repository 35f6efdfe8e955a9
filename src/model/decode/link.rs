//! Links and choices.

use std::collections::HashMap;

use super::super::{Choice, Direction, Link, LinkKind, LinkMeaning, LinkOrigin, Relation};
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
        let mut one_of = Vec::new();
        let relation = match (record.get("kind"), record.get("one_of")) {
            (Some(_), Some(both)) => {
                let message = "a link has either a `kind` or `one_of` several, not both";
                self.fault(Rule::WrongType, both.span(), message);
                None
            }
            (Some(kind), None) => self.kind_name(kind).map(Relation::Unlisted),
            (None, Some(kinds)) => self.one_of(kinds).map(|names| {
                one_of = names;
                Relation::OneOf(Vec::new())
            }),
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
            one_of,
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

    /// The names of the kinds, settled later like the name of a single kind.
    fn one_of(&mut self, value: Value<'_>) -> Option<Vec<Text>> {
        let mut lost = self.broken;
        let kinds = self.list(value, "a list of kinds", |this, value| {
            let kind = this.kind_name(value);
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
        let mut bare = false;
        let any_of = self.list(groups, "a list of lists of links", |this, group| {
            if let Kind::Struct { .. } = group.kind() {
                if !bare {
                    this.ungrouped(group);
                }
                bare = true;
                lost_groups = true;
                return None;
            }
            this.empty_group(group);
            let links = this.list(group, "a list of links", Self::link);
            lost_groups |= links.is_none();
            links
        })?;
        if any_of.is_empty() && !lost_groups {
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

    /// Reports a link that stands where a group of links belongs; one report does for the choice.
    fn ungrouped(&mut self, link: Value<'_>) {
        let message = "expected a list of links, found a struct";
        let finding = Diagnostic::new(Rule::WrongType, link.span(), message).with_help(
            "each group of links stands in brackets of its own: `[[(…)]]`, or `[[(…)], [(…)]]`",
        );
        self.report(finding);
    }

    /// Reports a group without links: it would hold always, and so its choice say nothing.
    fn empty_group(&mut self, group: Value<'_>) {
        let Kind::List(mut links) = group.kind() else {
            return;
        };
        if links.next().is_none() && !self.broken {
            let message = "a group of a choice needs at least one link";
            let finding = Diagnostic::new(Rule::WrongType, group.span(), message)
                .with_here("an empty group always holds, so the choice says nothing")
                .with_help(
                    "write the links that hold if the others do not, or leave the group out",
                );
            self.report(finding);
        }
    }

    /// Finds what a link's kind means, or each of its kinds: a built-in kind, or one of the
    /// timeline's own.
    pub(super) fn settle_kind(&mut self, link: &mut Link, own: Option<&OwnKinds<'_>>, lost: bool) {
        match &link.relation {
            Relation::Unlisted(name) => {
                if let Some((means, cause)) = self.meaning(&name.clone(), own, lost) {
                    link.relation = Relation::Kind {
                        name: name.clone(),
                        means,
                        cause,
                    };
                }
                self.refuse_lag(link);
            }
            Relation::OneOf(_) => self.settle_kinds(link, own, lost),
            Relation::Kind { .. } => {}
        }
    }

    /// Finds what the kinds of `one_of` mean. If one of them means nothing known, the link says
    /// nothing: it may be the one that holds.
    fn settle_kinds(&mut self, link: &mut Link, own: Option<&OwnKinds<'_>>, lost: bool) {
        let names = link.one_of.iter();
        let means: Vec<_> = names.map(|name| self.meaning(name, own, lost)).collect();
        let unlisted = means.iter().position(Option::is_none);
        link.relation = match unlisted {
            Some(place) => Relation::Unlisted(link.one_of[place].clone()),
            None => Relation::OneOf(means.into_iter().flatten().map(|(kind, _)| kind).collect()),
        };
    }

    /// The built-in kind whose meaning a kind has, and which way its cause runs.
    fn meaning(
        &mut self,
        name: &Text,
        own: Option<&OwnKinds<'_>>,
        lost: bool,
    ) -> Option<(LinkKind, Option<Direction>)> {
        if let Some(kind) = own.and_then(|own| own.by_id.get(&**name)) {
            return Some((kind.implies, kind.cause));
        }
        let built_in = LinkKind::from_name(name).map(|kind| (kind, kind.cause()));
        if built_in.is_none() && !lost {
            self.unlisted_kind(name, own);
        }
        built_in
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
