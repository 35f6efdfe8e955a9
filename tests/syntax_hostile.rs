//! Files that nobody writes by hand: a clear answer, in linear time.

use std::sync::Arc;

use annals::diagnostic::{Diagnostic, Severity};
use annals::source::{FileId, SourceFile};
use annals::syntax::{Kind, Part, Reader};

/// Messages and the number of parts.
fn read(text: impl Into<String>) -> (Vec<Diagnostic>, usize) {
    let file = Arc::new(SourceFile::new(FileId::new(0), "a.ron", text));
    let (mut reader, mut found) = (Reader::new(&file), Vec::new());
    let mut parts = 0;
    while reader.next_part(&mut found).is_some() {
        parts += 1;
    }
    (found, parts)
}

fn messages(text: &str) -> Vec<String> {
    let (found, _) = read(text);
    found.into_iter().map(|finding| finding.message).collect()
}

/// Quadratic work on texts of this size would take many minutes.
const MANY: usize = 20_000;

#[test]
fn many_faults_of_one_kind_take_linear_time() {
    let pieces = [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "“",
        "\\\"",
        "\"a\n",
        "\"a\n \\",
        "\n \\\"x",
        "r#\"",
        "r##\"",
        "b\"",
        "/*",
        "*/",
        "/* \"",
        "a: \"b\n",
        "(id: \"a\", title: \"x\n",
        "(id: \"a",
        "\n(id: 'a', ",
        "(id: \"a\", b: \"c, d: \"",
        "\n (",
        "\n(id: 1, e: [",
        "(id: 1, e: [\n",
        "])",
        ")]",
        "),",
        "a b, ",
        "a = 1, ",
        "1931-03 ",
        "x\ty\n",
        "#",
        ";",
        "a: b: ",
        ",",
        ":",
        "Some(",
        "Some",
        "{a: ",
        "{1 ",
        "\0",
        "((id: 1),\n",
        "'a ",
        "\"\\d\"",
        "-",
        "..",
        "a(",
        "a{",
        "\"a, b: \\\"",
        "\u{2028}",
        "é",
        "Event: (",
        "\"a\": ",
        "a: ),",
        "   \n",
    ];
    for piece in pieces {
        for before in ["", "Timeline(events: [\n (id: \"a\"),\n ", "(a: \"x\", b: "] {
            let (found, parts) = read(format!("{before}{}", piece.repeat(MANY)));
            assert!(found.len() <= 201, "{piece:?}: {}", found.len());
            assert!(parts > 0 || !found.is_empty());
        }
    }
}

#[test]
fn a_long_line_of_faults_takes_linear_time() {
    let event = "(id: \"a, title: 'b', when: 1931-03, kind = x y, e: [(a: 1], ], f: “g” h), ";
    let (found, parts) = read(format!("Timeline(events: [{}])", event.repeat(20_000)));
    assert_eq!(found.len(), 201);
    assert!(parts > 10_000);
}

#[test]
fn no_error_is_dropped_silently() {
    let (found, _) = read(format!("(events: [{}])", "(id = 1), ".repeat(450)));
    assert_eq!(found.len(), 201);
    let note = &found[200];
    assert_eq!(note.severity, Severity::Note);
    assert_eq!(note.message, "250 further syntax errors are not shown");
}

#[test]
fn brackets_beyond_the_limit_are_one_error() {
    let deep = format!("Timeline(a: {}, b: 2)", "(".repeat(1_000_000));
    assert_eq!(messages(&deep).len(), 1);
    let deep = format!("Timeline(a: {}{}, b: 2)", "[".repeat(500), "]".repeat(500));
    let (found, parts) = read(deep);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "brackets are nested too deep here");
    assert_eq!(parts, 5, "the field behind it is read");
}

#[test]
fn characters_that_cannot_be_seen_are_named() {
    assert_eq!(
        messages("Timeline(a: 1\0, b: 2)"),
        ["`,` or `)` should stand here, not the character U+0000"]
    );
    assert_eq!(
        messages("Timeline(\u{1b}a: 1)"),
        ["a field should begin here, not the character U+001B"]
    );
    assert_eq!(
        messages("\0\0\0"),
        ["this is a binary file, not a timeline"]
    );
}

#[test]
fn marks_and_line_ends_of_every_kind_are_accepted() {
    for text in [
        "\u{feff}Timeline(\r\n  a: 1,\r\n)\r\n",
        "Timeline(\r  a: 1,\r)",
        "/* a */ #![enable(implicit_some)]\nTimeline(a: 1)",
    ] {
        assert_eq!(messages(text), [""; 0], "{text:?}");
    }
    let comment = messages("// a\rTimeline(a: 1)\r");
    assert_eq!(
        comment,
        ["the file holds only comments: its lines end with CR alone, which ends no comment"]
    );
}

#[test]
fn messages_quote_little_of_the_input() {
    let long = "x".repeat(10_000);
    for text in [
        format!("Timeline(a: {long} {long})"),
        format!("Timeline({long})"),
        format!("Timeline(a: 1{long})"),
        format!("Timeline(a: \"{long})"),
        format!("Timeline(a: '{long}')"),
        format!("Timeline({long}: 1, {long}: 2)"),
        long.clone(),
        format!("Timeline(a: [{}", "[".repeat(50)),
    ] {
        let (found, _) = read(text);
        assert_eq!(found.len(), 1, "{found:?}");
        for finding in found {
            let texts = finding.help.iter().chain([&finding.message, &finding.here]);
            for text in texts {
                assert!(text.chars().count() < 120, "{text}");
            }
        }
    }
}

#[test]
fn layout_decides_nothing_in_a_well_formed_document() {
    let text = "Timeline(events: [\n(id: \"a\", evidence: [\n(id: \"x\"),\n(id: \"y\"),\n]),\n(id: \"b\", parts: [1,\n(id: \"z\")]),\n])";
    let file = Arc::new(SourceFile::new(FileId::new(0), "a.ron", text));
    let (mut reader, mut found) = (Reader::new(&file), Vec::new());
    let mut items = 0;
    while let Some(part) = reader.next_part(&mut found) {
        items += usize::from(matches!(part, Part::Item { .. }));
    }
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(items, 2);
}

#[test]
fn strings_of_several_lines_are_no_unclosed_quotes() {
    let text =
        "Timeline(summary: \"One:\n  title: \",\n events: [(id: \"a\", summary: \"x\n (id: \")])";
    assert_eq!(messages(text), [""; 0]);
}

#[test]
fn strings_are_shared_with_the_file_unless_they_have_escapes() {
    let text = r##"(a: "plain", b: "tab\there", c: r#"raw "text""#)"##;
    let file = Arc::new(SourceFile::new(FileId::new(0), "a.ron", text));
    let (mut reader, mut found) = (Reader::new(&file), Vec::new());
    let mut strings = Vec::new();
    while let Some(part) = reader.next_part(&mut found) {
        if let Part::Field { value, .. } = part
            && let Kind::Str(text) = value.kind()
        {
            strings.push((text.as_str().to_owned(), file.slice(text.span()).to_owned()));
        }
    }
    let expected = [
        ("plain", "plain"),
        ("tab\there", "tab\\there"),
        ("raw \"text\"", "raw \"text\""),
    ];
    let expected = expected.map(|(value, source)| (value.to_owned(), source.to_owned()));
    assert_eq!(strings, expected);
}
