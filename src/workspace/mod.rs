//! The façade: reads files, runs the stages on them, and answers.
//!
//! Everything that touches the file system is here. [`check`] validates files and folders;
//! [`open`] loads one timeline to ask about; [`format_files`] brings files into one layout. What a
//! timeline names is reached only inside its root, as regular files of bounded size; what cannot be
//! reached is a finding at the place that names it, never an abort.

mod answers;
mod checked;
mod config;
mod cycles;
mod error;
mod files;
mod format;
mod load;
mod reach;
mod reasons;
mod replace;
mod root;
mod why;

pub use answers::{Answers, NoAnswer, Opened, open};
pub use checked::{Checked, CheckedFile, check, check_with};

pub use crate::analysis::{Claims, DEFAULT_EFFORT, Options};
pub use error::Error;
pub use files::{MAX_BYTES, Stdin};
pub use format::{FormatOutcome, FormattedFile, Formatting, format_files, format_stdin};
pub(crate) use replace::Draft;
pub use replace::{replace_file, write_file};
