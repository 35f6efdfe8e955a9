//! Bounds, orders, instants and lengths of time as JSON tells them.

use serde_json::{Value, json};

use crate::calendar::{DAY, day_of};
use crate::closure::{Closure, Edge, Limit};
use crate::links::{self, ALLEN};
use crate::points::{ORIGIN, end, start};
use crate::text::id;

/// What is known of the differences of points.
pub(crate) trait Known {
    /// The least upper limit of `to − from`.
    fn difference(&self, from: usize, to: usize) -> Option<Limit>;
    /// Whether some assignment meets all of `edges` as well.
    fn allows(&self, edges: &[Edge]) -> bool;
}

impl Known for Closure {
    fn difference(&self, from: usize, to: usize) -> Option<Limit> {
        self.difference(from, to)
    }

    fn allows(&self, edges: &[Edge]) -> bool {
        self.allows(edges)
    }
}

/// The bounds of a point.
pub(crate) fn bounds(known: &dyn Known, point: usize) -> Value {
    let earliest = known.difference(point, ORIGIN);
    let latest = known.difference(ORIGIN, point);
    json!({
        "earliest": earliest.map(|limit| instant(-limit.ticks)),
        "earliest_open": is_open(earliest),
        "latest": latest.map(|limit| instant(limit.ticks)),
        "latest_open": is_open(latest),
    })
}

/// How two events relate, as a timeline that is or is not `consistent` is told.
pub(crate) fn pair(known: &dyn Known, consistent: bool, a: usize, b: usize) -> Value {
    let no_later = |x, y| {
        let order = Edge {
            from: y,
            to: x,
            limit: Limit::ZERO,
        };
        if known
            .difference(y, x)
            .is_some_and(|limit| limit <= Limit::ZERO)
        {
            "necessary"
        } else if known.allows(&[order]) {
            "possible"
        } else {
            "impossible"
        }
    };
    let allen: Vec<&str> = ALLEN
        .into_iter()
        .map(|(relation, _)| relation)
        .filter(|relation| known.allows(&links::order(relation, a, b)))
        .collect();
    let least = known.difference(start(b), end(a));
    let greatest = known.difference(end(a), start(b));
    json!({
        "schema": 1, "consistent": consistent, "exact": true, "a": id(a), "b": id(b),
        "precedes": no_later(end(a), start(b)),
        "follows": no_later(end(b), start(a)),
        "allen": allen,
        "lag": {
            "least": least.map(|limit| duration(-limit.ticks)),
            "least_open": is_open(least),
            "greatest": greatest.map(|limit| duration(limit.ticks)),
            "greatest_open": is_open(greatest),
        },
    })
}

fn is_open(limit: Option<Limit>) -> bool {
    limit.is_some_and(|limit| !limit.taken)
}

/// RFC 3339 in UTC.
fn instant(seconds: i64) -> String {
    let day = day_of(seconds.div_euclid(DAY));
    let time = seconds.rem_euclid(DAY);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        day.year,
        day.month,
        day.day,
        time / 3_600,
        time / 60 % 60,
        time % 60
    )
}

/// ISO 8601 in days of 24 hours and time of day.
fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let length = seconds.abs();
    let part = |count: i64, unit: char| match count {
        0 => String::new(),
        _ => format!("{count}{unit}"),
    };
    let days = part(length / DAY, 'D');
    let time = [
        part(length % DAY / 3_600, 'H'),
        part(length / 60 % 60, 'M'),
        part(length % 60, 'S'),
    ]
    .concat();
    match (days.as_str(), time.as_str()) {
        ("", "") => "P0D".to_owned(),
        (_, "") => format!("{sign}P{days}"),
        _ => format!("{sign}P{days}T{time}"),
    }
}
