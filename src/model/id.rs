//! Ids: what they may look like and what they refer to.

use unicode_normalization::char::is_combining_mark;

use crate::source::{Span, Text};

/// Names one timeline of a [`Collection`](super::Collection).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimelineId(pub u32);

impl TimelineId {
    /// The timeline's place in its collection.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names one event of one timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventRef {
    /// The timeline that declares the event.
    pub timeline: TimelineId,
    /// Its place among that timeline's events.
    pub index: u32,
}

/// Names one source of one timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceRef {
    /// The timeline that declares the source.
    pub timeline: TimelineId,
    /// Its place among that timeline's sources.
    pub index: u32,
}

/// An id as a file refers to it, and what it was found to mean.
#[derive(Debug, Clone)]
pub struct Name<T> {
    /// The id as written, with its prefix.
    pub text: Text,
    /// What it refers to; `None` where nothing has this id.
    pub target: Option<T>,
}

impl<T> Name<T> {
    /// A name that is still to be resolved.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { text, target: None }
    }

    /// Where the name stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.text.span()
    }
}

/// Longest id, in bytes.
const MAX_BYTES: usize = 128;

/// What is wrong with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    /// It has no character.
    Empty,
    /// It is longer than 128 bytes.
    TooLong,
    /// It starts with something else than a letter or a digit.
    BadStart(char),
    /// It has a character that no id has.
    BadCharacter(char),
}

/// Checks that `id` starts with a letter or digit of any script, goes on with letters, digits,
/// `-`, `_` and `.`, and has at most 128 bytes. Ids are composed (Unicode's form C) when they are read.
///
/// # Errors
///
/// The first fault.
///
/// ```
/// use annals::model::{IdFault, check_id};
///
/// assert_eq!(check_id("Zürich-1.a"), Ok(()));
/// assert_eq!(check_id("pay cut"), Err(IdFault::BadCharacter(' ')));
/// assert_eq!(check_id("-x"), Err(IdFault::BadStart('-')));
/// ```
pub fn check_id(id: &str) -> Result<(), IdFault> {
    let mut chars = id.chars();
    let first = chars.next().ok_or(IdFault::Empty)?;
    if !first.is_alphanumeric() {
        return Err(IdFault::BadStart(first));
    }
    if id.len() > MAX_BYTES {
        return Err(IdFault::TooLong);
    }
    let fits =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || is_combining_mark(c);
    if let Some(bad) = chars.find(|&c| !fits(c)) {
        return Err(IdFault::BadCharacter(bad));
    }
    Ok(())
}

/// An id made of a text: its letters and digits in lower case, with hyphens between the words;
/// none, where that would be no id.
///
/// ```
/// use annals::model::id_of;
///
/// assert_eq!(id_of("Owners cut pay!").as_deref(), Some("owners-cut-pay"));
/// assert_eq!(id_of("…"), None);
/// ```
#[must_use]
pub fn id_of(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let id = words.join("-");
    check_id(&id).is_ok().then_some(id)
}
