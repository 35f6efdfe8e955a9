//! Answers as people read them: each snapshot was looked at.

mod report_support;

use annals::diagnostic::{StatementKind, StatementNote};
use annals::report::{
    BoundsReport, CheckReport, EventBounds, FileReport, Head, LagReport, LinkSupport, PairReport,
    Places, PointBounds, PositionReport, SequenceEntry, SequenceReport, Support, Verdict, WhyChain,
    WhyReport,
};
use annals::source::{SourceMap, Span};
use proptest::prelude::*;
use report_support::vote_before_strike;

fn point(earliest: Option<&str>, latest: Option<&str>) -> PointBounds {
    PointBounds {
        earliest: earliest.map(Into::into),
        earliest_open: false,
        latest: latest.map(Into::into),
        latest_open: latest.is_some(),
    }
}

fn event(id: &str, stated: Option<&str>, concluded: Option<&str>, exact: bool) -> EventBounds {
    EventBounds {
        id: id.into(),
        stated: stated.map(Into::into),
        concluded: concluded.map(Into::into),
        concluded_exact: exact,
        start: PointBounds::default(),
        end: PointBounds::default(),
        starts: "not bounded".into(),
        ends: "not bounded".into(),
    }
}

fn entry(id: &str, date: Option<&str>, title: &str, goes_on: bool) -> SequenceEntry {
    SequenceEntry {
        id: id.into(),
        title: title.into(),
        concluded: date.map(Into::into),
        goes_on,
        loose: false,
    }
}

#[test]
fn bounds() {
    let vote = point(Some("1931-04-15T00:00:00Z"), Some("1931-05-16T00:00:00Z"));
    let report = BoundsReport::new(
        Head::consistent(),
        vec![
            EventBounds {
                start: vote.clone(),
                end: vote,
                starts: "1931-04-15 to before 1931-05-16".into(),
                ..event(
                    "vote",
                    Some("1931-XX-15"),
                    Some("[1931-04-15,1931-05-15]"),
                    true,
                )
            },
            EventBounds {
                start: point(Some("1931-04-30T00:00:00Z"), Some("1931-06-02T00:00:00Z")),
                end: point(Some("1931-06-19T00:00:00Z"), Some("1931-06-20T00:00:00Z")),
                starts: "1931-04-30 to before 1931-06-02".into(),
                ends: "1931-06-19 to the end of 1931-06-19".into(),
                ..event(
                    "strike",
                    Some("1931-05~/1931-06-19"),
                    Some("1931-05/1931-06-19"),
                    false,
                )
            },
            EventBounds {
                start: point(Some("1931-06-19T10:02:00Z"), None),
                starts: "1931-06-19T10:02Z or later".into(),
                ..event("大阪", None, None, false)
            },
        ],
    );
    insta::assert_snapshot!(report.text());
}

#[test]
fn bounds_of_a_contradictory_timeline() {
    let head = Head {
        consistent: Some(false),
        exact: false,
        notes: vec![
            "the timeline contradicts itself: this rests on it without `vote: 1931-XX-15`".into(),
        ],
    };
    let report = BoundsReport::new(head, vec![event("vote", None, None, false)]);
    insta::assert_snapshot!(report.text());
}

#[test]
fn order_of_two() {
    let report = vote_before_strike();
    insta::assert_snapshot!(report.text());
}

#[test]
fn order_of_two_that_is_open() {
    let report = PairReport {
        allen: vec!["before".into(), "overlapped_by".into(), "after".into()],
        lag: LagReport {
            least: Some("-P36600DT2H".into()),
            least_open: true,
            ..LagReport::default()
        },
        ..PairReport::new(
            Head {
                consistent: None,
                ..Head::default()
            },
            "walkout",
            "strike",
        )
    };
    insta::assert_snapshot!(report.text());
}

#[test]
fn order_of_two_of_which_nothing_is_known() {
    let relations = annals::allen::RelationSet::ALL.iter();
    let report = PairReport {
        allen: relations.map(|relation| relation.name().into()).collect(),
        ..PairReport::new(Head::consistent(), "walkout", "strike")
    };
    insta::assert_snapshot!(report.text());
}

#[test]
fn order_of_all() {
    let report = SequenceReport::new(
        Head::consistent(),
        vec![
            vec![entry("pay-cut", Some("1931-03"), "Owners cut pay", false)],
            vec![
                entry("vote", Some("1931-04-15"), "Union votes to strike", false),
                SequenceEntry {
                    loose: true,
                    ..entry("meeting", None, "Owners meet", false)
                },
            ],
            vec![entry("strike", Some("1931-05/.."), "Strike", true)],
        ],
    );
    insta::assert_snapshot!(report.text());
}

#[test]
fn order_to_one() {
    let report = PositionReport {
        before: vec![entry("pay-cut", Some("1931-03"), "Owners cut pay", false)],
        simultaneous: vec![entry("session", None, "", false)],
        undetermined: vec![
            entry("walkout", Some("1931-05"), "First walkout", false),
            entry("strike", Some("1931-05/.."), "Strike", true),
        ],
        ..PositionReport::new(Head::consistent(), "vote")
    };
    insta::assert_snapshot!(report.text());
}

