//! What holds of every formatted text: formatting it again changes nothing, and it says the same,
//! by `ron` and by a scanner of its own.

mod fmt_support;
#[path = "syntax_oracle/generate.rs"]
mod generate;

use std::path::{Path, PathBuf};

use fmt_support::{elements, essence, formatted};
use generate::{document, mutated, mutation};
use proptest::prelude::*;
use serde::de::IgnoredAny;

/// Checks every law on a text, if it is well-formed. Gives the formatted text.
#[track_caller]
fn keeps_the_laws(text: &str) -> Option<String> {
    let once = formatted(text)?;
    assert_eq!(
        formatted(&once).as_deref(),
        Some(&*once),
        "not idempotent: {text:?}"
    );
    assert_eq!(essence(text), essence(&once), "{text:?} became {once:?}");
    let behind_mark = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
    let (before, after) = (behind_mark(text), behind_mark(&once));
    assert_eq!(text.len() - before.len(), once.len() - after.len());
    if ron::from_str::<IgnoredAny>(&before).is_ok() {
        ron::from_str::<IgnoredAny>(&after).expect("ron still reads it");
        // Not every well-formed text is a value to `ron`; as bytes, for `NaN` equals nothing.
        let value =
            |text: &str| ron::from_str::<ron::Value>(text).map(|value| format!("{value:?}"));
        assert_eq!(value(&before), value(&after), "{text:?} became {once:?}");
    }
    grouped(&before, &after);
    tidy(&after);
    Some(once)
}

/// An empty line between two items stays.
fn grouped(before: &str, after: &str) {
    let (before, after) = (elements(before), elements(after));
    let mut places = after.iter().filter(|one| one.text != ",");
    let mut comma = false;
    for one in before {
        if one.text == "," {
            comma = true;
            continue;
        }
        let there = places.next().expect("nothing was lost");
        let closes = [")", "]", "}"].contains(&&*one.text);
        if comma && one.after_empty_line && !closes {
            assert!(there.after_empty_line, "the empty line before {one:?}");
        }
        comma = false;
    }
}

/// No blanks at the end, one line end there, and no empty lines at brackets.
fn tidy(text: &str) {
    assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.ends_with("\n\r\n"));
    let elements = elements(text);
    for pair in elements.windows(2) {
        let opens = ["(", "[", "{"].contains(&&*pair[0].text);
        let closes = [")", "]", "}"].contains(&&*pair[1].text);
        assert!(!((opens || closes) && pair[1].after_empty_line), "{text:?}");
    }
    assert!(!text.starts_with(['\n', '\r', ' ']));
    // Strings and attributes keep the blanks that they have.
    if !text.contains("#!")
        && !elements
            .iter()
            .any(|one| !one.is_comment && one.text.contains('\n'))
    {
        assert!(text.lines().all(|line| line == line.trim_end()), "{text:?}");
    }
}

/// What may stand between two tokens.
fn trivia() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        "",
        "",
        "",
        " ",
        " ",
        "  ",
        "\n",
        "\n",
        "\n\n",
        "\n \n\n",
        "\r\n",
        "\r\n\r\n",
        "\t",
        "// c\n",
        " // c \t\n",
        "\n// own\n",
        "\n\n// own\n\n",
        "//\r\n",
        "// é “x” (\n",
        "/* b */",
        " /* b */ ",
        "\n/* b */\n",
        "\n/* b */",
        "/* b */\n",
        "/* a /* \" */ b */",
        "/**/",
        "/* two \n   lines */",
        "\n\n/* two\r\n lines\n*/\n\n",
        "\u{2028}",
        "\u{b}",
        "\u{85}\n\n",
    ])
}

/// A document in whose every gap something may stand.
fn sprinkled() -> impl Strategy<Value = String> {
    let attribute = prop::sample::select(vec![
        "",
        "",
        "#![enable(implicit_some)]",
        "#![ enable ( implicit_some,\n/* it stays */ ) ]\n#![type = \"a\"]",
    ]);
    let trivia = prop::collection::vec(trivia(), 1..60);
    (document(), trivia, attribute, any::<bool>()).prop_map(|(text, trivia, attribute, mark)| {
        let mut trivia = trivia.iter().cycle();
        let mut blank = || *trivia.next().expect("there are some");
        let mut sprinkled = String::from(if mark { "\u{feff}" } else { "" });
        sprinkled.push_str(blank());
        sprinkled.push_str(attribute);
        for element in elements(&text) {
            sprinkled.push_str(blank());
            sprinkled.push_str(&element.text);
            if element.text.starts_with("//") {
                sprinkled.push('\n');
            }
        }
        sprinkled + blank()
    })
}

/// A timeline whose records are about as long as a line is wide.
fn records() -> impl Strategy<Value = String> {
    let field = (
        "[a-z]{1,9}",
        prop_oneof![
            4 => "[a-zé大 ]{0,40}".prop_map(|text| format!("\"{text}\"")),
            1 => prop::collection::vec("\"[a-z]{0,20}\"", 0..6).prop_map(|items| format!("[{}]", items.join(","))),
            1 => Just("(to: \"vote\", unit: week)".to_owned()),
            1 => Just("{\"a\": 1, \"b\": [2]}".to_owned()),
        ],
    );
    let gap = prop::sample::select(vec![
        "", "", "", "", "", "", " ", "\n", "\n\n", "/* c */", "// c\n",
    ]);
    let record = prop::collection::vec((field, gap), 1..9).prop_map(|fields| {
        let fields: Vec<String> = (0..)
            .zip(fields)
            .map(|(at, ((name, value), gap))| format!("{gap}{name}{at}: {value}"))
            .collect();
        format!("({})", fields.join(","))
    });
    prop::collection::vec(record, 1..5)
        .prop_map(|records| format!("Timeline(events: [{}])", records.join(",")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, max_shrink_iters: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_with_comments_everywhere_keep_the_laws(text in sprinkled()) {
        keeps_the_laws(&text);
    }

    #[test]
    fn records_about_as_long_as_a_line_keep_the_laws(text in records()) {
        prop_assert!(keeps_the_laws(&text).is_some());
    }

    #[test]
    fn mutated_documents_keep_the_laws_or_are_refused(text in sprinkled(), mutations in prop::collection::vec(mutation(), 1..4)) {
        keeps_the_laws(&mutated(&text, &mutations));
    }
}

/// The timeline files below a folder of the project.
#[expect(clippy::disallowed_methods, reason = "a test reads files")]
fn timelines(folder: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ron")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_timeline_of_the_project_keeps_the_laws() {
    let texts = timelines(".");
    let formatted: Vec<_> = texts
        .iter()
        .filter_map(|(_, text)| keeps_the_laws(text))
        .collect();
    assert!(
        formatted.len() > 50,
        "{} of {}",
        formatted.len(),
        texts.len()
    );
}

#[test]
fn generated_texts_are_mostly_well_formed() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut well_formed = 0;
    for _ in 0..200 {
        let text = sprinkled()
            .new_tree(&mut runner)
            .expect("no filter")
            .current();
        well_formed += usize::from(formatted(&text).is_some());
    }
    assert!(well_formed > 100, "{well_formed} of 200");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_timelines_keep_the_laws_or_are_refused(
        file in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let texts = timelines("timelines");
        let (_, text) = file.get(&texts);
        keeps_the_laws(&mutated(text, &mutations));
    }
}
