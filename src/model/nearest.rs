//! "Did you mean": the known name that is nearest to one that is not known.

use strsim::osa_distance;

/// How many comparisons one file may cost, so that a file with 100,000 unknown ids stays linear.
const COMPARISONS: usize = 2_000_000;

/// Finds near names, up to a fixed number of comparisons in all.
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
        Self { left: COMPARISONS }
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
        if length > 200 {
            return None;
        }
        let limit = (length / 3).max(1);
        let mut best: Option<(usize, &str)> = None;
        for candidate in known {
            if self.left == 0 {
                return None;
            }
            self.left -= 1;
            if candidate.len().abs_diff(name.len()) > 4 * limit {
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
