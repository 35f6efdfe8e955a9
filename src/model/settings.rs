//! Thresholds and margins.

use super::Stated;
use crate::calendar::DurationRange;
use crate::source::Span;

pub use crate::edtf::Hemisphere;

/// A value that has a default: left out, given, or given and unreadable.
///
/// Nothing is concluded from what depends on an unreadable one: to take the default instead could
/// prove what the file does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Given<T> {
    /// The file does not say.
    #[default]
    Default,
    /// The file says this.
    Is(T),
    /// The file says something that cannot be read; that was reported.
    Unreadable,
}

impl<T> Given<T> {
    /// What was read of a value that stands in the file, if anything.
    #[must_use]
    pub fn read(value: Option<T>) -> Self {
        value.map_or(Self::Unreadable, Self::Is)
    }
}

impl<T: Copy> Given<T> {
    /// The value, or else the default; `None` where it is not known.
    #[must_use]
    pub fn or(self, default: Option<T>) -> Option<T> {
        match self {
            Self::Default => default,
            Self::Is(value) => Some(value),
            Self::Unreadable => None,
        }
    }
}

/// What a timeline sets for itself; each has a default.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// By how many units of its precision an approximate date is widened on each side; 1 unless set.
    pub approximate: Given<u32>,
    /// How long a silence is worth a word; `None` finds it from the timeline's own rhythm.
    pub silence: Given<Option<Stated<DurationRange>>>,
    /// The lag from which on a causal link is weak; `None` is a year.
    pub weak_step: Option<Stated<DurationRange>>,
    /// Where seasons without a hemisphere of their own are told; the north unless set.
    pub hemisphere: Given<Hemisphere>,
    /// Whether events start no later than what reports them, and where that is set.
    pub publication_bounds: Option<(bool, Span)>,
    /// What is allowed beyond a publication; a day unless set.
    pub report_slack: Given<Stated<DurationRange>>,
}

impl Settings {
    /// Settings that are given and of which nothing can be read.
    #[must_use]
    pub fn unreadable() -> Self {
        Self {
            approximate: Given::Unreadable,
            hemisphere: Given::Unreadable,
            report_slack: Given::Unreadable,
            ..Self::default()
        }
    }

    /// Fills in what is not given from defaults. What is given and cannot be read stays so.
    pub fn fill(&mut self, defaults: &Self) {
        fn fill<T: Clone>(given: &mut Given<T>, default: &Given<T>) {
            if matches!(given, Given::Default) {
                given.clone_from(default);
            }
        }
        fill(&mut self.approximate, &defaults.approximate);
        fill(&mut self.silence, &defaults.silence);
        fill(&mut self.hemisphere, &defaults.hemisphere);
        fill(&mut self.report_slack, &defaults.report_slack);
        if self.weak_step.is_none() {
            self.weak_step.clone_from(&defaults.weak_step);
        }
        if self.publication_bounds.is_none() {
            self.publication_bounds = defaults.publication_bounds;
        }
    }
}
