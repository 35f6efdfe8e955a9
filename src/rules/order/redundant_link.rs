//! `redundant-link`.

use std::collections::{HashSet, VecDeque};

use super::digraph::{Digraph, NONE};
use super::links::{Key, in_force, in_words, own_kind};
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{System, order_of};
use crate::model::{Certainty, EventIndex, Link, LinkKind, Relation, Side};
use crate::stn::Tag;

pub(super) const RULE: Entry = Entry {
    rule: Rule::RedundantLink,
    group: Group::Order,
    since: "0.1.0",
    fixable: false,
    summary: "A link that other links imply.",
    why: "What the link says of the order of its events follows from other links alone: `vote` precedes `strike`, `strike` \
precedes `talks`, and so `vote` precedes `talks`. Such a link hides which orders somebody found out and which only \
follow, and it stays behind when a link that it rests on turns out to be wrong.\n\
Dates do not count: that two dates happen to keep an order is another fact than the order. A causal link says a cause \
beside the order, and a kind of the timeline's own says more than the kind that it implies: these are never \
reported, nor are links with a lag or with evidence, nor is anything in a timeline that contradicts itself. A link is \
only implied by links that are trusted as much as it is, and `part_of` only by other links that say what is part of \
what. All links that are reported can be taken out together.\nThe search is bounded; what it does not reach is not reported.",
    mend: "Take it out. If somebody states just this order, give it that evidence.",
    wrong: r#"(
    annals: 1,
    title: "From pay cut to arbitration",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", follows: ["vote"]),
        (id: "arbitration", title: "The arbitrator's award", follows: ["strike", "vote"]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "From pay cut to arbitration",
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15"),
        (id: "strike", title: "The port stands still", follows: ["vote"]),
        (id: "arbitration", title: "The arbitrator's award", follows: ["strike"]),
    ],
)"#,
    check: Check::Timeline(check),
};

/// How many arcs one search looks at before it is given up.
const REACH: u64 = 512;

/// How many arcs all searches look at, for each arc that there is.
const EFFORT: u64 = 32;

/// How many links of a path are shown.
const SHOWN: usize = 8;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    // In a contradictory timeline everything follows from everything.
    if !subject.is_sound() {
        return;
    }
    let own = subject.timeline().links.as_ptr_range();
    let mut stated = HashSet::new();
    let links: Vec<&Link> = subject
        .chronology()
        .timelines()
        .flat_map(|(_, timeline)| &timeline.links)
        .filter(|link| matches!(link.relation, Relation::Kind { .. }))
        .filter(|link| in_force(link, subject) && link.from.target != link.to.target)
        // What is stated twice is a fault of its own.
        .filter(|link| Key::of(link).is_some_and(|key| stated.insert(key)))
        .collect();
    let orders: Vec<Order> = links
        .iter()
        .filter_map(|link| Order::new(link, own.contains(&std::ptr::from_ref(*link)), subject))
        .collect();
    if orders.len() != links.len() {
        return;
    }
    for implied in implied(subject.chronology().event_count(), &orders).0 {
        let link = links[implied.link];
        let message = format!("`{}` follows from other links alone", in_words(link));
        let mut finding = Diagnostic::new(Rule::RedundantLink, link.span, message);
        for &other in implied.path.iter().take(SHOWN) {
            finding = finding.with_label(links[other].span, in_words(links[other]));
        }
        if implied.path.len() > SHOWN {
            finding = finding.with_note(format!(
                "{} more links lead there",
                implied.path.len() - SHOWN
            ));
        }
        found.push(finding.with_help("take it out, or give it evidence of its own"));
    }
}

/// What a link says of the order of points.
#[derive(Debug, Clone)]
struct Order {
    /// The earlier point, the later one, and whether they may not coincide.
    arcs: Vec<(u32, u32, bool)>,
    certainty: Certainty,
    /// Whether it says what is part of what.
    is_part: bool,
    /// Whether it is reported where others imply it.
    is_candidate: bool,
}

impl Order {
    fn new(link: &Link, is_own: bool, subject: &Subject<'_>) -> Option<Self> {
        let Relation::Kind { means, cause, .. } = &link.relation else {
            return None;
        };
        let chronology = subject.chronology();
        let from = chronology.number(link.from.target?)?;
        let to = chronology.number(link.to.target?)?;
        let is_plain = cause.is_none() && own_kind(link).is_none();
        Some(Self {
            arcs: arcs(*means, from, to),
            certainty: link.certainty,
            is_part: is_plain && matches!(means, LinkKind::PartOf | LinkKind::HasPart),
            is_candidate: is_own && is_plain && link.lag.is_none() && link.evidence.is_empty(),
        })
    }

    /// Whether another link may be one of those that imply this one.
    fn may_rest_on(&self, other: &Self) -> bool {
        other.certainty <= self.certainty && (other.is_part || !self.is_part)
    }
}

fn arcs(kind: LinkKind, from: EventIndex, to: EventIndex) -> Vec<(u32, u32, bool)> {
    order_of(kind, from, to, Tag::NONE)
        .into_iter()
        // `to − from ≤ 0`: `to` is the earlier point.
        .map(|order| (order.to.index(), order.from.index(), order.weight.strict))
        .collect()
}

