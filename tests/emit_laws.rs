//! Laws of drawing findings: safe on any text, and at a cost that no file can drive up.

use annals::diagnostic::{Diagnostic, Rule};
use annals::emit::{Human, concise, excerpts, safe};
use annals::report::Places;
use annals::source::{FileId, SourceMap, Span};
use proptest::prelude::*;

const A: FileId = FileId::new(0);

fn sources(name: &str, text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add(name, text);
    sources
}

/// Text with much of what is hard to draw.
fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[a-z \\t\"(:)]{0,20}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\u{202e}大🜚\u{1b}[2J".to_owned()),
        Just("word ".repeat(60)),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A span at character boundaries; the fractions are per mille of the text.
fn span(text: &str, from: usize, to: usize) -> Span {
    let at = |share: usize| {
        let mut at = text.len() * share / 1000;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        u32::try_from(at).expect("texts are short")
    };
    Span::new(A, at(from.min(to)), at(from.max(to)))
}

proptest! {
    #[test]
    fn drawings_are_safe_on_any_text(
        text in hard_text(),
        name in hard_text(),
        message in hard_text(),
        shares in proptest::collection::vec((0usize..=1000, 0usize..=1000), 1..6),
    ) {
        let sources = sources(&name, &text);
        let places = Places::new(&sources);
        let spans: Vec<_> = shares.iter().map(|&(from, to)| span(&text, from, to)).collect();
        let mut finding = Diagnostic::new(Rule::Syntax, spans[0], message.clone())
            .with_note(message.clone())
            .with_help(message.clone());
        for &other in &spans[1..] {
            finding = finding.with_label(other, message.clone());
        }
        let plain = Human::plain().render(&finding, &places);
        prop_assert!(plain.chars().all(|c| c == '\n' || !safe::is_unsafe(c)), "{:?}", plain);
        // Every line begins with the level, a number, or white space.
        for (number, line) in plain.lines().enumerate() {
            let first = line.chars().next().unwrap_or(' ');
            prop_assert!(
                (number == 0 && line.starts_with("error[syntax]: "))
                    || first == ' '
                    || first.is_ascii_digit()
                    || line.starts_with("..."),
                "{:?}",
                line
            );
        }
        let place = places.start(spans[0]);
        let heading = format!("--> {}:{}:{}\n", safe::one_line(&name), place.line, place.column);
        prop_assert!(plain.contains(&heading), "{} in {}", heading, plain);

        let styled = Human::styled().render(&finding, &places);
        let without = anstream::adapter::strip_str(&styled).to_string();
        prop_assert_eq!(without, plain, "colours change nothing else");

        let mut line = Vec::new();
        concise::write(&mut line, &finding, &places).unwrap();
        let line = String::from_utf8(line).unwrap();
        prop_assert_eq!(line.matches('\n').count(), 1);
        prop_assert!(line.trim_end_matches('\n').chars().all(|c| !safe::is_unsafe(c)));
    }

    #[test]
    fn marks_stand_at_their_text(text in hard_text(), from in 0usize..=1000, to in 0usize..=1000) {
        let sources = sources("a", &text);
        let places = Places::new(&sources);
        let place = span(&text, from, to);
        let marked = sources.slice(place);
        // Longer ones are cut, which other laws are about.
        prop_assume!(marked.len() < 60 && !marked.contains(['\n', '\r', '\t', '\u{feff}']));
        let finding = Diagnostic::new(Rule::Syntax, place, "x");
        let (excerpts, left_out) = excerpts(&finding, &places);
        prop_assert_eq!((excerpts.len(), left_out), (1, 0));
        let shown = &excerpts[0].text[excerpts[0].marks[0].range.clone()];
        prop_assert_eq!(shown, safe::one_line(marked));
        prop_assert_eq!(excerpts[0].first_line, places.start(place).line);
    }
}

/// All that is handed to the renderer for 100,000 findings stays below so many bytes a finding.
const WINDOW: usize = 600;

fn bytes_shown(text: &str, findings: impl Iterator<Item = Diagnostic>) -> (usize, usize) {
    let sources = sources("big.ron", text);
    let places = Places::new(&sources);
    let mut count = 0;
    let mut bytes = 0;
    for finding in findings {
        let (excerpts, _) = excerpts(&finding, &places);
        count += 1;
        bytes += excerpts
            .iter()
            .map(|excerpt| excerpt.text.len())
            .sum::<usize>();
    }
    (count, bytes)
}

#[test]
fn a_hundred_thousand_findings_show_windows_not_files() {
    let event = "(id: \"é\", because: [\"voet\"]),\n";
    let in_lines = event.repeat(100_000);
    let in_one_line = in_lines.replace('\n', " ");
    for text in [in_lines, in_one_line] {
        let step = event.len();
        let findings = (0..100_000).map(|number| {
            let start = u32::try_from(number * step + 22).unwrap();
            Diagnostic::new(
                Rule::UnknownEvent,
                Span::new(A, start, start + 4),
                "no event `voet`",
            )
            .with_label(Span::new(A, start - 11, start - 4), "here")
        });
        let (count, bytes) = bytes_shown(&text, findings);
        assert_eq!(count, 100_000);
        assert!(bytes < count * WINDOW, "{} bytes a finding", bytes / count);
    }
}

#[test]
fn places_on_one_long_line_are_right() {
    let event = "(id: \"é\"), ";
    let text = event.repeat(50_000);
    let sources = sources("a", &text);
    let places = Places::new(&sources);
    let chars = event.chars().count();
    for number in [0usize, 1, 399, 12_345, 49_999] {
        let offset = u32::try_from(number * event.len()).unwrap();
        let column = u32::try_from(number * chars + 1).unwrap();
        assert_eq!(places.at(A, offset).column, column);
    }
}
