//! Dates with unspecified digits that the other statements determine.

use super::Analysis;
use super::asking::Asking;
use super::conclusion::{PointBounds, narrow};
use super::reasons::Reasons;
use crate::calendar::Zone;
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{self, Concluded, Date, Edtf, EventBounds, Value, Year};
use crate::encode::{Origin, System};
use crate::model::{Event, EventIndex, Side};
use crate::search::{Conjunction, Disjunction, Ladder, Rung, Side as RungSide};
use crate::stn::{Bound, DifferenceConstraint, Tag, Weight};

/// The dates of a timeline's own events of which one completion is left; none where it is not
/// known to be consistent.
pub(super) fn findings(analysis: &Analysis<'_>) -> Vec<Diagnostic> {
    if analysis.consistent() != Some(true) {
        return Vec::new();
    }
    let mut asking = Asking::new(analysis);
    let mut found = Vec::new();
    for mask in masks(analysis) {
        if let Some(left) = mask.only_one_left(analysis, &mut asking) {
            let concluded = mask.concluded(analysis, &mut asking);
            found.push((mask, left, concluded));
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let reasons = Reasons::new(analysis);
    let told = found.iter().map(|(mask, left, concluded)| {
        let finding = mask.finding(analysis, left, concluded.as_ref());
        let by = reasons.why(&mask.elsewhere(left), &[]).unwrap_or_default();
        let others: Vec<Tag> = by.into_iter().filter(|&tag| tag != mask.tag).collect();
        reasons.shown(finding, &others)
    });
    told.collect()
}

/// A date with unspecified digits that has several completions by itself.
struct Mask<'a> {
    event: EventIndex,
    declared: &'a Event,
    tag: Tag,
    ladder: &'a Ladder,
}

/// The dates in question: those of the timeline's own events that are not kept as a source puts
/// them.
fn masks<'a>(analysis: &'a Analysis<'_>) -> impl Iterator<Item = Mask<'a>> {
    let root = analysis.chronology.root();
    analysis
        .system
        .disjunctions
        .iter()
        .filter_map(move |disjunction| {
            let Disjunction::Ladder(ladder) = disjunction else {
                return None;
            };
            let tag = ladder.tag;
            let Origin::When(event) = analysis.system.statement(tag)?.origin else {
                return None;
            };
            let (id, declared) = analysis.chronology.declaration(event);
            let Edtf::Value(Value::Date(date)) = &declared.dating.when.as_ref()?.value else {
                return None;
            };
            let mut evidence = declared.evidence.iter();
            let is_told = evidence.any(|piece| piece.quote.is_some() || piece.says.is_some());
            (id == root && has_unspecified_digits(date) && !is_told).then_some(Mask {
                event,
                declared,
                tag,
                ladder,
            })
        })
}

fn has_unspecified_digits(date: &Date) -> bool {
    let year = matches!(&date.year, Year::Digits(year) if year.digits.contains(&b'X'));
    let smaller = [date.month, date.day];
    let mut smaller = smaller.iter().flatten();
    year || smaller.any(|digits| digits.0.contains(&b'X'))
}

impl Mask<'_> {
    /// The completion that is left, if it is the only one.
    ///
    /// Completions lie apart, so one is left exactly if the bounds of the start lie within one.
    fn only_one_left(&self, analysis: &Analysis<'_>, asking: &mut Asking<'_>) -> Option<Rung> {
        let start = System::point(self.event, Side::Start);
        let settled = analysis.reasoned.possibilities.settled();
        let known = self.one_within(settled.earliest(start), settled.latest(start));
        known.or_else(|| {
            let (earliest, latest) = asking.of_points(&[start], |joint| {
                (joint.earliest(start), joint.latest(start))
            });
            self.one_within(earliest.value, latest.value)
        })
    }

    /// The completion in which a point starts that has these bounds, if it is only one.
    fn one_within(&self, earliest: Option<Bound>, latest: Option<Bound>) -> Option<Rung> {
        let (earliest, latest) = (earliest?, latest?);
        let first = i64::try_from(earliest.ticks).ok()?;
        let last = i64::try_from(latest.ticks - i128::from(latest.open)).ok()?;
        let rungs = &self.ladder.rungs;
        let first = rungs.first_ending_after(RungSide::Event, first)?;
        let last = rungs.last_starting_by(RungSide::Event, last)?;
        (first == last).then_some(first)
    }

    /// What is concluded of the event, where all bounds are found.
    fn concluded(&self, analysis: &Analysis<'_>, asking: &mut Asking<'_>) -> Option<Concluded> {
        let points = [Side::Start, Side::End].map(|side| System::point(self.event, side));
        let found = asking.of_points(&points, |joint| {
            points.map(|point| (joint.earliest(point), joint.latest(point)))
        });
        let bounds = found.map(|(earliest, latest)| {
            narrow(PointBounds {
                earliest: earliest.value,
                latest: latest.value,
            })
        });
        let [start, end] = bounds;
        edtf::conclude(
            &EventBounds { start, end },
            self.zone(analysis)?,
            analysis.system.tick,
        )
    }

    /// The zone in which the date is read.
    fn zone(&self, analysis: &Analysis<'_>) -> Option<Zone> {
        let root = analysis.chronology.timeline(analysis.chronology.root());
        self.declared.zone.or(root.zone.or(Some(Zone::UTC)))
    }

    /// That the event starts in another completion.
    fn elsewhere(&self, left: &Rung) -> Conjunction {
        let start = System::point(self.event, Side::Start);
        let before = left
            .event
            .lo
            .map(|lo| DifferenceConstraint::latest(start, Weight::below(lo), self.tag));
        let behind = left
            .event
            .hi
            .and_then(|hi| DifferenceConstraint::earliest(start, Weight::at_most(hi), self.tag));
        let alternatives = [before, behind]
            .into_iter()
            .flatten()
            .map(|said| Conjunction {
                constraints: vec![said],
                disjunctions: Vec::new(),
            });
        Conjunction {
            constraints: Vec::new(),
            disjunctions: vec![Disjunction::AnyOf {
                tag: self.tag,
                alternatives: alternatives.collect(),
            }],
        }
    }

    fn finding(
        &self,
        analysis: &Analysis<'_>,
        left: &Rung,
        concluded: Option<&Concluded>,
    ) -> Diagnostic {
        let when = self.declared.dating.when.as_ref();
        let (text, span) = when.map_or(("", self.declared.span), |when| {
            (&*when.text, when.text.span())
        });
        let event = analysis.chronology.name(self.event);
        let completion = self.completion(analysis, left);
        let message = match &completion {
            Some(one) => format!("only {one} of `{text}` can be meant"),
            None => format!("only one date of `{text}` can be meant"),
        };
        let finding = Diagnostic::new(Rule::UnneededMask, span, message);
        let uncertain = when.is_some_and(|when| when.value.is_uncertain());
        let approximate = when.is_some_and(|when| when.value.is_approximate());
        match concluded.map(|concluded| &concluded.edtf) {
            // What is about a date is not said by the span in which it lies.
            None => finding,
            Some(_) if approximate => finding,
            Some(date) if uncertain && Some(date) == completion.as_ref() => {
                finding.with_help(format!("write `{date}?`"))
            }
            Some(date) if Some(date) == completion.as_ref() => {
                finding.with_help(format!("write `{date}`"))
            }
            Some(date) => finding.with_help(format!("what follows for `{event}` is `{date}`")),
        }
    }

    /// The completion as a date.
    fn completion(&self, analysis: &Analysis<'_>, left: &Rung) -> Option<String> {
        let at = |ticks: Option<i64>, open| ticks.map(|ticks| edtf::Bound { ticks, open });
        let within = |open| edtf::PointBounds {
            earliest: at(left.event.lo, false),
            latest: at(left.event.hi, open),
        };
        let bounds = EventBounds {
            start: within(true),
            end: within(false),
        };
        let concluded = edtf::conclude(&bounds, self.zone(analysis)?, analysis.system.tick)?;
        concluded.exact.then_some(concluded.edtf)
    }
}
