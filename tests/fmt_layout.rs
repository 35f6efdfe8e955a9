//! What the layout looks like, and that odd and hostile texts get one as well.

mod fmt_support;

use annals::source::SourceMap;
use annals::syntax::{WIDTH, format};
use fmt_support::formatted;

#[track_caller]
fn becomes(text: &str, expected: &str) {
    let once = formatted(text).expect("the text is well-formed");
    assert_eq!(once, expected, "\n{once}");
    assert_eq!(formatted(&once).as_deref(), Some(expected));
}

#[test]
fn what_fits_stands_on_one_line() {
    becomes(
        "Timeline ( annals :1,title: \"A\" , events:[ (id:\"a\",data:{\"x\" :1,},) ,],)",
        "Timeline(annals: 1, title: \"A\", events: [(id: \"a\", data: {\"x\": 1})])\n",
    );
}

#[test]
fn what_does_not_fit_has_an_item_a_line_but_records_are_filled() {
    let written = r#"Timeline(annals: 1, title: "A harbour strike", actors: [(id: "union", name: "Dockers' union"), (id: "berg", name: "Ida Berg")], events: [(id: "vote", title: "Union votes to strike", when: "1931-XX-15", actors: ["union", "berg"], because: ["pay-cut"], certainty: reported, evidence: [(source: "gazette", at: "paragraph 2")])])"#;
    let expected = r#"Timeline(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union"), (id: "berg", name: "Ida Berg")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-XX-15", actors: ["union", "berg"],
         because: ["pay-cut"], certainty: reported, evidence: [(source: "gazette", at: "paragraph 2")]),
    ],
)
"#;
    becomes(written, expected);
}

#[test]
fn a_record_whose_field_does_not_fit_into_a_line_has_a_field_a_line() {
    let quote = "q".repeat(WIDTH);
    let written = format!(
        "(events: [(id: \"a\", title: \"A\", evidence: [(source: \"b\", quote: \"{quote}\")])])"
    );
    let expected = format!(
        "(
    events: [
        (
            id: \"a\",
            title: \"A\",
            evidence: [
                (
                    source: \"b\",
                    quote: \"{quote}\",
                ),
            ],
        ),
    ],
)
"
    );
    becomes(&written, &expected);
}

#[test]
fn what_the_author_has_spread_stays_spread() {
    becomes(
        "(events: [\n(\nid: \"a\", title: \"A\"), (id: \"b\",\ntitle: \"B\")], tags: [\"x\",\n\"y\"])",
        "(
    events: [
        (
            id: \"a\",
            title: \"A\",
        ),
        (id: \"b\", title: \"B\"),
    ],
    tags: [\"x\", \"y\"],
)
",
    );
}

#[test]
fn empty_lines_group_and_are_never_two_nor_at_brackets() {
    becomes(
        "\n\n(\n\n a: 1,\n\n\n\n b: 2,\n c: [1, 2,\n\n 3],\n\n)\n\n\n// end\n\n\n",
        "(
    a: 1,

    b: 2,
    c: [
        1,
        2,

        3,
    ],
)

// end
",
    );
}

#[test]
fn comments_stay_where_they_are() {
    becomes(
        "// Head.\n\n#![enable(implicit_some)] // on\nTimeline( // open  \n  // own line\n annals: 1 // one \n,  title: \"a\" /* b */, /* c */ tags: [ /* d */ ],
 events: [ // all\n (id: \"a\" /* e */), // f\n /* g\n  kept */\n\n // last\n ], // h\n // end\n) // behind",
        "// Head.

#![enable(implicit_some)] // on
Timeline( // open
    // own line
    annals: 1, // one
    title: \"a\" /* b */,
    /* c */ tags: [/* d */],
    events: [ // all
        (id: \"a\" /* e */), // f
        /* g
  kept */

        // last
    ], // h
    // end
) // behind
",
    );
}

#[test]
fn line_comments_within_a_field_stay_within_it() {
    becomes(
        "(summary: // the whole story\n \"long\", events // all\n : // of them\n [ \n1])",
        "(
    summary: // the whole story
        \"long\",
    events // all
        : // of them
        [
            1,
        ],
)
",
    );
}

#[test]
fn commas_that_begin_lines_go_to_the_ends() {
    becomes(
        "( a: 1 // one\n , b: 2\n , c: 3 /* three */\n // own\n , d: 4\n)",
        "(
    a: 1, // one
    b: 2,
    c: 3 /* three */,
    // own
    d: 4,
)
",
    );
}

