//! JUnit XML, which most CI servers show as test results.
//!
//! A file is a test suite and each finding a test case in it; a file without findings is one test
//! case that passes, so that it is seen to have been checked. A finding fails where it is an error
//! or at the level that `--fail-on` names. Others pass, with what they say as their output: a
//! skipped test, the other choice, means "was not looked at", and some servers count it against
//! the build.
//!
//! Servers know a test again by its class and name. The class is the file; the name is the rule
//! and the message, without a line number, so that history survives edits elsewhere in the file.
//!
//! What is written is valid by the XSD of Jenkins (`junit-10.xsd`), which takes no other attributes
//! than these; times are left out, as the same files give the same bytes.

use std::collections::HashMap;
use std::io::{self, Write};

use super::{Findings, Found};
use crate::diagnostic::Severity;
use crate::report::safe;

/// Writes the report; `fails` says of which severities the exit code is 1.
///
/// # Errors
///
/// Those of `out`.
pub fn write(
    out: &mut dyn Write,
    findings: &Findings<'_>,
    fails: impl Fn(Severity) -> bool,
) -> io::Result<()> {
    let failed = |found: &Found<'_>| {
        let severity = found.severity();
        severity == Severity::Error || fails(severity)
    };
    let files: Vec<_> = findings.files().collect();
    let all = || files.iter().map(|(_, found)| found);
    let failures = all().flatten().filter(|found| failed(found)).count();
    let tests: usize = all().map(|found| found.len().max(1)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"annals\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    for (file, found) in &files {
        let class = escaped(&safe::one_line(findings.path(&file.path)));
        let failures = found.iter().filter(|found| failed(found)).count();
        let tests = found.len().max(1);
        writeln!(
            out,
            "  <testsuite name=\"{class}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
        )?;
        if found.is_empty() {
            writeln!(
                out,
                "    <testcase classname=\"{class}\" name=\"nothing to report\"/>"
            )?;
        }
        let mut seen = HashMap::new();
        for found in found {
            let mut name = format!("{}: {}", found.report.rule, found.message());
            let count = seen.entry(name.clone()).or_insert(0_usize);
            *count += 1;
            if *count > 1 {
                name += &format!(" ({count})");
            }
            let name = escaped(&name);
            writeln!(out, "    <testcase classname=\"{class}\" name=\"{name}\">")?;
            let text = escaped(&text(findings, found));
            if failed(found) {
                let message = escaped(&found.message());
                let rule = found.report.rule;
                writeln!(
                    out,
                    "      <failure message=\"{message}\" type=\"{rule}\">{text}</failure>"
                )?;
            } else {
                writeln!(out, "      <system-out>{text}</system-out>")?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// The finding in full, with its place.
fn text(findings: &Findings<'_>, found: &Found<'_>) -> String {
    let start = found.report.span.start;
    let head = format!(
        "{}:{}:{}: {}[{}]",
        safe::one_line(findings.path(found.name())),
        start.line,
        start.column,
        found.report.level,
        found.report.rule
    );
    let lines = found.lines();
    let lines = lines.iter().map(|line| &**line);
    std::iter::once(&*head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Text for content and attributes. It has been made safe to show before, so that it holds nothing
/// that XML forbids: neither characters that control nor noncharacters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}
