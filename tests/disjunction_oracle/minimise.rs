//! The shortest story that still goes wrong in the same way.

use crate::dates::members;
use crate::story::{Anchor, Dating, Event, Group, Link, Story};

/// Leaves out one thing after the other as long as `fails`.
pub(crate) fn minimise(story: &Story, fails: &dyn Fn(&Story) -> bool) -> Story {
    let mut least = story.clone();
    while let Some(less) = lesser(&least).into_iter().find(|less| fails(less)) {
        least = less;
    }
    least
}

/// A story with one thing changed.
fn changed(story: &Story, change: impl FnOnce(&mut Story)) -> Story {
    let mut changed = story.clone();
    change(&mut changed);
    changed
}

/// The stories that say one thing less.
fn lesser(story: &Story) -> Vec<Story> {
    let mut less = Vec::new();
    for event in 0..story.events.len() {
        less.extend(without_event(story, event));
    }
    for choice in 0..story.choices.len() {
        less.push(changed(story, |story| drop(story.choices.remove(choice))));
    }
    for link in 0..story.links.len() {
        less.push(changed(story, |story| drop(story.links.remove(link))));
    }
    for (index, event) in story.events.iter().enumerate() {
        let claims = event.claims.len();
        for claim in 0..claims {
            let without = |story: &mut Story| drop(story.events[index].claims.remove(claim));
            less.push(changed(story, without));
            for dating in lesser_dating(&event.claims[claim].dating) {
                if !dating.is_empty() {
                    let with =
                        |story: &mut Story| story.events[index].claims[claim].dating = dating;
                    less.push(changed(story, with));
                }
            }
            less.extend((0..event.claims[claim].evidence.len()).map(|piece| {
                changed(story, |story| {
                    story.events[index].claims[claim].evidence.remove(piece);
                })
            }));
            less.extend(event.claims[claim].prefer.then(|| {
                changed(story, |story| {
                    story.events[index].claims[claim].prefer = false;
                })
            }));
        }
        for dating in lesser_dating(&event.dating) {
            less.push(changed(story, |story| story.events[index].dating = dating));
        }
        less.extend((0..event.evidence.len()).map(|piece| {
            changed(story, |story| {
                story.events[index].evidence.remove(piece);
            })
        }));
        let own = event
            .zone
            .map(|_| changed(story, |story| story.events[index].zone = None));
        less.extend(own);
    }
    for (index, link) in story.links.iter().enumerate() {
        for link in lesser_link(link) {
            less.push(changed(story, |story| story.links[index] = link));
        }
    }
    for (index, groups) in story.choices.iter().enumerate() {
        for groups in lesser_groups(groups) {
            less.push(changed(story, |story| story.choices[index] = groups));
        }
    }
    less.extend(lesser_settings(story));
    less
}

fn lesser_settings(story: &Story) -> Vec<Story> {
    let mut less = Vec::new();
    less.extend(
        story
            .zone
            .map(|_| changed(story, |story| story.zone = None)),
    );
    less.extend(
        story
            .as_of
            .as_ref()
            .map(|_| changed(story, |story| story.as_of = None)),
    );
    less.extend(
        story
            .hemisphere
            .map(|_| changed(story, |story| story.hemisphere = None)),
    );
    less.extend(
        story
            .approximate
            .map(|_| changed(story, |story| story.approximate = None)),
    );
    less.extend(
        story
            .report_slack
            .map(|_| changed(story, |story| story.report_slack = None)),
    );
    let bounds = story.publication_bounds;
    less.extend(bounds.then(|| changed(story, |story| story.publication_bounds = false)));
    let last = story.sources.len().checked_sub(1);
    let unused = last.filter(|&last| {
        let in_evidence = |event: &Event| {
            let claimed = event.claims.iter().flat_map(|claim| &claim.evidence);
            event
                .evidence
                .iter()
                .chain(claimed)
                .any(|piece| piece.source == last)
        };
        !story
            .events
            .iter()
            .any(|event| in_evidence(event) || anchors(event).contains(&Anchor::Source(last)))
    });
    less.extend(unused.map(|_| changed(story, |story| drop(story.sources.pop()))));
    less
}

