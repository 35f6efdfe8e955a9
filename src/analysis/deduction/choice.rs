//! The choices that statements leave, while alternatives are taken out of them.

use std::rc::Rc;

use crate::encode::{Origin, System};
use crate::model::Chronology;
use crate::search::{Conjunction, Disjunction, Ladder, Limit, Rung, Side, Term};
use crate::stn::{DifferenceConstraint, Tag, Weight};

/// How many dates are looked at one by one.
pub(super) const FEW: usize = 12;

/// How many dates are looked at for the longest.
const MANY: usize = 400;

/// What one statement leaves open.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) base: Rc<Base>,
    /// What is out, and the fact that says so.
    pub(super) out: Vec<(Out, usize)>,
    /// The facts that leave this choice, where it is one within another.
    pub(super) given: Vec<usize>,
}

/// A choice before anything was taken out.
#[derive(Debug)]
pub(super) struct Base {
    /// The statement that leaves it.
    pub(super) tag: Tag,
    pub(super) among: Among,
}

/// Between what there is a choice.
#[derive(Debug, Clone)]
pub(super) enum Among {
    /// Dates in the order of time.
    Dates(Ladder),
    /// A few things that an author has written.
    Options(Vec<Option_>),
}

/// One of a few things.
#[derive(Debug, Clone)]
pub(super) struct Option_ {
    pub(super) text: String,
    pub(super) holds: Conjunction,
}

/// What is taken out of a choice at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Out {
    /// A date and all before it, for one of the points that the dates bound.
    UpTo(Rung, Term),
    /// A date and all behind it.
    From(Rung, Term),
    /// One date.
    Date(Rung),
    /// One of a few things.
    Option(usize),
    /// What was only supposed, by the number of what is to be shown.
    Supposition(usize),
}

impl Choice {
    /// The choices that a statement leaves.
    pub(super) fn of_statement(
        system: &System,
        chronology: &Chronology<'_>,
        disjunctions: &[Disjunction],
        tag: Tag,
    ) -> Vec<Self> {
        let own = || disjunctions.iter().filter(|said| said.tag() == tag);
        if own().any(|said| matches!(said, Disjunction::AnyOf { .. })) {
            let written = system.alternatives(chronology, tag);
            if !written.is_empty() {
                let options = written.into_iter().map(|alternative| Option_ {
                    text: alternative.text,
                    holds: alternative.holds,
                });
                return vec![Self::new(tag, Among::Options(options.collect()))];
            }
        }
        let origin = system.statement(tag).map(|statement| statement.origin);
        own()
            .map(|said| Self::of_disjunction(said, origin))
            .collect()
    }

    /// The choice that a disjunction is.
    pub(super) fn of_disjunction(said: &Disjunction, origin: Option<Origin>) -> Self {
        match said {
            Disjunction::Ladder(ladder) => Self::new(ladder.tag, Among::Dates(ladder.clone())),
            Disjunction::AnyOf { tag, alternatives } => {
                let seasons = matches!(origin, Some(Origin::Relative(_)));
                let text = |index: usize| match (seasons, index) {
                    (true, 0) => "the season of the north".to_owned(),
                    (true, 1) => "the season of the south".to_owned(),
                    _ => format!("alternative {}", index + 1),
                };
                let options = alternatives.iter().enumerate();
                let options = options.map(|(index, holds)| Option_ {
                    text: text(index),
                    holds: holds.clone(),
                });
                Self::new(*tag, Among::Options(options.collect()))
            }
        }
    }

    fn new(tag: Tag, among: Among) -> Self {
        Self {
            base: Rc::new(Base { tag, among }),
            out: Vec::new(),
            given: Vec::new(),
        }
    }

    /// The facts that took something out.
    pub(super) fn facts(&self) -> impl Iterator<Item = usize> {
        self.out.iter().map(|&(_, fact)| fact)
    }

    /// The numbers of the things that are left.
    pub(super) fn options_left(&self) -> Vec<usize> {
        let Among::Options(options) = &self.base.among else {
            return Vec::new();
        };
        let is_out = |index| self.out.iter().any(|&(out, _)| out == Out::Option(index));
        (0..options.len()).filter(|&index| !is_out(index)).collect()
    }

    /// The first and the last date that are left.
    pub(super) fn dates_left(&self) -> Option<(Rung, Rung)> {
        let Among::Dates(ladder) = &self.base.among else {
            return None;
        };
        let (mut first, mut last) = (ladder.rungs.first()?, ladder.rungs.last()?);
        for &(out, _) in &self.out {
            match out {
                Out::UpTo(rung, _) if !is_before(&rung, &first) => {
                    first = ladder.rungs.after(&rung)?;
                }
                Out::From(rung, _) if !is_before(&last, &rung) => {
                    last = ladder.rungs.before(&rung)?;
                }
                _ => {}
            }
        }
        while self.is_hole(&first) {
            first = ladder.rungs.after(&first)?;
        }
        while self.is_hole(&last) {
            last = ladder.rungs.before(&last)?;
        }
        (!is_before(&last, &first)).then_some((first, last))
    }

