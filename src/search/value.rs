//! Values of variables and literals over them.
//!
//! Times are counted as `ticks · 2³¹ − k`: a strict constraint is tighter by one infinitesimal unit,
//! as in [`Length`]. Over these whole numbers every constraint is `≤`, and the opposite of `x ≤ v` is
//! `x ≥ v + 1`. A set of difference constraints, strict or not, has a solution over dense time
//! exactly if it has one here, because difference constraints with whole limits have whole
//! solutions, and no sum of them has 2³¹ strict ones.

use crate::stn::{Bound, Distance, Length, Weight};

/// A time, or the bound of a difference of times.
pub(super) type Value = i128;

/// How many units a tick has.
pub(super) const TICK: Value = 1 << 31;

/// Beyond every bound that anything implies: a variable with this bound is not bounded.
pub(super) const FAR: Value = 1 << 123;

/// Whether a bound is none.
pub(super) const fn is_far(value: Value) -> bool {
    value >= FAR / 2
}

/// The limit of a difference.
pub(super) fn of_weight(weight: Weight) -> Value {
    Length::from(weight).units()
}

/// The upper bound of a difference that a value is.
pub(super) fn distance(value: Value) -> Option<Distance> {
    (!is_far(value)).then(|| Distance::new(ticks_above(value), value.rem_euclid(TICK) != 0))
}

/// The supremum that an upper bound is.
pub(super) fn latest(upper: Value) -> Option<Bound> {
    (!is_far(upper)).then(|| Bound {
        ticks: ticks_above(upper),
        open: upper.rem_euclid(TICK) != 0,
    })
}

/// The infimum that an upper bound of the opposite is.
pub(super) fn earliest(opposite: Value) -> Option<Bound> {
    latest(opposite).map(|bound| Bound {
        ticks: -bound.ticks,
        open: bound.open,
    })
}

/// The least whole number of ticks that is no less.
pub(super) const fn ticks_above(value: Value) -> i128 {
    (value + (TICK - 1)).div_euclid(TICK)
}

/// An upper bound that says as much as the tightest one of the same ticks, apart from whether it is
/// taken.
///
/// Dense time knows no difference between one strict constraint on the way and several.
pub(super) const fn loosened(upper: Value) -> Value {
    let ticks = ticks_above(upper) * TICK;
    if ticks == upper { ticks } else { ticks - 1 }
}

/// One direction of a variable: even for the variable, odd for its opposite. The bound of a
/// direction is an upper bound.
pub(super) type Direction = u32;

/// The direction of a variable itself.
pub(super) const fn up(variable: u32) -> Direction {
    2 * variable
}

/// The direction of a variable's opposite, whose upper bound is the variable's lower bound.
pub(super) const fn down(variable: u32) -> Direction {
    2 * variable + 1
}

/// `direction ≤ value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Lit {
    pub(super) direction: Direction,
    pub(super) value: Value,
}

impl Lit {
    /// `variable ≤ value`.
    pub(super) const fn at_most(variable: u32, value: Value) -> Self {
        Self {
            direction: up(variable),
            value,
        }
    }

    /// `variable ≥ value`.
    pub(super) const fn at_least(variable: u32, value: Value) -> Self {
        Self {
            direction: down(variable),
            value: -value,
        }
    }

    /// A variable of the values 0 and 1 is 1.
    pub(super) const fn holds(variable: u32) -> Self {
        Self::at_least(variable, 1)
    }

    /// The opposite.
    pub(super) const fn negated(self) -> Self {
        Self {
            direction: self.direction ^ 1,
            value: -self.value - 1,
        }
    }

    /// Whether it is an upper bound of its variable, not a lower one.
    pub(super) const fn is_upper(self) -> bool {
        self.direction.is_multiple_of(2)
    }

    /// The value that it bounds its variable by.
    pub(super) const fn instant(self) -> Value {
        if self.is_upper() {
            self.value
        } else {
            -self.value
        }
    }

    /// The variable that it is about.
    pub(super) const fn variable(self) -> u32 {
        self.direction / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_keep_their_openness() {
        let bound = |weight| latest(of_weight(weight)).map(|bound| (bound.ticks, bound.open));
        assert_eq!(bound(Weight::at_most(5)), Some((5, false)));
        assert_eq!(bound(Weight::below(-5)), Some((-5, true)));
        assert_eq!(loosened(of_weight(Weight::below(3)) - 7), 3 * TICK - 1);
    }

    #[test]
    fn a_literal_and_its_opposite_leave_no_value_out() {
        let literal = Lit::at_most(3, 17);
        assert_eq!(literal.negated(), Lit::at_least(3, 18));
        assert_eq!(literal.negated().negated(), literal);
    }
}
