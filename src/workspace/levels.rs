//! Which findings are reported, and at which level.

use super::config::Origin;
use super::load::Home;
use crate::diagnostic::{Certainty, Diagnostic, Level, Rule, Severity};
use crate::rules::{self, Group};

/// What a command line says of rules, beyond what the configurations say.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these rules, those that are off by default among them; all where none is named.
    pub select: Vec<Rule>,
    /// Not these.
    pub ignore: Vec<Rule>,
}

impl Selection {
    /// The rules that a name means: a rule, or a group of rules.
    ///
    /// ```
    /// use annals::diagnostic::Rule;
    /// use annals::workspace::Selection;
    ///
    /// assert_eq!(Selection::named("self-link"), Some(vec![Rule::SelfLink]));
    /// assert!(Selection::named("suppressions").is_some_and(|rules| rules.len() == 4));
    /// assert_eq!(Selection::named("E501"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Vec<Rule>> {
        if let Some(rule) = Rule::from_name(name) {
            return Some(vec![rule]);
        }
        let group: Group = rules::entries()
            .map(|entry| entry.group)
            .find(|group| group.name() == name)?;
        let entries = rules::entries().filter(|entry| entry.group == group);
        Some(entries.map(|entry| entry.rule).collect())
    }

    /// Gives findings their levels and takes out those whose rule is off.
    pub(super) fn apply(&self, home: &Home, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|finding| {
            if finding.rule.is_fixed() {
                return true;
            }
            let (level, origin) = self.level(finding.rule, home);
            let Level::At(severity) = level else {
                return false;
            };
            // A stage may give a finding a lesser weight than its rule's; what is configured
            // counts, though.
            if origin != Origin::Default {
                finding.severity = severity;
            }
            // What only some readings of the dates have is no error, whatever is configured.
            if finding.certainty == Certainty::Possible {
                finding.severity = finding.severity.min(Severity::Warning);
            }
            true
        });
    }

    /// The level of a rule for a file.
    fn level(&self, rule: Rule, home: &Home) -> (Level, Origin) {
        let (level, origin) = home.config.level(rule, &home.inner);
        let level = match (self.select.is_empty(), self.select.contains(&rule), level) {
            _ if self.ignore.contains(&rule) => Level::Off,
            (true, _, level) => level,
            (false, false, _) => Level::Off,
            // Who asks for a rule wants to see it.
            (false, true, Level::Off) => Level::At(rule.default_severity()),
            (false, true, level) => level,
        };
        (level, origin)
    }
}
