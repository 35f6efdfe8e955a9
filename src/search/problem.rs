//! What is to be solved: conjunctions of constraints and disjunctions.

use std::fmt;
use std::sync::Arc;

use crate::stn::{DifferenceConstraint, Tag, TimePoint};

/// Constraints and disjunctions all of which hold together.
#[derive(Debug, Clone, Default)]
pub struct Conjunction {
    /// Constraints that hold.
    pub constraints: Vec<DifferenceConstraint>,
    /// Disjunctions that hold.
    pub disjunctions: Vec<Disjunction>,
}

impl Conjunction {
    /// The points that it is about, in order, each once and without the origin.
    #[must_use]
    pub fn points(&self) -> Vec<TimePoint> {
        once_each(|points| self.add_points(points))
    }

    fn add_points(&self, points: &mut Vec<TimePoint>) {
        let ends = self
            .constraints
            .iter()
            .flat_map(|said| [said.from, said.to]);
        points.extend(ends);
        for disjunction in &self.disjunctions {
            disjunction.add_points(points);
        }
    }
}

fn once_each(add: impl FnOnce(&mut Vec<TimePoint>)) -> Vec<TimePoint> {
    let mut points = Vec::new();
    add(&mut points);
    points.retain(|&point| point != TimePoint::ORIGIN);
    points.sort_unstable();
    points.dedup();
    points
}

/// Several alternatives of which at least one holds.
#[derive(Debug, Clone)]
pub enum Disjunction {
    /// At least one of the alternatives holds whole. Of no alternatives none holds: a
    /// contradiction.
    AnyOf {
        /// The statement that says so.
        tag: Tag,
        /// The alternatives. What is nested in them has the same tag.
        alternatives: Vec<Conjunction>,
    },
    /// At least one rung holds whole.
    Ladder(Ladder),
}

impl Disjunction {
    /// The statement that says so.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        match self {
            Self::AnyOf { tag, .. } => *tag,
            Self::Ladder(ladder) => ladder.tag,
        }
    }

    /// The points that it is about, in order, each once and without the origin.
    #[must_use]
    pub fn points(&self) -> Vec<TimePoint> {
        once_each(|points| self.add_points(points))
    }

    fn add_points(&self, points: &mut Vec<TimePoint>) {
        match self {
            Self::Ladder(ladder) => points.extend(ladder.terms.iter().map(|term| term.point)),
            Self::AnyOf { alternatives, .. } => {
                for alternative in alternatives {
                    alternative.add_points(points);
                }
            }
        }
    }
}

/// Alternatives in the order of time: each rung bounds the same points, the next one later.
///
/// At least one rung holds whole: every [term](Term)'s point lies in the rung's span for it. Rungs
/// are asked for when they are needed and never kept all.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// The statement that says so.
    pub tag: Tag,
    /// What each rung bounds. The first term has a lower limit.
    pub terms: Vec<Term>,
    /// The rungs.
    pub rungs: Arc<dyn Rungs>,
}

/// One point that the rungs of a ladder bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The point.
    pub point: TimePoint,
    /// Which of a rung's two spans bounds it.
    pub side: Side,
    /// Whether it is no earlier than the span's `lo`. It need not be said of an end whose start is
    /// bounded so.
    pub lower: bool,
    /// How it is bounded by the span's `hi`.
    pub upper: Limit,
}

/// Which of the two spans of a rung is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The span of what is dated.
    Event,
    /// The span of what it is dated by.
    Anchor,
}

/// How a point is compared with the end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `point < hi`
    Below,
    /// `point ≤ hi`
    AtMost,
}

/// A span of ticks; `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RungSpan {
    /// Its first instant.
    pub lo: Option<i64>,
    /// Its end.
    pub hi: Option<i64>,
}

/// One alternative of a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rung {
    /// Where what is dated lies.
    pub event: RungSpan,
    /// Where what it is dated by lies; the same where a ladder does not date by anything.
    pub anchor: RungSpan,
}

impl Rung {
    /// The span of one side.
    #[must_use]
    pub const fn span(&self, side: Side) -> RungSpan {
        match side {
            Side::Event => self.event,
            Side::Anchor => self.anchor,
        }
    }
}

/// How rungs repeat.
///
/// Take the rungs that have a limit within `from..=to`, on either side. Each of them, with all four
/// limits moved by `ticks` to or fro, is such a rung again, as far as it has a limit there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// After how many ticks they repeat; above zero.
    pub ticks: i64,
    /// From where they do.
    pub from: i64,
    /// Up to where they do.
    pub to: i64,
}

/// The rungs of a ladder, of which there may be very many.
///
/// From rung to rung all four limits rise, each strictly, but where a limit is missing: only the
/// first rung may lack a `lo`, only the last a `hi`. So no rung is a part of another.
pub trait Rungs: fmt::Debug + Send + Sync {
    /// The first rung whose span on this side has `hi > ticks`, or no `hi`.
    fn first_ending_after(&self, side: Side, ticks: i64) -> Option<Rung>;

    /// The last rung whose span on this side has `lo ≤ ticks`, or no `lo`.
    fn last_starting_by(&self, side: Side, ticks: i64) -> Option<Rung>;

    /// Whether a rung stands for all that are beyond it as well, because they are not told apart:
    /// what it leaves possible need not be.
    fn stands_in(&self, rung: &Rung) -> bool {
        let _ = rung;
        false
    }

    /// How the rungs around an instant repeat; `None` where that is not known.
    fn cycle_at(&self, ticks: i64) -> Option<Cycle> {
        let _ = ticks;
        None
    }

    /// The instants beyond which the rungs are there for one reason only: so that they do not end
    /// where something else may be. A ladder with a horizon goes on so far behind it that a point
    /// which can be beyond the horizon at all can be arbitrarily far away.
    fn horizon(&self) -> Option<RungSpan> {
        None
    }

    /// The first rung.
    fn first(&self) -> Option<Rung> {
        self.first_ending_after(Side::Event, i64::MIN)
    }

    /// The last rung.
    fn last(&self) -> Option<Rung> {
        self.last_starting_by(Side::Event, i64::MAX)
    }

    /// The rung behind this one.
    fn after(&self, rung: &Rung) -> Option<Rung> {
        self.first_ending_after(Side::Event, rung.event.hi?)
    }

    /// The rung before this one.
    fn before(&self, rung: &Rung) -> Option<Rung> {
        let earlier = rung.event.lo?.checked_sub(1)?;
        self.last_starting_by(Side::Event, earlier)
    }
}
