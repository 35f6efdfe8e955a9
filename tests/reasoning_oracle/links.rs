//! Kinds of link: what each says of starts and ends.

use crate::closure::{Edge, Limit};
use crate::points::{end, start};

/// Allen's thirteen by name, from `s`, `e` to `S`, `E`, each as the inequalities that define it.
pub(crate) const ALLEN: [(&str, &str); 13] = [
    ("before", "e<S"),
    ("meets", "e=S s<S e<E"),
    ("overlaps", "s<S S<e e<E"),
    ("starts", "s=S e<E"),
    ("during", "S<s e<E"),
    ("finishes", "S<s e=E"),
    ("equals", "s=S e=E"),
    ("after", "E<s"),
    ("met_by", "E=s S<s E<e"),
    ("overlapped_by", "S<s s<E E<e"),
    ("started_by", "S=s E<e"),
    ("contains", "s<S E<e"),
    ("finished_by", "s<S E=e"),
];

/// The other kinds, in the same way.
pub(crate) const OTHERS: [(&str, &str); 11] = [
    ("causes", "s≤S"),
    ("enables", "s≤S"),
    ("leads_to", "s≤S"),
    ("responds_to", "S≤s"),
    ("precedes", "e≤S"),
    ("follows", "E≤s"),
    ("starts_before", "s<S"),
    ("ends_before", "e<E"),
    ("part_of", "S≤s e≤E"),
    ("has_part", "s≤S E≤e"),
    ("same_time", "s=S e=E"),
];

/// Every kind that is built in.
pub(crate) fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    OTHERS.into_iter().chain(ALLEN)
}

/// What a kind says of two events, as constraints.
pub(crate) fn order(kind: &str, from: usize, to: usize) -> Vec<Edge> {
    let (_, inequalities) = kinds()
        .find(|(name, _)| *name == kind)
        .expect("the kind is built in");
    inequalities
        .split(' ')
        .flat_map(|inequality| {
            let signs: Vec<char> = inequality.chars().collect();
            let point = |sign| match sign {
                's' => start(from),
                'e' => end(from),
                'S' => start(to),
                _ => end(to),
            };
            let (one, sign, other) = (point(signs[0]), signs[1], point(signs[2]));
            let edge = |from, to, limit| Edge { from, to, limit };
            // `one ≤ other` limits `one − other`.
            match sign {
                '<' => vec![edge(other, one, Limit::below(0))],
                '≤' => vec![edge(other, one, Limit::ZERO)],
                _ => vec![edge(other, one, Limit::ZERO), edge(one, other, Limit::ZERO)],
            }
        })
        .collect()
}

/// The two points between which a lag of this kind runs.
pub(crate) fn lag(kind: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    match kind {
        "causes" | "enables" | "leads_to" | "starts_before" => Some((start(from), start(to))),
        "responds_to" => Some((start(to), start(from))),
        "precedes" | "before" => Some((end(from), start(to))),
        "follows" | "after" => Some((end(to), start(from))),
        "ends_before" => Some((end(from), end(to))),
        _ => None,
    }
}

/// Cause and effect, where the kind is causal.
pub(crate) fn cause(kind: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    match kind {
        "causes" | "enables" | "leads_to" => Some((from, to)),
        "responds_to" => Some((to, from)),
        _ => None,
    }
}
