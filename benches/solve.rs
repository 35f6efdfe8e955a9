//! The solver on chains and random networks, and beside petgraph's Bellman–Ford.

#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]

use std::hint::black_box;

use annals::order::sequence;
use annals::stn::{DifferenceConstraint, Implication, Stn, Tag, TimePoint, Weight};
use criterion::{Criterion, criterion_group, criterion_main};
use petgraph::algo::bellman_ford;
use petgraph::graph::{DiGraph, NodeIndex};

fn start(event: u32) -> TimePoint {
    TimePoint::new(1 + 2 * event)
}

fn end(event: u32) -> TimePoint {
    TimePoint::new(2 + 2 * event)
}

/// SplitMix64.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Reigns one after another, each of at most three years, within four millennia.
fn chain(events: u32) -> Vec<DifferenceConstraint> {
    let year = 365 * 86_400;
    let mut constraints = Vec::new();
    for event in 0..events {
        let (from, to) = (start(event), end(event));
        constraints.push(DifferenceConstraint::order(from, to, Tag::NONE));
        let reign = Weight::at_most(3 * year);
        constraints.push(DifferenceConstraint::new(from, to, reign, Tag::new(event)));
        if event > 0 {
            let tag = Tag::new(events + event);
            constraints.push(DifferenceConstraint::order(end(event - 1), from, tag));
        }
    }
    let tag = Tag::new(2 * events);
    constraints.extend(DifferenceConstraint::earliest(
        start(0),
        Weight::at_most(0),
        tag,
    ));
    let latest = Weight::at_most(4000 * year);
    constraints.push(DifferenceConstraint::latest(end(events - 1), latest, tag));
    constraints
}

/// Three links an event, forwards along a hidden order; three events in ten are dated.
fn network(events: u32) -> (Vec<DifferenceConstraint>, Vec<DifferenceConstraint>) {
    let mut state = 7;
    let mut below = |limit: u32| u32::try_from(random(&mut state) % u64::from(limit)).unwrap_or(0);
    let mut links = Vec::new();
    for tag in 0..3 * events {
        let (a, b) = (below(events), below(events));
        let (first, second) = (a.min(b), a.max(b));
        if first != second {
            let from = if below(2) == 0 {
                start(first)
            } else {
                end(first)
            };
            links.push(DifferenceConstraint::order(
                from,
                start(second),
                Tag::new(tag),
            ));
        }
    }
    let mut constraints = links.clone();
    for event in 0..events {
        constraints.push(DifferenceConstraint::order(
            start(event),
            end(event),
            Tag::NONE,
        ));
        if below(10) < 3 {
            let (at, width) = (
                86_400 * i64::from(event),
                86_400 * i64::from(30 + below(400)),
            );
            let tag = Tag::new(3 * events + event);
            let early = Weight::at_most(at - width);
            constraints.extend(DifferenceConstraint::earliest(start(event), early, tag));
            let late = Weight::at_most(at + width);
            constraints.push(DifferenceConstraint::latest(end(event), late, tag));
        }
    }
    (constraints, links)
}

fn solve(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("solve");
    group.sample_size(10);
    for (name, constraints) in [
        ("chain of 100000", chain(100_000)),
        ("random of 100000 with 300000 links", network(100_000).0),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let stn = Stn::new(200_001, black_box(constraints.clone()));
                black_box(stn.solve().is_ok())
            });
        });
    }
    group.finish();
}

fn answer(criterion: &mut Criterion) {
    let (constraints, links) = network(100_000);
    let Ok(solution) = Stn::new(200_001, constraints).solve() else {
        return;
    };
    let tags: Vec<Tag> = links.iter().map(|link| link.tag).collect();
    let questions: Vec<Implication<'_>> = links
        .iter()
        .zip(&tags)
        .map(|(link, tag)| Implication {
            from: link.from,
            to: link.to,
            weight: link.weight,
            without: std::slice::from_ref(tag),
        })
        .collect();
    let starts: Vec<TimePoint> = (0..100_000).map(start).collect();
    let mut group = criterion.benchmark_group("answer");
    group.sample_size(10);
    group.bench_function("support of 300000 links", |bencher| {
        bencher.iter(|| black_box(solution.implied_without(&questions)));
    });
    group.bench_function("sequence of 100000 events", |bencher| {
        bencher.iter(|| black_box(sequence(&solution, &starts)));
    });
    group.bench_function("distance between two points", |bencher| {
        let mut state = 1;
        bencher.iter(|| {
            let mut event = || u32::try_from(random(&mut state) % 100_000).unwrap_or(0);
            black_box(solution.distance(start(event()), start(event())))
        });
    });
    group.finish();
}

/// Both decide consistency and give upper bounds; read the ratio.
fn against_petgraph(criterion: &mut Criterion) {
    const EVENTS: u32 = 2_000;
    let mut group = criterion.benchmark_group("against petgraph");
    group.sample_size(10);
    for (name, constraints) in [("chain", chain(EVENTS)), ("random", network(EVENTS).0)] {
        group.bench_function(format!("{name}, annals"), |bencher| {
            bencher.iter(|| {
                let stn = Stn::new(2 * EVENTS + 1, black_box(constraints.clone()));
                black_box(stn.check().is_ok())
            });
        });
        group.bench_function(format!("{name}, petgraph"), |bencher| {
            bencher.iter(|| {
                let graph = DiGraph::<(), f64>::from_edges(constraints.iter().map(|c| {
                    #[expect(clippy::cast_precision_loss, reason = "petgraph wants floats")]
                    let weight = c.weight.ticks as f64;
                    (c.from.index(), c.to.index(), weight)
                }));
                black_box(bellman_ford(&graph, NodeIndex::new(0)).is_ok())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, solve, answer, against_petgraph);
criterion_main!(benches);
