//! Rival claims about an event that cannot all hold.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::Analysis;
use super::grounds::{Grounds, Numbers};
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{Alternative, Claims, Held, Origin, Statement, Subject, System};
use crate::model::{EventIndex, Side};
use crate::search::{Conjunction, Disjunction, Ladder, Verdict, exclusion};
use crate::stn::{DifferenceConstraint, Stn, Tag, TimePoint};

/// Steps of search for the claims about one event: two dates of any year are compared year by year.
const STEPS: u64 = 10_000_000;
/// How many events and sources are followed back from the claims about one event.
const FOLLOWED: usize = 64;

/// The events of a timeline whose claims contradict each other, taken with nothing but what they
/// count from. Where all claims have to hold, that is a contradiction already.
pub(super) fn findings(analysis: &Analysis<'_>) -> Vec<Diagnostic> {
    let root = analysis.chronology.root();
    let dates = Dates::new(analysis);
    let statements = analysis.system.statements.iter().zip((0..).map(Tag::new));
    let told = statements.filter_map(|(statement, tag)| {
        let Origin::Claims {
            event,
            held: Held::OneOf,
        } = statement.origin
        else {
            return None;
        };
        if analysis.chronology.declaration(event).0 != root {
            return None;
        }
        let claims = analysis.system.alternatives(&analysis.chronology, tag);
        finding(analysis, event, &claims, &dates.clash(event, &claims)?)
    });
    told.collect()
}

fn finding(
    analysis: &Analysis<'_>,
    event: EventIndex,
    claims: &[Alternative],
    clash: &Clash<'_>,
) -> Option<Diagnostic> {
    let name = analysis.chronology.name(event);
    let message = match (clash.claims.len(), clash.dates.is_empty()) {
        (1, true) => format!("this claim about `{name}` contradicts itself"),
        (1, false) => format!("no date of `{name}` fits this claim and what it counts from"),
        (2, _) => format!("no date of `{name}` fits both of these claims"),
        (more, _) => format!("no date of `{name}` fits these {more} claims"),
    };
    let finding = shown(Rule::ConflictingClaims, message, claims, &clash.claims)?;
    let finding = clash.dates.iter().fold(finding, |finding, statement| {
        finding.with_label(statement.span, statement.text(&analysis.chronology))
    });
    Some(match (clash.claims.len(), clash.dates.is_empty()) {
        (1, true) => finding.with_help("correct what the claim says"),
        (1, false) => finding.with_help("correct the claim, or the date that it counts from"),
        _ => finding.with_help(
            "state `prefer: true` at the one that holds; without it, any that the rest of the \
             timeline allows may hold",
        ),
    })
}

/// A finding that points at some of the claims.
fn shown(
    rule: Rule,
    message: String,
    claims: &[Alternative],
    places: &[usize],
) -> Option<Diagnostic> {
    let mut claims = places.iter().filter_map(|&place| claims.get(place));
    let first = claims.next()?;
    let finding = Diagnostic::new(rule, first.span, message).with_here(&first.text);
    Some(claims.fold(finding, |finding, claim| {
        finding.with_label(claim.span, &claim.text)
    }))
}

/// The contradiction of several claims that cannot hold as they are taken, whatever else is said;
/// `None` for a single one and for other statements.
pub(super) fn contradiction(analysis: &Analysis<'_>, tag: Tag) -> Option<Diagnostic> {
    let statement = analysis.system.statement(tag)?;
    let Origin::Claims { event, held } = statement.origin else {
        return None;
    };
    let claims = analysis.system.claims(&analysis.chronology, tag);
    if claims.len() < 2 {
        return None;
    }
    let name = analysis.chronology.name(event);
    // Where one of them would do, each contradicts itself.
    let clashing = match held {
        Held::OneOf => (0..claims.len()).collect(),
        Held::Preferred | Held::All => clashing(event, &claims, &[], STEPS)?.0,
    };
    let message = match (clashing.len(), held) {
        (1, _) => format!("this claim about `{name}` contradicts itself"),
        (_, Held::OneOf) => format!("each of the claims about `{name}` contradicts itself"),
        _ => format!("the claims about `{name}` contradict each other"),
    };
    let finding = shown(Rule::Contradiction, message, &claims, &clashing)?;
    let otherwise = Held::of(analysis.chronology.event(event), Claims::Any);
    let help = match (clashing.len(), held) {
        (1, _) | (_, Held::OneOf) => "correct what is claimed",
        (_, Held::Preferred) => "leave `prefer: true` only at what can hold together",
        (_, Held::All) if otherwise == Held::Preferred => {
            "leave `--claims all` out: then those with `prefer: true` hold"
        }
        (_, Held::All) => {
            "leave `--claims all` out: then one of them holds, or the one at which you state \
             `prefer: true`"
        }
    };
    Some(finding.with_help(help))
}

