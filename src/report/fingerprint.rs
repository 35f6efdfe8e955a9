//! Names for findings that outlive edits.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, StatementNote};
use crate::source::SourceMap;

/// How much of the text at a finding's place enters its fingerprint, in bytes.
const MAX_TEXT: usize = 256;

/// Gives each finding of a file a fingerprint of its own.
///
/// A fingerprint is a hash of the rule and of what the finding is about: the statements of its
/// explanation in whatever order, else the ids that it concerns and the text at its place. Lines, columns and wording do not enter, so that it survives edits elsewhere in the
/// file. Of several findings that agree in all this, later ones count on.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<u64, u64>,
}

impl Fingerprints {
    /// No finding yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the findings of a file, which know what they [concern](Diagnostic::concerns), their
    /// fingerprints.
    pub fn stamp(findings: &mut [Diagnostic], sources: &SourceMap) {
        let mut seen = Self::new();
        for finding in findings {
            finding.fingerprint = seen.unique(finding, sources);
        }
    }

    /// The fingerprint of the next finding: sixteen hexadecimal digits.
    pub fn unique(&mut self, finding: &Diagnostic, sources: &SourceMap) -> String {
        let mut hash = subject(finding, sources);
        let count = self.seen.entry(hash.0).or_insert(0);
        *count += 1;
        if *count > 1 {
            hash.write(count.to_string().as_bytes());
        }
        hash.digits()
    }

    /// The fingerprint of something in a file, among all files: a hash of the file's name and of
    /// the fingerprint in the file.
    #[must_use]
    pub fn within(file: &str, fingerprint: &str) -> String {
        let mut hash = Fnv::new();
        hash.write(file.as_bytes());
        hash.write(fingerprint.as_bytes());
        hash.digits()
    }
}

fn subject(finding: &Diagnostic, sources: &SourceMap) -> Fnv {
    let mut hash = Fnv::new();
    hash.write(finding.rule.name().as_bytes());
    if finding.statements.is_empty() {
        for id in &finding.concerns {
            hash.write(id.as_bytes());
        }
        let text = sources.slice(finding.span).bytes();
        let line: Vec<u8> = text
            .take(MAX_TEXT)
            .take_while(|&byte| byte != b'\n' && byte != b'\r')
            .collect();
        hash.write(&line);
    } else {
        let mut texts: Vec<_> = finding.statements.iter().map(identity).collect();
        texts.sort_unstable();
        for (kind, events, text) in texts {
            hash.write(kind.as_bytes());
            for event in events {
                hash.write(event.as_bytes());
            }
            hash.write(text.as_bytes());
        }
    }
    hash
}

fn identity(statement: &StatementNote) -> (&'static str, &[String], &str) {
    (
        statement.kind.name(),
        &statement.events,
        statement.text.as_str(),
    )
}

/// The 64-bit FNV-1a hash, which is the same on every machine and in every release.
///
/// Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a field; fields are set apart, so that `ab`, `c` is not `a`, `bc`.
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Sixteen hexadecimal digits.
    fn digits(self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Rule, StatementKind};
    use crate::source::{FileId, Span};

    fn sources(text: &str) -> SourceMap {
        let mut sources = SourceMap::new();
        sources.add("a.ron", text);
        sources
    }

    fn unknown(at: u32, message: &str) -> Diagnostic {
        let place = Span::new(FileId::new(0), at, at + 3);
        Diagnostic::new(Rule::UnknownEvent, place, message)
    }

    #[test]
    fn fingerprints_survive_edits_elsewhere_and_rewording() {
        let before = Fingerprints::new().unique(&unknown(2, "no event `vot`"), &sources("  vot"));
        let after = Fingerprints::new().unique(
            &unknown(4, "nothing has the id `vot`"),
            &sources("\n\n\n\nvot"),
        );
        assert_eq!(before, after);
        assert_eq!(before.len(), 16);
    }

    #[test]
    fn equal_findings_of_one_file_count_on() {
        let mut seen = Fingerprints::new();
        let text = sources("vot vot vow");
        let first = seen.unique(&unknown(0, "no event `vot`"), &text);
        let second = seen.unique(&unknown(4, "no event `vot`"), &text);
        let third = seen.unique(&unknown(8, "no event `vow`"), &text);
        assert_ne!(first, second);
        assert_ne!(first, third);
    }

    #[test]
    fn the_order_of_statements_does_not_count() {
        let place = Span::new(FileId::new(0), 0, 0);
        let note = |text: &str| StatementNote {
            kind: StatementKind::Date,
            events: vec!["a".into()],
            sources: Vec::new(),
            text: text.into(),
            trust: "reported".into(),
            span: place,
        };
        let mut finding = Diagnostic::new(Rule::Contradiction, place, "clash");
        finding.statements = vec![note("a: 1931"), note("a: 1932")];
        let one = Fingerprints::new().unique(&finding, &sources(""));
        finding.statements.reverse();
        assert_eq!(one, Fingerprints::new().unique(&finding, &sources("")));
        finding.statements.pop();
        assert_ne!(one, Fingerprints::new().unique(&finding, &sources("")));
    }
}
