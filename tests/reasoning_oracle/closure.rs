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

    fn plus(self, other: Self) -> Self {
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

    /// Whether some assignment meets all of `edges` as well.
    ///
    /// What a closed matrix says of some points is all that it says of them, so only the points of
    /// the edges are looked at.
    pub(crate) fn allows(&self, edges: &[Edge]) -> bool {
        let mut points: Vec<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        points.sort_unstable();
        points.dedup();
        let at = |point: usize| {
            let found = points.iter().position(|&known| known == point);
            found.expect("every point of an edge is listed")
        };
        let row = |&from: &usize| {
            let of = |&to: &usize| self.differences[from][to];
            points.iter().map(of).collect()
        };
        let mut part = Self {
            differences: points.iter().map(row).collect(),
        };
        for edge in edges {
            part.tighten(at(edge.from), at(edge.to), edge.limit);
        }
        part.close();
        part.is_consistent()
    }
}
