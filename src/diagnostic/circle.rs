//! Circles in words.

/// How many members of a circle a message names.
const NAMED: usize = 8;

/// A circle of at least one member as a message tells it: `a → b → a`, and of a large one the first
/// few members and how many more there are.
///
/// ```
/// use annals::diagnostic::circle;
///
/// assert_eq!(circle(&["a", "b"], |name| name.to_string()), "a → b → a");
/// let large: Vec<u32> = (1..=10).collect();
/// let told = circle(&large, |number| number.to_string());
/// assert_eq!(told, "1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → … and 2 more");
/// ```
pub fn circle<T>(members: &[T], name: impl Fn(&T) -> String) -> String {
    let named = members.iter().take(NAMED);
    let mut told: Vec<String> = named.map(&name).collect();
    match members.len().saturating_sub(NAMED) {
        0 => told.extend(members.first().map(name)),
        more => told.push(format!("… and {more} more")),
    }
    told.join(" → ")
}
