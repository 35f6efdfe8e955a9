//! The passages that come nearest to what does not stand in a text.
//!
//! Rare words of a quote, and rare pairs of neighbours, say where something like it stands; the
//! few places that most of them agree on are compared with the quote word by word (Sellers 1980).

use std::collections::HashMap;
use std::ops::Range;

use super::find::{Missing, Outcome};
use super::fold::Folded;
use super::loose::{Variant, differences};
use super::words::{Word, pair, words};

/// For so many quotes of one text the nearest passage is looked for.
const MAX_QUOTES: usize = 1_000;
/// So many words of a quote are compared.
const MAX_WORDS: usize = 128;
/// Of each word so many places are kept.
const MAX_PLACES: usize = 64;
/// So many words of a quote say where to look.
const MAX_ANCHORS: usize = 12;
/// So many places are compared with a quote.
const MAX_CANDIDATES: usize = 4;
/// Comparisons of words for all quotes together.
const BUDGET: u64 = 50_000_000;
/// The longest passage that is shown, in characters.
const MAX_SHOWN: usize = 200;
/// How far a passage may lie from where one of its words says, in bytes, beside a share of its length.
const TOLERANCE: usize = 64;
/// Bits of the filter that most words of a text do not pass.
const FILTER_BITS: u32 = 20;

/// The passage of a text that comes nearest to a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The passage as it stands there, but for its white space; at most 200 characters. Dots at
    /// its ends stand for what was cut.
    pub passage: String,
    /// The line on which it begins, where the text has lines.
    pub line: Option<u32>,
    /// What makes the difference, where no word is another.
    pub differs: Vec<Variant>,
}

/// Adds the nearest passage to quotes that are missing; gives the steps that this took.
pub(super) fn nearest(text: &Folded, outcomes: &mut [Outcome]) -> u64 {
    let mut missing: Vec<&mut Missing> = outcomes
        .iter_mut()
        .filter_map(|outcome| match outcome {
            Outcome::Missing(missing) => Some(missing),
            _ => None,
        })
        .take(MAX_QUOTES)
        .collect();
    if missing.is_empty() {
        return 0;
    }
    let quotes: Vec<Vec<Word>> = missing
        .iter()
        .map(|missing| words(&missing.text).take(MAX_WORDS).collect())
        .collect();
    let anchors = Anchors::new(&quotes, text.text());
    let mut steps = text.text().len() as u64;
    for (missing, quote) in missing.iter_mut().zip(&quotes) {
        if steps > BUDGET + text.text().len() as u64 {
            break;
        }
        missing.nearest = near(text, &missing.text, quote, &anchors, &mut steps);
    }
    steps
}

/// Where words of the quotes, and pairs of them, stand in the text.
struct Anchors {
    places: HashMap<u64, Places>,
}

#[derive(Default)]
struct Places {
    count: u32,
    first: Vec<usize>,
}

impl Anchors {
    fn new(quotes: &[Vec<Word>], text: &str) -> Self {
        let mut places: HashMap<u64, Places> = HashMap::new();
        let mut filter = vec![0_u64; 1 << (FILTER_BITS - 6)];
        for (hash, _) in quotes.iter().flat_map(|quote| keys(quote)) {
            places.entry(hash).or_default();
            let (word, bit) = bit(hash);
            filter[word] |= bit;
        }
        let mut note = |hash: u64, start: usize| {
            let (word, bit) = bit(hash);
            if filter[word] & bit == 0 {
                return;
            }
            if let Some(places) = places.get_mut(&hash) {
                places.count = places.count.saturating_add(1);
                if places.first.len() < MAX_PLACES {
                    places.first.push(start);
                }
            }
        };
        let mut before: Option<Word> = None;
        for word in words(text) {
            note(word.hash, word.start);
            if let Some(before) = before {
                note(pair(before.hash, word.hash), before.start);
            }
            before = Some(word);
        }
        Self { places }
    }

