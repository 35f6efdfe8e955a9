//! From bounds back to EDTF.
//!
//! Several forms are tried: a date, a range `[a..b]` of which the event is one member, an interval,
//! and those with an open end. Each implies bounds of its own; of the forms that contain what is
//! concluded, one that implies exactly that wins, else the one that gives away least.

use std::cmp::Ordering;
use std::fmt;

use super::unit::{Around, Level, Unit};
use crate::calendar::{Tick, Zone};

/// A bound of a time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The instant, in ticks.
    pub ticks: i64,
    /// Whether the instant itself is not taken.
    pub open: bool,
}

impl Bound {
    /// A bound that is taken.
    #[must_use]
    pub const fn closed(ticks: i64) -> Self {
        Self { ticks, open: false }
    }

    /// A bound that is not taken.
    #[must_use]
    pub const fn open(ticks: i64) -> Self {
        Self { ticks, open: true }
    }
}

/// What is known of one time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PointBounds {
    /// The earliest instant, if there is one.
    pub earliest: Option<Bound>,
    /// The latest instant, if there is one.
    pub latest: Option<Bound>,
}

/// What is known of an event's time points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventBounds {
    /// Of its start.
    pub start: PointBounds,
    /// Of its end.
    pub end: PointBounds,
}

/// A conclusion as a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concluded {
    /// The date, as EDTF.
    pub edtf: String,
    /// Whether it says exactly what the bounds say; else it says less.
    pub exact: bool,
}

/// The tightest EDTF that contains what the bounds say, as coarse as is exact, read in `zone`;
/// `None` where nothing bounds the event.
///
/// # Examples
///
/// ```
/// use annals::calendar::{Tick, Zone};
/// use annals::edtf::{Bound, EventBounds, PointBounds, conclude};
///
/// // Within the first month of 1970.
/// let bounds = EventBounds {
///     start: PointBounds {
///         earliest: Some(Bound::closed(0)),
///         latest: Some(Bound::open(31 * 86_400)),
///     },
///     end: PointBounds {
///         earliest: Some(Bound::closed(0)),
///         latest: Some(Bound::closed(31 * 86_400)),
///     },
/// };
/// let concluded = conclude(&bounds, Zone::UTC, Tick::Second).expect("it is bounded");
/// assert_eq!((concluded.edtf.as_str(), concluded.exact), ("1970-01", true));
/// ```
#[must_use]
pub fn conclude(bounds: &EventBounds, zone: Zone, tick: Tick) -> Option<Concluded> {
    let known = bounds.settled();
    let best = Writer { zone, tick }.tightest(&known)?;
    Some(Concluded {
        exact: best.implied == known,
        edtf: best.written.to_string(),
    })
}

/// The same, where a date was stated that the bounds follow from, among other things: what was
/// written is taken where it says more than any other form, and where it says as much and the bounds
/// hide `holes`, which it may show.
///
/// # Examples
///
/// ```
/// use annals::calendar::{Tick, Zone};
/// use annals::edtf::{Edtf, Reading, conclude, conclude_stated};
///
/// // "From the last months of 2019 on": nothing that `conclude` tries says that.
/// let reading = Reading::new(Tick::Second, Zone::UTC);
/// let bounds = Edtf::parse("2019-1X/..")?.compile(&reading)?.bounds();
/// let concluded = conclude(&bounds, Zone::UTC, Tick::Second).expect("it has a start");
/// assert_eq!((concluded.edtf.as_str(), concluded.exact), ("2019/..", false));
/// let stated = ("2019-1X/..", bounds);
/// let concluded = conclude_stated(&bounds, stated, false, Zone::UTC, Tick::Second)
///     .expect("it has a start");
/// assert_eq!((concluded.edtf.as_str(), concluded.exact), ("2019-1X/..", true));
/// # Ok::<(), annals::edtf::EdtfError>(())
/// ```
#[must_use]
pub fn conclude_stated(
    bounds: &EventBounds,
    (stated, implied): (&str, EventBounds),
    holes: bool,
    zone: Zone,
    tick: Tick,
) -> Option<Concluded> {
    let known = bounds.settled();
    let implied = implied.settled();
    let best = Writer { zone, tick }.tightest(&known)?;
    let (one, other) = (implied.looseness(&known), best.implied.looseness(&known));
    let as_stated = implied.contains(&known) && (one < other || (holes && one == other));
    let (edtf, says) = if as_stated {
        (stated.to_owned(), implied)
    } else {
        (best.written.to_string(), best.implied)
    };
    Some(Concluded {
        exact: !holes && says == known,
        edtf,
    })
}

impl Writer {
    /// Of the forms that contain what is known, one that says exactly that, else the one that gives
    /// away least.
    fn tightest(&self, known: &EventBounds) -> Option<Form> {
        let mut forms = Vec::new();
        forms.extend(self.date(known));
        forms.extend(self.range(known));
        forms.extend(self.intervals(known));
        forms
            .into_iter()
            .filter(|form| form.implied.contains(known))
            // The first of equals wins: a single date before an interval.
            .min_by_key(|form| form.implied.looseness(known))
    }
}

