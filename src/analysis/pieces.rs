//! What an event's own dating leaves of it: the separate pieces that some solution uses.
//!
//! `1931-XX-15` leaves twelve days apart from one another; the rest of the timeline may leave two
//! of them. Then the bounds of the event hide what is known: that it was on one of two days.

use std::collections::{HashMap, HashSet};

use super::Analysis;
use super::conclusion::{PointBounds, narrow};
use crate::edtf::{self, EventBounds};
use crate::encode::{Origin, System};
use crate::model::{EventIndex, Side};
use crate::search::{Conjunction, Disjunction, Joint, Ladder, Limit, Rung, Side as RungSide, Term};
use crate::stn::{DifferenceConstraint, Tag, TimePoint, Weight};

/// How many pieces within the bounds are looked at.
const MOST_LOOKED_AT: usize = 64;
/// How many pieces are told.
const MOST_TOLD: usize = 8;
/// How many points may depend on one another where pieces are looked for one after the other: each
/// takes a search of its own, for each event.
const MOST_ENTANGLED: usize = 256;
/// Steps of search for one event. What is given up is told by its bounds.
const STEPS: u64 = 2_000_000;

/// What an event's own dating leaves of it.
pub(super) enum Pieces {
    /// One piece, or many that touch: the bounds tell it.
    One,
    /// The bounds in each of several pieces, in the order of time.
    Several(Vec<EventBounds>),
    /// Several, or it was not found out whether they are; the bounds say less than is known.
    Many,
}

