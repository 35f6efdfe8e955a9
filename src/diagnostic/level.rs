//! Levels: how much the findings of a rule weigh, or that it is off.

use super::{Rule, Severity};

/// The level of a rule.
///
/// ```
/// use annals::diagnostic::{Level, Rule, Severity};
///
/// assert_eq!(Level::from_name("off"), Some(Level::Off));
/// assert_eq!(Level::of(Rule::Contradiction), Level::At(Severity::Error));
/// assert_eq!(Level::of(Rule::FileOrder).name(), "off");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The rule does not fire.
    Off,
    /// Its findings weigh so much.
    At(Severity),
}

impl Level {
    /// All levels, the weightiest last.
    pub const ALL: [Self; 4] = [
        Self::Off,
        Self::At(Severity::Note),
        Self::At(Severity::Warning),
        Self::At(Severity::Error),
    ];

    /// The level of a rule unless configured otherwise.
    #[must_use]
    pub const fn of(rule: Rule) -> Self {
        if rule.is_off_by_default() {
            Self::Off
        } else {
            Self::At(rule.default_severity())
        }
    }

    /// `off`, `note`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::At(severity) => severity.name(),
        }
    }

    /// The level with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}
