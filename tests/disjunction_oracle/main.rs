//! Timelines with every kind of choice, held against all combinations of alternatives.
//!
//! Small random timelines are generated as data. From the data comes a text, which is checked and
//! asked about as any file is; and from the data comes what each statement says: constraints, and
//! alternatives of constraints. Every combination of alternatives is closed by itself, and what
//! holds in all, in some or in none of them is what the answers have to say. The oracle reads
//! dates by a calendar of its own and shares no code with the engine.
//!
//! Seeds are fixed. `DISJUNCTION_CASES=50` multiplies the number of cases, `PROPTEST_RNG_SEED`
//! draws others. A story that goes wrong is told with its seed, and as short as it can be made.

#[path = "../reasoning_oracle/calendar.rs"]
mod calendar;
#[path = "../reasoning_oracle/closure.rs"]
mod closure;
mod concluded;
#[path = "../reasoning_oracle/cuts.rs"]
mod cuts;
mod dates;
#[path = "../reasoning_oracle/durations.rs"]
mod durations;
mod findings;
mod generate;
#[path = "../reasoning_oracle/links.rs"]
mod links;
mod meaning;
mod minimise;
#[path = "../reasoning_oracle/piece.rs"]
mod piece;
#[path = "../reasoning_oracle/points.rs"]
mod points;
#[path = "../stn_support/random.rs"]
mod random;
mod search;
mod story;
mod strike;
mod subject;
mod supports;
mod text;
#[path = "../reasoning_oracle/told.rs"]
mod told;
mod units;
mod verdicts;

use std::collections::BTreeMap;

use story::Story;
use verdicts::{Judged, Wrong, judge};

/// How many stories one run judges.
const CASES: u64 = 2_000;

/// How many kinds of failure are told at once.
const TOLD: usize = 8;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Judges the stories of some seeds; tells the first failure of each kind.
fn run(part: u64) {
    let first = number("PROPTEST_RNG_SEED").unwrap_or(1931) << 32 | part << 24;
    let cases = CASES / 2 * number("DISJUNCTION_CASES").unwrap_or(1);
    let mut judged = [0_u64; 4];
    let mut failures: BTreeMap<&'static str, (u64, Story, u64)> = BTreeMap::new();
    for seed in first..first + cases {
        let story = generate::story(seed);
        match judge(&story) {
            Ok(how) => judged[how as usize] += 1,
            Err(wrong) => {
                let known = failures.entry(wrong.what).or_insert((seed, story, 0));
                known.2 += 1;
            }
        }
    }
    if number("DISJUNCTION_TELL").is_some() {
        println!("part {part}: {cases} cases, {judged:?}");
    }
    let told: Vec<String> = failures
        .into_iter()
        .take(TOLD)
        .map(|(what, (seed, story, count))| tell(what, seed, &story, count))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
    let whole = judged[Judged::Consistent as usize] + judged[Judged::Contradictory as usize];
    assert!(
        whole * 10 > cases * 8,
        "most stories are judged whole: {judged:?}"
    );
}

fn tell(what: &'static str, seed: u64, story: &Story, count: u64) -> String {
    let same = |story: &Story| judge(story).is_err_and(|wrong| wrong.what == what);
    let least = minimise::minimise(story, &same);
    let Wrong { detail, .. } = judge(&least).expect_err("it was made shorter as long as it failed");
    let text = least.write().text;
    format!("== {what} ({count} times, first with seed {seed:#x}): {detail}\n{text}")
}

#[test]
fn answers_are_those_of_all_combinations() {
    run(0);
}

#[test]
fn answers_are_those_of_all_combinations_in_other_stories() {
    run(1);
}
