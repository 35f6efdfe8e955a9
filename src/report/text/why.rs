//! Reasons as numbered steps.

use std::fmt::{self, Write};

use super::{one_line, remarks, steps, written};
use crate::report::{StatementReport, WhyChain, WhyReport, WhyStep};

impl WhyReport {
    /// The report as text: the answer, then each chain as numbered steps, each with what it says,
    /// what holds after it, and where it stands.
    #[must_use]
    pub fn text(&self) -> String {
        written(|out| self.write(out))
    }

    fn write(&self, out: &mut impl Write) -> fmt::Result {
        writeln!(out, "  {}.", one_line(&self.answer))?;
        steps::write(self, out)?;
        for (index, chain) in self.chains.iter().enumerate() {
            writeln!(out)?;
            chain.write(out, &self.chains[..index])?;
        }
        if let Some(therefore) = &self.therefore {
            writeln!(out)?;
            writeln!(out, "So: {}.", one_line(therefore))?;
        }
        remarks(out, &self.notes, self.consistent, self.exact)
    }
}

impl WhyChain {
    /// Writes the steps; those with which one of the chains above begins, too, only by reference.
    fn write(&self, out: &mut impl Write, above: &[Self]) -> fmt::Result {
        writeln!(out, "Why {}:", one_line(&self.conclusion))?;
        let digits = self.steps.len().to_string().len();
        let shared = above
            .iter()
            .map(|chain| (self.common_steps(chain), chain))
            .rev()
            .max_by_key(|&(common, _)| common)
            .filter(|&(common, _)| common > 1);
        let told = match shared {
            Some((common, chain)) => {
                let why = one_line(&chain.conclusion);
                writeln!(out, "  1–{common}. as in why {why}")?;
                common
            }
            None => 0,
        };
        for (index, step) in self.steps.iter().enumerate().skip(told) {
            let number = format!("{:>digits$}", index + 1);
            step.write(out, &number)?;
        }
        Ok(())
    }

    /// How many steps both chains begin with.
    fn common_steps(&self, other: &Self) -> usize {
        let both = self.steps.iter().zip(&other.steps);
        both.take_while(|(one, same)| one == same).count()
    }
}

impl WhyStep {
    fn write(&self, out: &mut impl Write, number: &str) -> fmt::Result {
        writeln!(out, "  {number}. {}", one_line(&self.says))?;
        let indent = " ".repeat(number.len() + 4);
        match &self.statement {
            Some(statement) => writeln!(out, "{indent}stated: {}", cited(statement))?,
            None => writeln!(
                out,
                "{indent}by nature: an event ends no earlier than it starts"
            )?,
        }
        if self.so.is_empty() || self.so == self.says {
            Ok(())
        } else {
            writeln!(out, "{indent}so: {}", one_line(&self.so))
        }
    }
}

/// `vote: 1931-XX-15 (reported, gazette) at timelines/strike.ron:9:5`.
pub(super) fn cited(statement: &StatementReport) -> String {
    let mut by = vec![statement.trust.as_str()];
    by.extend(statement.sources.iter().map(String::as_str));
    by.retain(|word| !word.is_empty());
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" ({})", one_line(&by.join(", ")))
    };
    let span = &statement.span;
    format!(
        "{}{by} at {}:{}:{}",
        one_line(&statement.text),
        one_line(&span.file),
        span.start.line,
        span.start.column
    )
}
