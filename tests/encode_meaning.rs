//! What statements mean: which assignments of instants their constraints and disjunctions allow.

use std::collections::HashMap;

use annals::calendar::{CivilDate, Tick};
use annals::diagnostic::{Diagnostic, Rule, StatementKind};
use annals::encode::{Claims, Options, Origin, Subject, System, encode};
use annals::model::{Chronology, Collection, Side, TimelineId, decode, resolve};
use annals::search::{Conjunction, Disjunction, Limit, RungSpan, Term};
use annals::source::SourceMap;
use annals::stn::{DifferenceConstraint, Tag, TimePoint};

fn read(fields: &str) -> (Collection, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let text = format!("(annals: 1, title: \"T\", {fields})");
    let (timeline, mut found) = decode(&sources.add("a.ron", text));
    let timelines = vec![timeline];
    let mut collection = Collection { timelines };
    found.extend(resolve(&mut collection).concat());
    (collection, found)
}

/// A system, and what its points are called: `vote.start`, `gazette.end`.
struct Meaning {
    system: System,
    points: HashMap<String, TimePoint>,
    collection: Collection,
}

fn with_options(fields: &str, options: Options) -> Meaning {
    let (collection, found) = read(fields);
    assert_eq!(found, []);
    meaning(collection, options)
}

fn meaning(collection: Collection, options: Options) -> Meaning {
    let chronology = Chronology::new(&collection, TimelineId(0));
    let system = encode(&chronology, options);
    let count = u32::try_from(system.stn.point_count()).unwrap();
    let mut points = HashMap::new();
    for point in (1..count).map(TimePoint::new) {
        let (name, side) = match system.subject(point) {
            Subject::Event(event, side) => (chronology.name(event), side),
            Subject::Publication(source, side) => (chronology.source_name(source), side),
            Subject::Origin => panic!("point 0 alone is the origin"),
        };
        let end = if side == Side::Start { "start" } else { "end" };
        points.insert(format!("{name}.{end}"), point);
    }
    drop(chronology);
    Meaning {
        system,
        points,
        collection,
    }
}

fn of(fields: &str) -> Meaning {
    with_options(fields, Options::default())
}

/// `1931-04-15` or `1931-04-15T10:30` in UTC, as ticks.
fn instant(text: &str, tick: Tick) -> i64 {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let mut parts = date.rsplitn(3, '-');
    let day = parts.next().unwrap().parse().unwrap();
    let month = parts.next().unwrap().parse().unwrap();
    let year = parts.next().unwrap().parse().unwrap();
    let day = CivilDate::new(year, month, day).unwrap().day_number();
    let (hour, minute) = time.split_once(':').unwrap();
    let (hour, minute): (i128, i128) = (hour.parse().unwrap(), minute.parse().unwrap());
    tick.from_seconds(day * 86_400 + hour * 3_600 + minute * 60)
        .unwrap()
}

impl Meaning {
    /// Whether everything holds where things are when `told` says: `vote 1931-04-15 1931-04-16`.
    fn allows(&self, told: &[(&str, &str, &str)]) -> bool {
        let mut at = HashMap::from([(TimePoint::ORIGIN, 0)]);
        for (name, start, end) in told {
            for (side, text) in [("start", start), ("end", end)] {
                let point = self.points[&format!("{name}.{side}")];
                at.insert(point, instant(text, self.system.tick));
            }
        }
        assert_eq!(at.len(), self.system.stn.point_count(), "each point is set");
        let at = |point: TimePoint| at[&point];
        let constraints = self.system.stn.constraints().iter();
        constraints.into_iter().all(|c| satisfied(c, &at))
            && self.system.disjunctions.iter().all(|d| disjunction(d, &at))
    }

    /// Whether an event can be a whole day in UTC, or less.
    fn allows_day(&self, event: &str, day: &str) -> bool {
        self.allows(&[(event, day, day)])
    }

    fn texts(&self) -> Vec<String> {
        let chronology = Chronology::new(&self.collection, TimelineId(0));
        let statements = self.system.statements.iter();
        statements
            .map(|statement| statement.text(&chronology))
            .collect()
    }

    fn rules(&self) -> Vec<Rule> {
        self.system.found.iter().map(|found| found.rule).collect()
    }
}

