//! Reports as data, whose JSON and text tests look at.

use annals::report::{Head, LagReport, PairReport, Verdict};

/// A vote that comes before a strike, or meets it.
pub(crate) fn vote_before_strike() -> PairReport {
    PairReport {
        precedes: Verdict::Necessary,
        follows: Verdict::Impossible,
        allen: vec!["before".into(), "meets".into()],
        lag: LagReport {
            least: Some("P0D".into()),
            greatest: Some("P11D".into()),
            ..LagReport::default()
        },
        ..PairReport::new(Head::consistent(), "vote", "strike")
    }
}
