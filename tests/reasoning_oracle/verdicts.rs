//! Bounds, orders, lags, positions, sequences and supports are those of the closed matrix.

use std::collections::BTreeSet;

use annals::analysis::{Analysis, Chain, Modality, Support};
use annals::diagnostic::Rule;
use annals::model::TimelineId;
use proptest::prelude::*;

use crate::closure::{Closure, Edge, Limit};
use crate::cuts::groups;
use crate::links::{self, ALLEN};
use crate::meaning::is_acyclic;
use crate::piece::Piece;
use crate::points::{ORIGIN, end, start};
use crate::story::{Key, Story};
use crate::subject::{self, analyse, explanations, read, retracted};
use crate::text::Layout;
use crate::{config, generate};

type Verdict = Result<(), TestCaseError>;

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn answers_are_those_of_the_closed_matrix(story in generate::story()) {
        let written = story.write(&Layout::plain(&story));
        let collection = read(&written.text);
        let analysis = analyse(&collection);
        check(&story, &written, &analysis).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{}", written.text))
        })?;
    }
}

fn check(story: &Story, written: &Piece, analysis: &Analysis<'_>) -> Verdict {
    let statements = story.statements();
    let holds = story.closure(&statements).is_consistent();
    let acyclic = is_acyclic(&story.causes());
    prop_assert_eq!(analysis.consistent(), Some(holds && acyclic), "consistency");
    let cycles = explanations(analysis, Rule::CausalCycle, written);
    prop_assert_eq!(cycles.is_empty(), acyclic);
    let contradictions = explanations(analysis, Rule::Contradiction, written);
    prop_assert_eq!(contradictions.is_empty(), holds);

    let without = retracted(analysis, written);
    let first: BTreeSet<Key> = cycles
        .iter()
        .chain(&contradictions)
        .map(|keys| keys[0])
        .collect();
    prop_assert!(
        first.iter().all(|key| without.contains(key)),
        "the first to doubt are left out"
    );
    let rest = |left_out: &dyn Fn(&Key) -> bool| {
        story.closure(statements.iter().filter(|(key, _)| !left_out(key)))
    };
    if rest(&|key| first.contains(key)).is_consistent() {
        prop_assert_eq!(first.len(), without.len(), "nothing else is left out");
    }
    let remainder = rest(&|key| without.contains(key));
    prop_assert!(
        remainder.is_consistent(),
        "what answers rest on holds together"
    );

    bounds(story, analysis, &remainder)?;
    pairs(story, analysis, &remainder)?;
    positions(story, analysis, &remainder)?;
    sequence(story, analysis, &remainder)?;
    reasons(story, written, analysis, &remainder)?;
    supports(story, written, analysis, &|left_out| {
        rest(&|key| without.contains(key) || left_out.contains(key))
    })
}

fn bounds(story: &Story, analysis: &Analysis<'_>, closure: &Closure) -> Verdict {
    for event in 0..story.events.len() {
        let concluded = analysis.bounds(subject::event(analysis, event));
        let points = [(start(event), concluded.start), (end(event), concluded.end)];
        for (point, bounds) in points {
            let (earliest, latest) = if story.events[event].occurred {
                (
                    closure.difference(point, ORIGIN),
                    closure.difference(ORIGIN, point),
                )
            } else {
                (None, None)
            };
            prop_assert_eq!(
                subject::lower(bounds.earliest),
                earliest,
                "earliest of point {}",
                point
            );
            prop_assert_eq!(
                subject::upper(bounds.latest),
                latest,
                "latest of point {}",
                point
            );
        }
    }
    Ok(())
}

/// Whether `x ≤ y` in every assignment, in some, or in none.
fn no_later(closure: &Closure, x: usize, y: usize) -> Modality {
    let order = Edge {
        from: y,
        to: x,
        limit: Limit::ZERO,
    };
    if closure.implies(&order) {
        Modality::Necessary
    } else if closure.allows(&[order]) {
        Modality::Possible
    } else {
        Modality::Impossible
    }
}

fn pairs(story: &Story, analysis: &Analysis<'_>, closure: &Closure) -> Verdict {
    for &a in &story.occurred() {
        for &b in &story.occurred() {
            if a == b {
                continue;
            }
            let pair = analysis.pair(subject::event(analysis, a), subject::event(analysis, b));
            prop_assert_eq!(
                pair.precedes,
                no_later(closure, end(a), start(b)),
                "e{} e{}",
                a,
                b
            );
            prop_assert_eq!(
                pair.follows,
                no_later(closure, end(b), start(a)),
                "e{} e{}",
                a,
                b
            );
            let greatest = closure.difference(end(a), start(b));
            prop_assert_eq!(subject::limit(pair.greatest_lag), greatest, "e{} e{}", a, b);
            let least = closure.difference(start(b), end(a));
            prop_assert_eq!(
                subject::limit(pair.negated_least_lag),
                least,
                "e{} e{}",
                a,
                b
            );
            let possible: BTreeSet<&str> = ALLEN
                .into_iter()
                .map(|(relation, _)| relation)
                .filter(|relation| closure.allows(&links::order(relation, a, b)))
                .collect();
            let told: BTreeSet<&str> = pair.allen.iter().map(|relation| relation.name()).collect();
            prop_assert_eq!(told, possible, "relations of e{} to e{}", a, b);
        }
    }
    Ok(())
}

