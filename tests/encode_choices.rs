//! What claims, links, choices and publications mean.

mod encode_support;

use annals::calendar::Tick;
use annals::diagnostic::{Rule, StatementKind};
use annals::encode::{Claims, Held, Options, Origin, Subject};
use annals::model::{Chronology, TimelineId};
use annals::stn::{Tag, TimePoint};
use encode_support::{Meaning, meaning, of, read, with_options};

const RIVALS: &str = r#"sources: [(id: "g", title: "G", grade: "B2"), (id: "h", title: "H")], events: [(id: "a", title: "A", claims: [
    (when: "1931-04-15", certainty: alleged, evidence: [(source: "g")]),
    (when: "1931-XX-20", lasts: "P1D", evidence: [(source: "h")] PREFER)])]"#;

fn rivals(prefer: &str, claims: Claims) -> Meaning {
    with_options(&RIVALS.replace("PREFER", prefer), Options { claims })
}

#[test]
fn at_least_one_of_rival_claims_holds() {
    let said = rivals("", Claims::Any);
    assert!(said.allows(&[("a", "1931-04-15", "1931-04-15")]));
    assert!(said.allows(&[("a", "1931-07-20", "1931-07-21")]));
    assert!(
        !said.allows(&[("a", "1931-07-20", "1931-07-20")]),
        "it lasts a day"
    );
    assert!(!said.allows(&[("a", "1931-04-16", "1931-04-16")]));
    assert_eq!(
        said.texts(),
        ["a claimed 1931-04-15 (g) or 1931-XX-20, lasting P1D (h)"]
    );
    let claim = &said.system.statements[0];
    assert_eq!(claim.kind(), StatementKind::Claim);
    assert_eq!(
        claim.trust.certainty().name(),
        "reported",
        "the most trusted"
    );
}

#[test]
fn preferred_claims_hold_and_all_do_if_asked_for() {
    let preferred = rivals(", prefer: true", Claims::Any);
    assert!(preferred.allows(&[("a", "1931-07-20", "1931-07-21")]));
    assert!(!preferred.allows(&[("a", "1931-04-15", "1931-04-16")]));
    assert_eq!(preferred.texts(), ["a claimed 1931-XX-20, lasting P1D (h)"]);
    for prefer in ["", ", prefer: true"] {
        let all = rivals(prefer, Claims::All);
        assert!(!all.allows(&[("a", "1931-07-20", "1931-07-21")]));
        let constraints = all.system.stn.constraints().len();
        assert_eq!(constraints, 9, "both dates, the duration and the order");
        let trust = all.system.statements[0].trust;
        assert_eq!(trust.certainty().name(), "alleged", "the least trusted");
    }
}

#[test]
fn a_claim_without_a_date_or_one_that_cannot_be_read_leaves_all_open() {
    for unreadable in [
        r#"(id: "x")"#,
        r#"(when: "June 1931")"#,
        r#"(when: 1931)"#,
        r#""1931""#,
        r#"(relative: (to: "nobody", unit: day))"#,
        r#"(relative: (to: "a", unit: fortnight))"#,
        r#"(when: "2021-03-28T02:30")"#,
        r#"(when "1932")"#,
    ] {
        let (collection, _) = read(&format!(
            r#"zone: "Europe/Berlin", events: [(id: "a", title: "A", claims: [(when: "1931"), {unreadable}])]"#
        ));
        let said = meaning(collection, Options::default());
        assert!(said.allows_day("a", "1999-01-01"), "{unreadable}");
        assert!(!said.system.complete, "{unreadable}");
    }
}

