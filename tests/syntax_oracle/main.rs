//! `ron` defines what is well-formed: what it accepts is accepted here, and the reverse.
//!
//! The oracle is `ron::from_str::<IgnoredAny>`: it asks the grammar alone. `ron::Value` refuses
//! some well-formed texts for what they mean, and `RawValue` refuses attributes.

use std::sync::Arc;

use annals::source::{FileId, SourceFile, Span};
use annals::syntax::{Kind, Part, Reader, Standalone, Value, well_formed};
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
    let forms = [
        "",
        " ",
        "//",
        "// a",
        "/* a */ 1",
        "/* /* */ 1",
        "/*/ 1",
        "1 /* a */",
        "1 // a",
        "1 /",
        "()",
        "( )",
        "(/* */)",
        "Foo",
        "Foo()",
        "Foo ()",
        "Foo( )",
        "Foo(1)",
        "Foo(1,)",
        "Foo(,)",
        "(,)",
        "(1,,2)",
        "[,]",
        "[1,]",
        "[1,,]",
        "{,}",
        "{1:2,}",
        "{1:2,,}",
        "{1}",
        "{1:}",
        "{:1}",
        "(a:1)",
        "(a:1,)",
        "(a :1)",
        "(a: 1 b: 2)",
        "(a: 1, 2)",
        "(a, b: 1)",
        "(a=1)",
        "(1, a: 2)",
        "(r#a:1)",
        "(r#a-b:1)",
        "(r#:1)",
        "(a-b:1)",
        "(a.b:1)",
        "(ä: 1)",
        "(Ⅷ: 1)",
        "(a\u{301}: 1)",
        "(a²: 1)",
        "r#true",
        "r##",
        "r",
        "b",
        "br",
        "br#",
        "r#",
        "rx",
        "bx",
        "r#x",
        "r#1",
        "r#-",
        "Some(1)",
        "Some (1)",
        "Some(1,)",
        "Some()",
        "Some(1,2)",
        "Some",
        "Some(a:1)",
        "(Some: 1)",
        "(Some)",
        "[Some]",
        "Some((a:1))",
        "Some(Some(()))",
        "None",
        "None()",
        "None(1)",
        "(None: 1)",
        "true",
        "true()",
        "(true: 1)",
        "(true)",
        "True",
        "null",
        "inf",
        "NaN",
        "inff32",
        "inff64",
        "NaNf64",
        "NaNf16",
        "-inf",
        "+NaN",
        "inf..",
        "inf..5",
        "inf-",
        "(inf: 1)",
        "[inf]",
        "inf()",
        "infinity",
        "1..5",
        "1..=5",
        "1..",
        "1..=",
        "..5",
        "..=5",
        "..",
        "..=",
        "1 ..5",
        "1.. 5",
        "1...5",
        "1..5..6",
        "b'a'",
        "b'a'..b'z'",
        "1..b'z'",
        "1..=b'z'",
        "b'\\n'",
        "b'ä'",
        "b''",
        "b'\\u{41}'",
        "-b'a'",
        "0",
        "007",
        "-0",
        "+5",
        "--5",
        "1_000",
        "_1",
        "1__0",
        "0x1F",
        "0xG",
        "0x",
        "0x_1",
        "0b102",
        "0b1",
        "0o17",
        "0o18",
        "1u8",
        "300u8",
        "-1u8",
        "1i128",
        "1u128",
        "99999999999999999999",
        "99999999999999999999999999999999999999999999",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1.",
        ".5",
        ".",
        "1e5",
        "1e",
        "1e400",
        "1.5e-3",
        "1.5f32",
        "1f64",
        "1.5f16",
        "1_0.5_0",
        "1._5",
        "5abc",
        "5a",
        "5 a",
        "1-2",
        "1931-03",
        "1+",
        "+",
        "-",
        "5/",
        "5/**/",
        "5//",
        "'a'",
        "''",
        "'''",
        "'\\''",
        "'\\'",
        "'ab'",
        "'\n'",
        "'\\x41'",
        "'\\xff'",
        "'\\u{1F600}'",
        "'\\u{}'",
        "'\\u{110000}'",
        "'\\u{1F6000}'",
        "'\\u{1F60000}'",
        "'ä'",
        "\"\"",
        "\"a\nb\"",
        "\"\\\"\"",
        "\"\\",
        "\"\\\"",
        "\"\\d\"",
        "\"\\x41\"",
        "\"\\xc3\\xa4\"",
        "\"\\xff\"",
        "\"\\u{e4}\"",
        "\"\\\n  a\"",
        "\"\\\r\n  a\"",
        "\"\\\r a\"",
        "\"\0\"",
        "r\"\"",
        "r\"\\\"",
        "r#\"\"\"#",
        "r#\"\"",
        "r##\"\"#\"##",
        "r##\"\"#",
        "b\"a\"",
        "b\"ä\"",
        "b\"\\xff\"",
        "b\"\\u{e4}\"",
        "b\"\\u{41}\"",
        "br\"a\"",
        "br#\"a\"#",
        "br##\"a\"#",
        "\u{feff}1",
        "\u{85}1",
        "\u{200e}1",
        "\u{2028}1",
        "\u{a0}1",
        "1\u{b}",
        "1\0",
        "\r1\r",
        "a\u{200e}b",
        "[a\u{200e}]",
        "[1 2]",
        "[1",
        "1]",
        "[1)",
        "(1]",
        "{1:2)",
        "Foo{a:1}",
        "{a:1}",
        "{a:1,b:2}",
        "{a:1)",
        "{\"a\":1}",
        "#![enable(implicit_some)] 1",
        "#![enable(implicit_some,)] 1",
        "#![enable()] 1",
        "#![enable(implicit_some unwrap_newtypes)] 1",
        "# ! [ enable ( unwrap_newtypes ) ] 1",
        "#![enable(r#unwrap_newtypes)] 1",
        "#![enable(nothing)] 1",
        "#![type = \"a\"] 1",
        "#![schema = r\"a\"] 1",
        "#![type = b\"a\"] 1",
        "#![type] 1",
        "#[type = \"a\"] 1",
        "#",
        "1 #",
        "#![enable(implicit_some)]#![type = \"x\"] /**/ 1",
        "#![enable(implicit_some)",
        "#![enable(implicit_some,,)] 1",
        "(a:1)(b:2)",
        "1 2",
        "1,",
        "a:",
        "a b",
        "\"a\" \"b\"",
        "(\"a\": 1)",
        "(a: )",
        "(a:,)",
        "(: 1)",
        "(a:: 1)",
    ];
    for form in forms {
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
    let text = include_str!("mistakes/none.ron");
    assert!(ron_accepts(text));
    assert_eq!(read(text), [""; 0]);
}