/// Claims that cannot hold together, by their places, and the dates that this rests on.
struct Clash<'a> {
    claims: Vec<usize>,
    dates: Vec<&'a Statement>,
}

/// What is said of the dates of each event and source by itself.
struct Dates<'a> {
    analysis: &'a Analysis<'a>,
    /// Made when the first claim counts from something.
    stated: OnceCell<HashMap<Subject, Vec<Tag>>>,
    said: OnceCell<Grounds<'a>>,
}

impl<'a> Dates<'a> {
    const fn new(analysis: &'a Analysis<'a>) -> Self {
        Self {
            analysis,
            stated: OnceCell::new(),
            said: OnceCell::new(),
        }
    }

    /// The fewest claims that cannot hold together: by themselves, else with the dates that they
    /// count from. `None` where all can, where these dates cannot hold themselves, or where it was
    /// not found out.
    fn clash(&self, event: EventIndex, claims: &[Alternative]) -> Option<Clash<'a>> {
        let steps = self.analysis.options.effort.min(STEPS);
        if let Some((claims, _)) = clashing(event, claims, &[], steps) {
            let dates = Vec::new();
            return Some(Clash { claims, dates });
        }
        let (tags, dates): (Vec<Tag>, Vec<Conjunction>) =
            self.counted_from(event, claims).into_iter().unzip();
        if dates.is_empty() || clashing(event, &[], &dates, steps).is_some() {
            return None;
        }
        let (claims, found) = clashing(event, claims, &dates, steps)?;
        let dates = found.iter();
        let dates = dates.filter_map(|&place| self.analysis.system.statement(tags[place]));
        Some(Clash {
            claims,
            dates: dates.collect(),
        })
    }

    /// What is stated of the dates of what the claims count from, of what that counts from, and so
    /// on.
    fn counted_from(&self, event: EventIndex, claims: &[Alternative]) -> Vec<(Tag, Conjunction)> {
        let own = Subject::Event(event, Side::Start);
        let mut seen = vec![Subject::Origin, own];
        let mut found: Vec<(Tag, Conjunction)> = Vec::new();
        for claim in claims {
            self.reach(&claim.holds, &mut seen);
        }
        let mut next = 2;
        while next < seen.len().min(FOLLOWED) {
            for &tag in self.stated().get(&seen[next]).into_iter().flatten() {
                let said = self.said().conjunction(tag);
                self.reach(&said, &mut seen);
                found.push((tag, said));
            }
            next += 1;
        }
        found
    }

    /// Adds the events and sources that something is about.
    fn reach(&self, said: &Conjunction, seen: &mut Vec<Subject>) {
        for point in said.points() {
            let subject = start_of(self.analysis.system.subject(point));
            if !seen.contains(&subject) {
                seen.push(subject);
            }
        }
    }

    /// The statements about the date of one event or source.
    fn stated(&self) -> &HashMap<Subject, Vec<Tag>> {
        self.stated.get_or_init(|| {
            let statements = self.analysis.system.statements.iter();
            let mut stated: HashMap<Subject, Vec<Tag>> = HashMap::new();
            for (statement, tag) in statements.zip((0..).map(Tag::new)) {
                let subject = match statement.origin {
                    Origin::When(event)
                    | Origin::Relative(event)
                    | Origin::Lasts(event)
                    | Origin::Claims { event, .. } => Subject::Event(event, Side::Start),
                    Origin::Source(source) => Subject::Publication(source, Side::Start),
                    Origin::Link { .. }
                    | Origin::Choice { .. }
                    | Origin::PublicationBound { .. } => continue,
                };
                stated.entry(subject).or_default().push(tag);
            }
            stated
        })
    }

    /// What all statements say.
    fn said(&self) -> &Grounds<'a> {
        self.said
            .get_or_init(|| Grounds::new(&self.analysis.system))
    }
}