    /// Places where the quote may begin, those that most of its words agree on first.
    fn candidates(&self, quote: &[Word], tolerance: usize) -> Vec<usize> {
        let mut known: Vec<(u32, usize, &Places)> = keys(quote)
            .filter_map(|(hash, offset)| {
                let places = self.places.get(&hash)?;
                (places.count > 0).then_some((places.count, offset, places))
            })
            .collect();
        known.sort_unstable_by_key(|&(count, offset, _)| (count, offset));
        known.truncate(MAX_ANCHORS);
        let mut votes: Vec<(usize, u64)> = known
            .iter()
            .flat_map(|&(count, offset, places)| {
                let weight = (1 << 32) / u64::from(count);
                let starts = places.first.iter();
                starts.map(move |&start| (start.saturating_sub(offset), weight))
            })
            .collect();
        votes.sort_unstable();
        let mut sums: Vec<(u64, usize)> = Vec::with_capacity(votes.len());
        let (mut end, mut sum) = (0, 0);
        for &(start, weight) in &votes {
            while let Some(&(next, weight)) = votes.get(end)
                && next <= start + tolerance
            {
                sum += weight;
                end += 1;
            }
            sums.push((sum, start));
            sum -= weight;
        }
        sums.sort_unstable_by_key(|&(sum, start)| (std::cmp::Reverse(sum), start));
        let mut chosen: Vec<usize> = Vec::new();
        for (_, start) in sums {
            if chosen
                .iter()
                .all(|&other| other.abs_diff(start) > tolerance)
            {
                chosen.push(start);
                if chosen.len() == MAX_CANDIDATES {
                    break;
                }
            }
        }
        chosen
    }
}

/// The words of a quote and the pairs of neighbours, with their places in it.
fn keys(quote: &[Word]) -> impl Iterator<Item = (u64, usize)> {
    let single = quote.iter().map(|word| (word.hash, word.start));
    let pairs = quote.windows(2).filter_map(|two| match two {
        [first, second] => Some((pair(first.hash, second.hash), first.start)),
        _ => None,
    });
    single.chain(pairs)
}

fn bit(hash: u64) -> (usize, u64) {
    let place = hash >> (64 - FILTER_BITS);
    let word = usize::try_from(place >> 6).unwrap_or_default();
    (word, 1 << (place & 63))
}

fn near(
    text: &Folded,
    quote: &str,
    quoted: &[Word],
    anchors: &Anchors,
    steps: &mut u64,
) -> Option<Nearest> {
    let whole = text.text();
    let length = quoted.last()?.end;
    let tolerance = length / 4 + TOLERANCE;
    let mut best: Option<(usize, Range<usize>)> = None;
    for start in anchors.candidates(quoted, tolerance) {
        let window = boundary(whole, start.saturating_sub(tolerance))
            ..boundary(whole, start + length + 2 * tolerance);
        let there: Vec<Word> = words(&whole[window.clone()])
            .take(3 * quoted.len() + TOLERANCE)
            .collect();
        *steps += (there.len() * quoted.len()) as u64;
        let Some((distance, range)) = align(quoted, &there) else {
            continue;
        };
        if best.as_ref().is_none_or(|&(least, _)| distance < least) {
            let first = window.start + there[range.start].start;
            let last = window.start + there[range.end - 1].end;
            best = Some((distance, first..last));
        }
    }
    // What shares less than half of its words is something else.
    let (_, found) = best.filter(|&(distance, _)| 2 * distance <= quoted.len())?;
    let around = boundary(whole, found.start.saturating_sub(TOLERANCE))
        ..boundary(whole, found.end + TOLERANCE);
    Some(Nearest {
        passage: shown(whole, with_marks(whole, &found), quoted),
        line: text.line(found.start),
        differs: differences(quote, &whole[around]),
    })
}

/// The stretch of words that comes nearest to a quote: how many words must be changed, put in or
/// taken out, and where it is.
fn align(quoted: &[Word], there: &[Word]) -> Option<(usize, Range<usize>)> {
    // For each word behind which a stretch may end: the least cost, and the latest start with it.
    let mut row: Vec<(usize, usize)> = (0..=there.len()).map(|at| (0, at)).collect();
    for (number, word) in quoted.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (number + 1, 0);
        for at in 0..there.len() {
            let changed = usize::from(there[at].hash != word.hash);
            let kept = (diagonal.0 + changed, diagonal.1);
            let left_out = (row[at + 1].0 + 1, row[at + 1].1);
            let put_in = (row[at].0 + 1, row[at].1);
            diagonal = row[at + 1];
            // A changed word is likelier than one that was left out beside one that was put in.
            row[at + 1] = [kept, left_out, put_in]
                .into_iter()
                .min_by_key(|&(cost, start)| (cost, start))
                .unwrap_or(kept);
        }
    }
    let ends = row.iter().enumerate().skip(1);
    let (end, &(cost, start)) =
        ends.filter(|&(end, &(_, start))| start < end)
            .min_by_key(|&(end, &(cost, start))| {
                let length = (end - start).min(quoted.len());
                (cost, std::cmp::Reverse(length), start)
            })?;
    Some((cost, start..end))
}

