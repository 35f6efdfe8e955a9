//! Workflow commands, which GitHub shows as annotations beside the lines that they concern.
//!
//! A runner reads the log of a step line by line; `::error file=…::message` at the beginning of a
//! line is a command to it. So that nothing in a timeline can become a command, each finding is
//! one line, whatever it says: `%`, CR and LF are escaped as GitHub's own toolkit escapes them,
//! in properties `:` and `,` too, and other characters that control are shown as pictures.

use std::io::{self, Write};

use super::{Findings, Found};
use crate::diagnostic::{Certainty, Severity};
use crate::report::safe;

/// Of each level, GitHub shows so many annotations of a step.
const SHOWN: usize = 10;

/// Writes a command for each finding, errors first, and the summary as a last, plain line.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, findings: &Findings<'_>) -> io::Result<()> {
    for found in findings.most_severe_first() {
        writeln!(out, "{}", command(findings, &found))?;
    }
    let summary = findings.report().summary;
    let most = summary.errors.max(summary.warnings).max(summary.notes);
    let rest = if most > SHOWN {
        format!(" GitHub shows {SHOWN} of each level; this log has them all.")
    } else {
        String::new()
    };
    writeln!(out, "{}{rest}", findings.report().summary_line())
}

fn command(findings: &Findings<'_>, found: &Found<'_>) -> String {
    let kind = match found.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (start, end) = (found.report.span.start, found.report.span.end);
    let mut command = format!(
        "::{kind} file={},line={},endLine={}",
        property(&safe::one_line(findings.path(found.name()))),
        start.line,
        end.line
    );
    // GitHub takes columns only for what stands on one line.
    if start.line == end.line {
        command += &format!(",col={},endColumn={}", start.column, end.column);
    }
    let possible = match found.finding.certainty {
        Certainty::Certain => "",
        Certainty::Possible => " (possible)",
    };
    let title = format!("annals: {}{possible}", found.report.rule);
    command += &format!(",title={}::", property(&title));
    command + &data(&found.lines().join("\n"))
}

/// The text of a command, escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, escaped.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
