//! The thirteen relations and what each says of the four ends.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::IntervalEnd::{self, FirstEnd, FirstStart, SecondEnd, SecondStart};

/// One of Allen's thirteen relations of a first interval to a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AllenRelation {
    /// Ends before the second starts.
    Before,
    /// Ends where the second starts.
    Meets,
    /// Starts first and ends within the second.
    Overlaps,
    /// Starts with the second and ends before it.
    Starts,
    /// Starts after the second and ends before it.
    During,
    /// Starts after the second and ends with it.
    Finishes,
    /// Starts and ends with the second.
    Equals,
    /// Starts after the second ends.
    After,
    /// Starts where the second ends.
    MetBy,
    /// Starts within the second and ends after it.
    OverlappedBy,
    /// Starts with the second and ends after it.
    StartedBy,
    /// Starts before the second and ends after it.
    Contains,
    /// Starts before the second and ends with it.
    FinishedBy,
}

use AllenRelation::{
    After, Before, Contains, During, Equals, FinishedBy, Finishes, Meets, MetBy, OverlappedBy,
    Overlaps, StartedBy, Starts,
};

/// One end stands before another: `earlier ≤ later`, or `<` if strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EndConstraint {
    /// The end that comes first.
    pub earlier: IntervalEnd,
    /// The end that comes later.
    pub later: IntervalEnd,
    /// Whether they may not coincide.
    pub strict: bool,
}

impl EndConstraint {
    /// `earlier < later`.
    #[must_use]
    pub const fn before(earlier: IntervalEnd, later: IntervalEnd) -> Self {
        Self {
            earlier,
            later,
            strict: true,
        }
    }

    /// `earlier ≤ later`.
    #[must_use]
    pub const fn no_later(earlier: IntervalEnd, later: IntervalEnd) -> Self {
        Self {
            earlier,
            later,
            strict: false,
        }
    }
}

const fn before(earlier: IntervalEnd, later: IntervalEnd) -> EndConstraint {
    EndConstraint::before(earlier, later)
}

const fn upto(earlier: IntervalEnd, later: IntervalEnd) -> EndConstraint {
    EndConstraint::no_later(earlier, later)
}

impl AllenRelation {
    /// All thirteen, in the order in which they are listed everywhere.
    pub const ALL: [Self; 13] = [
        Before,
        Meets,
        Overlaps,
        Starts,
        During,
        Finishes,
        Equals,
        After,
        MetBy,
        OverlappedBy,
        StartedBy,
        Contains,
        FinishedBy,
    ];

