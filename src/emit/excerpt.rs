//! The lines to show for a finding: windows of its files, cut to a size that people can read.
//!
//! What a window costs depends on the finding, never on the file: some lines around its spans,
//! and of very long lines the parts around their ends.

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::report::{Places, safe};
use crate::source::{Place, Span};

/// At most so many places of one finding are drawn.
const MAX_MARKS: usize = 24;
/// Spans over more lines are drawn at their first line only.
const MAX_LINES: u32 = 6;
/// Marks at most so many lines apart share a window.
const MAX_GAP: u32 = 8;
/// Lines of more bytes are cut.
const MAX_LINE: usize = 240;
/// Of a cut line, so many bytes are kept on either side of the ends of a span.
const KEPT: usize = 48;
/// What stands for the parts that were cut out.
const CUT: char = '…';

/// Some lines of one file, safe to show, with marks on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The file's name, as untrusted as ever.
    pub name: String,
    /// The place for the heading: that of the mark to read first.
    pub place: Place,
    /// Number of the first line.
    pub first_line: u32,
    /// The lines, without anything that controls or hides.
    pub text: String,
    /// What to mark in them.
    pub marks: Vec<Mark>,
}

/// A range of an excerpt's text with what to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the excerpt's text.
    pub range: Range<usize>,
    /// What to say, safe to show; may be empty.
    pub message: String,
    /// Whether this is the place to mend.
    pub primary: bool,
}

/// The excerpts for a finding, that with its own place first, and the number of places that were
/// left out because they are too many.
#[must_use]
pub fn excerpts(finding: &Diagnostic, places: &Places<'_>) -> (Vec<Excerpt>, usize) {
    let mut wanted = wanted(finding, places);
    let left_out = wanted.len().saturating_sub(MAX_MARKS);
    wanted.truncate(MAX_MARKS);
    let mut windows: Vec<Vec<Wanted>> = Vec::new();
    wanted.sort_by_key(|mark| (mark.span.file, mark.first, mark.rank));
    for mark in wanted {
        match windows.last_mut() {
            Some(window) if joins(window, &mark) => window.push(mark),
            _ => windows.push(vec![mark]),
        }
    }
    for window in &mut windows {
        window.sort_by_key(|mark| mark.rank);
    }
    windows.sort_by_key(|window| window.first().map(|mark| mark.rank));
    let excerpts = windows
        .iter()
        .filter_map(|window| excerpt(window, places))
        .collect();
    (excerpts, left_out)
}

/// A place to draw, with its lines and its rank in reading order; 0 is the place to mend.
struct Wanted {
    span: Span,
    message: String,
    first: u32,
    last: u32,
    rank: usize,
}

/// Every place of a finding: its own, its labels, and statements that no label shows.
fn wanted(finding: &Diagnostic, places: &Places<'_>) -> Vec<Wanted> {
    let mut spans: Vec<(Span, String)> = vec![(finding.span, finding.here.clone())];
    for label in &finding.labels {
        match spans.first_mut() {
            // Two marks on one place would be drawn one above the other.
            Some((span, here)) if *span == label.span && here.is_empty() => {
                here.clone_from(&label.message);
            }
            _ => spans.push((label.span, label.message.clone())),
        }
    }
    let labelled = spans.len();
    for statement in &finding.statements {
        let shown = |&(span, ref text): &(Span, String)| span == statement.span && !text.is_empty();
        if !spans.iter().take(labelled.min(MAX_MARKS)).any(shown) {
            spans.push((statement.span, statement.text.clone()));
        }
    }
    // The finding's own place needs no second, empty mark beside a statement's.
    if let Some((own, here)) = spans.first()
        && here.is_empty()
        && let Some(again) = spans.iter().skip(1).position(|(span, _)| span == own)
    {
        let (_, message) = spans.remove(again + 1);
        if let Some((_, here)) = spans.first_mut() {
            *here = message;
        }
    }
    let ranked = spans.into_iter().enumerate();
    ranked
        .map(|(rank, (span, message))| Wanted::new(span, &message, rank, places))
        .collect()
}

impl Wanted {
    fn new(span: Span, message: &str, rank: usize, places: &Places<'_>) -> Self {
        let first = places.line(span.file, span.start);
        let last = places.line(span.file, span.end.saturating_sub(1).max(span.start));
        let (span, last) = if last - first < MAX_LINES {
            (span, last)
        } else {
            let line = places.sources().file(span.file).line_span(first);
            (Span::new(span.file, span.start, line.end), first)
        };
        Self {
            span,
            message: safe::one_line(message).into_owned(),
            first,
            last,
            rank,
        }
    }
}

