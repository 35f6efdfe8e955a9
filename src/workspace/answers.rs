//! Answers questions about one timeline.

use std::fmt;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use super::load::{Loaded, load};
use super::{Error, Stdin};
use crate::analysis::{Analysis, Options};
use crate::calendar::{format_instant, format_wide_difference};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edtf::{Edtf, End};
use crate::model::{Chronology, EventIndex, Nearest, TimelineId};
use crate::report::{
    BoundsReport, EventBounds, Head, LagReport, PairReport, PointBounds, PositionReport,
    SequenceEntry, SequenceReport,
};
use crate::source::SourceMap;
use crate::stn::{Bound, Distance};

/// How many statements a remark names before it counts the rest.
const NAMED: usize = 5;

/// Why there is no answer to a question about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// No event has this id.
    UnknownEvent {
        /// The id.
        id: String,
        /// The nearest id that an event has.
        nearest: Option<String>,
    },
    /// The event has not occurred, so it has no place in the order.
    NotOccurred {
        /// Its id.
        id: String,
        /// Its status.
        status: &'static str,
    },
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownEvent { id, nearest } => {
                write!(f, "no event has the id `{id}`")?;
                match nearest {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => Ok(()),
                }
            }
            Self::NotOccurred { id, status } => {
                write!(
                    f,
                    "`{id}` is {status}: only what occurred has a place in the order"
                )
            }
        }
    }
}

/// A timeline to ask about, with all that it uses.
#[derive(Debug)]
pub struct Opened {
    loaded: Loaded,
    root: TimelineId,
}

/// Opens one timeline: a file, or standard input.
///
/// # Errors
///
/// Where it cannot be read, or a folder was named.
pub fn open(path: PathBuf, stdin: Option<Stdin>) -> Result<Opened, Error> {
    open_with(path, stdin, None)
}

/// The same with the configuration at a path, in place of that of the timeline's root.
///
/// # Errors
///
/// As [`open`], and where the configuration cannot be read.
pub fn open_with(
    path: PathBuf,
    stdin: Option<Stdin>,
    config: Option<&Path>,
) -> Result<Opened, Error> {
    let here = Path::new(".");
    let (loaded, asked) = match stdin {
        Some(stdin) => load(here, &[], Some(stdin), config)?,
        None if path.is_dir() => {
            return Err(Error::at(&path, "name one timeline file, not a folder"));
        }
        None => load(here, &[path], None, config)?,
    };
    let root = asked
        .first()
        .copied()
        .ok_or_else(|| Error::new("no timeline was named"))?;
    Ok(Opened { loaded, root })
}

impl Opened {
    /// The texts that were read.
    #[must_use]
    pub const fn sources(&self) -> &SourceMap {
        &self.loaded.sources
    }

    /// Reasons about the timeline.
    #[must_use]
    pub fn answers(&self) -> Answers<'_> {
        self.answers_with(Options::default())
    }

    /// Reasons about the timeline as the options say.
    #[must_use]
    pub fn answers_with(&self, options: Options) -> Answers<'_> {
        let chronology = Chronology::new(&self.loaded.collection, self.root);
        Answers {
            opened: self,
            analysis: Analysis::with(chronology, options),
        }
    }
}

/// What is concluded about one timeline.
#[derive(Debug)]
pub struct Answers<'o> {
    opened: &'o Opened,
    pub(super) analysis: Analysis<'o>,
}

