//! SARIF, validated with the schema of OASIS, and read as its standard says.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use annals::emit::sarif;
use boon::{Compiler, Schemas};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use serde_json::Value;

use super::scratch;
use super::subject::{Subject, subject};

/// The schema as the crate `serde-sarif` carries it.
fn schema_file() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs this test");
    let told = String::from_utf8_lossy(&output.stderr);
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("`cargo metadata` fails: {told}"));
    let packages = metadata["packages"].as_array().expect("a list");
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .expect("it is a development dependency");
    let manifest = package["manifest_path"].as_str().expect("a path");
    Path::new(manifest)
        .with_file_name("src")
        .join("schema.json")
}

fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = scratch::read(&schema_file());
        let schema: Value = serde_json::from_str(&text).expect("it is JSON");
        let title = schema["title"].as_str().unwrap_or_default();
        assert!(title.contains("(SARIF) Version 2.1.0"), "{title}");
        let definitions = schema["definitions"].as_object().expect("it has types");
        assert!(definitions.len() > 50 && definitions.contains_key("threadFlowLocation"));
        schema
    })
}

/// What the schema says against a document; nothing where it is valid.
fn faults(documents: &[Value]) -> Vec<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    let place = "http://schema/sarif.json";
    compiler
        .add_resource(place, schema().clone())
        .expect("it is a schema");
    let index = compiler.compile(place, &mut schemas).expect("it compiles");
    let faults = documents
        .iter()
        .filter_map(|document| schemas.validate(document, index).err());
    faults.map(|fault| format!("{fault:#}")).collect()
}

fn log(subject: &Subject) -> Value {
    let text = subject.written(|out, findings| sarif::write(out, findings));
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn logs_of_anything_are_valid() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut logs = Vec::new();
    for _ in 0..150 {
        let tree = subject().new_tree(&mut runner).expect("there are subjects");
        logs.push(log(&tree.current()));
    }
    let results = |log: &Value| log["runs"][0]["results"].as_array().map_or(0, Vec::len);
    assert!(logs.iter().map(results).sum::<usize>() > 200);
    let has = |what: &str| {
        let holds = |log: &Value| {
            log["runs"][0]["results"]
                .as_array()
                .is_some_and(|all| all.iter().any(|result| result.get(what).is_some()))
        };
        logs.iter().any(holds)
    };
    assert!(has("codeFlows") && has("fixes") && has("relatedLocations"));
    let faults = faults(&logs);
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn the_validator_finds_faults() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let good = loop {
        let tree = subject().new_tree(&mut runner).expect("there are subjects");
        let log = log(&tree.current());
        if log.pointer("/runs/0/results/0/codeFlows").is_some() {
            break log;
        }
    };
    let spoilt = |pointer: &str, value: Value| {
        let mut log = good.clone();
        *log.pointer_mut(pointer).expect("it is there") = value;
        log
    };
    let wrong = [
        spoilt("/version", "2.2".into()),
        spoilt("/runs/0/results/0/level", "fatal".into()),
        spoilt("/runs/0/results/0/ruleIndex", (-2).into()),
        spoilt("/runs/0/columnKind", "bytes".into()),
        spoilt("/runs/0/tool/driver/name", Value::Null),
        spoilt(
            "/runs/0/results/0/codeFlows/0/threadFlows",
            Value::Array(Vec::new()),
        ),
        spoilt(
            "/runs/0/results/0/message",
            serde_json::json!({"text": "a", "extra": 1}),
        ),
        spoilt(
            "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            "a b\u{7f}%%".into(),
        ),
    ];
    for document in &wrong {
        assert_eq!(
            faults(std::slice::from_ref(document)).len(),
            1,
            "{document}"
        );
    }
}

/// A plain text message as a viewer shows it: pairs of braces are one, and no link is left.
fn read_message(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars().peekable();
    // A link needs brackets that are not escaped.
    let escapes = text.contains("](");
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' => assert_eq!(chars.next(), Some(c), "a placeholder in {text:?}"),
            '\\' if escapes => {
                let escaped = chars.next().expect("something is escaped");
                assert!("[]\\".contains(escaped), "{text:?}");
                shown.push(escaped);
                continue;
            }
            '[' | ']' if escapes => panic!("a link in {text:?}"),
            _ => {}
        }
        shown.push(c);
    }
    shown
}

