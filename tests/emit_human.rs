//! What people read of findings: each snapshot was looked at.

use annals::diagnostic::{Diagnostic, Rule, StatementKind, StatementNote};
use annals::emit::Human;
use annals::report::Places;
use annals::source::{FileId, SourceMap, Span};

/// Files, and spans of words in them.
#[derive(Default)]
struct Files {
    sources: SourceMap,
}

impl Files {
    fn with(name: &str, text: &str) -> Self {
        let mut files = Self::default();
        files.sources.add(name, text);
        files
    }

    fn and(mut self, name: &str, text: &str) -> Self {
        self.sources.add(name, text);
        self
    }

    /// The place of the first `word` in file number `file`.
    fn at(&self, file: u32, word: &str) -> Span {
        self.nth(file, word, 0)
    }

    fn nth(&self, file: u32, word: &str, nth: usize) -> Span {
        let id = FileId::new(file);
        let text = self.sources.file(id).text();
        let (start, _) = text
            .match_indices(word)
            .nth(nth)
            .expect("the word is there");
        let start = u32::try_from(start).expect("texts are short");
        Span::new(
            id,
            start,
            start + u32::try_from(word.len()).expect("texts are short"),
        )
    }

    fn draw(&self, finding: &Diagnostic) -> String {
        Human::plain().render(finding, &Places::new(&self.sources))
    }
}

fn statement(kind: StatementKind, text: &str, trust: &str, span: Span) -> StatementNote {
    StatementNote {
        kind,
        events: vec!["vote".into()],
        sources: vec!["gazette".into()],
        text: text.into(),
        trust: trust.into(),
        span,
    }
}

const STRIKE: &str = r#"Timeline(
    annals: 1,
    title: "A harbour strike",
    events: [
        (id: "pay-cut", title: "Owners cut pay", when: "1931-03"),
        (id: "vote", title: "Union votes to strike", when: "1931-06-15",
         because: ["pay-cut"]),
        (id: "strike", title: "Strike", when: "1931-05~/1931-06-19"),
    ],
    links: [
        (from: "vote", to: "strike", kind: "leads_to", lag: "P1D/P60D"),
        (from: "voet", to: "strike", kind: "precedes"),
    ],
)
"#;

