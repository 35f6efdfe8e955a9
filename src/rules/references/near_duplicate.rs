//! `near-duplicate`.

use std::collections::{HashMap, HashSet};

use super::words::{folded, is_season, is_weekday, month, words};
use super::{Check, Entry, Group, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Event, EventRef, Timeline};

pub(super) const RULE: Entry = Entry {
    rule: Rule::NearDuplicate,
    group: Group::References,
    since: "0.1.0",
    fixable: false,
    summary: "Two events that look like one, told twice.",
    why: "Two events have the same actors, the same place, the same status and nearly the same title, whatever their dates. \
Chronologies that grow from several sources tell one event twice this way, each time with the date of another \
source, and everything that is counted or concluded from them counts it double.\n\
Titles are alike if of the words that either has at least three in four stand in both; case, accents, small words \
and a plural `s` do not count. Titles that differ in a number, an ordinal, a month, a weekday or a word like \
`begins`, `ends`, `not` are those of different events, and so are events of different kinds.\n\
Silent where a link or a relative date connects the two, and where three or more are alike with different dates: that is a \
series. In a very large file an event is compared with the few that stand nearest before it among those that \
share a rare word with it.",
    mend: "Merge the two, and give rival dates as `claims`. If they are two events, say so in their titles, or link them.",
    wrong: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union")],
    events: [
        (id: "vote", title: "Union votes to strike", when: "1931-04-15", actors: ["union"], place: "Assembly hall"),
        (id: "owners-meet", title: "Owners meet", when: "1931-04-18"),
        (id: "strike-vote", title: "The union votes for a strike", when: "1931-04-16", actors: ["union"], place: "Assembly Hall"),
    ],
)"#,
    right: r#"(
    annals: 1,
    title: "A harbour strike",
    actors: [(id: "union", name: "Dockers' union")],
    events: [
        (id: "vote", title: "Union votes to strike", actors: ["union"], place: "Assembly hall", claims: [
            (when: "1931-04-15"),
            (when: "1931-04-15/1931-04-16"),
        ]),
        (id: "owners-meet", title: "Owners meet", when: "1931-04-18"),
    ],
)"#,
    check: Check::Timeline(check),
};

/// How many earlier events that share a rare word an event is compared with, for each such word.
const WINDOW: usize = 8;

/// How many of its rarest words an event is looked up by.
const RAREST: usize = 8;

/// Words that hardly tell titles apart.
const SMALL: [&str; 60] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "as",
    "is", "are", "was", "were", "be", "it", "its", "his", "her", "their", "s", "der", "die", "das",
    "den", "dem", "des", "ein", "eine", "und", "im", "am", "zu", "zum", "zur", "von", "vom", "le",
    "la", "les", "l", "un", "une", "du", "de", "et", "au", "aux", "el", "los", "las", "y", "del",
    "en", "d",
];

/// Words that tell an event from others which are called nearly the same.
const TELLING: [&str; 58] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "last", "next", "another", "again", "new", "old", "other", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "begin", "end", "start", "stop", "open",
    "close", "arrive", "leave", "depart", "return", "before", "after", "not", "no", "without",
    "early", "mid", "late", "north", "south", "east", "west", "northern", "southern", "eastern",
    "western", "upper", "lower", "left", "right", "re",
];

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let timeline = subject.timeline();
    let (mut pairs, _) = alike(&timeline.events);
    if pairs.is_empty() {
        return;
    }
    let connected = connected(subject, timeline);
    pairs.retain(|pair| !connected.contains(pair));
    for (earlier, later) in told_twice(&pairs, &timeline.events) {
        let (first, event) = (
            &timeline.events[earlier as usize],
            &timeline.events[later as usize],
        );
        let what = match (event.actors.is_empty(), event.place.is_none()) {
            (false, false) => "same actors, same place, nearly the same title",
            (false, true) => "same actors, nearly the same title",
            (true, false) => "same place, nearly the same title",
            (true, true) => "nearly the same title",
        };
        let message = format!(
            "`{}` looks like `{}`, told twice: {what}",
            event.id, first.id
        );
        let finding = Diagnostic::new(Rule::NearDuplicate, event.title.span(), message)
            .with_label(first.title.span(), "told here first")
            .with_help("merge the two, with rival dates as `claims`; or say in the titles how they differ, or link them");
        found.push(finding);
    }
}

