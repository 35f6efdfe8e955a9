//! Which quotes stand in a text.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::fold::{Folded, fold};
use super::nearest::{Nearest, nearest};

/// How many bytes of quotes are looked for in one pass; more take several.
const PASS: usize = 4 << 20;
/// How many bytes of the text a pass goes on for before it leaves out what was found meanwhile, as a share of it.
const SHARE: u64 = 8;
/// Matches of what nobody waits for, in lengths of text and quotes, after which the search is given up.
const PATIENCE: u64 = 8;
/// What authors put for what they leave out.
const ELLIPSES: [&str; 6] = ["[…]", "[...]", "(…)", "(...)", "…", "..."];

/// What is known of one quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It stands in the text.
    Found,
    /// It has no characters but white space and ellipses.
    Empty,
    /// It does not stand in the text.
    Missing(Missing),
    /// The search was given up before it was found: the quotes are made to keep it busy.
    GivenUp,
}

/// A quote, or a part of one, that does not stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The part that is missing, from 0.
    pub part: usize,
    /// Its text, folded.
    pub text: String,
    /// How many parts the quote has, between its ellipses.
    pub parts: usize,
    /// Whether the part does stand in the text, but not behind the part before it.
    pub is_elsewhere: bool,
    /// What comes nearest to it; none where nothing is like it, or this was not looked for.
    pub nearest: Option<Nearest>,
}

/// What was found, and what it took.
#[derive(Debug)]
pub struct Search {
    /// One for each quote, in their order.
    pub outcomes: Vec<Outcome>,
    /// Steps: bytes gone over, matches, and comparisons of words.
    pub steps: u64,
}

/// Looks for quotes in a text.
pub(super) fn search(text: &Folded, quotes: &[&str]) -> Search {
    let mut outcomes = Vec::with_capacity(quotes.len());
    let mut steps = 0;
    let mut rest = quotes;
    while !rest.is_empty() {
        let mut size = 0;
        let fits = rest.iter().take_while(|quote| {
            size += quote.len();
            size <= PASS
        });
        let (now, later) = rest.split_at(fits.count().max(1));
        let mut pass = Pass::new(now);
        pass.run(text.text());
        steps += pass.steps;
        outcomes.extend(pass.outcomes());
        rest = later;
    }
    steps += nearest(text, &mut outcomes);
    Search { outcomes, steps }
}

/// One pass over the text.
#[derive(Default)]
struct Pass {
    /// What is looked for: quotes as they are, and their parts, each once.
    patterns: Vec<String>,
    numbers: HashMap<String, usize>,
    quotes: Vec<Quote>,
    /// For each pattern the quotes that wait for it.
    waiting: Vec<Vec<usize>>,
    /// For each pattern whether it was found anywhere.
    seen: Vec<bool>,
    gave_up: bool,
    steps: u64,
}

struct Quote {
    /// The quote as it is: an ellipsis may stand in the text itself.
    whole: usize,
    parts: Vec<usize>,
    /// How many of its parts were found, one behind the other.
    found: usize,
    /// Where the last of them ends.
    from: usize,
}

impl Quote {
    fn is_found(&self) -> bool {
        self.found == self.parts.len()
    }

    fn is_awaited(&self) -> Option<usize> {
        self.parts.get(self.found).copied()
    }
}

impl Pass {
    fn new(quotes: &[&str]) -> Self {
        let mut pass = Self::default();
        for quote in quotes {
            let folded = fold(quote);
            let parts: Vec<usize> = parts(&folded).map(|part| pass.pattern(part)).collect();
            let whole = if parts.is_empty() {
                0
            } else {
                pass.pattern(&folded)
            };
            pass.quotes.push(Quote {
                whole,
                parts,
                found: 0,
                from: 0,
            });
        }
        pass.waiting = vec![Vec::new(); pass.patterns.len()];
        pass.seen = vec![false; pass.patterns.len()];
        for (number, quote) in pass.quotes.iter().enumerate() {
            let Some(first) = quote.is_awaited() else {
                continue;
            };
            pass.waiting[first].push(number);
            if quote.whole != first {
                pass.waiting[quote.whole].push(number);
            }
        }
        pass
    }