/// A passage with the punctuation right beside it.
fn with_marks(text: &str, found: &Range<usize>) -> Range<usize> {
    const MOST: usize = 3;
    let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
    let before = text[..found.start].chars().rev().take_while(is_mark);
    let behind = text[found.end..].chars().take_while(is_mark);
    let before: usize = before.take(MOST).map(char::len_utf8).sum();
    let behind: usize = behind.take(MOST).map(char::len_utf8).sum();
    found.start - before..found.end + behind
}

/// A passage cut to what is shown: around the first word that differs.
fn shown(text: &str, found: Range<usize>, quoted: &[Word]) -> String {
    const DOTS: char = '…';
    /// So many characters are shown before the word that differs.
    const LEAD: usize = 60;
    let passage = &text[found];
    if passage.chars().count() <= MAX_SHOWN {
        return passage.to_owned();
    }
    let other = words(passage)
        .zip(quoted)
        .find(|(there, quoted)| there.hash != quoted.hash)
        .map_or(0, |(there, _)| there.start);
    let lead: usize = passage[..other]
        .chars()
        .rev()
        .take(LEAD)
        .map(char::len_utf8)
        .sum();
    let start = other - lead;
    let mut shown = String::new();
    if start > 0 {
        shown.push(DOTS);
    }
    // Both ends may be marked as cut.
    let kept: String = passage[start..].chars().take(MAX_SHOWN - 2).collect();
    let is_cut = start + kept.len() < passage.len();
    shown.push_str(&kept);
    if is_cut {
        shown.push(DOTS);
    }
    shown
}

/// The nearest beginning of a character at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::find::search;
    use super::*;

    fn near(text: &str, quote: &str) -> Option<Nearest> {
        let outcomes = search(&Folded::of(text.to_owned()), &[quote]).outcomes;
        match &outcomes[..] {
            [Outcome::Missing(missing)] => missing.nearest.clone(),
            other => panic!("{other:?}"),
        }
    }

    const TEXT: &str = "The port was calm.\n\n“Wages were cut\nin March”, the paper said; the men\n\
        of the docks heard it on Friday. Nobody went to work on the Monday after it.\n";

    #[test]
    fn an_altered_word_leads_to_its_sentence() {
        for (quote, passage, line) in [
            ("Wages were cut in May", "“Wages were cut in March”,", 3),
            ("Pay was cut in March", "“Wages were cut in March”,", 3),
            (
                "the men of the docks heard it on Monday",
                "the men of the docks heard it on Friday.",
                4,
            ),
            ("went to work on a Monday", "went to work on the Monday", 5),
        ] {
            let nearest = near(TEXT, quote).unwrap();
            assert_eq!((&*nearest.passage, nearest.line), (passage, Some(line)));
            assert_eq!(nearest.differs, []);
        }
        assert_eq!(near(TEXT, "Snow fell in the hills"), None);
        assert_eq!(near("", "Snow"), None);
    }

    #[test]
    fn what_differs_in_typography_alone_is_told() {
        let nearest = near(TEXT, "\"wages were cut in March\"").unwrap();
        assert_eq!(
            nearest.differs,
            [Variant::Capitals, Variant::QuotationMarks]
        );
    }

    #[test]
    fn long_passages_are_cut_around_the_difference() {
        let sentence: String = (0..150).map(|n| format!("word{n} ")).collect();
        let quote = sentence.trim().replace("word80", "other");
        let nearest = near(&format!("Before. {sentence} After."), &quote).unwrap();
        assert!(nearest.passage.contains(" word80 "), "{nearest:?}");
        assert!(nearest.passage.starts_with('…') && nearest.passage.ends_with('…'));
        assert_eq!(nearest.passage.chars().count(), MAX_SHOWN);
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_characters() {
        let nearest = near(
            "昨日、港の賃金は三月に切り下げられた。",
            "港の賃金は五月に切り下げられた",
        )
        .unwrap();
        assert_eq!(nearest.passage, "、港の賃金は三月に切り下げられた。");
    }
}
