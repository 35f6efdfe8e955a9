//! JUnit XML, read by a strict reader.

use std::collections::HashSet;

use annals::diagnostic::Severity;
use annals::emit::junit;
use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::subject::subject;

/// The characters of XML 1.0 (2.2).
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children()
        .filter(move |child| child.has_tag_name(name))
}

fn number(node: Node<'_, '_>, attribute: &str) -> usize {
    let number = node.attribute(attribute).expect("it is stated");
    number.parse().expect("it is a number")
}

proptest! {
    #[test]
    fn reports_are_xml_and_say_what_was_found(subject in subject(), level in 0_usize..4) {
        let levels = [Severity::Error, Severity::Warning, Severity::Note];
        let fails = |severity: Severity| levels.get(level).is_some_and(|least| severity >= *least);
        let text = subject.written(|out, findings| junit::write(out, findings, fails));
        prop_assert!(text.chars().all(is_xml), "{:?}", text);
        let document = Document::parse(&text).expect("it is well-formed");
        let root = document.root_element();
        prop_assert!(root.has_tag_name("testsuites"));
        let suites: Vec<_> = named(root, "testsuite").collect();
        let expected: Vec<Vec<(bool, String)>> = subject.with(|findings| {
            let files = findings.files().map(|(_, found)| {
                let found = found.iter().map(|found| {
                    let severity = found.severity();
                    let failed = severity == Severity::Error || fails(severity);
                    (failed, found.lines().join("\n"))
                });
                found.collect()
            });
            files.collect()
        });
        prop_assert_eq!(suites.len(), expected.len());
        let mut total = (0, 0);
        for (suite, expected) in suites.iter().zip(&expected) {
            let cases: Vec<_> = named(*suite, "testcase").collect();
            let failures = expected.iter().filter(|(failed, _)| *failed).count();
            prop_assert_eq!(number(*suite, "tests"), cases.len());
            prop_assert_eq!(number(*suite, "failures"), failures);
            prop_assert_eq!(cases.len(), expected.len().max(1));
            total = (total.0 + cases.len(), total.1 + failures);
            let mut names = HashSet::new();
            for case in &cases {
                let name = case.attribute("name").expect("it has a name");
                prop_assert!(names.insert(name), "{} twice", name);
                prop_assert_eq!(case.attribute("classname"), suite.attribute("name"));
            }
            for (case, (failed, lines)) in cases.iter().zip(expected) {
                let told = if *failed { "failure" } else { "system-out" };
                let children: Vec<_> = case.children().filter(Node::is_element).collect();
                prop_assert_eq!(children.len(), 1);
                prop_assert!(children[0].has_tag_name(told));
                let told = children[0].text().unwrap_or_default();
                prop_assert!(told.ends_with(&**lines), "{:?} in {:?}", lines, told);
            }
        }
        prop_assert_eq!((number(root, "tests"), number(root, "failures")), total);
    }
}
