//! "Did you mean": the known name that is nearest to one that is not known.

use strsim::osa_distance;

/// How much comparing one file may cost, in characters against characters, so that a file with
/// 100,000 unknown ids stays linear.
const BUDGET: usize = 50_000_000;

/// The longest name for which a near one is looked for, in characters.
const LONGEST: usize = 64;

/// Finds near names, up to a fixed amount of comparing in all.
///
/// The limit makes suggestions a bounded help: a file with a handful of faults always gets them,
/// one in which every id is wrong gets them for the first few. It is counted, not timed, so the
/// same file gives the same findings.
#[derive(Debug)]
pub struct Nearest {
    left: usize,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { left: BUDGET }
    }
}

impl Nearest {
    /// The nearest of the `known` names, if one is near enough to be a slip of the pen.
    ///
    /// Near enough means at most a third of the characters differ (one of the first three); ties
    /// go to the one that comes first.
    ///
    /// ```
    /// use annals::model::Nearest;
    ///
    /// let known = ["precedes", "part_of", "causes"];
    /// assert_eq!(Nearest::default().find("cuases", known), Some("causes"));
    /// assert_eq!(Nearest::default().find("lag", known), None);
    /// ```
    pub fn find<'k>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let length = name.chars().count();
        if length > LONGEST {
            return None;
        }
        let limit = (length / 3).max(1);
        let mut best: Option<(usize, &str)> = None;
        for candidate in known {
            // A character has at most four bytes; those of an ASCII name have one each.
            let far = candidate.len() > 4 * (length + limit);
            let other = if far {
                usize::MAX
            } else {
                candidate.chars().count()
            };
            let cost = if other.abs_diff(length) > limit {
                1
            } else {
                length * other + 1
            };
            if cost > self.left {
                return None;
            }
            self.left -= cost;
            if cost == 1 {
                continue;
            }
            let distance = if candidate.eq_ignore_ascii_case(name) {
                0
            } else {
                osa_distance(candidate, name)
            };
            if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}
