//! SARIF 2.1.0, which code scanning services and editors read.
//!
//! ["Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01"], OASIS
//! Standard, 28 August 2023; sections in this module's comments are those of this document.
//! What the log says depends on the timelines and on the day of the run alone: it holds no path
//! of the machine, no time and no random identifier.
//!
//! ["Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01"]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html

mod log;
mod text;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{Findings, Found, json};
use crate::diagnostic::{Edit, Fix, Rule, Severity, StatementNote};
use crate::report::{SpanReport, safe};
use crate::rules;
use log::{
    ArtifactChange, ArtifactLocation, BaseDescription, BaseIds, CodeFlow, Configuration, Driver,
    Fingerprint, Invocation, Location, Log, Message, Multiformat, Notification, PhysicalLocation,
    Region, Replacement, ReportingDescriptor, ResultProperties, RuleProperties, Run, RunProperties,
    SarifFix, SarifResult, ThreadFlow, ThreadFlowLocation, Tool,
};
use text::{plain, uri};

/// GitHub keeps so many results of a run.
const KEPT: usize = 5000;

/// Writes the log of one run.
///
/// Of more than 5,000 findings, which is what GitHub keeps, the most severe are written, and a
/// notification says how many are not.
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, findings: &Findings<'_>) -> io::Result<()> {
    json::write(out, &log(findings, KEPT))
}

fn log<'a>(findings: &Findings<'a>, most: usize) -> Log<'a> {
    let mut kept = findings.all();
    let left_out = kept.len().saturating_sub(most);
    if left_out > 0 {
        kept = findings.most_severe_first();
        kept.truncate(most);
    }
    let fired: BTreeSet<Rule> = kept.iter().map(|found| found.finding.rule).collect();
    let fired: Vec<Rule> = fired.into_iter().collect();
    let results = kept.iter().map(|found| result(findings, found, &fired));
    let report = findings.report();
    Log {
        version: "2.1.0",
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: report.tool.name,
                    version: report.tool.version,
                    semantic_version: report.tool.version,
                    rules: fired.iter().map(|&rule| descriptor(rule)).collect(),
                },
            },
            invocations: [Invocation {
                // The analysis ran to its end, whatever it found.
                execution_successful: true,
                tool_execution_notifications: left_out_note(left_out).into_iter().collect(),
            }],
            original_uri_base_ids: BaseIds {
                root: BaseDescription {
                    description: Message::new(
                        "The folder in which annals ran: in CI the root of the repository.",
                    ),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results.collect(),
            properties: RunProperties {
                as_of: report.as_of.clone(),
            },
        }],
    }
}

fn left_out_note(left_out: usize) -> Option<Notification> {
    (left_out > 0).then(|| Notification {
        level: "warning",
        message: Message::new(format!(
            "{left_out} findings are left out, none more severe than those that are here; \
             `annals check --format json` has them all."
        )),
    })
}

fn descriptor(rule: Rule) -> ReportingDescriptor {
    // Registered or not, what fired is described as far as it can be.
    let entry = rules::entries().find(|entry| entry.rule == rule);
    ReportingDescriptor {
        id: rule.name(),
        short_description: entry.map(|entry| Multiformat::plain(entry.summary)),
        full_description: entry.map(|entry| Multiformat::new(entry.why, entry.why)),
        help: entry.map(|entry| Multiformat::new(entry.page(), entry.markdown())),
        default_configuration: Configuration {
            enabled: !rule.is_off_by_default(),
            level: rule.default_severity().name(),
        },
        properties: RuleProperties {
            tags: entry.map(|entry| entry.group.name()).into_iter().collect(),
            // GitHub sorts by this, and has words of its own for it.
            problem_severity: match rule.default_severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
        },
    }
}

fn result<'a>(findings: &Findings<'_>, found: &Found<'a>, fired: &[Rule]) -> SarifResult<'a> {
    let finding = found.finding;
    let here = Some(plain(&finding.here)).filter(|here| !here.is_empty());
    let labels = finding.labels.iter().zip(1..);
    SarifResult {
        rule_id: found.report.rule,
        rule_index: fired.partition_point(|rule| *rule < finding.rule),
        level: found.report.level,
        message: Message {
            text: plain(&found.lines().join("\n")),
        },
        locations: [location(findings, &found.report.span, here, None)],
        related_locations: labels
            .map(|(label, id)| {
                let span = findings.places().span(label.span);
                let says = match &*label.message {
                    "" => "this is concerned too".to_owned(),
                    says => plain(says),
                };
                location(findings, &span, Some(says), Some(id))
            })
            .collect(),
        code_flows: chain(findings, found).into_iter().collect(),
        partial_fingerprints: Fingerprint {
            annals: &found.report.fingerprint,
        },
        fixes: finding
            .fix
            .iter()
            .map(|known| fix(findings, known))
            .collect(),
        properties: ResultProperties {
            certainty: found.report.certainty,
        },
    }
}

fn location(
    findings: &Findings<'_>,
    span: &SpanReport,
    message: Option<String>,
    id: Option<u32>,
) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: artifact(findings, &span.file),
            region: region(span),
        },
        message: message.map(|text| Message { text }),
    }
}

