//! Which alternatives are excluded and why, in a few lines, and the statements below them.

use std::fmt::{self, Write};

use super::one_line;
use super::why::cited;
use crate::report::{StatementReport, WhyConclusion, WhyInference, WhyReason, WhyReport};

/// How many links of a chain are told one by one.
const TOLD: usize = 3;

/// Writes the steps of a report, what follows from them, and the statements that they name.
pub(super) fn write(report: &WhyReport, out: &mut impl Write) -> fmt::Result {
    let mut steps = Steps::default();
    let mut lines = String::new();
    steps.inferences(&mut lines, &report.inferences, 0)?;
    steps.step = 0;
    for conclusion in &report.conclusions {
        if !is_said(conclusion, &report.inferences) {
            let chain = steps.chain(&conclusion.because);
            writeln!(lines, "So: {chain}.")?;
        }
    }
    if !report.unshown.is_empty() {
        let unshown: Vec<String> = report
            .unshown
            .iter()
            .map(|says| one_line(says).into())
            .collect();
        let letters = steps.letters(&report.together);
        if letters.is_empty() {
            writeln!(
                lines,
                "Not explained, because the search was given up: {}.",
                unshown.join("; ")
            )?;
        } else {
            writeln!(
                lines,
                "These statements together leave no other possibility: {letters}."
            )?;
            for says in unshown {
                writeln!(lines, "  {says}")?;
            }
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    out.write_str(&lines)?;
    writeln!(out)?;
    writeln!(out, "Stated:")?;
    for (number, statement) in steps.cited.iter().enumerate() {
        writeln!(out, "  [{}] {}", letter(number), cited(statement))?;
    }
    Ok(())
}

/// Whether a step has said what is concluded from it alone, and of the same event.
fn is_said(conclusion: &WhyConclusion, steps: &[WhyInference]) -> bool {
    let [only] = &conclusion.because[..] else {
        return false;
    };
    let mut steps = steps.iter();
    let step = steps.find(|step| Some(step.number) == only.inference);
    step.is_some_and(|step| named_first(&step.says) == named_first(&conclusion.says))
}

/// The name that a sentence begins with.
fn named_first(says: &str) -> Option<&str> {
    says.strip_prefix('`')?
        .split_once('`')
        .map(|(name, _)| name)
}

/// Steps while they are written.
#[derive(Default)]
struct Steps<'r> {
    /// The statements that were named, each once.
    cited: Vec<&'r StatementReport>,
    /// The number of the step that is told.
    step: u32,
}

impl<'r> Steps<'r> {
    fn inferences(
        &mut self,
        out: &mut String,
        steps: &'r [WhyInference],
        depth: usize,
    ) -> fmt::Result {
        let indent = "     ".repeat(depth);
        for step in steps {
            let says = one_line(&step.says);
            let stated = step.statement.as_ref();
            let stated =
                stated.map_or_else(String::new, |stated| format!(" {}", self.refer(stated)));
            writeln!(out, "{indent}{:>2}. {says}{stated}", step.number)?;
            for excluded in &step.excluded {
                let alternative = one_line(&excluded.alternative);
                let lead = if step.statement.is_some() {
                    "not"
                } else {
                    "suppose"
                };
                self.step = step.number;
                if excluded.within.is_empty() {
                    let chain = self.chain(&excluded.because);
                    writeln!(out, "{indent}      {lead} {alternative}: {chain}")?;
                    continue;
                }
                writeln!(out, "{indent}      {lead} {alternative}: then")?;
                self.inferences(out, &excluded.within, depth + 1)?;
                if !excluded.because.is_empty() {
                    let chain = self.chain(&excluded.because);
                    writeln!(out, "{indent}     {chain}")?;
                }
            }
        }
        Ok(())
    }

    /// The links of a chain, each with what it rests on; of a long one the first and the last.
    fn chain(&mut self, chain: &'r [WhyReason]) -> String {
        let begins = |index: &usize| *index == 0 || !chain[*index].goes_on;
        let starts: Vec<usize> = (0..chain.len()).filter(begins).collect();
        let ends = starts.iter().skip(1).copied().chain([chain.len()]);
        let runs = starts.iter().zip(ends).map(|(&from, to)| &chain[from..to]);
        let told: Vec<String> = runs.map(|run| self.run(run)).collect();
        let mut text = String::new();
        for (index, run) in told.iter().enumerate() {
            let joint = match index {
                0 => "",
                _ if run.starts_with("but ") => ", ",
                _ => ", and ",
            };
            text.push_str(joint);
            text.push_str(run);
        }
        text
    }

    fn run(&mut self, run: &'r [WhyReason]) -> String {
        let by: Vec<String> = run.iter().map(|reason| self.by(reason)).collect();
        if let ([first, .., last], true) = (run, run.len() > TOLD) {
            let over = by[1..].join("");
            return format!(
                "{}{}, so by{over} {}",
                one_line(&first.says),
                by[0],
                one_line(&last.says)
            );
        }
        let mut before = "";
        let mut told: Vec<String> = Vec::new();
        for (reason, by) in run.iter().zip(&by) {
            let (subject, rest) = reason.says.split_once("` ").unwrap_or(("", &reason.says));
            if !told.is_empty() && rest == before && subject.starts_with('`') {
                told.push(format!("{}` too{by}", one_line(subject)));
            } else {
                told.push(format!("{}{by}", one_line(&reason.says)));
            }
            before = rest;
        }
        told.join(", so ")
    }

    fn by(&mut self, reason: &'r WhyReason) -> String {
        match (&reason.statement, reason.inference) {
            (Some(statement), _) => format!(" {}", self.refer(statement)),
            (None, Some(step)) if step == self.step => " (above)".to_owned(),
            (None, Some(step)) => format!(" ({step})"),
            (None, None) if reason.supposed => " (supposed)".to_owned(),
            (None, None) => String::new(),
        }
    }

    fn letters(&mut self, statements: &'r [StatementReport]) -> String {
        let letters: Vec<String> = statements.iter().map(|said| self.refer(said)).collect();
        letters.join(" ")
    }

    /// The letter of a statement.
    fn refer(&mut self, statement: &'r StatementReport) -> String {
        let known = self.cited.iter().position(|&cited| cited == statement);
        let number = known.unwrap_or_else(|| {
            self.cited.push(statement);
            self.cited.len() - 1
        });
        format!("[{}]", letter(number))
    }
}

/// `a` to `z`, then `aa` and so on.
fn letter(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
    match (number / 26).checked_sub(1) {
        None => last.to_string(),
        Some(rest) => format!("{}{last}", letter(rest)),
    }
}
