//! `unreadable-archive`.

use super::{Archive, Check, Entry, Group, Kept};
use crate::diagnostic::{Diagnostic, Rule};

pub(super) const RULE: Entry = Entry {
    rule: Rule::UnreadableArchive,
    group: Group::Evidence,
    since: "0.1.0",
    fixable: false,
    summary: "An archived file that cannot be searched as text.",
    why: "Something is quoted from a source whose archived file is no text: a PDF, an image, a word processor's document, \
or text in an encoding that cannot be told. Its quotes are then not judged, neither as right nor as wrong.\n\
Read are UTF-8, UTF-16 with a byte order mark, and HTML and XML in any encoding of the web that they declare. Tags, comments and scripts \
of HTML and XML are not searched. A file that cannot be opened is reported, too, where something needs it.",
    mend: "Keep the text beside the original, as UTF-8 (`pdftotext` makes it of a PDF), and name the text in `file`.",
    wrong: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", file: "gazette.pdf"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15",
         evidence: [(source: "gazette", quote: "voted to strike on Wednesday")]),
    ],
)
// file: gazette.pdf
%PDF-1.7
"#,
    right: r#"// file: timeline.ron
(
    annals: 1,
    title: "A harbour strike",
    sources: [
        (id: "gazette", title: "The strike, day by day", file: "gazette.txt"),
    ],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15",
         evidence: [(source: "gazette", quote: "voted to strike on Wednesday")]),
    ],
)
// file: gazette.txt
The dockers' union voted to strike on Wednesday.
"#,
    check: Check::Archive(check),
};

fn check(archive: &Archive<'_>, found: &mut Vec<Diagnostic>) {
    let Some(path) = archive.path() else {
        return;
    };
    let count = match archive.quotes.len() {
        1 => "1 quote of it was not checked".to_owned(),
        count => format!("{count} quotes of it were not checked"),
    };
    let id = &archive.source.id;
    let finding = |message: String| Diagnostic::new(Rule::UnreadableArchive, path.span(), message);
    match archive.kept {
        Kept::Closed(why) => {
            let message = format!("the archived text of `{id}` cannot be read: {why}");
            found.push(finding(message).with_help("mend the permissions of the file"));
        }
        Kept::Bytes {
            text: Some(Err(unreadable)),
            ..
        } => {
            let reason = unreadable.reason();
            let message = format!("the archived file of `{id}` cannot be searched: {reason}");
            let help = "keep its text beside it, as UTF-8, and name the text in `file`";
            found.push(finding(message).with_note(count).with_help(help));
        }
        _ => {}
    }
}
