//! Well-formed texts, and changes that may break them.

use proptest::prelude::*;

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

pub(crate) fn value() -> impl Strategy<Value = String> {
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
pub(crate) enum Mutation {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    Truncate(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
}

pub(crate) fn mutation() -> impl Strategy<Value = Mutation> {
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

pub(crate) fn mutated(text: &str, mutations: &[Mutation]) -> String {
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

pub(crate) fn document() -> impl Strategy<Value = String> {
    let field = ("[a-z]{1,6}", value()).prop_map(|(name, value)| format!("{name}:{value}"));
    prop::collection::vec(field, 1..6)
        .prop_map(|fields| format!("Timeline({})", fields.join(",\n  ")))
}
