//! `circular-sourcing`.

use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Source, TimelineId};
use crate::source::Span;

pub(super) const RULE: Entry = Entry {
    rule: Rule::CircularSourcing,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "Sources that derive from each other in a circle.",
    why: "By their `derived_from`, each of some sources has what it says from the next, and the last from the first; \
or one has it from itself. Then nobody saw anything: an unsourced statement has been cited until it looked sourced \
(citogenesis). Together they count as one source.\n\
One circle is shown for each group of sources that are caught in circles.",
    mend: "Find out who said it first, and take the `derived_from` of that source out. Where the circle is real, say so in \
the timeline and look for a source outside of it.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", derived_from: ["almanac"]),
        (id: "almanac", title: "Almanac of the harbour", derived_from: ["gazette"]),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "almanac")]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day"),
        (id: "almanac", title: "Almanac of the harbour", derived_from: ["gazette"]),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "almanac")]),
    ],
)"#,
    check: Check::Timeline(check),
};

/// So many sources of a circle are named and labelled.
const NAMED: usize = 8;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let sources = &subject.timeline().sources;
    for circle in circles(sources, subject.id()) {
        found.push(finding(sources, &circle));
    }
}

/// One step of a circle: a source, and where it names the next.
type Step = (usize, Span);

/// Circles that share no source, at least one in each group of sources that reach each other.
///
/// A search in depth meets a source of its own way again in each such group, and what lies between is
/// a circle. Files that use each other in a circle are refused, so all sources of one are in one file.
fn circles(sources: &[Source], timeline: TimelineId) -> Vec<Vec<Step>> {
    let next = |from: usize, entry: usize| {
        let parents = sources[from].derived_from.iter().enumerate().skip(entry);
        let mut own = parents.filter_map(|(at, parent)| {
            let target = parent.target.filter(|target| target.timeline == timeline)?;
            Some((at + 1, target.index as usize, parent.span()))
        });
        own.next()
    };
    let mut circles = Vec::new();
    let mut seen = vec![false; sources.len()];
    let mut told = vec![false; sources.len()];
    // The place of each source on the way.
    let mut places: Vec<Option<usize>> = vec![None; sources.len()];
    for root in 0..sources.len() {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        // A source, the entry to look at next, and where it named the source behind it.
        let mut way: Vec<(usize, usize, Option<Span>)> = vec![(root, 0, None)];
        places[root] = Some(0);
        while let Some((source, entry, named)) = way.last_mut() {
            let Some((behind, target, span)) = next(*source, *entry) else {
                places[*source] = None;
                way.pop();
                continue;
            };
            (*entry, *named) = (behind, Some(span));
            if let Some(place) = places[target] {
                let circle = way[place..].iter();
                let circle: Vec<Step> = circle
                    .filter_map(|&(source, _, named)| Some((source, named?)))
                    .collect();
                if circle.iter().all(|&(source, _)| !told[source]) {
                    for &(source, _) in &circle {
                        told[source] = true;
                    }
                    circles.push(circle);
                }
            } else if !std::mem::replace(&mut seen[target], true) {
                places[target] = Some(way.len());
                way.push((target, 0, None));
            }
        }
    }
    circles
}

fn finding(sources: &[Source], circle: &[Step]) -> Diagnostic {
    let name = |source: usize| format!("`{}`", sources[source].id);
    // The circle begins where the file does.
    let first = (0..circle.len()).min_by_key(|&at| circle[at].0);
    let mut circle = circle.to_vec();
    circle.rotate_left(first.unwrap_or_default());
    let (start, place) = circle[0];
    let message = if circle.len() == 1 {
        format!("the source {} derives from itself", name(start))
    } else {
        let named = circle.iter().take(NAMED);
        let mut round: Vec<String> = named.map(|&(source, _)| name(source)).collect();
        if circle.len() > NAMED {
            round.push(format!("{} more", circle.len() - NAMED));
        }
        round.push(name(start));
        format!(
            "sources derive from each other in a circle: {}",
            round.join(" → ")
        )
    };
    let mut finding = Diagnostic::new(Rule::CircularSourcing, place, message)
        .with_note("together they count as one source")
        .with_help("find out which of them said it first, and take its `derived_from` out");
    for &(source, span) in circle.iter().take(NAMED).skip(1) {
        finding = finding.with_label(span, format!("{} derives from it", name(source)));
    }
    finding
}