    fn pattern(&mut self, text: &str) -> usize {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.patterns.len();
        self.patterns.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// What may still be waited for.
    fn wanted(&self) -> Vec<usize> {
        let open = self.quotes.iter().filter(|quote| !quote.is_found());
        let mut wanted: Vec<usize> = open
            .flat_map(|quote| quote.parts[quote.found..].iter().chain([&quote.whole]))
            .copied()
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    fn run(&mut self, text: &str) {
        let size: usize = self.patterns.iter().map(String::len).sum();
        let size = (text.len() + size) as u64;
        let mut idle_at_all = 0;
        let mut start = 0;
        loop {
            let wanted = self.wanted();
            if wanted.is_empty() {
                return;
            }
            let patterns = wanted.iter().map(|&number| &self.patterns[number]);
            // Dense tables of many long quotes would take gigabytes.
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(patterns);
            let Ok(automaton) = automaton else {
                self.gave_up = true;
                return;
            };
            let longest = automaton.max_pattern_len();
            let input = Input::new(text).range(start..);
            let mut idle = 0;
            let mut stopped_at = None;
            for found in automaton.find_overlapping_iter(input) {
                self.steps += 1;
                let pattern = wanted[found.pattern().as_usize()];
                if !self.take(pattern, found.start(), found.end()) {
                    idle += 1;
                    if idle > size / SHARE {
                        stopped_at = Some(found.end());
                        break;
                    }
                }
            }
            let Some(end) = stopped_at else {
                self.steps += (text.len() - start) as u64;
                return;
            };
            self.steps += (end - start) as u64;
            idle_at_all += idle;
            if idle_at_all > PATIENCE * size {
                self.gave_up = true;
                return;
            }
            // What ends behind may have begun before.
            start = end.saturating_sub(longest).max(start);
        }
    }

    /// Takes note of a match; `false` where no quote gets on by it.
    fn take(&mut self, pattern: usize, start: usize, end: usize) -> bool {
        self.seen[pattern] = true;
        if self.waiting[pattern].is_empty() {
            return false;
        }
        let mut got_on = false;
        for number in std::mem::take(&mut self.waiting[pattern]) {
            self.steps += 1;
            let quote = &mut self.quotes[number];
            if quote.is_found() {
                continue;
            }
            if pattern == quote.whole {
                quote.found = quote.parts.len();
                got_on = true;
            } else if quote.is_awaited() != Some(pattern) {
                continue;
            } else if start < quote.from {
                // Parts do not share characters.
                self.waiting[pattern].push(number);
            } else {
                got_on = true;
                quote.found += 1;
                quote.from = end;
                if let Some(next) = quote.is_awaited() {
                    self.waiting[next].push(number);
                }
            }
        }
        got_on
    }

    fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        self.quotes.iter().map(|quote| match quote.is_awaited() {
            None if quote.parts.is_empty() => Outcome::Empty,
            None => Outcome::Found,
            Some(_) if self.gave_up => Outcome::GivenUp,
            Some(pattern) => Outcome::Missing(Missing {
                part: quote.found,
                text: self.patterns[pattern].clone(),
                parts: quote.parts.len(),
                is_elsewhere: self.seen[pattern],
                nearest: None,
            }),
        })
    }
}

/// The parts of a folded quote between its ellipses.
fn parts(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (part, behind) = match ellipsis(rest) {
                Some((at, length)) => (&rest[..at], &rest[at + length..]),
                None => (rest, ""),
            };
            // A fourth dot ends a sentence that was left out.
            rest = behind.trim_start_matches('.');
            let part = part.trim();
            if !part.is_empty() {
                return Some(part);
            }
        }
        None
    })
}

/// The place and the length of the first ellipsis.
fn ellipsis(text: &str) -> Option<(usize, usize)> {
    let begins = |c: char| matches!(c, '[' | '(' | '…' | '.');
    text.match_indices(begins).find_map(|(at, _)| {
        let rest = &text[at..];
        let ellipsis = ELLIPSES
            .iter()
            .find(|ellipsis| rest.starts_with(**ellipsis))?;
        Some((at, ellipsis.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(text: &str, quotes: &[&str]) -> Vec<Outcome> {
        search(&Folded::of(text.to_owned()), quotes).outcomes
    }

    fn found(text: &str, quote: &str) -> bool {
        outcomes(text, &[quote]) == [Outcome::Found]
    }

    #[test]
    fn ellipses_part_a_quote() {
        let split = |quote: &'static str| parts(quote).collect::<Vec<_>>();
        assert_eq!(split("a … b [...] c"), ["a", "b", "c"]);
        assert_eq!(split("…a.... b(…)"), ["a", "b"]);
        assert_eq!(split("a.. b."), ["a.. b."]);
        assert_eq!(split("… [...]"), [""; 0]);
        assert_eq!(split("[a] (b). […"), ["[a] (b). ["]);
    }

    #[test]
    fn parts_stand_in_their_order() {
        let text = "Wages were cut in March. The men went home in April.";
        for quote in [
            "Wages were cut … went home",
            "Wages [...] March. […] April",
            "…were cut…",
        ] {
            assert!(found(text, quote), "{quote}");
        }
        for quote in [
            "went home … Wages",
            "in April … in April",
            "cut i … in March",
        ] {
            assert!(!found(text, quote), "{quote}");
        }
        assert!(found("he said … nothing", "said … nothing"));
        let outcomes = outcomes(text, &["went home … Wages", "Wages … lunch", " … "]);
        let missing = |outcome: &Outcome| match outcome {
            Outcome::Missing(missing) => (missing.part, missing.parts, missing.is_elsewhere),
            other => panic!("{other:?}"),
        };
        assert_eq!(missing(&outcomes[0]), (1, 2, true));
        assert_eq!(missing(&outcomes[1]), (1, 2, false));
        assert_eq!(outcomes[2], Outcome::Empty);
    }

    #[test]
    fn quotes_within_each_other_take_no_more_than_their_length() {
        let text = "a".repeat(100_000);
        let quotes: Vec<String> = (1..1_000).map(|length| "a".repeat(length)).collect();
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        let search = search(&Folded::of(text.clone()), &quotes);
        assert!(search.outcomes.iter().all(|found| *found == Outcome::Found));
        let size: usize = quotes.iter().map(|quote| quote.len()).sum();
        assert!(
            search.steps < 4 * (text.len() + size) as u64,
            "{}",
            search.steps
        );
    }

    #[test]
    fn quotes_made_to_keep_the_search_busy_are_given_up() {
        let text = "a".repeat(100_000);
        let quotes: Vec<String> = (1..500)
            .map(|length| format!("never … {}", "a".repeat(length)))
            .collect();
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        let search = search(&Folded::of(text), &quotes);
        assert!(search.outcomes.iter().all(|o| *o == Outcome::GivenUp));
        assert!(search.steps < 12_000_000, "{}", search.steps);
    }
}
