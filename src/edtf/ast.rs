//! What an EDTF string says, as data.

use std::cmp::Ordering;
use std::ops::Range;

/// One EDTF expression: a date or time, an interval, or a set.
///
/// Two expressions are equal if they say the same; where they stood in their string does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edtf {
    /// `1931-06-19`, `1931-21`, `193X`, `1931-06-19T10:02Z`.
    Value(Value),
    /// `A/B`, `A/..`, `/B`.
    Interval(Box<Interval>),
    /// `[a,b..c]`, `{a,b}`.
    Set(Set),
}

/// A date, or a date with a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A date of any precision.
    Date(Date),
    /// A day and a time.
    DateTime(DateTime),
}

/// A date: a year, and maybe a month or season, and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: Year,
    /// The month, season, quarter, quadrimester or half.
    pub month: Option<Digits>,
    /// The day of the month.
    pub day: Option<Digits>,
    /// How sure the year is.
    pub year_qualifier: Qualifier,
    /// How sure the month is; as the year where there is none.
    pub month_qualifier: Qualifier,
    /// How sure the day is; as the month where there is none.
    pub day_qualifier: Qualifier,
    pub(super) place: Place,
}

/// A year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Year {
    /// Four digits, any of which may be unspecified.
    Digits(YearDigits),
    /// `Y` and more than four digits, or an exponent.
    Long(Box<LongYear>),
}

/// A year of four digits, any of which may be unspecified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearDigits {
    /// Whether it is before year 0.
    pub negative: bool,
    /// The digits, or `X`, as ASCII.
    pub digits: [u8; 4],
    /// `S2`: how many digits are significant, from 1 to 4.
    pub significant: Option<u8>,
}

/// A year after `Y`: `Y170000002`, `Y-17E7`, `Y171010000S3`.
///
/// It may be beyond any integer type; years are ordered by value all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongYear {
    /// Whether it is before year 0.
    pub negative: bool,
    /// The digits before the exponent, without leading zeros.
    pub digits: Box<str>,
    /// `E7`: how many zeros follow the digits.
    pub exponent: Option<u32>,
    /// `S3`: how many digits of the whole number are significant.
    pub significant: Option<u32>,
}

/// Two digits of a month or a day, any of which may be unspecified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(pub [u8; 2]);

/// How sure a component of a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Qualifier {
    /// Nothing is said.
    #[default]
    None,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

/// A component of a date, from coarse to fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// The year, or the decade or century of a mask.
    Year,
    /// The month, season, quarter, quadrimester or half.
    Month,
    /// The day.
    Day,
}

/// A day and a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTime {
    /// The year, of four digits.
    pub year: i16,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59, where it is given.
    pub minute: Option<u8>,
    /// The second, 0 to 59, or 60 at 23:59:60, where it is given.
    pub second: Option<u8>,
    /// The fraction of the second, where it is given.
    pub fraction: Option<Fraction>,
    /// The offset from UTC, where it is given.
    pub offset: Option<UtcOffset>,
    pub(super) place: Place,
}

/// A fraction of a second with the digits that were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// The nanoseconds.
    pub nanos: u32,
    /// How many digits were written, from 1 to 9.
    pub digits: u8,
}

/// An offset from UTC as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UtcOffset {
    /// `Z`
    Utc,
    /// `+05`, in hours.
    Hours(i8),
    /// `+05:30`, in minutes.
    Minutes(i16),
}

/// `A/B`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The start.
    pub start: End,
    /// The end.
    pub end: End,
}

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A date or time.
    Value(Value),
    /// `..`: none is stated.
    Open,
    /// Nothing written: there is one, and it is unknown.
    Unknown,
}

/// `[a,b..c]` or `{a,b..c}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Whether one or all of the members are meant.
    pub kind: SetKind,
    /// The members as written; at least one.
    pub members: Vec<Member>,
}

/// Which members of a set are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetKind {
    /// `[…]`: one of the members.
    OneOf,
    /// `{…}`: all of the members.
    AllOf,
}

/// A member of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// A date or time.
    Value(Value),
    /// `b..c`
    Between(Value, Value),
    /// `b..`
    From(Value),
    /// `..c`
    Until(Value),
}

/// Where a value stands in its string. It says nothing about the value, so all places are equal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    start: u32,
    end: u32,
}

impl Place {
    pub(super) fn new(range: &Range<usize>) -> Self {
        // Longer strings are refused before.
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl Edtf {
    /// The dates and times that the expression is made of, as written.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let (one, ends, members): (_, [Option<&Value>; 2], &[Member]) = match self {
            Self::Value(value) => (Some(value), [None, None], &[]),
            Self::Interval(interval) => (None, [interval.start.value(), interval.end.value()], &[]),
            Self::Set(set) => (None, [None, None], &set.members),
        };
        let members = members.iter().flat_map(Member::values);
        one.into_iter()
            .chain(ends.into_iter().flatten())
            .chain(members)
    }

    /// Whether some part of it has a `?` or `%`.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.values().any(Value::is_uncertain)
    }

    /// Whether some part of it has a `~` or `%`.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.values().any(Value::is_approximate)
    }
}

