//! Small timelines, and which assignments of instants their systems allow.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses a part of it, and a test may panic"
)]

use std::collections::HashMap;

use annals::calendar::{CivilDate, Tick};
use annals::diagnostic::{Diagnostic, Rule};
use annals::encode::{Options, Subject, System, encode};
use annals::model::{Chronology, Collection, Side, TimelineId, decode, resolve};
use annals::search::{Conjunction, Disjunction, Limit, RungSpan, Term};
use annals::source::SourceMap;
use annals::stn::{DifferenceConstraint, TimePoint};

pub fn read(fields: &str) -> (Collection, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let text = format!("(annals: 1, title: \"T\", {fields})");
    let (timeline, mut found) = decode(&sources.add("a.ron", text));
    let timelines = vec![timeline];
    let mut collection = Collection { timelines };
    found.extend(resolve(&mut collection).concat());
    (collection, found)
}

/// A system, and what its points are called: `vote.start`, `gazette.end`.
pub struct Meaning {
    pub system: System,
    pub points: HashMap<String, TimePoint>,
    pub collection: Collection,
}

pub fn with_options(fields: &str, options: Options) -> Meaning {
    let (collection, found) = read(fields);
    assert_eq!(found, []);
    meaning(collection, options)
}

pub fn meaning(collection: Collection, options: Options) -> Meaning {
    let chronology = Chronology::new(&collection, TimelineId(0));
    let system = encode(&chronology, options);
    let count = u32::try_from(system.stn.point_count()).unwrap();
    let mut points = HashMap::new();
    for point in (1..count).map(TimePoint::new) {
        let (name, side) = match system.subject(point) {
            Subject::Event(event, side) => (chronology.name(event), side),
            Subject::Publication(source, side) => (chronology.source_name(source), side),
            Subject::Origin => panic!("point 0 alone is the origin"),
        };
        let end = if side == Side::Start { "start" } else { "end" };
        points.insert(format!("{name}.{end}"), point);
    }
    drop(chronology);
    Meaning {
        system,
        points,
        collection,
    }
}

pub fn of(fields: &str) -> Meaning {
    with_options(fields, Options::default())
}

/// `1931-04-15` or `1931-04-15T10:30` in UTC, as ticks.
pub fn instant(text: &str, tick: Tick) -> i64 {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let mut parts = date.rsplitn(3, '-');
    let day = parts.next().unwrap().parse().unwrap();
    let month = parts.next().unwrap().parse().unwrap();
    let year = parts.next().unwrap().parse().unwrap();
    let day = CivilDate::new(year, month, day).unwrap().day_number();
    let (hour, minute) = time.split_once(':').unwrap();
    let (hour, minute): (i128, i128) = (hour.parse().unwrap(), minute.parse().unwrap());
    tick.from_seconds(day * 86_400 + hour * 3_600 + minute * 60)
        .unwrap()
}

impl Meaning {
    /// Whether everything holds where things are when `told` says: `vote 1931-04-15 1931-04-16`.
    pub fn allows(&self, told: &[(&str, &str, &str)]) -> bool {
        let mut at = HashMap::from([(TimePoint::ORIGIN, 0)]);
        for (name, start, end) in told {
            for (side, text) in [("start", start), ("end", end)] {
                let point = self.points[&format!("{name}.{side}")];
                at.insert(point, instant(text, self.system.tick));
            }
        }
        assert_eq!(at.len(), self.system.stn.point_count(), "each point is set");
        let at = |point: TimePoint| at[&point];
        let constraints = self.system.stn.constraints().iter();
        constraints.into_iter().all(|c| satisfied(c, &at))
            && self.system.disjunctions.iter().all(|d| disjunction(d, &at))
    }

    /// Whether an event can be a whole day in UTC, or less.
    pub fn allows_day(&self, event: &str, day: &str) -> bool {
        self.allows(&[(event, day, day)])
    }

    pub fn texts(&self) -> Vec<String> {
        let chronology = Chronology::new(&self.collection, TimelineId(0));
        let statements = self.system.statements.iter();
        statements
            .map(|statement| statement.text(&chronology))
            .collect()
    }

    pub fn rules(&self) -> Vec<Rule> {
        self.system.found.iter().map(|found| found.rule).collect()
    }
}

fn satisfied(constraint: &DifferenceConstraint, at: &impl Fn(TimePoint) -> i64) -> bool {
    let difference = i128::from(at(constraint.to)) - i128::from(at(constraint.from));
    let limit = i128::from(constraint.weight.ticks);
    difference < limit || !constraint.weight.strict && difference == limit
}

fn conjunction(said: &Conjunction, at: &impl Fn(TimePoint) -> i64) -> bool {
    said.constraints.iter().all(|c| satisfied(c, at))
        && said.disjunctions.iter().all(|d| disjunction(d, at))
}

fn disjunction(said: &Disjunction, at: &impl Fn(TimePoint) -> i64) -> bool {
    let ladder = match said {
        Disjunction::AnyOf { alternatives, .. } => {
            return alternatives.iter().any(|said| conjunction(said, at));
        }
        Disjunction::Ladder(ladder) => ladder,
    };
    let first = ladder.terms[0];
    assert!(first.lower, "the first term has a lower limit");
    let mut rung = match first.upper {
        Limit::Below => ladder.rungs.first_ending_after(first.side, at(first.point)),
        Limit::AtMost => ladder
            .rungs
            .first_ending_after(first.side, at(first.point) - 1),
    };
    while let Some(found) = rung {
        let within = |term: &Term| in_span(term, found.span(term.side), at(term.point));
        if ladder.terms.iter().all(within) {
            return true;
        }
        let begins = found.span(first.side).lo;
        rung = ladder
            .rungs
            .after(&found)
            .filter(|_| begins.is_none_or(|lo| lo <= at(first.point)));
    }
    false
}

fn in_span(term: &Term, span: RungSpan, at: i64) -> bool {
    let lower = !term.lower || span.lo.is_none_or(|lo| lo <= at);
    let upper = span.hi.is_none_or(|hi| match term.upper {
        Limit::Below => at < hi,
        Limit::AtMost => at <= hi,
    });
    lower && upper
}