    /// The relation's name, as timeline files write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Before => "before",
            Meets => "meets",
            Overlaps => "overlaps",
            Starts => "starts",
            During => "during",
            Finishes => "finishes",
            Equals => "equals",
            After => "after",
            MetBy => "met_by",
            OverlappedBy => "overlapped_by",
            StartedBy => "started_by",
            Contains => "contains",
            FinishedBy => "finished_by",
        }
    }

    /// The relation of the second interval to the first.
    #[must_use]
    pub const fn converse(self) -> Self {
        match self {
            Before => After,
            Meets => MetBy,
            Overlaps => OverlappedBy,
            Starts => StartedBy,
            During => Contains,
            Finishes => FinishedBy,
            Equals => Equals,
            After => Before,
            MetBy => Meets,
            OverlappedBy => Overlaps,
            StartedBy => Starts,
            Contains => During,
            FinishedBy => Finishes,
        }
    }

    /// The relation of two intervals, given as (start, end) with start ≤ end.
    ///
    /// ```
    /// use annals::allen::AllenRelation;
    ///
    /// // An instant at the start of an interval starts it, it does not meet it.
    /// assert_eq!(AllenRelation::between((3, 3), (3, 5)), AllenRelation::Starts);
    /// ```
    #[must_use]
    pub fn between<T: Ord + Copy>(first: (T, T), second: (T, T)) -> Self {
        let (starts, ends) = (first.0.cmp(&second.0), first.1.cmp(&second.1));
        match (starts, ends) {
            (Ordering::Equal, Ordering::Less) => Starts,
            (Ordering::Equal, Ordering::Equal) => Equals,
            (Ordering::Equal, Ordering::Greater) => StartedBy,
            (Ordering::Greater, Ordering::Less) => During,
            (Ordering::Greater, Ordering::Equal) => Finishes,
            (Ordering::Less, Ordering::Equal) => FinishedBy,
            (Ordering::Less, Ordering::Greater) => Contains,
            (Ordering::Less, Ordering::Less) => match first.1.cmp(&second.0) {
                Ordering::Less => Before,
                Ordering::Equal => Meets,
                Ordering::Greater => Overlaps,
            },
            (Ordering::Greater, Ordering::Greater) => match second.1.cmp(&first.0) {
                Ordering::Less => After,
                Ordering::Equal => MetBy,
                Ordering::Greater => OverlappedBy,
            },
        }
    }

    /// What the relation says of the four ends, beside `start ≤ end` of both.
    #[must_use]
    pub const fn constraints(self) -> &'static [EndConstraint] {
        const BEFORE: &[EndConstraint] = &[before(FirstEnd, SecondStart)];
        const MEETS: &[EndConstraint] = &[
            upto(FirstEnd, SecondStart),
            upto(SecondStart, FirstEnd),
            before(FirstStart, SecondStart),
            before(FirstEnd, SecondEnd),
        ];
        const OVERLAPS: &[EndConstraint] = &[
            before(FirstStart, SecondStart),
            before(SecondStart, FirstEnd),
            before(FirstEnd, SecondEnd),
        ];
        const STARTS: &[EndConstraint] = &[
            upto(FirstStart, SecondStart),
            upto(SecondStart, FirstStart),
            before(FirstEnd, SecondEnd),
        ];
        const DURING: &[EndConstraint] =
            &[before(SecondStart, FirstStart), before(FirstEnd, SecondEnd)];
        const FINISHES: &[EndConstraint] = &[
            before(SecondStart, FirstStart),
            upto(FirstEnd, SecondEnd),
            upto(SecondEnd, FirstEnd),
        ];
        const EQUALS: &[EndConstraint] = &[
            upto(FirstStart, SecondStart),
            upto(SecondStart, FirstStart),
            upto(FirstEnd, SecondEnd),
            upto(SecondEnd, FirstEnd),
        ];
        const AFTER: &[EndConstraint] = &[before(SecondEnd, FirstStart)];
        const MET_BY: &[EndConstraint] = &[
            upto(SecondEnd, FirstStart),
            upto(FirstStart, SecondEnd),
            before(SecondStart, FirstStart),
            before(SecondEnd, FirstEnd),
        ];
        const OVERLAPPED_BY: &[EndConstraint] = &[
            before(SecondStart, FirstStart),
            before(FirstStart, SecondEnd),
            before(SecondEnd, FirstEnd),
        ];
        const STARTED_BY: &[EndConstraint] = &[
            upto(FirstStart, SecondStart),
            upto(SecondStart, FirstStart),
            before(SecondEnd, FirstEnd),
        ];
        const CONTAINS: &[EndConstraint] =
            &[before(FirstStart, SecondStart), before(SecondEnd, FirstEnd)];
        const FINISHED_BY: &[EndConstraint] = &[
            before(FirstStart, SecondStart),
            upto(FirstEnd, SecondEnd),
            upto(SecondEnd, FirstEnd),
        ];
        match self {
            Before => BEFORE,
            Meets => MEETS,
            Overlaps => OVERLAPS,
            Starts => STARTS,
            During => DURING,
            Finishes => FINISHES,
            Equals => EQUALS,
            After => AFTER,
            MetBy => MET_BY,
            OverlappedBy => OVERLAPPED_BY,
            StartedBy => STARTED_BY,
            Contains => CONTAINS,
            FinishedBy => FINISHED_BY,
        }
    }

    pub(crate) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl fmt::Display for AllenRelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is none of the thirteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRelation;

impl fmt::Display for UnknownRelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of Allen's relations")
    }
}

impl std::error::Error for UnknownRelation {}

impl FromStr for AllenRelation {
    type Err = UnknownRelation;

    fn from_str(name: &str) -> Result<Self, UnknownRelation> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.name() == name)
            .ok_or(UnknownRelation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All intervals, instants included, over a few integers.
    fn intervals() -> Vec<(i32, i32)> {
        (0..5).flat_map(|s| (s..5).map(move |e| (s, e))).collect()
    }

    fn holds(relation: AllenRelation, a: (i32, i32), b: (i32, i32)) -> bool {
        let at = |end| match end {
            FirstStart => a.0,
            FirstEnd => a.1,
            SecondStart => b.0,
            SecondEnd => b.1,
        };
        relation
            .constraints()
            .iter()
            .all(|c| at(c.earlier) < at(c.later) || (!c.strict && at(c.earlier) == at(c.later)))
    }

    #[test]
    fn exactly_one_relation_holds_between_any_two_intervals() {
        for a in intervals() {
            for b in intervals() {
                let holding: Vec<_> = AllenRelation::ALL
                    .into_iter()
                    .filter(|&relation| holds(relation, a, b))
                    .collect();
                assert_eq!(holding, [AllenRelation::between(a, b)], "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn the_converse_is_the_relation_the_other_way_round() {
        for a in intervals() {
            for b in intervals() {
                assert_eq!(
                    AllenRelation::between(a, b).converse(),
                    AllenRelation::between(b, a)
                );
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for relation in AllenRelation::ALL {
            assert_eq!(relation.name().parse(), Ok(relation));
        }
        assert!("equal".parse::<AllenRelation>().is_err());
    }
}