#[test]
fn unknown_id_with_a_suggestion() {
    let files = Files::with("timelines/strike.ron", STRIKE);
    let finding = Diagnostic::new(
        Rule::UnknownEvent,
        files.at(0, "voet"),
        "no event has the id `voet`",
    )
    .with_label(files.nth(0, "\"vote\"", 0), "`vote` stands here")
    .with_help("did you mean `vote`?");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn wrong_type() {
    let files = Files::with("a.ron", "(\n  annals: \"one\",\n)\n");
    let finding = Diagnostic::new(
        Rule::WrongType,
        files.at(0, "\"one\""),
        "`annals` takes an integer",
    )
    .with_here("this is a string")
    .with_help("write `annals: 1`");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn contradiction_over_two_files() {
    let files = Files::with("timelines/strike.ron", STRIKE).and(
        "timelines/background.ron",
        "(\n  annals: 1,\n  events: [\n    (id: \"lockout\", when: \"1931-05\", precedes: [\"vote\"]),\n  ],\n)\n",
    );
    let mut finding = Diagnostic::new(
        Rule::Contradiction,
        files.at(0, "1931-06-15"),
        "these statements cannot hold together",
    )
    .with_label(files.at(0, "1931-06-15"), "vote starts on 1931-06-15 at the earliest")
    .with_label(
        files.at(0, "from: \"vote\", to: \"strike\""),
        "strike starts at least 1 day after vote: on 1931-06-16 at the earliest",
    )
    .with_label(
        files.at(0, "1931-05~/1931-06-19"),
        "strike starts before 1931-06-01",
    )
    .with_label(
        files.at(1, "precedes: [\"vote\"]"),
        "lockout ends before vote starts",
    )
    .with_note("vote starts on 1931-06-15 at the earliest")
    .with_note("so strike would start on 1931-06-16 at the earliest and before 1931-06-01: they miss each other by 15 days")
    .with_help("doubt first: `vote: 1931-06-15` (reported)");
    finding.statements = vec![
        statement(
            StatementKind::Date,
            "vote: 1931-06-15",
            "reported",
            files.at(0, "1931-06-15"),
        ),
        statement(
            StatementKind::Date,
            "lockout: 1931-05",
            "reported",
            files.at(1, "1931-05"),
        ),
    ];
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn causal_cycle() {
    let text = "(\n  events: [\n    (id: \"a\", because: [\"c\"]),\n    (id: \"b\", because: [\"a\"]),\n    (id: \"c\", because: [\"b\"]),\n  ],\n)\n";
    let files = Files::with("cycle.ron", text);
    let finding = Diagnostic::new(
        Rule::CausalCycle,
        files.at(0, "because: [\"c\"]"),
        "`a` causes itself: a → b → c → a",
    )
    .with_here("c causes a")
    .with_label(files.at(0, "because: [\"a\"]"), "a causes b")
    .with_label(files.at(0, "because: [\"b\"]"), "b causes c");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn labels_on_one_line() {
    let files = Files::with(
        "a.ron",
        "(id: \"a\", when: \"1931-02-30\", lasts: \"P1D\", id: \"b\")",
    );
    let finding = Diagnostic::new(
        Rule::WrongType,
        files.nth(0, "id", 1),
        "the field `id` stands twice",
    )
    .with_here("again here")
    .with_label(files.nth(0, "id", 0), "first here")
    .with_label(files.at(0, "P1D"), "this has nothing to do with it");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn very_long_line() {
    let line = format!(
        "events: [{}(id: \"läte\", when: \"1931-02-30\"), {}(id: \"b\")]",
        "(id: \"x\"), ".repeat(5000),
        "(id: \"y\"), ".repeat(5000)
    );
    let files = Files::with("one-line.ron", &line);
    let finding = Diagnostic::new(
        Rule::InvalidDate,
        files.at(0, "30"),
        "February 1931 has 28 days",
    )
    .with_here("no such day")
    .with_label(files.at(0, "(id: \"b\")"), "far away on the same line");
    let drawn = files.draw(&finding);
    assert!(drawn.len() < 2000);
    insta::assert_snapshot!(drawn);
}

#[test]
fn tabs() {
    let files = Files::with(
        "tabs.ron",
        "(\n\tevents:\t[\n\t\t(id:\t\"a\",\twhen:\t\"1931-13\"),\n\t],\n)",
    );
    let finding = Diagnostic::new(
        Rule::InvalidDate,
        files.at(0, "13\""),
        "there is no month 13",
    )
    .with_here("months are 01 to 12");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn carriage_returns() {
    let files = Files::with("dos.ron", "(\r\n  annals: 1,\r\n  titel: \"x\",\r\n)\r\n");
    let finding = Diagnostic::new(
        Rule::UnknownField,
        files.at(0, "titel"),
        "there is no field `titel`",
    )
    .with_help("did you mean `title`?");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn byte_order_mark() {
    let files = Files::with("bom.ron", "\u{feff}(anals: 1)");
    let finding = Diagnostic::new(
        Rule::UnknownField,
        files.at(0, "anals"),
        "there is no field `anals`",
    )
    .with_help("did you mean `annals`?");
    let drawn = files.draw(&finding);
    assert!(drawn.contains("bom.ron:1:2\n"));
    insta::assert_snapshot!(drawn);
}

#[test]
fn empty_file() {
    let files = Files::with("empty.ron", "");
    let place = Span::new(FileId::new(0), 0, 0);
    let finding = Diagnostic::new(Rule::Syntax, place, "the file is empty")
        .with_help("`annals init` writes a first timeline");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn end_of_file() {
    let files = Files::with("open.ron", "(\n  events: [\n    (id: \"a\"),\n");
    let end = files.sources.file(FileId::new(0)).span().at_end();
    let finding = Diagnostic::new(Rule::Syntax, end, "the file ends inside of a list")
        .with_here("`]` is missing")
        .with_label(files.at(0, "["), "the list begins here");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn wide_characters() {
    let files = Files::with(
        "大阪.ron",
        "(id: \"大阪の陣\", when: \"1615-13\", titel: \"夏\")",
    );
    let finding = Diagnostic::new(
        Rule::InvalidDate,
        files.at(0, "13\""),
        "there is no month 13",
    )
    .with_here("months are 01 to 12")
    .with_label(files.at(0, "大阪の陣"), "the event");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn control_characters() {
    let text = "(id: \"\u{1b}[2Jvote\u{7}\u{0}\u{85}\", title: \"a\u{202e}b\u{200b}c\u{2028}d\", when: \"x\")";
    let files = Files::with("evil\u{1b}[31m.ron", text);
    let finding = Diagnostic::new(
        Rule::InvalidDate,
        files.at(0, "\"x\""),
        "`\u{1b}]0;title\u{7}x` is no date",
    )
    .with_label(files.at(0, "b\u{200b}c"), "\u{9b}31mred\u{2066}")
    .with_note("a note\nwith two lines\r\n")
    .with_help("write \u{202e}EDTF");
    let drawn = files.draw(&finding);
    assert!(
        drawn
            .chars()
            .all(|c| c == '\n' || !annals::emit::safe::is_unsafe(c))
    );
    insta::assert_snapshot!(drawn);
}

#[test]
fn file_name_with_line_ends() {
    let files = Files::with("\nerror: fake\n::error::x.ron", "(x: 1)");
    let finding = Diagnostic::new(
        Rule::UnknownField,
        files.at(0, "x"),
        "there is no field `x`",
    );
    let drawn = files.draw(&finding);
    assert_eq!(
        drawn
            .lines()
            .filter(|line| line.starts_with("error"))
            .count(),
        1
    );
    insta::assert_snapshot!(drawn);
}

#[test]
fn span_over_many_lines() {
    let body = "    (id: \"a\"),\n".repeat(30);
    let files = Files::with("long.ron", &format!("(\n  events: [\n{body}  ],\n)\n"));
    let start = files.at(0, "[").start;
    let end = files.at(0, "]").end;
    let finding = Diagnostic::new(
        Rule::DuplicateId,
        files.nth(0, "\"a\"", 3),
        "two events have the id `a`",
    )
    .with_label(files.nth(0, "\"a\"", 29), "another one")
    .with_label(
        Span::new(FileId::new(0), start, end),
        "all events of this list",
    );
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn span_over_a_few_lines() {
    let files = Files::with(
        "a.ron",
        "[\n  (id: \"a\",\n   when: \"1931\",\n   lasts: \"P2Y\"),\n]\n",
    );
    let text = "(id: \"a\",\n   when: \"1931\",\n   lasts: \"P2Y\")";
    let finding = Diagnostic::new(
        Rule::Contradiction,
        files.at(0, text),
        "`a` lasts longer than its year",
    )
    .with_here("this event")
    .with_label(files.at(0, "\"P2Y\""), "730 days or more")
    .with_label(files.at(0, "\"1931\""), "within 365 days");
    insta::assert_snapshot!(files.draw(&finding));
}

#[test]
fn explanation_of_very_many_statements() {
    let text: String = (0..500)
        .map(|n| format!("(id: \"e{n:03}\", because: [\"x\"]),\n\n\n"))
        .collect();
    let files = Files::with("chain.ron", &text);
    let mut finding = Diagnostic::new(
        Rule::Contradiction,
        files.at(0, "e000"),
        "these statements cannot hold together",
    );
    finding.statements = (0..500)
        .map(|n| {
            let id = format!("e{n:03}");
            let place = files.at(0, &id);
            statement(
                StatementKind::Link,
                &format!("x causes {id}"),
                "reported",
                place,
            )
        })
        .collect();
    let drawn = files.draw(&finding);
    assert!(drawn.lines().count() < 120, "{}", drawn.lines().count());
    assert!(drawn.contains("476 more places"), "{drawn}");
}