impl Analysis<'_> {
    /// The pieces of an event whose bounds are known.
    pub(super) fn pieces(&self, event: EventIndex, start: PointBounds, end: PointBounds) -> Pieces {
        let points = [Side::Start, Side::End].map(|side| System::point(event, side));
        let possibilities = &self.reasoned.possibilities;
        if points.iter().all(|&point| possibilities.is_plain(point)) {
            return Pieces::One;
        }
        let own = Own {
            points,
            bounds: [start, end],
        };
        let all = || {
            let mut disjunctions = self.own_disjunctions(event);
            disjunctions.try_fold(vec![Vec::new()], |left, disjunction| {
                own.both(left, own.of_disjunction(disjunction))
            })
        };
        match all().or_else(|| self.reached(&own, event)) {
            None => Pieces::Many,
            Some(left) if left.len() < 2 => Pieces::One,
            Some(left) => self.surviving(&own, left),
        }
    }

    /// The few pieces of very many that some solution reaches, found one after the other: behind
    /// one piece, the next is where the event can start first. `None` where they are many, too.
    fn reached(&self, own: &Own, event: EventIndex) -> Option<Vec<Piece>> {
        let start = own.points[0];
        let ladders = self.own_disjunctions(event).map(|own| match own {
            Disjunction::Ladder(ladder) => Some(ladder),
            Disjunction::AnyOf { .. } => None,
        });
        let ladders: Vec<&Ladder> = ladders.collect::<Option<_>>()?;
        let terms = ladders.iter().flat_map(|ladder| &ladder.terms);
        let mut points: Vec<TimePoint> = own.points.to_vec();
        points.extend(terms.map(|term| term.point));
        let possibilities = &self.reasoned.possibilities;
        if possibilities.entangled(&points) > MOST_ENTANGLED {
            return None;
        }
        let mut all = possibilities.joint(&points).within(STEPS);
        let mut earliest = own.bounds[0].earliest?;
        let mut pieces = Vec::new();
        loop {
            let (piece, behind) = own.at(&ladders, i64::try_from(earliest.ticks).ok()?)?;
            pieces.push(piece);
            let Some(behind) = behind else {
                return Some(pieces);
            };
            let later = DifferenceConstraint::earliest(start, Weight::at_most(behind), Tag::NONE)?;
            if !all.allows(&[later])? {
                return Some(pieces);
            }
            if pieces.len() > MOST_TOLD {
                return None;
            }
            let condition = Conjunction {
                constraints: vec![later],
                disjunctions: Vec::new(),
            };
            let mut rest = possibilities.joint_with(&points, &condition).within(STEPS);
            let next = rest.earliest(start);
            earliest = next.value.filter(|_| next.exact)?;
        }
    }

    /// What an event's own dating leaves to choose.
    fn own_disjunctions(&self, event: EventIndex) -> impl Iterator<Item = &Disjunction> {
        let all = self.dates.get_or_init(|| self.disjunctions_of_dates());
        let own = all.get(&event).into_iter().flatten();
        own.map(|&number| &self.system.disjunctions[number])
    }

    /// The disjunctions that are about the date of each event, by their numbers.
    fn disjunctions_of_dates(&self) -> HashMap<EventIndex, Vec<usize>> {
        let retracted: HashSet<Tag> = self.reasoned.retracted.iter().copied().collect();
        let mut dates: HashMap<EventIndex, Vec<usize>> = HashMap::new();
        for (number, disjunction) in self.system.disjunctions.iter().enumerate() {
            let tag = disjunction.tag();
            let statement = self.system.statement(tag);
            if let Some(
                Origin::When(event) | Origin::Relative(event) | Origin::Claims { event, .. },
            ) = statement.map(|statement| statement.origin)
                && !retracted.contains(&tag)
            {
                dates.entry(event).or_default().push(number);
            }
        }
        dates
    }

    /// Of these pieces those that some solution has, each with its bounds.
    fn surviving(&self, own: &Own, left: Vec<Piece>) -> Pieces {
        let mut points = own.points.to_vec();
        let ends = left.iter().flatten().flat_map(|said| [said.from, said.to]);
        points.extend(ends.filter(|&point| point != TimePoint::ORIGIN));
        let possibilities = &self.reasoned.possibilities;
        let mut joint = possibilities.joint(&points).within(STEPS);
        let mut survivors = Vec::new();
        for piece in left {
            match joint.allows(&piece) {
                Some(true) => survivors.push(piece),
                Some(false) => {}
                None => return Pieces::Many,
            }
        }
        if survivors.len() < 2 {
            return Pieces::One;
        }
        if survivors.len() > MOST_TOLD && own.lie_apart(&survivors) {
            return Pieces::Many;
        }
        let mut told = Vec::with_capacity(survivors.len());
        for constraints in survivors {
            let condition = Conjunction {
                constraints,
                disjunctions: Vec::new(),
            };
            let mut joint = possibilities.joint_with(&points, &condition).within(STEPS);
            match own.bounds_within(&mut joint) {
                Some(bounds) => told.push(bounds),
                None => return Pieces::Many,
            }
        }
        let ticks = |bounds: &EventBounds| {
            let (start, end) = (bounds.start.earliest, bounds.end.latest);
            (
                start.map(|b| (b.ticks, b.open)),
                end.is_none(),
                end.map(|b| (b.ticks, !b.open)),
            )
        };
        told.sort_by_key(ticks);
        told.dedup();
        // A piece that is a part of another adds nothing.
        let all = told.clone();
        told.retain(|piece| {
            let mut others = all.iter().filter(|&other| other != piece);
            !others.any(|other| other.contains(piece))
        });
        // More than can be told one by one are told by their bounds, which may say as much.
        let together = || {
            touch(told.iter().map(|piece| piece.start)) && touch(told.iter().map(|piece| piece.end))
        };
        match told.len() {
            1 => Pieces::One,
            ..=MOST_TOLD => Pieces::Several(told),
            _ if together() => Pieces::One,
            _ => Pieces::Many,
        }
    }
}

/// What is said of an event in one piece.
type Piece = Vec<DifferenceConstraint>;

/// The points of an event, its start first, and their bounds.
struct Own {
    points: [TimePoint; 2],
    bounds: [PointBounds; 2],
}

