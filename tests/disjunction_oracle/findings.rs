//! Notes and warnings fire for what they are about, and for nothing else.

use std::collections::BTreeSet;

use itertools::Itertools as _;

use crate::dates::{ALL_YEARS, Shape, is_wide};
use crate::links;
use crate::meaning::{Conj, within};
use crate::points::ORIGIN;
use crate::search::{Answers, is_possible};
use crate::story::{Anchor, Event, Group, Key, Story};
use crate::verdicts::{Case, Wrong, equal, wrong};

/// `dead-alternative` fires for those members of sets, kinds of links and groups of choices that
/// no assignment uses.
pub(crate) fn parts(case: &Case<'_>) -> Result<(), Wrong> {
    let story = case.story;
    let told = dead(case);
    let mut parts: Vec<(Key, Conj)> = Vec::new();
    for (index, event) in story.events.iter().enumerate() {
        let Some(when) = event.dating.when.as_ref() else {
            continue;
        };
        let shape = story.reading(story.zone_of(index)).shape(when, ALL_YEARS);
        if let (true, Shape::Within(spans)) = (when.starts_with('['), shape) {
            let conj = |span| Conj::of(within(index, span));
            let members = spans.into_iter().map(|spans| {
                let pieces = spans.into_iter().map(conj);
                Conj::any(pieces.collect())
            });
            let members = members.enumerate();
            parts.extend(members.map(|(at, says)| (Key::Member(index, at), says)));
        }
    }
    for (index, link) in story
        .links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.kinds.len() > 1)
    {
        let kinds = link.kinds.iter().enumerate();
        parts.extend(kinds.map(|(at, kind)| {
            let order = links::order(kind, link.from, link.to);
            (Key::Kind(index, at), Conj::of(order))
        }));
    }
    // A choice with a group that always holds says nothing, and nothing is noted of it.
    let says_something = |(_, groups): &(usize, &Vec<Group>)| !groups.iter().any(always_holds);
    for (index, groups) in story.choices.iter().enumerate().filter(says_something) {
        let groups = groups.iter().enumerate();
        parts.extend(groups.map(|(at, group)| (Key::Group(index, at), story.group(group))));
    }
    for (key, says) in parts {
        let mut said = case.said(|other| other != key.statement());
        said.push(&says);
        let Ok(lives) = is_possible(story.points(), said) else {
            continue;
        };
        let is_told = told.contains(&Some(key));
        equal("dead-alternative", &format!("{key:?}"), &is_told, &!lives)?;
        if is_told {
            reasons(case, key, &says)?;
        }
    }
    Ok(())
}

/// The statements that a note names as reasons exclude the alternative, without any others.
fn reasons(case: &Case<'_>, key: Key, says: &Conj) -> Result<(), Wrong> {
    let at = |start| case.written.key_at(start);
    for note in case.subject.found("dead-alternative") {
        let is_first = at(note.span.start) == Some(key);
        let mut others = note.labels.iter().filter(|label| label.message == EXCLUDED);
        let is_other = others.any(|label| at(label.span.start) == Some(key));
        let says_all = note.here == "this contradicts itself" || note.here == EXCLUDED;
        let of_first_only = note.notes.iter().any(|note| note.contains("other reasons"));
        let cut = note
            .notes
            .iter()
            .any(|note| note.contains("more statement"));
        if !says_all || cut || !(is_first || (is_other && !of_first_only)) {
            continue;
        }
        let reasons = note.labels.iter().filter(|label| label.message != EXCLUDED);
        let reasons: BTreeSet<Option<Key>> = reasons
            .map(|label| at(label.span.start).map(Key::statement))
            .collect();
        let mut said = case.said(|other| reasons.contains(&Some(other)));
        said.push(says);
        if matches!(is_possible(case.story.points(), said), Ok(true)) {
            let detail = format!("{key:?} is not excluded by {reasons:?} alone: {note:?}");
            return Err(wrong("dead-alternative", detail));
        }
    }
    Ok(())
}

/// What stands at a dead alternative.
const EXCLUDED: &str = "excluded";

/// The alternatives that notes call dead: one note for each statement, at the first of them, with
/// a label at each other one.
fn dead(case: &Case<'_>) -> Vec<Option<Key>> {
    let notes = case.subject.found("dead-alternative");
    let spans = notes.flat_map(|note| {
        let others = note.labels.iter().filter(|label| label.message == EXCLUDED);
        std::iter::once(note.span).chain(others.map(|label| label.span))
    });
    spans.map(|span| case.written.key_at(span.start)).collect()
}

/// Whether each link of a group holds of any two events.
fn always_holds(group: &Group) -> bool {
    group.iter().all(|link| {
        let holds = |kind: &&str, at: &dyn Fn(usize) -> i64| {
            links::order(kind, 0, 1).iter().all(|edge| {
                let difference = at(edge.to) - at(edge.from);
                difference < edge.limit.ticks
                    || (difference == edge.limit.ticks && edge.limit.taken)
            })
        };
        let instants = 0..4_i64;
        let pairs = instants.clone().cartesian_product(instants);
        let spans: Vec<(i64, i64)> = pairs.filter(|(start, end)| start <= end).collect();
        let mut both = spans.iter().cartesian_product(&spans);
        link.lag.is_none()
            && both.all(|(&one, &other)| {
                let at = move |point: usize| match point {
                    1 => one.0,
                    2 => one.1,
                    3 => other.0,
                    4 => other.1,
                    _ => 0,
                };
                link.kinds.iter().any(|kind| holds(kind, &at))
            })
    })
}