/// A URI of the log as the path that it stands for.
fn read_path(location: &Value) -> String {
    let uri = location["uri"].as_str().expect("a URI");
    let (path, relative) = match uri.strip_prefix("file://") {
        Some(path) => (path, false),
        None => (uri, true),
    };
    assert_eq!(location.get("uriBaseId").is_some(), relative, "{uri}");
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits"));
            let digits = std::str::from_utf8(&digits).expect("ASCII").to_owned();
            bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal"));
        } else {
            assert!(
                byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte),
                "{uri}"
            );
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).expect("a name");
    match path.strip_prefix('/') {
        Some(drive) if drive.get(1..3) == Some(":/") => drive.to_owned(),
        _ => path,
    }
}

/// The byte at which a line and a column of code points stand, counted anew from the text.
fn byte_at(text: &str, line: u64, column: u64) -> usize {
    let skipped = usize::try_from(line - 1).expect("it is small");
    let begin: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let mark = usize::from(begin == 0 && text.starts_with('\u{feff}'));
    let chars = usize::try_from(column - 1).expect("it is small") + mark;
    let rest = &text[begin..];
    begin + rest.chars().take(chars).map(char::len_utf8).sum::<usize>()
}

fn bytes_of(text: &str, region: &Value) -> std::ops::Range<usize> {
    let number = |name: &str| region[name].as_u64().expect("a number");
    let start = byte_at(text, number("startLine"), number("startColumn"));
    let end = byte_at(text, number("endLine"), number("endColumn"));
    let offset = usize::try_from(number("byteOffset")).expect("it is small");
    let length = usize::try_from(number("byteLength")).expect("it is small");
    // A byte order mark takes up no column, so nothing in front of it has a place of its own.
    let near = |at: usize, byte: usize| at == byte || (byte == 0 && at == '\u{feff}'.len_utf8());
    assert!(
        near(start, offset) && near(end, offset + length),
        "{region} in {text:?}"
    );
    offset..offset + length
}

proptest! {
    #[test]
    fn logs_say_what_was_found_and_where(subject in subject()) {
        let log = log(&subject);
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("a list");
        let rules = &run["tool"]["driver"]["rules"];
        subject.with(|findings| {
            let all = findings.all();
            prop_assert_eq!(results.len(), all.len());
            for (result, found) in results.iter().zip(all) {
                let message = result["message"]["text"].as_str().expect("a text");
                prop_assert_eq!(read_message(message), found.lines().join("\n"));
                prop_assert_eq!(&result["level"], found.report.level);
                prop_assert_eq!(&result["properties"]["certainty"], found.report.certainty);
                prop_assert_eq!(&result["partialFingerprints"]["annals/v1"], &found.report.fingerprint);
                let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
                prop_assert_eq!(&rules[index]["id"], &result["ruleId"]);
                prop_assert_eq!(&result["ruleId"], found.report.rule);

                let place = &result["locations"][0]["physicalLocation"];
                prop_assert_eq!(read_path(&place["artifactLocation"]), findings.path(found.name()));
                let span = found.finding.span;
                let text = subject.text(found.name());
                prop_assert_eq!(bytes_of(text, &place["region"]), span.start as usize..span.end as usize);

                let related = result["relatedLocations"].as_array().expect("a label");
                prop_assert_eq!(related.len(), found.finding.labels.len());
                if found.report.rule == "contradiction" && found.severity().name() == "error" {
                    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array();
                    prop_assert_eq!(steps.map(Vec::len), Some(found.finding.statements.len()));
                }

                if let Some(fix) = &found.finding.fix {
                    // The edit, read from the log alone.
                    let change = &result["fixes"][0]["artifactChanges"][0];
                    let edited = |range: std::ops::Range<usize>, with: &str| {
                        format!("{}{with}{}", &text[..range.start], &text[range.end..])
                    };
                    let replacement = &change["replacements"][0];
                    let range = bytes_of(text, &replacement["deletedRegion"]);
                    let with = replacement["insertedContent"]["text"].as_str().expect("a text");
                    let edit = &fix.edits[0];
                    prop_assert_eq!(
                        edited(range, with),
                        edited(edit.span.start as usize..edit.span.end as usize, &edit.text)
                    );
                }
            }
            Ok(())
        })?;
    }
}
