//! Archived texts: quotes that stand in them, files that are no text, and files made to do harm.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test writes files and fails where it cannot"
)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use annals::archive::{ArchivedText, Missing, Outcome};
use annals::diagnostic::Diagnostic;
use annals::workspace::{CheckOptions, check};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

/// A folder with a timeline and its archives.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("project/deep")).unwrap();
        fs::write(folder.path().join("project/annals.toml"), "").unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("project").join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// What a check finds in each file: its name, rule, level and message.
    fn found(&self, name: &str) -> Vec<(String, String, String)> {
        let checked = check(&[self.path(name)], None, &CheckOptions::default()).unwrap();
        let of_file = |file: &annals::workspace::CheckedFile| {
            let name = file.path.rsplit('/').next().unwrap().to_owned();
            let told = |finding: &Diagnostic| {
                let what = format!("{}[{}]", finding.severity.name(), finding.rule.name());
                (name.clone(), what, finding.message.clone())
            };
            file.diagnostics.iter().map(told).collect::<Vec<_>>()
        };
        checked.files.iter().flat_map(of_file).collect()
    }

    /// What is found of a source with this archive, from which something is quoted.
    fn quoting(&self, file: &str, quote: &str) -> Vec<(String, String)> {
        let text = format!(
            r#"(annals: 1, title: "T", sources: [(id: "s", title: "S", file: {file:?})],
            events: [(id: "e", title: "E", evidence: [(source: "s", quote: {quote:?})])])"#
        );
        self.write("t.ron", text);
        let found = self.found("t.ron").into_iter();
        found.map(|(_, what, message)| (what, message)).collect()
    }

    /// The rules that fire on it.
    fn rules(&self, file: &str, quote: &str) -> Vec<String> {
        let found = self.quoting(file, quote).into_iter();
        found.map(|(what, _)| what).collect()
    }
}

const NOT_FOUND: &str = "error[quote-not-found]";
const UNREADABLE: &str = "warning[unreadable-archive]";
const UNREACHABLE: &str = "error[unreachable-file]";

#[test]
fn quotes_of_events_claims_links_and_choices_are_looked_for() {
    let folder = Folder::new();
    folder.write("s.txt", "Wages were cut\nin March.");
    folder.write(
        "t.ron",
        r#"(annals: 1, title: "T", sources: [(id: "s", title: "S", file: "s.txt")],
        events: [
            (id: "a", title: "A", when: "1930", evidence: [(source: "s", quote: "one"), (source: "s", quote: "cut in March")],
             claims: [(when: "1930", evidence: [(source: "s", quote: "two")])]),
            (id: "b", title: "B", when: "1931", status: planned, evidence: [(source: "s", quote: "three")]),
            (id: "c", title: "C", when: "1932", evidence: [(source: "s", quote: "Wages were")]),
        ],
        links: [(from: "a", to: "c", kind: "causes", evidence: [(source: "s", quote: "four")])],
        choices: [(any_of: [[(from: "a", to: "c", kind: "before", evidence: [(source: "s", quote: "five")])]])])"#,
    );
    let found = folder.found("t.ron").into_iter();
    let found = found.filter(|(_, what, _)| what == NOT_FOUND);
    let messages: Vec<String> = found.map(|(_, _, message)| message).collect();
    assert_eq!(
        messages,
        [
            "the quote for `a` does not stand in `s`",
            "the quote for `a` does not stand in `s`",
            "the quote for `b` does not stand in `s`",
            "the quote for `a` → `c` does not stand in `s`",
            "the quote for `a` → `c` does not stand in `s`",
        ]
    );
}

#[test]
fn findings_belong_to_the_file_that_quotes_and_to_that_which_declares() {
    let folder = Folder::new();
    folder.write("deep/s.txt", "Wages were cut in March.");
    folder.write("deep/p.pdf", "%PDF-1.7");
    let digest = "0".repeat(64);
    folder.write(
        "deep/sources.ron",
        format!(
            r#"(annals: 1, title: "S", sources: [
            (id: "s", title: "S", file: "s.txt", sha256: "{digest}"), (id: "p", title: "P", file: "p.pdf"),
            (id: "m", title: "M", file: "missing.txt")])"#
        ),
    );
    folder.write(
        "t.ron",
        r#"(annals: 1, title: "T", uses: [(file: "deep/sources.ron", as: "b")],
        events: [(id: "e", title: "E", evidence: [(source: "b/s", quote: "Wages were raised in March"),
            (source: "b/s", quote: "Wages were cut"), (source: "b/p", quote: "no"), (source: "b/m", quote: "no")])])"#,
    );
    let mut found: Vec<(String, String)> = folder
        .found("t.ron")
        .into_iter()
        .map(|(file, what, _)| (file, what))
        .collect();
    found.sort();
    let expected = [
        ("sources.ron", "error[hash-mismatch]"),
        ("sources.ron", "warning[missing-archive]"),
        ("sources.ron", UNREADABLE),
        ("t.ron", NOT_FOUND),
    ];
    assert_eq!(
        found,
        expected.map(|(file, what)| (file.to_owned(), what.to_owned()))
    );
}

