//! Constraints over all pairs of points, closed by Floyd and Warshall's algorithm.

/// An upper limit of a difference: `< ticks`, or `≤ ticks` where it is taken. The tighter is the
/// lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Limit {
    pub(crate) ticks: i64,
    pub(crate) taken: bool,
}

impl Limit {
    pub(crate) const ZERO: Self = Self::at_most(0);

    pub(crate) const fn at_most(ticks: i64) -> Self {
        Self { ticks, taken: true }
    }

    pub(crate) const fn below(ticks: i64) -> Self {
        Self {
            ticks,
            taken: false,
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            ticks: self.ticks + other.ticks,
            taken: self.taken && other.taken,
        }
    }
}

/// `to − from` is within a limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) limit: Limit,
}

/// The greatest difference of each two points; none where they are not tied.
#[derive(Debug, Clone)]
pub(crate) struct Closure {
    differences: Vec<Vec<Option<Limit>>>,
}

impl Closure {
    pub(crate) fn new<'e>(points: usize, edges: impl IntoIterator<Item = &'e Edge>) -> Self {
        let mut differences = vec![vec![None; points]; points];
        for (point, row) in differences.iter_mut().enumerate() {
            row[point] = Some(Limit::ZERO);
        }
        let mut closure = Self { differences };
        for edge in edges {
            closure.tighten(edge.from, edge.to, edge.limit);
        }
        closure.close();
        closure
    }

    fn tighten(&mut self, from: usize, to: usize, limit: Limit) {
        let known = &mut self.differences[from][to];
        *known = Some(known.map_or(limit, |known| known.min(limit)));
    }

    fn close(&mut self) {
        let points = self.differences.len();
        for via in 0..points {
            for from in 0..points {
                let Some(first) = self.differences[from][via] else {
                    continue;
                };
                for to in 0..points {
                    if let Some(second) = self.differences[via][to] {
                        self.tighten(from, to, first.plus(second));
                    }
                }
            }
        }
    }

    pub(crate) fn is_consistent(&self) -> bool {
        self.differences
            .iter()
            .enumerate()
            .all(|(point, row)| row[point] == Some(Limit::ZERO))
    }

    /// The least upper limit of `to − from`.
    pub(crate) fn difference(&self, from: usize, to: usize) -> Option<Limit> {
        self.differences[from][to]
    }

    pub(crate) fn implies(&self, edge: &Edge) -> bool {
        self.difference(edge.from, edge.to)
            .is_some_and(|known| known <= edge.limit)
    }

    /// What holds if `edges` hold as well.
    ///
    /// In a matrix that is closed, one edge shortens only the ways that pass it once.
    pub(crate) fn and(&self, edges: &[Edge]) -> Self {
        let mut more = self.clone();
        for edge in edges {
            if !more.implies(edge) {
                more.shorten(edge);
            }
        }
        more
    }

    fn shorten(&mut self, edge: &Edge) {
        let onward = self.differences[edge.to].clone();
        for from in 0..onward.len() {
            let Some(first) = self.differences[from][edge.from] else {
                continue;
            };
            let first = first.plus(edge.limit);
            for (to, second) in onward.iter().enumerate() {
                if let Some(second) = second {
                    self.tighten(from, to, first.plus(*second));
                }
            }
        }
    }

    /// Whether some assignment meets all of `edges` as well.
    pub(crate) fn allows(&self, edges: &[Edge]) -> bool {
        self.and(edges).is_consistent()
    }
}