fn anchors(event: &Event) -> Vec<Anchor> {
    let claimed = event.claims.iter().map(|claim| &claim.dating);
    let datings = std::iter::once(&event.dating).chain(claimed);
    let relatives = datings.filter_map(|dating| dating.relative.as_ref());
    relatives.map(|relative| relative.to).collect()
}

fn lesser_dating(dating: &Dating) -> Vec<Dating> {
    let with = |change: &dyn Fn(&mut Dating)| {
        let mut dating = dating.clone();
        change(&mut dating);
        dating
    };
    let mut less = Vec::new();
    if let Some(when) = &dating.when {
        less.push(with(&|dating| dating.when = None));
        let members = members(when);
        if when.starts_with('[') && members.len() > 1 {
            for out in 0..members.len() {
                let mut kept = members.clone();
                kept.remove(out);
                less.push(with(&|dating| {
                    dating.when = Some(format!("[{}]", kept.join(",")));
                }));
            }
        }
    }
    if let Some(relative) = &dating.relative {
        less.push(with(&|dating| dating.relative = None));
        let mut simpler = relative.clone();
        if simpler.part.take().is_some() {
            less.push(with(&|dating| dating.relative = Some(simpler.clone())));
        }
        let mut simpler = relative.clone();
        if simpler.offset != 0 {
            simpler.offset = 0;
            less.push(with(&|dating| dating.relative = Some(simpler.clone())));
        }
    }
    if dating.lasts.is_some() {
        less.push(with(&|dating| dating.lasts = None));
    }
    less
}

fn lesser_link(link: &Link) -> Vec<Link> {
    let lag = link.lag.map(|_| Link {
        lag: None,
        ..link.clone()
    });
    let mut less: Vec<Link> = lag.into_iter().collect();
    if link.kinds.len() > 1 {
        for out in 0..link.kinds.len() {
            let mut fewer = link.clone();
            fewer.kinds.remove(out);
            less.push(fewer);
        }
    }
    less
}

fn lesser_groups(groups: &[Group]) -> Vec<Vec<Group>> {
    let mut less = Vec::new();
    for at in 0..groups.len() {
        let with = |change: &dyn Fn(&mut Vec<Group>)| {
            let mut groups = groups.to_vec();
            change(&mut groups);
            groups
        };
        if groups.len() > 1 {
            less.push(with(&|groups| drop(groups.remove(at))));
        }
        for link in 0..groups[at].len() {
            if groups[at].len() > 1 {
                less.push(with(&|groups| drop(groups[at].remove(link))));
            }
            for lesser in lesser_link(&groups[at][link]) {
                less.push(with(&|groups| groups[at][link] = lesser.clone()));
            }
        }
    }
    less
}

/// The story without an event that no date is relative to, and without its links.
fn without_event(story: &Story, event: usize) -> Option<Story> {
    let needed = story
        .events
        .iter()
        .any(|other| anchors(other).contains(&Anchor::Event(event)));
    if needed || story.events.len() == 1 {
        return None;
    }
    let mut less = story.clone();
    less.events.remove(event);
    let touches = |link: &Link| link.from == event || link.to == event;
    less.links.retain(|link| !touches(link));
    for groups in &mut less.choices {
        for group in groups.iter_mut() {
            group.retain(|link| !touches(link));
        }
        groups.retain(|group| !group.is_empty());
    }
    less.choices.retain(|groups| !groups.is_empty());
    let moved = |number: &mut usize| *number -= usize::from(*number > event);
    for link in less
        .links
        .iter_mut()
        .chain(less.choices.iter_mut().flatten().flatten())
    {
        moved(&mut link.from);
        moved(&mut link.to);
    }
    for other in &mut less.events {
        let claims = other.claims.iter_mut().map(|claim| &mut claim.dating);
        for dating in std::iter::once(&mut other.dating).chain(claims) {
            if let Some(Anchor::Event(anchor)) =
                dating.relative.as_mut().map(|relative| &mut relative.to)
            {
                moved(anchor);
            }
        }
    }
    Some(less)
}