fn blank() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => Just(String::new()),
        4 => Just(" ".to_owned()),
        1 => Just("\n  ".to_owned()),
        1 => Just("\r\n\t".to_owned()),
        1 => Just("/* a /* b */ \" ( */".to_owned()),
        1 => Just("// it's\n".to_owned()),
        1 => Just("\u{2028}".to_owned()),
    ]
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,6}".prop_map(|text| format!("\"{text}\"")),
        2 => "[a-z_][a-z0-9_]{0,5}",
        2 => "[0-9]{1,4}",
        1 => prop::sample::select(vec![
            "true", "false", "None", "()", "0x1F", "1_000", "-5", "1.5", "1e3", "inf", "-inf", "1..5", "b'x'", "..",
            "'a'", "'\\''", "'\"'", "\"\\n\\\"\"", "\"a\nb\"", "r\"x\"", "r#\"a\"b\"#", "b\"x\"", "br\"x\"", "\"ä\"",
            "\"1931\u{2013}03\"", "r#type", "ähm", "5u8", "\"\"", "\"(id: \"", "\"a, b: \"",
        ]).prop_map(str::to_owned),
    ]
}

fn value() -> impl Strategy<Value = String> {
    (blank(), scalar(), blank())
        .prop_map(|(a, b, c)| format!("{a}{b}{c}"))
        .prop_recursive(4, 24, 5, |inner| {
            let name = prop_oneof![3 => Just(String::new()), 1 => Just("Event".to_owned()), 1 => Just("A ".to_owned())];
            let key = prop_oneof![4 => "[a-z]{1,4}", 1 => Just("r#type".to_owned()), 1 => Just("Some".to_owned())];
            let items = prop::collection::vec(inner.clone(), 0..5);
            let fields = prop::collection::vec((key, blank(), inner.clone()), 1..5);
            let entries = prop::collection::vec((scalar(), inner.clone()), 0..4);
            let comma = prop_oneof![Just(""), Just(","), Just(" , ")];
            let shape = prop_oneof![
                (items.clone(), comma.clone()).prop_map(|(items, comma)| list('[', &items, comma, ']')),
                (name.clone(), items, comma.clone()).prop_map(|(name, items, comma)| {
                    format!("{name}{}", list('(', &items, comma, ')'))
                }),
                (name, fields, comma.clone()).prop_map(|(name, fields, comma)| {
                    let fields: Vec<_> = fields.iter().map(|(key, blank, value)| format!("{key}{blank}:{value}")).collect();
                    format!("{name}{}", list('(', &fields, comma, ')'))
                }),
                (entries, comma).prop_map(|(entries, comma)| {
                    let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{key}:{value}")).collect();
                    list('{', &entries, comma, '}')
                }),
                inner.prop_map(|value| format!("Some({value})")),
            ];
            (blank(), shape, blank()).prop_map(|(a, b, c)| format!("{a}{b}{c}"))
        })
}

