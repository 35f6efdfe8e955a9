//! Ids made of names.

use std::collections::HashMap;

use crate::model::check_id;

/// How many characters of a name an id takes, at most.
const LONGEST: usize = 48;

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

/// The id that a name makes, where it has letters or digits.
pub(super) fn slug(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let mut id = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let longer = id.chars().count() + word.chars().count() + 1 > LONGEST;
        if longer && !id.is_empty() {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LONGEST));
    }
    while id.len() > 100 {
        id.pop();
    }
    check_id(&id).is_ok().then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
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
