//! The years of a mask: blocks of years, counted through in the order of time.

use super::ast::YearDigits;

/// The years that have a mask's digits.
///
/// Years that differ in their last `zeros` digits only, all of which are unspecified, are one block.
/// What digits are left free count the blocks, so that the n-th is found without the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MaskYears {
    years: YearDigits,
    zeros: u32,
    /// `10^zeros`
    unit: i64,
    /// How many numbers have the digits; that of year -0 is one of them.
    numbers: i64,
    /// How many of them are blocks.
    count: i64,
}

impl MaskYears {
    /// The years, of which those that differ in the last `zeros` digits only are one block.
    pub(super) fn new(years: YearDigits, zeros: u32) -> Self {
        let mut blocks = Self {
            years,
            zeros,
            unit: 10_i64.pow(zeros),
            numbers: 0,
            count: 0,
        };
        blocks.numbers = blocks.digits().fold(1, |numbers, (digit, _)| {
            numbers * if digit == b'X' { 10 } else { 1 }
        });
        // There is no year -0.
        let zero = years.negative && zeros == 0 && blocks.number(0) == 0;
        blocks.count = blocks.numbers - i64::from(zero);
        blocks
    }

    /// How many blocks there are.
    pub(super) const fn count(&self) -> i64 {
        self.count
    }

    /// The years of the n-th block: the first, and the one behind the last.
    pub(super) fn block(&self, index: i64) -> (i64, i64) {
        if self.years.negative {
            let low = self.number(self.numbers - 1 - index) * self.unit;
            (1 - (low + self.unit), if low == 0 { 0 } else { 1 - low })
        } else {
            let low = self.number(index) * self.unit;
            (low, low + self.unit)
        }
    }

    /// How many blocks certainly end before a year begins: all that do, or one less.
    pub(super) fn ending_before(&self, year: i64) -> i64 {
        let count = if self.years.negative {
            self.numbers - self.below(ceiling(1 - year, self.unit))
        } else {
            self.below(year.div_euclid(self.unit))
        };
        count.min(self.count)
    }

    /// How many blocks begin no later than in a year.
    pub(super) fn starting_by(&self, year: i64) -> i64 {
        let count = if self.years.negative {
            self.numbers - self.below(ceiling(1 - year, self.unit) - 1)
        } else {
            self.below(year.div_euclid(self.unit) + 1)
        };
        count.min(self.count)
    }

    /// The digits of a block, each with what it counts.
    fn digits(&self) -> impl Iterator<Item = (u8, i64)> {
        let digits = 4_u32.saturating_sub(self.zeros);
        let places = (0..digits).rev().map(|place| 10_i64.pow(place));
        self.years.digits.into_iter().zip(places)
    }

    /// The n-th number that has the digits.
    fn number(&self, mut index: i64) -> i64 {
        let mut left = self.numbers;
        self.digits().fold(0, |number, (digit, place)| {
            let digit = if digit == b'X' {
                left /= 10;
                let digit = index / left;
                index %= left;
                digit
            } else {
                i64::from(digit - b'0')
            };
            number + digit * place
        })
    }

    /// How many numbers below this one have the digits.
    fn below(&self, number: i64) -> i64 {
        let digits = 4_u32.saturating_sub(self.zeros);
        if number < 0 {
            return 0;
        }
        if number >= 10_i64.pow(digits) {
            return self.numbers;
        }
        let (mut below, mut left) = (0, self.numbers);
        for (digit, place) in self.digits() {
            let of_number = number / place % 10;
            if digit == b'X' {
                left /= 10;
                below += of_number * left;
                continue;
            }
            let digit = i64::from(digit - b'0');
            if digit != of_number {
                return below + if digit < of_number { left } else { 0 };
            }
        }
        below
    }
}

/// A quotient rounded up.
const fn ceiling(number: i64, unit: i64) -> i64 {
    -(-number).div_euclid(unit)
}

#[cfg(test)]
mod tests {
    use super::super::extent::trailing_unspecified;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_are_those_with_the_digits(
            digits in "[0-9X]{4}", negative: bool, whole: bool, year in -11_000_i64..11_000,
        ) {
            let digits: [u8; 4] = digits.as_bytes().try_into().unwrap();
            let years = YearDigits { negative, digits, significant: None };
            let zeros = if whole { trailing_unspecified(years) } else { 0 };
            let blocks = MaskYears::new(years, zeros);
            let has = |year: i64| {
                let size = u16::try_from(year.unsigned_abs()).unwrap();
                years.matches(size) && if negative { year < 0 } else { year >= 0 }
            };
            let expected: Vec<i64> = (-9_999..=9_999).filter(|&year| has(year)).collect();
            let found: Vec<i64> = (0..blocks.count())
                .flat_map(|index| { let (first, end) = blocks.block(index); first..end })
                .collect();
            prop_assert_eq!(found, expected);
            let ending = (0..blocks.count()).filter(|&index| blocks.block(index).1 <= year).count();
            let starting = (0..blocks.count()).filter(|&index| blocks.block(index).0 <= year).count();
            let early = usize::try_from(blocks.ending_before(year)).unwrap();
            prop_assert!(early == ending || early + 1 == ending);
            prop_assert_eq!(usize::try_from(blocks.starting_by(year)).unwrap(), starting);
        }
    }
}
