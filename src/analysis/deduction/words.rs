//! Choices and chains in words.

use super::choice::{Among, Base, Choice, Out};
use crate::analysis::Analysis;
use crate::analysis::wording::{Limit, Wording};
use crate::calendar::Zone;
use crate::edtf::{self, Bound, EventBounds, PointBounds};
use crate::encode::{Origin, Subject};
use crate::model::{EventIndex, Side};
use crate::search::{self, Ladder, Rung, RungSpan, Term};
use crate::stn::{DifferenceConstraint, TimePoint};

/// How many dates are listed.
const LISTED: usize = 3;

/// Puts choices into words.
pub(in crate::analysis) struct Words<'a> {
    analysis: &'a Analysis<'a>,
}

impl<'a> Words<'a> {
    pub(in crate::analysis) const fn new(analysis: &'a Analysis<'a>) -> Self {
        Self { analysis }
    }

    pub(super) fn wording(&self) -> Wording<'a> {
        self.analysis.wording()
    }

    /// What is taken out: `2022-09 or earlier`, `before`.
    pub(super) fn taken_out(&self, base: &Base, out: Out) -> String {
        match (out, &base.among) {
            (Out::UpTo(rung, term), _) => {
                let earlier = self.with_anchor(base, rung, term, " or earlier");
                match self.rungs(base).and_then(|rungs| rungs.before(&rung)) {
                    Some(_) => earlier,
                    None => self.with_anchor(base, rung, term, ""),
                }
            }
            (Out::From(rung, term), _) => {
                let behind = self.rungs(base).and_then(|rungs| rungs.after(&rung));
                let later = if behind.is_some() { " or later" } else { "" };
                self.with_anchor(base, rung, term, later)
            }
            (Out::Date(rung), _) => self.span(base, rung.event),
            (Out::Option(index), Among::Options(options)) => {
                format!("`{}`", options[index].text)
            }
            _ => String::new(),
        }
    }

    #[expect(clippy::unused_self, reason = "all words are asked for in one way")]
    fn rungs<'b>(&self, base: &'b Base) -> Option<&'b dyn search::Rungs> {
        match &base.among {
            Among::Dates(ladder) => Some(&*ladder.rungs),
            Among::Options(_) => None,
        }
    }

    /// A date that is counted from another is told with that where it is the other that is bounded.
    fn with_anchor(&self, base: &Base, rung: Rung, term: Term, behind: &str) -> String {
        let date = self.span(base, rung.event);
        if term.side == search::Side::Event {
            return format!("{date}{behind}");
        }
        let anchor = self.span(base, rung.anchor);
        let name = match self.analysis.system.subject(term.point) {
            Subject::Event(event, _) => self.analysis.chronology.name(event),
            Subject::Publication(source, _) => self.analysis.chronology.source_name(source),
            Subject::Origin => String::new(),
        };
        format!("{date}{behind}, counted from `{name}` in {anchor}{behind}")
    }

    /// What is left of a choice: `` `vote` is in 1931-04-15 or 1931-05-15 ``.
    pub(super) fn left(&self, choice: &Choice) -> String {
        match &choice.base.among {
            Among::Dates(_) => {
                let subject = self.dated(&choice.base);
                match self.dates_left(choice) {
                    Some(dates) => format!("{subject} {dates}"),
                    None => format!("nothing is left of {}", self.statement(&choice.base)),
                }
            }
            Among::Options(options) => {
                let left = choice.options_left();
                let texts: Vec<&str> = left
                    .iter()
                    .map(|&index| options[index].text.as_str())
                    .collect();
                match texts.as_slice() {
                    [] => format!("nothing is left of {}", self.statement(&choice.base)),
                    texts => self.holding(&choice.base, texts),
                }
            }
        }
    }

    /// What a choice leaves before anything is taken out, if that can be listed.
    pub(super) fn open(&self, choice: &Choice) -> Option<String> {
        let listed = match &choice.base.among {
            Among::Dates(_) => choice.few_dates(LISTED).is_some(),
            Among::Options(options) => !options.is_empty(),
        };
        listed.then(|| self.left(choice))
    }

    pub(super) fn statement(&self, base: &Base) -> String {
        let statement = self.analysis.system.statement(base.tag);
        statement.map_or_else(String::new, |statement| {
            format!("`{}`", statement.text(&self.analysis.chronology))
        })
    }

    fn holding(&self, base: &Base, texts: &[&str]) -> String {
        let origin = self.analysis.system.statement(base.tag);
        let name = |event: EventIndex| self.analysis.chronology.name(event);
        match origin.map(|statement| statement.origin) {
            Some(Origin::Link { from, to, .. }) => {
                format!("`{}` {} `{}`", name(from), texts.join(" or "), name(to))
            }
            Some(Origin::Claims { event, .. }) => {
                let which = if texts.len() == 1 {
                    "the claim"
                } else {
                    "one of the claims"
                };
                format!("{which} {} holds of `{}`", texts.join(" or "), name(event))
            }
            _ => format!("{} leaves `{}`", self.statement(base), texts.join("` or `")),
        }
    }

    /// What a choice of dates is about: `` `vote` is ``, `` `strike` ends ``.
    fn dated(&self, base: &Base) -> String {
        let dated: Vec<TimePoint> = terms_of(base)
            .iter()
            .filter(|term| term.side == search::Side::Event)
            .map(|term| term.point)
            .collect();
        let wording = self.wording();
        let subject = |point| self.analysis.system.subject(point);
        match dated.as_slice() {
            [point] => match subject(*point) {
                Subject::Event(event, side) => {
                    let verb = if side == Side::Start {
                        "starts"
                    } else {
                        "ends"
                    };
                    format!("`{}` {verb}", self.analysis.chronology.name(event))
                }
                _ => format!("{} is", wording.point(*point)),
            },
            [point, ..] => match subject(*point) {
                Subject::Event(event, _) => {
                    format!("`{}` is", self.analysis.chronology.name(event))
                }
                Subject::Publication(source, _) => {
                    format!(
                        "`{}` was published",
                        self.analysis.chronology.source_name(source)
                    )
                }
                Subject::Origin => String::new(),
            },
            [] => String::new(),
        }
    }

    fn dates_left(&self, choice: &Choice) -> Option<String> {
        let base = &choice.base;
        let (first, last) = choice.dates_left()?;
        if let Some(few) = choice.few_dates(LISTED) {
            let few: Vec<String> = few.iter().map(|rung| self.span(base, rung.event)).collect();
            return Some(format!("in {}", listed(&few)));
        }
        let (earliest, latest) = (self.span(base, first.event), self.span(base, last.event));
        Some(match choice.told() {
            (true, false) => format!("in {earliest} or later"),
            (false, true) => format!("in {latest} or earlier"),
            _ => format!("in {earliest} at the earliest, and in {latest} at the latest"),
        })
    }

    /// A date of a ladder as EDTF.
    pub(super) fn date(&self, ladder: &Ladder, rung: Rung) -> String {
        let base = Base {
            tag: ladder.tag,
            among: Among::Dates(ladder.clone()),
        };
        self.span(&base, rung.event)
    }

    /// A date of a choice as EDTF.
    fn span(&self, base: &Base, span: RungSpan) -> String {
        let bound = |ticks: Option<i64>| ticks.map(Bound::closed);
        let bounds = EventBounds {
            start: PointBounds {
                earliest: bound(span.lo),
                latest: span.hi.map(Bound::open),
            },
            end: PointBounds {
                earliest: bound(span.lo),
                latest: bound(span.hi),
            },
        };
        let concluded = edtf::conclude(&bounds, self.zone(base), self.wording().tick());
        let written = concluded.map_or_else(|| "any time".to_owned(), |date| date.edtf);
        let inside = written.strip_prefix('[');
        let inside = inside.and_then(|inside| inside.strip_suffix(']'));
        inside.map_or_else(|| written.clone(), str::to_owned)
    }

    /// The zone in which the dates of a choice are read.
    fn zone(&self, base: &Base) -> Zone {
        let event =
            terms_of(base)
                .iter()
                .find_map(|term| match self.analysis.system.subject(term.point) {
                    Subject::Event(event, _) if term.side == search::Side::Event => Some(event),
                    _ => None,
                });
        let chronology = &self.analysis.chronology;
        let own = event.and_then(|event| {
            let (id, declared) = chronology.declaration(event);
            let timeline = chronology.timeline(id);
            declared.zone.or(timeline.zone.or(Some(Zone::UTC)))
        });
        own.unwrap_or_else(|| self.wording().zone())
    }

    /// A limit of a point as a sentence: `` `vote` starts before 1931-06-02 ``.
    pub(super) fn limited(
        &self,
        point: TimePoint,
        limit: Limit,
        (ticks, strict): (i128, bool),
    ) -> String {
        let wording = self.wording();
        let instant = wording.bound(limit, ticks, strict);
        let how = match (limit, strict) {
            (Limit::Lower, false) => "no earlier than",
            (Limit::Lower, true) => "after",
            (Limit::Upper, false) => "by",
            (Limit::Upper, true) => "before",
        };
        let chronology = &self.analysis.chronology;
        match self.analysis.system.subject(point) {
            Subject::Event(event, side) => {
                let verb = if side == Side::Start {
                    "starts"
                } else {
                    "ends"
                };
                format!("`{}` {verb} {how} {instant}", chronology.name(event))
            }
            Subject::Publication(source, _) => {
                let name = chronology.source_name(source);
                format!("`{name}` was published {how} {instant}")
            }
            Subject::Origin => String::new(),
        }
    }

    /// A limit of a point by another one: `` start of `strike` ≥ start of `vote` + 1 day ``.
    pub(super) fn apart(
        &self,
        point: TimePoint,
        limit: Limit,
        base: TimePoint,
        (ticks, strict): (i128, bool),
    ) -> String {
        self.wording().apart(point, limit, base, ticks, strict)
    }

    /// What a constraint says, as [`limited`](Self::limited) does.
    pub(super) fn constraint(&self, constraint: &DifferenceConstraint, limit: Limit) -> String {
        let DifferenceConstraint {
            from, to, weight, ..
        } = *constraint;
        let ticks = i128::from(weight.ticks);
        match (from, to) {
            (TimePoint::ORIGIN, point) => self.limited(point, Limit::Upper, (ticks, weight.strict)),
            (point, TimePoint::ORIGIN) => {
                self.limited(point, Limit::Lower, (-ticks, weight.strict))
            }
            _ => self.wording().constraint(constraint, limit),
        }
    }
}

fn terms_of(base: &Base) -> &[Term] {
    match &base.among {
        Among::Dates(ladder) => &ladder.terms,
        Among::Options(_) => &[],
    }
}

/// `a`, `a or b`, `a, b or c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}
