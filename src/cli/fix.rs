//! `annals check --fix` and `--diff`: mends of form.

use std::path::Path;

use super::output::{self, Target};
use super::{Failure, Outcome, Session};
use crate::emit::unified_diff;
use crate::report::{self, safe};
use crate::workspace::{self, Checked, Mended};

/// Shows the mends and writes nothing.
pub(super) fn show(session: &Session, checked: &Checked) -> Result<Outcome, Failure> {
    let mended = workspace::mended(checked);
    output::write(&Target::Stdout, session.color, |sink| {
        mended.iter().try_for_each(|mended| {
            let file = &mended.file;
            let diff = unified_diff(file.name(), file.text(), &mended.text, sink.styled);
            sink.out.write_all(diff.as_bytes())
        })
    })?;
    if mended.is_empty() {
        Ok(Outcome::Clean)
    } else {
        Ok(Outcome::Findings)
    }
}

/// Writes the mends; gives whether there were some.
pub(super) fn apply(session: &Session, checked: &Checked) -> Result<bool, Failure> {
    let mended = workspace::mended(checked);
    for Mended { file, text, count } in &mended {
        let (old, new) = (file.text().as_bytes(), text.as_bytes());
        workspace::replace_file(Path::new(file.name()), old, new)?;
        if !session.quiet {
            let findings = report::count(*count, "finding");
            let path = safe::one_line(file.name());
            output::message(&format!("mended {findings} in {path}"));
        }
    }
    Ok(!mended.is_empty())
}
