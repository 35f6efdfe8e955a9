//! `hash-mismatch`.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Archive, Check, Entry, Group, Kept};
use crate::diagnostic::{Diagnostic, Rule};

pub(super) const RULE: Entry = Entry {
    rule: Rule::HashMismatch,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "An archived text whose digest is another than the one given.",
    why: "The `sha256` of a source is the SHA-256 digest of the bytes of its `file`, in hexadecimal digits, capital or not. If the file has another, \
it is not the file that the author saw: it was altered since, or the digest is that of another copy. What is quoted from it may \
not have stood there.\n\
Line ends count: git changes them where `core.autocrlf` is set, which `*.txt -text` in `.gitattributes` prevents for text files.",
    mend: "Bring the archived file back as it was, from the history of the repository or from the source itself. Only if you have read it again, and it is \
what the timeline rests on, give its digest as `sha256sum` prints it.",
    wrong: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", file: "gazette.txt",
         sha256: "0d8e7bc1c4ad44bd2b3bdc5b4d1c5ccdb4c13a3a3d1ee7ed3a1eb3d1d8a4f7c2"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette")]),
    ],
)
// file: gazette.txt
The dockers' union voted to strike on Wednesday.
"#,
    right: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", file: "gazette.txt",
         sha256: "1e4d360b172859848cf211787ab651fb2bd80c02f24c205ff424edebbea86676"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", evidence: [(source: "gazette")]),
    ],
)
// file: gazette.txt
The dockers' union voted to strike on Wednesday.
"#,
    check: Check::Archive(check),
};

fn check(archive: &Archive<'_>, found: &mut Vec<Diagnostic>) {
    let (Kept::Bytes { bytes, .. }, Some(given)) = (archive.kept, &archive.source.sha256) else {
        return;
    };
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    if given.trim().eq_ignore_ascii_case(&digest) {
        return;
    }
    let message = format!(
        "the archived text of `{}` does not have this digest",
        archive.source.id
    );
    let mut finding = Diagnostic::new(Rule::HashMismatch, given.span(), message)
        .with_note(format!("its SHA-256 digest is {digest}"))
        .with_note("either the file was altered, or the digest is that of another copy")
        .with_help("bring the file back as it was; give its digest only if you have read it again");
    if let Some(path) = archive.path() {
        finding = finding.with_label(path.span(), "of this file");
    }
    found.push(finding);
}