/// An event as it is compared.
#[derive(Debug, Default)]
struct Told {
    /// What events must have in common to be compared at all.
    bucket: String,
    /// The words of its title that tell what it is about.
    words: Vec<String>,
}

impl Told {
    fn new(event: &Event) -> Self {
        let mut told = Self::default();
        let mut telling = Vec::new();
        for (number, word) in words(&event.title).into_iter().enumerate() {
            let text = without_s(word.text);
            if is_telling(&text, &event.title[word.range], number) {
                telling.push(text);
            } else if !SMALL.contains(&&*text) {
                told.words.push(text);
            }
        }
        told.words.sort_unstable();
        told.words.dedup();
        telling.sort_unstable();
        let place = event.place.as_ref().map(|place| folded(place));
        let mut actors: Vec<&str> = event.actors.iter().map(|actor| &**actor).collect();
        actors.sort_unstable();
        actors.dedup();
        // With nothing else in common, one word is too little.
        if actors.is_empty() && place.is_none() && told.words.len() < 2 {
            told.words.clear();
        }
        told.bucket = format!(
            "{actors:?} {place:?} {:?} {:?} {telling:?}",
            event.status, event.kind
        );
        told
    }
}

/// A word without the `s` of a plural or of a verb.
fn without_s(mut word: String) -> String {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

/// Whether a folded word tells an event from others that are called nearly the same.
fn is_telling(word: &str, written: &str, number: usize) -> bool {
    let is_roman = || word.len() > 1 && word.chars().all(|letter| "ivx".contains(letter));
    let is_letter = || number > 0 && written.len() == 1 && written.starts_with(char::is_uppercase);
    word.chars().any(char::is_numeric)
        || TELLING.contains(&word)
        || month(word).is_some()
        || is_weekday(word)
        || is_season(word)
        || is_roman()
        || is_letter()
}

/// Pairs of events that look like one, by their numbers, the earlier of the file first; and how
/// many pairs were compared.
///
/// Two sets of words of which three in four are common share a word among the rarest quarter of
/// each, and one more (prefix filtering: Chaudhuri, Ganti & Kaushik 2006). So events are looked up
/// by these words, and compared with the last few that were found so.
fn alike(events: &[Event]) -> (Vec<(u32, u32)>, u64) {
    let told: Vec<Told> = events.iter().map(Told::new).collect();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in told.iter().flat_map(|told| &told.words) {
        *counts.entry(word).or_default() += 1;
    }
    let mut recent: HashMap<(&str, &str), Vec<u32>> = HashMap::new();
    let (mut pairs, mut compared) = (Vec::new(), 0);
    for (number, event) in (0_u32..).zip(&told) {
        let mut rarest: Vec<&str> = event.words.iter().map(|word| &**word).collect();
        rarest.sort_unstable_by_key(|word| (counts.get(word).copied(), *word));
        rarest.truncate(prefix(rarest.len()).min(RAREST));
        let mut seen: Vec<u32> = Vec::new();
        for word in rarest {
            let earlier = recent.entry((&event.bucket, word)).or_default();
            for &other in earlier.iter().rev() {
                if seen.contains(&other) {
                    continue;
                }
                seen.push(other);
                compared += 1;
                if are_alike(&told[other as usize].words, &event.words) {
                    pairs.push((other, number));
                }
            }
            if earlier.len() == WINDOW {
                earlier.remove(0);
            }
            earlier.push(number);
        }
    }
    (pairs, compared)
}

/// How many of so many words, the rarest first, two titles must share one of to be alike.
const fn prefix(words: usize) -> usize {
    if words == 0 {
        return 0;
    }
    words - (3 * words).div_ceil(4) + 1
}

/// Whether of the words that stand in either list at least three in four stand in both. Both are
/// sorted and have no word twice.
fn are_alike(one: &[String], other: &[String]) -> bool {
    let common = one
        .iter()
        .filter(|word| other.binary_search(word).is_ok())
        .count();
    let all = one.len() + other.len() - common;
    common > 0 && 4 * common >= 3 * all
}

/// The pairs of events of a file that a link or a relative date connects, the earlier one first.
fn connected(subject: &Subject<'_>, timeline: &Timeline) -> HashSet<(u32, u32)> {
    let own = |event: Option<EventRef>| {
        let event = event.filter(|event| event.timeline == subject.id());
        event.map(|event| event.index)
    };
    let choices = timeline.choices.iter().flat_map(|choice| &choice.any_of);
    let links = timeline.links.iter().chain(choices.flatten());
    let linked = links.filter_map(|link| Some((own(link.from.target)?, own(link.to.target)?)));
    let dated = (0..).zip(&timeline.events).flat_map(|(number, event)| {
        let claimed = event.claims.iter().map(|claim| &claim.dating);
        let datings = std::iter::once(&event.dating).chain(claimed);
        let anchors = datings.filter_map(|dating| own(dating.relative.as_ref()?.event));
        anchors.map(move |anchor| (number, anchor))
    });
    linked
        .chain(dated)
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect()
}

/// One pair for each later event that is told twice, of pairs that are alike. Three or more that
/// are alike make a series; of these only those with one date are told twice.
fn told_twice(pairs: &[(u32, u32)], events: &[Event]) -> Vec<(u32, u32)> {
    let mut group: HashMap<u32, u32> = HashMap::new();
    let mut sizes: HashMap<u32, u32> = HashMap::new();
    for &(one, other) in pairs {
        let (one, other) = (root(&mut group, one), root(&mut group, other));
        if one != other {
            let size = sizes.get(&one).unwrap_or(&1) + sizes.get(&other).unwrap_or(&1);
            group.insert(other, one);
            sizes.insert(one, size);
        }
    }
    let when = |event: u32| {
        events[event as usize]
            .dating
            .when
            .as_ref()
            .map(|when| &when.text)
    };
    let mut chosen: Vec<(u32, u32)> = Vec::new();
    for &(one, other) in pairs {
        let is_series = sizes
            .get(&root(&mut group, one))
            .is_some_and(|&size| size > 2);
        let same_date = when(one).is_some() && when(one) == when(other);
        let is_told = chosen.last().is_some_and(|&(_, later)| later == other);
        if !is_told && (!is_series || same_date) {
            chosen.push((one, other));
        }
    }
    chosen
}

/// The event that stands for the group of another; the way there gets shorter each time.
fn root(group: &mut HashMap<u32, u32>, event: u32) -> u32 {
    let mut at = event;
    while let Some(&above) = group.get(&at) {
        if let Some(&next) = group.get(&above) {
            group.insert(at, next);
        }
        at = above;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dating, Given, Status};
    use crate::source::{SourceMap, Span, Text};
    use proptest::prelude::*;

    fn events(titles: &[String]) -> Vec<Event> {
        let mut map = SourceMap::new();
        let file = map.add("a.ron", "");
        let nowhere = Span::new(file.id(), 0, 0);
        let text = |value: &str| Text::unescaped(&file, nowhere, value);
        let event = |title: &String| Event {
            id: text("x"),
            title: text(title),
            dating: Dating::default(),
            kind: None,
            actors: Vec::new(),
            tags: Vec::new(),
            place: None,
            zone: Given::Default,
            status: Status::Occurred,
            certainty: crate::model::Certainty::default(),
            evidence: Vec::new(),
            claims: Vec::new(),
            lost_claims: false,
            span: nowhere,
        };
        titles.iter().map(event).collect()
    }

    fn are_titles_alike(one: &str, other: &str) -> bool {
        !alike(&events(&[one.to_owned(), other.to_owned()]))
            .0
            .is_empty()
    }

    #[test]
    fn titles_are_alike_where_small_things_differ() {
        for (one, other) in [
            ("Union votes to strike", "The union votes for a strike"),
            ("Kim and Putin meet", "Putin meets Kim"),
            (
                "Treaty of Gdańsk is signed",
                "The Treaty of Gdansk is signed",
            ),
            (
                "Dockers walk out at the old harbour of Bremen",
                "Bremen dockers walk out at old harbour quay",
            ),
        ] {
            assert!(are_titles_alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn titles_of_different_events_are_not_alike() {
        for (one, other) in [
            ("Battle of Issus", "Battle of Gaugamela"),
            (
                "Second round of talks in Geneva",
                "Third round of talks in Geneva",
            ),
            ("Report 17 on the flood", "Report 18 on the flood"),
            ("Council meets in March", "Council meets in April"),
            (
                "Monday demonstration in Leipzig",
                "Tuesday demonstration in Leipzig",
            ),
            (
                "Siege of the great city of Tyre begins",
                "Siege of the great city of Tyre ends",
            ),
            ("Henry VII dies", "Henry VIII dies"),
            (
                "Witness A gives evidence in court",
                "Witness B gives evidence in court",
            ),
            ("Vote", "Vote"),
            ("", "The"),
        ] {
            assert!(!are_titles_alike(one, other), "{one} / {other}");
        }
    }

    /// However alike titles are, comparisons grow with the number of events only.
    #[test]
    fn comparisons_are_linear() {
        let shapes: [&dyn Fn(u32) -> String; 4] = [
            &|_| "The dockers of the harbour walk out".to_owned(),
            &|number| format!("Report {number} on the great flood"),
            &|number| {
                format!(
                    "Dockers of quay{} and hall{} walk out",
                    letters(number % 7),
                    letters(number % 11)
                )
            },
            &|number| format!("The great {} flood of the river", letters(number)),
        ];
        for (shape, count) in shapes.into_iter().zip([100_000, 10_000, 10_000, 100_000]) {
            let titles: Vec<String> = (0..count).map(shape).collect();
            let (pairs, compared) = alike(&events(&titles));
            let limit = u64::from(count) * 4 * WINDOW as u64;
            assert!(compared <= limit, "{}: {compared}", titles[0]);
            assert!(pairs.len() as u64 <= compared);
        }
    }

    fn letters(number: u32) -> String {
        number
            .to_string()
            .chars()
            .map(|digit| char::from(b'a' + digit as u8 - b'0'))
            .collect()
    }

    proptest! {
        /// Looking up by rare words misses nothing while no window is full.
        #[test]
        fn what_is_alike_is_found(
            titles in proptest::collection::vec(
                proptest::collection::vec(0_usize..6, 2..7), 2..8),
        ) {
            const WORDS: [&str; 6] = ["harbour", "docker", "union", "owner", "quay", "ship"];
            let titles: Vec<String> = titles
                .iter()
                .map(|title| title.iter().map(|&word| WORDS[word]).collect::<Vec<_>>().join(" "))
                .collect();
            let events = events(&titles);
            let told: Vec<Told> = events.iter().map(Told::new).collect();
            let mut expected = Vec::new();
            for (later, one) in (0_u32..).zip(&told) {
                for (earlier, other) in (0..later).zip(&told) {
                    if are_alike(&other.words, &one.words) {
                        expected.push((earlier, later));
                    }
                }
            }
            let (mut pairs, _) = alike(&events);
            pairs.sort_unstable_by_key(|&(earlier, later)| (later, earlier));
            prop_assert_eq!(pairs, expected);
        }
    }
}
