//! Rival claims about an event that cannot all hold.

use std::collections::BTreeSet;

use super::Analysis;
use super::reasons::{Numbers, points_of_all};
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{Alternative, Claims, Origin, System};
use crate::model::{EventIndex, Side};
use crate::search::{Conjunction, Disjunction, Ladder, Verdict, exclusion};
use crate::stn::{DifferenceConstraint, Stn, Tag};

/// Steps of search for the claims about one event.
const STEPS: u64 = 1_000_000;

/// The events of a timeline whose claims contradict each other, taken by themselves. Where all
/// claims have to hold, that is a contradiction already.
pub(super) fn findings(analysis: &Analysis<'_>) -> Vec<Diagnostic> {
    let root = analysis.chronology.root();
    let statements = analysis.system.statements.iter().zip((0..).map(Tag::new));
    let told = statements.filter_map(|(statement, tag)| {
        let Origin::Claims {
            event,
            held: Claims::Any,
        } = statement.origin
        else {
            return None;
        };
        if analysis.chronology.declaration(event).0 != root {
            return None;
        }
        let claims = analysis.system.alternatives(&analysis.chronology, tag);
        let clashing = clashing(event, &claims, analysis.options.effort.min(STEPS));
        finding(analysis, event, &claims, &clashing)
    });
    told.collect()
}

fn finding(
    analysis: &Analysis<'_>,
    event: EventIndex,
    claims: &[Alternative],
    clashing: &[usize],
) -> Option<Diagnostic> {
    let (first, others) = clashing.split_first()?;
    let name = analysis.chronology.name(event);
    let message = match others.len() {
        0 => format!("this claim about `{name}` contradicts itself"),
        1 => format!("no date of `{name}` fits both of these claims"),
        more => format!("no date of `{name}` fits these {} claims", more + 1),
    };
    let first = &claims[*first];
    let finding = Diagnostic::new(Rule::ConflictingClaims, first.span, message);
    let finding = others
        .iter()
        .map(|&other| &claims[other])
        .fold(finding.with_here(&first.text), |finding, claim| {
            finding.with_label(claim.span, &claim.text)
        });
    Some(if others.is_empty() {
        finding.with_help("correct the dates of the claim")
    } else {
        finding.with_help(
            "prefer one of them by `prefer: true`; until then it stays open which one holds",
        )
    })
}

/// The fewest claims that cannot hold together, by their places; none where all can, or where
/// that was not found out.
fn clashing(event: EventIndex, claims: &[Alternative], steps: u64) -> Vec<usize> {
    let (start, end) = (
        System::point(event, Side::Start),
        System::point(event, Side::End),
    );
    let mut points = BTreeSet::from([start, end]);
    for claim in claims {
        points_of_all(&claim.holds, &mut points);
    }
    let numbers = Numbers::new(points);
    let mut said = Conjunction {
        constraints: vec![DifferenceConstraint::order(start, end, Tag::NONE)],
        disjunctions: Vec::new(),
    };
    for (claim, tag) in claims.iter().zip((0..).map(Tag::new)) {
        let tagged = tagged(&claim.holds, tag);
        said.constraints.extend(tagged.constraints);
        said.disjunctions.extend(tagged.disjunctions);
    }
    let said = numbers.conjunction(&said);
    let stn = Stn::new(numbers.count(), said.constraints);
    let asked = [numbers.point(start), numbers.point(end)];
    // The later claims are spared first.
    let rank = |tag: Tag| u32::MAX - tag.index();
    let nothing = Conjunction::default();
    match exclusion(&stn, &said.disjunctions, &asked, &nothing, &rank, steps) {
        Verdict::Excluded(found) => {
            let mut places: Vec<usize> =
                found.tags.iter().map(|tag| tag.index() as usize).collect();
            places.sort_unstable();
            places
        }
        Verdict::Possible | Verdict::GivenUp => Vec::new(),
    }
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
