//! Whatever `why` tells is so: what a step is said to rest on excludes the alternative by itself,
//! as a search of nothing but those statements finds.

mod reasoning_support;

use annals::analysis::{Analysis, Deduction, Inference, Options};
use annals::model::{Chronology, TimelineId};
use annals::search::{Conjunction, Disjunction, Possibilities};
use annals::stn::{DifferenceConstraint, Stn, Tag};
use proptest::prelude::*;
use proptest::sample::select;
use reasoning_support::{event, read};

/// Steps of each of these searches, which are small.
const EFFORT: u64 = 20_000_000;

/// Whether some statements alone leave no way for a condition.
fn excluded(analysis: &Analysis<'_>, tags: &[Tag], condition: &Conjunction) -> bool {
    let system = analysis.system();
    let in_force = |tag: Tag| tag.is_none() || tags.contains(&tag);
    let own = system.stn.constraints().iter().copied();
    let constraints: Vec<DifferenceConstraint> = own
        .filter(|said| in_force(said.tag))
        .chain(condition.constraints.iter().copied())
        .collect();
    let own = system.disjunctions.iter();
    let disjunctions: Vec<Disjunction> = own
        .filter(|said| in_force(said.tag()))
        .chain(&condition.disjunctions)
        .cloned()
        .collect();
    let points = u32::try_from(system.stn.point_count()).expect("there are few points");
    let stn = Stn::new(points, constraints);
    match Possibilities::new(&stn, &disjunctions, EFFORT) {
        Ok(possibilities) => possibilities.consistent() == Some(false),
        Err(_) => true,
    }
}

/// How much was told, and how much was not.
#[derive(Debug, Default)]
struct Told {
    excluded: usize,
    conclusions: usize,
    unshown: usize,
}

impl Told {
    fn steps(&mut self, analysis: &Analysis<'_>, steps: &[Inference]) {
        for step in steps {
            for out in &step.excluded {
                assert!(
                    excluded(analysis, &out.rests_on, &out.condition),
                    "{} is not excluded by {:?}: {step:#?}",
                    out.alternative,
                    out.rests_on
                );
                assert!(
                    !out.because.is_empty() || !out.within.is_empty(),
                    "no reason is given: {step:#?}"
                );
                self.excluded += 1;
                self.steps(analysis, &out.within);
            }
        }
    }

    fn deduction(&mut self, analysis: &Analysis<'_>, deduction: &Deduction) {
        if deduction.given_up {
            assert!(deduction.inferences.is_empty(), "{deduction:#?}");
            self.unshown += 1;
            return;
        }
        self.steps(analysis, &deduction.inferences);
        for conclusion in &deduction.conclusions {
            assert!(
                excluded(analysis, &conclusion.rests_on, &conclusion.opposite),
                "{conclusion:#?}"
            );
            self.conclusions += 1;
        }
        if !deduction.unshown.is_empty() {
            assert!(!deduction.together.is_empty(), "{deduction:#?}");
            self.unshown += deduction.unshown.len();
        }
    }

    fn of(fields: &str, events: usize) -> Self {
        let collection = read(fields);
        // Differences of points that hardly anything bounds take a long search.
        let analysis = Analysis::with(
            Chronology::new(&collection, TimelineId(0)),
            Options {
                effort: 300_000,
                ..Options::default()
            },
        );
        let mut told = Self::default();
        for steps in analysis.why_contradictory() {
            told.steps(&analysis, &steps);
        }
        // What is concluded about a contradictory timeline rests on a part of it.
        if analysis.consistent() != Some(true) {
            return told;
        }
        let names: Vec<String> = (0..events).map(|number| format!("e{number}")).collect();
        for a in &names {
            let why = analysis.why_bounds(event(&analysis, a));
            told.deduction(&analysis, &why.deduction);
            // The order to one other event will do.
            for b in names.iter().filter(|b| *b > a).take(1) {
                let (a, b) = (event(&analysis, a), event(&analysis, b));
                told.deduction(&analysis, &analysis.why_apart(a, b).deduction);
            }
        }
        told
    }
}

