//! EDTF printed: one canonical form, which reads back as the same.

use std::fmt;

use super::ast::{
    Date, DateTime, Digits, Edtf, End, LongYear, Member, Qualifier, SetKind, UtcOffset, Value,
    Year, YearDigits,
};

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value}"),
            Self::Interval(interval) => write!(f, "{}/{}", interval.start, interval.end),
            Self::Set(set) => {
                let (open, close) = match set.kind {
                    SetKind::OneOf => ('[', ']'),
                    SetKind::AllOf => ('{', '}'),
                };
                write!(f, "{open}")?;
                for (index, member) in set.members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{member}")?;
                }
                write!(f, "{close}")
            }
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value}"),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value}"),
            Self::Between(from, to) => write!(f, "{from}..{to}"),
            Self::From(from) => write!(f, "{from}.."),
            Self::Until(to) => write!(f, "..{to}"),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::DateTime(time) => write!(f, "{time}"),
        }
    }
}

impl fmt::Display for Date {
    /// A qualifier of the whole date stands behind it; else each stands before its component.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.year_qualifier;
        let same = (self.month.is_none() || self.month_qualifier == whole)
            && (self.day.is_none() || self.day_qualifier == whole);
        let own = |qualifier: Qualifier| if same { "" } else { qualifier.symbol() };
        write!(f, "{}{}", own(self.year_qualifier), self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{}{month}", own(self.month_qualifier))?;
        }
        if let Some(day) = self.day {
            write!(f, "-{}{day}", own(self.day_qualifier))?;
        }
        f.write_str(if same { whole.symbol() } else { "" })
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digits(digits) => write!(f, "{digits}"),
            Self::Long(long) => write!(f, "{long}"),
        }
    }
}

impl fmt::Display for YearDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negative { "-" } else { "" })?;
        for digit in self.digits {
            write!(f, "{}", char::from(digit))?;
        }
        match self.significant {
            Some(count) => write!(f, "S{count}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for LongYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(f, "Y{sign}{}", self.digits)?;
        if let Some(exponent) = self.exponent {
            write!(f, "E{exponent}")?;
        }
        match self.significant {
            Some(count) => write!(f, "S{count}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [tens, ones] = self.0.map(char::from);
        write!(f, "{tens}{ones}")
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let year = self.year.unsigned_abs();
        write!(
            f,
            "{sign}{year:04}-{:02}-{:02}T{:02}",
            self.month, self.day, self.hour
        )?;
        if let Some(minute) = self.minute {
            write!(f, ":{minute:02}")?;
        }
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        if let Some(fraction) = self.fraction {
            let digits = format!("{:09}", fraction.nanos);
            let shown = digits
                .get(..usize::from(fraction.digits))
                .unwrap_or(&digits);
            write!(f, ".{shown}")?;
        }
        match self.offset {
            Some(offset) => write!(f, "{offset}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Utc => f.write_str("Z"),
            Self::Hours(hours) => write!(f, "{hours:+03}"),
            Self::Minutes(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let size = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}
