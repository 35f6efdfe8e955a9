//! Time points, tags and the constraints between points.

/// A point of the time line, by its index in a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimePoint(u32);

impl TimePoint {
    /// Point 0, which stands for time 0; bounds are relative to it.
    pub const ORIGIN: Self = Self(0);

    /// The point with this index.
    #[must_use]
    pub const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The point's index.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }

    pub(crate) const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Which statement a constraint belongs to; opaque to this module.
///
/// Tags are indices: a network keeps arrays as long as its largest tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u32);

impl Tag {
    /// The tag of what no statement says, such as `start ≤ end`: never retracted nor listed.
    pub const NONE: Self = Self(u32::MAX);

    /// The tag with this index; `u32::MAX` is [`Tag::NONE`].
    #[must_use]
    pub const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The tag's index.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }

    /// Whether the constraint belongs to no statement.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == u32::MAX
    }

    pub(crate) const fn at(self) -> usize {
        self.0 as usize
    }
}

/// A constraint's index in the list that its network was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConstraintId(u32);

impl ConstraintId {
    /// The constraint with this index.
    #[must_use]
    pub const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The constraint's index.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }

    pub(crate) const fn at(self) -> usize {
        self.0 as usize
    }
}

/// The bound of a difference: `≤ ticks`, or `< ticks` if strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weight {
    /// The limit, in ticks.
    pub ticks: i64,
    /// Whether the limit itself is excluded.
    pub strict: bool,
}

impl Weight {
    /// `≤ ticks`.
    #[must_use]
    pub const fn at_most(ticks: i64) -> Self {
        Self {
            ticks,
            strict: false,
        }
    }

    /// `< ticks`.
    #[must_use]
    pub const fn below(ticks: i64) -> Self {
        Self {
            ticks,
            strict: true,
        }
    }
}

/// `to − from ≤ weight`, or `<` where the weight is strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DifferenceConstraint {
    /// The point that is subtracted.
    pub from: TimePoint,
    /// The point that is bounded.
    pub to: TimePoint,
    /// The limit of `to − from`.
    pub weight: Weight,
    /// The statement that says so.
    pub tag: Tag,
}

impl DifferenceConstraint {
    /// `to − from ≤ weight`, said by `tag`.
    #[must_use]
    pub const fn new(from: TimePoint, to: TimePoint, weight: Weight, tag: Tag) -> Self {
        Self {
            from,
            to,
            weight,
            tag,
        }
    }

    /// `earlier ≤ later`, said by `tag`.
    ///
    /// ```
    /// use annals::stn::{DifferenceConstraint, Tag, TimePoint, Weight};
    ///
    /// let (start, end) = (TimePoint::new(1), TimePoint::new(2));
    /// let order = DifferenceConstraint::order(start, end, Tag::NONE);
    /// assert_eq!((order.from, order.to, order.weight), (end, start, Weight::at_most(0)));
    /// ```
    #[must_use]
    pub const fn order(earlier: TimePoint, later: TimePoint, tag: Tag) -> Self {
        Self::new(later, earlier, Weight::at_most(0), tag)
    }

    /// `earlier < later`, said by `tag`.
    #[must_use]
    pub const fn strict_order(earlier: TimePoint, later: TimePoint, tag: Tag) -> Self {
        Self::new(later, earlier, Weight::below(0), tag)
    }

    /// `point ≤ ticks` (or `<`) on the time line, said by `tag`.
    #[must_use]
    pub const fn latest(point: TimePoint, weight: Weight, tag: Tag) -> Self {
        Self::new(TimePoint::ORIGIN, point, weight, tag)
    }

    /// `point ≥ ticks` (or `>`) on the time line, said by `tag`; `None` for `i64::MIN`, whose
    /// opposite is no `i64`.
    #[must_use]
    pub const fn earliest(point: TimePoint, weight: Weight, tag: Tag) -> Option<Self> {
        match weight.ticks.checked_neg() {
            Some(ticks) => Some(Self::new(
                point,
                TimePoint::ORIGIN,
                Weight {
                    ticks,
                    strict: weight.strict,
                },
                tag,
            )),
            None => None,
        }
    }
}
