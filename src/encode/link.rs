//! What links say.

use super::encoder::{Encoder, in_force};
use super::system::{Cause, System};
use super::{Origin, Trust};
use crate::allen::{EndConstraint, EndOrders, IntervalEnd};
use crate::model::{Direction, EventIndex, Link, LinkKind, Relation, Side, TimelineId};
use crate::search::{Conjunction, Disjunction};
use crate::stn::{DifferenceConstraint, Tag};

impl Encoder<'_> {
    /// One link, if it is between two events that occurred.
    pub(super) fn link(&mut self, timeline: TimelineId, link: &Link, index: u32) {
        let Some((from, to)) = in_force(link, self.chronology) else {
            return;
        };
        if matches!(link.relation, Relation::Unlisted(_)) {
            return;
        }
        let trust = Trust::new(link.certainty, false, &link.evidence, self.chronology);
        let origin = Origin::Link {
            timeline,
            index,
            from,
            to,
        };
        let tag = self.state(origin, trust, link.span);
        let said = self.order(link, tag);
        self.enter(said);
        if let Relation::Kind {
            cause: Some(cause), ..
        } = &link.relation
        {
            let (cause, effect) = match cause {
                Direction::Along => (from, to),
                Direction::Against => (to, from),
            };
            self.causes.push(Cause {
                cause,
                effect,
                statement: tag,
            });
        }
    }

    /// What a link says of order and of lag; nothing where it touches what did not occur.
    pub(super) fn order(&mut self, link: &Link, tag: Tag) -> Conjunction {
        let Some((from, to)) = in_force(link, self.chronology) else {
            return Conjunction::default();
        };
        let means = match &link.relation {
            Relation::Kind { means, .. } => *means,
            Relation::OneOf(kinds) => return order_of_any(kinds, from, to, tag),
            Relation::Unlisted(_) => return Conjunction::default(),
        };
        let mut said = Conjunction {
            constraints: order_of(means, from, to, tag),
            disjunctions: Vec::new(),
        };
        if let (Some(lag), Some(pair), Some(zone)) = (&link.lag, means.lag(), self.zone(from)) {
            let (earlier, later) = match pair.direction {
                Direction::Along => (from, to),
                Direction::Against => (to, from),
            };
            let years = self.years_of_lag(earlier, later, &lag.value, zone);
            let points = (
                System::point(earlier, pair.earlier),
                System::point(later, pair.later),
            );
            let lag = self.duration(points, lag, zone, years, tag);
            said.constraints.extend(lag.constraints);
        }
        said
    }
}

/// What a kind of link says of the order of its events, apart from any lag.
///
/// ```
/// use annals::encode::order_of;
/// use annals::model::{EventIndex, LinkKind};
/// use annals::stn::Tag;
///
/// let order = order_of(LinkKind::SameTime, EventIndex(0), EventIndex(1), Tag::NONE);
/// assert_eq!(order.len(), 4, "both starts and both ends are equal");
/// ```
#[must_use]
pub fn order_of(
    kind: LinkKind,
    from: EventIndex,
    to: EventIndex,
    tag: Tag,
) -> Vec<DifferenceConstraint> {
    let ends = ends_of(kind);
    ends.iter()
        .map(|&order| constraint(order, from, to, tag))
        .collect()
}

/// What a link says that is one of several kinds: constraints as far as all kinds imply them, and
/// choices between single constraints for what they do not say.
///
/// ```
/// use annals::encode::order_of_any;
/// use annals::model::{EventIndex, LinkKind};
/// use annals::stn::Tag;
///
/// let kinds = [LinkKind::Precedes, LinkKind::Follows];
/// let order = order_of_any(&kinds, EventIndex(0), EventIndex(1), Tag::NONE);
/// assert!(order.constraints.is_empty());
/// assert_eq!(order.disjunctions.len(), 1);
/// ```
#[must_use]
pub fn order_of_any(kinds: &[LinkKind], from: EventIndex, to: EventIndex, tag: Tag) -> Conjunction {
    let orders: EndOrders = kinds
        .iter()
        .map(|&kind| EndOrders::of(&ends_of(kind)))
        .collect();
    let mut said = Conjunction::default();
    for clause in orders.clauses() {
        if let [order] = clause[..] {
            said.constraints.push(constraint(order, from, to, tag));
            continue;
        }
        let alternatives = clause.iter().map(|&order| Conjunction {
            constraints: vec![constraint(order, from, to, tag)],
            disjunctions: Vec::new(),
        });
        said.disjunctions.push(Disjunction::AnyOf {
            tag,
            alternatives: alternatives.collect(),
        });
    }
    said
}

/// What a kind says of the ends of its two events.
fn ends_of(kind: LinkKind) -> Vec<EndConstraint> {
    use IntervalEnd::{
        FirstEnd as FromEnd, FirstStart as FromStart, SecondEnd as ToEnd, SecondStart as ToStart,
    };
    let no_later = EndConstraint::no_later;
    let before = EndConstraint::before;
    match kind {
        LinkKind::Causes | LinkKind::Enables | LinkKind::LeadsTo => {
            vec![no_later(FromStart, ToStart)]
        }
        LinkKind::RespondsTo => vec![no_later(ToStart, FromStart)],
        LinkKind::Precedes => vec![no_later(FromEnd, ToStart)],
        LinkKind::Follows => vec![no_later(ToEnd, FromStart)],
        LinkKind::StartsBefore => vec![before(FromStart, ToStart)],
        LinkKind::EndsBefore => vec![before(FromEnd, ToEnd)],
        LinkKind::PartOf => vec![no_later(ToStart, FromStart), no_later(FromEnd, ToEnd)],
        LinkKind::HasPart => vec![no_later(FromStart, ToStart), no_later(ToEnd, FromEnd)],
        LinkKind::SameTime => vec![
            no_later(FromStart, ToStart),
            no_later(ToStart, FromStart),
            no_later(FromEnd, ToEnd),
            no_later(ToEnd, FromEnd),
        ],
        LinkKind::Allen(relation) => relation.constraints().to_vec(),
    }
}

fn constraint(
    order: EndConstraint,
    from: EventIndex,
    to: EventIndex,
    tag: Tag,
) -> DifferenceConstraint {
    let point = |end| match end {
        IntervalEnd::FirstStart => System::point(from, Side::Start),
        IntervalEnd::FirstEnd => System::point(from, Side::End),
        IntervalEnd::SecondStart => System::point(to, Side::Start),
        IntervalEnd::SecondEnd => System::point(to, Side::End),
    };
    let (earlier, later) = (point(order.earlier), point(order.later));
    if order.strict {
        DifferenceConstraint::strict_order(earlier, later, tag)
    } else {
        DifferenceConstraint::order(earlier, later, tag)
    }
}