/// A link that others imply.
#[derive(Debug)]
struct Implied {
    /// Its number.
    link: usize,
    /// The links that it follows from.
    path: Vec<usize>,
}

/// The candidates that follow from the other links, in the order of the links: each from links
/// that were not taken out before it, so the links that are left imply all of them. And how many
/// arcs were looked at.
fn implied(event_count: u32, orders: &[Order]) -> (Vec<Implied>, u64) {
    let mut ends = Vec::new();
    let mut arcs = Vec::new();
    for (link, order) in orders.iter().enumerate() {
        for &(earlier, later, strict) in &order.arcs {
            ends.push((earlier, later));
            arcs.push(Arc { link, strict });
        }
    }
    for event in 0..event_count {
        let side = |side| System::point(EventIndex(event), side).index();
        ends.push((side(Side::Start), side(Side::End)));
        arcs.push(Arc {
            link: usize::MAX,
            strict: false,
        });
    }
    let graph = Digraph::new(2 * event_count + 1, ends);
    let mut search = Search {
        components: graph.components(),
        reached: vec![(0, NONE); 2 * graph.nodes()],
        limit: EFFORT * graph.arcs() as u64,
        graph,
        arcs,
        orders,
        gone: vec![false; orders.len()],
        epoch: 0,
        steps: 0,
    };
    let mut found = Vec::new();
    // Of links that imply each other the one that is stated last adds nothing.
    for link in (0..orders.len()).rev() {
        if !orders[link].is_candidate {
            continue;
        }
        if let Some(path) = search.path_of(link) {
            search.gone[link] = true;
            found.push(Implied { link, path });
        }
    }
    found.reverse();
    (found, search.steps)
}

/// One arc: a link's, or the one from an event's start to its end, which has no link.
#[derive(Debug, Clone, Copy)]
struct Arc {
    link: usize,
    strict: bool,
}

struct Search<'o> {
    graph: Digraph,
    /// By these numbers arcs never lead upwards.
    components: Vec<u32>,
    arcs: Vec<Arc>,
    orders: &'o [Order],
    gone: Vec<bool>,
    /// For each node, plainly and strictly later than where the search began: in which search it
    /// was reached, and by which arc.
    reached: Vec<(u32, u32)>,
    epoch: u32,
    steps: u64,
    limit: u64,
}

