//! `missing-archive`.

use super::{Archive, Check, Entry, Group, Kept};
use crate::diagnostic::{Diagnostic, Rule, Severity};

pub(super) const RULE: Entry = Entry {
    rule: Rule::MissingArchive,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "A source without the archived text that it should have.",
    why: "A source's `file` names an archived text that is not there: its quotes and its digest cannot be checked. \
That is a warning.\n\
A note tells of sources that are quoted and have no `file`, so that nobody can check the quote, and of sources with a `url` that have \
neither a `file` nor an `archived_url`: half of all links are dead after some years, and what they led to is then gone.",
    mend: "Save the text beside the timeline and name it in `file`, best with its `sha256`. For a page that must not be copied, name a \
copy in a web archive in `archived_url`.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", file: "sources/gazette.txt"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15",
         evidence: [(source: "gazette", quote: "voted to strike on Wednesday")]),
    ],
)"#,
    right: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", file: "sources/gazette.txt"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15",
         evidence: [(source: "gazette", quote: "voted to strike on Wednesday")]),
    ],
)
// file: sources/gazette.txt
The dockers' union voted to strike on Wednesday.
"#,
    check: Check::Archive(check),
};

fn check(archive: &Archive<'_>, found: &mut Vec<Diagnostic>) {
    let source = archive.source;
    match (archive.kept, archive.path()) {
        (Kept::Absent(why), Some(path)) => {
            let message = format!("the archived text of `{}` is missing: {why}", source.id);
            let finding = Diagnostic::new(Rule::MissingArchive, path.span(), message)
                .with_help("save the text there, or mend the path: it is relative to the timeline");
            found.push(finding);
        }
        (Kept::Unnamed, _) => {
            let (span, message, help) = if let Some(quote) = archive.quotes.first() {
                let message = format!(
                    "`{}` is quoted for {}, and no archived text of it is kept to check that by",
                    source.id, quote.of
                );
                let help = "save the text beside the timeline and name it in `file`";
                (source.id.span(), message, help)
            } else if let (Some(url), None) = (&source.url, &source.archived_url) {
                let message = format!("no copy of `{}` is kept, should its link die", source.id);
                let help = "save the page and name it in `file`, or name a copy in a web archive in `archived_url`";
                (url.span(), message, help)
            } else {
                return;
            };
            let mut finding = Diagnostic::new(Rule::MissingArchive, span, message).with_help(help);
            finding.severity = Severity::Note;
            found.push(finding);
        }
        _ => {}
    }
}