fn joins(window: &[Wanted], mark: &Wanted) -> bool {
    window.iter().any(|other| {
        other.span.file == mark.span.file && mark.first <= other.last.saturating_add(MAX_GAP)
    })
}

fn excerpt(window: &[Wanted], places: &Places<'_>) -> Option<Excerpt> {
    let leading = window.first()?;
    let file = places.sources().file(leading.span.file);
    let first_line = window.iter().map(|mark| mark.first).min()?;
    let last_line = window.iter().map(|mark| mark.last).max()?;
    let mut edges: Vec<u32> = window
        .iter()
        .flat_map(|mark| [mark.span.start, mark.span.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut text = String::new();
    let mut shown_at = Vec::with_capacity(edges.len());
    for number in first_line..=last_line {
        if number > first_line {
            text.push('\n');
        }
        let line = file.line_span(number);
        // An edge on a line end, or after it, counts as the end of its line.
        let behind = if number == last_line {
            u32::MAX
        } else {
            file.line_span(number + 1).start
        };
        let from = edges.partition_point(|&edge| edge < line.start);
        let to = edges.partition_point(|&edge| edge < behind);
        let on_line: Vec<usize> = edges
            .get(from..to.max(from))
            .unwrap_or_default()
            .iter()
            .map(|&edge| (edge.min(line.end) - line.start) as usize)
            .collect();
        push_line(&mut text, file.slice(line), &on_line, &mut shown_at);
    }
    let at = |offset: u32| {
        edges
            .binary_search(&offset)
            .ok()
            .and_then(|index| shown_at.get(index).copied())
            .unwrap_or(text.len())
    };
    let mut said = HashSet::new();
    let marks = window
        .iter()
        .map(|mark| {
            let start = at(mark.span.start);
            // What is said of several places of one line is said at the first of them.
            let is_new = said.insert((mark.first, &mark.message));
            Mark {
                range: start..at(mark.span.end).max(start),
                message: if is_new {
                    mark.message.clone()
                } else {
                    String::new()
                },
                primary: mark.rank == 0,
            }
        })
        .collect();
    Some(Excerpt {
        name: file.name().to_owned(),
        place: places.start(leading.span),
        first_line,
        text,
        marks,
    })
}

/// Appends a line, made safe and cut where it is long, and the places in `shown` at which the
/// given bytes of the line, in ascending order, stand there.
fn push_line(shown: &mut String, line: &str, edges: &[usize], shown_at: &mut Vec<usize>) {
    let mut edges = edges.iter().copied().peekable();
    let mut end_of_last = 0;
    for part in kept_parts(line, &edges.clone().collect::<Vec<_>>()) {
        if part.start > end_of_last {
            shown.push(CUT);
        }
        end_of_last = part.end;
        let text = line.get(part.clone()).unwrap_or_default();
        for (at, c) in text.char_indices() {
            // Edges inside of a character count as its beginning.
            while edges
                .next_if(|&edge| edge < part.start + at + c.len_utf8())
                .is_some()
            {
                shown_at.push(shown.len());
            }
            match c {
                '\t' => shown.push_str("    "),
                '\u{feff}' if part.start + at == 0 => {}
                _ => safe::push_shown(shown, c),
            }
        }
        while edges.next_if(|&edge| edge <= part.end).is_some() {
            shown_at.push(shown.len());
        }
    }
    if end_of_last < line.len() {
        shown.push(CUT);
    }
    shown_at.extend(edges.map(|_| shown.len()));
}

/// The parts of a line to show: all of it, or what is near the edges, or else its beginning.
fn kept_parts(line: &str, edges: &[usize]) -> Vec<Range<usize>> {
    if line.len() <= MAX_LINE {
        let whole = 0..line.len();
        return Vec::from([whole]);
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    for &edge in edges {
        let part = edge.saturating_sub(KEPT)..(edge + KEPT).min(line.len());
        match parts.last_mut() {
            Some(last) if part.start <= last.end + KEPT / 2 => last.end = part.end.max(last.end),
            _ => parts.push(part),
        }
    }
    if parts.is_empty() {
        parts.push(0..2 * KEPT);
    }
    for part in &mut parts {
        part.start = boundary(line, part.start);
        part.end = boundary(line, part.end);
    }
    parts
}

/// The nearest beginning of a character at or before a byte.
fn boundary(line: &str, mut at: usize) -> usize {
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}