/// An event or a source, for each of its points.
const fn start_of(subject: Subject) -> Subject {
    match subject {
        Subject::Origin => Subject::Origin,
        Subject::Event(event, _) => Subject::Event(event, Side::Start),
        Subject::Publication(source, _) => Subject::Publication(source, Side::Start),
    }
}

/// The fewest claims about an event that cannot hold together with all of these dates, and the
/// dates that are needed for that, by their places; `None` where all can hold, or where that was
/// not found out.
fn clashing(
    event: EventIndex,
    claims: &[Alternative],
    dates: &[Conjunction],
    steps: u64,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let start = System::point(event, Side::Start);
    let mut points = BTreeSet::from([start, System::point(event, Side::End)]);
    let claimed = claims.iter().map(|claim| &claim.holds);
    let all: Vec<&Conjunction> = claimed.chain(dates).collect();
    for said in &all {
        points.extend(said.points());
    }
    let mut whole = Conjunction {
        constraints: in_order(&mut points),
        disjunctions: Vec::new(),
    };
    for (said, tag) in all.iter().zip((0..).map(Tag::new)) {
        let tagged = tagged(said, tag);
        whole.constraints.extend(tagged.constraints);
        whole.disjunctions.extend(tagged.disjunctions);
    }
    let numbers = Numbers::new(points.iter().copied());
    let whole = numbers.conjunction(&whole);
    let stn = Stn::new(numbers.count(), whole.constraints);
    let asked: Vec<TimePoint> = points.iter().map(|&point| numbers.point(point)).collect();
    // The later claims are spared first, the dates last.
    let count = claims.len();
    let rank = |tag: Tag| {
        if (tag.index() as usize) < count {
            u32::MAX - 1 - tag.index()
        } else {
            u32::MAX
        }
    };
    let nothing = Conjunction::default();
    let Verdict::Excluded(found) =
        exclusion(&stn, &whole.disjunctions, &asked, &nothing, &rank, steps)
    else {
        return None;
    };
    let mut places: Vec<usize> = found.tags.iter().map(|tag| tag.index() as usize).collect();
    places.sort_unstable();
    let (claims, dates): (Vec<usize>, Vec<usize>) =
        places.into_iter().partition(|&place| place < count);
    Some((claims, dates.iter().map(|place| place - count).collect()))
}

/// That what these points belong to ends no earlier than it starts; adds its other points.
fn in_order(points: &mut BTreeSet<TimePoint>) -> Vec<DifferenceConstraint> {
    let starts: BTreeSet<u32> = points.iter().map(|point| (point.index() - 1) | 1).collect();
    let ends = starts
        .into_iter()
        .map(|start| (TimePoint::new(start), TimePoint::new(start + 1)));
    ends.map(|(start, end)| {
        points.extend([start, end]);
        DifferenceConstraint::order(start, end, Tag::NONE)
    })
    .collect()
}

/// The same as said by another statement.
fn tagged(said: &Conjunction, tag: Tag) -> Conjunction {
    let constraints = said.constraints.iter();
    let disjunctions = said
        .disjunctions
        .iter()
        .map(|disjunction| match disjunction {
            Disjunction::AnyOf { alternatives, .. } => Disjunction::AnyOf {
                tag,
                alternatives: alternatives.iter().map(|said| tagged(said, tag)).collect(),
            },
            Disjunction::Ladder(ladder) => Disjunction::Ladder(Ladder {
                tag,
                ..ladder.clone()
            }),
        });
    Conjunction {
        constraints: constraints
            .map(|constraint| DifferenceConstraint { tag, ..*constraint })
            .collect(),
        disjunctions: disjunctions.collect(),
    }
}
