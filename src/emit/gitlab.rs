//! GitLab's code quality reports.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::Serialize;

use super::{Findings, Found, json};
use crate::diagnostic::Severity;
use crate::report::{Fingerprints, safe};

/// One entry, with the fields that GitLab documents.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the report: one JSON array, a finding each.
///
/// GitLab compares the fingerprints of two branches to tell what is new, and drops entries that
/// share one. Those of annals are unique in a file, so that of an entry is a hash of the file's
/// name and the finding's own.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, findings: &Findings<'_>) -> io::Result<()> {
    let mut taken = HashSet::new();
    let all = findings.all();
    let issues: Vec<_> = all
        .iter()
        .map(|found| issue(findings, found, &mut taken))
        .collect();
    json::write(out, &issues)
}

fn issue<'a>(findings: &Findings<'_>, found: &Found<'a>, taken: &mut HashSet<String>) -> Issue<'a> {
    let span = &found.report.span;
    let mut description = found.message().into_owned();
    for help in &found.finding.help {
        description += "; help: ";
        description += &safe::one_line(help);
    }
    let path = findings.path(&found.file.path);
    let mut fingerprint = found.report.fingerprint.clone();
    loop {
        fingerprint = Fingerprints::within(path, &fingerprint);
        if taken.insert(fingerprint.clone()) {
            break;
        }
    }
    Issue {
        description,
        check_name: found.report.rule,
        fingerprint,
        severity: severity(found.severity()),
        location: Location {
            path: findings.path(found.name()),
            lines: Lines {
                begin: span.start.line,
                end: span.end.line,
            },
        },
    }
}

/// GitLab's `critical` and `blocker` are for what endangers users of a program; a timeline that is
/// wrong is wrong, but nobody is attacked through it. What `--fail-on` makes of a finding is told
/// by the exit code.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
