//! What holds for the whole run.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anstream::ColorChoice;

use super::args::{self, Color, Common, Reasoning};
use super::{Failure, clock};
use crate::workspace::{Claims, Options};

/// The settings of one run.
#[derive(Debug)]
pub(super) struct Session {
    /// The day that reports give as theirs, as `YYYY-MM-DD`.
    pub(super) as_of: String,
    /// The same day, as days since 1970-01-01.
    pub(super) today: i64,
    /// When to use colour.
    pub(super) color: ColorChoice,
    /// Whether to leave out summaries and remarks.
    pub(super) quiet: bool,
    /// Whether to say more.
    pub(super) verbose: bool,
    /// How timelines are reasoned about.
    pub(super) options: Options,
    /// The configuration to use in place of each root's.
    pub(super) config: Option<PathBuf>,
    jobs: Option<NonZeroUsize>,
}

impl Session {
    /// The settings that the flags give.
    pub(super) fn new(common: &Common, reasoning: Option<&Reasoning>) -> Self {
        let today = common.as_of.unwrap_or_else(clock::today);
        Self {
            as_of: today.to_string(),
            today: i64::from(today.to_epoch_days()),
            color: choice(common.color),
            quiet: common.quiet,
            verbose: common.verbose,
            options: reasoning.map_or_else(Options::default, options),
            config: common.config.clone(),
            jobs: common.jobs,
        }
    }

    /// Lets no more threads work than the flags say.
    ///
    /// # Errors
    ///
    /// Where threads cannot be started.
    pub(super) fn use_jobs(&self) -> Result<(), Failure> {
        let Some(jobs) = self.jobs else {
            return Ok(());
        };
        // More threads than the machine runs at once would only wait for each other.
        let most = std::thread::available_parallelism().unwrap_or(jobs);
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.min(most).get())
            .build_global()
            .map_err(|error| Failure::new(format!("cannot start {jobs} threads: {error}")))
    }
}

const fn options(reasoning: &Reasoning) -> Options {
    Options {
        claims: match reasoning.claims {
            args::Claims::Any => Claims::Any,
            args::Claims::All => Claims::All,
        },
        effort: reasoning.effort,
    }
}

/// The choice that streams understand.
pub(super) const fn choice(color: Color) -> ColorChoice {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}
