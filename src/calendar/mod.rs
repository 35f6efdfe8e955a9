//! Days, zones, ticks and durations: time as whole numbers.
//!
//! This module owns the proleptic Gregorian calendar ([`CivilDate`]), the unit in which a timeline
//! counts ([`Tick`]), the way between clocks on a wall and instants ([`Zone`]), ISO 8601 durations
//! ([`DurationRange`]), and how instants and lags are shown ([`format_instant`],
//! [`format_difference`], [`difference_in_words`]). All arithmetic is on integers and checked. It knows nothing of EDTF,
//! events or files.

mod civil;
mod duration;
mod duration_bounds;
mod duration_text;
mod format;
mod in_words;
mod offsets;
mod tick;
mod zone;
mod zone_abbreviation;

pub use civil::{
    CivilDate, DAYS_PER_CYCLE, Weekday, first_of_month, is_leap_year, iso_week, month_from_index,
    month_index, month_length,
};
pub use duration::{Duration, DurationError, DurationRange};
pub use duration_bounds::TickRange;
pub use format::{format_difference, format_instant, format_wide_difference};
pub use in_words::{difference_in_words, duration_in_words, durations_in_words};
pub use tick::{NANOS_PER_SECOND, OutOfRange, SECONDS_PER_DAY, Tick};
pub use zone::{LocalTime, UnknownZone, Zone};
