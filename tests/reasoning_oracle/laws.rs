//! What has to hold of answers whatever they are.

use std::collections::BTreeSet;

use annals::analysis::{Analysis, Modality, Pair};
use annals::model::{Chronology, Collection, TimelineId};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::calendar::DAY;
use crate::closure::Limit;
use crate::dates::{End, Grain, Mark, When};
use crate::meaning::is_acyclic;
use crate::story::{Key, Story};
use crate::subject::{analyse, lower, read, upper};
use crate::text::{Layout, id};
use crate::{config, generate};

/// The answers about a story, in its own numbers.
#[derive(Debug, Clone, PartialEq)]
struct Answers {
    consistent: Option<bool>,
    /// Upper limits of each event: of its start's opposite, its start, its end's opposite, its end.
    bounds: Vec<[Option<Limit>; 4]>,
    concluded: Vec<Option<(String, bool)>>,
    pairs: Vec<Pair>,
    sequence: Vec<BTreeSet<usize>>,
}

fn answers(analysis: &Analysis<'_>, events: &[String]) -> Answers {
    let find = |name: &String| analysis.chronology().find(name);
    let all: Vec<_> = events
        .iter()
        .map(|name| find(name).expect("the event was written"))
        .collect();
    let occurred = all.iter().filter(|&&event| analysis.occurred(event));
    let pairs = occurred.clone().flat_map(|&a| {
        let others = occurred.clone().filter(move |&&b| b != a);
        others.map(move |&b| analysis.pair(a, b))
    });
    let number = |event| all.iter().position(|&known| known == event);
    Answers {
        consistent: analysis.consistent(),
        bounds: all
            .iter()
            .map(|&event| {
                let bounds = analysis.bounds(event);
                [
                    lower(bounds.start.earliest),
                    upper(bounds.start.latest),
                    lower(bounds.end.earliest),
                    upper(bounds.end.latest),
                ]
            })
            .collect(),
        concluded: all
            .iter()
            .map(|&event| {
                let concluded = analysis.bounds(event).concluded;
                concluded.map(|concluded| (concluded.edtf, concluded.exact))
            })
            .collect(),
        pairs: pairs.collect(),
        sequence: analysis
            .sequence()
            .into_iter()
            .map(|group| group.into_iter().filter_map(number).collect())
            .collect(),
    }
}

fn names(story: &Story) -> Vec<String> {
    (0..story.events.len()).map(id).collect()
}