impl Own {
    /// All pieces in which both hold; `None` where there are too many.
    fn both(&self, one: Vec<Piece>, other: Option<Vec<Piece>>) -> Option<Vec<Piece>> {
        let other = other?;
        let mut both = Vec::new();
        for piece in one {
            for more in &other {
                let joined: Piece = piece.iter().chain(more).copied().collect();
                if joined.iter().all(|said| self.is_within_bounds(said)) {
                    both.push(joined);
                }
                if both.len() > MOST_LOOKED_AT {
                    return None;
                }
            }
        }
        Some(both)
    }

    fn of_disjunction(&self, disjunction: &Disjunction) -> Option<Vec<Piece>> {
        match disjunction {
            Disjunction::Ladder(ladder) => self.of_ladder(ladder),
            Disjunction::AnyOf { alternatives, .. } => {
                let mut all = Vec::new();
                for alternative in alternatives {
                    let mut pieces = self.both(
                        vec![Vec::new()],
                        Some(vec![alternative.constraints.clone()]),
                    )?;
                    for nested in &alternative.disjunctions {
                        pieces = self.both(pieces, self.of_disjunction(nested))?;
                    }
                    all.extend(pieces);
                }
                (all.len() <= MOST_LOOKED_AT).then_some(all)
            }
        }
    }

    /// The rungs that the bounds of the event leave.
    fn of_ladder(&self, ladder: &Ladder) -> Option<Vec<Piece>> {
        let is_own = |point: TimePoint| self.points.iter().position(|&own| own == point);
        let own = ladder.terms.iter().find_map(|term| {
            let at = is_own(term.point)?;
            (term.side == RungSide::Event).then_some(self.bounds[at])
        });
        let bounds = own?;
        let ticks = |bound: Option<crate::stn::Bound>| i64::try_from(bound?.ticks).ok();
        let mut at = match ticks(bounds.earliest) {
            // A rung that ends where the point begins may be one that the point can just reach.
            Some(earliest) => ladder
                .rungs
                .first_ending_after(RungSide::Event, earliest.saturating_sub(1)),
            None => ladder.rungs.first(),
        };
        let mut pieces = Vec::new();
        while let Some(rung) = at {
            if let (Some(lo), Some(latest)) = (rung.event.lo, ticks(bounds.latest))
                && lo > latest
            {
                break;
            }
            if pieces.len() > MOST_LOOKED_AT {
                return None;
            }
            let piece = piece_of(ladder, &rung);
            if piece.iter().all(|said| self.is_within_bounds(said)) {
                pieces.push(piece);
            }
            at = ladder.rungs.after(&rung);
        }
        Some(pieces)
    }

    /// What all ladders say of an event that starts at an instant or just behind it, and the
    /// instant behind which one of them says something else; `None` where rungs overlap.
    fn at(&self, ladders: &[&Ladder], ticks: i64) -> Option<(Piece, Option<i64>)> {
        let (mut piece, mut behind) = (Vec::new(), None);
        for ladder in ladders {
            let bounds_start =
                |term: &Term| term.point == self.points[0] && term.side == RungSide::Event;
            let start = ladder.terms.iter().find(|term| bounds_start(term));
            let rung = ladder.rungs.first_ending_after(RungSide::Event, ticks)?;
            let next = ladder.rungs.after(&rung);
            let apart = next.is_none_or(|next| next.event.lo >= rung.event.hi);
            if !apart || !start.is_some_and(|term| term.lower && term.upper == Limit::Below) {
                return None;
            }
            piece.extend(piece_of(ladder, &rung));
            behind = match (behind, rung.event.hi) {
                (Some(one), Some(other)) => Some(std::cmp::min::<i64>(one, other)),
                (one, other) => one.or(other),
            };
        }
        Some((piece, behind))
    }

