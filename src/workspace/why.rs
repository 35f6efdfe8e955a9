//! Answers to why something holds of one timeline.

use super::answers::{Answers, NoAnswer};
use super::reasons::Reasons;
use crate::analysis::{Chain, Modality, Pair, Why};
use crate::report::{Places, WhyChain, WhyReport};
use crate::stn::Distance;

impl Answers<'_> {
    /// Why the bounds of an event are what they are.
    ///
    /// # Errors
    ///
    /// As [`pair`](Self::pair).
    pub fn why_bounds(&self, id: &str) -> Result<WhyReport, NoAnswer> {
        let event = self.find_occurred(id)?;
        let conclusion = self.analysis.bounds(event);
        let date = match &conclusion.concluded {
            Some(date) if date.exact => Some(format!("`{id}` is dated {}", date.edtf)),
            Some(date) => Some(format!("`{id}` lies within {}", date.edtf)),
            None => None,
        };
        let words = self.analysis.wording();
        let why = self.analysis.why_bounds(event);
        let answer = match date {
            Some(date) if conclusion.start == conclusion.end => {
                format!(
                    "{date}: it starts and ends {}",
                    words.clause(conclusion.start)
                )
            }
            Some(date) => format!(
                "{date}: it starts {}, and ends {}",
                words.clause(conclusion.start),
                words.clause(conclusion.end)
            ),
            None if !self.analysis.is_complete() => {
                format!("nothing bounds `{id}`: no statement that could be read ties it to a date")
            }
            None if self.analysis.exact() => {
                format!("nothing bounds `{id}`: no statement ties it to a date")
            }
            None => format!("no bound was found for `{id}`"),
        };
        Ok(self.explained(vec![id.to_owned()], answer, &why))
    }

    /// Why two events stand to each other as they do.
    ///
    /// # Errors
    ///
    /// As [`pair`](Self::pair).
    pub fn why_order(&self, a: &str, b: &str) -> Result<WhyReport, NoAnswer> {
        let (first, second) = (self.find_occurred(a)?, self.find_occurred(b)?);
        if first == second {
            let answer = format!("`{a}` is one event, which both ids name");
            return Ok(self.explained(vec![a.to_owned(), b.to_owned()], answer, &Why::default()));
        }
        let pair = self.analysis.pair(first, second);
        // What is possible is proven only where everything was read and no search was given up.
        let exact = self.analysis.exact();
        let (answer, why, therefore) = match (pair.precedes, pair.follows) {
            (Modality::Necessary, _) => {
                let why = self.analysis.why_apart(first, second);
                let therefore = self.apart(&why.chains, pair.negated_least_lag);
                let answer = format!("`{a}` stands necessarily before `{b}`");
                (answer, why, therefore)
            }
            (_, Modality::Necessary) => {
                let why = self.analysis.why_apart(second, first);
                let lag = self.analysis.pair(second, first).negated_least_lag;
                let therefore = self.apart(&why.chains, lag);
                let answer = format!("`{b}` stands necessarily before `{a}`");
                (answer, why, therefore)
            }
            (Modality::Impossible, Modality::Impossible) => {
                let answer = format!("neither `{a}` nor `{b}` is over when the other starts");
                (
                    answer,
                    self.analysis.why_neither_before(first, second),
                    None,
                )
            }
            (Modality::Impossible, _) => {
                let answer = one_way(b, a, exact);
                (answer, self.analysis.why_not_before(first, second), None)
            }
            (_, Modality::Impossible) => {
                let answer = one_way(a, b, exact);
                (answer, self.analysis.why_not_before(second, first), None)
            }
            (Modality::Possible, Modality::Possible) => {
                let answer = if exact {
                    let open =
                        format!("the order is open: `{a}` or `{b}` may stand before the other");
                    open + &at_an_instant(&pair, a, b)
                } else {
                    format!("the order of `{a}` and `{b}` was not found out")
                };
                (answer, self.analysis.why_open(first, second), None)
            }
        };
        let mut report = self.explained(vec![a.to_owned(), b.to_owned()], answer, &why);
        report.therefore = therefore;
        Ok(report)
    }

    /// An answer with its reasons.
    fn explained(&self, events: Vec<String>, answer: String, why: &Why) -> WhyReport {
        let mut head = self.head();
        if !why.loose.is_empty() {
            head = head.with_note(format!(
                "the search for something tighter was given up: {}",
                why.loose.join("; ")
            ));
        }
        let reasons = Reasons::new(&self.analysis, self.sources());
        let mut report = WhyReport::new(head, events, answer);
        report.chains = why.chains.iter().map(|chain| self.told(chain)).collect();
        reasons.add(&why.deduction, &mut report);
        report
    }

    /// What chains say of the time between two events: their conclusions, and the difference.
    fn apart(&self, chains: &[Chain], negated_least: Option<Distance>) -> Option<String> {
        if chains.is_empty() {
            return None;
        }
        let conclusions: Vec<&str> = chains
            .iter()
            .map(|chain| chain.conclusion.as_str())
            .collect();
        let least = negated_least?;
        let time = match (least.ticks(), least.is_strict()) {
            (0, false) => "the one is over when the other starts".to_owned(),
            (0, true) => "the one is over before the other starts".to_owned(),
            (ticks, strict) => {
                let how = if strict { "more than" } else { "at least" };
                let amount = self.analysis.wording().amount(ticks);
                format!("{how} {amount} lie between them")
            }
        };
        Some(format!("{}: {time}", conclusions.join(", ")))
    }

    fn told(&self, chain: &Chain) -> WhyChain {
        let places = Places::new(self.sources());
        chain
            .steps
            .iter()
            .fold(WhyChain::new(&chain.conclusion), |told, step| {
                match self.analysis.system().statement(step.statement) {
                    Some(statement) => {
                        let note = statement.note(self.chronology());
                        told.stated(&places, &note, &step.says, &step.so)
                    }
                    None => told.by_nature(&step.says, &step.so),
                }
            })
    }
}

/// Which of two events may stand before the other only where one of them lasts no time.
fn at_an_instant(pair: &Pair, a: &str, b: &str) -> String {
    let only = match (pair.may_precede_lasting(), pair.may_follow_lasting()) {
        (true, true) => return String::new(),
        (true, false) => format!("`{b}`"),
        (false, true) => format!("`{a}`"),
        (false, false) => "either".to_owned(),
    };
    format!(", {only} only where one of them lasts no time")
}

/// That one event may stand before another, and not the other way round.
fn one_way(first: &str, second: &str, exact: bool) -> String {
    let cannot = format!("`{second}` cannot stand before `{first}`");
    if exact {
        format!("`{first}` may stand before `{second}`, but {cannot}")
    } else {
        format!("{cannot}; whether `{first}` may stand before `{second}` was not found out")
    }
}
