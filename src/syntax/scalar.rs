//! What a scalar means: `ron` decides.
//!
//! Plain decimal numbers are read here; every rarer form goes to `ron`, on the text of its token.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

/// A number as `ron` understands it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Integer(i128),
    Float(f64),
    Range,
}

/// The number that `text` is, if `ron` takes all of it for one.
pub(super) fn number(text: &str) -> Option<Number> {
    // Eighteen digits fit into every integer type concerned.
    if text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        let digits = text.bytes();
        let value = digits.fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        return Some(Number::Integer(i128::from(value)));
    }
    ron::from_str(text).ok()
}

/// The character that the literal `text` means.
pub(super) fn char(text: &str) -> Option<char> {
    ron::from_str(text).ok()
}

/// The string that the literal `text` means.
pub(super) fn string(text: &str) -> Option<String> {
    ron::from_str(text).ok()
}

/// The bytes that the literal `text` means.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    match ron::from_str(text).ok()? {
        ron::Value::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}

/// Lengths of what stands before and behind the content of a raw string: `r##"`, `"##`.
pub(super) fn raw_quotes(text: &str) -> (u32, u32) {
    let hashes = text.bytes().skip(1).take_while(|&byte| byte == b'#');
    let hashes = u32::try_from(hashes.count()).unwrap_or(0);
    (hashes + 2, hashes + 1)
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
        Ok(Number::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Number, E> {
        Ok(Number::Integer(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Number, E> {
        Ok(Number::Float(value))
    }

    fn visit_unit<E>(self) -> Result<Number, E> {
        Ok(Number::Range)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Number::Range)
    }
}
