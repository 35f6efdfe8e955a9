//! GitLab's report, read by the fields that GitLab documents and no others.

use std::collections::HashSet;

use annals::emit::gitlab;
use proptest::prelude::*;
use serde::Deserialize;

use super::subject::subject;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: String,
    location: Location,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    begin: u32,
    end: u32,
}

proptest! {
    #[test]
    fn entries_have_the_documented_fields_and_fingerprints_of_their_own(subject in subject()) {
        let text = subject.written(|out, findings| gitlab::write(out, findings));
        let issues: Vec<Issue> = serde_json::from_str(&text).expect("it is such a report");
        let mut seen = HashSet::new();
        let places: Vec<(String, u32, u32, &str)> = subject.with(|findings| {
            let found = findings.all();
            let places = found.iter().map(|found| {
                let span = &found.report.span;
                let path = findings.path(&span.file).to_owned();
                (path, span.start.line, span.end.line, found.report.rule)
            });
            places.collect()
        });
        prop_assert_eq!(issues.len(), places.len());
        for (issue, (path, begin, end, rule)) in issues.iter().zip(places) {
            prop_assert!(seen.insert(&issue.fingerprint), "{} twice", issue.fingerprint);
            prop_assert!(["info", "minor", "major"].contains(&&*issue.severity));
            prop_assert!(!issue.description.contains('\n'));
            prop_assert_eq!(&*issue.check_name, rule);
            prop_assert!(!issue.location.path.starts_with("./"));
            prop_assert_eq!(&issue.location.path, &path);
            prop_assert_eq!((issue.location.lines.begin, issue.location.lines.end), (begin, end));
        }
    }
}
