//! Links as several rules see them.

use crate::model::{EventRef, Link, LinkKind, LinkOrigin, Relation, Status};
use crate::source::Text;

use super::Subject;

/// What a link says, such that links which say the same have one key, whichever way round they
/// are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    from: EventRef,
    to: EventRef,
    kinds: Vec<LinkKind>,
    /// The name of a kind of the timeline's own, which may say more than the kind that it implies.
    own_kind: Option<Text>,
}

impl Key {
    /// What a link says; `None` where an event is not known.
    pub(super) fn of(link: &Link) -> Option<Self> {
        let (from, to) = (link.from.target?, link.to.target?);
        let own_kind = own_kind(link).cloned();
        let mut kinds = match &link.relation {
            Relation::Kind { means, .. } => vec![*means],
            Relation::OneOf(kinds) => kinds.clone(),
            Relation::Unlisted(_) => Vec::new(),
        };
        let inverse: Option<Vec<LinkKind>> = kinds.iter().copied().map(inverse).collect();
        let (from, to) = match inverse {
            Some(inverse) if to < from && own_kind.is_none() => {
                kinds = inverse;
                (to, from)
            }
            _ => (from, to),
        };
        kinds.sort_unstable_by_key(|kind| kind.name());
        Some(Self {
            from,
            to,
            kinds,
            own_kind,
        })
    }
}

/// The kind of a link where it is one of the timeline's own, or one that its list does not have.
pub(super) fn own_kind(link: &Link) -> Option<&Text> {
    match &link.relation {
        Relation::Kind { name, means, .. } => {
            let is_own = link.origin == LinkOrigin::Written && name != means.name();
            is_own.then_some(name)
        }
        Relation::OneOf(_) => None,
        Relation::Unlisted(name) => Some(name),
    }
}

/// The kind that says the same with the two events exchanged, if there is one.
fn inverse(kind: LinkKind) -> Option<LinkKind> {
    Some(match kind {
        LinkKind::Precedes => LinkKind::Follows,
        LinkKind::Follows => LinkKind::Precedes,
        LinkKind::PartOf => LinkKind::HasPart,
        LinkKind::HasPart => LinkKind::PartOf,
        LinkKind::SameTime => LinkKind::SameTime,
        LinkKind::Allen(relation) => LinkKind::Allen(relation.converse()),
        LinkKind::Causes
        | LinkKind::Enables
        | LinkKind::LeadsTo
        | LinkKind::RespondsTo
        | LinkKind::StartsBefore
        | LinkKind::EndsBefore => return None,
    })
}

/// The link in a few words: `vote precedes strike`.
pub(super) fn in_words(link: &Link) -> String {
    format!("{} {} {}", link.from.text, link.kind_name(), link.to.text)
}

/// Whether both events of a link are known and occurred, so that something follows from it.
pub(super) fn in_force(link: &Link, subject: &Subject<'_>) -> bool {
    [link.from.target, link.to.target].into_iter().all(|event| {
        event.is_some_and(|event| subject.collection.event(event).status == Status::Occurred)
    })
}
