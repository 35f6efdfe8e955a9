//! The date that is concluded contains what is left, and is exact where it is said to be.

use serde_json::Value;

use crate::closure::{Closure, Edge, Limit};
use crate::dates::{ALL_YEARS, End, Shape, Span};
use crate::meaning::{ends, starts, within};
use crate::points::{ORIGIN, end, start};
use crate::search::Answers;
use crate::verdicts::{Case, Wrong, equal, wrong};

pub(crate) fn check(
    case: &Case<'_>,
    known: &Answers,
    event: usize,
    told: &Value,
) -> Result<(), Wrong> {
    let points = [start(event), end(event)];
    let bounds = points.map(|point| {
        [(point, ORIGIN), (ORIGIN, point)].map(|(from, to)| known.difference(from, to))
    });
    let Some(text) = told["concluded"].as_str() else {
        // EDTF can say nothing of an event that may begin at any time and end at any.
        let nothing = bounds[0][0].is_none() && bounds[1][1].is_none();
        return equal("concluded", "nothing", &nothing, &true);
    };
    let reading = case.story.reading(case.story.own_zone());
    let alternatives = alternatives(event, reading.shape(text, ALL_YEARS));
    if !known.implies_any(&alternatives) {
        return Err(wrong(
            "concluded",
            format!("{text} does not contain all of e{event}"),
        ));
    }
    let exact = told["concluded_exact"] == true;
    let natural = Edge {
        from: end(event),
        to: start(event),
        limit: Limit::ZERO,
    };
    let pieces = alternatives.iter().map(|edges| {
        let all = std::iter::once(&natural).chain(edges);
        Closure::new(case.story.points(), all)
    });
    let pieces: Vec<Closure> = pieces.filter(Closure::is_consistent).collect();
    let says = |point: usize| spread(&pieces, point);
    let left = |point: usize| spread(known.combinations(), point);
    let hull = |spread: &[Piece]| {
        let last = spread.last().expect("something is left").1;
        (spread[0].0, last)
    };
    for point in points {
        let (says, left) = (says(point), left(point));
        if exact {
            equal("concluded_exact", text, &hull(&says), &hull(&left))?;
        }
    }
    // What is exact may be told as not known to be: pieces are judged one by one.
    Ok(())
}

fn alternatives(event: usize, shape: Shape) -> Vec<Vec<Edge>> {
    match shape {
        Shape::Within(members) => {
            let spans = members.concat().into_iter();
            spans.map(|span| within(event, span)).collect()
        }
        Shape::Between(first, last) => {
            let sides = |side: End, edges: fn(usize, Span) -> Vec<Edge>| match side {
                End::At(spans) => spans.into_iter().map(|span| edges(event, span)).collect(),
                End::Open | End::Unknown => vec![Vec::new()],
            };
            let (first, last) = (sides(first, starts), sides(last, ends));
            let both = first.iter().flat_map(|first| {
                let last = last.iter();
                last.map(move |last| [&first[..], last].concat())
            });
            both.collect()
        }
    }
}

/// From and to, each with whether it is taken; `None` is unbounded.
type Piece = (Option<(i64, bool)>, Option<(i64, bool)>);

/// Where a point can be, as pieces that do not touch.
fn spread(closures: &[Closure], point: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = closures
        .iter()
        .map(|closure| {
            let lo = closure.difference(point, ORIGIN);
            let hi = closure.difference(ORIGIN, point);
            (
                lo.map(|limit| (-limit.ticks, limit.taken)),
                hi.map(|limit| (limit.ticks, limit.taken)),
            )
        })
        .collect();
    let begins = |piece: &Piece| piece.0.map(|(at, taken)| (at, !taken));
    let ends = |piece: &Piece| piece.1.map_or((i64::MAX, true), |end| end);
    pieces.sort_by_key(begins);
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        let Some(last) = joined.last_mut() else {
            joined.push(piece);
            continue;
        };
        let reaches = match (last.1, piece.0) {
            (Some((hi, taken)), Some((lo, also))) => lo < hi || lo == hi && (taken || also),
            _ => true,
        };
        if !reaches {
            joined.push(piece);
        } else if ends(&piece) > ends(last) {
            last.1 = piece.1;
        }
    }
    joined
}