/// Names that are relative are relative to where annals ran; others, outside of it, are whole.
fn artifact(findings: &Findings<'_>, name: &str) -> ArtifactLocation {
    let path = findings.path(name);
    let uri = uri(path);
    let relative = !uri.starts_with("file:");
    ArtifactLocation {
        uri,
        uri_base_id: relative.then_some(log::ROOT),
    }
}

fn region(span: &SpanReport) -> Region {
    Region {
        start_line: span.start.line,
        start_column: span.start.column,
        end_line: span.end.line,
        end_column: span.end.column,
        byte_offset: span.start.offset,
        byte_length: span.end.offset.saturating_sub(span.start.offset),
    }
}

/// The statements that clash or that make the circle, one after the other.
fn chain(findings: &Findings<'_>, found: &Found<'_>) -> Option<CodeFlow> {
    let finding = found.finding;
    let is_chain = matches!(finding.rule, Rule::Contradiction | Rule::CausalCycle);
    if !is_chain || finding.statements.is_empty() {
        return None;
    }
    let mut statements: Vec<&StatementNote> = finding.statements.iter().collect();
    // Statements are listed by trust; the notes tell the chain, each with its statement behind it.
    statements.sort_by_key(|statement| {
        let by = format!("({})", statement.text);
        let mut notes = finding.notes.iter();
        notes
            .position(|note| note.ends_with(&by))
            .unwrap_or(usize::MAX)
    });
    let steps = statements.iter().map(|statement| {
        let says = said_at(found, statement);
        let text = match says {
            Some(says) => format!("{}: {says}", statement.text),
            None => statement.text.clone(),
        };
        let span = findings.places().span(statement.span);
        ThreadFlowLocation {
            location: location(findings, &span, Some(plain(&text)), None),
        }
    });
    Some(CodeFlow {
        thread_flows: [ThreadFlow {
            locations: steps.collect(),
        }],
    })
}

/// What the finding says at the place of a statement, where that is more than the statement.
fn said_at<'a>(found: &Found<'a>, statement: &StatementNote) -> Option<&'a str> {
    let finding = found.finding;
    let own = (finding.span, &*finding.here);
    let labels = finding.labels.iter();
    let labels = labels.map(|label| (label.span, &*label.message));
    std::iter::once(own)
        .chain(labels)
        .find(|(span, _)| *span == statement.span)
        .map(|(_, says)| says)
        .filter(|says| !says.is_empty() && *says != statement.text)
}

fn fix(findings: &Findings<'_>, known: &Fix) -> SarifFix {
    let mut edits: Vec<&Edit> = known.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.file, edit.span.start));
    let mut changes: Vec<ArtifactChange> = Vec::new();
    let mut file = None;
    for edit in edits {
        let span = findings.places().span(edit.span);
        if file.replace(edit.span.file) != Some(edit.span.file) {
            changes.push(ArtifactChange {
                artifact_location: artifact(findings, &span.file),
                replacements: Vec::new(),
            });
        }
        if let Some(change) = changes.last_mut() {
            change.replacements.push(Replacement {
                deleted_region: region(&span),
                inserted_content: Message {
                    // What a program will write is exact, not made safe.
                    text: edit.text.clone(),
                },
            });
        }
    }
    SarifFix {
        description: Message {
            text: plain(&safe::one_line(&known.what)),
        },
        artifact_changes: changes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::report::{CheckReport, FileReport, Places};
    use crate::source::{SourceMap, Span};

    #[test]
    fn the_most_severe_are_kept_and_the_rest_is_counted() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.ron", "0123456789");
        let places = Places::new(&sources);
        let rules = [
            Rule::UnneededMask,
            Rule::Syntax,
            Rule::UnlistedKind,
            Rule::Syntax,
        ];
        let found: Vec<Diagnostic> = (0..)
            .zip(rules)
            .map(|(at, rule)| Diagnostic::new(rule, Span::new(file.id(), at, at + 1), "wrong"))
            .collect();
        let report = FileReport::new("a.ron").with_findings(&found, &places);
        let report = CheckReport::new("2026-11-23", vec![report]);
        let findings = Findings::new(&report, &places, [&*found]);
        let shown = |most: usize| {
            let log = serde_json::to_value(log(&findings, most)).unwrap();
            let run = log["runs"][0].clone();
            let level = |result: &serde_json::Value| result["level"].as_str().unwrap().to_owned();
            let levels: Vec<String> = run["results"]
                .as_array()
                .unwrap()
                .iter()
                .map(level)
                .collect();
            (levels, run)
        };
        let (levels, run) = shown(4);
        assert_eq!(levels, ["note", "error", "warning", "error"]);
        assert!(
            run["invocations"][0]
                .get("toolExecutionNotifications")
                .is_none()
        );
        let (levels, run) = shown(3);
        assert_eq!(levels, ["error", "error", "warning"]);
        let notes = &run["invocations"][0]["toolExecutionNotifications"];
        let text = notes[0]["message"]["text"].as_str().unwrap();
        assert!(text.starts_with("1 findings are left out"), "{text}");
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(
                run["tool"]["driver"]["rules"][index]["id"],
                result["ruleId"]
            );
        }
    }
}
