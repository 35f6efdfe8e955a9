//! `near-duplicate`.

use std::collections::{HashMap, HashSet};

use super::words::{each_word, folded, is_season, is_weekday, month};
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
#[derive(Debug)]
struct Told {
    /// Which events it is compared with at all: those of the same number.
    bucket: u32,
    /// The words of its title that tell what it is about, sorted, each once.
    words: Vec<u32>,
}

/// What a word of a title does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It hardly tells titles apart.
    Small,
    /// It tells an event from others that are called nearly the same.
    Telling,
    /// It says what the event is about.
    Subject,
}

/// Numbers for words and names, so that each is looked at once.
#[derive(Debug, Default)]
struct Reader {
    words: HashMap<String, (u32, Class)>,
    names: HashMap<String, u32>,
    commons: HashMap<Vec<u32>, u32>,
    buckets: HashMap<Vec<u32>, u32>,
}

impl Reader {
    /// All events. Titles of those that have nothing in common with any other are not read.
    fn all(&mut self, events: &[Event]) -> Vec<Told> {
        let commons: Vec<u32> = events.iter().map(|event| self.common(event)).collect();
        let mut sizes = vec![0_u32; self.commons.len()];
        for &common in &commons {
            sizes[common as usize] += 1;
        }
        let told = events.iter().zip(commons).map(|(event, common)| {
            if sizes[common as usize] > 1 {
                return self.read(event, common);
            }
            Told {
                bucket: u32::MAX,
                words: Vec::new(),
            }
        });
        told.collect()
    }

    /// An event whose common number is known.
    fn read(&mut self, event: &Event, common: u32) -> Told {
        let (mut words, mut telling) = (Vec::new(), Vec::new());
        let mut place_in_title = 0;
        each_word(&event.title, |word, range| {
            let (word, class) = self.word(without_s(word));
            let written = &event.title[range];
            let is_letter =
                place_in_title > 0 && written.len() == 1 && written.starts_with(char::is_uppercase);
            match class {
                Class::Telling => telling.push(word),
                _ if is_letter => telling.push(word),
                Class::Subject => words.push(word),
                Class::Small => {}
            }
            place_in_title += 1;
        });
        words.sort_unstable();
        words.dedup();
        telling.sort_unstable();
        // With nothing else in common, one word is too little.
        if event.actors.is_empty() && event.place.is_none() && words.len() < 2 {
            words.clear();
        }
        let next = self.buckets.len();
        telling.push(common);
        let bucket = *self.buckets.entry(telling).or_insert(count(next));
        Told { bucket, words }
    }

    /// The number of what an event has in common with those that it may be: all but its title.
    fn common(&mut self, event: &Event) -> u32 {
        let mut common: Vec<u32> = event.actors.iter().map(|actor| self.name(actor)).collect();
        common.sort_unstable();
        common.dedup();
        let place = event.place.as_ref().map(|place| self.name(&folded(place)));
        let kind = event.kind.as_ref().map(|kind| self.name(kind));
        let status = self.name(event.status.name());
        common.extend([
            u32::MAX,
            place.unwrap_or(u32::MAX),
            kind.unwrap_or(u32::MAX),
            status,
        ]);
        let next = self.commons.len();
        *self.commons.entry(common).or_insert(count(next))
    }

    fn word(&mut self, word: &str) -> (u32, Class) {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let class = if is_telling(word) {
            Class::Telling
        } else if SMALL.contains(&word) {
            Class::Small
        } else {
            Class::Subject
        };
        let numbered = (count(self.words.len()), class);
        self.words.insert(word.to_owned(), numbered);
        numbered
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.names.get(name) {
            return known;
        }
        let number = count(self.names.len());
        self.names.insert(name.to_owned(), number);
        number
    }
}

/// Texts of at most 2 GiB hold fewer words.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A word without the `s` of a plural or of a verb.
fn without_s(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// Whether a folded word tells an event from others that are called nearly the same.
fn is_telling(word: &str) -> bool {
    let is_roman = || word.len() > 1 && word.chars().all(|letter| "ivx".contains(letter));
    word.chars().any(char::is_numeric)
        || TELLING.contains(&word)
        || month(word).is_some()
        || is_weekday(word)
        || is_season(word)
        || is_roman()
}

/// Pairs of events that look like one, by their numbers, the earlier of the file first; and how
/// many pairs were compared.
///
/// Two sets of words of which three in four are common share a word among the rarest quarter of
/// each, and one more (prefix filtering: Chaudhuri, Ganti & Kaushik 2006). So events are looked up
/// by these words, and compared with the last few that were found so.
fn alike(events: &[Event]) -> (Vec<(u32, u32)>, u64) {
    let mut reader = Reader::default();
    let told = reader.all(events);
    let mut counts = vec![0_u32; reader.words.len()];
    let mut sizes = vec![0_u32; reader.buckets.len()];
    let is_read = |event: &&Told| event.bucket != u32::MAX;
    for event in told.iter().filter(is_read) {
        sizes[event.bucket as usize] += 1;
        for &word in &event.words {
            counts[word as usize] += 1;
        }
    }
    // The last entry of each bucket and word; an entry is an event and the entry before it.
    let mut last: HashMap<(u32, u32), usize> = HashMap::new();
    let mut entries: Vec<(u32, Option<usize>)> = Vec::new();
    let (mut pairs, mut compared) = (Vec::new(), 0);
    for (number, event) in (0_u32..).zip(&told) {
        if sizes
            .get(event.bucket as usize)
            .is_none_or(|&size| size == 1)
        {
            continue;
        }
        let mut rarest = event.words.clone();
        rarest.sort_unstable_by_key(|&word| (counts[word as usize], word));
        rarest.truncate(prefix(rarest.len()).min(RAREST));
        let mut seen: Vec<u32> = Vec::new();
        for word in rarest {
            let mut at = last.insert((event.bucket, word), entries.len());
            entries.push((number, at));
            for _ in 0..WINDOW {
                let Some((other, before)) = at.map(|at| entries[at]) else {
                    break;
                };
                at = before;
                if seen.contains(&other) {
                    continue;
                }
                seen.push(other);
                compared += 1;
                if are_alike(&told[other as usize].words, &event.words) {
                    pairs.push((other, number));
                }
            }
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
fn are_alike(one: &[u32], other: &[u32]) -> bool {
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
            let mut reader = Reader::default();
            let told = reader.all(&events);
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
