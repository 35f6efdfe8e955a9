//! The whole way from text to answers, held against an oracle of its own.
//!
//! Small random timelines are generated as data. From the data comes a text, which is read and
//! reasoned about as any file is; and from the data comes a matrix of constraints, closed by
//! Floyd and Warshall's algorithm, which says what the answers have to be. The oracle knows the
//! calendar, the meaning of dates and links, and the definitions of what is concluded; it shares
//! no code with the engine.
//!
//! Seeds are fixed. `REASONING_CASES=50` multiplies the number of cases, `PROPTEST_RNG_SEED` draws
//! others.

mod calendar;
mod closure;
mod contradictions;
mod cuts;
mod dates;
mod durations;
mod generate;
mod laws;
mod links;
mod meaning;
mod piece;
mod points;
mod reports;
#[path = "../scratch/mod.rs"]
mod scratch;
mod story;
mod subject;
mod text;
mod told;
mod trust;
mod verdicts;

use proptest::test_runner::{Config, RngSeed};

/// A run of so many cases, the same each time.
fn config(cases: u32) -> Config {
    let factor = std::env::var("REASONING_CASES")
        .ok()
        .and_then(|factor| factor.parse().ok());
    let cases = cases * factor.unwrap_or(1);
    let drawn = Config::default();
    Config {
        cases,
        max_global_rejects: 10 * cases,
        failure_persistence: None,
        rng_seed: match drawn.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1931),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        max_shrink_iters: 4_000,
        ..drawn
    }
}