#[test]
fn reasons() {
    let mut sources = SourceMap::new();
    let file = sources.add(
        "timelines/strike.ron",
        "when: \"1931-03\",\nbecause: [\"pay-cut\"],\n",
    );
    let places = Places::new(&sources);
    let note = |kind, text: &str, span: (u32, u32), cited: &[&str]| StatementNote {
        kind,
        events: Vec::new(),
        sources: cited.iter().map(|&id| id.to_owned()).collect(),
        text: text.into(),
        trust: "reported".into(),
        span: Span::new(file.id(), span.0, span.1),
    };
    let date = note(
        StatementKind::Date,
        "pay-cut: 1931-03",
        (7, 14),
        &["gazette"],
    );
    let cause = note(StatementKind::Link, "pay-cut causes vote", (28, 35), &[]);
    let chain = WhyChain::new("end of vote ≥ 1931-03-01")
        .stated(
            &places,
            &date,
            "start of pay-cut ≥ 1931-03-01",
            "start of pay-cut ≥ 1931-03-01",
        )
        .stated(
            &places,
            &cause,
            "start of vote ≥ start of pay-cut",
            "start of vote ≥ 1931-03-01",
        )
        .by_nature("end of vote ≥ start of vote", "end of vote ≥ 1931-03-01");
    let report = WhyReport::new(
        Head::consistent(),
        vec!["vote".into()],
        "vote starts on 1931-03-01 or later; nothing bounds its end",
    )
    .with_chain(chain);
    insta::assert_snapshot!(report.text());
}

#[test]
fn details_of_a_check() {
    let link = |from: &str, to: &str, support| LinkSupport {
        from: from.into(),
        to: to.into(),
        kind: "leads_to".into(),
        support,
    };
    let file = FileReport {
        events: 3,
        links: 2,
        consistent: Some(true),
        support: vec![
            link("vote", "strike", Support::Consistent),
            link("pay-cut", "vote", Support::Corroborated),
        ],
        ..FileReport::new("timelines/strike.ron")
    };
    let report = CheckReport::new("2026-11-23", vec![file]);
    insta::assert_snapshot!(format!("{}\n{}", report.details(), report.summary_line()));
}

proptest! {
    #[test]
    fn no_text_of_a_timeline_begins_a_line_or_controls(words in proptest::collection::vec(any::<String>(), 8)) {
        let marked: Vec<String> = words.iter().map(|word| format!("\u{1f4a3}\n\u{1f4a3}{word}")).collect();
        let head = || Head::consistent().with_note(marked[0].clone());
        let lag = LagReport {
            least: Some(marked[1].clone()),
            greatest: Some(marked[2].clone()),
            ..LagReport::default()
        };
        let entries = vec![entry(&marked[3], Some(&marked[4]), &marked[5], true)];
        let mut sources = SourceMap::new();
        let file = sources.add(marked[6].clone(), marked[7].clone());
        let statement = StatementNote {
            kind: StatementKind::Date,
            events: Vec::new(),
            sources: vec![marked[0].clone()],
            text: marked[1].clone(),
            trust: marked[2].clone(),
            span: Span::new(file.id(), 0, 1),
        };
        let chain = WhyChain::new(marked[3].clone())
            .stated(&Places::new(&sources), &statement, marked[4].clone(), marked[5].clone());
        let texts = [
            PairReport {
                lag,
                allen: vec![marked[3].clone()],
                ..PairReport::new(head(), marked[6].clone(), marked[7].clone())
            }
            .text(),
            SequenceReport::new(head(), vec![entries.clone()]).text(),
            PositionReport { before: entries, ..PositionReport::new(head(), marked[6].clone()) }.text(),
            BoundsReport::new(head(), vec![event(&marked[0], Some(&marked[1]), Some(&marked[2]), true)]).text(),
            WhyReport::new(head(), Vec::new(), marked[6].clone()).with_chain(chain).text(),
            CheckReport::new(marked[0].clone(), vec![FileReport::new(marked[1].clone())]).details(),
        ];
        for text in texts {
            prop_assert!(text.chars().all(|c| c == '\n' || !annals::emit::safe::is_unsafe(c)));
            prop_assert!(text.lines().all(|line| !line.starts_with('\u{1f4a3}')), "{}", text);
        }
    }
}

#[test]
fn order_that_only_instants_have_is_told_as_such() {
    let ends: Vec<(i32, i32)> = (0..4)
        .flat_map(|start| (start..4).map(move |end| (start, end)))
        .collect();
    for &a in &ends {
        for &b in &ends {
            let relation = annals::allen::AllenRelation::between(a, b);
            let holds = |says| {
                if says {
                    Verdict::Necessary
                } else {
                    Verdict::Impossible
                }
            };
            let report = PairReport {
                precedes: holds(a.1 <= b.0),
                follows: holds(b.1 <= a.0),
                allen: vec![relation.name().into()],
                ..PairReport::new(Head::consistent(), "a", "b")
            };
            // What lasts some time stands before another only as Allen has it.
            let told = report.text().contains("one of them lasts no time");
            let lasting = a.0 < a.1 && b.0 < b.1;
            assert!(!(told && lasting), "{a:?} {b:?}");
            let apart = ["before", "meets", "met_by", "after"].contains(&relation.name());
            let ordered = a.1 <= b.0 || b.1 <= a.0;
            assert_eq!(told, ordered && !apart, "{a:?} {b:?}");
        }
    }
}
