//! The order of events in words.

use std::fmt::{self, Write};

use super::{Table, one_line, remarks, written};
use crate::report::words::lag;
use crate::report::{PairReport, PositionReport, SequenceEntry, SequenceReport, Verdict};

/// How many relations Allen has.
const RELATIONS: usize = 13;

impl PairReport {
    /// The report as text: both directions, the lag, and the possible relations.
    #[must_use]
    pub fn text(&self) -> String {
        written(|out| self.write(out))
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        let (a, b) = (one_line(&self.a), one_line(&self.b));
        if a == b {
            writeln!(out, "  `{a}` is one event, which both ids name.")?;
            return remarks(out, &self.notes, self.consistent, self.exact);
        }
        let precedes = self.verdict(self.precedes, ["before", "meets"]);
        let follows = self.verdict(self.follows, ["after", "met_by"]);
        writeln!(out, "  {a} stands before {b}: {precedes}.")?;
        writeln!(out, "  {b} stands before {a}: {follows}.")?;
        writeln!(out, "  {}.", one_line(&lag(&a, &b, &self.lag, self.exact)))?;
        if !self.allen.is_empty() {
            let relations = if self.allen.len() == RELATIONS {
                "any of the thirteen".to_owned()
            } else {
                self.allen.join(", ").replace('_', " ")
            };
            writeln!(
                out,
                "  Of Allen's relations, {a} may have to {b}: {}.",
                one_line(&relations)
            )?;
        }
        remarks(out, &self.notes, self.consistent, self.exact)
    }

    /// A verdict on one direction, which relations of this kind alone make true unless one of the
    /// events lasts no time.
    fn verdict(&self, verdict: Verdict, relations: [&str; 2]) -> String {
        let mut possible = self.allen.iter();
        let only_at_an_instant = !self.allen.is_empty()
            && !possible.any(|relation| relations.contains(&relation.as_str()));
        match verdict {
            Verdict::Possible if only_at_an_instant => {
                "possible, but only where one of them lasts no time".to_owned()
            }
            Verdict::Necessary if only_at_an_instant => {
                "necessary, and one of them lasts no time".to_owned()
            }
            _ => verdict.name().to_owned(),
        }
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
                "Events that share a number begin together, or cannot be divided into earlier and later \
                 ones.\nTwo of them may still be in order: `annals order FILE A B` tells."
            )?;
        }
        if self.sequence.iter().flatten().any(|entry| entry.loose) {
            writeln!(
                out,
                "(loose): may begin earlier than most of those that share its number, and later."
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
            &format!("Begin before `{id}` does, or with it"),
            &self.before,
        )?;
        if !self.simultaneous.is_empty() {
            let title = format!("Begin together with `{id}`");
            self.list(out, &title, &self.simultaneous)?;
        }
        self.list(
            out,
            &format!("Begin after `{id}` does, or with it"),
            &self.after,
        )?;
        let open = if self.exact {
            format!("May begin before `{id}` does, and after")
        } else {
            format!("May begin before `{id}` does and after, as far as was found out")
        };
        self.list(out, &open, &self.undetermined)?;
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
        let mut title = self.title.clone();
        for (is_so, remark) in [(self.goes_on, " (goes on)"), (self.loose, " (loose)")] {
            if is_so {
                title.push_str(remark);
            }
        }
        let cells = [self.id.as_str(), date, title.trim_start()];
        table.row(number.into_iter().chain(cells));
    }
}
