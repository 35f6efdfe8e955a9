//! What a check found, in few words; the findings themselves are drawn by `emit`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::{Table, one_line, written};
use crate::diagnostic::Severity;
use crate::report::{CheckReport, FileReport, Summary};

/// More findings than this are counted by rule.
const MANY: usize = 20;

impl CheckReport {
    /// One sentence on the whole run: what was checked, as of when, and how much was found.
    ///
    /// ```
    /// use annals::report::CheckReport;
    ///
    /// let report = CheckReport::new("2026-11-23", Vec::new());
    /// assert_eq!(
    ///     report.summary_line(),
    ///     "Checked 0 files with 0 events and 0 links as of 2026-11-23: nothing to report.",
    /// );
    /// ```
    #[must_use]
    pub fn summary_line(&self) -> String {
        let events = self.files.iter().map(|file| file.events).sum();
        let links = self.files.iter().map(|file| file.links).sum();
        format!(
            "Checked {} with {} and {} as of {}: {}.",
            count(self.summary.files, "file"),
            count(events, "event"),
            count(links, "link"),
            one_line(&self.as_of),
            self.summary.found()
        )
    }

    /// A line for each rule that found something, where there are many findings: errors first, then
    /// warnings, then notes, and of these the most frequent. Else nothing.
    #[must_use]
    pub fn by_rule(&self) -> String {
        let findings = || self.files.iter().flat_map(|file| &file.diagnostics);
        if findings().count() <= MANY {
            return String::new();
        }
        let mut counts: BTreeMap<(Reverse<Severity>, &str), usize> = BTreeMap::new();
        for finding in findings() {
            *counts
                .entry((Reverse(finding.severity), finding.rule))
                .or_insert(0) += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&((severity, _), number)| (severity, Reverse(number)));
        let mut table = Table::new();
        for ((Reverse(severity), rule), number) in counts {
            table.row([rule, &count(number, severity.name())]);
        }
        written(|out| table.write(out, 2))
    }

    /// A section for each file: what it holds, whether it is consistent, and the support of each
    /// of its links.
    #[must_use]
    pub fn details(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            // Writing to a string cannot fail.
            let _ = file.write_details(&mut text);
        }
        text
    }
}

impl Summary {
    fn found(&self) -> String {
        let counts = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let found: Vec<_> = counts
            .into_iter()
            .filter(|&(number, _)| number > 0)
            .map(|(number, noun)| count(number, noun))
            .collect();
        let found = if found.is_empty() {
            "nothing to report".to_owned()
        } else {
            found.join(", ")
        };
        let more = [(self.accepted, "accepted"), (self.known, "known")];
        let more: Vec<_> = more
            .into_iter()
            .filter(|&(number, _)| number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        if more.is_empty() {
            found
        } else {
            format!("{found} ({} left out)", more.join(" and "))
        }
    }
}

impl FileReport {
    fn write_details(&self, out: &mut impl Write) -> fmt::Result {
        let verdict = match self.consistent {
            Some(true) => "consistent",
            Some(false) => "contradictory",
            None => "not decided",
        };
        writeln!(
            out,
            "In {}: {}, {}, {verdict}.",
            one_line(&self.path),
            count(self.events, "event"),
            count(self.links, "link"),
        )?;
        let mut table = Table::new();
        for link in &self.support {
            table.row([
                link.from.as_str(),
                link.kind.as_str(),
                link.to.as_str(),
                link.support.name(),
            ]);
        }
        table.write(out, 2)
    }
}

/// A number with its noun: `1 file`, `2 files`.
/// So many of something: `1 finding`, `2 findings`.
///
/// ```
/// assert_eq!(annals::report::count(2, "finding"), "2 findings");
/// ```
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
