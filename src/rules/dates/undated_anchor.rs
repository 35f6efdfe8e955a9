//! `undated-anchor`.

use std::collections::HashSet;

use super::stated::Told;
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Evidence, Relative, Role, Source, SourceRef, Status};

pub(super) const RULE: Entry = Entry {
    rule: Rule::UndatedAnchor,
    group: Group::Dates,
    since: "0.1.0",
    fixable: false,
    summary: "A date counted from something that has no date to count from.",
    why: "`relative` dates an event by the calendar of something else. Where that is a source without `published`, or an event \
that has not occurred (`planned`, `cancelled`, `hypothetical`), there is nothing to count from: the statement has no effect, \
although it reads as if the event were dated.\n\
The same holds for `publication_bounds: true`, which says that events start before what reports them: a source of role \
`evidence` without `published` bounds nothing. That is reported once for each source.\n\
An anchor that occurred and is only loosely dated is no fault: what is counted from it is as loose as it is.",
    mend: "Give the source its `published`, as exactly as is known, or date the event in another way.",
    wrong: r#"(
    annals: 1,
    title: "What the memoir remembers",
    sources: [
        (id: "memoir", title: "Forty years on the quay"),
        (id: "minutes", title: "Minutes of the union", published: "1931"),
    ],
    events: [
        (
            id: "vote",
            title: "Union votes to strike",
            relative: (to: "memoir", unit: year, offset: -40),
            evidence: [(source: "memoir", says: "forty years ago"), (source: "minutes")],
        ),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "What the memoir remembers",
    sources: [
        (id: "memoir", title: "Forty years on the quay", published: "1971"),
        (id: "minutes", title: "Minutes of the union", published: "1931"),
    ],
    events: [
        (
            id: "vote",
            title: "Union votes to strike",
            relative: (to: "memoir", unit: year, offset: -40),
            evidence: [(source: "memoir", says: "forty years ago"), (source: "minutes")],
        ),
    ],
)"#,
    check: Check::Timeline(check),
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let timeline = subject.timeline();
    let bounded = matches!(timeline.settings.publication_bounds, Some((true, _)));
    let mut told = HashSet::new();
    for event in &timeline.events {
        // Nothing is concluded from what did not occur, however it is dated.
        if event.status != Status::Occurred {
            continue;
        }
        for dated in Told::all(event) {
            let relative = dated.dating.relative.as_deref();
            found.extend(relative.and_then(|relative| no_date(relative, &event.id, subject)));
        }
        if bounded {
            let claimed = event.claims.iter().flat_map(|claim| &claim.evidence);
            for evidence in event.evidence.iter().chain(claimed) {
                found.extend(no_bound(evidence, &mut told, subject));
            }
        }
    }
}

/// That what a date counts from has none.
fn no_date(relative: &Relative, event: &str, subject: &Subject<'_>) -> Option<Diagnostic> {
    let collection = subject.collection;
    let (anchor, why, help) = if let Some(anchor) = relative.event {
        let anchor = collection.event(anchor);
        if matches!(anchor.status, Status::Occurred | Status::Unreadable) {
            return None;
        }
        let why = format!("is {}: it has no date to count from", anchor.status.name());
        (
            anchor.id.span(),
            why,
            "date it in another way, or count from something that occurred",
        )
    } else {
        let source = undated(relative.source?, subject)?;
        let why = "has no `published` to count from".to_owned();
        (
            source.id.span(),
            why,
            "say when the source was published, or date the event in another way",
        )
    };
    let message = format!(
        "`{event}` is dated relative to `{}`, which {why}",
        relative.to
    );
    let finding = Diagnostic::new(Rule::UndatedAnchor, relative.to.span(), message)
        .with_label(anchor, "counted from this")
        .with_note("so this statement has no effect")
        .with_help(help);
    Some(finding)
}

/// That a source which should bound what it reports has no date.
fn no_bound(
    evidence: &Evidence,
    told: &mut HashSet<SourceRef>,
    subject: &Subject<'_>,
) -> Option<Diagnostic> {
    let reference = evidence.source.target?;
    let source = undated(reference, subject).filter(|source| source.role == Role::Evidence)?;
    if evidence.foretells || !told.insert(reference) {
        return None;
    }
    let message = format!(
        "`{}` has no `published`, so `publication_bounds` has no effect on what it reports",
        evidence.source.text
    );
    let is_own = reference.timeline == subject.id();
    let finding = if is_own {
        Diagnostic::new(Rule::UndatedAnchor, source.id.span(), message)
            .with_label(evidence.source.text.span(), "it reports this, for one")
    } else {
        Diagnostic::new(Rule::UndatedAnchor, evidence.source.text.span(), message)
            .with_label(source.id.span(), "the source")
    };
    Some(finding.with_help("say when it was published, as exactly as is known"))
}

/// A source, if it states no date of its publication.
fn undated<'s>(source: SourceRef, subject: &Subject<'s>) -> Option<&'s Source> {
    let timeline = subject.collection.timeline(source.timeline);
    let source = &timeline.sources[source.index as usize];
    // In what could not be read a date may have been lost.
    (source.published.is_none() && timeline.complete).then_some(source)
}
