//! The order of events in words.

use std::fmt::{self, Write};

use super::{Table, one_line, remarks, written};
use crate::report::words::lag;
use crate::report::{PairReport, PositionReport, SequenceEntry, SequenceReport};

impl PairReport {
    /// The report as text: both directions, the lag, and the possible relations.
    #[must_use]
    pub fn text(&self) -> String {
        written(|out| self.write(out))
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        let (a, b) = (one_line(&self.a), one_line(&self.b));
        writeln!(out, "  {a} stands before {b}: {}.", self.precedes.name())?;
        writeln!(out, "  {b} stands before {a}: {}.", self.follows.name())?;
        writeln!(out, "  {}.", one_line(&lag(&a, &b, &self.lag)))?;
        if !self.allen.is_empty() {
            let relations = self.allen.join(", ").replace('_', " ");
            writeln!(
                out,
                "  Of Allen's relations, {a} may have to {b}: {}.",
                one_line(&relations)
            )?;
        }
        remarks(out, &self.notes, self.consistent, self.exact)
    }
}

impl SequenceReport {
    /// The report as text: a numbered row for each event, one number for each group.
    #[must_use]
    pub fn text(&self) -> String {
        written(|out| self.write(out))
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        if self.sequence.is_empty() {
            writeln!(out, "No events.")?;
        }
        let digits = self.sequence.len().to_string().len();
        let mut table = Table::new();
        for (index, group) in self.sequence.iter().enumerate() {
            for entry in group {
                let number = format!("{:>digits$}", index + 1);
                entry.row(&mut table, Some(&number));
            }
        }
        table.write(out, 2)?;
        if self.sequence.iter().any(|group| group.len() > 1) {
            writeln!(out)?;
            writeln!(
                out,
                "Events that share a number are in no settled order, or begin together."
            )?;
        }
        remarks(out, &self.notes, self.consistent, self.exact)
    }
}

impl PositionReport {
    /// The report as text: a list for each way in which other events stand to this one.
    #[must_use]
    pub fn text(&self) -> String {
        written(|out| self.write(out))
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        let id = one_line(&self.id);
        self.list(
            out,
            &format!("Before `{id}` stand necessarily"),
            &self.before,
        )?;
        if !self.simultaneous.is_empty() {
            let title = format!("With `{id}` begin necessarily");
            self.list(out, &title, &self.simultaneous)?;
        }
        self.list(out, &format!("After `{id}` stand necessarily"), &self.after)?;
        self.list(
            out,
            &format!("The order to `{id}` is undetermined for"),
            &self.undetermined,
        )?;
        remarks(out, &self.notes, self.consistent, self.exact)
    }

    fn list(&self, out: &mut impl Write, title: &str, entries: &[SequenceEntry]) -> fmt::Result {
        if entries.is_empty() {
            return writeln!(out, "{title}: no events.");
        }
        writeln!(out, "{title}:")?;
        let mut table = Table::new();
        for entry in entries {
            entry.row(&mut table, None);
        }
        table.write(out, 2)
    }
}

impl SequenceEntry {
    fn row(&self, table: &mut Table, number: Option<&str>) {
        let date = self.concluded.as_deref().unwrap_or("–");
        let title = if self.goes_on {
            format!("{} (goes on)", self.title)
        } else {
            self.title.clone()
        };
        let cells = [self.id.as_str(), date, title.trim_start()];
        table.row(number.into_iter().chain(cells));
    }
}
