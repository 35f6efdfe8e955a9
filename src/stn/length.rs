//! Lengths of paths: sums of weights with their strictness, which never overflow.

use std::ops::{Add, Neg, Sub};

use super::Weight;

/// Bits below the ticks, which count strict constraints.
const SHIFT: u32 = 31;

/// The length of a path: its ticks, and how many of its constraints are strict.
///
/// Encoded as `ticks · 2³¹ − strict`, an ordered group: a strict constraint is shorter by an
/// infinitesimal. So differences (potentials, reduced costs) are exact, and a cycle is
/// contradictory exactly if its length is negative; a zero cycle with a strict constraint is.
///
/// Invariant: a simple path has at most [`MAX_POINTS`](super::MAX_POINTS) = 2²⁸ constraints of
/// weights below 2⁶³, so its length is below 2⁶³⁺²⁸⁺³¹ = 2¹²². Every sum in this module has at
/// most eight such terms, or two of the order of [`FAR`](Length::FAR) and those, and stays below
/// 2¹²⁶; nothing here can overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Length(i128);

impl Length {
    /// The empty path.
    pub(crate) const ZERO: Self = Self(0);
    /// No path; greater than every length, and never added to.
    pub(crate) const UNREACHED: Self = Self(i128::MAX);

    /// Beyond every path from the origin: where points stand that nothing holds from above. No
    /// path is so short that it leads from there to what is near.
    pub(crate) const FAR: Self = Self(1 << 123);

    pub(crate) const fn new(ticks: i64, strict: bool) -> Self {
        Self(((ticks as i128) << SHIFT) - strict as i128)
    }

    /// `count` ticks of the group, for seeds of schedules; `count` must be at most 2⁹¹.
    pub(crate) const fn of_ticks(count: i128) -> Self {
        Self(count << SHIFT)
    }

    /// `self + other`, or unreached where either is.
    pub(crate) fn through(self, other: Self) -> Self {
        if self == Self::UNREACHED || other == Self::UNREACHED {
            Self::UNREACHED
        } else {
            self + other
        }
    }

    /// Whether this is a label that a path from [`FAR`](Self::FAR) gave.
    pub(crate) fn is_far(self) -> bool {
        self.0 > 1 << 122
    }

    /// The number that encodes it.
    pub(crate) const fn units(self) -> i128 {
        self.0
    }

    pub(crate) fn is_reached(self) -> bool {
        self != Self::UNREACHED
    }

    pub(crate) fn ticks(self) -> i128 {
        (self.0 + ((1 << SHIFT) - 1)) >> SHIFT
    }

    pub(crate) fn is_strict(self) -> bool {
        self.0 & ((1 << SHIFT) - 1) != 0
    }

    /// The distance that a path of this length gives, `None` without a path.
    pub(crate) fn distance(self) -> Option<Distance> {
        self.is_reached()
            .then(|| Distance::new(self.ticks(), self.is_strict()))
    }
}

impl From<Weight> for Length {
    fn from(weight: Weight) -> Self {
        Self::new(weight.ticks, weight.strict)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// The least upper bound of a difference of two points: `≤ ticks`, or `< ticks` if strict.
///
/// Ordered by tightness: `< 5` is smaller than `≤ 5`, which is smaller than `< 6`. Ticks are
/// `i128`, since sums of many `i64` weights need not fit into an `i64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Distance {
    raw: i128,
}

impl Distance {
    /// `≤ 0`: the distance from a point to itself.
    pub const ZERO: Self = Self { raw: 1 };

    /// `< ticks` if strict, else `≤ ticks`.
    ///
    /// `ticks` must be of a magnitude below 2¹²⁶, as all that this module returns are.
    #[must_use]
    pub const fn new(ticks: i128, strict: bool) -> Self {
        Self {
            raw: (ticks << 1) | !strict as i128,
        }
    }

    /// The limit in ticks.
    #[must_use]
    pub const fn ticks(self) -> i128 {
        self.raw >> 1
    }

    /// Whether the limit itself is excluded.
    #[must_use]
    pub const fn is_strict(self) -> bool {
        self.raw & 1 == 0
    }

    /// The bound of a sum, from the bounds of its two terms.
    ///
    /// ```
    /// use annals::stn::Distance;
    ///
    /// let sum = Distance::new(5, true).plus(Distance::new(-2, false));
    /// assert_eq!(sum, Distance::new(3, true));
    /// ```
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw - ((self.raw & 1) | (other.raw & 1)),
        }
    }

    /// Whether a difference within this bound is within `weight` too.
    #[must_use]
    pub fn implies(self, weight: Weight) -> bool {
        self <= Self::from(weight)
    }
}

impl From<Weight> for Distance {
    fn from(weight: Weight) -> Self {
        Self::new(i128::from(weight.ticks), weight.strict)
    }
}

/// The infimum or supremum of the instants that a point can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Ticks from the origin.
    pub ticks: i128,
    /// Whether the bound itself is not taken.
    pub open: bool,
}
