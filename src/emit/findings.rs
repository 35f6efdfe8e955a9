//! The findings of a run, as the formats for machines need them.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::diagnostic::{Certainty, Diagnostic, Severity};
use crate::report::{CheckReport, FileReport, FindingReport, Places, safe};

/// What one run of `check` found: for each file its report and its findings.
#[derive(Debug)]
pub struct Findings<'a> {
    report: &'a CheckReport,
    places: &'a Places<'a>,
    files: Vec<&'a [Diagnostic]>,
    root: String,
}

/// One finding, with its report and that of the file whose check found it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The file that was checked; the finding may stand in one that this uses.
    pub file: &'a FileReport,
    /// The finding.
    pub finding: &'a Diagnostic,
    /// What is reported of it.
    pub report: &'a FindingReport,
}

impl<'a> Findings<'a> {
    /// The findings of the files of `report`, in its order.
    #[must_use]
    pub fn new(
        report: &'a CheckReport,
        places: &'a Places<'a>,
        files: impl IntoIterator<Item = &'a [Diagnostic]>,
    ) -> Self {
        Self {
            report,
            places,
            files: files.into_iter().collect(),
            root: String::new(),
        }
    }

    /// The same, with names below this folder shown relative to it, so that no report holds a path
    /// of the machine on which it was made.
    #[must_use]
    pub fn relative_to(mut self, folder: impl Into<String>) -> Self {
        self.root = folder.into();
        self
    }

    /// The report on the run.
    #[must_use]
    pub fn report(&self) -> &'a CheckReport {
        self.report
    }

    /// The places of the files that were read.
    #[must_use]
    pub fn places(&self) -> &'a Places<'a> {
        self.places
    }

    /// The files, each with its findings, by place.
    pub fn files(&self) -> impl Iterator<Item = (&'a FileReport, Vec<Found<'a>>)> {
        self.report
            .files
            .iter()
            .zip(&self.files)
            .map(|(file, all)| {
                let pairs = all.iter().zip(&file.diagnostics);
                let found = pairs.map(|(finding, report)| Found {
                    file,
                    finding,
                    report,
                });
                (file, found.collect())
            })
    }

    /// All findings, file by file.
    #[must_use]
    pub fn all(&self) -> Vec<Found<'a>> {
        self.files().flat_map(|(_, found)| found).collect()
    }

    /// All findings, errors first, otherwise in their order.
    #[must_use]
    pub fn most_severe_first(&self) -> Vec<Found<'a>> {
        let mut all = self.all();
        all.sort_by_key(|found| Reverse(found.finding.severity));
        all
    }

    /// A file's name as servers know it: relative to the folder of the run, without `./`.
    #[must_use]
    pub fn path<'n>(&self, name: &'n str) -> &'n str {
        let below = name
            .strip_prefix(self.root.as_str())
            .filter(|_| !self.root.is_empty())
            .and_then(|rest| rest.strip_prefix('/'));
        let mut path = below.unwrap_or(name);
        while let Some(rest) = path.strip_prefix("./") {
            path = rest.trim_start_matches('/');
        }
        if path.is_empty() { name } else { path }
    }
}

impl<'a> Found<'a> {
    /// The name of the file in which the finding stands.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.report.span.file
    }

    /// The finding in one line, safe to show.
    #[must_use]
    pub fn message(&self) -> Cow<'a, str> {
        safe::one_line(&self.finding.message)
    }

    /// The finding in full, safe to show: its message, what helps to understand it, what to do.
    #[must_use]
    pub fn lines(&self) -> Vec<Cow<'a, str>> {
        let mut lines = vec![self.message()];
        if self.finding.certainty == Certainty::Possible {
            lines.push(POSSIBLE.into());
        }
        lines.extend(self.finding.notes.iter().map(|note| safe::one_line(note)));
        let help = self.finding.help.iter();
        lines.extend(help.map(|help| Cow::Owned(format!("help: {}", safe::one_line(help)))));
        lines
    }

    /// Its weight.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.finding.severity
    }
}

/// What is said of a finding that not every reading of the dates has.
pub(super) const POSSIBLE: &str =
    "this is possible, not certain: some readings of the dates avoid it";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn paths_are_relative_to_the_folder_of_the_run() {
        let sources = SourceMap::new();
        let places = Places::new(&sources);
        let report = CheckReport::new("2026-11-23", Vec::new());
        let findings = Findings::new(&report, &places, []).relative_to("/home/x");
        for (name, path) in [
            ("a.ron", "a.ron"),
            ("./a.ron", "a.ron"),
            ("././/a.ron", "a.ron"),
            ("/home/x/t/a.ron", "t/a.ron"),
            ("/home/xy/a.ron", "/home/xy/a.ron"),
            ("../a.ron", "../a.ron"),
            (".a.ron", ".a.ron"),
            ("./", "./"),
        ] {
            assert_eq!(findings.path(name), path);
        }
        let anywhere = Findings::new(&report, &places, []);
        assert_eq!(anywhere.path("/a.ron"), "/a.ron");
    }
}
