//! A line for each finding: `file:line:col: level[rule] message`.

use std::io::{self, Write};

use crate::diagnostic::Diagnostic;
use crate::report::{Places, safe};

/// Writes the finding's line.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, finding: &Diagnostic, places: &Places<'_>) -> io::Result<()> {
    let place = places.start(finding.span);
    writeln!(
        out,
        "{}:{}:{}: {}[{}] {}",
        safe::line_start(places.sources().file(finding.span.file).name()),
        place.line,
        place.column,
        finding.severity.name(),
        finding.rule.name(),
        safe::one_line(&finding.message)
    )
}
