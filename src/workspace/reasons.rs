//! Deductions as reports show them.

use crate::analysis::{Analysis, By, Deduction, Inference, Reason};
use crate::report::{
    Places, StatementReport, WhyConclusion, WhyExcluded, WhyInference, WhyReason, WhyReport,
};
use crate::source::SourceMap;
use crate::stn::Tag;

/// Puts deductions into reports.
pub(super) struct Reasons<'a> {
    analysis: &'a Analysis<'a>,
    places: Places<'a>,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>, sources: &'a SourceMap) -> Self {
        Self {
            analysis,
            places: Places::new(sources),
        }
    }

    /// Adds a deduction to a report.
    pub(super) fn add(&self, deduction: &Deduction, report: &mut WhyReport) {
        report.inferences = self.inferences(&deduction.inferences);
        let conclusions = deduction.conclusions.iter();
        report.conclusions = conclusions
            .map(|derived| WhyConclusion {
                says: derived.says.clone(),
                because: self.chain(&derived.because),
            })
            .collect();
        report.unshown.clone_from(&deduction.unshown);
        let together = deduction.together.iter();
        report.together = together.filter_map(|&tag| self.statement(tag)).collect();
    }

    fn inferences(&self, steps: &[Inference]) -> Vec<WhyInference> {
        let told = steps.iter().map(|step| WhyInference {
            number: step.number,
            statement: step.statement.and_then(|tag| self.statement(tag)),
            says: step.says.clone(),
            excluded: step
                .excluded
                .iter()
                .map(|out| WhyExcluded {
                    alternative: out.alternative.clone(),
                    within: self.inferences(&out.within),
                    because: self.chain(&out.because),
                })
                .collect(),
        });
        told.collect()
    }

    fn chain(&self, reasons: &[Reason]) -> Vec<WhyReason> {
        let told = reasons.iter().map(|reason| WhyReason {
            says: reason.says.clone(),
            statement: match reason.by {
                By::Statement(tag) => self.statement(tag),
                _ => None,
            },
            inference: match reason.by {
                By::Inference(number) => Some(number),
                _ => None,
            },
            supposed: reason.by == By::Supposition,
            goes_on: reason.goes_on,
        });
        told.collect()
    }

    fn statement(&self, tag: Tag) -> Option<StatementReport> {
        let statement = self.analysis.system().statement(tag)?;
        let note = statement.note(self.analysis.chronology());
        Some(StatementReport::new(&note, &self.places))
    }
}
