//! `ron` defines what is well-formed: what it accepts is accepted here, and the reverse.
//!
//! The oracle is `ron::from_str::<IgnoredAny>`: it asks the grammar alone. `ron::Value` refuses
//! some well-formed texts for what they mean, and `RawValue` refuses attributes.

mod forms;
mod generate;

use std::sync::Arc;

use annals::source::{FileId, SourceFile, Span};
use annals::syntax::{Kind, Part, Reader, Standalone, Value, well_formed};
use forms::FORMS;
use generate::{document, mutated, mutation, value};
use proptest::prelude::*;
use serde::de::IgnoredAny;

fn ron_accepts(text: &str) -> bool {
    ron::from_str::<IgnoredAny>(text).is_ok()
}

/// Extensions change what `ron` takes for `Some(…)`, and nothing else; here they change nothing.
fn extension_matters(text: &str) -> bool {
    text.contains("#") && text.contains("Some")
}

fn agrees(text: &str) {
    if extension_matters(text) {
        return;
    }
    let ron = ron::from_str::<IgnoredAny>(text);
    assert_eq!(
        well_formed(text),
        ron.is_ok(),
        "ron says {ron:?} about {text:?}"
    );
}

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(FileId::new(0), "a.ron", text))
}

/// Reads all of `text` and looks at every value and place; gives the messages.
fn read(text: &str) -> Vec<String> {
    let file = file(text);
    let (mut reader, mut found) = (Reader::new(&file), Vec::new());
    let mut ends = 0;
    let mut parts = 0;
    while let Some(part) = reader.next_part(&mut found) {
        parts += 1;
        match part {
            Part::Name { span, .. } | Part::List { span, .. } => sound(&file, span),
            Part::Field { key, value } => {
                sound(&file, key.span);
                visit(&file, value, 0);
            }
            Part::Item { value } => visit(&file, value, 0),
            Part::End { span } => {
                sound(&file, span);
                ends += 1;
            }
        }
    }
    assert!(ends == 1 || parts == 0, "one end: {text:?}");
    assert!(
        ends == 1 || !found.is_empty(),
        "an end or an error: {text:?}"
    );
    for finding in &found {
        sound(&file, finding.span);
        for label in &finding.labels {
            sound(&file, label.span);
        }
        assert!(finding.message.len() < 400, "{}", finding.message);
    }
    found.into_iter().map(|finding| finding.message).collect()
}

#[track_caller]
fn sound(file: &SourceFile, span: Span) {
    let range = span.start as usize..span.end as usize;
    assert!(file.text().get(range).is_some(), "{span:?}");
}

fn visit(file: &SourceFile, value: Value<'_>, depth: usize) {
    assert!(depth < 200);
    sound(file, value.span());
    match value.kind() {
        Kind::Str(text) => sound(file, text.span()),
        Kind::Struct { fields, .. } => {
            for (key, value) in fields {
                sound(file, key.span);
                visit(file, value, depth + 1);
            }
        }
        Kind::Tuple { items, .. } | Kind::List(items) => {
            for item in items {
                visit(file, item, depth + 1);
            }
        }
        Kind::Map(entries) => {
            for (key, value) in entries {
                visit(file, key, depth + 1);
                visit(file, value, depth + 1);
            }
        }
        _ => {}
    }
}

/// What is reported although `ron` lets it pass.
fn is_stated_difference(message: &str) -> bool {
    message.ends_with("stands here twice")
}

#[test]
fn rare_forms_are_taken_as_ron_takes_them() {
    for form in FORMS {
        agrees(form);
        agrees(&format!("(x: {form}, y: 1)"));
        agrees(&format!("[{form}]"));
        agrees(&format!("[{form} ,1]"));
        agrees(&format!("{{{form}: {form}}}"));
        agrees(&format!("Foo({form})"));
        agrees(&format!("Some({form})"));
        read(form);
        read(&format!("(x: {form}, y: 1)"));
        read(&format!("(x: [{form}], y: 1)"));
    }
}

#[test]
fn nesting_stops_where_it_stops_in_ron() {
    for depth in 1..=140 {
        for (open, inside, close) in [
            ("[", "", "]"),
            ("[", "1", "]"),
            ("(", "", ")"),
            ("( ", "", ")"),
            ("(", "1", ")"),
            ("(a:", "1", ")"),
            ("A(", "", ")"),
            ("{1:", "1", "}"),
            ("{", "1", ":1}"),
            ("Some(", "1", ")"),
            ("Some(", "()", ")"),
            ("Some([", "()", "])"),
        ] {
            agrees(&format!(
                "{}{inside}{}",
                open.repeat(depth),
                close.repeat(depth)
            ));
        }
    }
}