#[test]
fn what_nothing_is_quoted_from_and_has_no_digest_is_not_read() {
    let folder = Folder::new();
    folder.write("s.pdf", "%PDF-1.7");
    folder.write(
        "t.ron",
        r#"(annals: 1, title: "T", sources: [(id: "s", title: "S", file: "s.pdf")],
        events: [(id: "e", title: "E", evidence: [(source: "s", at: "page 2")])])"#,
    );
    assert_eq!(folder.found("t.ron"), []);
}

#[test]
fn a_digest_is_that_of_the_bytes_in_whatever_capitals() {
    let folder = Folder::new();
    // "abc", the first test vector of FIPS 180-2.
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let found = |bytes: &[u8], digest: &str| {
        folder.write("s.bin", bytes);
        let text = format!(
            r#"(annals: 1, title: "T", sources: [(id: "s", title: "S", file: "s.bin", sha256: "{digest}")])"#
        );
        folder.write("t.ron", text);
        let checked = check(&[folder.path("t.ron")], None, &CheckOptions::default()).unwrap();
        let findings = checked.files[0].diagnostics.iter();
        findings
            .map(|finding| (finding.rule.name(), finding.notes[0].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(b"abc", digest), []);
    assert_eq!(found(b"abc", &digest.to_uppercase()), []);
    let altered = found(b"abc\n", digest);
    let printed = "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb";
    assert_eq!(
        altered,
        [("hash-mismatch", format!("its SHA-256 digest is {printed}"))]
    );
}

#[test]
fn nothing_outside_the_folder_is_searched() {
    let folder = Folder::new();
    let secret = folder.folder.path().join("secret.txt");
    fs::write(&secret, "the secret").unwrap();
    symlink(&secret, folder.path("link.txt")).unwrap();
    symlink(folder.folder.path(), folder.path("up")).unwrap();
    for file in [
        "link.txt",
        "up/secret.txt",
        "../secret.txt",
        "/etc/passwd",
        "up/none.txt",
    ] {
        let found = folder.quoting(file, "the secret is another");
        assert_eq!(found.len(), 1, "{file}: {found:?}");
        assert_eq!(found[0].0, UNREACHABLE, "{file}");
        assert!(!found[0].1.contains("the secret"), "{found:?}");
    }
}

#[test]
fn folders_pipes_and_huge_files_are_not_opened() {
    let folder = Folder::new();
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.path("pipe.txt"))
        .status();
    assert!(pipe.unwrap().success());
    let huge = fs::File::create(folder.path("huge.txt")).unwrap();
    huge.set_len((64 << 20) + 1).unwrap();
    for file in ["deep", "pipe.txt", "huge.txt"] {
        assert_eq!(
            folder.rules(file, "x"),
            ["warning[unreachable-file]"],
            "{file}"
        );
    }
    assert_eq!(folder.rules("none.txt", "x"), ["warning[missing-archive]"]);
    symlink("circle.txt", folder.path("circle.txt")).unwrap();
    assert_eq!(
        folder.rules("circle.txt", "x"),
        ["warning[missing-archive]"]
    );
}

#[test]
fn what_is_no_text_is_not_judged() {
    let folder = Folder::new();
    for bytes in [
        &b"%PDF-1.4 wages"[..],
        b"\x89PNG\r\n\x1a\n",
        b"wages\0were",
        b"H\xfctte",
        b"\xff\xfea\0\0\xd8b\0",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nw=E4ges",
    ] {
        folder.write("s.txt", bytes);
        assert_eq!(folder.rules("s.txt", "wages"), [UNREADABLE], "{bytes:?}");
    }
    folder.write("s.txt", b"\xff\xfew\0\xe4\0g\0e\0s\0");
    assert_eq!(folder.rules("s.txt", "wäges"), [""; 0]);
    folder.write("s.html", b"<meta charset='iso-8859-1'><p>H\xfctte");
    assert_eq!(folder.rules("s.html", "Hütte"), [""; 0]);
    folder.write("s.txt", b"");
    assert_eq!(folder.rules("s.txt", "wages"), [NOT_FOUND]);
}

/// The outcome for one quote, and the steps.
fn search(bytes: &[u8], name: &str, quote: &str) -> (Outcome, u64) {
    let text = ArchivedText::read(bytes, name).unwrap();
    let mut search = text.search(&[quote]);
    (search.outcomes.remove(0), search.steps)
}

#[test]
fn pages_made_to_do_harm_are_read_like_others() {
    const MANY: usize = 1_000_000;
    let end = "<p>wages were cut</p>";
    for page in [
        format!("<html>{}{end}", "<div>".repeat(MANY)),
        format!("<html>{}{end}", "</div>".repeat(MANY)),
        format!("<html>{}>{end}", "<".repeat(MANY)),
        format!("<html>{}{end}", "&amp".repeat(MANY)),
        format!("<html><p {}>{end}", "a='b' ".repeat(MANY)),
        format!("<html>{}{end}", "<!-- -->".repeat(MANY)),
        format!("<html>{}{end}", "<script></script>".repeat(MANY)),
    ] {
        let (outcome, steps) = search(page.as_bytes(), "s.html", "wages were cut");
        assert_eq!(outcome, Outcome::Found, "{}", &page[..40]);
        assert!(steps <= 2 * page.len() as u64, "{steps}");
    }
    // What is never closed hides the rest.
    for start in [
        "<script>",
        "<!--",
        "<p a='",
        "<style>",
        "<script><!-- <script>",
    ] {
        let page = format!("<html>{start}{}{end}", "x ".repeat(MANY));
        let (outcome, _) = search(page.as_bytes(), "s.html", "wages were cut");
        assert!(matches!(outcome, Outcome::Missing(_)), "{start}");
    }
}

#[test]
fn one_long_line_with_a_thousand_wrong_quotes_takes_linear_steps() {
    let sentence = "The owners of the harbour cut wages again in the spring of that year. ";
    let text = sentence.repeat((4 << 20) / sentence.len());
    let archive = ArchivedText::read(text.as_bytes(), "s.txt").unwrap();
    let quotes: Vec<String> = (0..1_000)
        .map(|number| format!("The owners of the harbour cut {number} wages again in the autumn"))
        .collect();
    let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
    let search = archive.search(&quotes);
    for outcome in &search.outcomes {
        let Outcome::Missing(Missing {
            nearest: Some(nearest),
            ..
        }) = outcome
        else {
            panic!("{outcome:?}");
        };
        assert_eq!(
            nearest.passage,
            "The owners of the harbour cut wages again in the spring"
        );
    }
    // The comparisons of words: at most four passages for a quote.
    let compared = quotes.len() as u64 * 4 * 12 * 50;
    assert!(
        search.steps < 3 * text.len() as u64 + compared,
        "{}",
        search.steps
    );
}

#[test]
fn many_repetitions_of_many_words_are_bounded() {
    let text = "a b c d e f g h ".repeat(100_000);
    let archive = ArchivedText::read(text.as_bytes(), "s.txt").unwrap();
    let quotes: Vec<String> = (0..2_000)
        .map(|number| format!("{}{number}", "h g f e d c b a ".repeat(100)))
        .collect();
    let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
    let search = archive.search(&quotes);
    assert!(
        search
            .outcomes
            .iter()
            .all(|o| matches!(o, Outcome::Missing(_)))
    );
    assert!(search.steps < 80_000_000, "{}", search.steps);
}

#[test]
fn a_passage_of_the_archive_is_shown_safely_and_is_no_longer_than_200_characters() {
    let folder = Folder::new();
    let long = "word ".repeat(500);
    folder.write(
        "s.txt",
        format!("wages \u{1b}[31mwere\u{202e} cut\n::error::in March {long}"),
    );
    folder.write(
        "t.ron",
        r#"(annals: 1, title: "T", sources: [(id: "s", title: "S", file: "s.txt")],
        events: [(id: "e", title: "E", evidence: [(source: "s", quote: "wages 31mwere cut ::error::in May")])])"#,
    );
    let checked = check(&[folder.path("t.ron")], None, &CheckOptions::default()).unwrap();
    let note = &checked.files[0].diagnostics[0].notes[0];
    let (_, passage) = note.split_once(": ").unwrap();
    assert!(passage.contains("error::in March"), "{passage}");
    assert!(passage.chars().count() <= 200);
}