fn answers_of(text: &str, story: &Story) -> Answers {
    answers(&analyse(&read(text)), &names(story))
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn the_order_of_events_links_and_fields_does_not_matter(
        story in generate::story(),
        turn in 0..7_usize,
        keys in prop::collection::vec(any::<u16>(), 24),
    ) {
        let plain = Layout::plain(&story);
        let mut mixed = Layout { turn, ..plain.clone() };
        mixed.events.sort_by_key(|&event| keys[event]);
        mixed.links.sort_by_key(|&link| keys[6 + link]);
        let one = answers_of(&story.write(&plain).text, &story);
        let other = answers_of(&story.write(&mixed).text, &story);
        // What is left out of a contradictory story depends, between equals, on the place.
        prop_assert_eq!(one.consistent, other.consistent);
        if one.consistent == Some(true) {
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn a_statement_more_never_widens(story in generate::true_story(), out in any::<Index>()) {
        let statements = story.statements();
        prop_assume!(!statements.is_empty());
        let mut less = story.clone();
        match statements[out.index(statements.len())].0 {
            Key::When(event) => less.events[event].when = None,
            Key::Lasts(event) => less.events[event].lasts = None,
            Key::Link(link) => {
                less.links.remove(link);
            }
        }
        let more = answers_of(&story.write(&Layout::plain(&story)).text, &story);
        let less = answers_of(&less.write(&Layout::plain(&less)).text, &story);
        prop_assert_eq!(less.consistent, Some(true));
        for (more, less) in more.bounds.iter().flatten().zip(less.bounds.iter().flatten()) {
            prop_assert!(is_within(*more, *less), "{:?} is wider than {:?}", more, less);
        }
        for (more, less) in more.pairs.iter().zip(&less.pairs) {
            prop_assert!(more.allen.iter().all(|relation| less.allen.contains(relation)));
            prop_assert!(less.precedes == Modality::Possible || more.precedes == less.precedes);
            prop_assert!(less.follows == Modality::Possible || more.follows == less.follows);
        }
    }

    #[test]
    fn four_hundred_years_later_is_the_same_but_for_the_years(story in generate::story()) {
        prop_assume!(!story.has_clock_changes());
        let later = story.later_by(400);
        let one = answers_of(&story.write(&Layout::plain(&story)).text, &story);
        let other = answers_of(&later.write(&Layout::plain(&later)).text, &story);
        let shifted = Answers {
            bounds: one.bounds.iter().map(|bounds| {
                let [start, start_latest, end, end_latest] = *bounds;
                [shift(start, -1), shift(start_latest, 1), shift(end, -1), shift(end_latest, 1)]
            }).collect(),
            concluded: one.concluded.iter().map(|concluded| {
                let (text, exact) = concluded.as_ref()?;
                Some((later_text(text), *exact))
            }).collect(),
            ..one
        };
        prop_assert_eq!(shifted, other);
    }

    #[test]
    fn what_is_concluded_can_be_stated(story in generate::story()) {
        let written = story.write(&Layout::plain(&story)).text;
        let known = answers_of(&written, &story);
        for (bounds, concluded) in known.bounds.iter().zip(&known.concluded) {
            let Some((text, exact)) = concluded else {
                continue;
            };
            let zone = story.own_zone().name();
            let event = format!("(id: \"e0\", title: \"E\", when: \"{text}\")");
            let fresh = format!("(annals: 1, title: \"T\", zone: \"{zone}\", events: [{event}])");
            let collection = read(&fresh);
            let fresh = answers(&analyse(&collection), &[id(0)]);
            let within = bounds.iter().zip(&fresh.bounds[0]).all(|(one, other)| is_within(*one, *other));
            prop_assert!(within, "{} does not contain {:?}\n{}", text, bounds, written);
            prop_assert_eq!(
                *bounds == fresh.bounds[0], *exact, "{} for {:?}\n{}", text, bounds, written
            );
        }
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn a_date_alone_is_concluded_as_it_is_stated(mut story in generate::story()) {
        story.links.clear();
        story.as_of = None;
        let (zone, approximate) = (story.own_zone(), story.approximate());
        for event in &mut story.events {
            event.lasts = None;
            event.zone = None;
            let sound = |when: &When| when.is_sound(zone, approximate) && says_whole_units(*when);
            event.when = event.when.filter(|when| event.occurred && sound(when));
        }
        let written = story.write(&Layout::plain(&story)).text;
        let known = answers_of(&written, &story);
        for (event, concluded) in story.events.iter().zip(&known.concluded) {
            if let Some(when) = event.when {
                let exact = concluded.as_ref().map(|(_, exact)| *exact);
                prop_assert_eq!(exact, Some(true), "{} is concluded as {:?}", when.text(), concluded);
            }
        }
    }
}

/// Whether what a date says can be written without the marks and settings that it may use itself:
/// as one date, as a range of days, or as an interval of days, months and years.
fn says_whole_units(when: When) -> bool {
    let plain = |end: End| match end {
        End::At(date) => {
            date.mark != Mark::Approximate
                && date.mark != Mark::Both
                && matches!(
                    date.grain,
                    Grain::Day | Grain::Month | Grain::Year | Grain::Decade
                )
        }
        End::Open | End::Unknown => true,
    };
    match when {
        When::Between(first, last) => plain(first) && plain(last),
        When::Within(_) | When::OneOf(..) | When::All(..) => true,
    }
}

fn is_within(limit: Option<Limit>, wide: Option<Limit>) -> bool {
    match (limit, wide) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(limit), Some(wide)) => limit <= wide,
    }
}

fn shift(limit: Option<Limit>, sign: i64) -> Option<Limit> {
    limit.map(|limit| Limit {
        ticks: limit.ticks + sign * 146_097 * DAY,
        ..limit
    })
}

/// A date text with each of its years four hundred later.
fn later_text(text: &str) -> String {
    let mut shifted = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let begins = !shifted.ends_with(|c: char| c.is_ascii_alphanumeric() || "-:T+".contains(c));
        if let (true, Some(year)) = (begins, rest.get(..4)) {
            let century: Option<i64> = year[..2].parse().ok();
            if let Some(century) = century {
                shifted.push_str(&format!("{:02}{}", century + 4, &year[2..]));
                rest = &rest[4..];
                continue;
            }
        }
        shifted.push(first);
        rest = &rest[first.len_utf8()..];
    }
    shifted
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn a_story_in_two_files_is_the_same_story(
        story in generate::story(),
        keys in prop::collection::vec(any::<bool>(), 6),
    ) {
        let mut whole = story;
        for link in &mut whole.links {
            link.shorthand = None;
        }
        let one = answers_of(&whole.write(&Layout::plain(&whole)).text, &whole);
        let (collection, names) = in_two_files(&whole, &keys);
        let analysis = analyse(&collection);
        let other = answers(&analysis, &names);
        prop_assert_eq!(one.consistent, other.consistent);
        if one.consistent == Some(true) {
            prop_assert_eq!(&one, &other);
        }

        // The used file is judged by what it states alone, and its findings are its own.
        let apart = Analysis::new(Chronology::new(&collection, TimelineId(1)));
        let own = |key: &Key| match *key {
            Key::When(event) | Key::Lasts(event) => keys[event],
            Key::Link(link) => keys[whole.links[link].from] && keys[whole.links[link].to],
        };
        let statements = whole.statements();
        let causes: Vec<_> = whole.causes().into_iter().filter(|(key, _, _)| own(key)).collect();
        let holds = whole.closure(statements.iter().filter(|(key, _)| own(key))).is_consistent();
        prop_assert_eq!(apart.consistent(), Some(holds && is_acyclic(&causes)));
        let (here, there) = (analysis.findings(), apart.findings());
        prop_assert_eq!(here.is_empty() && there.is_empty(), one.consistent == Some(true));
        for finding in here {
            let mut files = finding.statements.iter().map(|statement| statement.span.file.index());
            prop_assert!(files.any(|file| file == 0), "{:?}", finding);
        }
    }
}

