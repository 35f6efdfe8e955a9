//! Strings that know where they stand.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::{SourceFile, Span};

/// A string of a source file together with its place.
///
/// Most strings stand in their file just as they mean; those are shared with the file and cost no
/// copy. Strings with escapes own what they mean. The [span](Text::span) is the *content*, between
/// the quotes, so that an error can point into it.
///
/// ```
/// use annals::source::{SourceMap, Span, Text};
///
/// let mut map = SourceMap::new();
/// let file = map.add("a.ron", r#"(id: "vote")"#);
/// let id = Text::verbatim(&file, Span::new(file.id(), 6, 10));
/// assert_eq!(id, "vote");
/// assert_eq!(id.span().start, 6);
/// ```
#[derive(Clone)]
pub struct Text {
    file: Arc<SourceFile>,
    start: u32,
    end: u32,
    unescaped: Option<Box<str>>,
}

impl Text {
    /// The string that stands at `span` in `file` as it is.
    #[must_use]
    pub fn verbatim(file: &Arc<SourceFile>, span: Span) -> Self {
        Self {
            file: Arc::clone(file),
            start: span.start,
            end: span.end,
            unescaped: None,
        }
    }

    /// A string whose source at `span` has escapes and means `value`.
    #[must_use]
    pub fn unescaped(file: &Arc<SourceFile>, span: Span, value: impl Into<Box<str>>) -> Self {
        Self {
            file: Arc::clone(file),
            start: span.start,
            end: span.end,
            unescaped: Some(value.into()),
        }
    }

    /// The string's value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.unescaped {
            Some(value) => value,
            None => self.file.slice(self.span()),
        }
    }

    /// Where the content stands, without its quotes.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.file.id(), self.start, self.end)
    }

    /// The place of a byte range of the value.
    ///
    /// Exact where the string has no escapes; the whole content otherwise.
    #[must_use]
    pub fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        let offset = |at: usize| {
            u32::try_from(at)
                .ok()
                .and_then(|at| self.start.checked_add(at))
        };
        match (&self.unescaped, offset(range.start), offset(range.end)) {
            (None, Some(start), Some(end)) if end <= self.end => {
                Span::new(self.file.id(), start, end)
            }
            _ => self.span(),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}
