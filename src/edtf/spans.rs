//! Sets of spans on the tick line.

/// A half-open span of ticks; an end that is `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TickSpan {
    /// The first tick.
    pub lo: Option<i64>,
    /// The tick behind the last one.
    pub hi: Option<i64>,
}

/// The alternatives within one of which an event, or one of its ends, lies: one or more spans.
///
/// Masks have thousands of them (`XXXX-09`), so they are told one after another and never kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanSet {
    span: TickSpan,
}

impl SpanSet {
    /// One span.
    #[must_use]
    pub const fn one(span: TickSpan) -> Self {
        Self { span }
    }

    /// The smallest span that covers all of them.
    #[must_use]
    pub fn hull(&self) -> TickSpan {
        self.span
    }

    /// The span, if there is only one.
    #[must_use]
    pub fn single(&self) -> Option<TickSpan> {
        Some(self.span)
    }

    /// The spans that have a point in common with `lo..hi`, in the order of time.
    pub fn pieces_within(
        &self,
        _lo: Option<i64>,
        _hi: Option<i64>,
    ) -> impl Iterator<Item = TickSpan> + '_ {
        std::iter::once(self.span)
    }

    /// At least as many as there are spans.
    #[must_use]
    pub fn count_bound(&self) -> u64 {
        1
    }

    /// Whether some span has this tick.
    #[must_use]
    pub fn contains(&self, tick: i64) -> bool {
        self.span.lo.is_none_or(|lo| lo <= tick) && self.span.hi.is_none_or(|hi| tick < hi)
    }
}