impl End {
    /// The date or time, if one is written.
    #[must_use]
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Member {
    /// The dates or times that the member is made of: one or two.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let (first, second) = match self {
            Self::Value(value) | Self::From(value) | Self::Until(value) => (value, None),
            Self::Between(from, to) => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Value {
    /// The bytes of the parsed string where it stands.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Date(date) => date.place.range(),
            Self::DateTime(time) => time.place.range(),
        }
    }

    /// Whether some component has a `?` or `%`.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        matches!(self, Self::Date(date) if date.finest(Qualifier::is_uncertain).is_some())
    }

    /// Whether some component has a `~` or `%`.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        matches!(self, Self::Date(date) if date.finest_approximate().is_some())
    }
}

impl Date {
    /// The finest component that has any qualifier.
    #[must_use]
    pub fn finest_qualified(&self) -> Option<Component> {
        self.finest(|qualifier| qualifier != Qualifier::None)
    }

    /// The finest component that has a `~` or `%`.
    #[must_use]
    pub fn finest_approximate(&self) -> Option<Component> {
        self.finest(Qualifier::is_approximate)
    }

    fn finest(&self, wanted: impl Fn(Qualifier) -> bool) -> Option<Component> {
        if self.day.is_some() && wanted(self.day_qualifier) {
            Some(Component::Day)
        } else if self.month.is_some() && wanted(self.month_qualifier) {
            Some(Component::Month)
        } else if wanted(self.year_qualifier) {
            Some(Component::Year)
        } else {
            None
        }
    }

    /// The season, quarter, quadrimester or half, 21 to 41, if it is one.
    #[must_use]
    pub fn season(&self) -> Option<u8> {
        self.month.and_then(Digits::value).filter(|&code| code > 20)
    }
}

impl Qualifier {
    /// `?` or `%`.
    #[must_use]
    pub fn is_uncertain(self) -> bool {
        matches!(self, Self::Uncertain | Self::Both)
    }

    /// `~` or `%`.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        matches!(self, Self::Approximate | Self::Both)
    }

    /// Both of them together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let uncertain = self.is_uncertain() || other.is_uncertain();
        let approximate = self.is_approximate() || other.is_approximate();
        match (uncertain, approximate) {
            (false, false) => Self::None,
            (true, false) => Self::Uncertain,
            (false, true) => Self::Approximate,
            (true, true) => Self::Both,
        }
    }

    /// `?`, `~`, `%` or nothing.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Uncertain => "?",
            Self::Approximate => "~",
            Self::Both => "%",
        }
    }
}

impl Digits {
    /// The number, if both digits are specified.
    #[must_use]
    pub fn value(self) -> Option<u8> {
        let [tens, ones] = self.0;
        (tens != b'X' && ones != b'X').then(|| (tens - b'0') * 10 + (ones - b'0'))
    }

    /// Whether both digits are unspecified.
    #[must_use]
    pub fn is_unspecified(self) -> bool {
        self.0 == *b"XX"
    }

    /// Whether a number from 0 to 99 has these digits.
    #[must_use]
    pub fn matches(self, number: u8) -> bool {
        let [tens, ones] = self.0;
        (tens == b'X' || tens == b'0' + number / 10) && (ones == b'X' || ones == b'0' + number % 10)
    }
}

impl YearDigits {
    /// The year, if all digits are specified.
    #[must_use]
    pub fn value(self) -> Option<i64> {
        let mut value = 0;
        for digit in self.digits {
            if digit == b'X' {
                return None;
            }
            value = value * 10 + i64::from(digit - b'0');
        }
        Some(if self.negative { -value } else { value })
    }

    /// Whether a number from 0 to 9999 has these digits, whatever the sign.
    #[must_use]
    pub fn matches(self, number: u16) -> bool {
        let mut rest = number;
        self.digits.iter().rev().all(|&digit| {
            let last = rest % 10;
            rest /= 10;
            digit == b'X' || u16::from(digit - b'0') == last
        }) && rest == 0
    }

    /// Whether a digit is unspecified.
    #[must_use]
    pub fn is_masked(self) -> bool {
        self.digits.contains(&b'X')
    }
}

impl Year {
    /// The year as stated, if it is a single one and an `i64`.
    ///
    /// The value of `1950S2` is 1950.
    #[must_use]
    pub fn value(&self) -> Option<i64> {
        match self {
            Self::Digits(digits) => digits.value(),
            Self::Long(long) => long.value(),
        }
    }
}

impl LongYear {
    /// The year, if it is an `i64`.
    #[must_use]
    pub fn value(&self) -> Option<i64> {
        let digits: i128 = self.digits.parse().ok()?;
        let power = 10_i128.checked_pow(self.exponent.unwrap_or(0))?;
        let value = digits.checked_mul(power)?;
        i64::try_from(if self.negative { -value } else { value }).ok()
    }

    /// How many digits the whole number has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.digits.len() as u64 + u64::from(self.exponent.unwrap_or(0))
    }

    /// The order of two years by value, however large they are.
    #[must_use]
    pub fn cmp_value(&self, other: &Self) -> Ordering {
        let size = |one: &Self, other: &Self| {
            let zeros = |text: &str| text.trim_end_matches('0').to_owned();
            one.length()
                .cmp(&other.length())
                .then_with(|| zeros(&one.digits).cmp(&zeros(&other.digits)))
        };
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}