    fn is_hole(&self, rung: &Rung) -> bool {
        self.out.iter().any(|(out, _)| *out == Out::Date(*rung))
    }

    /// The fact that takes a date out, if one does.
    pub(super) fn without_date(&self, date: &Rung) -> Option<usize> {
        let out = self.out.iter().find(|(out, _)| match out {
            Out::UpTo(rung, _) => !is_before(rung, date),
            Out::From(rung, _) => !is_before(date, rung),
            Out::Date(rung) => rung == date,
            Out::Option(_) | Out::Supposition(_) => false,
        });
        out.map(|&(_, fact)| fact)
    }

    /// The dates that are left, unless there are more than so many.
    pub(super) fn few_dates(&self, most: usize) -> Option<Vec<Rung>> {
        let Among::Dates(ladder) = &self.base.among else {
            return None;
        };
        let Some((first, last)) = self.dates_left() else {
            return Some(Vec::new());
        };
        let mut dates = vec![first];
        let mut at = first;
        while at != last {
            at = ladder.rungs.after(&at)?;
            if !self.is_hole(&at) {
                dates.push(at);
            }
            if dates.len() > most {
                return None;
            }
        }
        Some(dates)
    }

    /// Whether no alternative is left.
    pub(super) fn is_empty(&self) -> bool {
        match &self.base.among {
            Among::Dates(_) => self.dates_left().is_none(),
            Among::Options(_) => self.options_left().is_empty(),
        }
    }

    /// That something lasts no longer than the longest of a few dates, one of which it lies in.
    pub(super) fn longest(&self) -> Option<DifferenceConstraint> {
        let dates = self.few_dates(MANY)?;
        let of_event = |term: &&Term| term.side == Side::Event;
        let mut points = terms(self).iter().filter(of_event).map(|term| term.point);
        let (start, end) = (points.next()?, points.next()?);
        let lengths = dates.iter().map(|rung| {
            let (lo, hi) = (rung.event.lo?, rung.event.hi?);
            hi.checked_sub(lo)
        });
        let longest = lengths.collect::<Option<Vec<i64>>>()?.into_iter().max()?;
        let weight = Weight::at_most(longest);
        Some(DifferenceConstraint::new(start, end, weight, Tag::NONE))
    }

    /// What would hold if what is taken out did.
    pub(super) fn condition(&self, out: Out) -> Conjunction {
        let constraints = match (out, &self.base.among) {
            (Out::UpTo(rung, term), _) => upper(term, &rung).into_iter().collect(),
            (Out::From(rung, term), _) => lower(term, &rung).into_iter().collect(),
            (Out::Date(rung), Among::Dates(ladder)) => {
                let terms = ladder.terms.iter();
                terms
                    .flat_map(|&term| lower(term, &rung).into_iter().chain(upper(term, &rung)))
                    .collect()
            }
            (Out::Option(index), Among::Options(options)) => return options[index].holds.clone(),
            _ => Vec::new(),
        };
        Conjunction {
            constraints,
            disjunctions: Vec::new(),
        }
    }

    /// Whether something is told of the dates before those that are left, and behind.
    pub(super) fn told(&self) -> (bool, bool) {
        let Among::Dates(ladder) = &self.base.among else {
            return (false, false);
        };
        let (first, last) = (ladder.rungs.first(), ladder.rungs.last());
        self.dates_left()
            .map_or((false, false), |(earliest, latest)| {
                (Some(earliest) != first, Some(latest) != last)
            })
    }
}

/// Whether one rung stands before another.
pub(super) fn is_before(one: &Rung, other: &Rung) -> bool {
    match (one.event.lo, other.event.lo) {
        (None, other) => other.is_some(),
        (Some(one), Some(other)) => one < other,
        (Some(_), None) => false,
    }
}

/// What a rung says of a term's point from above.
pub(super) fn upper(term: Term, rung: &Rung) -> Option<DifferenceConstraint> {
    let weight = match term.upper {
        Limit::Below => Weight::below(rung.span(term.side).hi?),
        Limit::AtMost => Weight::at_most(rung.span(term.side).hi?),
    };
    Some(DifferenceConstraint::latest(term.point, weight, Tag::NONE))
}

/// What a rung says of a term's point from below.
pub(super) fn lower(term: Term, rung: &Rung) -> Option<DifferenceConstraint> {
    let lo = rung.span(term.side).lo.filter(|_| term.lower)?;
    DifferenceConstraint::earliest(term.point, Weight::at_most(lo), Tag::NONE)
}

/// The points that a choice of dates bounds.
pub(super) fn terms(choice: &Choice) -> &[Term] {
    match &choice.base.among {
        Among::Dates(ladder) => &ladder.terms,
        Among::Options(_) => &[],
    }
}
