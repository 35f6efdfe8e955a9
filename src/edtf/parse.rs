//! Reads EDTF: intervals, sets, and what they are made of.
//!
//! The grammar is that of the Library of Congress (2019-02-04), which profiles ISO 8601-2:2019,
//! levels 0 to 2, with the additions that the [module](super) lists. Values have no delimiters of
//! their own, so the text is split at `/`, `,` and `..` first, and each part read as a value.

use std::ops::Range;

use super::ast::{Edtf, End, Interval, Member, Set, SetKind, Value};
use super::error::EdtfError;
use super::{inverted, near_miss, parse_date};

/// Longer strings are refused: no date needs them, and a set is not a table.
const MAX_BYTES: usize = 1 << 20;

impl Edtf {
    /// Reads an EDTF string, levels 0 to 2.
    ///
    /// # Errors
    ///
    /// [`EdtfError`] with the place in `text`, and with what to write where that can be guessed.
    ///
    /// # Examples
    ///
    /// ```
    /// use annals::edtf::Edtf;
    ///
    /// let strike = Edtf::parse("1931-05~/1931-06-19")?;
    /// assert!(strike.is_approximate());
    /// assert_eq!(strike.to_string(), "1931-05~/1931-06-19");
    ///
    /// let mistake = Edtf::parse("June 1931").expect_err("no EDTF");
    /// assert_eq!(mistake.help.as_deref(), Some("write `1931-06`"));
    /// # Ok::<(), annals::edtf::EdtfError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        if text.len() > MAX_BYTES {
            return Err(EdtfError::syntax(
                0..text.len(),
                "a date is at most 1 MiB long",
            ));
        }
        parse_strictly(text).map_err(|error| {
            if error.help.is_some() {
                error
            } else {
                near_miss::explain(text, error)
            }
        })
    }
}

/// Reads EDTF without guessing what else may be meant.
pub(super) fn parse_strictly(text: &str) -> Result<Edtf, EdtfError> {
    let edtf = match text.as_bytes() {
        [] => {
            return Err(EdtfError::syntax(0..0, "a date is missing")
                .with_help("write a date as `1931-06-19`, or leave it out"));
        }
        [b'[', ..] => Edtf::Set(set(text, SetKind::OneOf)?),
        [b'{', ..] => Edtf::Set(set(text, SetKind::AllOf)?),
        bytes => match bytes.iter().position(|&byte| byte == b'/') {
            None => Edtf::Value(parse_date::value(text, 0..text.len())?),
            Some(slash) => Edtf::Interval(Box::new(interval(text, slash)?)),
        },
    };
    inverted::check(&edtf)?;
    Ok(edtf)
}

fn interval(text: &str, slash: usize) -> Result<Interval, EdtfError> {
    let end = |range: Range<usize>| match &text[range.clone()] {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ => parse_date::value(text, range).map(End::Value),
    };
    if let Some(second) = text[slash + 1..].find('/') {
        let at = slash + 1 + second;
        return Err(EdtfError::syntax(
            at..at + 1,
            "an interval has only one `/`",
        ));
    }
    let (start, end) = (end(0..slash)?, end(slash + 1..text.len())?);
    if start.value().is_none() && end.value().is_none() {
        return Err(
            EdtfError::syntax(0..text.len(), "an interval without any date says nothing")
                .with_help("give at least one end, as in `1931/..`, or leave the date out"),
        );
    }
    Ok(Interval { start, end })
}

fn set(text: &str, kind: SetKind) -> Result<Set, EdtfError> {
    let close = match kind {
        SetKind::OneOf => ']',
        SetKind::AllOf => '}',
    };
    let Some(inner) = text[1..].strip_suffix(close) else {
        let found = match text[1..].find(close) {
            Some(at) => EdtfError::syntax(
                at + 2..text.len(),
                format!("nothing may follow the set's `{close}`"),
            ),
            None => EdtfError::syntax(0..1, format!("this set is never closed by `{close}`")),
        };
        return Err(found);
    };
    if inner.is_empty() {
        return Err(EdtfError::syntax(
            0..text.len(),
            "a set has at least one date",
        ));
    }
    let mut members = Vec::new();
    let mut start = 1;
    for part in inner.split(',') {
        members.push(member(text, start..start + part.len())?);
        start += part.len() + 1;
    }
    Ok(Set { kind, members })
}

fn member(text: &str, range: Range<usize>) -> Result<Member, EdtfError> {
    let part = &text[range.clone()];
    if part.is_empty() {
        let at = range.start;
        return Err(EdtfError::syntax(at - 1..at + 1, "a date is missing here"));
    }
    if let Some(at) = part.find(['[', ']', '{', '}', '/']) {
        let at = range.start + at;
        return Err(EdtfError::syntax(
            at..at + 1,
            "members of a set are dates and ranges `a..b`",
        ));
    }
    let Some(dots) = part.find("..") else {
        return parse_date::value(text, range).map(Member::Value);
    };
    let (left, right) = (
        range.start..range.start + dots,
        range.start + dots + 2..range.end,
    );
    let value = |side: Range<usize>| -> Result<Option<Value>, EdtfError> {
        if side.is_empty() {
            Ok(None)
        } else {
            parse_date::value(text, side).map(Some)
        }
    };
    match (value(left)?, value(right)?) {
        (Some(from), Some(to)) => Ok(Member::Between(from, to)),
        (Some(from), None) => Ok(Member::From(from)),
        (None, Some(to)) => Ok(Member::Until(to)),
        (None, None) => Err(
            EdtfError::syntax(range, "a range without any date says nothing")
                .with_help("give at least one end, as in `[1931..]`"),
        ),
    }
}