#[test]
fn a_document_is_faultless_when_ron_accepts_it() {
    let text = include_str!("../mistakes/none.ron");
    assert!(ron_accepts(text));
    assert_eq!(read(text), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_values_are_well_formed(text in value()) {
        prop_assert!(ron_accepts(&text), "{text:?}: {:?}", ron::from_str::<IgnoredAny>(&text));
        agrees(&text);
    }

    #[test]
    fn mutated_values_are_judged_as_ron_does(text in value(), mutations in prop::collection::vec(mutation(), 1..4)) {
        agrees(&mutated(&text, &mutations));
    }

    #[test]
    fn documents_are_faultless_exactly_when_ron_accepts_them(
        text in document(),
        mutations in prop::collection::vec(mutation(), 0..3),
    ) {
        let text = mutated(&text, &mutations);
        let messages = read(&text);
        if !extension_matters(&text) && !text.starts_with('\u{feff}') {
            let accepted = ron_accepts(&text);
            if accepted {
                let tuple = messages.iter().any(|message| message.contains("without names") || message.contains("begins with") || message.contains("this is"));
                // Braces that begin with a word are read as a struct, whatever else is in them.
                let braces = messages.iter().any(|message| message == "fields stand in braces");
                let only = messages.iter().all(|message| is_stated_difference(message)) || tuple || braces;
                prop_assert!(only, "{messages:?} about {text:?}");
            } else {
                prop_assert!(!messages.is_empty(), "{text:?}");
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,80}") {
        read(&text);
        read(&format!("Timeline(events: [{text}"));
        agrees(&text);
        let mut found = Vec::new();
        let read = Standalone::read(&file(&text), &mut found);
        visit(&file(&text), read.value(), 0);
    }

    #[test]
    fn any_sequence_of_pieces_is_read_without_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "(", ")", "[", "]", "{", "}", ",", ":", "\"", "'", "\\", "/*", "*/", "//", "\n", " ", "=", ";", "#", "a", "1",
        "id", "-", "..", "r#\"", "“", "”", "\t", "Some", "Event", "\n (", "1931-03", "é",
    ]), 0..60)) {
        let text = pieces.concat();
        read(&text);
        read(&format!("Timeline(a: 1, events: [\n (id: \"a\"),\n {text}"));
        agrees(&text);
    }

    /// Many scalars, one by one, mean what they mean to `ron`.
    #[test]
    fn numbers_mean_what_they_mean_to_ron(text in "[-+]?(0x|0b|0o)?[0-9a-f_]{1,22}(\\.[0-9]{1,3})?(e-?[0-9]{1,3})?(u8|i64|f32|f64)?") {
        let mut found = Vec::new();
        let read = Standalone::read(&file(&text), &mut found);
        let ron = ron::from_str::<ron::Value>(&text);
        match read.value().kind() {
            Kind::Integer(number) => {
                let expected = ron::from_str::<WholeNumber>(&text).map(|value| value.0);
                prop_assert_eq!(Ok(number), expected.map_err(|error| error.to_string()));
            }
            Kind::Float(_) => prop_assert!(matches!(ron, Ok(ron::Value::Number(_))), "{text}"),
            Kind::Identifier(_) => prop_assert!(text.starts_with(['a', 'b', 'c', 'd', 'e', 'f', '_'])),
            _ => prop_assert!(ron.is_err() && !found.is_empty(), "{text}"),
        }
    }
}

/// An integer as `ron::Value` holds it.
#[derive(Debug)]
struct WholeNumber(i128);

impl<'de> serde::Deserialize<'de> for WholeNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = ron::Value::deserialize(deserializer)?;
        let ron::Value::Number(number) = value else {
            return Err(serde::de::Error::custom("no number"));
        };
        use ron::value::Number;
        Ok(Self(match number {
            Number::I8(n) => n.into(),
            Number::I16(n) => n.into(),
            Number::I32(n) => n.into(),
            Number::I64(n) => n.into(),
            Number::U8(n) => n.into(),
            Number::U16(n) => n.into(),
            Number::U32(n) => n.into(),
            Number::U64(n) => n.into(),
            _ => return Err(serde::de::Error::custom("no integer")),
        }))
    }
}
