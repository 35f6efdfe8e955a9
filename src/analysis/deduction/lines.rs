//! Steps as lines that name statements where they are used.

use super::{By, Inference, Reason};
use crate::analysis::Analysis;

/// How many lines are told at the beginning and at the end of many.
const TOLD: usize = 7;

/// Steps as lines, the middle ones left out where there are many.
pub(super) fn lines(analysis: &Analysis<'_>, steps: &[Inference]) -> Vec<String> {
    let mut lines = Vec::new();
    let numbered = steps.len() > 1 || steps.iter().any(has_steps);
    Lines { analysis, numbered }.steps(steps, 0, &mut lines);
    let left_out = lines.len().saturating_sub(2 * TOLD);
    if left_out > 1 {
        let told = format!("… {left_out} more lines …");
        lines.splice(TOLD..TOLD + left_out, [told]);
    }
    lines
}

fn has_steps(step: &Inference) -> bool {
    step.excluded.iter().any(|out| !out.within.is_empty())
}

struct Lines<'a> {
    analysis: &'a Analysis<'a>,
    numbered: bool,
}

impl Lines<'_> {
    fn steps(&self, steps: &[Inference], depth: usize, lines: &mut Vec<String>) {
        let indent = "   ".repeat(depth);
        for step in steps {
            for out in &step.excluded {
                let because = self.chain(&out.because);
                let lead = match (out.alternative.as_str(), because.as_str()) {
                    ("", because) => because.to_owned(),
                    (out, "") => format!("not {out}, from which follows:"),
                    (out, because) => format!("not {out}: {because}"),
                };
                if !lead.is_empty() {
                    lines.push(format!("{indent}{lead}"));
                }
                self.steps(&out.within, depth + 1, lines);
            }
            if !step.says.is_empty() {
                let number = if self.numbered {
                    format!("({}) ", step.number)
                } else {
                    String::new()
                };
                lines.push(format!("{indent}{number}so {}", step.says));
            }
        }
    }

    fn chain(&self, chain: &[Reason]) -> String {
        let mut text = String::new();
        for (index, reason) in chain.iter().enumerate() {
            let joint = match index {
                0 => "",
                _ if reason.goes_on => ", so ",
                _ if reason.says.starts_with("but ") => ", ",
                _ => ", and ",
            };
            text.push_str(joint);
            text.push_str(&reason.says);
            text.push_str(&self.by(reason.by));
        }
        text
    }

    fn by(&self, by: By) -> String {
        match by {
            By::Nature => String::new(),
            By::Supposition => " (if so)".to_owned(),
            By::Inference(number) => format!(" ({number})"),
            By::Statement(tag) => {
                let statement = self.analysis.system.statement(tag);
                statement.map_or_else(String::new, |statement| {
                    format!(" ({})", statement.text(&self.analysis.chronology))
                })
            }
        }
    }
}
