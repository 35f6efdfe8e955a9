//! Findings with everything in them that could go wrong on the way to a server.

use annals::diagnostic::{Diagnostic, Edit, Rule, Severity, StatementKind, StatementNote};
use annals::emit::Findings;
use annals::report::{CheckReport, FileReport, Places};
use annals::source::{FileId, SourceMap, Span};
use proptest::prelude::*;

/// Files with their texts, and for each what was found when it was checked.
#[derive(Debug, Clone)]
pub struct Subject {
    files: Vec<(String, String)>,
    found: Vec<Vec<Diagnostic>>,
}

impl Subject {
    pub fn new(files: Vec<(String, String)>, found: Vec<Vec<Diagnostic>>) -> Self {
        Self { files, found }
    }

    /// What `emit` is given for these findings.
    pub fn with<T>(&self, emit: impl FnOnce(&Findings<'_>) -> T) -> T {
        let mut sources = SourceMap::new();
        for (name, text) in &self.files {
            sources.add(name.as_str(), text.as_str());
        }
        let places = Places::new(&sources);
        let reports = self.files.iter().zip(&self.found);
        let reports =
            reports.map(|((name, _), found)| FileReport::new(name).with_findings(found, &places));
        let report = CheckReport::new("2026-11-23", reports.collect());
        let found = self.found.iter().map(Vec::as_slice);
        emit(&Findings::new(&report, &places, found).relative_to("/home/x y"))
    }

    /// What a form writes.
    pub fn written(
        &self,
        write: impl FnOnce(&mut Vec<u8>, &Findings<'_>) -> std::io::Result<()>,
    ) -> String {
        let mut out = Vec::new();
        self.with(|findings| write(&mut out, findings))
            .expect("memory takes it");
        String::from_utf8(out).expect("all forms are UTF-8")
    }

    /// The text of a file that was checked.
    pub fn text(&self, name: &str) -> &str {
        let mut files = self.files.iter();
        let (_, text) = files.find(|(known, _)| known == name).expect("it is there");
        text
    }
}

/// Pieces of text that mean something to a server, a terminal or a reader of XML.
const NASTY: [&str; 27] = [
    "\n::stop-commands::x\n",
    "\r\n##[stop-commands]x",
    "\r",
    "##[add-matcher]x]",
    "::error file=a::x",
    "%0A",
    "%25%0D",
    "]]>",
    "<![CDATA[",
    "&amp;<a b='c'>\"",
    "\u{0}",
    "\u{8}",
    "\u{1b}[31m",
    "\u{9b}31m",
    "\u{fffe}",
    "\u{ffff}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{2028}",
    "[link](1)",
    "[a\\](http://x)",
    "{0} {{1}} }",
    "`",
    "大🜚é",
    "#?;= ,:",
    "\t",
];

pub fn nasty_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(&NASTY[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        2 => "[a-z .,\\\\]{0,8}",
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = String> {
    let first = proptest::sample::select(
        &[
            "",
            "-",
            "../",
            "./",
            "/",
            "/home/x y/",
            "C:/",
            "~",
            "a:",
            "%41",
            ".",
        ][..],
    );
    (first, nasty_text()).prop_map(|(first, rest)| format!("{first}{rest}.ron"))
}

const RULES: [Rule; 6] = [
    Rule::Syntax,
    Rule::Contradiction,
    Rule::CausalCycle,
    Rule::UnlistedKind,
    Rule::UnusedSource,
    Rule::UnneededMask,
];

/// Shares of a text in per mille, from and to.
type Shares = (usize, usize);

fn span(file: usize, text: &str, (from, to): Shares) -> Span {
    let at = |share: usize| {
        let mut at = text.len() * share / 1000;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        u32::try_from(at).expect("texts are short")
    };
    let id = FileId::new(u32::try_from(file).expect("there are few files"));
    Span::new(id, at(from.min(to)), at(from.max(to)))
}

#[derive(Debug, Clone)]
struct Plan {
    rule: Rule,
    possible: bool,
    places: Vec<Shares>,
    texts: Vec<String>,
    fix: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let share = || (0_usize..=1000, 0_usize..=1000);
    (
        proptest::sample::select(&RULES[..]),
        any::<bool>(),
        proptest::collection::vec(share(), 4),
        proptest::collection::vec(nasty_text(), 7),
        any::<bool>(),
    )
        .prop_map(|(rule, possible, places, texts, fix)| Plan {
            rule,
            possible,
            places,
            texts,
            fix,
        })
}

/// A finding on a file whose labels and edits are in the other.
fn finding(plan: &Plan, file: usize, files: &[(String, String)]) -> Diagnostic {
    let other = files.len() - 1 - file;
    let here = |index: usize| span(file, &files[file].1, plan.places[index]);
    let there = |index: usize| span(other, &files[other].1, plan.places[index]);
    let text = |index: usize| plan.texts[index].clone();
    let mut finding = Diagnostic::new(plan.rule, here(0), text(0))
        .with_here(text(1))
        .with_label(there(1), text(2))
        .with_note(text(3))
        .with_help(text(4));
    if plan.possible {
        finding = finding.possible();
    }
    if finding.severity == Severity::Error {
        finding.statements = vec![StatementNote {
            kind: StatementKind::Date,
            events: vec!["a".to_owned()],
            sources: Vec::new(),
            text: text(5),
            trust: "reported".to_owned(),
            span: there(2),
        }];
    }
    if plan.fix {
        let edit = Edit {
            span: here(3),
            text: text(6),
        };
        finding = finding.with_fix(text(5), vec![edit]);
    }
    finding
}

pub fn subject() -> impl Strategy<Value = Subject> {
    let file = || (name(), nasty_text());
    let plans = || proptest::collection::vec(plan(), 0..4);
    ((file(), file()), (plans(), plans())).prop_map(|((a, b), plans)| {
        let b = if a.0 == b.0 {
            (format!("b{}", b.0), b.1)
        } else {
            b
        };
        let files = vec![a, b];
        let found = [plans.0, plans.1];
        let found = found.iter().enumerate().map(|(file, plans)| {
            let found = plans.iter().map(|plan| finding(plan, file, &files));
            found.collect()
        });
        let found = found.collect();
        Subject::new(files, found)
    })
}