impl EventBounds {
    /// Whether these bounds, which contain the others, say something else, and how much they give
    /// away.
    pub(super) fn looseness(&self, known: &Self) -> (bool, (u8, i128, u8)) {
        (self != known, self.slack(known))
    }

    /// The bounds that follow from these and from start ≤ end.
    #[must_use]
    pub fn settled(&self) -> Self {
        let mut settled = *self;
        settled.start.latest = least(self.start.latest, self.end.latest);
        settled.end.earliest = greatest(self.end.earliest, self.start.earliest);
        settled
    }

    /// Whether all that the other bounds allow is allowed by these.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let within = |outer: PointBounds, inner: PointBounds| {
            greatest(outer.earliest, inner.earliest) == inner.earliest
                && least(outer.latest, inner.latest) == inner.latest
        };
        within(self.start, other.start) && within(self.end, other.end)
    }

    /// How much these bounds, which contain the others, give away: how many bounds, then how many
    /// ticks, then how many single instants.
    fn slack(&self, other: &Self) -> (u8, i128, u8) {
        let pairs = [
            (self.start.earliest, other.start.earliest),
            (self.start.latest, other.start.latest),
            (self.end.earliest, other.end.earliest),
            (self.end.latest, other.end.latest),
        ];
        let mut slack = (0, 0, 0);
        for (outer, inner) in pairs {
            match (outer, inner) {
                (Some(outer), Some(inner)) => {
                    slack.1 += (i128::from(outer.ticks) - i128::from(inner.ticks)).abs();
                    slack.2 += u8::from(outer.open != inner.open);
                }
                (None, Some(_)) => slack.0 += 1,
                (_, None) => {}
            }
        }
        slack
    }

    /// What a date says whose span is `lo..hi`.
    fn within(lo: Option<i64>, hi: Option<i64>) -> Self {
        Self {
            start: PointBounds {
                earliest: lo.map(Bound::closed),
                latest: hi.map(Bound::open),
            },
            end: PointBounds {
                earliest: lo.map(Bound::closed),
                latest: hi.map(Bound::closed),
            },
        }
    }
}

/// The later of two lower bounds.
fn greatest(one: Option<Bound>, other: Option<Bound>) -> Option<Bound> {
    match (one, other) {
        (Some(one), Some(other)) => Some(match one.ticks.cmp(&other.ticks) {
            Ordering::Greater => one,
            Ordering::Less => other,
            Ordering::Equal if one.open => one,
            Ordering::Equal => other,
        }),
        (one, other) => one.or(other),
    }
}

/// The earlier of two upper bounds.
fn least(one: Option<Bound>, other: Option<Bound>) -> Option<Bound> {
    match (one, other) {
        (Some(one), Some(other)) => Some(match one.ticks.cmp(&other.ticks) {
            Ordering::Less => one,
            Ordering::Greater => other,
            Ordering::Equal if one.open => one,
            Ordering::Equal => other,
        }),
        (one, other) => one.or(other),
    }
}

/// One way to write the conclusion, and what it says.
pub(super) struct Form {
    pub(super) written: Written,
    pub(super) implied: EventBounds,
}

/// The units of a form, of which only the chosen one is written out.
#[derive(Clone, Copy)]
pub(super) enum Written {
    /// `1931`
    One(Unit),
    /// `[a..b]`, `[a..]`, `[..b]`
    Range(Option<Unit>, Option<Unit>),
    /// `a/b`, `a/..`, `../b`
    Interval(Option<Unit>, Option<Unit>),
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = |f: &mut fmt::Formatter<'_>, unit: &Option<Unit>, none: &str| match unit {
            Some(unit) => write!(f, "{unit}"),
            None => f.write_str(none),
        };
        match self {
            Self::One(unit) => write!(f, "{unit}"),
            Self::Range(first, last) => {
                f.write_str("[")?;
                or(f, first, "")?;
                f.write_str("..")?;
                or(f, last, "")?;
                f.write_str("]")
            }
            Self::Interval(start, end) => {
                or(f, start, "..")?;
                f.write_str("/")?;
                or(f, end, "..")
            }
        }
    }
}

/// Who writes forms: the zone in which they are read, and the unit of the time line.
pub(super) struct Writer {
    pub(super) zone: Zone,
    pub(super) tick: Tick,
}

impl Writer {
    /// One date that contains the event.
    pub(super) fn date(&self, known: &EventBounds) -> Option<Form> {
        let (lo, hi) = (lower(known)?, upper(known)?);
        let found = self.smallest(lo, hi)?;
        Some(Form {
            implied: EventBounds::within(Some(found.lo), Some(found.hi)),
            written: Written::One(found),
        })
    }

