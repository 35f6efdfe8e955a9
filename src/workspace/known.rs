//! Findings that are known: from a baseline, or from another revision.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::files::{self, Unreadable};
use super::{Checked, Error};

/// The version of the format of baselines.
const SCHEMA: u32 = 1;

/// The largest baseline that is read, in bytes.
const MAX_BYTES: u64 = 256 << 20;

/// A set of findings, each by its file and its fingerprint.
///
/// Fingerprints hold no lines, so a finding stays known while text moves around it. They are
/// hashes of 64 bits: two findings of one file are confused with a chance of 1 in 10^19.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    findings: BTreeSet<(String, String)>,
}

/// A baseline as it is written: sorted, with what people need to review it.
#[derive(Serialize, Deserialize)]
struct Baseline {
    schema: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    path: String,
    rule: String,
    fingerprint: String,
    message: String,
}

impl Known {
    /// The findings of a run.
    #[must_use]
    pub fn of(checked: &Checked) -> Self {
        let findings = checked.files.iter().flat_map(|file| {
            let of_file = file.diagnostics.iter();
            of_file.map(|finding| (file.key.clone(), finding.fingerprint.clone()))
        });
        Self {
            findings: findings.collect(),
        }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is none.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = files::read(path, MAX_BYTES).map_err(|error| match error {
            Unreadable::Io(error) if error.kind() == std::io::ErrorKind::NotFound => Error::at(
                path,
                "there is no such baseline; `--write-baseline` writes one",
            ),
            error => error.of(path, MAX_BYTES),
        })?;
        let baseline: Baseline = serde_json::from_slice(&bytes)
            .map_err(|error| Error::at(path, format!("this is no baseline: {error}")))?;
        if baseline.schema != SCHEMA {
            let message = format!(
                "this baseline has format {}, and this program reads format {SCHEMA}",
                baseline.schema
            );
            return Err(Error::at(path, message));
        }
        let entries = baseline.findings.into_iter();
        Ok(Self {
            findings: entries
                .map(|entry| (entry.path, entry.fingerprint))
                .collect(),
        })
    }

    /// The baseline of a run, as a text to write.
    ///
    /// ```
    /// use annals::workspace::{CheckOptions, Known, Stdin, check};
    ///
    /// let text = Stdin { name: "a.ron".into(), bytes: b"(annals: 1)".to_vec() };
    /// let checked = check(&[], Some(text), &CheckOptions::default())?;
    /// assert!(Known::baseline(&checked).contains("\"rule\": \"missing-field\""));
    /// # Ok::<(), annals::workspace::Error>(())
    /// ```
    #[must_use]
    pub fn baseline(checked: &Checked) -> String {
        let findings = checked.files.iter().flat_map(|file| {
            file.diagnostics.iter().map(|finding| Entry {
                path: file.key.clone(),
                rule: finding.rule.name().to_owned(),
                fingerprint: finding.fingerprint.clone(),
                message: finding.message.clone(),
            })
        });
        let mut findings: Vec<Entry> = findings.collect();
        findings.sort();
        let baseline = Baseline {
            schema: SCHEMA,
            findings,
        };
        // Strings and numbers always can be written.
        let mut text = serde_json::to_string_pretty(&baseline).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Takes what is known out of a run; gives how many of these findings the run no longer has,
    /// in files that it looked at.
    pub fn take_out(&self, checked: &mut Checked) -> usize {
        let mut left = 0;
        for file in &mut checked.files {
            let of_file = (file.key.clone(), String::new())..;
            let of_file = self.findings.range(of_file);
            let known = of_file.take_while(|(path, _)| *path == file.key).count();
            let before = file.diagnostics.len();
            file.diagnostics.retain(|finding| {
                // A file that cannot be read never passes for a clean one.
                if finding.rule.is_fixed() {
                    return true;
                }
                let name = (file.key.clone(), finding.fingerprint.clone());
                !self.findings.contains(&name)
            });
            let taken = before - file.diagnostics.len();
            file.known += taken;
            left += known.saturating_sub(taken);
        }
        left
    }

    /// Knows the findings of a file under its new name, too.
    pub(super) fn renamed(&mut self, old: &str, new: &str) {
        let of_file = self.findings.range((old.to_owned(), String::new())..);
        let of_file = of_file.take_while(|(path, _)| path == old);
        let moved: Vec<_> = of_file
            .map(|(_, fingerprint)| (new.to_owned(), fingerprint.clone()))
            .collect();
        self.findings.extend(moved);
    }
}
