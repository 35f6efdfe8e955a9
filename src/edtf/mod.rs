//! EDTF: dates as people know them, read and printed and set on the tick line.

mod ast;
mod compile;
mod conclude;
mod cursor;
mod display;
mod error;
mod extent;
mod inverted;
mod mask;
mod near_miss;
mod near_miss_date;
mod parse;
mod parse_date;
mod parse_time;
mod spans;
mod unit;

pub use ast::{
    Component, Date, DateTime, Digits, Edtf, End, Fraction, Interval, LongYear, Member, Qualifier,
    Set, SetKind, UtcOffset, Value, Year, YearDigits,
};
pub use compile::{Endpoint, Hemisphere, Reading, Shape};
pub use conclude::{Bound, Concluded, EventBounds, PointBounds, conclude};
pub use error::{EdtfError, EdtfErrorKind};
pub use spans::{SpanSet, TickSpan};