const DATES: [&str; 14] = [
    "1931-05",
    "1931-05-03",
    "1931-05-02/1931-05-06",
    "1931-05/1931-06",
    "1931-XX-15",
    "1931-XX-08",
    "193X-05-03",
    "[1931-05-02,1931-05-09,1931-05-16]",
    "[..1931-04,1931-06..]",
    "[1931-05-01..1931-05-04,1931-05-10]",
    "1931-XX-03/1931-XX-20",
    "1931-05~",
    "1931-05-07/..",
    "1931-21",
];

const KINDS: [&str; 9] = [
    "before", "after", "meets", "during", "precedes", "follows", "overlaps", "equals", "part_of",
];

fn dating(earlier: usize) -> impl Strategy<Value = String> {
    let date = || select(DATES.to_vec());
    let unit = select(vec![
        "unit: week, offset: 1",
        "unit: month, offset: -1, part: \"05\"",
        "unit: year, offset: 0, part: \"05\"",
        "unit: day, offset: 3",
        "unit: year, offset: 0, part: \"21\"",
    ]);
    prop_oneof![
        6 => date().prop_map(|date| format!("when: \"{date}\"")),
        2 => (date(), date()).prop_map(|(one, other)| {
            format!("claims: [(when: \"{one}\"), (when: \"{other}\")]")
        }),
        2 => Just(String::new()),
        3 => (unit, 0..earlier.max(1)).prop_map(move |(unit, anchor)| {
            // The first event has none to be counted from.
            if earlier == 0 { String::new() } else { format!("relative: (to: \"e{anchor}\", {unit})") }
        }),
    ]
}

fn link(events: usize) -> impl Strategy<Value = String> {
    let kind = || select(KINDS.to_vec());
    let one_of = prop::collection::vec(kind(), 2..4).prop_map(|mut kinds| {
        kinds.sort_unstable();
        kinds.dedup();
        format!("one_of: {kinds:?}")
    });
    let said = prop_oneof![
        2 => kind().prop_map(|kind| format!("kind: \"{kind}\"")),
        3 => one_of,
    ];
    (0..events, 1..events, said).prop_map(move |(from, by, said)| {
        let to = (from + by) % events;
        format!("(from: \"e{from}\", to: \"e{to}\", {said})")
    })
}

fn timeline() -> impl Strategy<Value = (String, usize)> {
    (3_usize..5).prop_flat_map(|count| {
        let events: Vec<_> = (0..count).map(dating).collect();
        let links = prop::collection::vec(link(count), 1..5);
        let simple = |link: &String| !link.contains("one_of");
        let choice = prop::option::of(prop::collection::vec(link(count), 2..4));
        (events, links, choice).prop_map(move |(events, links, choice)| {
            let events = events.iter().enumerate();
            let events: Vec<String> = events
                .map(|(number, dating)| format!("(id: \"e{number}\", title: \"E\", {dating})"))
                .collect();
            let choice = choice.map_or_else(String::new, |links| {
                let groups: Vec<String> = links
                    .iter()
                    .filter(|link| simple(link))
                    .map(|link| format!("[{link}]"))
                    .collect();
                if groups.is_empty() {
                    String::new()
                } else {
                    format!("choices: [(id: \"c\", any_of: [{}])],", groups.join(", "))
                }
            });
            let text = format!(
                "events: [{}], links: [{}], {choice}",
                events.join(", "),
                links.join(", ")
            );
            (text, count)
        })
    })
}

/// Every step is checked while it is counted; a check of nothing would mean nothing.
#[test]
fn much_is_told_and_little_is_not() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::{Config, RngSeed, TestRunner};
    let mut runner = TestRunner::new(Config {
        rng_seed: RngSeed::Fixed(815),
        ..Config::default()
    });
    let mut all = Told::default();
    for _ in 0..12 {
        let tree = timeline().new_tree(&mut runner).expect("it can be made");
        let (fields, events) = tree.current();
        let told = Told::of(&fields, events);
        all.excluded += told.excluded;
        all.conclusions += told.conclusions;
        all.unshown += told.unshown;
    }
    assert!(all.excluded > 30, "{all:?}");
    assert!(all.unshown * 10 < all.conclusions, "{all:?}");
}