fn satisfied(constraint: &DifferenceConstraint, at: &impl Fn(TimePoint) -> i64) -> bool {
    let difference = i128::from(at(constraint.to)) - i128::from(at(constraint.from));
    let limit = i128::from(constraint.weight.ticks);
    difference < limit || !constraint.weight.strict && difference == limit
}

fn conjunction(said: &Conjunction, at: &impl Fn(TimePoint) -> i64) -> bool {
    said.constraints.iter().all(|c| satisfied(c, at))
        && said.disjunctions.iter().all(|d| disjunction(d, at))
}

fn disjunction(said: &Disjunction, at: &impl Fn(TimePoint) -> i64) -> bool {
    let ladder = match said {
        Disjunction::AnyOf { alternatives, .. } => {
            return alternatives.iter().any(|said| conjunction(said, at));
        }
        Disjunction::Ladder(ladder) => ladder,
    };
    let first = ladder.terms[0];
    assert!(first.lower, "the first term has a lower limit");
    let mut rung = match first.upper {
        Limit::Below => ladder.rungs.first_ending_after(first.side, at(first.point)),
        Limit::AtMost => ladder
            .rungs
            .first_ending_after(first.side, at(first.point) - 1),
    };
    while let Some(found) = rung {
        let within = |term: &Term| in_span(term, found.span(term.side), at(term.point));
        if ladder.terms.iter().all(within) {
            return true;
        }
        let begins = found.span(first.side).lo;
        rung = ladder
            .rungs
            .after(&found)
            .filter(|_| begins.is_none_or(|lo| lo <= at(first.point)));
    }
    false
}

fn in_span(term: &Term, span: RungSpan, at: i64) -> bool {
    let lower = !term.lower || span.lo.is_none_or(|lo| lo <= at);
    let upper = span.hi.is_none_or(|hi| match term.upper {
        Limit::Below => at < hi,
        Limit::AtMost => at <= hi,
    });
    lower && upper
}

