//! Dates that are counted from each other in a circle.
//!
//! A relative date that is counted from what is itself counted from it dates nothing. All such
//! dates are left out of the system, and each circle is reported.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Chronology, EventIndex, EventRef, Relative, Status};
use crate::source::Span;

/// The circles of relative dates, by their events.
#[derive(Debug, Default, Clone)]
pub(super) struct Circles(HashMap<EventIndex, usize>);

/// How many events of a circle its message names.
const NAMED: usize = 8;

/// One relative date that counts from another event.
struct Count {
    dated: EventIndex,
    anchor: EventIndex,
    span: Span,
}

impl Circles {
    /// The circles of a chronology.
    pub(super) fn of(chronology: &Chronology<'_>) -> Self {
        let counts = counts(chronology);
        let circles = components(&counts);
        Self(circles)
    }

    /// Whether a date of one event that is counted from the other is part of a circle.
    pub(super) fn has(&self, event: EventIndex, anchor: EventIndex) -> bool {
        let circle = self.0.get(&event);
        circle.is_some() && circle == self.0.get(&anchor)
    }

    /// A finding for each circle.
    pub(super) fn findings(&self, chronology: &Chronology<'_>) -> Vec<Diagnostic> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut circles: Vec<Vec<Count>> = Vec::new();
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        for count in counts(chronology) {
            if self.has(count.dated, count.anchor) {
                let number = *numbers.entry(self.0[&count.dated]).or_insert_with(|| {
                    circles.push(Vec::new());
                    circles.len() - 1
                });
                circles[number].push(count);
            }
        }
        let circles = circles.iter();
        circles.map(|counts| finding(chronology, counts)).collect()
    }
}

/// All relative dates of what occurred that count from what occurred.
fn counts(chronology: &Chronology<'_>) -> Vec<Count> {
    let occurred = |event: EventRef| {
        let number = chronology.number(event)?;
        (chronology.event(number).status == Status::Occurred).then_some(number)
    };
    let mut counts = Vec::new();
    for (dated, event) in chronology.events() {
        if event.status != Status::Occurred {
            continue;
        }
        let claimed = event.claims.iter().map(|claim| &claim.dating);
        let relatives = std::iter::once(&event.dating)
            .chain(claimed)
            .filter_map(|dating| dating.relative.as_deref());
        counts.extend(relatives.filter_map(|relative: &Relative| {
            Some(Count {
                dated,
                anchor: occurred(relative.event?)?,
                span: relative.span,
            })
        }));
    }
    counts
}

/// The number of the circle of each event that is in one.
fn components(counts: &[Count]) -> HashMap<EventIndex, usize> {
    let mut anchors: HashMap<EventIndex, Vec<EventIndex>> = HashMap::new();
    let mut dated: HashMap<EventIndex, Vec<EventIndex>> = HashMap::new();
    for count in counts {
        anchors.entry(count.dated).or_default().push(count.anchor);
        dated.entry(count.anchor).or_default().push(count.dated);
    }
    let finished = finishing_order(counts, &anchors);
    // Sharir 1981: by finishing order, then against the edges.
    let mut component: HashMap<EventIndex, usize> = HashMap::new();
    let mut sizes = Vec::new();
    for &root in finished.iter().rev() {
        let mut stack = vec![root];
        let mut size = 0;
        while let Some(event) = stack.pop() {
            if let Entry::Vacant(entry) = component.entry(event) {
                entry.insert(sizes.len());
                size += 1;
                stack.extend(dated.get(&event).into_iter().flatten());
            }
        }
        sizes.push(size);
    }
    let own = |event: &EventIndex| {
        let own = anchors.get(event);
        own.is_some_and(|anchors| anchors.contains(event))
    };
    component.retain(|event, number| sizes[*number] > 1 || own(event));
    component
}

fn finishing_order(
    counts: &[Count],
    anchors: &HashMap<EventIndex, Vec<EventIndex>>,
) -> Vec<EventIndex> {
    let of = |event: EventIndex| anchors.get(&event).map_or(&[][..], Vec::as_slice).iter();
    let mut seen = HashSet::new();
    let mut finished = Vec::new();
    for count in counts {
        let mut path = Vec::new();
        if seen.insert(count.dated) {
            path.push((count.dated, of(count.dated)));
        }
        while let Some((event, rest)) = path.last_mut() {
            match rest.next() {
                Some(&next) if seen.insert(next) => path.push((next, of(next))),
                Some(_) => {}
                None => {
                    finished.push(*event);
                    path.pop();
                }
            }
        }
    }
    finished
}

fn finding(chronology: &Chronology<'_>, counts: &[Count]) -> Diagnostic {
    let name = |event: EventIndex| format!("`{}`", chronology.name(event));
    let round = shortest(counts);
    let message = match round.as_slice() {
        [own] => format!("the date of {} is counted from itself", name(*own)),
        round => {
            let mut told: Vec<String> =
                round.iter().take(NAMED).map(|&event| name(event)).collect();
            if round.len() > NAMED {
                told.push(format!("{} more", round.len() - NAMED));
            }
            told.push(name(round[0]));
            format!(
                "dates are counted from each other in a circle: {}",
                told.join(" → ")
            )
        }
    };
    let says = |count: &Count| format!("{} is dated by {}", name(count.dated), name(count.anchor));
    let mut finding =
        Diagnostic::new(Rule::CyclicRelative, counts[0].span, message).with_here(says(&counts[0]));
    for count in &counts[1..] {
        finding = finding.with_label(count.span, says(count));
    }
    finding
        .with_note("nothing is concluded from these dates")
        .with_help("date one of these events by something else, or by a link with a `lag`")
}

/// A shortest circle through the first of these dates: each event, then what it counts from.
fn shortest(counts: &[Count]) -> Vec<EventIndex> {
    let (first, anchor) = (counts[0].dated, counts[0].anchor);
    let mut next: HashMap<EventIndex, Vec<EventIndex>> = HashMap::new();
    for count in counts {
        next.entry(count.dated).or_default().push(count.anchor);
    }
    let mut before: HashMap<EventIndex, EventIndex> = HashMap::from([(anchor, first)]);
    let mut queue = VecDeque::from([anchor]);
    while let Some(event) = queue.pop_front().filter(|&event| event != first) {
        for &anchor in next.get(&event).into_iter().flatten() {
            before.entry(anchor).or_insert_with(|| {
                queue.push_back(anchor);
                event
            });
        }
    }
    let mut round = vec![first];
    let mut at = before.get(&first).copied();
    while let Some(event) = at.filter(|&event| event != first) {
        round.push(event);
        at = before.get(&event).copied();
    }
    round[1..].reverse();
    round
}