    /// Whether pieces leave something out between their starts, whatever else is said.
    fn lie_apart(&self, pieces: &[Piece]) -> bool {
        let starts = pieces.iter().map(|piece| {
            let bound = |ticks, open| Some(edtf::Bound { ticks, open });
            piece
                .iter()
                .fold(edtf::PointBounds::default(), |mut span, said| {
                    if said.from == self.points[0] && said.to == TimePoint::ORIGIN {
                        span.earliest =
                            bound(said.weight.ticks.saturating_neg(), said.weight.strict);
                    } else if said.to == self.points[0] && said.from == TimePoint::ORIGIN {
                        span.latest = bound(said.weight.ticks, said.weight.strict);
                    }
                    span
                })
        });
        !touch(starts)
    }

    /// Whether the bounds of the event leave something of a constraint.
    fn is_within_bounds(&self, said: &DifferenceConstraint) -> bool {
        let of = |point| self.points.iter().position(|&own| own == point);
        let ticks = i128::from(said.weight.ticks);
        let (bound, limit) = match (of(said.from), of(said.to)) {
            (None, Some(to)) if said.from == TimePoint::ORIGIN => (self.bounds[to].earliest, ticks),
            (Some(from), None) if said.to == TimePoint::ORIGIN => {
                let latest = self.bounds[from].latest;
                // `point ≥ −ticks`, seen from the other side.
                let turned = latest.map(|bound| crate::stn::Bound {
                    ticks: -bound.ticks,
                    ..bound
                });
                (turned, ticks)
            }
            _ => return true,
        };
        bound.is_none_or(|bound| {
            bound.ticks < limit || (bound.ticks == limit && !bound.open && !said.weight.strict)
        })
    }

    /// The bounds of the event over the solutions of a joint problem; `None` where they were not
    /// found.
    fn bounds_within(&self, joint: &mut Joint) -> Option<EventBounds> {
        let mut found = [PointBounds {
            earliest: None,
            latest: None,
        }; 2];
        for (found, &point) in found.iter_mut().zip(&self.points) {
            let (earliest, latest) = (joint.earliest(point), joint.latest(point));
            if !(earliest.exact && latest.exact) {
                return None;
            }
            *found = PointBounds {
                earliest: earliest.value,
                latest: latest.value,
            };
        }
        Some(EventBounds {
            start: narrow(found[0]),
            end: narrow(found[1]),
        })
    }
}

/// What one rung of a ladder says, of what is dated and of what it is dated by.
fn piece_of(ladder: &Ladder, rung: &Rung) -> Piece {
    let terms = ladder.terms.iter();
    let bounds = terms.flat_map(|term| {
        let span = rung.span(term.side);
        let weight = |hi| match term.upper {
            Limit::Below => Weight::below(hi),
            Limit::AtMost => Weight::at_most(hi),
        };
        let lower = span.lo.filter(|_| term.lower).and_then(|lo| {
            DifferenceConstraint::earliest(term.point, Weight::at_most(lo), Tag::NONE)
        });
        let upper = span
            .hi
            .map(|hi| DifferenceConstraint::latest(term.point, weight(hi), Tag::NONE));
        lower.into_iter().chain(upper)
    });
    bounds.collect()
}

/// Whether spans of a point, in the order of time, leave nothing out between them.
fn touch(spans: impl Iterator<Item = edtf::PointBounds>) -> bool {
    let mut spans: Vec<edtf::PointBounds> = spans.collect();
    spans.sort_by_key(|span| span.earliest.map(|bound| (bound.ticks, bound.open)));
    let Some((first, rest)) = spans.split_first() else {
        return true;
    };
    let mut reached = first.latest;
    rest.iter().all(|span| {
        let (Some(latest), Some(earliest)) = (reached, span.earliest) else {
            return true;
        };
        let touches = earliest.ticks < latest.ticks
            || (earliest.ticks == latest.ticks && !(earliest.open && latest.open));
        reached = span.latest.map(|own| {
            let later = (own.ticks, !own.open) > (latest.ticks, !latest.open);
            if later { own } else { latest }
        });
        touches
    })
}
