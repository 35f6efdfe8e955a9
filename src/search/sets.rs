//! Things that belong together, by union and find.

use crate::stn::TimePoint;

/// Sets of numbers.
#[derive(Debug)]
pub(super) struct Sets {
    leader: Vec<u32>,
}

impl Sets {
    /// Each number below `count` by itself.
    pub(super) fn new(count: u32) -> Self {
        Self {
            leader: (0..count).collect(),
        }
    }

    /// The least number of a set.
    pub(super) fn find(&mut self, number: u32) -> u32 {
        let mut at = number;
        while self.leader[at as usize] != at {
            let above = self.leader[self.leader[at as usize] as usize];
            self.leader[at as usize] = above;
            at = above;
        }
        at
    }

    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        self.leader[one.max(other) as usize] = one.min(other);
    }

    /// Joins points; the origin, to which everything is tied, joins nothing.
    pub(super) fn join_points(&mut self, one: TimePoint, other: TimePoint) {
        if one != TimePoint::ORIGIN && other != TimePoint::ORIGIN {
            self.join(one.index(), other.index());
        }
    }

    /// Joins all of several points.
    pub(super) fn join_all(&mut self, points: &[TimePoint]) {
        for pair in points.windows(2) {
            self.join_points(pair[0], pair[1]);
        }
    }
}
