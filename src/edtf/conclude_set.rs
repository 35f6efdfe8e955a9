//! From separate pieces to a set: `[1931-04-15,1931-05-15]`.

use super::conclude::{Concluded, EventBounds, Form, Writer, Written, conclude};
use super::spans::TickSpan;
use crate::calendar::{Tick, Zone};

/// Longer sets read worse than what surrounds them.
const MOST_MEMBERS: usize = 8;

/// The EDTF set of what the event's bounds are in one of several separate pieces, told in the order
/// of time; each member is the tightest date or range of its piece, read in `zone`.
///
/// It is exact where every member says exactly what its piece says. A single piece is told as by
/// [`conclude`]. `None` where some piece cannot be told as a member, as one without an end before
/// others, and where there would be more than eight members.
///
/// # Examples
///
/// ```
/// use annals::calendar::{Tick, Zone};
/// use annals::edtf::{Bound, EventBounds, PointBounds, conclude_set};
///
/// // Within the n-th day of 1970.
/// let within_day = |day: i64| {
///     let (lo, hi) = (day * 86_400, (day + 1) * 86_400);
///     let earliest = Some(Bound::closed(lo));
///     EventBounds {
///         start: PointBounds { earliest, latest: Some(Bound::open(hi)) },
///         end: PointBounds { earliest, latest: Some(Bound::closed(hi)) },
///     }
/// };
/// let pieces = [within_day(14), within_day(45)];
/// let concluded = conclude_set(&pieces, Zone::UTC, Tick::Second).expect("they are bounded");
/// assert_eq!(concluded.edtf, "[1970-01-15,1970-02-15]");
/// assert!(concluded.exact);
/// ```
#[must_use]
pub fn conclude_set(pieces: &[EventBounds], zone: Zone, tick: Tick) -> Option<Concluded> {
    if let [piece] = pieces {
        return conclude(piece, zone, tick);
    }
    let writer = Writer { zone, tick };
    let mut exact = true;
    let mut members: Vec<Form> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let known = piece.settled();
        let form = writer.member(&known)?;
        let span = form.span();
        let first = index == 0 || span.lo.is_some();
        let last = index + 1 == pieces.len() || span.hi.is_some();
        if !(first && last) {
            return None;
        }
        exact &= form.implied == known;
        // A member that is a part of another adds nothing to the set.
        if members.iter().any(|member| member.span().covers(span)) {
            continue;
        }
        members.retain(|member| !span.covers(member.span()));
        members.push(form);
        if members.len() > MOST_MEMBERS {
            return None;
        }
    }
    let edtf = match members.as_slice() {
        [] => return None,
        [form] => form.written.to_string(),
        _ => {
            let members: Vec<String> = members.iter().map(|form| form.written.member()).collect();
            format!("[{}]", members.join(","))
        }
    };
    Some(Concluded { edtf, exact })
}

impl Writer {
    /// The tightest date or range that contains the event.
    fn member(&self, known: &EventBounds) -> Option<Form> {
        let forms = self.date(known).into_iter().chain(self.range(known));
        forms
            .filter(|form| form.implied.contains(known))
            .min_by_key(|form| form.implied.looseness(known))
    }
}

impl Form {
    /// The span of a date or a range.
    fn span(&self) -> TickSpan {
        TickSpan {
            lo: self.implied.start.earliest.map(|bound| bound.ticks),
            hi: self.implied.end.latest.map(|bound| bound.ticks),
        }
    }
}

impl Written {
    /// How it is written among the members of a set.
    fn member(&self) -> String {
        let written = self.to_string();
        let inside = written.strip_prefix('[');
        let inside = inside.and_then(|inside| inside.strip_suffix(']'));
        inside.map_or_else(|| written.clone(), str::to_owned)
    }
}
