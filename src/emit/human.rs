//! Findings drawn as rustc draws its own.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use super::findings::POSSIBLE;
use crate::diagnostic::{Certainty, Diagnostic, Severity};
use crate::report::{Places, safe};

/// Stands around an excerpt's number where its file name belongs. It is a noncharacter, which
/// [`safe`] lets through nowhere, so it is unique.
const HEADING: char = '\u{fdd0}';

/// Draws findings with the lines that they concern.
///
/// ```
/// use annals::diagnostic::{Diagnostic, Rule};
/// use annals::emit::Human;
/// use annals::report::Places;
/// use annals::source::{SourceMap, Span};
///
/// let mut sources = SourceMap::new();
/// let file = sources.add("strike.ron", r#"because: ["voet"],"#);
/// let finding = Diagnostic::new(
///     Rule::UnknownEvent,
///     Span::new(file.id(), 11, 15),
///     "no event has the id `voet`",
/// )
/// .with_help("did you mean `vote`?");
///
/// let text = Human::plain().render(&finding, &Places::new(&sources));
/// assert_eq!(text, r#"error[unknown-event]: no event has the id `voet`
///  --> strike.ron:1:12
///   |
/// 1 | because: ["voet"],
///   |            ^^^^
///   |
///   = help: did you mean `vote`?
/// "#);
/// ```
#[derive(Debug, Clone)]
pub struct Human {
    renderer: Renderer,
}

impl Human {
    /// Without colours.
    #[must_use]
    pub fn plain() -> Self {
        Self {
            renderer: Renderer::plain(),
        }
    }

    /// With ANSI colours.
    #[must_use]
    pub fn styled() -> Self {
        Self {
            renderer: Renderer::styled(),
        }
    }

    /// The finding as lines of text, the last one ended too.
    #[must_use]
    pub fn render(&self, finding: &Diagnostic, places: &Places<'_>) -> String {
        let (excerpts, left_out) = excerpts(finding, places);
        let snippets = excerpts.iter().enumerate().map(snippet);
        let title = level(finding.severity)
            .primary_title(safe::one_line(&finding.message))
            .id(finding.rule.name());
        let mut group = Group::with_title(title).elements(snippets);
        if left_out > 0 {
            let more =
                format!("{left_out} more places are not drawn; the JSON output has them all");
            group = group.element(Level::NOTE.message(more));
        }
        if finding.certainty == Certainty::Possible {
            group = group.element(Level::NOTE.message(POSSIBLE));
        }
        if !finding.notes.is_empty() {
            // One note of several lines, which the renderer indents: they often are a chain.
            let lines: Vec<_> = finding
                .notes
                .iter()
                .map(|note| match safe::one_line(note) {
                    // Behind white space, too, this begins a command on GitHub's runners.
                    shown if shown.trim_start().starts_with("::") => {
                        format!("\\{}", shown.trim_start()).into()
                    }
                    shown => shown,
                })
                .collect();
            group = group.element(Level::NOTE.message(lines.join("\n")));
        }
        for help in &finding.help {
            group = group.element(Level::HELP.message(safe::one_line(help)));
        }
        let mut text = with_headings(&self.renderer.render(&[group]), &excerpts);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn snippet<'a>(
    (index, excerpt): (usize, &'a Excerpt),
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let marks = excerpt.marks.iter().map(|mark| {
        let kind = if mark.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let label = Some(mark.message.as_str()).filter(|message| !message.is_empty());
        kind.span(mark.range.clone()).label(label)
    });
    Snippet::source(excerpt.text.as_str())
        .line_start(excerpt.first_line as usize)
        .path(format!("{HEADING}{index}{HEADING}"))
        .annotations(marks)
}

/// Puts the true places into the headings: those that the renderer counts are columns of what is
/// shown, where characters may be replaced, cut out or, as a byte order mark, left out.
fn with_headings(drawn: &str, excerpts: &[Excerpt]) -> String {
    let mut parts = drawn.split(HEADING);
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(index), Some(rest)) = (parts.next(), parts.next()) {
        if let Some(excerpt) = index
            .parse()
            .ok()
            .and_then(|index: usize| excerpts.get(index))
        {
            let name = safe::one_line(&excerpt.name);
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "{name}:{}:{}",
                excerpt.place.line, excerpt.place.column
            );
        }
        text.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    text
}
