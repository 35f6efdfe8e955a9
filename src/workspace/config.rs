//! `annals.toml`: for now its place counts, as a root, and not its content.

use std::path::Path;

use super::files::read;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::{SourceMap, Span};

/// The name of the file that marks a root.
pub(super) const NAME: &str = "annals.toml";

/// The largest configuration that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Says that what the configuration of a root asks for has no effect yet.
///
/// A warning, as long as no conclusion depends on it; settings would change conclusions, so they
/// are an error.
pub(super) fn unread(root: &Path, sources: &mut SourceMap) -> Option<Diagnostic> {
    let bytes = read(&root.join(NAME), MAX_BYTES).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let line = |wanted: fn(&str) -> bool| {
        text.split_inclusive('\n')
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some((start, line.trim_end()))
            })
            .find(|(_, line)| wanted(line.trim_start()))
    };
    let says = line(|line| !line.is_empty() && !line.starts_with('#'))?;
    let settings = line(|line| line.trim_start_matches(['[', ' ']).starts_with("settings"));
    let (start, content) = settings.unwrap_or(says);
    let (start, length) = (
        u32::try_from(start).ok()?,
        u32::try_from(content.len()).ok()?,
    );
    let file = sources.add(NAME, text.clone());
    let place = Span::new(file.id(), start, start + length);
    let mut finding = Diagnostic::new(
        Rule::NotYetSupported,
        place,
        "the content of `annals.toml` is not read yet",
    )
    .with_note("the folder that it stands in counts as the root");
    if settings.is_some() {
        finding = finding.with_help("write the settings into each timeline for the time being");
    } else {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}
