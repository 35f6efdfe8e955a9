//! Durations as data: what is written, and how long that is at its widest.

use crate::calendar::DAY;
use crate::story::Zone;

/// Durations from short to long, with the least and the greatest number of seconds that they mean. Where the last
/// field is set, days are those of a clock.
pub(crate) const DURATIONS: [(&str, i64, i64, bool); 14] = [
    ("PT0S", 0, 0, false),
    ("PT1S", 1, 1, false),
    ("PT90M", 5_400, 5_400, false),
    ("PT12H", 43_200, 43_200, false),
    ("PT24H", DAY, DAY, false),
    ("P1D", DAY, DAY, true),
    ("PT36H", 129_600, 129_600, false),
    ("P2DT2H", 2 * DAY + 7_200, 2 * DAY + 7_200, true),
    ("P5D", 5 * DAY, 5 * DAY, true),
    ("P1W", 7 * DAY, 7 * DAY, true),
    ("P10D", 10 * DAY, 10 * DAY, true),
    ("P1M", 28 * DAY, 31 * DAY, true),
    ("P2M", 59 * DAY, 62 * DAY, true),
    ("P1Y", 365 * DAY, 366 * DAY, true),
];

/// A duration or a range of them, by their numbers in [`DURATIONS`].
#[derive(Debug, Clone, Copy)]
pub(crate) enum Range {
    Exactly(usize),
    Between(usize, usize),
    AtLeast(usize),
    AtMost(usize),
}

impl Range {
    pub(crate) fn text(self) -> String {
        match self {
            Self::Exactly(one) => DURATIONS[one].0.to_owned(),
            Self::Between(one, other) => format!("{}/{}", DURATIONS[one].0, DURATIONS[other].0),
            Self::AtLeast(one) => format!("{}/..", DURATIONS[one].0),
            Self::AtMost(other) => format!("../{}", DURATIONS[other].0),
        }
    }

    /// The least and, where there is one, the greatest number of seconds in a zone.
    pub(crate) fn seconds(self, zone: Zone) -> (i64, Option<i64>) {
        let slack = |counts_days: bool| match (counts_days, zone.slack()) {
            (false, _) => 0,
            (true, slack) => slack.expect("days are counted where their length is known"),
        };
        let least = |one: usize| DURATIONS[one].1 - slack(DURATIONS[one].3);
        let greatest = |one: usize| Some(DURATIONS[one].2 + slack(DURATIONS[one].3));
        match self {
            Self::Exactly(one) => (least(one), greatest(one)),
            Self::Between(one, other) => (least(one), greatest(other)),
            Self::AtLeast(one) => (least(one), None),
            Self::AtMost(other) => (0, greatest(other)),
        }
    }

    /// Whether it counts days of a clock.
    pub(crate) fn counts_days(self) -> bool {
        match self {
            Self::Exactly(one) | Self::AtLeast(one) | Self::AtMost(one) => DURATIONS[one].3,
            Self::Between(one, other) => DURATIONS[one].3 || DURATIONS[other].3,
        }
    }
}