fn starts_no_later(closure: &Closure, x: usize, y: usize) -> bool {
    no_later(closure, start(x), start(y)) == Modality::Necessary
}

fn positions(story: &Story, analysis: &Analysis<'_>, closure: &Closure) -> Verdict {
    for &event in &story.occurred() {
        let position = analysis.position(subject::event(analysis, event));
        let told = [
            position.before,
            position.simultaneous,
            position.after,
            position.undetermined,
        ];
        let told = told.map(|group| {
            let numbers = group
                .into_iter()
                .map(|other| subject::number(analysis, other));
            numbers.collect::<BTreeSet<usize>>()
        });
        let mut expected = [const { BTreeSet::new() }; 4];
        for other in story.occurred() {
            if other == event {
                continue;
            }
            let group = match (
                starts_no_later(closure, other, event),
                starts_no_later(closure, event, other),
            ) {
                (true, false) => 0,
                (true, true) => 1,
                (false, true) => 2,
                (false, false) => 3,
            };
            expected[group].insert(other);
        }
        prop_assert_eq!(told, expected, "position of e{}", event);
    }
    Ok(())
}

fn sequence(story: &Story, analysis: &Analysis<'_>, closure: &Closure) -> Verdict {
    let told: Vec<BTreeSet<usize>> = analysis
        .sequence()
        .into_iter()
        .map(|group| {
            let numbers = group
                .into_iter()
                .map(|event| subject::number(analysis, event));
            numbers.collect()
        })
        .collect();
    let before = |x, y| starts_no_later(closure, x, y) && !starts_no_later(closure, y, x);
    let expected = groups(&story.occurred(), before);
    prop_assert_eq!(told, expected, "sequence");
    Ok(())
}

fn supports(
    story: &Story,
    written: &Piece,
    analysis: &Analysis<'_>,
    rest: &dyn Fn(&[Key]) -> Closure,
) -> Verdict {
    let told = analysis.support(TimelineId(0));
    let in_force = story.links.iter().filter(|link| story.is_in_force(link));
    prop_assert_eq!(told.len(), in_force.count(), "every link has a support");
    for support in told {
        let statement = analysis.system().statement(support.statement);
        let key = statement.and_then(|statement| written.key_at(statement.span.start));
        let Some(Key::Link(index)) = key else {
            return Err(TestCaseError::fail("a support belongs to a link"));
        };
        let link = &story.links[index];
        prop_assert_eq!(subject::number(analysis, support.from), link.from);
        prop_assert_eq!(subject::number(analysis, support.to), link.to);
        let ends = |link: &crate::story::Link| (link.from.min(link.to), link.from.max(link.to));
        let rivals: Vec<Key> = (0..story.links.len())
            .filter(|&other| ends(&story.links[other]) == ends(link))
            .map(Key::Link)
            .collect();
        let others = rest(&rivals);
        let order = links::order(link.kind, link.from, link.to);
        let expected = if order.iter().all(|edge| others.implies(edge)) {
            Support::Corroborated
        } else if others.allows(&order) {
            Support::Consistent
        } else {
            Support::Contradicted
        };
        prop_assert_eq!(support.support, expected, "support of {:?}", link);
    }
    Ok(())
}

/// The statements that an answer is said to rest on imply it by themselves.
fn reasons(story: &Story, written: &Piece, analysis: &Analysis<'_>, closure: &Closure) -> Verdict {
    let statements = story.statements();
    let of = |chains: &[Chain]| {
        let steps = chains.iter().flat_map(|chain| &chain.steps);
        let stated = steps.filter_map(|step| analysis.system().statement(step.statement));
        let keys: BTreeSet<Key> = stated
            .filter_map(|statement| written.key_at(statement.span.start))
            .collect();
        story.closure(statements.iter().filter(|(key, _)| keys.contains(key)))
    };
    for &a in &story.occurred() {
        let told = analysis.why_bounds(subject::event(analysis, a)).chains;
        let bounds = [
            (start(a), ORIGIN),
            (ORIGIN, start(a)),
            (end(a), ORIGIN),
            (ORIGIN, end(a)),
        ];
        let known = bounds.map(|(from, to)| (from, to, closure.difference(from, to)));
        let known: Vec<_> = known
            .into_iter()
            .filter(|(_, _, limit)| limit.is_some())
            .collect();
        prop_assert_eq!(told.len(), known.len(), "a chain for each bound of e{}", a);
        for (chain, (from, to, limit)) in told.into_iter().zip(known) {
            let alone = of(&[chain]).difference(from, to);
            prop_assert_eq!(alone, limit, "why e{} is where it is", a);
        }
        for &b in &story.occurred() {
            if a == b {
                continue;
            }
            let why = analysis.why_apart(subject::event(analysis, a), subject::event(analysis, b));
            let told = why.chains;
            let alone = of(&told).difference(start(b), end(a));
            let known = closure.difference(start(b), end(a));
            prop_assert_eq!(alone, known, "why e{} is so far from e{}", a, b);
        }
    }
    Ok(())
}