impl Answers<'_> {
    /// The texts that were read.
    #[must_use]
    pub const fn sources(&self) -> &SourceMap {
        self.opened.sources()
    }

    /// What is wrong with the timeline, or with a file that it uses, in the order of places.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> =
            self.opened.loaded.found.iter().flatten().cloned().collect();
        found.extend(self.analysis.all_findings());
        found.retain(|finding| finding.severity == Severity::Error);
        found.sort_by_key(|finding| (finding.span, finding.rule.name()));
        found
    }

    /// The dates of the named events as stated and as concluded; of all where none is named.
    ///
    /// # Errors
    ///
    /// Where no event has one of the ids.
    pub fn bounds(&self, ids: &[String]) -> Result<BoundsReport, NoAnswer> {
        let events: Vec<EventIndex> = if ids.is_empty() {
            self.chronology().events().map(|(event, _)| event).collect()
        } else {
            ids.iter()
                .map(|id| self.find(id))
                .collect::<Result<_, _>>()?
        };
        let bounds = events.iter().map(|&event| self.event_bounds(event));
        let bounds = bounds.collect();
        let mut head = self.head();
        let outside = self.outside(events.iter().copied());
        if !outside.is_empty() {
            let outside = listed(&outside);
            head = head.with_note(format!(
                "nothing is concluded of what has not occurred: {outside}"
            ));
        }
        let loose: Vec<String> = events
            .into_iter()
            .filter(|&event| self.analysis.occurred(event) && !self.analysis.is_tight(event))
            .map(|event| format!("`{}`", self.chronology().name(event)))
            .collect();
        if !loose.is_empty() {
            let loose = listed(&loose);
            head = head.with_note(format!("the bounds that may be wider: {loose}"));
        }
        Ok(BoundsReport::new(head, bounds))
    }

    /// How two events relate.
    ///
    /// # Errors
    ///
    /// Where no event that occurred has one of the ids.
    pub fn pair(&self, a: &str, b: &str) -> Result<PairReport, NoAnswer> {
        let (first, second) = (self.find_occurred(a)?, self.find_occurred(b)?);
        let pair = self.analysis.pair(first, second);
        let mut report = PairReport::new(self.head(), a, b);
        report.precedes = pair.precedes;
        report.follows = pair.follows;
        report.allen = pair
            .allen
            .iter()
            .map(|relation| relation.name().to_owned())
            .collect();
        report.lag = LagReport {
            least: pair
                .negated_least_lag
                .map(|least| self.difference(-least.ticks())),
            least_open: pair.negated_least_lag.is_some_and(Distance::is_strict),
            greatest: pair
                .greatest_lag
                .map(|greatest| self.difference(greatest.ticks())),
            greatest_open: pair.greatest_lag.is_some_and(Distance::is_strict),
        };
        Ok(report)
    }

    /// What stands before, with, after and undetermined to an event.
    ///
    /// # Errors
    ///
    /// As [`pair`](Self::pair).
    pub fn position(&self, id: &str) -> Result<PositionReport, NoAnswer> {
        let event = self.find_occurred(id)?;
        let position = self.analysis.position(event);
        let entries =
            |events: &[EventIndex]| events.iter().map(|&event| self.entry(event)).collect();
        let mut report = PositionReport::new(self.head(), id);
        report.before = entries(&position.before);
        report.simultaneous = entries(&position.simultaneous);
        report.after = entries(&position.after);
        report.undetermined = entries(&position.undetermined);
        Ok(report)
    }

    /// The sequence of all events that occurred.
    #[must_use]
    pub fn sequence(&self) -> SequenceReport {
        let groups = self.analysis.sequence();
        let entries = groups.iter().map(|group| {
            let loose = self.loose(group);
            let told = group.iter().zip(loose);
            told.map(|(&event, loose)| SequenceEntry {
                loose,
                ..self.entry(event)
            })
            .collect()
        });
        let entries = entries.collect();
        let mut head = self.head();
        let outside = self.outside(self.chronology().events().map(|(event, _)| event));
        if !outside.is_empty() {
            head = head.with_note(format!("not in the order: {}", listed(&outside)));
        }
        SequenceReport::new(head, entries)
    }

    /// Which events of a group have a loose place in it: by their bounds each may begin earlier than
    /// more than half of the others may, and later.
    fn loose(&self, group: &[EventIndex]) -> Vec<bool> {
        let starts: Vec<(i128, i128)> = group
            .iter()
            .map(|&event| {
                let start = self.analysis.bounds(event).start;
                let earliest = start.earliest.map_or(i128::MIN, |bound| bound.ticks);
                let latest = start.latest.map_or(i128::MAX, |bound| bound.ticks);
                (earliest, latest)
            })
            .collect();
        let (mut earliest, mut latest): (Vec<i128>, Vec<i128>) = starts.iter().copied().unzip();
        earliest.sort_unstable();
        latest.sort_unstable();
        let others = group.len().saturating_sub(1);
        let is_loose = |(from, to): (i128, i128)| {
            let later = group.len() - earliest.partition_point(|&other| other <= from);
            let earlier = latest.partition_point(|&other| other < to);
            // Of the others, so many at least are counted in both.
            2 * (later + earlier).saturating_sub(others) > others
        };
        starts.into_iter().map(is_loose).collect()
    }

    /// Those of some events that have not occurred, each with its status.
    fn outside(&self, events: impl Iterator<Item = EventIndex>) -> Vec<String> {
        let outside = events.filter(|&event| !self.analysis.occurred(event));
        outside
            .map(|event| {
                let status = self.chronology().event(event).status.name();
                format!("`{}` ({status})", self.chronology().name(event))
            })
            .collect()
    }

    pub(super) fn chronology(&self) -> &Chronology<'_> {
        self.analysis.chronology()
    }

    /// What every report begins with: how far it can be relied on.
    pub(super) fn head(&self) -> Head {
        let retracted: Vec<String> = self
            .analysis
            .retracted()
            .map(|statement| format!("`{}`", statement.text(self.chronology())))
            .collect();
        let mut head = Head {
            consistent: self.analysis.consistent(),
            exact: self.analysis.exact(),
            notes: Vec::new(),
        };
        if !retracted.is_empty() {
            head = head.with_note(format!(
                "the timeline contradicts itself; this rests on it without {}",
                listed(&retracted)
            ));
        }
        // One remark on how far the answer can be relied on, whatever it is that weakens it.
        let unread = (!self.analysis.is_complete())
            .then(|| "not everything could be read or reasoned with".to_owned());
        let given_up = self.analysis.gave_up().then(|| {
            format!(
                "the search among the choices was given up at `--effort {}`",
                self.analysis.effort()
            )
        });
        let more = given_up.as_ref().map_or_else(String::new, |_| {
            format!("; `--effort {}` allows more", self.analysis.more_effort())
        });
        let why: Vec<String> = unread.into_iter().chain(given_up).collect();
        if !why.is_empty() {
            head = head.with_note(format!(
                "{}: what is necessary or impossible holds, what is possible is only not \
                 excluded, and bounds may be wider than they need be{more}",
                why.join(", and ")
            ));
        }
        head
    }

    fn find(&self, id: &str) -> Result<EventIndex, NoAnswer> {
        let chronology = self.chronology();
        let composed: String = id.nfc().collect();
        chronology.find(&composed).ok_or_else(|| {
            let names: Vec<String> = chronology
                .events()
                .map(|(event, _)| chronology.name(event))
                .collect();
            let nearest = Nearest::default().find(id, names.iter().map(String::as_str));
            NoAnswer::UnknownEvent {
                id: id.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
        })
    }

    pub(super) fn find_occurred(&self, id: &str) -> Result<EventIndex, NoAnswer> {
        let event = self.find(id)?;
        if self.analysis.occurred(event) {
            return Ok(event);
        }
        let status = self.chronology().event(event).status.name();
        Err(NoAnswer::NotOccurred {
            id: id.to_owned(),
            status,
        })
    }

    fn event_bounds(&self, event: EventIndex) -> EventBounds {
        let conclusion = self.analysis.bounds(event);
        let declared = self.chronology().event(event);
        let dating = &declared.dating;
        let told = |bounds| {
            // Nothing is concluded about what did not occur.
            let occurred = self.analysis.occurred(event);
            occurred.then(|| self.analysis.wording().within(bounds))
        };
        let told = |bounds| told(bounds).unwrap_or_else(|| "–".to_owned());
        let (starts, ends) = (told(conclusion.start), told(conclusion.end));
        EventBounds {
            id: self.chronology().name(event),
            stated: dating.when.as_ref().map(|when| when.text.to_string()),
            concluded_exact: conclusion.concluded.as_ref().is_some_and(|date| date.exact),
            concluded: conclusion.concluded.map(|date| date.edtf),
            starts,
            ends,
            start: self.point_bounds(conclusion.start),
            end: self.point_bounds(conclusion.end),
        }
    }

    fn point_bounds(&self, bounds: crate::analysis::PointBounds) -> PointBounds {
        // A bound beyond what a tick counts is an error; it cannot be told as an instant.
        let counted = |bound: Option<Bound>| {
            let bound = bound?;
            Some((i64::try_from(bound.ticks).ok()?, bound.open))
        };
        let (earliest, latest) = (counted(bounds.earliest), counted(bounds.latest));
        let instant = |(ticks, _)| format_instant(ticks, self.analysis.system().tick);
        PointBounds {
            earliest: earliest.map(instant),
            earliest_open: earliest.is_some_and(|(_, open)| open),
            latest: latest.map(instant),
            latest_open: latest.is_some_and(|(_, open)| open),
        }
    }

    fn difference(&self, ticks: i128) -> String {
        format_wide_difference(ticks, self.analysis.system().tick)
    }

    fn entry(&self, event: EventIndex) -> SequenceEntry {
        let declared = self.chronology().event(event);
        let open_end = declared.dating.when.as_ref().is_some_and(|when| {
            matches!(&when.value, Edtf::Interval(interval) if matches!(interval.end, End::Open))
        });
        SequenceEntry {
            id: self.chronology().name(event),
            title: declared.title.to_string(),
            concluded: self.analysis.bounds(event).concluded.map(|date| date.edtf),
            goes_on: open_end,
            loose: false,
        }
    }
}

/// The first few items, and how many more there are.
fn listed(items: &[String]) -> String {
    let named = items
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match items.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