impl Search<'_> {
    /// The links that imply a link, if others do.
    fn path_of(&mut self, link: usize) -> Option<Vec<usize>> {
        let mut path = Vec::new();
        let orders = self.orders;
        for &(earlier, later, strict) in &orders[link].arcs {
            for other in self.path(link, earlier, later, strict)? {
                if !path.contains(&other) {
                    path.push(other);
                }
            }
        }
        Some(path)
    }

    /// The links along a shortest path that shows one point no later than another, or strictly
    /// earlier.
    fn path(&mut self, link: usize, from: u32, to: u32, strict: bool) -> Option<Vec<usize>> {
        self.epoch += 1;
        let start = 2 * from;
        self.reached[start as usize] = (self.epoch, NONE);
        let mut queue = VecDeque::from([start]);
        let mut steps = 0;
        while let Some(state) = queue.pop_front() {
            let (node, was_strict) = (state / 2, state % 2 == 1);
            for &number in self.graph.out(node) {
                if steps == REACH || self.steps == self.limit {
                    return None;
                }
                steps += 1;
                self.steps += 1;
                if !self.leads_on(link, number, to) {
                    continue;
                }
                let is_strict = was_strict || self.arcs[number as usize].strict;
                let next = 2 * self.graph.head(number) + u32::from(is_strict);
                if self.reached[next as usize].0 == self.epoch {
                    continue;
                }
                self.reached[next as usize] = (self.epoch, number);
                if next / 2 == to && (is_strict || !strict) {
                    return Some(self.links_to(next));
                }
                queue.push_back(next);
            }
        }
        None
    }

    /// Whether an arc may be part of a path to a node that implies a link.
    fn leads_on(&self, link: usize, arc: u32, to: u32) -> bool {
        let head = self.graph.head(arc);
        let other = self.arcs[arc as usize].link;
        self.components[head as usize] >= self.components[to as usize]
            && match self.orders.get(other) {
                // A part's bounds follow from those of wholes alone.
                None => !self.orders[link].is_part,
                Some(order) => {
                    other != link && !self.gone[other] && self.orders[link].may_rest_on(order)
                }
            }
    }

    /// The links on the way back to where the search began.
    fn links_to(&self, state: u32) -> Vec<usize> {
        let mut links = Vec::new();
        let mut at = state;
        loop {
            let (_, arc) = self.reached[at as usize];
            if arc == NONE {
                links.reverse();
                return links;
            }
            let Arc { link, strict } = self.arcs[arc as usize];
            if link < self.orders.len() {
                links.push(link);
            }
            let before = 2 * self.graph.tail(arc);
            // A strict arc leads to the strict state from both; the plain one was reached first.
            let plain = self.reached[before as usize].0 == self.epoch;
            at = if at.is_multiple_of(2) || (strict && plain) {
                before
            } else {
                before + 1
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(kind: LinkKind, from: u32, to: u32) -> Order {
        Order {
            arcs: arcs(kind, EventIndex(from), EventIndex(to)),
            certainty: Certainty::Reported,
            is_part: matches!(kind, LinkKind::PartOf | LinkKind::HasPart),
            is_candidate: kind.cause().is_none(),
        }
    }

    /// What some links imply: for each pair of points nothing, no later, or earlier.
    fn closure(events: u32, orders: &[&Order], with_lasting: bool) -> Vec<Vec<u8>> {
        let count = 2 * events as usize + 1;
        let mut holds = vec![vec![0; count]; count];
        let mut arcs: Vec<(u32, u32, bool)> =
            orders.iter().flat_map(|order| order.arcs.clone()).collect();
        if with_lasting {
            arcs.extend((0..events).map(|event| (2 * event + 1, 2 * event + 2, false)));
        }
        for (point, row) in holds.iter_mut().enumerate() {
            row[point] = 1;
        }
        for (earlier, later, strict) in arcs {
            let cell: &mut u8 = &mut holds[earlier as usize][later as usize];
            *cell = (*cell).max(1 + u8::from(strict));
        }
        // More than once, as a strict arc on a circle makes all of it strict.
        for middle in (0..4).flat_map(|_| 0..count) {
            for from in 0..count {
                for to in 0..count {
                    let (one, other) = (holds[from][middle], holds[middle][to]);
                    if one > 0 && other > 0 {
                        holds[from][to] = holds[from][to].max(one.max(other));
                    }
                }
            }
        }
        holds
    }

    fn says(holds: &[Vec<u8>], order: &Order) -> bool {
        order.arcs.iter().all(|&(earlier, later, strict)| {
            holds[earlier as usize][later as usize] > u8::from(strict)
        })
    }

    fn links() -> impl Strategy<Value = Vec<(usize, u32, u32, usize)>> {
        proptest::collection::vec((0_usize..24, 0_u32..5, 0_u32..5, 0_usize..3), 0..12)
    }

    proptest! {
        /// Without all the links that are reported the rest implies what all of them implied, for
        /// every degree of trust, and no further link can be taken out.
        #[test]
        fn nothing_is_lost_without_redundant_links(links in links()) {
            let kinds: Vec<LinkKind> = LinkKind::all().collect();
            let mut stated = HashSet::new();
            let orders: Vec<Order> = links
                .iter()
                .filter(|&&(_, from, to, _)| from != to)
                .filter(|&&(kind, from, to, _)| stated.insert((kind, from, to)))
                .map(|&(kind, from, to, certainty)| Order {
                    certainty: Certainty::ALL[certainty],
                    ..order(kinds[kind], from, to)
                })
                .collect();
            let (found, _) = implied(5, &orders);
            let gone: HashSet<usize> = found.iter().map(|implied| implied.link).collect();
            for trust in Certainty::ALL {
                for parts_only in [false, true] {
                    let counts = |order: &&Order| {
                        order.certainty <= trust && (order.is_part || !parts_only)
                    };
                    let all: Vec<&Order> = orders.iter().filter(counts).collect();
                    let left: Vec<&Order> = (0..)
                        .zip(&orders)
                        .filter(|(link, _)| !gone.contains(link))
                        .map(|(_, order)| order)
                        .filter(counts)
                        .collect();
                    prop_assert_eq!(
                        closure(5, &all, !parts_only),
                        closure(5, &left, !parts_only)
                    );
                }
            }
            for (link, order) in orders.iter().enumerate() {
                let rest: Vec<&Order> = (0..)
                    .zip(&orders)
                    .filter(|&(other, _)| other != link && !gone.contains(&other))
                    .map(|(_, other)| other)
                    .filter(|other| order.may_rest_on(other))
                    .collect();
                let follows = says(&closure(5, &rest, !order.is_part), order);
                let is_reported = gone.contains(&link);
                prop_assert_eq!(follows && order.is_candidate, is_reported, "{}", link);
            }
            for implied in &found {
                let order = &orders[implied.link];
                let path: Vec<&Order> = implied.path.iter().map(|&other| &orders[other]).collect();
                prop_assert!(says(&closure(5, &path, !order.is_part), order));
            }
        }
    }

    /// However many links could be implied, the arcs that are looked at grow with the number of
    /// links only.
    #[test]
    fn the_search_is_linear() {
        let count = 100_000;
        let chain =
            |step: u32| (step..count).map(move |to| order(LinkKind::Precedes, to - step, to));
        for step in [2, 100, 5_000] {
            let orders: Vec<Order> = chain(1).chain(chain(step)).collect();
            let (found, steps) = implied(count, &orders);
            let arcs = orders.len() as u64 + u64::from(count);
            assert!(steps <= EFFORT * arcs, "{step}: {steps}");
            if step == 2 {
                assert_eq!(found.len(), (count - step) as usize);
            }
        }
    }
}
