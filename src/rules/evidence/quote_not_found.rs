//! `quote-not-found`.

use super::{Archive, Check, Entry, Group, Kept};
use crate::archive::{Missing, Outcome, Variant};
use crate::diagnostic::{Diagnostic, Rule};
use crate::rules::Quote;

pub(super) const RULE: Entry = Entry {
    rule: Rule::QuoteNotFound,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "A quote that does not stand in its source.",
    why: "The `quote` of a piece of evidence is verbatim text, and the archived text in the source's `file` does not have it: it was altered or made up, \
or it stands in another source. A misquotation carries the weight of its source without being covered by it.\n\
White space counts as one space, however much there is and across line ends; soft hyphens and zero-width characters do not count; letters are compared as \
Unicode composes them (form C). HTML and XML are searched as text: without tags, comments and scripts. Everything else \
counts, capitals, quotation marks and dashes too. An ellipsis (`…`, `...`, `[…]`, `[...]`) stands for words that were left out: what stands \
before and behind it must follow in this order.",
    mend: "Quote what stands there: the nearest passage is shown. Where the wording does not matter, write `says` in place of `quote`; \
where the quote is from elsewhere, name that source.",
    wrong: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [(id: "gazette", title: "The strike, day by day", file: "gazette.txt")],
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03",
         evidence: [(source: "gazette", quote: "wages were cut by a third in March")]),
    ],
)
// file: gazette.txt
Trade was slack all winter. As the owners said, wages
were cut by a tenth in March, and the men bore it.
"#,
    right: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [(id: "gazette", title: "The strike, day by day", file: "gazette.txt")],
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03",
         evidence: [(source: "gazette", quote: "wages were cut […] in March")]),
    ],
)
// file: gazette.txt
Trade was slack all winter. As the owners said, wages
were cut by a tenth in March, and the men bore it.
"#,
    check: Check::Archive(check),
};

/// So many characters of a quote are repeated.
const REPEATED: usize = 80;

fn check(archive: &Archive<'_>, found: &mut Vec<Diagnostic>) {
    let Kept::Bytes {
        text: Some(Ok(text)),
        ..
    } = archive.kept
    else {
        return;
    };
    let quotes: Vec<&str> = archive.quotes.iter().map(|quote| &**quote.text).collect();
    let outcomes = text.search(&quotes).outcomes;
    for (quote, outcome) in archive.quotes.iter().zip(outcomes) {
        match outcome {
            Outcome::Found => {}
            Outcome::Empty => found.push(empty(archive, quote)),
            Outcome::GivenUp => found.push(given_up(archive, quote)),
            Outcome::Missing(missing) => found.push(finding(archive, quote, &missing)),
        }
    }
}

fn at(quote: &Quote<'_>, message: String) -> Diagnostic {
    Diagnostic::new(Rule::QuoteNotFound, quote.text.span(), message)
}

fn empty(archive: &Archive<'_>, quote: &Quote<'_>) -> Diagnostic {
    let message = format!(
        "the quote from `{}` for {} has no words",
        archive.source.id, quote.of
    );
    at(quote, message).with_help("write the words that stand there, or take `quote` out")
}

fn given_up(archive: &Archive<'_>, quote: &Quote<'_>) -> Diagnostic {
    let message = format!(
        "whether the quote for {} stands in `{}` was not found out",
        quote.of, archive.source.id
    );
    at(quote, message)
        .possible()
        .with_note("too many quotes from it are parts of each other")
}

fn finding(archive: &Archive<'_>, quote: &Quote<'_>, missing: &Missing) -> Diagnostic {
    let source = &archive.source.id;
    let message = if missing.parts == 1 {
        format!("the quote for {} does not stand in `{source}`", quote.of)
    } else {
        format!(
            "part {} of the quote for {} does not stand in `{source}`",
            missing.part + 1,
            quote.of
        )
    };
    let mut finding = at(quote, message);
    if missing.parts > 1 {
        let part = cut(&missing.text);
        finding = finding.with_note(if missing.is_elsewhere {
            format!("“{part}” stands there, but not behind the part before it")
        } else {
            format!("“{part}” does not stand there")
        });
    }
    let Some(nearest) = &missing.nearest else {
        let finding = if missing.is_elsewhere {
            finding.with_help("give the parts in the order in which they stand there")
        } else {
            finding.with_note("nothing like it was found there")
        };
        return finding.with_help("name the source that says it, or give a paraphrase in `says`");
    };
    let line = nearest
        .line
        .map_or_else(String::new, |line| format!(" in line {line}"));
    let path = archive.path().map_or("the archived text", |path| path);
    finding = finding.with_note(format!(
        "the nearest passage{line} of `{path}`: {}",
        nearest.passage
    ));
    if missing.is_elsewhere {
        return finding.with_help("give the parts in the order in which they stand there");
    }
    if nearest.differs.is_empty() {
        return finding.with_help(
            "quote what stands there, or give a paraphrase in `says` in place of `quote`",
        );
    }
    let names: Vec<&str> = nearest.differs.iter().copied().map(Variant::name).collect();
    finding.with_help(format!(
        "it differs only in its {}: quote it as it stands there",
        names.join(" and ")
    ))
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(REPEATED).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
