//! Months or days that follow one another.

/// Numbers of months or days in ascending order, as stretches from a first to a last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Runs {
    stretches: [(u8, u8); 12],
    len: usize,
}

impl Runs {
    /// Numbers that follow one another are one stretch; there are at most twelve stretches.
    pub(super) fn joined(numbers: impl Iterator<Item = u8>) -> Self {
        let mut runs = Self::single(std::iter::empty());
        for number in numbers {
            match runs.stretches[..runs.len].last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push(number),
            }
        }
        runs
    }

    /// Each number is a stretch of its own; there are at most twelve.
    pub(super) fn single(numbers: impl Iterator<Item = u8>) -> Self {
        let mut runs = Self {
            stretches: [(0, 0); 12],
            len: 0,
        };
        numbers.for_each(|number| runs.push(number));
        runs
    }

    fn push(&mut self, number: u8) {
        debug_assert!(self.len < 12, "two digits make at most twelve stretches");
        if let Some(next) = self.stretches.get_mut(self.len) {
            *next = (number, number);
            self.len += 1;
        }
    }

    fn stretches(&self) -> &[(u8, u8)] {
        self.stretches.get(..self.len).unwrap_or_default()
    }

    /// How many stretches there are.
    pub(super) fn len(&self) -> i64 {
        count(self.len)
    }

    /// The first and the last number of the n-th stretch.
    pub(super) fn get(&self, index: i64) -> (u8, u8) {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        self.stretches().get(index).copied().unwrap_or_default()
    }

    /// How many stretches end before a number.
    pub(super) fn ending_before(&self, number: u8) -> i64 {
        let ends = self.stretches().iter();
        count(ends.take_while(|(_, last)| *last < number).count())
    }

    /// How many stretches begin after a number.
    pub(super) fn starting_after(&self, number: u8) -> i64 {
        let starts = self.stretches().iter().rev();
        count(starts.take_while(|(first, _)| number < *first).count())
    }
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}