#[test]
fn a_mask_puts_start_and_end_into_one_completion() {
    let said = of(r#"events: [(id: "a", title: "A", when: "1931-XX-15")]"#);
    assert!(said.allows(&[("a", "1931-04-15", "1931-04-16")]));
    assert!(said.allows(&[("a", "1931-12-15T10:00", "1931-12-16")]));
    assert!(!said.allows(&[("a", "1931-04-15", "1931-05-15")]));
    assert!(!said.allows_day("a", "1931-04-16"));
    assert!(!said.allows_day("a", "1931-04-14"));
    assert!(!said.allows_day("a", "1932-04-15"));
    assert!(said.system.complete);
    assert_eq!(said.system.disjunctions.len(), 1);
}

#[test]
fn a_set_is_a_choice_and_its_hull_a_constraint() {
    let said = of(r#"events: [(id: "a", title: "A", when: "[1931,1935-02..1935-03,1940]")]"#);
    assert!(said.allows(&[("a", "1935-02-01", "1935-04-01")]));
    assert!(said.allows_day("a", "1931-12-31"));
    assert!(!said.allows_day("a", "1934-01-01"));
    let constraints = said.system.stn.constraints();
    assert_eq!(constraints.len(), 4, "an order and three outer bounds");
    let open = of(r#"events: [(id: "a", title: "A", when: "[..1931,1935]")]"#);
    assert!(open.allows_day("a", "0800-12-25"));
    assert!(!open.allows_day("a", "1933-01-01"));
    assert!(open.allows_day("a", "1935-01-01"));
}

#[test]
fn each_end_of_an_interval_has_its_own_choice() {
    let said = of(r#"events: [(id: "a", title: "A", when: "1931-XX-15/1931-XX-20")]"#);
    assert!(said.allows(&[("a", "1931-04-15T12:00", "1931-06-20")]));
    assert!(said.allows(&[("a", "1931-04-15", "1931-06-21")]));
    assert!(!said.allows(&[("a", "1931-04-16", "1931-06-20")]));
    assert!(!said.allows(&[("a", "1931-04-15", "1931-06-22")]));
    assert!(!said.allows(&[("a", "1931-04-15", "1931-06-19")]));
    assert_eq!(said.system.disjunctions.len(), 2);
    let goes_on =
        of(r#"as_of: "1931-06-30", events: [(id: "a", title: "A", when: "1931-XX-15/..")]"#);
    assert!(goes_on.allows(&[("a", "1931-04-15", "1931-07-01")]));
    assert!(!goes_on.allows(&[("a", "1931-04-15", "1931-06-30")]));
}

#[test]
fn a_time_that_the_clocks_showed_twice_is_two_alternatives() {
    let said =
        of(r#"zone: "Europe/Berlin", events: [(id: "a", title: "A", when: "2021-10-31T02:30")]"#);
    assert!(said.allows_day("a", "2021-10-31T00:30"));
    assert!(said.allows_day("a", "2021-10-31T01:30"));
    assert!(!said.allows_day("a", "2021-10-31T01:00"));
}

#[test]
fn seasons_of_either_hemisphere_are_two_alternatives() {
    let said =
        of(r#"settings: (hemisphere: either), events: [(id: "a", title: "A", when: "1931-21")]"#);
    assert!(said.allows_day("a", "1931-03-10"));
    assert!(said.allows_day("a", "1931-10-10"));
    assert!(!said.allows_day("a", "1931-07-10"));
}

/// `b` is dated by the calendar of `a`.
fn relative(fields: &str) -> Meaning {
    of(&format!(
        r#"events: [(id: "a", title: "A", when: "19XX"), (id: "b", title: "B", relative: (to: "a", {fields}))]"#
    ))
}

#[test]
fn a_relative_date_moves_by_whole_units_and_picks_a_part() {
    let cases = [
        (
            "unit: day, offset: 1",
            "1931-04-15T13:00",
            "1931-04-16",
            "1931-04-17",
        ),
        ("unit: day", "1931-04-15T13:00", "1931-04-15", "1931-04-16"),
        // The 15th of April 1931 was a Wednesday.
        (
            "unit: week, offset: 1",
            "1931-04-15",
            "1931-04-20",
            "1931-04-27",
        ),
        (
            "unit: week, part: \"monday\"",
            "1931-04-15",
            "1931-04-13",
            "1931-04-14",
        ),
        (
            "unit: week, offset: -1, part: \"sunday\"",
            "1931-04-15",
            "1931-04-12",
            "1931-04-13",
        ),
        (
            "unit: month, offset: -3",
            "1931-02-15",
            "1930-11-01",
            "1930-12-01",
        ),
        (
            "unit: month, offset: 1, part: \"25\"",
            "1931-04-15",
            "1931-05-25",
            "1931-05-26",
        ),
        (
            "unit: quarter, offset: 1",
            "1931-11-15",
            "1932-01-01",
            "1932-04-01",
        ),
        (
            "unit: year, offset: -1, part: \"07\"",
            "1931-01-01",
            "1930-07-01",
            "1930-08-01",
        ),
        (
            "unit: year, part: \"07-25\"",
            "1931-12-01",
            "1931-07-25",
            "1931-07-26",
        ),
        (
            "unit: year, part: \"24\"",
            "1931-01-01",
            "1931-12-01",
            "1932-03-01",
        ),
        (
            "unit: decade, offset: -1",
            "1931-04-15",
            "1920-01-01",
            "1930-01-01",
        ),
    ];
    for (fields, anchor, lo, hi) in cases {
        let said = relative(fields);
        let allows = |start, end| said.allows(&[("a", anchor, anchor), ("b", start, end)]);
        assert!(allows(lo, hi), "{fields}");
        assert!(allows(lo, lo), "{fields}");
        assert!(!allows(hi, hi), "{fields}: it starts before the end");
        let before = CivilDate::from_day_number(i128::from(instant(lo, Tick::Second) / 86_400) - 1);
        let before = before.unwrap().to_string();
        assert!(!allows(&before, lo), "{fields}");
        assert!(!allows(lo, &format!("{hi}T00:01")), "{fields}");
        assert_eq!(said.rules(), [], "{fields}");
    }
}

#[test]
fn the_zone_of_the_dated_event_decides_the_unit() {
    let said = of(r#"events: [(id: "a", title: "A", when: "1931"),
            (id: "b", title: "B", zone: "Asia/Tokyo", relative: (to: "a", unit: day))]"#);
    // In Tokyo it is the 16th already.
    let anchor = ("a", "1931-04-15T18:00", "1931-04-15T18:00");
    assert!(said.allows(&[anchor, ("b", "1931-04-15T15:00", "1931-04-16T15:00")]));
    assert!(!said.allows(&[anchor, ("b", "1931-04-15T14:00", "1931-04-15T14:00")]));
}

#[test]
fn a_part_that_a_unit_lacks_excludes_it() {
    let said = relative("unit: month, offset: 1, part: \"31\"");
    let allows = |anchor, day| said.allows(&[("a", anchor, anchor), ("b", day, day)]);
    assert!(allows("1931-04-15", "1931-05-31"));
    assert!(!allows("1931-05-15", "1931-06-30"));
    assert!(!allows("1931-05-15", "1931-07-01"));
    let never = relative("unit: year, part: \"06-31\"");
    assert!(!never.allows(&[
        ("a", "1931-05-15", "1931-05-15"),
        ("b", "1931-07-01", "1931-07-01")
    ]));
    assert!(
        never.system.complete,
        "it is a contradiction, which is said"
    );
}

#[test]
fn a_relative_season_of_either_hemisphere_is_two_ladders() {
    let said = of(
        r#"settings: (hemisphere: either), events: [(id: "a", title: "A", when: "1931"),
            (id: "b", title: "B", relative: (to: "a", unit: year, part: "21"))]"#,
    );
    let allows = |day| said.allows(&[("a", "1931-05-01", "1931-05-01"), ("b", day, day)]);
    assert!(allows("1931-03-10") && allows("1931-10-10"));
    assert!(!allows("1931-07-10") && !allows("1932-03-10"));
}

const JULY_LAST_YEAR: &str = r#"events: [(id: "a", title: "A",
    relative: (to: "gazette", unit: year, offset: -1, part: "07"))]"#;

#[test]
fn a_date_relative_to_a_source_rests_on_its_publication() {
    let sources = r#"sources: [(id: "gazette", title: "G", published: "2024-12?", grade: "C3"),
        (id: "herald", title: "H", published: "2020")]"#;
    let said = of(&format!("{sources}, {JULY_LAST_YEAR}"));
    let gazette = ("gazette", "2024-12-05", "2024-12-05");
    assert!(said.allows(&[gazette, ("a", "2023-07-01", "2023-08-01")]));
    assert!(!said.allows(&[gazette, ("a", "2024-07-01", "2024-07-02")]));
    let early = ("gazette", "2023-12-05", "2023-12-05");
    assert!(!said.allows(&[early, ("a", "2022-07-01", "2022-07-02")]));
    assert_eq!(
        said.texts(),
        [
            "a: 07 of the year before gazette",
            "gazette published 2024-12?"
        ]
    );
    assert_eq!(said.system.sources.len(), 1, "nothing rests on the herald");
    let published = &said.system.statements[1];
    assert_eq!(published.kind(), StatementKind::Source);
    let chronology = Chronology::new(&said.collection, TimelineId(0));
    let note = published.note(&chronology);
    assert_eq!(
        (note.events, note.sources),
        (vec![], vec!["gazette".to_owned()])
    );
    assert_eq!(note.trust, "reported");
}

#[test]
fn an_anchor_that_nothing_bounds_is_searched_in_ten_thousand_years() {
    let said = of(&format!(
        r#"sources: [(id: "gazette", title: "G")], {JULY_LAST_YEAR}"#
    ));
    let allows = |year: &str, july: &str| {
        let (published, visit) = (format!("{year}-03-01"), format!("{july}-07-05"));
        said.allows(&[("gazette", &published, &published), ("a", &visit, &visit)])
    };
    assert!(allows("2024", "2023") && allows("0000", "-001") && allows("9999", "9998"));
    assert!(!allows("10000", "9999") && !allows("-001", "-002"));
}

#[test]
fn an_anchor_that_anything_bounds_is_searched_everywhere() {
    let said = of(
        r#"events: [(id: "a", title: "A", precedes: ["c"]), (id: "c", title: "C", when: "-0300"),
            (id: "b", title: "B", relative: (to: "a", unit: year, offset: 1))]"#,
    );
    let c = ("c", "-300-05-01", "-300-05-01");
    assert!(said.allows(&[
        ("a", "-400-01-01", "-400-01-01"),
        c,
        ("b", "-399-02-01", "-399-02-01")
    ]));
    assert!(!said.allows(&[
        ("a", "-400-01-01", "-400-01-01"),
        c,
        ("b", "-398-02-01", "-398-02-01")
    ]));
    let far = ("a", "-99999-01-01", "-99999-01-01");
    assert!(said.allows(&[far, c, ("b", "-99998-02-01", "-99998-02-01")]));
}

#[test]
fn in_a_chain_of_relatives_only_the_first_anchor_is_limited() {
    let said = of(
        r#"events: [(id: "a", title: "A"), (id: "b", title: "B", relative: (to: "a", unit: year, offset: -1)),
            (id: "c", title: "C", relative: (to: "b", unit: year, offset: -1))]"#,
    );
    let allows = |[a, b, c]: [&str; 3]| said.allows(&[("a", a, a), ("b", b, b), ("c", c, c)]);
    assert!(allows(["0000-05-01", "-001-05-01", "-002-05-01"]));
    assert!(!allows(["-001-05-01", "-002-05-01", "-003-05-01"]));
}

#[test]
fn a_relative_date_of_what_did_not_occur_says_nothing() {
    let said = of(
        r#"events: [(id: "a", title: "A", status: planned, when: "1931"),
            (id: "b", title: "B", relative: (to: "a", unit: day)),
            (id: "c", title: "C", status: planned, relative: (to: "b", unit: day))]"#,
    );
    assert_eq!(said.system.statements.len(), 0);
    assert_eq!(said.system.disjunctions.len(), 0);
    assert!(said.system.complete);
}

