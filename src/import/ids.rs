//! Ids made of names.

use std::collections::HashMap;

use crate::model::id_of;

/// How many characters of a name an id takes, at most.
const LONGEST: usize = 48;

/// How many bytes; the format allows 128, and a number may follow.
const MAX_BYTES: usize = 100;

/// Ids of one name space, each given once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// For each id made of a name alone, how many there are.
    taken: HashMap<String, u32>,
}

impl Ids {
    /// A new id for a name: its letters and digits in lower case, with hyphens between the words,
    /// and a number where it is taken.
    pub(super) fn give(&mut self, name: &str, otherwise: &str) -> String {
        let base = slug(name).unwrap_or_else(|| otherwise.to_owned());
        loop {
            let count = self.taken.entry(base.clone()).or_insert(0);
            *count += 1;
            let id = match *count {
                1 => base.clone(),
                count => format!("{base}-{count}"),
            };
            if id == base || self.taken.insert(id.clone(), 1).is_none() {
                return id;
            }
        }
    }
}

/// The id that a name makes, where it has letters or digits: of as many of its first words as are
/// short enough.
pub(super) fn slug(name: &str) -> Option<String> {
    let start: String = name.chars().take(LONGEST + 1).collect();
    let words = match start.rfind(char::is_whitespace) {
        Some(cut) if start.chars().count() > LONGEST => &start[..cut],
        _ => &start,
    };
    let kept: String = words.chars().take(LONGEST).collect();
    // Where letters take several bytes, fewer of them leave room for a number.
    let starts = (1..=kept.chars().count()).rev();
    let ids = starts.filter_map(|count| id_of(&kept.chars().take(count).collect::<String>()));
    ids.into_iter().find(|id| id.len() <= MAX_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check_id;
    use proptest::prelude::*;

    #[test]
    fn ids_are_short_and_given_once() {
        let mut ids = Ids::default();
        assert_eq!(ids.give("Owners cut pay!", "event"), "owners-cut-pay");
        assert_eq!(ids.give("owners  cut pay", "event"), "owners-cut-pay-2");
        assert_eq!(ids.give("Owners cut pay 2", "event"), "owners-cut-pay-2-2");
        assert_eq!(ids.give("…", "event"), "event");
        assert_eq!(ids.give("Забастовка", "event"), "забастовка");
    }

    proptest! {
        #[test]
        fn every_name_gets_an_id_of_its_own(names in proptest::collection::vec(".{0,80}", 1..8)) {
            let mut ids = Ids::default();
            let given: Vec<String> = names.iter().map(|name| ids.give(name, "event")).collect();
            for (at, id) in given.iter().enumerate() {
                prop_assert!(check_id(id).is_ok(), "{}", id);
                prop_assert!(!given[..at].contains(id));
            }
        }
    }
}
