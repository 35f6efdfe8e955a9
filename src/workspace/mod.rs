//! The façade: reads files, runs the stages on them, and answers.
//!
//! Everything that touches the file system is here. [`check`] validates files and folders;
//! [`open`] loads one timeline to ask about; [`format_files`] brings files into one layout. What a
//! timeline names is reached only inside its root, as regular files of bounded size; what cannot be
//! reached is a finding at the place that names it, never an abort.

mod answers;
mod archives;
mod checked;
mod config;
mod configured;
mod cycles;
mod error;
mod files;
mod fix;
mod format;
mod git;
mod known;
mod levels;
mod load;
mod reach;
mod reasons;
mod replace;
mod root;
mod since;
mod watch;
mod why;

pub use answers::{Answers, NoAnswer, Opened, open, open_with};
pub use checked::{CheckOptions, Checked, CheckedFile, check};

pub use crate::analysis::{Claims, DEFAULT_EFFORT, Options};
pub use configured::configured;
pub use error::Error;
pub use files::{MAX_BYTES, Stdin, read_named};
pub use fix::{Mended, mended};
pub use format::{FormatOutcome, FormattedFile, Formatting, format_files, format_stdin};
pub use known::Known;
pub use levels::Selection;
pub(crate) use replace::Draft;
pub use replace::{replace_file, write_file};
pub use since::since;
pub use watch::Watch;