#[test]
fn offsets_beyond_all_counting_are_errors() {
    for offset in [
        "9223372036854775807",
        "-9223372036854775808",
        "1000000000000",
    ] {
        for unit in ["day", "week", "month", "quarter", "year", "decade"] {
            let said = relative(&format!("unit: {unit}, offset: {offset}"));
            let error = said.rules() == [Rule::TimeOutOfRange];
            let small = offset.len() == 13 && !["year", "decade"].contains(&unit);
            assert_eq!(error, !small, "{offset} {unit}");
            assert_eq!(said.system.complete, small);
        }
    }
}

#[test]
fn dates_that_are_counted_from_each_other_are_left_out_and_reported_once() {
    let said = of(
        r#"events: [(id: "a", title: "A", relative: (to: "b", unit: day)),
            (id: "b", title: "B", claims: [(relative: (to: "c", unit: day)), (when: "1931")]),
            (id: "c", title: "C", relative: (to: "a", unit: day)),
            (id: "d", title: "D", relative: (to: "a", unit: day)),
            (id: "e", title: "E", relative: (to: "e", unit: year))]"#,
    );
    assert_eq!(said.rules(), [Rule::CyclicRelative, Rule::CyclicRelative]);
    let [circle, own] = said.system.found.as_slice() else {
        unreachable!()
    };
    assert_eq!(
        circle.message,
        "dates are counted from each other in a circle: `a` → `b` → `c` → `a`"
    );
    assert_eq!(circle.labels.len(), 2);
    assert_eq!(own.message, "the date of `e` is counted from itself");
    assert!(!said.system.complete);
    assert_eq!(
        said.texts(),
        ["d: the day of a"],
        "and no claim without a date holds b"
    );
}

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
fn a_claim_that_says_nothing_or_cannot_be_read_leaves_all_open() {
    let (nothing, found) =
        read(r#"events: [(id: "a", title: "A", claims: [(when: "1931"), (id: "x")])]"#);
    assert_eq!(found, []);
    let nothing = meaning(nothing, Options::default());
    assert!(nothing.allows_day("a", "1999-01-01") && nothing.system.complete);
    for unreadable in [
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
    assert_eq!(held, Claims::Any);
}

#[test]
fn only_expectations_are_left_to_be_pending() {
    let said = of(r#"events: [(id: "a", title: "A")], expect: [(existence: (kind: "x"))]"#);
    assert_eq!(said.rules(), [Rule::NotYetSupported]);
}

#[test]
fn points_of_publications_are_no_events() {
    let said = of(&format!(
        r#"sources: [(id: "gazette", title: "G")], {JULY_LAST_YEAR}"#
    ));
    let ends: Vec<bool> = (0..5)
        .map(|point| said.system.event_of(TimePoint::new(point)).is_some())
        .collect();
    assert_eq!(ends, [false, true, true, false, false]);
    assert_eq!(said.system.subject(TimePoint::ORIGIN), Subject::Origin);
}
