//! What links say, as constraints.

use super::system::{Cause, Encoder, System};
use super::{Origin, Trust};
use crate::allen::{AllenRelation, IntervalEnd};
use crate::model::{
    Chronology, Direction, EventIndex, EventRef, Link, LinkKind, Relation, Side, Status, TimelineId,
};
use crate::stn::{DifferenceConstraint, Tag};

impl Encoder<'_> {
    /// One link, if it is between two events that occurred.
    pub(super) fn link(&mut self, timeline: TimelineId, link: &Link, index: u32) {
        let Some((from, to)) = occurred(link, self.chronology) else {
            return;
        };
        let Relation::Kind { means, cause, .. } = &link.relation else {
            return;
        };
        let trust = Trust::new(link.certainty, false, &link.evidence, self.chronology);
        let tag = self.state(
            Origin::Link {
                timeline,
                index,
                from,
                to,
            },
            trust,
            link.span,
        );
        self.constraints.extend(order_of(*means, from, to, tag));
        if let Some(cause) = cause {
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
        if let (Some(lag), Some(pair)) = (&link.lag, means.lag()) {
            let Some(zone) = self.zone(from) else { return };
            let (earlier, later) = match pair.direction {
                Direction::Along => (from, to),
                Direction::Against => (to, from),
            };
            let years = self.years_of_lag(earlier, later, &lag.value, zone);
            let points = (
                System::point(earlier, pair.earlier),
                System::point(later, pair.later),
            );
            self.duration(points, lag, zone, years, tag);
        }
    }
}

/// The events of a link, if both are known and occurred.
pub(super) fn occurred(
    link: &Link,
    chronology: &Chronology<'_>,
) -> Option<(EventIndex, EventIndex)> {
    let number = |event: Option<EventRef>| {
        event
            .and_then(|event| chronology.number(event))
            .filter(|&event| chronology.event(event).status == Status::Occurred)
    };
    Some((number(link.from.target)?, number(link.to.target)?))
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
    let start = |event| System::point(event, Side::Start);
    let end = |event| System::point(event, Side::End);
    let no_later = |a, b| DifferenceConstraint::order(a, b, tag);
    let before = |a, b| DifferenceConstraint::strict_order(a, b, tag);
    match kind {
        LinkKind::Causes | LinkKind::Enables | LinkKind::LeadsTo => {
            vec![no_later(start(from), start(to))]
        }
        LinkKind::RespondsTo => vec![no_later(start(to), start(from))],
        LinkKind::Precedes => vec![no_later(end(from), start(to))],
        LinkKind::Follows => vec![no_later(end(to), start(from))],
        LinkKind::StartsBefore => vec![before(start(from), start(to))],
        LinkKind::EndsBefore => vec![before(end(from), end(to))],
        LinkKind::PartOf => vec![
            no_later(start(to), start(from)),
            no_later(end(from), end(to)),
        ],
        LinkKind::HasPart => vec![
            no_later(start(from), start(to)),
            no_later(end(to), end(from)),
        ],
        LinkKind::SameTime => vec![
            no_later(start(from), start(to)),
            no_later(start(to), start(from)),
            no_later(end(from), end(to)),
            no_later(end(to), end(from)),
        ],
        LinkKind::Allen(relation) => allen(relation, from, to, tag),
    }
}

fn allen(
    relation: AllenRelation,
    from: EventIndex,
    to: EventIndex,
    tag: Tag,
) -> Vec<DifferenceConstraint> {
    let point = |end| match end {
        IntervalEnd::FirstStart => System::point(from, Side::Start),
        IntervalEnd::FirstEnd => System::point(from, Side::End),
        IntervalEnd::SecondStart => System::point(to, Side::Start),
        IntervalEnd::SecondEnd => System::point(to, Side::End),
    };
    relation
        .constraints()
        .iter()
        .map(|order| {
            let (earlier, later) = (point(order.earlier), point(order.later));
            if order.strict {
                DifferenceConstraint::strict_order(earlier, later, tag)
            } else {
                DifferenceConstraint::order(earlier, later, tag)
            }
        })
        .collect()
}
