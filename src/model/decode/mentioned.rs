//! The ids that a text seems to declare in what could not be read.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

/// Longest id, in bytes.
const MAX_BYTES: usize = 128;

/// What people write around an id, by intent or by mistake.
const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

/// What stands in quotes behind the word `id` and a `:` or `=`, composed as ids are, except at
/// places where an id was read: what is declared there is known.
pub(super) fn mentioned_ids(text: &str, read: &HashSet<u32>) -> HashSet<String> {
    let mut found = HashSet::new();
    for (at, word) in text.match_indices("id") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + word.len()..];
        let rest = rest.strip_prefix(QUOTES).unwrap_or(rest).trim_start();
        let Some(value) = rest.strip_prefix([':', '=']) else {
            continue;
        };
        let value = value.trim_start().trim_start_matches(QUOTES);
        let place = u32::try_from(text.len() - value.len());
        if place.is_ok_and(|place| read.contains(&place)) {
            continue;
        }
        let mut ends = value
            .char_indices()
            .take_while(|&(end, _)| end <= MAX_BYTES);
        if let Some((end, _)) = ends.find(|(_, c)| QUOTES.contains(c)) {
            found.insert(value[..end].nfc().collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_behind_the_word_alone() {
        let text = "(id: \"a\", 'id' = “b”, id:c\", \"id\": 'u\u{308}', \
                    void: \"no\", _id: \"no\", id \"no\", idle: \"no\", id: \"\n no end";
        let none = HashSet::new();
        let mut found: Vec<String> = mentioned_ids(text, &none).into_iter().collect();
        found.sort();
        assert_eq!(found, ["a", "b", "c", "ü"]);
        let long = format!("id: \"{}\"", "x".repeat(MAX_BYTES + 1));
        assert!(mentioned_ids(&long, &none).is_empty());
    }

    #[test]
    fn what_was_read_at_one_place_may_still_be_declared_at_another() {
        let text = "(id: \"a\"), (id: \"a\"), (id: \"b\")";
        let found = |read: [u32; 2]| mentioned_ids(text, &HashSet::from(read));
        assert_eq!(found([6, 28]), HashSet::from(["a".to_owned()]));
        assert_eq!(found([6, 17]), HashSet::from(["b".to_owned()]));
    }
}