/// `unneeded-mask` fires for those dates with unknown digits of which one completion is left.
pub(crate) fn masks(case: &Case<'_>, known: &Answers) -> Result<(), Wrong> {
    let story = case.story;
    let told = case.subject.places("unneeded-mask", &case.written);
    for (index, event) in story.events.iter().enumerate() {
        let Some(when) = event.dating.when.as_ref() else {
            continue;
        };
        let key = Key::When(index);
        let is_told = told.contains(&Some(key));
        if when.contains(['/', '[']) {
            continue;
        }
        let reading = story.reading(story.zone_of(index));
        let spans = if is_wide(when) {
            let year = |instant: i64| crate::calendar::day_of(instant.div_euclid(86_400)).year;
            let point = crate::points::start(index);
            let (lo, hi) = (
                known.difference(point, ORIGIN),
                known.difference(ORIGIN, point),
            );
            let (Some(lo), Some(hi)) = (lo, hi) else {
                continue;
            };
            reading.date(when, (year(-lo.ticks) - 1, year(hi.ticks) + 1))
        } else {
            reading.date(when, ALL_YEARS)
        };
        let is_mask = when.contains('X') && (is_wide(when) || spans.len() > 1);
        let left = spans
            .iter()
            .filter(|&&span| known.allows(&within(index, span)));
        let quotes = event.evidence.iter().any(|piece| piece.quotes);
        let expected = is_mask && left.count() == 1 && !quotes;
        equal("unneeded-mask", &format!("{key:?}"), &is_told, &expected)?;
    }
    Ok(())
}

/// The keys of what is stated of the date of each event and source that claims count from, or that
/// what these count from does.
fn counted_from(story: &Story, event: usize) -> BTreeSet<Key> {
    let of_claims = |event: &Event| {
        let preferred = event.claims.iter().any(|claim| claim.prefer);
        let counting = event
            .claims
            .iter()
            .filter(move |claim| claim.prefer || !preferred);
        let mut anchors: Vec<Anchor> = Vec::new();
        for claim in counting {
            anchors.extend(claim.dating.relative.as_ref().map(|relative| relative.to));
            let reports = claim.evidence.iter().filter(|piece| story.reports(piece));
            anchors.extend(reports.map(|piece| Anchor::Source(piece.source)));
        }
        anchors
    };
    let mut keys = BTreeSet::new();
    let mut open = of_claims(&story.events[event]);
    while let Some(anchor) = open.pop() {
        let new = match anchor {
            Anchor::Event(event) => keys.insert(Key::When(event)),
            Anchor::Source(source) => keys.insert(Key::Published(source)),
        };
        if let (true, Anchor::Event(event)) = (new, anchor) {
            keys.extend([Key::Relative(event), Key::Lasts(event), Key::Claims(event)]);
            let anchor = &story.events[event];
            open.extend(anchor.dating.relative.as_ref().map(|relative| relative.to));
            open.extend(of_claims(anchor));
        }
    }
    keys
}

/// `conflicting-claims` fires where no claim is preferred and not all can hold, taken alone or with
/// what is stated of the dates that they count from.
pub(crate) fn claims(case: &Case<'_>) -> Result<(), Wrong> {
    let story = case.story;
    let told = case.subject.found("conflicting-claims");
    let told: Vec<Option<Key>> = told
        .map(|finding| case.written.key_at(finding.span.start).map(Key::statement))
        .collect();
    for (index, event) in story.events.iter().enumerate() {
        // A single claim has no rival.
        if event.claims.len() < 2 {
            continue;
        }
        let says: Vec<Conj> = event
            .claims
            .iter()
            .map(|claim| story.claim(index, claim))
            .collect();
        let preferred = event.claims.iter().any(|claim| claim.prefer);
        let keys = counted_from(story, index);
        let dates: Vec<Conj> = story
            .statements()
            .into_iter()
            .filter_map(|(key, says)| keys.contains(&key).then_some(says))
            .collect();
        let points = story.points();
        let together = says.iter().chain(&dates);
        let possible = [
            is_possible(points, &says),
            is_possible(points, &dates),
            is_possible(points, together),
        ];
        let [Ok(alone), Ok(dated), Ok(together)] = possible else {
            continue;
        };
        let expected = !preferred && (!alone || dated && !together);
        let is_told = told.contains(&Some(Key::Claims(index)));
        equal(
            "conflicting-claims",
            &format!("e{index}"),
            &is_told,
            &expected,
        )?;
    }
    if told.contains(&None) {
        return Err(wrong("conflicting-claims", "it stands nowhere"));
    }
    Ok(())
}
