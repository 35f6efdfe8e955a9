//! Timelines that use each other in a circle.

use std::collections::VecDeque;

use super::load::Loaded;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::TimelineId;

/// How many files of a circle a message names.
const NAMED: usize = 8;

/// Reports every entry of `uses` that is part of a circle, at its place, and takes it out.
///
/// Every file of a circle gets its own finding, so what is found in a file does not depend on
/// which file was asked for first.
pub(super) fn refuse(loaded: &mut Loaded) {
    let circles = circles(loaded);
    let mut taken_out = Vec::new();
    for (timeline, circle) in circles.iter().enumerate() {
        for (entry, used) in loaded.collection.timelines[timeline]
            .uses
            .iter()
            .enumerate()
        {
            let Some(target) = used.target.map(TimelineId::index) else {
                continue;
            };
            if circles[target] == *circle {
                let finding = finding(loaded, &circles, timeline, entry, target);
                taken_out.push((timeline, entry, finding));
            }
        }
    }
    for (timeline, entry, finding) in taken_out {
        loaded.found[timeline].push(finding);
        loaded.collection.timelines[timeline].uses[entry].target = None;
    }
}

fn targets(loaded: &Loaded, timeline: usize) -> impl Iterator<Item = usize> {
    let uses = loaded.collection.timelines[timeline].uses.iter();
    uses.filter_map(|used| used.target.map(TimelineId::index))
}

/// For each timeline the number of its strongly connected component (Sharir 1981: by finishing
/// order, then against the edges).
fn circles(loaded: &Loaded) -> Vec<usize> {
    let count = loaded.collection.timelines.len();
    let mut against: Vec<Vec<usize>> = vec![Vec::new(); count];
    for timeline in 0..count {
        for target in targets(loaded, timeline) {
            against[target].push(timeline);
        }
    }
    let mut finished = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for root in 0..count {
        let mut path = Vec::new();
        if !std::mem::replace(&mut seen[root], true) {
            path.push((root, targets(loaded, root)));
        }
        while let Some((timeline, rest)) = path.last_mut() {
            match rest.next() {
                Some(target) if !std::mem::replace(&mut seen[target], true) => {
                    path.push((target, targets(loaded, target)));
                }
                Some(_) => {}
                None => {
                    finished.push(*timeline);
                    path.pop();
                }
            }
        }
    }
    let mut circles = vec![usize::MAX; count];
    for (number, &root) in finished.iter().rev().enumerate() {
        let mut stack = vec![root];
        while let Some(timeline) = stack.pop() {
            if circles[timeline] == usize::MAX {
                circles[timeline] = number;
                stack.extend(&against[timeline]);
            }
        }
    }
    circles
}

fn finding(
    loaded: &Loaded,
    circles: &[usize],
    timeline: usize,
    entry: usize,
    target: usize,
) -> Diagnostic {
    let timelines = &loaded.collection.timelines;
    let place = timelines[timeline].uses[entry].file.span();
    let message = if target == timeline {
        "this timeline uses itself".to_owned()
    } else {
        // The way ends at this timeline, where the circle begins.
        let mut round = way(loaded, circles, target, timeline);
        round.rotate_right(1);
        let named = round.iter().take(NAMED);
        let mut told: Vec<String> = named
            .map(|&at| timelines[at].file.name().to_owned())
            .collect();
        if round.len() > NAMED {
            told.push(format!("{} more", round.len() - NAMED));
        }
        told.push(told[0].clone());
        format!("timelines use each other in a circle: {}", told.join(" → "))
    };
    Diagnostic::new(Rule::CyclicUses, place, message)
        .with_help("move what they share into a timeline of its own that both use")
}

/// A shortest way from one timeline to another within their circle, both included.
fn way(loaded: &Loaded, circles: &[usize], from: usize, to: usize) -> Vec<usize> {
    let mut before = vec![usize::MAX; circles.len()];
    let mut queue = VecDeque::from([from]);
    before[from] = from;
    while let Some(timeline) = queue.pop_front() {
        if timeline == to {
            break;
        }
        for target in targets(loaded, timeline) {
            if circles[target] == circles[from] && before[target] == usize::MAX {
                before[target] = timeline;
                queue.push_back(target);
            }
        }
    }
    let mut way = vec![to];
    while way[way.len() - 1] != from {
        way.push(before[way[way.len() - 1]]);
    }
    way.reverse();
    way
}