#[test]
fn columns_are_those_that_readers_see() {
    // Wide characters take two columns, so that 54 of them fill the line.
    let fits = |count: usize| {
        let text = format!("(tags: [\"{}\"])", "大".repeat(count));
        formatted(&text).expect("it is well-formed").lines().count() == 1
    };
    assert_eq!(
        (1..100).rev().find(|&count| fits(count)),
        Some((WIDTH - 12) / 2)
    );
    let fits = |count: usize| {
        let text = format!("(tags: [\"{}\"])", "é".repeat(count));
        formatted(&text).expect("it is well-formed").lines().count() == 1
    };
    assert_eq!((1..200).rev().find(|&count| fits(count)), Some(WIDTH - 12));
}

#[test]
fn line_ends_and_marks_are_the_files_own() {
    becomes(
        "\u{feff}(\r\n a: 1, // one \r\n b: \"x\ny\" /* c\r\n d */\n)",
        "\u{feff}(\r\n    a: 1, // one\r\n    b: \"x\ny\", /* c\r\n d */\r\n)\r\n",
    );
    becomes(
        "(\n a: 1,\r\n b: 2\r\n)\r\n",
        "(\n    a: 1,\n    b: 2,\n)\n",
    );
}

#[test]
fn one_value_in_parentheses_keeps_the_comma_that_it_has_or_has_not() {
    becomes(
        "(a: (1,), b: (1), c: A(1,), d: A(1))",
        "(a: (1,), b: (1), c: A(1,), d: A(1))\n",
    );
    becomes(
        "(a: (\n1,), b: (\n1))",
        "(\n    a: (\n        1,\n    ),\n    b: (\n        1\n    ),\n)\n",
    );
    becomes("(a: ( ), b: (), c: A( ))", "(a: ( ), b: (), c: A())\n");
}

#[test]
fn what_has_syntax_errors_gets_none() {
    let long = "[".repeat(1 << 16);
    let deep = format!("(a: {}1{})", "[".repeat(1 << 16), "]".repeat(1 << 16));
    for (text, message) in [
        ("", "the file is empty"),
        ("// nothing\n", ""),
        ("(a: 1 b: 2)", "a comma is missing between two fields"),
        (&long, ""),
        (&deep, "brackets are nested too deep here"),
    ] {
        let error = format(&SourceMap::new().add("a.ron", text)).expect_err("it cannot be read");
        assert!(!error.message.is_empty());
        let shown: String = text.chars().take(20).collect();
        assert!(
            error.message.contains(message),
            "{shown}: {}",
            error.message
        );
    }
}

/// Quadratic work on a text of this size would take many minutes.
#[test]
fn long_lines_and_long_lists_take_linear_time() {
    let long = 1 << 17;
    let string = "x".repeat(long);
    becomes(
        &format!("(a:\"{string}\")"),
        &format!("(\n    a: \"{string}\",\n)\n"),
    );
    for item in [
        "1,",
        "(a:1),",
        "(),",
        "/**/1,",
        "\"é\",",
        "1//\n,",
        "1\n//\n,",
        "1,\n\n",
        "[[[[]]]],",
    ] {
        let text = format!("(events:[{}])", item.repeat(long / item.len()));
        let once = formatted(&text).expect("it is well-formed");
        assert_eq!(formatted(&once), Some(once));
    }
    for field in ["a{}:1,", "a{}/**/:[1],"] {
        let fields: String = (0..1 << 13)
            .map(|at| field.replace("{}", &at.to_string()))
            .collect();
        for text in [format!("({fields})"), format!("(events:[({fields})])")] {
            let once = formatted(&text).expect("it is well-formed");
            assert_eq!(formatted(&once), Some(once));
        }
    }
    let comments = "/* a */ ".repeat(long / 8);
    for text in [
        format!("({comments} a: 1)"),
        format!("(a: 1{comments},{comments})"),
        format!("{comments}()"),
    ] {
        // `()` is no timeline: no text is laid out that is not a struct.
        if let Some(once) = formatted(&text) {
            assert_eq!(formatted(&once), Some(once));
        }
    }
}

/// The first block of a kind in the manual.
fn block<'t>(manual: &'t str, kind: &str) -> &'t str {
    let (_, rest) = manual
        .split_once(&format!("```{kind}\n"))
        .expect("there is one");
    rest.split_once("```").expect("it is closed").0
}

#[test]
fn the_manual_shows_what_becomes_of_its_example() {
    let manual = include_str!("../docs/fmt.md");
    becomes(block(manual, "text"), block(manual, "ron"));
}

#[test]
fn the_timelines_of_the_project_are_laid_out_so() {
    for text in [
        include_str!("../timelines/alexander.ron"),
        include_str!("../timelines/crowdstrike-outage.ron"),
        include_str!("../timelines/dprk-russia-dated.ron"),
        include_str!("../timelines/dprk-russia.ron"),
        include_str!("../src/cli/init/first.ron"),
    ] {
        assert_eq!(formatted(text).as_deref(), Some(text));
    }
}