/// A story of which some events, and the links between them, stand in a file of their own.
fn in_two_files(story: &Story, apart: &[bool]) -> (Collection, Vec<String>) {
    use annals::model::{decode, resolve};
    use annals::source::SourceMap;

    let between = |link: usize| {
        let link = &story.links[link];
        apart[link.from] && apart[link.to]
    };
    let events = 0..story.events.len();
    let links = 0..story.links.len();
    let here = Layout {
        events: events.clone().filter(|&event| !apart[event]).collect(),
        links: links.clone().filter(|&link| !between(link)).collect(),
        turn: 0,
    };
    let there = Layout {
        events: events.clone().filter(|&event| apart[event]).collect(),
        links: links.filter(|&link| between(link)).collect(),
        turn: 1,
    };
    let name = |event: usize| {
        if apart[event] {
            format!("bg/{}", id(event))
        } else {
            id(event)
        }
    };
    let uses = "uses: [(file: \"there.ron\", as: \"bg\")]";
    let texts = [
        ("here.ron", story.write_part(&here, uses, &name).text),
        ("there.ron", story.write_part(&there, "", &id).text),
    ];
    let mut sources = SourceMap::new();
    let timelines = texts.map(|(path, text)| {
        let (timeline, found) = decode(&sources.add(path, text));
        assert!(found.is_empty(), "{found:#?}");
        timeline
    });
    let mut collection = Collection {
        timelines: timelines.into(),
    };
    collection.timelines[0].uses[0].target = Some(TimelineId(1));
    let found = resolve(&mut collection).concat();
    assert!(found.is_empty(), "{found:#?}");
    (collection, events.map(name).collect())
}

#[test]
fn years_are_moved_in_texts_of_dates() {
    assert_eq!(later_text("[1961-02-10..1961-03]"), "[2361-02-10..2361-03]");
    assert_eq!(
        later_text("1961-02-10T10:00:00Z/.."),
        "2361-02-10T10:00:00Z/.."
    );
    assert_eq!(later_text("196X"), "236X");
}
