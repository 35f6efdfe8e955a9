//! The engine, from text to answers.

use annals::analysis::Analysis;
use annals::diagnostic::{Diagnostic, Rule};
use annals::model::{Chronology, Collection, EventIndex, TimelineId, decode, resolve};
use annals::source::SourceMap;
use annals::stn::{Bound, Distance};

use crate::closure::Limit;
use crate::piece::Piece;
use crate::story::Key;

/// Reads a text in which nothing is wrong with the form.
pub(crate) fn read(text: &str) -> Collection {
    let mut sources = SourceMap::new();
    let file = sources.add("story.ron", text);
    let (timeline, found) = decode(&file);
    assert!(found.is_empty(), "{found:#?}\n{text}");
    let mut collection = Collection {
        timelines: vec![timeline],
    };
    let found = resolve(&mut collection).concat();
    assert!(found.is_empty(), "{found:#?}\n{text}");
    collection
}

pub(crate) fn analyse(collection: &Collection) -> Analysis<'_> {
    let analysis = Analysis::new(Chronology::new(collection, TimelineId(0)));
    let found = &analysis.system().found;
    assert!(found.is_empty(), "{found:#?}");
    assert!(analysis.exact());
    analysis
}

/// The number that the engine gives to event `e{event}`.
pub(crate) fn event(analysis: &Analysis<'_>, event: usize) -> EventIndex {
    let found = analysis.chronology().find(&crate::text::id(event));
    found.expect("the event was written")
}

/// The number of the story's event that the engine gave this number.
pub(crate) fn number(analysis: &Analysis<'_>, event: EventIndex) -> usize {
    let name = analysis.chronology().name(event);
    let digits = name.rsplit('e').next().unwrap_or_default();
    digits.parse().expect("events are called by their numbers")
}

/// The explanations of one rule, as statements of the story, the first to doubt first.
pub(crate) fn explanations(analysis: &Analysis<'_>, rule: Rule, written: &Piece) -> Vec<Vec<Key>> {
    let findings = analysis.findings();
    let wanted = findings.iter().filter(|finding| finding.rule == rule);
    wanted.map(|finding| keys(finding, written)).collect()
}

fn keys(finding: &Diagnostic, written: &Piece) -> Vec<Key> {
    let key = |start| written.key_at(start);
    let statements = finding.statements.iter();
    statements
        .map(|statement| key(statement.span.start).expect("a statement stands where it is written"))
        .collect()
}

/// The statements that answers do without.
pub(crate) fn retracted(analysis: &Analysis<'_>, written: &Piece) -> Vec<Key> {
    let key = |start| written.key_at(start);
    let retracted = analysis.retracted();
    retracted
        .map(|statement| key(statement.span.start).expect("a statement stands where it is written"))
        .collect()
}

pub(crate) fn upper(bound: Option<Bound>) -> Option<Limit> {
    bound.map(|bound| Limit {
        ticks: i64::try_from(bound.ticks).expect("stories are short"),
        taken: !bound.open,
    })
}

/// A lower bound as the upper limit of its opposite.
pub(crate) fn lower(bound: Option<Bound>) -> Option<Limit> {
    upper(bound).map(|limit| Limit {
        ticks: -limit.ticks,
        ..limit
    })
}

pub(crate) fn limit(distance: Option<Distance>) -> Option<Limit> {
    distance.map(|distance| Limit {
        ticks: i64::try_from(distance.ticks()).expect("stories are short"),
        taken: !distance.is_strict(),
    })
}