/// Sentences of words, each of which stands in one sentence only, and small words between.
fn sentences() -> impl Strategy<Value = Vec<Vec<String>>> {
    let word = prop_oneof!["[a-zäöüé]{2,8}", "[一-龥]{1,3}", "[а-я]{2,6}"];
    prop::collection::vec(prop::collection::vec(word, 5..15), 3..20)
}

/// The text with other white space at its spaces, invisible characters within words, decomposed.
fn rewrapped(text: &str, choices: &[u8]) -> String {
    const SPACES: [&str; 7] = [
        "\n",
        "\r\n\t",
        "  ",
        "\u{a0}",
        "\u{2003} ",
        "\n\n   ",
        " \u{200b} ",
    ];
    let mut choices = choices.iter().cycle();
    let mut wrapped = String::new();
    for c in text.chars() {
        let choice = usize::from(*choices.next().unwrap());
        if c == ' ' {
            wrapped.push_str(SPACES[choice % SPACES.len()]);
        } else {
            wrapped.push(c);
            if choice % 11 == 0 {
                wrapped.push('\u{ad}');
            }
        }
    }
    wrapped.nfd().collect()
}

fn joined(sentences: &[Vec<String>]) -> Vec<String> {
    let numbered = sentences.iter().enumerate();
    numbered
        .map(|(number, words)| format!("S{number}x {}.", words.join(" ")))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_stands_there_is_found_however_it_is_wrapped(
        sentences in sentences(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        choices in prop::collection::vec(any::<u8>(), 1..64),
        in_quote in any::<bool>(),
    ) {
        let text: String = joined(&sentences).join(" ").nfc().collect();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (from, to) = (*from.get(&starts), *to.get(&starts));
        let part = text[from.min(to)..from.max(to)].trim();
        prop_assume!(!part.is_empty());
        let wrapped = rewrapped(part, &choices);
        let (text, quote) = if in_quote {
            (text.clone(), wrapped)
        } else {
            (rewrapped(&text, &choices), part.to_owned())
        };
        prop_assert_eq!(search(text.as_bytes(), "s.txt", &quote).0, Outcome::Found);
    }

    #[test]
    fn an_altered_sentence_is_not_found_and_its_like_is_shown(
        sentences in sentences(),
        which in any::<prop::sample::Index>(),
        word in any::<prop::sample::Index>(),
    ) {
        let texts = joined(&sentences);
        let at = which.index(sentences.len());
        let mut words = sentences[at].clone();
        let altered = word.index(words.len());
        words[altered] = format!("NOT{}", words[altered]);
        let quote = format!("S{at}x {}.", words.join(" "));
        let (outcome, _) = search(texts.join(" ").as_bytes(), "s.txt", &quote);
        let Outcome::Missing(missing) = outcome else {
            panic!("{outcome:?}");
        };
        let passage = missing.nearest.expect("all but one of its words stand there").passage;
        let expected: String = texts[at].nfc().collect();
        if expected.chars().count() <= 190 {
            prop_assert!(passage.contains(&expected), "{}\n{}", passage, expected);
        }
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..400), quote in ".{0,40}", name in "s\\.(txt|html|xml)") {
        if let Ok(text) = ArchivedText::read(&bytes, &name) {
            prop_assert_eq!(text.search(&[&quote, "a … b"]).outcomes.len(), 2);
        }
    }

    #[test]
    fn no_page_makes_it_fail(page in "(<[a-z]{0,6}[ />]|</|<!--|-->|&[a-z#0-9]{0,5};?|script|<!\\[CDATA\\[|\\]\\]>|[a-z<>&é ]){0,60}", start in "(<\\?xml\\?>)?") {
        let page = format!("{start}{page}");
        let text = ArchivedText::read(page.as_bytes(), "s.html").unwrap();
        let search = text.search(&["script", "a [...] b", &page]);
        prop_assert_eq!(search.outcomes.len(), 3);
    }
}