#[test]
fn a_link_of_several_kinds_is_a_choice_where_it_has_to_be() {
    let link = |kinds: &str| {
        of(&format!(
            r#"events: [(id: "a", title: "A", when: "1931"), (id: "b", title: "B", when: "1931")],
            links: [(from: "a", to: "b", one_of: [{kinds}])]"#
        ))
    };
    let (early, late) = (("1931-01-01", "1931-02-01"), ("1931-03-01", "1931-04-01"));
    let apart = link(r#""before", "after""#);
    let allows = |said: &Meaning, a: (&str, &str), b: (&str, &str)| {
        said.allows(&[("a", a.0, a.1), ("b", b.0, b.1)])
    };
    assert!(allows(&apart, early, late) && allows(&apart, late, early));
    assert!(!allows(&apart, early, early));
    assert!(
        !allows(&apart, early, ("1931-02-01", "1931-03-01")),
        "they meet"
    );
    assert_eq!(apart.system.disjunctions.len(), 1);
    assert_eq!(apart.texts()[2], "a one of before, after b");
    let plain = link(r#""before", "meets""#);
    assert_eq!(plain.system.disjunctions.len(), 0);
    assert!(allows(&plain, early, late) && !allows(&plain, late, early));
    // Instants that are equal precede each other, though they do not meet.
    let either = link(r#""precedes", "follows""#);
    let instant = ("1931-02-01", "1931-02-01");
    assert!(allows(&either, instant, instant));
    assert!(!allows(&either, early, early));
    assert!(allows(&either, early, instant));
    // Only order counts.
    let causal = link(r#""causes", "responds_to""#);
    assert_eq!(causal.system.causes, []);
    assert_eq!(causal.system.disjunctions.len(), 0, "it is always so");
}

#[test]
fn own_kinds_can_be_among_several() {
    let fields = |kinds: &str| {
        format!(
            r#"kinds: (links: [(id: "heralds", title: "H", implies: "before"), (id: "echoes", title: "E", implies: "after")]),
            events: [(id: "a", title: "A"), (id: "b", title: "B")], links: [(from: "a", to: "b", one_of: [{kinds}])]"#
        )
    };
    let said = of(&fields(r#""heralds", "echoes", "meets""#));
    assert_eq!(said.texts(), ["a one of heralds, echoes, meets b"]);
    let day = |day: &str| ("b", format!("1931-05-{day}"), format!("1931-05-{day}"));
    let a = ("a", "1931-05-02", "1931-05-02");
    for (at, allowed) in [("01", true), ("02", false), ("03", true)] {
        let (b, start, end) = day(at);
        assert_eq!(said.allows(&[a, (b, &start, &end)]), allowed, "{at}");
    }
    let (collection, found) = read(&fields(r#""heralds", "ecoes""#));
    assert_eq!(found[0].rule, Rule::UnlistedKind);
    assert_eq!(found[0].help, ["did you mean `echoes`?"]);
    assert_eq!(meaning(collection, Options::default()).texts(), [""; 0]);
}

#[test]
fn a_kind_that_cannot_be_read_is_not_taken_for_none() {
    let (collection, found) = read(
        r#"events: [(id: "a", title: "A"), (id: "b", title: "B")],
        links: [(from: "a", to: "b", one_of: ["before", "aftr"])],
        choices: [(any_of: [[(from: "a", to: "b", kind: "before")], "x"]),
            (any_of: [[(from: "a", to: "b", kind: "before")], [(from: "b", to: "a", kind: "befor")]])]"#,
    );
    assert_eq!(found.len(), 3, "{found:?}");
    let said = meaning(collection, Options::default());
    let late = ("a", "1931-05-01", "1931-05-01");
    assert!(said.allows(&[late, ("b", "1931-01-01", "1931-01-01")]));
    assert!(!said.system.complete);
}

#[test]
fn one_group_of_a_choice_holds_whole() {
    let said = of(
        r#"events: [(id: "a", title: "A"), (id: "b", title: "B"), (id: "c", title: "C"), (id: "p", title: "P", status: planned)],
        choices: [(id: "x", any_of: [
            [(from: "a", to: "b", kind: "precedes", lag: "P1D/P2D"), (from: "b", to: "c", one_of: ["before", "after"], certainty: alleged), (from: "p", to: "a", kind: "precedes", certainty: disputed)],
            [(from: "c", to: "a", kind: "causes", certainty: estimated)]])]"#,
    );
    let at = |days: [&str; 3]| {
        let [a, b, c] = days.map(|day| format!("1931-05-{day}"));
        let planned = ("p", "1900-01-01", "1900-01-01");
        said.allows(&[planned, ("a", &a, &a), ("b", &b, &b), ("c", &c, &c)])
    };
    assert!(at(["01", "02", "03"]) && at(["01", "03", "02"]));
    assert!(!at(["01", "02", "02"]), "neither before nor after");
    assert!(!at(["01", "04", "05"]), "too long after");
    assert!(at(["05", "01", "04"]));
    assert_eq!(said.system.causes, []);
    assert_eq!(said.texts(), ["choice x"]);
    let chronology = Chronology::new(&said.collection, TimelineId(0));
    let note = said.system.statements[0].note(&chronology);
    assert_eq!(note.events, ["a", "b", "c"]);
    assert_eq!(
        (note.kind, &*note.trust),
        (StatementKind::Choice, "estimated")
    );
    let trivial = of(
        r#"events: [(id: "a", title: "A"), (id: "b", title: "B"), (id: "p", title: "P", status: planned)],
        choices: [(any_of: [[(from: "a", to: "p", kind: "precedes")], [(from: "a", to: "b", kind: "precedes")]])]"#,
    );
    assert_eq!(trivial.system.disjunctions.len(), 0);
}

fn reported(evidence: &str, settings: &str) -> Meaning {
    of(&format!(
        r#"sources: [(id: "g", title: "G", published: "1931-06-20"), (id: "h", title: "H", published: "1931-01-01", role: background),
            (id: "open", title: "O", published: "1931-01-01/.."), (id: "undated", title: "U"), (id: "i", title: "I", published: "1930/1931-06-20")],
        events: [(id: "a", title: "A", {evidence})], settings: (publication_bounds: true, {settings})"#
    ))
}

#[test]
fn what_a_source_reports_started_by_its_publication() {
    let said = reported(
        r#"evidence: [(source: "g"), (source: "h"), (source: "open"), (source: "undated"), (source: "g", at: "2")]"#,
        "",
    );
    let published = ("g", "1931-06-20", "1931-06-21");
    assert!(said.allows(&[published, ("a", "1931-06-22", "1931-07-30")]));
    assert!(!said.allows(&[published, ("a", "1931-06-22T00:01", "1931-07-30")]));
    assert_eq!(
        said.texts(),
        [
            "a reported by g, published 1931-06-20",
            "g published 1931-06-20"
        ]
    );
    let chronology = Chronology::new(&said.collection, TimelineId(0));
    let note = said.system.statements[0].note(&chronology);
    assert_eq!(note.kind, StatementKind::Source);
    assert_eq!(
        (note.events, note.sources),
        (vec!["a".to_owned()], vec!["g".to_owned()])
    );
    let interval = reported(r#"evidence: [(source: "i")]"#, r#"report_slack: "P0D""#);
    let published = ("i", "1930-01-01", "1931-06-21");
    assert!(interval.allows(&[published, ("a", "1931-06-21", "1931-07-30")]));
    assert!(!interval.allows(&[published, ("a", "1931-06-21T00:01", "1931-07-30")]));
}

#[test]
fn what_a_source_foretells_it_does_not_bound() {
    for evidence in [
        r#"evidence: [(source: "g", foretells: true)]"#,
        r#"evidence: [(source: "h")]"#,
        r#"status: planned, evidence: [(source: "g")]"#,
    ] {
        let said = reported(evidence, "");
        assert_eq!(said.texts(), [""; 0], "{evidence}");
        assert_eq!(said.system.sources, []);
    }
    let both = reported(
        r#"evidence: [(source: "g", foretells: true), (source: "g")]"#,
        "",
    );
    assert_eq!(both.texts().len(), 2, "one piece reports it");
    let open = reported(r#"evidence: [(source: "g")]"#, r#"report_slack: "P1D/..""#);
    assert_eq!(
        open.texts().len(),
        0,
        "without an end the slack is no bound"
    );
}

#[test]
fn slack_is_read_at_its_widest_in_the_zone_of_the_event() {
    let said = of(
        r#"sources: [(id: "g", title: "G", published: "2021-06-20")],
        events: [(id: "a", title: "A", zone: "Europe/Berlin", evidence: [(source: "g")])], settings: (publication_bounds: true)"#,
    );
    let published = ("g", "2021-06-20", "2021-06-21");
    assert!(said.allows(&[published, ("a", "2021-06-22T01:00", "2021-06-22T01:00")]));
    assert!(!said.allows(&[published, ("a", "2021-06-22T01:01", "2021-06-22T01:01")]));
}

#[test]
fn the_evidence_of_a_claim_bounds_within_that_claim() {
    let said = reported(
        r#"claims: [(when: "1931", evidence: [(source: "g")]), (when: "1932")]"#,
        "",
    );
    let published = ("g", "1931-06-20", "1931-06-21");
    assert!(said.allows(&[published, ("a", "1931-06-01", "1931-06-01")]));
    assert!(!said.allows(&[published, ("a", "1931-09-01", "1931-09-01")]));
    assert!(said.allows(&[published, ("a", "1932-09-01", "1932-09-01")]));
    assert_eq!(said.texts().len(), 2);
}

#[test]
fn settings_that_cannot_be_read_bound_nothing() {
    for settings in [
        r#"publication_bounds: true, report_slack: "two days""#,
        r#"publication_bounds: 1"#,
    ] {
        let (collection, found) = read(&format!(
            r#"sources: [(id: "g", title: "G", published: "1931-06-20")], events: [(id: "a", title: "A", evidence: [(source: "g")])], settings: ({settings})"#
        ));
        assert_eq!(found.len(), 1);
        let said = meaning(collection, Options::default());
        assert_eq!(said.texts().len(), 0);
    }
    for source in [r#"role: evidense"#, r#"rolle: background"#] {
        let (collection, _) = read(&format!(
            r#"sources: [(id: "g", title: "G", published: "1931-06-20", {source})], events: [(id: "a", title: "A", evidence: [(source: "g")])], settings: (publication_bounds: true)"#
        ));
        assert_eq!(meaning(collection, Options::default()).texts().len(), 0);
    }
    for piece in [r#"foretells: 1"#, r#"foretels: true"#] {
        let (collection, _) = read(&format!(
            r#"sources: [(id: "g", title: "G", published: "1931-06-20")], events: [(id: "a", title: "A", evidence: [(source: "g", {piece})])], settings: (publication_bounds: true)"#
        ));
        assert_eq!(meaning(collection, Options::default()).texts().len(), 0);
    }
}

#[test]
fn fractions_of_all_that_is_entered_decide_the_tick() {
    let tick = |fields: &str| of(fields).system.tick;
    let source = r#"sources: [(id: "g", title: "G", published: "1931-06-20T10:00:00.5")]"#;
    assert_eq!(
        tick(&format!(r#"{source}, events: [(id: "a", title: "A")]"#)),
        Tick::Second
    );
    let rests = r#"events: [(id: "a", title: "A", relative: (to: "g", unit: day))]"#;
    assert_eq!(tick(&format!("{source}, {rests}")), Tick::Millisecond);
    let claims = r#"events: [(id: "a", title: "A", claims: [(lasts: "PT0.000001S")])]"#;
    assert_eq!(tick(claims), Tick::Microsecond);
    let choice = r#"events: [(id: "a", title: "A"), (id: "b", title: "B")], choices: [(any_of: [[(from: "a", to: "b", kind: "precedes", lag: "PT0.1S")]])]"#;
    assert_eq!(tick(choice), Tick::Millisecond);
}

#[test]
fn alternatives_are_those_that_were_written() {
    let said = of(
        r#"sources: [(id: "g", title: "G")], events: [(id: "a", title: "A", when: "[1931,1935-02..1935-03,1940..]"), (id: "b", title: "B", when: "XXXX-09",
            claims: [(id: "x", when: "1931-09", evidence: [(source: "g")]), (when: "[1932,1933]")])],
        links: [(from: "a", to: "b", one_of: ["before", "same_time"]), (from: "a", to: "b", kind: "causes")],
        choices: [(any_of: [[(from: "a", to: "b", kind: "causes")], [(from: "b", to: "a", kind: "causes"), (from: "b", to: "a", kind: "ends_before")]])]"#,
    );
    let chronology = Chronology::new(&said.collection, TimelineId(0));
    let alternatives: Vec<Vec<String>> = (0..)
        .take(said.system.statements.len())
        .map(|tag| {
            let found = said.system.alternatives(&chronology, Tag::new(tag));
            found.into_iter().map(|one| one.text).collect()
        })
        .collect();
    assert_eq!(
        alternatives,
        [
            vec!["1931", "1935-02..1935-03", "1940.."],
            vec![],
            vec!["1931-09 (g)", "[1932,1933]"],
            vec!["before", "same_time"],
            vec![],
            vec!["a causes b", "b causes a and b ends_before a"],
        ]
    );
    let claims = said.system.alternatives(&chronology, Tag::new(2));
    assert_eq!(claims[1].holds.disjunctions.len(), 1);
    assert_eq!(claims[1].holds.disjunctions[0].tag(), Tag::new(2));
    let Origin::Claims { held, .. } = said.system.statements[2].origin else {
        unreachable!()
    };
    assert_eq!(held, Held::OneOf);
}

#[test]
fn only_expectations_are_left_to_be_pending() {
    let said = of(r#"events: [(id: "a", title: "A")], expect: [(existence: (kind: "x"))]"#);
    assert_eq!(said.rules(), [Rule::NotYetSupported]);
}

#[test]
fn points_of_publications_are_no_events() {
    let said = of(r#"sources: [(id: "gazette", title: "G")],
        events: [(id: "a", title: "A", relative: (to: "gazette", unit: year))]"#);
    let ends: Vec<bool> = (0..5)
        .map(|point| said.system.event_of(TimePoint::new(point)).is_some())
        .collect();
    assert_eq!(ends, [false, true, true, false, false]);
    assert_eq!(said.system.subject(TimePoint::ORIGIN), Subject::Origin);
}