    /// `[a..b]`, `[a..]` or `[..b]`: the event is within the whole span.
    pub(super) fn range(&self, known: &EventBounds) -> Option<Form> {
        let (lo, hi) = (lower(known), upper(known));
        let around = |at: i64| Around::new(at, self.zone, self.tick);
        let at_lo = lo.map(around);
        let at_hi = match hi {
            Some(hi) => Some(around(hi.checked_sub(1)?)),
            None => None,
        };
        let ends = |level: Level| -> Option<(Option<Unit>, Option<Unit>)> {
            let first = match &at_lo {
                Some(around) => Some(around.unit(level)?),
                None => None,
            };
            let last = match &at_hi {
                Some(around) => Some(around.unit(level)?),
                None => None,
            };
            Some((first, last))
        };
        let exact = |(first, last): &(Option<Unit>, Option<Unit>)| {
            first.as_ref().map(|unit| unit.lo) == lo && last.as_ref().map(|unit| unit.hi) == hi
        };
        // The coarsest of the levels that meet both ends, up to years; else the finest there is.
        let levels: Vec<Level> = Level::all(self.tick)
            .filter(|&level| level <= Level::Years(0))
            .collect();
        let coarsest = levels.iter().rev().copied().filter_map(ends).find(&exact);
        let found = coarsest.or_else(|| levels.iter().copied().find_map(ends))?;
        let bound = |unit: &Option<Unit>, end: fn(&Unit) -> i64| unit.as_ref().map(end);
        let implied = EventBounds::within(
            bound(&found.0, |unit| unit.lo),
            bound(&found.1, |unit| unit.hi),
        );
        let written = match found {
            (Some(first), Some(last)) if first == last => Written::One(first),
            // Of a single instant the last unit is before the first.
            (Some(first), Some(last)) if first.lo >= last.hi => return None,
            (None, None) => return None,
            (first, last) => Written::Range(first, last),
        };
        Some(Form { written, implied })
    }

    /// `A/B`, `A/..`, `../B`.
    fn intervals(&self, known: &EventBounds) -> Vec<Form> {
        let start = self.start(known.start);
        let ends = self.ends(known.end);
        let mut forms = Vec::new();
        forms.extend(start.map(|start| interval(Some(start), None)));
        for end in ends {
            // An interval may not end where it can first start.
            let before = start.filter(|start| start.lo < end.hi);
            forms.extend(before.map(|start| interval(Some(start), Some(end))));
            forms.push(interval(None, Some(end)));
        }
        forms
    }

    /// The smallest unit within which the start is.
    fn start(&self, known: PointBounds) -> Option<Unit> {
        let latest = known.latest?;
        let hi = latest.ticks.checked_add(i64::from(!latest.open))?;
        self.smallest(known.earliest?.ticks, hi)
    }

    /// The smallest units within which the end is, their last instant included.
    fn ends(&self, known: PointBounds) -> Vec<Unit> {
        let (Some(earliest), Some(latest)) = (known.earliest, known.latest) else {
            return Vec::new();
        };
        let around = |at: i64| {
            let around = Around::new(at, self.zone, self.tick);
            let length = i128::from(latest.ticks) - i128::from(earliest.ticks);
            Level::all(self.tick)
                .filter(|level| !level.is_shorter_than(length, self.tick))
                .filter_map(|level| around.unit(level))
                .find(|unit| unit.lo <= earliest.ticks && latest.ticks <= unit.hi)
        };
        // An end on the border of two units may belong to the one before.
        let before = earliest.ticks.checked_sub(1).and_then(around);
        around(earliest.ticks).into_iter().chain(before).collect()
    }

    /// The smallest unit that contains `lo..hi`.
    fn smallest(&self, lo: i64, hi: i64) -> Option<Unit> {
        let around = Around::new(lo, self.zone, self.tick);
        let length = i128::from(hi) - i128::from(lo);
        Level::all(self.tick)
            .filter(|level| !level.is_shorter_than(length, self.tick))
            .filter_map(|level| around.unit(level))
            .find(|unit| unit.lo <= lo && hi <= unit.hi)
    }
}

/// The first tick that a span around the whole event has to contain.
fn lower(known: &EventBounds) -> Option<i64> {
    known.start.earliest.map(|bound| bound.ticks)
}

/// The tick behind the last one that a span around the whole event has to contain. The event may
/// end at that tick but not start at it.
fn upper(known: &EventBounds) -> Option<i64> {
    let (start, end) = (known.start.latest?, known.end.latest?);
    let behind = start.ticks.checked_add(i64::from(!start.open))?;
    Some(behind.max(end.ticks))
}

fn interval(start: Option<Unit>, end: Option<Unit>) -> Form {
    let stated = EventBounds {
        start: PointBounds {
            earliest: start.map(|unit| Bound::closed(unit.lo)),
            latest: start.map(|unit| Bound::open(unit.hi)),
        },
        end: PointBounds {
            earliest: end.map(|unit| Bound::closed(unit.lo)),
            latest: end.map(|unit| Bound::closed(unit.hi)),
        },
    };
    Form {
        written: Written::Interval(start, end),
        implied: stated.settled(),
    }
}