fn list(open: char, items: &[String], comma: &str, close: char) -> String {
    let comma = if items.is_empty() { "" } else { comma };
    format!("{open}{}{comma}{close}", items.join(","))
}

/// Changes a text at one place.
#[derive(Debug, Clone)]
enum Mutation {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    Truncate(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<prop::sample::Index>;
    let piece = prop::sample::select(vec![
        "(", ")", "[", "]", "{", "}", ",", ":", "\"", "'", "\\", "/*", "*/", "//", "\n", " ", "=",
        ";", "#", "a", "1", "-", ".", "..", "r#", "r\"", "b'", "\u{feff}", "\0", "Some", "“",
        "id: \"", "\u{85}", "é", ",\n  (",
    ]);
    prop_oneof![
        3 => (place(), 1..4_usize).prop_map(|(at, count)| Mutation::Delete(at, count)),
        3 => (place(), piece).prop_map(|(at, piece)| Mutation::Insert(at, piece.to_owned())),
        1 => place().prop_map(Mutation::Truncate),
        1 => (place(), place()).prop_map(|(a, b)| Mutation::Swap(a, b)),
    ]
}

fn mutated(text: &str, mutations: &[Mutation]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for mutation in mutations {
        let at = |index: &prop::sample::Index, chars: &Vec<char>| index.index(chars.len() + 1);
        match mutation {
            Mutation::Delete(index, count) => {
                let at = at(index, &chars);
                let end = (at + count).min(chars.len());
                chars.drain(at..end);
            }
            Mutation::Insert(index, piece) => {
                let at = at(index, &chars);
                chars.splice(at..at, piece.chars());
            }
            Mutation::Truncate(index) => chars.truncate(at(index, &chars)),
            Mutation::Swap(a, b) if !chars.is_empty() => {
                let (a, b) = (a.index(chars.len()), b.index(chars.len()));
                chars.swap(a, b);
            }
            Mutation::Swap(..) => {}
        }
    }
    chars.into_iter().collect()
}

fn document() -> impl Strategy<Value = String> {
    let field = ("[a-z]{1,6}", value()).prop_map(|(name, value)| format!("{name}:{value}"));
    prop::collection::vec(field, 1..6)
        .prop_map(|fields| format!("Timeline({})", fields.join(",\n  ")))
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
