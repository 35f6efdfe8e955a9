//! Time points and what is said of one or two of them.

use crate::closure::{Edge, Limit};
use crate::durations::Range;
use crate::story::Zone;

/// The point from which time is counted.
pub(crate) const ORIGIN: usize = 0;

pub(crate) fn start(event: usize) -> usize {
    1 + 2 * event
}

pub(crate) fn end(event: usize) -> usize {
    2 + 2 * event
}

pub(crate) fn no_earlier(point: usize, ticks: i64) -> Edge {
    Edge {
        from: point,
        to: ORIGIN,
        limit: Limit::at_most(-ticks),
    }
}

pub(crate) fn no_later(point: usize, ticks: i64) -> Edge {
    Edge {
        from: ORIGIN,
        to: point,
        limit: Limit::at_most(ticks),
    }
}

pub(crate) fn earlier(point: usize, ticks: i64) -> Edge {
    Edge {
        from: ORIGIN,
        to: point,
        limit: Limit::below(ticks),
    }
}

pub(crate) fn duration(earlier: usize, later: usize, range: Range, zone: Zone) -> Vec<Edge> {
    let (least, greatest) = range.seconds(zone);
    let least = Edge {
        from: later,
        to: earlier,
        limit: Limit::at_most(-least),
    };
    let greatest = greatest.map(|greatest| Edge {
        from: earlier,
        to: later,
        limit: Limit::at_most(greatest),
    });
    std::iter::once(least).chain(greatest).collect()
}
