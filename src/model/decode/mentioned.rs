//! The ids that a text seems to declare, whether it is well-formed or not.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

/// Longest id, in bytes.
const MAX_BYTES: usize = 128;

/// What people write around an id, by intent or by mistake.
const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

/// What stands in quotes behind the word `id` and a `:` or `=`, composed as ids are.
pub(super) fn mentioned_ids(text: &str) -> HashSet<String> {
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
        let mut found: Vec<String> = mentioned_ids(text).into_iter().collect();
        found.sort();
        assert_eq!(found, ["a", "b", "c", "ü"]);
        let long = format!("id: \"{}\"", "x".repeat(MAX_BYTES + 1));
        assert!(mentioned_ids(&long).is_empty());
    }
}
