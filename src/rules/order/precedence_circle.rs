//! `precedence-circle`.

use std::collections::VecDeque;

use super::digraph::{Digraph, NONE};
use super::links::in_force;
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::edtf::{Edtf, Value};
use crate::model::{Event, EventIndex, Link, LinkKind, Relation};

pub(super) const RULE: Entry = Entry {
    rule: Rule::PrecedenceCircle,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "Events each of which precedes the next, round in a circle.",
    why: "`precedes` means that one event is over when the next starts, or just then. Round in a circle that can only hold if \
all of the events are one single instant. So the timeline does not contradict itself, and yet hardly anybody means it: \
mostly one of the links runs the wrong way, and every order that is concluded from the circle is wrong with it.\n\
Only `precedes` and `follows` count, shorthands and kinds of the timeline's own that imply them included. Silent \
where all events of the circle are stated as one and the same time of day, and in a timeline that contradicts itself.",
    mend: "Turn the link that runs the wrong way round. If they are meant to coincide, write `same_time`.",
    wrong: r#"(
    annals: 1,
    title: "Who moved first",
    events: [
        (id: "ultimatum", title: "The ultimatum is handed over", follows: ["mobilisation"]),
        (id: "session", title: "Night session of the cabinet", follows: ["ultimatum"]),
        (id: "mobilisation", title: "General mobilisation", follows: ["session"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "Who moved first",
    events: [
        (id: "ultimatum", title: "The ultimatum is handed over"),
        (id: "session", title: "Night session of the cabinet", follows: ["ultimatum"]),
        (id: "mobilisation", title: "General mobilisation", follows: ["session"]),
    ],
)"#,
    check: Check::Timeline(check),
};

/// How many arcs are looked at for the shortest circle, for each arc that there is.
const EFFORT: usize = 8;

/// How many events of a circle are named and shown.
const SHOWN: usize = 8;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.is_sound() {
        return;
    }
    let chronology = subject.chronology();
    let links: Vec<(&Link, (u32, u32))> = chronology
        .timelines()
        .flat_map(|(_, timeline)| &timeline.links)
        .filter_map(|link| Some((link, precedence(link, subject)?)))
        .collect();
    let ends = links.iter().map(|&(_, ends)| ends).collect();
    let graph = Digraph::new(chronology.event_count(), ends);
    let own = subject.timeline().file.id();
    for circle in circles(&graph) {
        let mut links: Vec<&Link> = circle.iter().map(|&arc| links[arc as usize].0).collect();
        let mut events: Vec<EventIndex> = circle
            .iter()
            .map(|&arc| EventIndex(graph.tail(arc)))
            .collect();
        // What stands in used files alone is theirs to tell.
        let own = (0..links.len()).filter(|&at| links[at].span.file == own);
        let Some(first) = own.min_by_key(|&at| links[at].span) else {
            continue;
        };
        if are_one_time(events.iter().map(|&event| chronology.event(event))) {
            continue;
        }
        links.rotate_left(first);
        events.rotate_left(first);
        let mut names: Vec<String> = events
            .iter()
            .take(SHOWN)
            .map(|&event| format!("`{}`", chronology.name(event)))
            .collect();
        if events.len() > SHOWN {
            names.push(format!("{} more", events.len() - SHOWN));
        }
        names.push(names[0].clone());
        let message = format!(
            "events precede each other in a circle, so all of them are one instant: {}",
            names.join(" → ")
        );
        let mut finding = Diagnostic::new(Rule::PrecedenceCircle, links[0].span, message);
        for (link, event) in links.iter().zip(&events).skip(1).take(SHOWN) {
            let precedes = format!("`{}` precedes the next", chronology.name(*event));
            finding = finding.with_label(link.span, precedes);
        }
        found.push(finding.with_help(
            "turn the link that runs the wrong way round; `same_time` says that events coincide",
        ));
    }
}

/// Which of its events a link puts first and which behind it, if that is what it says.
fn precedence(link: &Link, subject: &Subject<'_>) -> Option<(u32, u32)> {
    let Relation::Kind { means, .. } = &link.relation else {
        return None;
    };
    let (first, then) = match means {
        LinkKind::Precedes => (link.from.target?, link.to.target?),
        LinkKind::Follows => (link.to.target?, link.from.target?),
        _ => return None,
    };
    let chronology = subject.chronology();
    let ends = (chronology.number(first)?.0, chronology.number(then)?.0);
    (first != then && in_force(link, subject)).then_some(ends)
}

/// A short circle of arcs for each group of nodes that reach each other: the shortest, unless the
/// group is so large that not all of it is looked at.
fn circles(graph: &Digraph) -> Vec<Vec<u32>> {
    let components = graph.components();
    let mut members: Vec<(u32, u32)> = components.iter().copied().zip(0..).collect();
    members.sort_unstable();
    let mut before = vec![(NONE, NONE); graph.nodes()];
    let mut found: Vec<Vec<u32>> = members
        .chunk_by(|(one, _), (other, _)| one == other)
        .filter(|group| group.len() > 1)
        .filter_map(|group| {
            let arcs: usize = group.iter().map(|&(_, node)| graph.out(node).len()).sum();
            let mut left = EFFORT * arcs;
            let mut shortest: Option<Vec<u32>> = None;
            for &(component, node) in group {
                if left == 0 || shortest.as_ref().is_some_and(|circle| circle.len() == 2) {
                    break;
                }
                let inside = |head: u32| components[head as usize] == component;
                // The first search always comes to an end.
                let mut all = usize::MAX;
                let limit = match shortest {
                    None => &mut all,
                    Some(_) => &mut left,
                };
                let circle = circle_through(graph, node, &inside, &mut before, limit);
                let shorter = |circle: &Vec<u32>| {
                    shortest
                        .as_ref()
                        .is_none_or(|known| circle.len() < known.len())
                };
                shortest = circle.filter(shorter).or(shortest);
            }
            shortest
        })
        .collect();
    found.sort_unstable();
    found
}

/// A shortest circle through a node, breadth first.
fn circle_through(
    graph: &Digraph,
    root: u32,
    inside: &dyn Fn(u32) -> bool,
    before: &mut [(u32, u32)],
    left: &mut usize,
) -> Option<Vec<u32>> {
    let mut queue = VecDeque::from([root]);
    while let Some(node) = queue.pop_front() {
        for &arc in graph.out(node) {
            *left = left.checked_sub(1)?;
            let head = graph.head(arc);
            if head == root {
                let mut circle = vec![arc];
                let mut at = node;
                while at != root {
                    let (_, arc) = before[at as usize];
                    circle.push(arc);
                    at = graph.tail(arc);
                }
                circle.reverse();
                return Some(circle);
            }
            if inside(head) && before[head as usize].0 != root {
                before[head as usize] = (root, arc);
                queue.push_back(head);
            }
        }
    }
    None
}

/// Whether events are all stated as one and the same time of day.
fn are_one_time<'e>(events: impl Iterator<Item = &'e Event>) -> bool {
    let times: Vec<Option<&Edtf>> = events
        .map(|event| event.dating.when.as_ref().map(|when| &when.value))
        .collect();
    matches!(times.first(), Some(Some(Edtf::Value(Value::DateTime(_)))))
        && times.iter().all(|time| *time == times[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length of the shortest circle through each node.
    fn lengths(ends: &[(u32, u32)]) -> Vec<Option<usize>> {
        let mut distance = [[usize::MAX / 2; 7]; 7];
        for &(tail, head) in ends {
            distance[tail as usize][head as usize] = 1;
        }
        for middle in 0..7 {
            for from in 0..7 {
                for to in 0..7 {
                    let through = distance[from][middle] + distance[middle][to];
                    distance[from][to] = distance[from][to].min(through);
                }
            }
        }
        (0..7)
            .map(|node| Some(distance[node][node]).filter(|&length| length < 100))
            .collect()
    }

    proptest! {
        #[test]
        fn circles_are_shortest_ones_of_their_groups(
            ends in proptest::collection::vec((0_u32..7, 0_u32..7), 0..10),
        ) {
            let ends: Vec<(u32, u32)> = ends.into_iter().filter(|(a, b)| a != b).collect();
            let lengths = lengths(&ends);
            let graph = Digraph::new(7, ends);
            let component = graph.components();
            let found = circles(&graph);
            let mut groups: Vec<u32> = (0..7)
                .filter(|&node| lengths[node].is_some())
                .map(|node| component[node])
                .collect();
            groups.sort_unstable();
            groups.dedup();
            prop_assert_eq!(found.len(), groups.len());
            for circle in found {
                for (place, &arc) in circle.iter().enumerate() {
                    let next = circle[(place + 1) % circle.len()];
                    prop_assert_eq!(graph.head(arc), graph.tail(next));
                }
                let group = component[graph.tail(circle[0]) as usize];
                let shortest = (0..7)
                    .filter(|&node| component[node] == group)
                    .filter_map(|node| lengths[node])
                    .min();
                prop_assert_eq!(Some(circle.len()), shortest);
            }
        }
    }

    #[test]
    fn a_long_circle_is_found_at_once() {
        let count = 100_000;
        let ends = (0..count).map(|node| (node, (node + 1) % count)).collect();
        let found = circles(&Digraph::new(count, ends));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), count as usize);
    }
}
