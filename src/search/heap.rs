//! What there is to decide, the most active in conflicts first.

/// A heap of numbers by activity; between equals the lower number comes first.
#[derive(Debug, Default)]
pub(super) struct ActivityHeap {
    activity: Vec<u64>,
    heap: Vec<u32>,
    place: Vec<u32>,
    increment: u64,
}

const OUT: u32 = u32::MAX;
/// Activities are halved this often by growing the increment until they would overflow.
const LIMIT: u64 = 1 << 60;

impl ActivityHeap {
    pub(super) fn new() -> Self {
        Self {
            increment: 1 << 20,
            ..Self::default()
        }
    }

    /// Adds a number, the next one.
    pub(super) fn add(&mut self, activity: u64) {
        self.activity.push(activity);
        self.place.push(OUT);
        let number = u32::try_from(self.place.len() - 1).unwrap_or(OUT);
        self.insert(number);
    }

    pub(super) fn insert(&mut self, number: u32) {
        if self.place[number as usize] != OUT {
            return;
        }
        self.place[number as usize] = u32::try_from(self.heap.len()).unwrap_or(OUT);
        self.heap.push(number);
        self.rise(self.heap.len() - 1);
    }

    pub(super) fn pop(&mut self) -> Option<u32> {
        let first = *self.heap.first()?;
        let last = self.heap.len() - 1;
        self.swap(0, last);
        self.heap.pop();
        self.place[first as usize] = OUT;
        if !self.heap.is_empty() {
            self.sink(0);
        }
        Some(first)
    }

    /// Takes part in a conflict.
    pub(super) fn bump(&mut self, number: u32) {
        self.activity[number as usize] += self.increment;
        if self.activity[number as usize] > LIMIT {
            for activity in &mut self.activity {
                *activity >>= 40;
            }
            self.increment = (self.increment >> 40).max(1 << 10);
            // Shifting may make equal what was not, so the order is made anew.
            for at in (0..self.heap.len()).rev() {
                self.sink(at);
            }
        }
        let at = self.place[number as usize];
        if at != OUT {
            self.rise(at as usize);
        }
    }

    /// What took part in earlier conflicts counts for less from now on.
    pub(super) fn decay(&mut self) {
        self.increment += self.increment / 19;
    }

    fn comes_first(&self, one: u32, other: u32) -> bool {
        let key = |number: u32| (std::cmp::Reverse(self.activity[number as usize]), number);
        key(one) < key(other)
    }

    fn rise(&mut self, mut at: usize) {
        while at > 0 {
            let above = (at - 1) / 2;
            if !self.comes_first(self.heap[at], self.heap[above]) {
                return;
            }
            self.swap(at, above);
            at = above;
        }
    }

    fn sink(&mut self, mut at: usize) {
        loop {
            let mut first = at;
            for below in [2 * at + 1, 2 * at + 2] {
                if below < self.heap.len() && self.comes_first(self.heap[below], self.heap[first]) {
                    first = below;
                }
            }
            if first == at {
                return;
            }
            self.swap(at, first);
            at = first;
        }
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.heap.swap(one, other);
        for at in [one, other] {
            self.place[self.heap[at] as usize] = u32::try_from(at).unwrap_or(OUT);
        }
    }
}
