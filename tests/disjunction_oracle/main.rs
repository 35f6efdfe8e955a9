//! Timelines with every kind of choice, held against all combinations of alternatives.
//!
//! Small random timelines are generated as data. From the data comes a text, which is checked and
//! asked about as any file is; and from the data comes what each statement says: constraints, and
//! alternatives of constraints. Every combination of alternatives is closed by itself, and what
//! holds in all, in some or in none of them is what the answers have to say. The oracle reads
//! dates by a calendar of its own and shares no code with the engine.
//!
//! Seeds are fixed. `DISJUNCTION_CASES=50` multiplies the number of cases, `PROPTEST_RNG_SEED`
//! draws others. A story that goes wrong is told with its seed, and as short as it can be made;
//! `DISJUNCTION_SEED=0x78b00000021` judges the story of one seed.

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
mod given_up;
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
use std::ops::Range;

use story::Story;
use verdicts::{Judged, Wrong, judge};

/// How many stories one run judges.
const CASES: u64 = 750;

/// How many kinds of failure are told at once.
const TOLD: usize = 8;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// How a story is judged.
type Judge = fn(&Story) -> Result<Judged, Wrong>;

/// The seeds of one run; of one story where that is asked for.
fn seeds(part: u64) -> Range<u64> {
    let one = std::env::var("DISJUNCTION_SEED").ok();
    let one = one.and_then(|seed| u64::from_str_radix(seed.trim_start_matches("0x"), 16).ok());
    let first = (number("PROPTEST_RNG_SEED").unwrap_or(1931) << 32) | (part << 28);
    let cases = CASES * number("DISJUNCTION_CASES").unwrap_or(1);
    one.map_or(first..first + cases, |seed| seed..seed + 1)
}

/// Judges the stories of some seeds; tells the first failure of each kind.
fn run(part: u64, judge: Judge) {
    let seeds = seeds(part);
    let cases = seeds.end - seeds.start;
    let mut judged = [0_u64; 4];
    let mut failures: BTreeMap<&'static str, (u64, Story, u64)> = BTreeMap::new();
    for seed in seeds {
        let story = generate::story(seed);
        match judge(&story) {
            Ok(how) => judged[how as usize] += 1,
            Err(wrong) => {
                let known = failures.entry(wrong.what).or_insert((seed, story, 0));
                known.2 += 1;
            }
        }
    }
    let told: Vec<String> = failures
        .into_iter()
        .take(TOLD)
        .map(|(what, (seed, story, count))| tell(judge, what, seed, &story, count))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
    let whole = judged[Judged::Consistent as usize] + judged[Judged::Contradictory as usize];
    assert!(
        cases == 1 || whole * 5 > cases * 3,
        "most stories are judged whole: {judged:?}"
    );
}

fn tell(judge: Judge, what: &'static str, seed: u64, story: &Story, count: u64) -> String {
    let same = |story: &Story| judge(story).is_err_and(|wrong| wrong.what == what);
    let least = minimise::minimise(story, &same);
    let Wrong { detail, .. } = judge(&least).expect_err("it was made shorter as long as it failed");
    let text = least.write().text;
    format!("== {what} ({count} times, first with seed {seed:#x}): {detail}\n{text}")
}

#[test]
fn answers_are_those_of_all_combinations() {
    run(0, judge);
}

#[test]
fn a_search_that_is_given_up_is_never_wrong() {
    run(2, |story| given_up::judge(story, 30));
}

#[test]
fn answers_are_those_of_all_combinations_in_other_stories() {
    run(1, judge);
}
