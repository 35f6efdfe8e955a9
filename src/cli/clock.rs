//! The clock.

use chrono::NaiveDate;

/// Today in UTC.
///
/// This is the one place of the program that reads the clock, and it is called once a run.
#[expect(
    clippy::disallowed_methods,
    reason = "the day is part of every report, and can be given instead"
)]
pub(super) fn today() -> NaiveDate {
    chrono::Utc::now().date_naive()
}
