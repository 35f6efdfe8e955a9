//! The rules: what each finds, why that matters, how to mend it, and how it is found.
//!
//! One file for each rule, in the folder of its group. A file declares its [`Entry`]: its
//! documentation, a wrong and a right example that are run as tests, and its check, where the fault
//! is not found by an earlier stage. [`REGISTRY`] lists them all; `annals explain`, `docs/rules.md`
//! and the help in SARIF come from it. Levels and names belong to
//! [`Rule`], as every stage needs them.
//!
//! Rules see one file at a time, with all that is concluded about it, and never each other. They do
//! no I/O: archived texts are handed to them.
//!
//! ```
//! use annals::diagnostic::Rule;
//! use annals::rules;
//!
//! let entry = rules::entry(Rule::UnusedSource);
//! assert_eq!(entry.group.name(), "references");
//! assert!(entry.page().starts_with("unused-source: A source that nothing refers to."));
//! ```

mod archive;
mod concerned;
mod dates;
mod entry;
mod evidence;
mod links;
mod order;
mod page;
mod references;
mod subject;
mod suppressions;
mod syntax;
mod usage;
mod words;

pub use archive::{Archive, Kept, Quote};
pub use concerned::Concerned;
pub use entry::{Check, Entry, Group};
pub use page::{index, markdown};
pub use subject::Subject;
pub use suppressions::{Silenced, silence};
pub use usage::Usage;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Nearest;

/// Every rule, group by group.
pub const REGISTRY: &[&[Entry]] = &[
    syntax::RULES,
    references::RULES,
    dates::RULES,
    order::RULES,
    evidence::RULES,
    suppressions::RULES,
];

/// All entries, group by group.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    REGISTRY.iter().copied().flatten()
}

/// The entry of a rule.
///
/// # Panics
///
/// If the registry lacks it, which a test rules out.
#[must_use]
pub fn entry(rule: Rule) -> &'static Entry {
    entries()
        .find(|entry| entry.rule == rule)
        .expect("the registry lists every rule")
}

/// What to say of a name that is that of no rule: the fact, and what to do.
#[must_use]
pub fn unknown(name: &str) -> (String, String) {
    let known = Rule::ALL.iter().map(|rule| rule.name());
    let help = match Nearest::default().find(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`annals explain` lists all rules".to_owned(),
    };
    (format!("there is no rule `{name}`"), help)
}

/// What the rules find in one file, but for what they find in archived texts.
#[must_use]
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    // Each looks for itself, so they may look at the same time; the order stays that of the registry.
    let entries: Vec<&Entry> = entries().collect();
    let found = entries.into_par_iter().map(|entry| {
        let mut found = Vec::new();
        if let Check::Timeline(check) = entry.check {
            check(subject, &mut found);
        }
        found
    });
    found.flatten_iter().collect()
}

/// What the rules find in one archived text.
#[must_use]
pub fn check_archive(archive: &Archive<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in entries() {
        if let Check::Archive(check) = entry.check {
            check(archive, &mut found);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_listed_once() {
        let listed: Vec<Rule> = entries().map(|entry| entry.rule).collect();
        let known: HashSet<Rule> = listed.iter().copied().collect();
        assert_eq!(known.len(), listed.len());
        let missing: Vec<&str> = Rule::ALL
            .iter()
            .filter(|rule| !known.contains(rule))
            .map(|rule| rule.name())
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_rule_is_documented() {
        for entry in entries() {
            let name = entry.rule.name();
            for text in [entry.summary, entry.why, entry.mend] {
                assert!(text.len() > 20 && text.trim() == text, "{name}: {text:?}");
                assert!(text.ends_with(['.', '`', ')']), "{name}: {text:?}");
            }
            assert!(!entry.wrong.is_empty() && !entry.right.is_empty(), "{name}");
        }
    }
}
