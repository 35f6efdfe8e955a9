//! What every report begins and ends with.

/// The version of the JSON that reports have.
pub const SCHEMA: u32 = 1;

/// How far the conclusions of a report can be relied on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Whether the timeline is free of contradictions; `None` where that could not be told.
    pub consistent: Option<bool>,
    /// Whether the conclusions are as tight as can be, not outer bounds.
    pub exact: bool,
    /// Remarks a line each, such as that the timeline contradicts itself and what the answer
    /// rests on then.
    pub notes: Vec<String>,
}

impl Head {
    /// A consistent timeline and exact conclusions, without remarks.
    #[must_use]
    pub fn consistent() -> Self {
        Self {
            consistent: Some(true),
            exact: true,
            notes: Vec::new(),
        }
    }

    /// Adds a remark.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
