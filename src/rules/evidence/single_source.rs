//! `single-source`.

use std::collections::BTreeSet;

use super::{Check, Entry, Group, Subject, sources};
use crate::diagnostic::{Diagnostic, Rule};
use crate::encode::{independent_sources, origins};
use crate::model::{Chronology, Event, Role, SourceRef, Status};

pub(super) const RULE: Entry = Entry {
    rule: Rule::SingleSource,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "An event that rests on one source, however many are named.",
    why: "All the evidence of an event, that of its `claims` included, comes from one source, or from several that all \
derive from one (`derived_from`), directly or through others. Ten papers that print one agency's report are one source: \
if it errs, all err.\n\
Several sources that are one are told in any case. An event that names just one is told only where the events of the \
timeline, and of files that it uses, rest on at least two independent sources of role `evidence`, so that a second voice \
could be there.",
    mend: "Name a second, independent source in the event's `evidence`. Where there is none, that is worth knowing: \
allow the finding and say so.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "wire", title: "Telegram of the press agency"),
        (id: "gazette", title: "The strike, day by day", derived_from: ["wire"]),
        (id: "minutes", title: "Minutes of the union"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15",
         evidence: [(source: "wire"), (source: "minutes")]),
        (id: "strike", title: "Strike", when: "1931-04-20/1931-06-19",
         evidence: [(source: "wire"), (source: "gazette")]),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "wire", title: "Telegram of the press agency"),
        (id: "gazette", title: "The strike, day by day", derived_from: ["wire"]),
        (id: "minutes", title: "Minutes of the union"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15",
         evidence: [(source: "wire"), (source: "minutes")]),
        (id: "strike", title: "Strike", when: "1931-04-20/1931-06-19",
         evidence: [(source: "gazette"), (source: "minutes")]),
    ],
)"#,
    check: Check::Timeline(check),
};

/// So many sources are named in a message.
const NAMED: usize = 4;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let chronology = subject.chronology();
    // A source that could not be read may be independent.
    if !subject.timeline().complete {
        return;
    }
    let has_a_choice = has_a_choice(chronology);
    for event in &subject.timeline().events {
        let sources = sources(event);
        // Several sources that are one are told in any case: they look like more.
        if event.status == Status::Occurred
            && (has_a_choice || sources.len() > 1)
            && independent_sources(&sources, chronology) == 1
        {
            found.push(finding(event, &sources, chronology));
        }
    }
}

/// Whether events rest on two independent sources of role `evidence`, here or in a file that is used.
fn has_a_choice(chronology: &Chronology<'_>) -> bool {
    let is_evidence = |source: &SourceRef| {
        let declared = &chronology.timeline(source.timeline).sources;
        declared[source.index as usize].role == Role::Evidence
    };
    let used = chronology.events().flat_map(|(_, event)| sources(event));
    let used: BTreeSet<SourceRef> = used.filter(is_evidence).collect();
    independent_sources(&used, chronology) >= 2
}

fn finding(
    event: &Event,
    sources: &BTreeSet<SourceRef>,
    chronology: &Chronology<'_>,
) -> Diagnostic {
    let name = |source: &SourceRef| format!("`{}`", chronology.source_name(*source));
    let help = "name a second, independent source in its `evidence`";
    let mut origin = sources
        .iter()
        .flat_map(|&source| origins(source, chronology));
    let (Some(origin), true) = (origin.next(), sources.len() > 1) else {
        let names: String = sources.iter().map(name).collect();
        let message = format!("`{}` rests on one source, {names}", event.id);
        return Diagnostic::new(Rule::SingleSource, event.id.span(), message).with_help(help);
    };
    let mut names: Vec<String> = sources.iter().take(NAMED).map(name).collect();
    if sources.len() > NAMED {
        names.push(format!("{} more", sources.len() - NAMED));
    }
    let message = format!(
        "`{}` rests on one source, however many are named: {} all go back to {}",
        event.id,
        names.join(", "),
        name(&origin)
    );
    let mut finding = Diagnostic::new(Rule::SingleSource, event.id.span(), message).with_help(help);
    for source in sources
        .iter()
        .take(NAMED)
        .filter(|&source| *source != origin)
    {
        let declared = &chronology.timeline(source.timeline).sources[source.index as usize];
        for parent in &declared.derived_from {
            let message = format!("{} derives from `{}`", name(source), parent.text);
            finding = finding.with_label(parent.span(), message);
        }
    }
    finding
}
