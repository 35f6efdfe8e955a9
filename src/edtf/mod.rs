//! EDTF: dates as people know them, read, printed and set on the tick line.
//!
//! The Extended Date/Time Format (ISO 8601-2:2019, profiled by the Library of Congress on
//! 2019-02-04) writes dates that are uncertain, approximate, partly unknown, open-ended, or one of
//! several. This module owns
//!
//! - reading it, levels 0 to 2 ([`Edtf::parse`]), with errors that point into the string and, where
//!   that can be guessed, give the EDTF to write instead;
//! - printing it in one canonical form (`Display`), which reads back as the same;
//! - what it says of an event in ticks ([`Edtf::compile`]), in a [`Reading`]: spans on the time line
//!   ([`SpanSet`]), of the event or of its ends ([`Shape`]);
//! - the calendar units that relative dates are told by ([`RelativeUnits`]);
//! - the way back, from bounds to the tightest date that contains them ([`conclude`]), or to a set of
//!   dates ([`conclude_set`]).
//!
//! Beyond the specification it takes fractions of a second, `T10` and `T10:02`, times as ends of
//! intervals and members of sets, times before year 0, masks of negative years, and years of any
//! size, which are read, ordered and printed, but refused by what has to count them.
//!
//! It knows nothing of events, files or settings' origins, and imports
//! [`calendar`](crate::calendar) only.

mod ast;
mod compile;
mod conclude;
mod conclude_set;
mod cursor;
mod display;
mod error;
mod extent;
mod inverted;
mod mask;
mod mask_years;
mod near_miss;
mod near_miss_advice;
mod near_miss_date;
mod near_miss_feast;
mod near_miss_month;
mod near_miss_neighbour;
mod near_miss_words;
mod near_miss_yearless;
mod parse;
mod parse_date;
mod parse_time;
mod relative;
mod runs;
mod spans;
mod unit;

pub use ast::{
    Component, Date, DateTime, Digits, Edtf, End, Fraction, Interval, LongYear, Member, Qualifier,
    Set, SetKind, UtcOffset, Value, Year, YearDigits,
};
pub use compile::{Endpoint, Hemisphere, Reading, Shape};
pub use conclude::{Bound, Concluded, EventBounds, PointBounds, conclude, conclude_stated};
pub use conclude_set::conclude_set;
pub use error::{EdtfError, EdtfErrorKind};
pub use near_miss_month::month_of_name;
pub use relative::{Part, RelativeDate, RelativeSide, RelativeUnit, RelativeUnits, Unit};
pub use spans::{SpanSet, TickSpan};
