//! Thresholds and margins.

use super::Stated;
use crate::calendar::DurationRange;
use crate::source::Span;

pub use crate::edtf::Hemisphere;

/// What a timeline sets for itself; each has a default.
#[derive(Debug, Clone)]
pub struct Settings {
    /// By how many units of its precision an approximate date is widened on each side.
    pub approximate: u32,
    /// How long a silence is worth a word; `None` finds it from the timeline's own rhythm.
    pub silence: Option<Stated<DurationRange>>,
    /// The lag from which on a causal link is weak; `None` is a year.
    pub weak_step: Option<Stated<DurationRange>>,
    /// Where seasons without a hemisphere of their own are told.
    pub hemisphere: Hemisphere,
    /// Whether events start no later than what reports them, and where that is set.
    pub publication_bounds: Option<(bool, Span)>,
    /// What is allowed beyond a publication; `None` is a day.
    pub report_slack: Option<Stated<DurationRange>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            approximate: 1,
            silence: None,
            weak_step: None,
            hemisphere: Hemisphere::North,
            publication_bounds: None,
            report_slack: None,
        }
    }
}
