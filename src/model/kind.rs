//! The built-in kinds of link and what each says.

use crate::allen::AllenRelation;

/// One end of an event: where it begins or where it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The event's start.
    Start,
    /// The event's end.
    End,
}

/// From which point to which a lag runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointPair {
    /// Whether the pair runs from the link's `from` to its `to`, or the other way.
    pub direction: Direction,
    /// The point of the earlier event.
    pub earlier: Side,
    /// The point of the later event.
    pub later: Side,
}

/// Which way something runs along a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From `from` to `to`.
    Along,
    /// From `to` to `from`.
    Against,
}

/// A built-in kind of link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `causes`: starts no later, and is a cause.
    Causes,
    /// `enables`: starts no later, and makes possible.
    Enables,
    /// `leads_to`: starts no later, and leads there.
    LeadsTo,
    /// `responds_to`: starts no earlier than what it responds to.
    RespondsTo,
    /// `precedes`: ends before or when the other starts.
    Precedes,
    /// `follows`: starts when the other ends or later.
    Follows,
    /// `starts_before`: starts strictly before the other starts.
    StartsBefore,
    /// `ends_before`: ends strictly before the other ends.
    EndsBefore,
    /// `part_of`: lies within the other.
    PartOf,
    /// `has_part`: the other lies within it.
    HasPart,
    /// `same_time`: both starts and both ends are equal.
    SameTime,
    /// One of Allen's thirteen relations.
    Allen(AllenRelation),
}

impl LinkKind {
    /// Every built-in kind, in the order in which the documentation lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        const NAMED: [LinkKind; 11] = [
            LinkKind::Causes,
            LinkKind::Enables,
            LinkKind::LeadsTo,
            LinkKind::RespondsTo,
            LinkKind::Precedes,
            LinkKind::Follows,
            LinkKind::StartsBefore,
            LinkKind::EndsBefore,
            LinkKind::PartOf,
            LinkKind::HasPart,
            LinkKind::SameTime,
        ];
        NAMED
            .into_iter()
            .chain(AllenRelation::ALL.into_iter().map(Self::Allen))
    }

    /// The kind's name in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Causes => "causes",
            Self::Enables => "enables",
            Self::LeadsTo => "leads_to",
            Self::RespondsTo => "responds_to",
            Self::Precedes => "precedes",
            Self::Follows => "follows",
            Self::StartsBefore => "starts_before",
            Self::EndsBefore => "ends_before",
            Self::PartOf => "part_of",
            Self::HasPart => "has_part",
            Self::SameTime => "same_time",
            Self::Allen(relation) => relation.name(),
        }
    }

    /// The kind with this name.
    ///
    /// ```
    /// use annals::model::LinkKind;
    ///
    /// assert_eq!(LinkKind::from_name("leads_to"), Some(LinkKind::LeadsTo));
    /// assert_eq!(LinkKind::from_name("Causes"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }

    /// Which way the cause runs, for a causal kind.
    #[must_use]
    pub const fn cause(self) -> Option<Direction> {
        match self {
            Self::Causes | Self::Enables | Self::LeadsTo => Some(Direction::Along),
            Self::RespondsTo => Some(Direction::Against),
            _ => None,
        }
    }

    /// Which of the two comes first where the kind is taken as an order; used for the cause of a
    /// timeline's own causal kinds.
    #[must_use]
    pub const fn sense(self) -> Direction {
        match self {
            Self::RespondsTo
            | Self::Follows
            | Self::Allen(
                AllenRelation::After | AllenRelation::MetBy | AllenRelation::OverlappedBy,
            ) => Direction::Against,
            _ => Direction::Along,
        }
    }

    /// From which point to which a lag runs; `None` for kinds that take no lag.
    #[must_use]
    pub const fn lag(self) -> Option<PointPair> {
        let (direction, earlier, later) = match self {
            Self::Causes | Self::Enables | Self::LeadsTo | Self::StartsBefore => {
                (Direction::Along, Side::Start, Side::Start)
            }
            Self::RespondsTo => (Direction::Against, Side::Start, Side::Start),
            Self::Precedes | Self::Allen(AllenRelation::Before) => {
                (Direction::Along, Side::End, Side::Start)
            }
            Self::Follows | Self::Allen(AllenRelation::After) => {
                (Direction::Against, Side::End, Side::Start)
            }
            Self::EndsBefore => (Direction::Along, Side::End, Side::End),
            _ => return None,
        };
        Some(PointPair {
            direction,
            earlier,
            later,
        })
    }
}
